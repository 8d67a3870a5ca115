"""Edits of a tfvars text that take over what another text has: its comments, its layout, its place among the others."""

from dataclasses import dataclass

from settings.block import COMMENT_LINE, Block, begins_blank, ends_blank, has_lines_to_itself, moved
from settings.layout import BLANK_LINE, Places, end_of_line, entries_of, indent_at, line_break, start_of_line
from settings.problem import KeyPath
from settings.syntax import Place


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
        if not has_lines_to_itself(own.text, place):
            return None
        first, _, rest = value.partition("\n")
        indents = indent_at(other.text, source.key_start), indent_at(own.text, place.key_start)
        value = first.rstrip("\r") + line_break(own.text) + moved(rest, *indents, line_break(own.text))
    return own.text[: place.start] + value + own.text[place.end :]


def with_entry_of(own: Written, other: Written, key: KeyPath) -> str | None:
    """The text with the entry at `key` as the other has it, comments included, beside what it stands beside there.

    Both have the map around it. None where one of them writes it on a single line, or `own` has it empty.
    """
    place, siblings = other.places[key], entries_of(own.places, key[:-1])
    if not has_lines_to_itself(other.text, place):
        return None
    block = Block.of(other.text, place)
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
    if not has_lines_to_itself(text, place):
        return None
    end = min((end_of_line(text, place.end) or 0) + 1, len(text))
    block = Block.of(text, place)
    start = start_of_line(text, place.key_start) if block.is_heading else block.start
    above, below = text[:start], text[end:]
    ends_paragraph = not below or begins_blank(below) or below.lstrip(" \t").startswith("}")
    if ends_paragraph and ends_blank(above):
        above = above[: start_of_line(above, len(above) - 1)]
    elif begins_blank(below) and (not above.strip() or above.rstrip().endswith("{")):
        below = below.partition("\n")[2]
    if not below and not text.endswith("\n"):
        above = above.removesuffix("\n").removesuffix("\r")
    return above + below


def _behind(text: str, siblings: list[Place], anchor: Place, block: Block, *, is_apart: bool) -> str | None:
    """The text with the block behind `anchor`, or behind the whole paragraph that holds it and a blank line."""
    position = siblings.index(anchor)
    if is_apart:
        while position + 1 < len(siblings) and not BLANK_LINE.search(
            text, siblings[position].end, siblings[position + 1].key_start
        ):
            position += 1
    end = end_of_line(text, siblings[position].end)
    if end is None or not has_lines_to_itself(text, anchor):
        return None
    while is_apart and (comment := COMMENT_LINE.match(text, end + 1)):
        end = comment.end() - 1
    written = block.lines(text, anchor, is_apart=is_apart)
    if is_apart:
        written = line_break(text) + written
    if end == len(text):
        return text + line_break(text) + written
    return text[: end + 1] + written + line_break(text) + text[end + 1 :]


def _in_front(text: str, siblings: list[Place], anchor: Place, block: Block, *, is_apart: bool) -> str | None:
    """The text with the block before `anchor` and the comment above that; behind it, if that begins the file."""
    there = Block.of(text, anchor)
    if there.start == 0:
        return _behind(text, siblings, anchor, block, is_apart=is_apart)
    shares_heading = block.is_heading and block.comment.split() == there.comment.split()
    start = start_of_line(text, anchor.key_start) if shares_heading else there.start
    if not has_lines_to_itself(text, anchor):
        return None
    written = block.lines(text, anchor, is_apart=is_apart)
    return text[:start] + written + line_break(text) * (2 if is_apart else 1) + text[start:]


def _shared(own: Places, other: Places, parent: KeyPath) -> list[tuple[Place, Place]]:
    """Where the entries that both have stand in the other and in the own text, in the order of the other."""
    both = [key for key in other if key[:-1] == parent and key in own]
    return sorted(((other[key], own[key]) for key in both if key), key=lambda pair: pair[0].start)
