"""tfvars text to values, with the place of each value and every fault in the text.

Reads the part of HCL that holds plain values: strings, numbers, true, false, lists and maps. Everything else Terraform
would accept (expressions, blocks, null, heredocs) or read in a surprising way is a fault that says how to write it.
"""

import re
from dataclasses import dataclass

from settings.cursor import BRACKETS, Cursor, Fault, HopelessError, UnreadableError, short
from settings.problem import PLAIN_NAME, KeyPath, dotted
from settings.scalar import read_bare, read_string, what_was_meant, without_odd_characters

Value = str | int | float | bool | list["Value"] | dict[str, "Value"]

DEEPEST = 32
"""Levels of lists and maps in each other; a bound so that no text can exhaust Python's stack."""
KEYWORDS = {"true", "false", "null", "for"}
"""Names that HCL can read as something else where they stand bare as the key of a map."""

CLOSERS = set(BRACKETS.values())
NEXT_ENTRY = re.compile(r'(?:[A-Za-z_][A-Za-z0-9_-]*|"(?:[^"\\\n]|\\.)*")[ \t]*=(?![=>])')
STARTS_VALUE = re.compile(r'["\w{]')
DOTTED_NAME = re.compile(r"([A-Za-z_][\w-]*)\.([A-Za-z_][\w.-]*) ?[=:]")
BLOCK_LABELS = re.compile(r'(?:"[^"\n]*"[ \t]*)*(?=\{)')
FOR_EXPRESSION = re.compile(r"for\s+[A-Za-z_]")


@dataclass(frozen=True)
class Place:
    """Where a value lies in the text, in characters; `key_start` is the start of an element of a list."""

    line: int
    key_start: int
    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """What a text means. With faults, `values` and `places` hold only what could be read."""

    values: dict[str, Value]
    places: dict[KeyPath, Place]
    faults: list[Fault]


def parse(text: str) -> Parsed:
    """The values of a tfvars text, their places, and all its faults in the order of the lines; never raises."""
    cursor = Cursor(text)
    reader = _Reader(cursor)
    values: dict[str, Value] = {}
    try:
        cursor.text = without_odd_characters(cursor)
        reader.document(values)
    except HopelessError:
        pass
    return Parsed(values, reader.places, sorted(cursor.faults, key=lambda fault: fault.line))


class _Reader:
    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.places: dict[KeyPath, Place] = {}
        self.first_starts: dict[KeyPath, int] = {}
        self.repeated: set[KeyPath] = set()
        self.opened: list[int] = []
        self.misaligned: tuple[int, int] | None = None

    def document(self, values: dict[str, Value]) -> None:
        cursor = self.cursor
        cursor.skip_lines()
        while cursor.peek():
            if cursor.peek() in CLOSERS:
                cursor.fault(cursor.at, f"this {cursor.peek()} closes nothing; remove it or add what opens it")
                cursor.at += 1
            else:
                self.entry((), values)
            cursor.skip_lines()

    # --- entries

    def entry(self, parent: KeyPath, values: dict[str, Value]) -> None:
        """One `key = value` with what ends it; a faulty one is reported and left out."""
        cursor = self.cursor
        start = cursor.at
        try:
            name = self.key(parent)
            key = (*parent, name)
            self.note_repetition(key, start)
            self.equals(key)
            value_start = cursor.at
            value = self.value(key)
            if key not in self.repeated:
                values[name] = value
                self.places[key] = Place(cursor.line(start), start, value_start, cursor.at)
        except UnreadableError:
            pass
        self.end_of_entry(parent)

    def key(self, parent: KeyPath) -> str:
        """The name at the position, with the position at what follows it on the line."""
        cursor = self.cursor
        start = cursor.at
        if cursor.peek() == '"':
            faults_before = len(cursor.faults)
            name = read_string(cursor, f"a name in {_shown(parent)}" if parent else "a name")
            if len(cursor.faults) > faults_before:
                cursor.skip_expression()
                raise UnreadableError
            if not parent:
                cursor.fault(start, f"{_shown((name,))} must be written without quotes at the top level")
            cursor.skip_blank()
            return name
        match = PLAIN_NAME.match(cursor.text, start)
        if not match:
            raise self.refused_line(parent)
        cursor.at = match.end()
        cursor.skip_blank()
        if cursor.peek() not in ("", "\n", "=", ":", "{", '"', "#", ",", *CLOSERS):
            cursor.at = start
            raise self.refused_line(parent)
        name = match.group()
        if name in KEYWORDS:
            cursor.fault(start, f'{_shown((*parent, name))} must have its name in quotes: "{name}"')
        return name

    def refused_line(self, parent: KeyPath) -> UnreadableError:
        """What stands here is no entry."""
        cursor = self.cursor
        start = cursor.at
        found = cursor.skip_expression()
        where = f"in {_shown(parent)}" if parent else "at the top level"
        path = DOTTED_NAME.match(found)
        if path:
            first, rest = path.groups()
            return cursor.refused(start, f"{where}, {first}.{rest} must be written {first} = {{ {rest} = ... }}")
        quotes = " (the name in quotes unless it is letters, digits, _ and -)" if parent else ""
        return cursor.refused(start, f"{where}, a line must be <name> = <value>{quotes}, got {short(found)}")

    def note_repetition(self, key: KeyPath, start: int) -> None:
        """Reports a name that its map holds already; once, not for each name inside a map that is itself repeated."""
        first = self.first_starts.setdefault(key, start)
        if first == start:
            return
        if not any(key[:length] in self.repeated for length in range(1, len(key))):
            line = self.cursor.line(first)
            self.cursor.fault(start, f"{_shown(key)} is already set on line {line}; keep one of the two")
        self.repeated.add(key)

    def equals(self, key: KeyPath) -> None:
        """From behind the key to the first character of the value."""
        cursor = self.cursor
        name, last = _shown(key), _shown(key[-1:])
        labels = BLOCK_LABELS.match(cursor.text, cursor.at)
        if labels:
            cursor.fault(cursor.at, f"{name} must be written {last} = {{ ... }}; a tfvars file has no blocks")
            cursor.at = labels.end()
            return
        if cursor.peek() not in ("=", ":") or cursor.text.startswith(("==", "=>"), cursor.at):
            start = cursor.at
            if cursor.peek() not in ("", "\n", ",", *CLOSERS):
                cursor.skip_expression()
            raise cursor.refused(start, f"{name} must be written {last} = <value>")
        if cursor.peek() == ":" and len(key) == 1:
            cursor.fault(cursor.at, f"{name} must be written with = instead of :")
        equals = cursor.at
        cursor.at += 1
        cursor.skip_blank()
        if cursor.peek() in ("", "\n", "#", ",", *CLOSERS) or cursor.text.startswith("//", cursor.at):
            raise cursor.refused(equals, f"{name} has no value; write it behind the = on the same line")

    def end_of_entry(self, parent: KeyPath) -> None:
        """Behind a value: its line ends, or a comma or a closing bracket follows."""
        cursor = self.cursor
        cursor.skip_blank()
        cursor.skip_line_comment()
        if cursor.peek() in ("", "\n", *CLOSERS):
            return
        if cursor.peek() == ",":
            if not parent:
                cursor.fault(cursor.at, "remove the comma; at the top level each setting has a line of its own")
            cursor.at += 1
            return
        wanted = "a comma or a new line" if parent else "a new line"
        cursor.fault(cursor.at, f"{wanted} is missing before {self.rest_of_line()}")

    # --- values

    def value(self, key: KeyPath) -> Value:
        """The value at the position, which must end where a value may end."""
        cursor = self.cursor
        start = cursor.at
        first = cursor.peek()
        if first in ("{", "["):
            value = self.collection(key, first)
        elif first == '"':
            value = read_string(cursor, _shown(key))
        else:
            value = read_bare(cursor, _shown(key))
        end = cursor.at
        cursor.skip_blank()
        follower = STARTS_VALUE if isinstance(key[-1], int) else NEXT_ENTRY
        if (
            cursor.peek() in ("", "\n", ",", "#", *CLOSERS)
            or cursor.text.startswith("//", cursor.at)
            or follower.match(cursor.text, cursor.at)
        ):
            cursor.at = end
            return value
        raise self.refused_expression(key, start)

    def collection(self, key: KeyPath, opener: str) -> Value:
        """The list or map at the position."""
        cursor = self.cursor
        start = cursor.at
        if len(self.opened) == DEEPEST:
            cursor.fault(start, f"{_shown(key[:2])} must be nested at most {DEEPEST} levels deep")
            raise HopelessError
        cursor.at += 1
        cursor.skip_lines()
        if FOR_EXPRESSION.match(cursor.text, cursor.at):
            raise self.refused_expression(key, start)
        cursor.at = start + 1
        self.opened.append(start)
        value = self.map(key) if opener == "{" else self.list(key)
        self.opened.pop()
        return value

    def map(self, key: KeyPath) -> Value:
        cursor = self.cursor
        values: dict[str, Value] = {}
        while True:
            cursor.skip_lines()
            if cursor.peek() == "}":
                self.close()
                return values
            if cursor.peek() in ("", *CLOSERS):
                self.fault_unclosed()
                return values
            if cursor.peek() == ",":
                cursor.fault(cursor.at, f"a comma must stand behind a value on the same line, here in {_shown(key)}")
                cursor.at += 1
            else:
                self.entry(key, values)

    def list(self, key: KeyPath) -> Value:
        cursor = self.cursor
        values: list[Value] = []
        behind_last = cursor.at
        while True:
            cursor.skip_lines()
            if cursor.peek() == "]":
                self.close()
                return values
            if cursor.peek() in ("", *CLOSERS):
                self.fault_unclosed()
                return values
            if self.is_next_setting(behind_last):
                self.fault_unclosed()
                cursor.at = behind_last
                return values
            if cursor.peek() == ",":
                cursor.fault(cursor.at, f"a value is missing before the comma, here in {_shown(key)}")
                cursor.at += 1
                continue
            values.append(self.element((*key, len(values))))
            behind_last = cursor.at
            cursor.skip_lines()
            if cursor.peek() == ",":
                cursor.at += 1
                behind_last = cursor.at
            elif cursor.peek() not in ("", *CLOSERS) and not self.is_next_setting(behind_last):
                cursor.fault(cursor.at, f"a comma is missing before {self.rest_of_line()}")

    def element(self, key: KeyPath) -> Value:
        """One element of a list; a faulty one is reported and stands as an empty string."""
        cursor = self.cursor
        start = cursor.at
        try:
            value = self.value(key)
        except UnreadableError:
            value = ""
        self.places[key] = Place(cursor.line(start), start, start, cursor.at)
        return value

    def refused_expression(self, key: KeyPath, start: int) -> UnreadableError:
        self.cursor.at = start
        found = self.cursor.skip_expression()
        return self.cursor.refused(start, f"{_shown(key)} {what_was_meant(found)}")

    # --- brackets

    def close(self) -> None:
        """Over the closing bracket at the position."""
        opener, closer = self.opened[-1], self.cursor.at
        if self.misaligned is None and self.starts_line(closer) and self.indent(opener) != self.indent(closer):
            self.misaligned = (opener, closer)
        self.cursor.at += 1

    def fault_unclosed(self) -> None:
        """The innermost bracket is not closed where it must be: before another bracket's closer, or at the end."""
        cursor = self.cursor
        opener = self.opened[-1]
        bracket = cursor.text[opener]
        message = f"this {bracket} is not closed; add its {BRACKETS[bracket]}"
        if not cursor.peek() and self.misaligned:
            line, closing_line = (cursor.line(position) for position in self.misaligned)
            message += f" (the {cursor.text[self.misaligned[1]]} on line {closing_line} closes line {line}"
            message += " and does not line up with it)"
        if cursor.line(opener) not in cursor.broken_lines:
            cursor.fault(opener, message)
        if not cursor.peek():
            raise HopelessError
        if cursor.peek() in CLOSERS and all(BRACKETS[cursor.text[at]] != cursor.peek() for at in self.opened):
            cursor.at += 1

    def is_next_setting(self, behind_last: int) -> bool:
        """Whether a list that began further up lacks its end: a setting stands here, indented no more than the list."""
        cursor = self.cursor
        return (
            cursor.line(behind_last) != cursor.line(cursor.at)
            and NEXT_ENTRY.match(cursor.text, cursor.at) is not None
            and len(self.indent(cursor.at)) <= len(self.indent(self.opened[-1]))
        )

    def starts_line(self, position: int) -> bool:
        return not self.cursor.text[self.cursor.line_start(position) : position].strip(" \t")

    def indent(self, position: int) -> str:
        line = self.cursor.text[self.cursor.line_start(position) : position]
        return line[: len(line) - len(line.lstrip(" \t"))]

    def rest_of_line(self) -> str:
        return short(self.cursor.text[self.cursor.at : self.cursor.line_end(self.cursor.at)])


def _shown(key: KeyPath) -> str:
    return short(dotted(key), 120)
