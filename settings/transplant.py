"""Edits of a tfvars text that take over what another text has: its comments, its layout, its place among the others."""

import re
from dataclasses import dataclass
from typing import Self

from settings.layout import (
    BLANK_LINE,
    KEY,
    SIGN,
    Places,
    comma_behind,
    end_of_line,
    entries_of,
    indent_at,
    line_break,
    sign_column,
    start_of_line,
)
from settings.problem import KeyPath
from settings.syntax import Place

COMMENT_LINE = re.compile(r"[ \t]*(?:#|//)[^\n]*\n")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Written:
    """A text with the places of its values."""

    text: str
    places: Places


def with_value_of(own: Written, other: Written, key: KeyPath) -> str | None:
    """The text with the value at `key` as the other writes it; None where that takes lines and there is no room."""
    place, source = own.places[key], other.places[key]
    value = other.text[source.start : source.end]
    if "\n" in value:
        if not _has_lines_to_itself(own.text, place):
            return None
        first, _, rest = value.partition("\n")
        indents = indent_at(other.text, source.key_start), indent_at(own.text, place.key_start)
        value = first.rstrip("\r") + line_break(own.text) + _moved(rest, *indents, line_break(own.text))
    return own.text[: place.start] + value + own.text[place.end :]


def with_entry_of(own: Written, other: Written, key: KeyPath) -> str | None:
    """The text with the entry at `key` as the other has it, comments included, beside what it stands beside there.

    Both have the map around it. None where one of them writes it on a single line, or `own` has it empty.
    """
    place, siblings = other.places[key], entries_of(own.places, key[:-1])
    if not _has_lines_to_itself(other.text, place):
        return None
    block = _Block.of(other.text, place)
    shared = _shared(own.places, other.places, key[:-1])
    above = next((pair for pair in reversed(shared) if pair[0].start < place.start), None)
    below = next((pair for pair in shared if pair[0].start > place.start), None)
    apart_above = above is not None and BLANK_LINE.search(other.text, above[0].end, block.start) is not None
    apart_below = below is not None and BLANK_LINE.search(other.text, place.end, below[0].key_start) is not None
    if below is not None and (above is None or (apart_above and not apart_below)):
        return _in_front(own.text, siblings, below[1], block, is_apart=apart_below)
    return None if above is None else _behind(own.text, siblings, above[1], block, is_apart=apart_above)


def without_own_lines(own: Written, key: KeyPath) -> str | None:
    """The text without the lines of the entry at `key`, its comment, and the blank line that kept it apart.

    A comment that may be about entries below too stays. None where the entry has no lines to itself.
    """
    text, place = own.text, own.places[key]
    if not _has_lines_to_itself(text, place):
        return None
    end = min((end_of_line(text, place.end) or 0) + 1, len(text))
    block = _Block.of(text, place)
    start = start_of_line(text, place.key_start) if block.is_heading else block.start
    above, below = text[:start], text[end:]
    ends_paragraph = not below or _begins_blank(below) or below.lstrip(" \t").startswith("}")
    if ends_paragraph and _ends_blank(above):
        above = above[: start_of_line(above, len(above) - 1)]
    elif _begins_blank(below) and (not above.strip() or above.rstrip().endswith("{")):
        below = below.partition("\n")[2]
    if not below and not text.endswith("\n"):
        above = above.removesuffix("\n").removesuffix("\r")
    return above + below


@dataclass(frozen=True)
class _Block:
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
        begins_paragraph = not above.strip() or _ends_blank(above) or above.rstrip().endswith("{")
        followed = bool(below) and not _begins_blank(below) and not below.lstrip(" \t").startswith("}")
        return cls(text, place, start, start < first and begins_paragraph and followed)

    def lines(self, text: str, neighbour: Place, *, is_apart: bool) -> str:
        """The block for another text, laid out like `neighbour` there; without the break of its last line."""
        place, indent, end = self.place, indent_at(text, neighbour.key_start), line_break(text)
        old_indent = indent_at(self.text, place.key_start)
        comment = self.text[self.start : start_of_line(self.text, place.key_start)]
        if self.is_heading and " ".join(comment.split()) in " ".join(text.split()):
            comment = ""
        value = self.text[place.start : place.end]
        comma = comma_behind(self.text, place.end)
        behind = self.text[place.end if comma is None else comma + 1 : end_of_line(self.text, place.end)].strip(" \t\r")
        entry = self._name_and_sign(text, None if is_apart or "\n" in value else neighbour) + value
        entry += "," if comma_behind(text, neighbour.end) is not None else ""
        entry += f" {behind}" if behind else ""
        return _moved(comment + old_indent + entry, old_indent, indent, end)

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


def _behind(text: str, siblings: list[Place], anchor: Place, block: _Block, *, is_apart: bool) -> str | None:
    """The text with the block behind `anchor`, or behind the whole paragraph that holds it and a blank line."""
    position = siblings.index(anchor)
    if is_apart:
        while position + 1 < len(siblings) and not BLANK_LINE.search(
            text, siblings[position].end, siblings[position + 1].key_start
        ):
            position += 1
    end = end_of_line(text, siblings[position].end)
    if end is None or not _has_lines_to_itself(text, anchor):
        return None
    while is_apart and (comment := COMMENT_LINE.match(text, end + 1)):
        end = comment.end() - 1
    written = block.lines(text, anchor, is_apart=is_apart)
    if is_apart:
        written = line_break(text) + written
    if end == len(text):
        return text + line_break(text) + written
    return text[: end + 1] + written + line_break(text) + text[end + 1 :]


def _in_front(text: str, siblings: list[Place], anchor: Place, block: _Block, *, is_apart: bool) -> str | None:
    """The text with the block before `anchor` and the comment above that; behind it, if that begins the file."""
    start = _Block.of(text, anchor).start
    if start == 0:
        return _behind(text, siblings, anchor, block, is_apart=is_apart)
    if not _has_lines_to_itself(text, anchor):
        return None
    written = block.lines(text, anchor, is_apart=is_apart)
    return text[:start] + written + line_break(text) * (2 if is_apart else 1) + text[start:]


def _shared(own: Places, other: Places, parent: KeyPath) -> list[tuple[Place, Place]]:
    """Where the entries that both have stand in the other and in the own text, in the order of the other."""
    both = [key for key in other if key[:-1] == parent and key in own]
    return sorted(((other[key], own[key]) for key in both if key), key=lambda pair: pair[0].start)


def _has_lines_to_itself(text: str, place: Place) -> bool:
    before = text[start_of_line(text, place.key_start) : place.key_start]
    return not before.strip(f" \t{BYTE_ORDER_MARK}") and end_of_line(text, place.end) is not None


def _moved(text: str, old_indent: str, new_indent: str, end: str) -> str:
    """The lines with another indent and other ends."""
    lines = text.replace("\r\n", "\n").split("\n")
    return end.join(
        new_indent + line.removeprefix(old_indent) if line.strip() and line.startswith(old_indent) else line
        for line in lines
    )


def _ends_blank(text: str) -> bool:
    """Whether the last line is blank."""
    return BLANK_LINE.search(text[len(text.rstrip(" \t\r\n")) :]) is not None


def _begins_blank(text: str) -> bool:
    return not text.partition("\n")[0].strip()
