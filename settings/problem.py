"""What is wrong with the settings: one problem, and the error that carries all of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from modules.base.printable import in_quotes

KeyPath = tuple[str | int, ...]
"""Where a value lies: ("services", "api", "path_patterns", 0)."""

PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Problem:
    """One fault a person can mend: the file as the user would type it ("" for none), the line, the sentence."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        if not self.path:
            return self.message
        return f"{self.path}: {self.message}" if self.line is None else f"{self.path}:{self.line}: {self.message}"


class SettingsError(Exception):
    """All problems found at once, sorted by file and line; as text one problem a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.path, problem.line or 0))
        if not ordered:
            raise ValueError("a SettingsError needs at least one problem")
        self.problems: tuple[Problem, ...] = tuple(ordered)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def dotted(key: KeyPath) -> str:
    """The key as a person writes it: services.api.path_patterns[0], and in quotes where a name needs them."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if PLAIN_NAME.fullmatch(part) else in_quotes(part)
            text += f".{name}" if text else name
    return text
