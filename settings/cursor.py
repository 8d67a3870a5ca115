"""A position in a tfvars text, and how to move it over what carries no value: space, comments, faulty expressions."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

MOST_FAULTS = 100
"""Faults reported of one text; a file with more is not a tfvars file at all."""
LONGEST_EXPRESSION = 10_000
"""Characters searched for the end of a faulty expression; a bound so that no text can make reading slow."""

SPACE = re.compile(r"(?:[ \t]|\r(?=\n))+")
LINE_COMMENT = re.compile(r"(?:#|//)[^\n]*")
BRACKETS = {"{": "}", "[": "]", "(": ")"}
TEMPLATE_STARTS = ("${", "%{")
ESCAPED_TEMPLATE_STARTS = ("$${", "%%{")


@dataclass(frozen=True)
class Fault:
    """What is wrong on a line, as a sentence."""

    line: int
    message: str


class UnreadableError(Exception):
    """A value cannot be read; the reason is in the faults and the position is behind it."""


class HopelessError(Exception):
    """The rest of the text cannot be read; the reason is in the faults."""


@dataclass
class Cursor:
    """The text, the position in it (in characters) and the faults found up to there."""

    text: str
    at: int = 0
    faults: list[Fault] = field(default_factory=list)
    broken_lines: set[int] = field(default_factory=set)
    """Lines with a string whose closing quote is missing: what follows there cannot be told."""

    def __post_init__(self) -> None:
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, position: int) -> int:
        """The line of a position, the first being 1."""
        return bisect_right(self._line_starts, position)

    def line_start(self, position: int) -> int:
        return self._line_starts[self.line(position) - 1]

    def line_end(self, position: int) -> int:
        """Where the line's line feed lies, or the end of the text."""
        line = self.line(position)
        return self._line_starts[line] - 1 if line < len(self._line_starts) else len(self.text)

    def peek(self) -> str:
        """The next character, "" at the end."""
        return self.text[self.at : self.at + 1]

    def fault(self, position: int, message: str) -> None:
        """Keeps the fault; raises HopelessError when there are too many."""
        self.faults.append(Fault(self.line(position), message))
        if len(self.faults) >= MOST_FAULTS:
            self.faults.append(
                Fault(self.line(len(self.text)), f"the first {MOST_FAULTS} problems are listed; mend these")
            )
            raise HopelessError

    def refused(self, position: int, message: str) -> UnreadableError:
        """Keeps the fault; gives the error to raise where the value is given up."""
        self.fault(position, message)
        return UnreadableError()

    def skip_blank(self) -> None:
        """Over space and /* comments */, which HCL treats alike even where they span lines; not over a line's end."""
        while True:
            space = SPACE.match(self.text, self.at)
            if space:
                self.at = space.end()
            if not self.text.startswith("/*", self.at):
                return
            end = self.text.find("*/", self.at + 2)
            if end < 0:
                self.fault(self.at, "this /* comment is not closed; its */ is missing")
                raise HopelessError
            self.at = end + 2

    def skip_line_comment(self) -> None:
        """Over a # or // comment, not over the line's end."""
        match = LINE_COMMENT.match(self.text, self.at)
        if match:
            self.at = match.end()

    def skip_lines(self) -> None:
        """Over everything that may stand between two entries."""
        while True:
            self.skip_blank()
            self.skip_line_comment()
            if self.peek() != "\n":
                return
            self.at += 1

    def skip_expression(self) -> str:
        """The text up to where the value of a line, a list or a map ends, without comments, the position behind it."""
        start = self.at
        limit = min(len(self.text), start + LONGEST_EXPRESSION)
        expected: list[str] = []
        kept = ""
        while self.at < limit:
            before = self.at
            character = self.text[before]
            if character == '"':
                self.skip_string()
            elif self.text.startswith("/*", before):
                end = self.text.find("*/", before + 2, limit)
                self.at = limit if end < 0 else end + 2
                continue
            elif character == "#" or (self.text.startswith("//", before) and not kept.endswith(":")):
                self.at = self.line_end(before)
                continue
            elif character in BRACKETS:
                expected.append(BRACKETS[character])
                self.at += 1
            elif not expected and (character in ",\n" or character in BRACKETS.values()):
                break
            elif character in BRACKETS.values() and expected.pop() != character:
                expected.append("")
                break
            else:
                self.at += 1
            kept += self.text[before : self.at]
        if expected:
            self.at = self.line_end(start)
            kept = self.text[start : self.at]
        self.at = max(self.at, start + 1)
        return " ".join(kept.split())

    def skip_string(self) -> None:
        """Over a quoted string with the templates in it, at most to the line's end."""
        end = self.line_end(self.at)
        self.at += 1
        while self.at < end:
            if self.text[self.at] == '"':
                self.at += 1
                return
            if self.text.startswith(ESCAPED_TEMPLATE_STARTS, self.at):
                self.at += 3
            elif self.text.startswith(TEMPLATE_STARTS, self.at):
                self.skip_template()
            else:
                self.at = min(end, self.at + (2 if self.text[self.at] == "\\" else 1))

    def skip_template(self) -> str:
        """The `${...}` or `%{...}` at the position with the strings in it, at most to the line's end."""
        start = self.at
        end = self.line_end(start)
        in_string = False
        nesting: list[bool] = []
        while self.at < end:
            character = self.text[self.at]
            if self.text.startswith(TEMPLATE_STARTS, self.at) or (character == "{" and not in_string):
                nesting.append(in_string)
                in_string = False
                self.at += 1 if character == "{" else 2
                continue
            if character == "\\" and in_string:
                self.at = min(end, self.at + 2)
                continue
            if character == '"':
                in_string = not in_string
            self.at += 1
            if character == "}" and not in_string:
                in_string = nesting.pop()
                if not nesting:
                    break
        return self.text[start : self.at]


def short(text: str, longest: int = 60) -> str:
    """The text on one line, cut to `longest` characters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 3] + "..."
