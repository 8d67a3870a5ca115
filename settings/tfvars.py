"""A tfvars file: its values, where each one is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from settings.problem import KeyPath, Problem, SettingsError
from settings.syntax import Place, Value, parse

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class Tfvars:
    """A file that was read: `path` as problems show it, its text, values, and the place of each value."""

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


def read(path: Path, root: Path | None = None) -> Tfvars:
    """The file's values; raises SettingsError with everything that is wrong with it, its path relative to `root`."""
    shown = (path.relative_to(root) if root and path.is_relative_to(root) else path).as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError([Problem(shown, None, f"cannot be read: {error.strerror}")]) from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError([Problem(shown, line, f"is not UTF-8: byte {content[error.start]:#04x}")]) from None
    return parsed(text, shown)


def parsed(text: str, path: str) -> Tfvars:
    """The values of a text that is not, or not yet, in a file; `path` is what problems show."""
    result = parse(text)
    if result.faults:
        raise SettingsError(Problem(path, fault.line, fault.message) for fault in result.faults)
    return Tfvars(path, text, result.values, result.places)
