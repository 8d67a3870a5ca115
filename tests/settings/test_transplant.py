"""Entries and values taken over from another text: where they come to lie and what comes with them."""

from collections.abc import Callable

import pytest

from settings.layout import Places
from settings.problem import KeyPath
from settings.syntax import parse
from settings.transplant import Written, with_entry_of, with_value_of, without_own_lines


def written(text: str) -> Written:
    places: Places = parse(text).places
    return Written(text, places)


def entry(own: str, other: str, key: str) -> str | None:
    return with_entry_of(written(own), written(other), tuple(key.split(".")))


def value(own: str, other: str, key: str) -> str | None:
    return with_value_of(written(own), written(other), tuple(key.split(".")))


def removed(own: str, key: str) -> str | None:
    return without_own_lines(written(own), tuple(key.split(".")))


SOURCE = """\
# The title of the file.

a = 1
b = 2 # two

# about c
# in two lines
c = {
  d = 1

  # about e
  e = [
    1,
    2,
  ]
  f = 3
}

g = 4
"""


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("own", "key", "expected"),
    [
        ("a = 0\n", "b", "a = 0\nb = 2 # two\n"),
        ("a = 0", "b", "a = 0\nb = 2 # two"),
        ("a = 0\r\nz = 1\r\n", "b", "a = 0\r\nb = 2 # two\r\nz = 1\r\n"),
        ("a    = 0\nlong = 1\n", "b", "a    = 0\nb    = 2 # two\nlong = 1\n"),
        ("a=0\n", "b", "a=0\nb=2 # two\n"),
        ("a = 0 # own\n# below\n", "b", "a = 0 # own\nb = 2 # two\n# below\n"),
    ],
    ids=["below", "no_last_break", "crlf", "column", "no_blanks", "comments"],
)
def test_an_entry_comes_behind_the_one_it_stands_behind(own: str, key: str, expected: str):
    assert entry(own, SOURCE, key) == expected


def test_an_entry_with_a_comma_comes_behind_one_with_a_comma():
    assert entry("m = {\n  a = 1,\n}\n", "m = {\n  a = 1\n  b = 2 # two\n}\n", "m.b") == (
        "m = {\n  a = 1,\n  b = 2, # two\n}\n"
    )
    assert entry("m = {\n  a = 1\n}\n", "m = {\n  a = 1,\n  b = 2, # two\n}\n", "m.b") == (
        "m = {\n  a = 1\n  b = 2 # two\n}\n"
    )


@pytest.mark.requirement("C-35")
def test_a_section_comes_with_its_comment_behind_the_paragraph():
    own = "a = 0\nz = 5\n# no more\n\ny = 6\n"
    assert entry(own, SOURCE, "c") == (
        "a = 0\nz = 5\n# no more\n\n# about c\n# in two lines\n"
        "c = {\n  d = 1\n\n  # about e\n  e = [\n    1,\n    2,\n  ]\n  f = 3\n}\n\ny = 6\n"
    )


@pytest.mark.requirement("C-35")
def test_an_entry_takes_the_indent_of_where_it_comes_to():
    own = "c = {\n\td = 0\n}\n"
    assert entry(own, SOURCE, "c.e") == ("c = {\n\td = 0\n\n\t# about e\n\te = [\n\t  1,\n\t  2,\n\t]\n}\n")


def test_an_entry_comes_before_what_it_stands_before_when_nothing_else_is_there():
    assert entry("# title\n\n# own\ng = 0\n", SOURCE, "a") == "# title\n\na = 1\n\n# own\ng = 0\n"
    assert entry("x = 1\nb = 0\n", SOURCE, "a") == "x = 1\na = 1\nb = 0\n"


def test_an_entry_stays_with_the_one_below_that_it_is_not_apart_from():
    own = "c = {\n  d = 0\n\n  f = 0\n}\n"
    assert entry(own, SOURCE, "c.e") == ("c = {\n  d = 0\n\n  # about e\n  e = [\n    1,\n    2,\n  ]\n  f = 0\n}\n")


def test_the_title_of_a_file_stays_its_title():
    assert entry("# title\nb = 0\n", SOURCE, "a") == "# title\nb = 0\na = 1\n"


def test_a_comment_about_several_entries_is_not_brought_twice():
    source = "# sizes\na = 1\nb = 2\n"
    assert entry("# sizes\n\nb = 0\n", source, "a") == "# sizes\n\na = 1\nb = 0\n"
    assert entry("x = 1\n\nb = 0\n", source, "a") == "x = 1\n\n# sizes\na = 1\nb = 0\n"


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("m = { a = 1 }\n", "m = {\n  a = 1\n  b = 2\n}\n"),
        ("m = {\n  a = 1\n}\n", "m = { a = 1, b = 2 }\n"),
        ("m = {}\n", "m = {\n  a = 1\n  b = 2\n}\n"),
        ("m = { a = 1\n  c = 3 }\n", "m = {\n  a = 1\n  b = 2\n  c = 3\n}\n"),
    ],
    ids=["own_line", "other_line", "empty", "first_line"],
)
def test_entries_on_one_line_are_not_copied(own: str, other: str):
    assert entry(own, other, "m.b") is None


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("a   = 1   # why\nb = 2", "a = 7 # else", "a   = 7   # why\nb = 2"),
        ("a = [1]\r\n", "a = [\n  1,\n  2, # two\n]\n", "a = [\r\n  1,\r\n  2, # two\r\n]\r\n"),
        (
            "m = {\n    a = 1\n}\n",
            "m = {\n  a = [\n    1,\n\n    2\n  ]\n}\n",
            "m = {\n    a = [\n      1,\n\n      2\n    ]\n}\n",
        ),
        ("m = { a = 1 } # one\n", 'm = {\n  a = "x"\n}\n', 'm = { a = "x" } # one\n'),
    ],
    ids=["same_line", "crlf", "indent", "inside_a_line"],
)
def test_a_value_is_written_as_the_other_writes_it(own: str, other: str, expected: str):
    key = "m.a" if own.startswith("m") else "a"
    assert value(own, other, key) == expected


def test_a_value_of_several_lines_does_not_go_into_a_line():
    assert value("m = { a = 1 }\n", "m = {\n  a = [\n    1\n  ]\n}\n", "m.a") is None


@pytest.mark.parametrize(
    ("own", "key", "expected"),
    [
        ("a = 1\nb = 2 # two\nc = 3\n", "b", "a = 1\nc = 3\n"),
        ("a = 1\n\n# about b\nb = {\n  c = 1\n}\n\nd = 1\n", "b", "a = 1\n\nd = 1\n"),
        ("a = 1\n# about b\nb = 2\nc = 3\n", "b", "a = 1\nc = 3\n"),
        ("# both\na = 1\nb = 2\n", "a", "# both\nb = 2\n"),
        ("a = 1\r\n\r\nb = 2", "b", "a = 1"),
        ("m = {\n  a = 1\n\n  b = 2\n}\n", "m.b", "m = {\n  a = 1\n}\n"),
        ("m = {\n  # about a\n  a = 1\n\n  b = 2\n}\n", "m.a", "m = {\n  b = 2\n}\n"),
        ("m = {\n  a = 1\n}\n", "m.a", "m = {\n}\n"),
    ],
    ids=["line", "section", "comment", "heading", "last", "last_of_map", "first_of_map", "only"],
)
def test_an_entry_goes_with_its_comment_and_one_blank_line(own: str, key: str, expected: str):
    assert removed(own, key) == expected


def test_an_entry_inside_a_line_is_not_removed_by_lines():
    assert removed("m = { a = 1, b = 2 }\n", "m.a") is None


@pytest.mark.parametrize("key", ["a", "b", "c", "c.d", "c.e", "c.f", "g"])
@pytest.mark.parametrize(
    "change", [str, lambda text: text.replace("\n", "\r\n"), str.rstrip], ids=["lf", "crlf", "no_end"]
)
def test_what_is_taken_out_and_taken_over_again_is_as_it_was(key: str, change: Callable[[str], str]):
    whole = change(SOURCE)
    path: KeyPath = tuple(key.split("."))
    without = without_own_lines(written(whole), path)
    assert without is not None
    assert with_entry_of(written(without), written(whole), path) == whole
