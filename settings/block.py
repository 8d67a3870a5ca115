"""One entry of a tfvars text with the comment above it, as it is taken over into another text."""

import re
from dataclasses import dataclass
from typing import Self

from settings.layout import (
    BLANK_LINE,
    KEY,
    SIGN,
    comma_behind,
    end_of_line,
    indent_at,
    line_break,
    sign_column,
    start_of_line,
)
from settings.syntax import Place

COMMENT_LINE = re.compile(r"[ \t]*(?:#|//)[^\n]*\n")


@dataclass(frozen=True)
class Block:
    """An entry with the comment above it, in a text where it has lines to itself. `start` is where the comment begins.

    `is_heading`: the comment may be about the entries below it too, which follow without a blank line.
    """

    text: str
    place: Place
    start: int
    is_heading: bool

    @classmethod
    def of(cls, text: str, place: Place) -> Self:
        first = start = start_of_line(text, place.key_start)
        while start and COMMENT_LINE.fullmatch(text, start_of_line(text, start - 1), start):
            start = start_of_line(text, start - 1)
        above, below = text[:start], text[(end_of_line(text, place.end) or 0) + 1 :]
        begins_paragraph = not above.strip() or ends_blank(above) or above.rstrip().endswith("{")
        followed = bool(below) and not begins_blank(below) and not below.lstrip(" \t").startswith("}")
        return cls(text, place, start, start < first and begins_paragraph and followed)

    @property
    def comment(self) -> str:
        """The lines of the comment above."""
        return self.text[self.start : start_of_line(self.text, self.place.key_start)]

    def lines(self, text: str, neighbour: Place, *, is_apart: bool) -> str:
        """The block for another text, laid out like `neighbour` there; without the break of its last line."""
        place, indent, end = self.place, indent_at(text, neighbour.key_start), line_break(text)
        old_indent = indent_at(self.text, place.key_start)
        is_there = self.is_heading and " ".join(self.comment.split()) in " ".join(text.split())
        comment = "" if is_there else self.comment
        value = self.text[place.start : place.end]
        comma = comma_behind(self.text, place.end)
        behind = self.text[place.end if comma is None else comma + 1 : end_of_line(self.text, place.end)].strip(" \t\r")
        entry = self._name_and_sign(text, None if is_apart or "\n" in value else neighbour) + value
        entry += "," if comma_behind(text, neighbour.end) is not None else ""
        entry += f" {behind}" if behind else ""
        return moved(comment + old_indent + entry, old_indent, indent, end)

    def _name_and_sign(self, text: str, neighbour: Place | None) -> str:
        """`name = `, with the sign in the neighbour's column if there is one."""
        key = KEY.match(self.text, self.place.key_start)
        assert key is not None
        name, place, source = key.group(), neighbour or self.place, text if neighbour else self.text
        key = KEY.match(source, place.key_start)
        sign = SIGN.fullmatch(source, key.end(), place.start) if key else None
        before, equals, after = sign.groups() if sign else (" ", "=", " ")
        column = sign_column(text, neighbour) if neighbour and before else None
        if column is not None and len(name) < column:
            return f"{name:<{column - 1}} {equals}{after}"
        return f"{name}{before and ' '}{equals}{after and ' '}"


def has_lines_to_itself(text: str, place: Place) -> bool:
    """Whether nothing but comments stands on the lines of the entry."""
    before = text[start_of_line(text, place.key_start) : place.key_start]
    return not before.strip(" \t") and end_of_line(text, place.end) is not None


def moved(text: str, old_indent: str, new_indent: str, end: str) -> str:
    """The lines with another indent and other ends."""
    lines = text.replace("\r\n", "\n").split("\n")
    return end.join(
        new_indent + line.removeprefix(old_indent) if line.strip() and line.startswith(old_indent) else line
        for line in lines
    )


def ends_blank(text: str) -> bool:
    """Whether the last line is blank."""
    return BLANK_LINE.search(text[len(text.rstrip(" \t\r\n")) :]) is not None


def begins_blank(text: str) -> bool:
    """Whether the first line is blank, or there is none."""
    return not text.partition("\n")[0].strip()
