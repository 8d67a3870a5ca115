import errno
import os
import stat
from pathlib import Path

import pytest

from settings import splice
from settings.problem import KeyPath, SettingsError
from settings.tfvars import parsed, read, write

TEXT = """\
# Macro AI, development.
name   = "macro-ai" # never changes
owner  =   "platform"

services = {
  api = {
    cpu_units  = 256 # a quarter
    memory_mib = 512
    limits     = { soft = 1, hard = 2 }
    tags       = {}
    paths      = ["/a", "/b"]
  }

  worker = {
    cpu_units = 256,
    "a b"     = 1
  } # end of worker
}

debug = true
"""


def refusal(path: Path, root: Path | None = None) -> str:
    with pytest.raises(SettingsError) as refused:
        read(path, root)
    return str(refused.value)


# --- reading files


def test_a_file_is_read_with_its_path_from_the_root(tmp_path: Path) -> None:
    file = tmp_path / "envs" / "dev.tfvars"
    file.parent.mkdir()
    file.write_bytes(b"a = 1\r\n")
    result = read(file, tmp_path)
    assert (result.path, result.text, result.values) == ("envs/dev.tfvars", "a = 1\r\n", {"a": 1})


@pytest.mark.requirement("C-04")
def test_every_fault_of_a_file_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "dev.tfvars"
    file.write_text("a = foo\nb = null\n")
    assert refusal(file, tmp_path) == (
        'dev.tfvars:1: a must be in quotes: "foo"\n'
        "dev.tfvars:2: b must have a value, got null; leave the line out instead"
    )


def test_a_file_outside_the_root_is_shown_as_it_was_given(tmp_path: Path) -> None:
    assert refusal(tmp_path / "dev.tfvars", tmp_path / "other") == (
        f"{tmp_path}/dev.tfvars: cannot be read: No such file or directory"
    )


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * 1_000_001)
    (tmp_path / "utf16").write_text("a = 1", encoding="utf-16")
    assert refusal(tmp_path, tmp_path) == ".: is not a file"
    assert refusal(tmp_path / "pipe", tmp_path) == "pipe: is not a file"
    assert refusal(tmp_path / "loop", tmp_path) == "loop: cannot be read: Too many levels of symbolic links"
    assert refusal(tmp_path / "large", tmp_path) == "large: has 1000001 bytes, a tfvars file at most 1000000"
    assert refusal(tmp_path / "utf16", tmp_path) == "utf16: is UTF-16; save it as UTF-8"


def test_a_file_without_permission_to_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "dev.tfvars").write_text("a = 1")
    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refusal(tmp_path / "dev.tfvars", tmp_path) == "dev.tfvars: cannot be read: Permission denied"


def test_bytes_that_are_not_utf_8_are_reported_with_the_other_faults(tmp_path: Path) -> None:
    file = tmp_path / "dev.tfvars"
    file.write_bytes(b'a = foo\n# caf\xe9\nb = "\xff"\n')
    assert refusal(file, tmp_path) == (
        'dev.tfvars:1: a must be in quotes: "foo"\n'
        "dev.tfvars:2: the byte 0xe9 is not UTF-8; save the file as UTF-8\n"
        "dev.tfvars:3: the byte 0xff is not UTF-8; save the file as UTF-8"
    )


# --- places


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("name",), 2),
        (("services", "api", "paths", 1), 11),
        (("services", "api", "paths", 7), 11),
        (("services", "api", "image"), 6),
        (("services", "web", "image"), 5),
        (("database", "size"), None),
        ((), None),
    ],
)
@pytest.mark.requirement("C-04")
def test_where_names_the_nearest_line(key: KeyPath, line: int | None) -> None:
    assert parsed(TEXT, "dev.tfvars").where(key) == line


def test_a_problem_carries_file_and_line() -> None:
    assert str(parsed(TEXT, "dev.tfvars").problem(("debug",), "debug must go")) == "dev.tfvars:20: debug must go"


# --- edits


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the texts has, with their line ends; fails when others moved."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same_before = next(
        (i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    rest = min(len(old), len(new)) - same_before
    same_behind = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return old[same_before : len(old) - same_behind], new[same_before : len(new) - same_behind]


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        (("name",), "x", 'name   = "macro-ai" # never changes\n', 'name   = "x" # never changes\n'),
        (("owner",), True, 'owner  =   "platform"\n', "owner  =   true\n"),
        (("services", "api", "paths", 1), "/c", '    paths      = ["/a", "/b"]\n', '    paths      = ["/a", "/c"]\n'),
        (("services", "api", "limits", "hard"), 3, "soft = 1, hard = 2 }\n", "soft = 1, hard = 3 }\n"),
        (("services", "api", "tags"), {"a": 1}, "    tags       = {}\n", "    tags       = {\n      a = 1\n    }\n"),
    ],
)
@pytest.mark.requirement("C-35")
def test_a_replaced_value_changes_nothing_else(key: KeyPath, value: object, before: str, after: str) -> None:
    old, new = changed(TEXT, parsed(TEXT, "dev.tfvars").replaced(key, value))
    assert ("".join(old).endswith(before), "".join(new).endswith(after)) == (True, True)
    assert "".join(new) == "".join(old).removesuffix(before) + after


def test_a_value_that_is_there_already_keeps_its_spelling() -> None:
    text = 'a = 1e3\nb = [ "\\u00e9" ]\n'
    file = parsed(text, "dev.tfvars")
    assert (file.replaced(("a",), 1000), file.replaced(("b",), ("é",))) == (text, text)


def test_true_is_not_one() -> None:
    assert parsed("a = 1\n", "dev.tfvars").replaced(("a",), True) == "a = true\n"


@pytest.mark.parametrize(
    ("text", "parent", "name", "value", "expected"),
    [
        # the top level
        ("", (), "a", 1, "a = 1\n"),
        ("# c\n", (), "a", {"b": 1}, "# c\na = {\n  b = 1\n}\n"),
        ("# c", (), "a", 1, "# c\na = 1"),
        ("a = 1", (), "b", 2, "a = 1\nb = 2"),
        ("a = 1\r\n# end\r\n", (), "b", {"c": 1}, "a = 1\r\nb = {\r\n  c = 1\r\n}\r\n# end\r\n"),
        ("a=1\n", (), "b", 2, "a=1\nb=2\n"),
        ("abc = 1 # c\n", (), "b", 2, "abc = 1 # c\nb   = 2\n"),
        ("abc = 1\nb = 2\n", (), "c", 3, "abc = 1\nb = 2\nc = 3\n"),
        ("abc = 1\nb   = 2\n", (), "c", 3, "abc = 1\nb   = 2\nc   = 3\n"),
        ("abc = 1\nb   = 2\n", (), "long_one", 3, "abc = 1\nb   = 2\nlong_one = 3\n"),
        ("abc = 1\n\nb = 2\n", (), "cd", 3, "abc = 1\n\nb = 2\ncd = 3\n"),
        ("a = {\n}\n\nb = {\n}\n", (), "c", {"d": 1}, "a = {\n}\n\nb = {\n}\n\nc = {\n  d = 1\n}\n"),
        # maps over several lines
        ("m = {\n    a = 1\n}\n", ("m",), "b", 2, "m = {\n    a = 1\n    b = 2\n}\n"),
        ("m = {\n\ta = 1 // c\n}\n", ("m",), "b", 2, "m = {\n\ta = 1 // c\n\tb = 2\n}\n"),
        ("m = {\n  a = 1, # c\n}\n", ("m",), "b", 2, "m = {\n  a = 1, # c\n  b = 2,\n}\n"),
        ("m = {\n  a = 1,\n  b = 2 # c\n}\n", ("m",), "c", 3, "m = {\n  a = 1,\n  b = 2, # c\n  c = 3\n}\n"),
        ('m = {\n  "a": 1\n}\n', ("m",), "b", 2, 'm = {\n  "a": 1\n  "b": 2\n}\n'),
        ('m = {\n  "a" = 1\n  b   = 1\n}\n', ("m",), "x y", 2, 'm = {\n  "a" = 1\n  b   = 1\n  "x y" = 2\n}\n'),
        ("m = { a = 1\n}\n", ("m",), "b", 2, "m = { a = 1\n  b = 2\n}\n"),
        ("m = {\n  a = 1 }\n", ("m",), "b", [1], "m = {\n  a = 1, b = [1] }\n"),
        ("m = {\n  a = { b = 1 }\n}\n", ("m",), "c", 2, "m = {\n  a = { b = 1 }\n  c = 2\n}\n"),
        # maps on one line
        ("m = { a = 1 }\n", ("m",), "b", {"c": [2]}, "m = { a = 1, b = { c = [2] } }\n"),
        ("m = {a=1}\n", ("m",), "b", 2, "m = {a=1, b=2}\n"),
        ("m = { a = 1, }\n", ("m",), "b", 2, "m = { a = 1, b = 2, }\n"),
        ("m = { a = 1 /* c */ }\n", ("m",), "b", 2, "m = { a = 1 /* c */, b = 2 }\n"),
        ("l = [{ a = 1 }, {}]\n", ("l", 0), "b", 2, "l = [{ a = 1, b = 2 }, {}]\n"),
        # empty maps
        ("m = {} # c\n", ("m",), "a", 1, "m = {\n  a = 1\n} # c\n"),
        ("m = { }\r\n", ("m",), "a", 1, "m = {\r\n  a = 1\r\n}\r\n"),
        ("m = {\n}\n", ("m",), "a", 1, "m = {\n  a = 1\n}\n"),
        ("m = {\n  # nothing yet\n}\n", ("m",), "a", {"b": 1}, "m = {\n  # nothing yet\n  a = {\n    b = 1\n  }\n}\n"),
        ("m = { /* c */ }\n", ("m",), "a", 1, "m = { /* c */ a = 1 }\n"),
        ("m = { /* c\n */ }\n", ("m",), "a", 1, "m = { /* c\n */ a = 1 }\n"),
        ("m = { n = {} }\n", ("m", "n"), "a", 1, "m = { n = { a = 1 } }\n"),
        ("l = [{}]\n", ("l", 0), "a", 1, "l = [{ a = 1 }]\n"),
        ("l = [\n  {},\n]\n", ("l", 0), "a", 1, "l = [\n  {\n    a = 1\n  },\n]\n"),
    ],
)
@pytest.mark.requirement("C-35")
def test_an_inserted_entry_takes_the_style_of_its_neighbours(
    text: str, parent: KeyPath, name: str, value: object, expected: str
) -> None:
    assert parsed(text, "dev.tfvars").inserted(parent, name, value) == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("a = 1 # c\nb = 2\n", ("a",), "b = 2\n"),
        ("a = 1\nb = 2", ("b",), "a = 1\n"),
        ("a = 1\r\nb = 2\r\n", ("a",), "b = 2\r\n"),
        ("# about a\na = {\n  b = 1\n} // c\n\nd = 1\n", ("a",), "# about a\n\nd = 1\n"),
        ("/* c */ a = 1\nb = 2\n", ("a",), "/* c */ \nb = 2\n"),
        ("m = {\n  a = 1,\n  b = 2\n}\n", ("m", "b"), "m = {\n  a = 1,\n}\n"),
        ("m = {\n  a = 1\n}\n", ("m", "a"), "m = {\n}\n"),
        ("m = { a = 1, b = 2, c = 3 }\n", ("m", "a"), "m = { b = 2, c = 3 }\n"),
        ("m = { a = 1, b = 2, c = 3 }\n", ("m", "b"), "m = { a = 1, c = 3 }\n"),
        ("m = { a = 1, b = 2, c = 3 }\n", ("m", "c"), "m = { a = 1, b = 2 }\n"),
        ("m = { a = 1, b = 2, }\n", ("m", "b"), "m = { a = 1, }\n"),
        ("m = { a = 1 /* x */, b = 2 }\n", ("m", "b"), "m = { a = 1 /* x */ }\n"),
        ("m = { a = 1, /* y */ b = 2 }\n", ("m", "a"), "m = { /* y */ b = 2 }\n"),
        ("m = { a = 1 } # c\n", ("m", "a"), "m = {} # c\n"),
        ("m = { a = 1, }\n", ("m", "a"), "m = {}\n"),
        ("m = { /* x */ a = 1 }\n", ("m", "a"), "m = { /* x */ }\n"),
        ("m = {\n  a = 1, # c\n  b = 2 }\n", ("m", "b"), "m = {\n  a = 1, # c\n  }\n"),
        ("m = { a = 1,\n  b = 2\n}\n", ("m", "a"), "m = { \n  b = 2\n}\n"),
        ("m = {\n  a = 1, b = 2 # both\n  c = 3\n}\n", ("m", "b"), "m = {\n  a = 1 # both\n  c = 3\n}\n"),
        ("l = [{ a = 1, b = 2 }]\n", ("l", 0, "a"), "l = [{ b = 2 }]\n"),
    ],
)
@pytest.mark.requirement("C-35")
def test_a_removed_entry_takes_its_lines_or_its_part_of_a_line(text: str, key: KeyPath, expected: str) -> None:
    assert parsed(text, "dev.tfvars").removed(key) == expected


def test_places_that_are_not_there_are_refused() -> None:
    file = parsed(TEXT, "dev.tfvars")
    with pytest.raises(KeyError, match=r"^'dev\.tfvars has no services\.api\.image'$"):
        file.replaced(("services", "api", "image"), "x")
    with pytest.raises(KeyError, match=r"^'dev\.tfvars has no services\.web'$"):
        file.inserted(("services", "web"), "image", "x")
    with pytest.raises(KeyError, match=r"^'dev\.tfvars has no map services\.api\.paths'$"):
        file.inserted(("services", "api", "paths"), "image", "x")
    with pytest.raises(KeyError, match=r"^'dev\.tfvars has no image'$"):
        file.removed(("image",))
    with pytest.raises(KeyError, match=r"^'dev\.tfvars has debug already'$"):
        file.inserted((), "debug", False)
    with pytest.raises(KeyError, match=r"^'services\.api\.paths\[0\] is an element of a list; replace the list'$"):
        file.removed(("services", "api", "paths", 0))


def test_values_that_cannot_be_written_are_refused() -> None:
    file = parsed(TEXT, "dev.tfvars")
    with pytest.raises(ValueError, match=r"^a tfvars file cannot hold None$"):
        file.replaced(("name",), None)
    with pytest.raises(ValueError, match=r"^'a b' cannot be a name at the top level of a tfvars file$"):
        file.inserted((), "a b", 1)


def test_an_edit_that_would_mean_something_else_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "with_value", lambda *_: "name = 1\n")
    with pytest.raises(
        RuntimeError, match=r"^an edit of dev\.tfvars would have changed more than was wanted and was not"
    ):
        parsed(TEXT, "dev.tfvars").replaced(("name",), "x")


# --- writing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dev.tfvars"
    path.write_bytes(b"a = 1\r\n")
    path.chmod(0o640)
    return path


def refused_write(path: Path, text: str, was: str | None) -> str:
    with pytest.raises(SettingsError) as refused:
        write(path, text, was=was, root=path.parent)
    return str(refused.value)


@pytest.mark.requirement("C-35")
def test_a_written_file_has_the_text_to_the_byte_and_its_old_mode(file: Path) -> None:
    write(file, 'a = "é"\r\n', was="a = 1\r\n")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == ('a = "é"\r\n'.encode(), 0o640)
    assert [path.name for path in file.parent.iterdir()] == ["dev.tfvars"]


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write(tmp_path / "new.tfvars", "a = 1\n", was=None)
    assert (tmp_path / "new.tfvars").read_text() == "a = 1\n"


def test_a_link_stays_a_link(file: Path) -> None:
    link = file.with_name("link.tfvars")
    link.symlink_to(file.name)
    write(link, "a = 2\n", was="a = 1\r\n")
    assert (link.is_symlink(), file.read_text()) == (True, "a = 2\n")


def test_a_file_that_changed_since_it_was_read_is_left_alone(file: Path) -> None:
    assert refused_write(file, "a = 2\n", "a = 1\n") == (
        "dev.tfvars: has changed since it was read; nothing was written, try again"
    )
    assert file.read_bytes() == b"a = 1\r\n"


def test_a_file_that_should_be_new_is_left_alone(file: Path) -> None:
    assert refused_write(file, "a = 2\n", None) == "dev.tfvars: exists already; nothing was written"


def test_a_file_that_went_away_is_not_made_again(file: Path) -> None:
    file.unlink()
    assert refused_write(file, "a = 2\n", "a = 1\r\n") == (
        "dev.tfvars: could not be written and is as it was: No such file or directory"
    )


def test_a_text_that_cannot_be_read_back_is_not_written(file: Path) -> None:
    assert refused_write(file, "a = b\n", "a = 1\r\n") == 'dev.tfvars:1: a must be in quotes: "b"'
    assert file.read_bytes() == b"a = 1\r\n"


def test_a_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused_write(file, "a = 2\n", "a = 1\r\n") == (
        "dev.tfvars: could not be written and is as it was: No space left on device"
    )
    assert (file.read_bytes(), [path.name for path in file.parent.iterdir()]) == (b"a = 1\r\n", ["dev.tfvars"])
