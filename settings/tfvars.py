"""A tfvars file: its values, where each is written, and edits that keep every other byte."""

import contextlib
import copy
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from settings.problem import KeyPath, Problem, SettingsError, dotted
from settings.second_reader import agrees
from settings.syntax import Place, Value, parse

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class Tfvars:
    """A file that was read: `path` as problems show it, its text, its values, and the place of each value.

    The edits give the new text; they raise KeyError for a place that is not there and ValueError for a value that a
    tfvars file cannot hold. Each new text was read again and means exactly the old values with that one change.

    What edits need is imported when something is edited: nearly every run only reads.
    """

    path: str
    text: str
    values: dict[str, Value]
    places: Mapping[KeyPath, Place]

    def where(self, key: KeyPath) -> int | None:
        """The line of a key, or of the nearest map or list around it; None when not even its first part is there."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places[key].line if key else None

    def problem(self, key: KeyPath, message: str) -> Problem:
        """A problem with the value at `key`."""
        return Problem(self.path, self.where(key), message)

    def replaced(self, key: KeyPath, value: object) -> str:
        """The text with another value at `key`; the same text when it has that value already, however it is written."""
        from settings import splice

        new = _as_read(value)
        if _same(self._container(self.values, key, key)[key[-1]], new):
            return self.text
        expected = copy.deepcopy(self.values)
        self._container(expected, key, key)[key[-1]] = new
        return self.verified(splice.with_value(self.text, self.places, key, value), expected)

    def inserted(self, parent: KeyPath, name: str, value: object) -> str:
        """The text with `name = value` behind the last entry of the map at `parent`, () being the top level."""
        from settings import splice
        from settings.literal import name_text

        key = (*parent, name)
        if key in self.places:
            raise KeyError(f"{self.path} has {dotted(key)} already")
        if not parent and name_text(name) != name:
            raise ValueError(f"{name!r} cannot be a name at the top level of a tfvars file")
        expected = copy.deepcopy(self.values)
        self._container(expected, key, parent)[name] = _as_read(value)
        return self.verified(splice.with_entry(self.text, self.places, parent, name, value), expected)

    def removed(self, key: KeyPath) -> str:
        """The text without the entry at `key`: its whole lines with the comment behind it, or its part of a line."""
        from settings import splice

        expected = copy.deepcopy(self.values)
        del self._container(expected, key, key)[key[-1]]
        if isinstance(key[-1], int):
            raise KeyError(f"{dotted(key)} is an element of a list; replace the list")
        return self.verified(splice.without_entry(self.text, self.places, key), expected)

    def _container(self, values: dict[str, Value], key: KeyPath, present: KeyPath) -> Any:
        """The map or list within `values` that holds `key`; raises KeyError when `present` is not there or no map."""
        if present and present not in self.places:
            raise KeyError(f"{self.path} has no {dotted(present)}")
        container: Any = values
        for part in key[:-1]:
            container = container[part]
        if not isinstance(container, dict if isinstance(key[-1], str) else list):
            raise KeyError(f"{self.path} has no map {dotted(key[:-1])}")
        return container

    def verified(self, text: str, expected: dict[str, Value]) -> str:
        """`text`, which an edit made of this one; raises RuntimeError when it does not mean `expected`."""
        result = parse(text)
        if result.faults or not _same(result.values, expected):
            raise RuntimeError(f"an edit of {self.path} would have changed more than was wanted and was not made")
        return text


def read(path: Path, root: Path | None = None) -> Tfvars:
    """The file's values; raises SettingsError with everything that is wrong with it, its path shown from `root` on."""
    shown = _shown(path, root)
    return parsed(_text(_content(path, shown), shown), shown)


def parsed(text: str, path: str) -> Tfvars:
    """The values of a text that is not, or not yet, in a file; `path` is what problems show."""
    result = parse(text)
    if result.faults:
        raise SettingsError(Problem(path, fault.line, fault.message) for fault in result.faults)
    return Tfvars(path, text, result.values, result.places)


def write(path: Path, text: str, *, was: str | None, root: Path | None = None) -> None:
    """Puts the text in the file's place at once and keeps its permissions; `was` is the text it was read with.

    Raises SettingsError, the file as it was, when it has changed since, exists though `was` is None, when the text
    cannot be read back, or when the disk or the permissions do not let it be written.
    """
    shown = _shown(path, root)
    if not agrees(text, parsed(text, shown).values):
        message = "would be read otherwise by python-hcl2, so an edit went wrong; nothing was written. Please report it"
        raise SettingsError([Problem(shown, None, message)])
    file = path.resolve() if was is not None else path
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        mode = 0o644
        if was is not None:
            mode = stat.S_IMODE(file.stat().st_mode)
            if _content(file, shown) != was.encode():
                raise SettingsError(
                    [Problem(shown, None, "has changed since it was read; nothing was written, try again")]
                )
        elif os.path.lexists(file):
            raise SettingsError([Problem(shown, None, "exists already; nothing was written")])
        _write_through(beside, text.encode(), mode)
        beside.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        message = f"could not be written and is as it was: {error.strerror}"
        raise SettingsError([Problem(shown, None, message)]) from None
    finally:
        beside.unlink(missing_ok=True)


def _content(path: Path, shown: str) -> bytes:
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            raise SettingsError([Problem(shown, None, "is not a file")])
        if kind.st_size > LARGEST_BYTES:
            message = f"has {kind.st_size} bytes, a tfvars file at most {LARGEST_BYTES}"
            raise SettingsError([Problem(shown, None, message)])
        return path.read_bytes()
    except OSError as error:
        raise SettingsError([Problem(shown, None, f"cannot be read: {error.strerror}")]) from None


def _text(content: bytes, shown: str) -> str:
    """The text, with bytes that are not UTF-8 kept for the reader to report with their lines."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SettingsError([Problem(shown, None, "is UTF-16; save it as UTF-8")])
    return content.decode("utf-8", errors="surrogateescape")


def _write_through(path: Path, content: bytes, mode: int) -> None:
    """A new file with that content, on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a rename in the folder outlast a power cut, where the file system can; the rename itself is done."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _shown(path: Path, root: Path | None) -> str:
    return (path.relative_to(root) if root and path.is_relative_to(root) else path).as_posix()


def _as_read(value: object) -> Value:
    """The value as it comes back from a file: lists for tuples, 2 for 2.0."""
    from settings.literal import literal_on_one_line

    return parse(f"value = {literal_on_one_line(value)}").values["value"]


def _same(left: object, right: object) -> bool:
    """Equal with equal types all the way down: True is not 1."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(_same(*pair) for pair in zip(left, right, strict=True))
    return type(left) is type(right) and left == right
