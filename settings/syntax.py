"""tfvars text to values, with the place of each value and every fault in the text.

Reads the part of HCL that holds plain values: strings, numbers, true, false, lists and maps. Everything else Terraform
would accept (expressions, blocks, null, heredocs) or read in a surprising way is a fault that says how to write it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from settings.problem import PLAIN_NAME, KeyPath, dotted

Value = str | int | float | bool | list["Value"] | dict[str, "Value"]

DEEPEST = 32
"""Levels of lists and maps in each other; a bound so that no text can exhaust Python's stack."""
MOST_DIGITS = 15
"""Significant digits of a number that survive a float unchanged."""
MOST_FAULTS = 100
"""Faults reported of one text; a file with more is not a tfvars file at all."""

BLANK = re.compile(r"(?:[ \t]+|\r(?=\n)|/\*.*?\*/)+", re.DOTALL)
LINE_COMMENT = re.compile(r"(?:#|//)[^\n]*")
REST_OF_LINE = re.compile(r"[^\n]*")
STRING_RUN = re.compile(r'[^"\\$%\n]+')
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
WORD = re.compile(r"[^\s,{}\[\]()\"#]+")
NEXT_ENTRY = re.compile(r'(?:[A-Za-z_][A-Za-z0-9_-]*|"[^"\n]*")[ \t]*=(?![=>])')
REFERENCE = re.compile(r"(?:var|local|data|module|each|count|self|path|terraform|[a-z0-9]+_[a-z0-9_]+)\.[A-Za-z_].*")
UNQUOTED = re.compile(r"[^\s,{}\[\]()\"'#=<>!?&|*%$`]+")
SINGLE_QUOTED = re.compile(r"'([^'\"\\]*)'")
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)")
"""Characters nobody types on purpose; the bidirectional ones show a reader another text than the one that counts."""
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
UNICODE_ESCAPE = re.compile(r"u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})")
BOOLEANS = {"true": True, "false": False}
WRITTEN_AS_BOOLEAN = {"True": "true", "TRUE": "true", "yes": "true", "on": "true"} | {
    "False": "false",
    "FALSE": "false",
    "no": "false",
    "off": "false",
}
WRITTEN_AS_NULL = {"null", "None", "none", "nil", "NULL", "Null"}
KEYWORDS = {"true", "false", "null", "for"}
"""Names HCL reads as something else when they stand bare as the key of a map."""
CLOSERS = {"{": "}", "[": "]", "(": ")"}


@dataclass(frozen=True)
class Fault:
    line: int
    message: str


@dataclass(frozen=True)
class Place:
    """Where one value lies in the text, in characters; `key_start` is where its key begins (its own for list elements)."""

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
    """The values of a tfvars text, their places and all its faults in the order of the lines; never raises."""
    return _Reader(text).document()


class _Stop(Exception):
    """The rest of the text cannot be understood; its reason is in the faults."""


class _Skip(Exception):
    """This value cannot be read; its reason is in the faults and the position is behind it."""


@dataclass
class _Reader:
    text: str
    at: int = 0
    faults: list[Fault] = field(default_factory=list)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    """Positions of the brackets that are open."""
    misaligned: tuple[int, int] | None = None
    """The first closing brace that does not line up with its opening one: positions of both."""

    def __post_init__(self) -> None:
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    # --- document, maps and lists

    def document(self) -> Parsed:
        values: dict[str, Value] = {}
        try:
            self.odd_characters()
            while self.to_next_line_with_text():
                if self.text[self.at] in "}])":
                    self.fault(self.at, f"this {self.text[self.at]} closes nothing")
                    self.at += 1
                    continue
                self.entry((), values)
                self.end_of_entry(())
        except _Stop:
            pass
        return Parsed(values, self.places, sorted(self.faults, key=lambda fault: fault.line)[:MOST_FAULTS])

    def entry(self, parent: KeyPath, into: dict[str, Value]) -> None:
        """One `key = value`; a faulty one is reported and skipped."""
        key_start = self.at
        try:
            name = self.key(parent)
            key = (*parent, name)
            self.equals(key)
            first = self.places.get(key)
            start = self.at
            value = self.value(key)
            if first:
                self.places[key] = first
                self.fault(key_start, f"{dotted(key)} is already set on line {first.line}; keep one of them")
            else:
                self.places[key] = Place(self.line(key_start), key_start, start, self.at)
                into[name] = value
        except _Skip:
            pass

    def key(self, parent: KeyPath) -> str:
        start = self.at
        if self.peek() == '"':
            name = self.string((*parent, "a key"), is_key=True)
            if not parent:
                self.fault(start, f"{dotted((name,))} must be written without quotes at the top level")
            return name
        match = PLAIN_NAME.match(self.text, self.at)
        word = WORD.match(self.text, self.at)
        if not match or (word and word.end() > match.end() and self.text[match.end()] not in "=:/"):
            self.at = start
            found = self.skip_expression()
            place = f"in {dotted(parent)}" if parent else "at the top level"
            self.fault(start, f"{place} each line must be <name> = <value>, got {_short(found)}")
            raise _Skip
        self.at = match.end()
        name = match.group()
        if name in KEYWORDS:
            self.fault(start, f'{dotted((*parent, name))} must have its name in quotes: "{name}"')
        return name

    def equals(self, key: KeyPath) -> None:
        """From behind the key to the first character of the value."""
        name = dotted(key)
        self.blank()
        following = self.peek()
        if following == "{" or following == '"':
            self.at = self.text.find("{", self.at) if following == '"' and self.is_block() else self.at
            last = dotted(key[-1:])
            self.fault(self.at, f"{name} must be written {last} = {{ ... }}, a tfvars file has no blocks")
            return
        if self.text.startswith(("==", "=>"), self.at) or following not in ("=", ":") or not following:
            start = self.at
            self.skip_expression()
            self.fault(start, f"{name} must be written {dotted(key[-1:])} = <value>")
            raise _Skip
        if following == ":" and len(key) == 1:
            self.fault(self.at, f"{name} must be written with = instead of :")
        self.at += 1
        self.blank()
        if self.peek() in ("", "\n", "#", ",", "}", "]", ")") or self.text.startswith("//", self.at):
            self.fault(self.at, f"{name} has no value; write it behind the = on the same line")
            raise _Skip

    def is_block(self) -> bool:
        return bool(re.compile(r'(?:"[^"\n]*"[ \t]*)+\{').match(self.text, self.at))

    def end_of_entry(self, parent: KeyPath) -> None:
        """Behind a value: a line ends here, or inside a map a comma or the closing brace follows."""
        self.blank()
        self.line_comment()
        following = self.peek()
        if following in ("", "\n") or (parent and following == "}"):
            return
        if following == ",":
            if not parent:
                self.fault(self.at, "remove the comma; at the top level each setting has a line of its own")
            self.at += 1
            return
        if following in "])}":
            return
        wanted = "a comma or a new line" if parent else "a new line"
        found = REST_OF_LINE.match(self.text, self.at)
        self.fault(self.at, f"{wanted} is missing before {_short(found.group() if found else '')}")

    def value(self, key: KeyPath) -> Value:
        """The value at the position; it must end where a value may end."""
        start = self.at
        first = self.peek()
        if first == "{" or first == "[":
            value: Value = self.nested(key, first)
        elif first == '"':
            value = self.string(key)
        else:
            value = self.bare(key)
        end = self.at
        self.blank()
        following = self.peek()
        # A name or a string directly behind a value is the next entry with its separator forgotten.
        if following in ("", "\n", ",", "}", "]", ")", "#", '"') or following.isalpha() or following == "_":
            self.at = end
            if not self.text.startswith(("for ", "if "), self.at):
                return value
        if self.text.startswith("//", self.at):
            self.at = end
            return value
        if following == "{":
            self.at = end
            return value
        self.at = start
        self.fault_expression(start, key, self.skip_expression())
        raise _Skip

    def nested(self, key: KeyPath, opener: str) -> Value:
        start = self.at
        if len(self.open) == DEEPEST:
            self.fault(start, f"{dotted(key[:3])} must be nested at most {DEEPEST} levels deep")
            raise _Stop
        self.open.append(start)
        self.at += 1
        value: Value = self.map(key) if opener == "{" else self.list(key)
        self.open.pop()
        return value

    def map(self, key: KeyPath) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while True:
            self.lines()
            following = self.peek()
            if following == "}":
                self.close()
                return values
            if not following or following in "])":
                self.fault_unclosed(following)
                return values
            if following == ",":
                self.fault(self.at, "a comma must stand behind a value, on the same line")
                self.at += 1
                continue
            self.entry(key, values)
            self.end_of_entry(key)

    def list(self, key: KeyPath) -> list[Value]:
        values: list[Value] = []
        while True:
            self.lines()
            following = self.peek()
            if following == "]":
                self.close()
                return values
            if not following or following in "})" or NEXT_ENTRY.match(self.text, self.at):
                self.fault_unclosed(following)
                return values
            if following == ",":
                self.fault(self.at, f"a value is missing before this comma in {dotted(key)}")
                self.at += 1
                continue
            element = (*key, len(values))
            start = self.at
            try:
                value = self.value(element)
                self.places[element] = Place(self.line(start), start, start, self.at)
                values.append(value)
            except _Skip:
                values.append("")
            self.lines()
            if self.peek() == ",":
                self.at += 1
            elif self.peek() not in ("", "]", "}", ")") and not NEXT_ENTRY.match(self.text, self.at):
                found = REST_OF_LINE.match(self.text, self.at)
                self.fault(self.at, f"a comma is missing before {_short(found.group() if found else '')}")

    # --- single values

    def string(self, key: KeyPath, *, is_key: bool = False) -> str:
        """The text of a quoted string; the position is behind its closing quote."""
        start = self.at
        named = "a key" if is_key else dotted(key)
        parts: list[str] = []
        self.at += 1
        faulty = False
        while True:
            run = STRING_RUN.match(self.text, self.at)
            if run:
                parts.append(run.group())
                self.at = run.end()
            following = self.peek()
            if following == '"':
                self.at += 1
                break
            if following in ("", "\n"):
                self.fault(start, f'{named} must end with a " on the same line; write a line break as \\n')
                raise _Skip
            if following == "\\":
                escaped = self.escape()
                if escaped is None:
                    faulty = True
                    found = self.text[self.at : self.at + 2]
                    self.fault(
                        self.at,
                        f'{named} must not hold the escape {found}; write \\\\ for a backslash, or one of \\n \\t \\r \\" \\u00e9',
                    )
                    self.at += 2
                else:
                    parts.append(escaped)
            elif self.text.startswith((following * 2 + "{"), self.at):
                parts.append(following + "{")
                self.at += 3
            elif self.text.startswith(following + "{", self.at):
                faulty = True
                found = self.skip_template()
                self.fault(
                    start,
                    f"{named} must be a plain value, got the expression {_short(found)}; for these very characters write "
                    f"{following}{following}{{",
                )
            else:
                parts.append(following)
                self.at += 1
        if faulty:
            raise _Skip
        return unicodedata.normalize("NFC", "".join(parts))

    def escape(self) -> str | None:
        """The character behind a backslash, with the position behind it; None when it is none of HCL's escapes."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter in ESCAPES:
            self.at += 2
            return ESCAPES[letter]
        match = UNICODE_ESCAPE.match(self.text, self.at + 1)
        if not match:
            return None
        code = int(match.group(1) or match.group(2), 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or NOT_TEXT.match(chr(code)):
            return None
        self.at = match.end()
        return chr(code)

    def bare(self, key: KeyPath) -> Value:
        """A number or true or false; anything else that has no quotes is a fault that says what was meant."""
        start = self.at
        number = NUMBER.match(self.text, start)
        word = WORD.match(self.text, start)
        if number and word and number.end() == word.end():
            self.at = number.end()
            return self.number(start, key, number.group())
        if word and word.group() in BOOLEANS:
            self.at = word.end()
            return BOOLEANS[word.group()]
        if self.text.startswith("<<", start):
            self.heredoc()
            self.fault(start, f"{dotted(key)} must be a quoted string with \\n for each line break, got a heredoc")
            raise _Skip
        self.fault_expression(start, key, self.skip_expression())
        raise _Skip

    def number(self, start: int, key: KeyPath, written: str) -> int | float:
        """A whole number as int however it is written (5.0 and 1e3 too), as Terraform has one kind of number."""
        digits = written.lstrip("-")
        if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
            self.fault(start, f'{dotted(key)} must not begin with 0; an id is written in quotes: "{written}"')
            raise _Skip
        exact = Decimal(written) if len(written) <= 64 else Decimal("1e99")
        if exact and not (len(exact.normalize().as_tuple().digits) <= MOST_DIGITS > abs(exact.adjusted())):
            self.fault(
                start,
                f'{dotted(key)} must have at most {MOST_DIGITS} digits; an id is written in quotes: "{_short(written)}"',
            )
            raise _Skip
        return int(exact) if exact == exact.to_integral_value() else float(exact)

    def heredoc(self) -> None:
        """Moves behind a heredoc, or behind its first line when it has no end."""
        match = re.compile(r"<<-?([^\s]+)[^\n]*\n(?:.*?\n)??[ \t]*\1[ \t]*\r?(?=\n|$)", re.DOTALL).match(
            self.text, self.at
        )
        rest = REST_OF_LINE.match(self.text, self.at)
        self.at = match.end() if match else rest.end() if rest else len(self.text)

    # --- what is not a plain value

    def fault_expression(self, start: int, key: KeyPath, found: str) -> None:
        name = dotted(key)
        single = SINGLE_QUOTED.fullmatch(found)
        if found in WRITTEN_AS_BOOLEAN:
            self.fault(start, f"{name} must be written {WRITTEN_AS_BOOLEAN[found]}, got {found}")
        elif found in WRITTEN_AS_NULL:
            self.fault(start, f"{name} must have a value, got {found}; leave the line out instead")
        elif single:
            self.fault(start, f'{name} must be in double quotes: "{single.group(1)}"')
        elif UNQUOTED.fullmatch(found) and not REFERENCE.fullmatch(found) and "\\" not in found:
            self.fault(start, f'{name} must be in quotes: "{_short(found)}"')
        else:
            self.fault(start, f"{name} must be a plain value, got the expression {_short(found)}")

    def skip_expression(self) -> str:
        """The text up to where the value of a line, a list or a map ends, with the position behind it."""
        start = self.at
        closers: list[str] = []
        first_line_end = self.text.find("\n", start)
        first_line_end = len(self.text) if first_line_end < 0 else first_line_end
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == '"':
                self.skip_string()
                continue
            if character in "#/" and self.skip_comment():
                continue
            if character in CLOSERS:
                closers.append(CLOSERS[character])
            elif character in "}])":
                if not closers:
                    break
                if closers.pop() != character:
                    self.at = first_line_end
                    break
            elif not closers and character in ",\n":
                break
            self.at += 1
        if closers:
            self.at = first_line_end
        self.at = max(self.at, start + 1)
        found = self.text[start : self.at]
        kept = re.sub(r"\s+(?:#|//).*$", "", found) if "\n" not in found else found
        return " ".join(kept.split())

    def skip_comment(self) -> bool:
        match = BLANK.match(self.text, self.at) or LINE_COMMENT.match(self.text, self.at)
        if match:
            self.at = match.end()
        return bool(match)

    def skip_string(self) -> None:
        """Moves behind a quoted string with everything it holds, at most to the end of the line."""
        self.at += 1
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "\n":
                return
            if character == '"':
                self.at += 1
                return
            if self.text.startswith(("$${", "%%{"), self.at):
                self.at += 3
            elif self.text.startswith(("${", "%{"), self.at):
                self.skip_template()
            else:
                self.at += 2 if character == "\\" and self.text[self.at + 1 : self.at + 2] != "\n" else 1

    def skip_template(self) -> str:
        """The `${...}` or `%{...}` at the position, with the position behind it, at most to the end of the line."""
        start = self.at
        depth = 0
        in_string = [False]
        while self.at < len(self.text) and self.text[self.at] != "\n":
            character = self.text[self.at]
            opens = self.text.startswith(("${", "%{"), self.at) if in_string[-1] else character == "{"
            if not in_string[-1] and self.text.startswith(("${", "%{"), self.at):
                opens = True
            if opens:
                depth += 1
                in_string.append(False)
                self.at += 1 if character == "{" else 2
                continue
            if in_string[-1] and character == "\\":
                self.at += 2
                continue
            if character == '"':
                in_string[-1] = not in_string[-1]
            elif character == "}" and not in_string[-1]:
                in_string.pop()
                depth -= 1
            self.at += 1
            if depth == 0:
                break
        self.at = min(self.at, len(self.text))
        return self.text[start : self.at]

    # --- brackets

    def close(self) -> None:
        opener = self.open[-1]
        if self.misaligned is None and self.text[self.at] == "}" and self.line(opener) != self.line(self.at):
            indents = [self.indent(position) for position in (opener, self.at)]
            if self.text[self.line_starts[self.line(self.at) - 1] : self.at].isspace() or not indents[1]:
                if indents[0] != indents[1]:
                    self.misaligned = (opener, self.at)
        self.at += 1

    def indent(self, position: int) -> str:
        start = self.line_starts[self.line(position) - 1]
        line = self.text[start:position]
        return line[: len(line) - len(line.lstrip(" \t"))]

    def fault_unclosed(self, following: str) -> None:
        """The innermost bracket is not closed before `following`, a closer of another kind or the end."""
        opener = self.open[-1]
        bracket = self.text[opener]
        message = f"this {bracket} is not closed; its {CLOSERS[bracket]} is missing"
        if not following and self.misaligned:
            brace, closer = (self.line(position) for position in self.misaligned)
            message += f" (the }} on line {closer} does not line up with the {{ on line {brace} that it closes)"
        broken_string = any(fault.line == self.line(opener) for fault in self.faults)
        if not broken_string:
            self.fault(opener, message)
        if not following:
            raise _Stop
        if following == ")" or not any(CLOSERS[self.text[position]] == following for position in self.open):
            self.at += following in CLOSERS.values()

    # --- positions

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def line(self, position: int) -> int:
        return bisect_right(self.line_starts, position)

    def fault(self, position: int, message: str) -> None:
        self.faults.append(Fault(self.line(position), message))

    def blank(self) -> None:
        match = BLANK.match(self.text, self.at)
        if match:
            self.at = match.end()
        if self.text.startswith("/*", self.at):
            self.fault(self.at, "this /* comment is not closed; its */ is missing")
            raise _Stop

    def line_comment(self) -> None:
        match = LINE_COMMENT.match(self.text, self.at)
        if match:
            self.at = match.end()

    def lines(self) -> None:
        """Over everything that may stand between two entries."""
        while True:
            self.blank()
            self.line_comment()
            if self.peek() != "\n":
                return
            self.at += 1

    def to_next_line_with_text(self) -> bool:
        self.lines()
        return self.at < len(self.text)

    def odd_characters(self) -> None:
        """Characters that no editor shows. They are refused everywhere, comments included."""
        for match in NOT_TEXT.finditer(self.text):
            character = match.group()
            name = (
                "a carriage return without a line feed"
                if character == "\r"
                else f"the character U+{ord(character):04X}"
            )
            if match.start() == 0 and character == "\ufeff":
                self.fault(0, "begins with a byte order mark; save the file as UTF-8 without one")
            else:
                self.fault(match.start(), f"holds {name}, which no editor shows; remove it")


def keys(values: object, parent: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of every value in nested maps and lists, parents first."""
    pairs: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(values, dict):
        pairs = iter(values.items())
    elif isinstance(values, list):
        pairs = iter(enumerate(values))
    for name, value in pairs:
        yield (*parent, name)
        yield from keys(value, (*parent, name))


def _short(text: str, longest: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."
