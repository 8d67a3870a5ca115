"""Edits of a tfvars text that keep every other character: comments, order, alignment, line ends.

Each takes the text with the places of its values and gives the new text. `Tfvars` checks that it means what was wanted.
"""

from settings.layout import (
    BLANK_LINE,
    KEY,
    SIGN,
    Places,
    are_adjacent,
    behind_blank,
    comma_behind,
    end_of_line,
    entries_of,
    indent_at,
    line_break,
    sign_column,
    start_of_line,
)
from settings.literal import INDENT, literal, literal_on_one_line, name_text, quoted
from settings.problem import KeyPath
from settings.syntax import Place


def with_value(text: str, places: Places, key: KeyPath, value: object) -> str:
    """The text with another value at `key`."""
    place = places[key]
    return text[: place.start] + _in_lines(text, value, indent_at(text, place.key_start)) + text[place.end :]


def with_entry(text: str, places: Places, parent: KeyPath, name: str, value: object) -> str:
    """The text with `name = value` behind the last entry of the map at `parent`, in the style of those there."""
    siblings = entries_of(places, parent)
    if not siblings:
        return _with_first_entry(text, places[parent], name, value) if parent else _with_last_line(text, name, value)
    if end_of_line(text, siblings[-1].end) is not None:
        return _with_line_behind(text, siblings, name, value, places[parent].start if parent else -1)
    comma = comma_behind(text, siblings[-1].end)
    entry = _entry(text, siblings, name, literal_on_one_line(value))
    if comma is not None:
        return f"{text[: comma + 1]} {entry},{text[comma + 1 :]}"
    end = len(text[: behind_blank(text, siblings[-1].end)].rstrip())
    return f"{text[:end]}, {entry}{text[end:]}"


def without_entry(text: str, places: Places, key: KeyPath) -> str:
    """The text without the entry at `key`: its whole lines where it has them to itself, with the comment behind it."""
    place = places[key]
    siblings = entries_of(places, key[:-1])
    index = siblings.index(place)
    line_start = start_of_line(text, place.key_start)
    line_end = end_of_line(text, place.end)
    if line_end is not None and not text[line_start : place.key_start].strip(" \t"):
        return text[:line_start] + text[line_end + 1 :]

    comma = comma_behind(text, place.end)
    end = place.end if comma is None else comma + 1
    following = siblings[index + 1].key_start if index + 1 < len(siblings) else None
    if following is not None and "\n" not in text[place.end : following]:
        return text[: place.key_start] + text[end:].lstrip(" \t")
    if index and "\n" not in text[siblings[index - 1].end : place.key_start]:
        comma_before = comma_behind(text, siblings[index - 1].end)
        return text[:comma_before] + text[place.end :]
    before, behind = text[: place.key_start], text[end:]
    if behind.lstrip(" \t").startswith("}") and before.rstrip(" \t").endswith("{"):
        return before.rstrip(" \t") + behind.lstrip(" \t")
    return before + behind.lstrip(" \t")


def _with_first_entry(text: str, place: Place, name: str, value: object) -> str:
    """The text with the only entry of the empty map at `place`."""
    line_end = line_break(text)
    closer = place.end - 1
    closer_line = start_of_line(text, closer)
    one_line = f"{name_text(name)} = {literal_on_one_line(value)}"
    if closer_line > place.start:
        if text[closer_line:closer].strip(" \t"):
            return f"{text[:closer].rstrip(' ')} {one_line} {text[closer:]}"
        indent = text[closer_line:closer] + INDENT
        entry = f"{indent}{name_text(name)} = {_in_lines(text, value, indent)}{line_end}"
        return text[:closer_line] + entry + text[closer_line:]
    has_lines_to_itself = (
        not text[start_of_line(text, place.key_start) : place.key_start].strip(" \t")
        and end_of_line(text, place.end) is not None
    )
    if has_lines_to_itself and not text[place.start + 1 : closer].strip(" \t"):
        outer = indent_at(text, place.key_start)
        entry = f"{outer}{INDENT}{name_text(name)} = {_in_lines(text, value, outer + INDENT)}"
        return f"{text[: place.start]}{{{line_end}{entry}{line_end}{outer}}}{text[place.end :]}"
    inside = text[place.start + 1 : closer].rstrip(" \t")
    return f"{text[: place.start]}{{{inside} {one_line} }}{text[place.end :]}"


def _with_last_line(text: str, name: str, value: object) -> str:
    """The text, which has no entry, with one behind everything."""
    line_end = line_break(text)
    entry = f"{name} = {_in_lines(text, value, '')}"
    return f"{text}{entry}{line_end}" if not text or text.endswith("\n") else f"{text}{line_end}{entry}"


def _with_line_behind(text: str, siblings: list[Place], name: str, value: object, map_start: int) -> str:
    """The text with an entry in lines of its own behind those of the last one."""
    last = siblings[-1]
    line_end = line_break(text)
    indent = indent_at(text, last.key_start)
    if map_start >= start_of_line(text, last.key_start):
        indent += INDENT
    written = _in_lines(text, value, indent)
    entry = indent + _entry(text, siblings, name, written)
    comma = comma_behind(text, last.end)
    behind_last = ""
    if comma is not None:
        entry += ","
    elif len(siblings) > 1 and comma_behind(text, siblings[-2].end) is not None:
        behind_last = ","
    if len(siblings) > 1 and ("\n" in written or "\n" in text[last.start : last.end]):
        gap = text[siblings[-2].end : last.key_start]
        entry = line_end + entry if BLANK_LINE.search(gap) else entry
    end = end_of_line(text, last.end) or 0
    start = text[: last.end] + behind_last + text[last.end : end]
    if end == len(text):
        return f"{start}{line_end}{entry}"
    return f"{start}\n{entry}{line_end}{text[end + 1 :]}"


def _entry(text: str, siblings: list[Place], name: str, written: str) -> str:
    """`name = value` with quotes, sign, spaces and alignment as in the entries there."""
    last = siblings[-1]
    keys = [KEY.match(text, place.key_start) for place in siblings]
    shown = quoted(name) if all(key and key.group().startswith('"') for key in keys) else name_text(name)
    sign = SIGN.fullmatch(text, keys[-1].end() if keys[-1] else last.start, last.start)
    before, equals, after = sign.groups() if sign else (" ", "=", " ")
    column = sign_column(text, last)
    if before and column is not None and "\n" not in written:
        neighbour = siblings[-2] if len(siblings) > 1 and are_adjacent(text, siblings[-2], last) else last
        if sign_column(text, neighbour) in (column, None):
            return f"{shown:<{column - 1}} {equals}{after}{written}"
    return f"{shown}{before and ' '}{equals}{after and ' '}{written}"


def _in_lines(text: str, value: object, indent: str) -> str:
    return literal(value, indent).replace("\n", line_break(text))
