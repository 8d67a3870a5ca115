"""How entries of a tfvars text are laid out: lines, indents, commas, the column of the signs."""

import re
from collections.abc import Mapping

from settings.cursor import Cursor
from settings.problem import KeyPath
from settings.syntax import Place

Places = Mapping[KeyPath, Place]

KEY = re.compile(r'"(?:[^"\\]|\\.)*"|[\w-]+')
SIGN = re.compile(r"([ \t]*)([=:])([ \t]*)")
BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


def sign_column(text: str, place: Place) -> int | None:
    """Characters from the start of a key to its `=`; None for an entry of several lines or inside a line."""
    inside_line = text[start_of_line(text, place.key_start) : place.key_start].strip(" \t")
    if inside_line or "\n" in text[place.key_start : place.end]:
        return None
    key = KEY.match(text, place.key_start)
    sign = SIGN.fullmatch(text, key.end(), place.start) if key else None
    return sign.start(2) - place.key_start if sign else None


def are_adjacent(text: str, first: Place, second: Place) -> bool:
    """Whether the second entry begins on the line behind the first."""
    return text.count("\n", first.end, second.key_start) == 1


def entries_of(places: Places, parent: KeyPath) -> list[Place]:
    """The entries of one map in the order of the text."""
    own = [
        place
        for key, place in places.items()
        if len(key) == len(parent) + 1 and isinstance(key[-1], str) and key[:-1] == parent
    ]
    return sorted(own, key=lambda place: place.key_start)


def line_break(text: str) -> str:
    """How the text ends its lines."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def start_of_line(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def indent_at(text: str, position: int) -> str:
    """The blanks that the line of a position begins with."""
    line = text[start_of_line(text, position) : position]
    return line[: len(line) - len(line.lstrip(" \t"))]


def behind_blank(text: str, position: int) -> int:
    """The position behind blanks and /* comments */."""
    cursor = Cursor(text, position)
    cursor.skip_blank()
    return cursor.at


def comma_behind(text: str, position: int) -> int | None:
    """Where the comma behind a value lies."""
    comma = behind_blank(text, position)
    return comma if text.startswith(",", comma) else None


def end_of_line(text: str, position: int) -> int | None:
    """Where the line ends that a value and the comments behind it end on, if nothing but a comma follows there."""
    comma = comma_behind(text, position)
    cursor = Cursor(text, position if comma is None else comma + 1)
    cursor.skip_blank()
    cursor.skip_line_comment()
    return cursor.at if cursor.peek() in ("", "\n") else None
