"""What a person has to know of a conversion: what to complete, what was left out, what cannot be."""

from dataclasses import dataclass, field
from typing import Literal

from compose.document import Item
from settings.problem import Problem

Kind = Literal["to complete", "left out", "changed"]


@dataclass(frozen=True, order=True)
class Note:
    """One thing of the compose file, and what became of it."""

    line: int
    what: str
    """Where in the file: `services.api.volumes`."""
    kind: Kind
    why: str


@dataclass
class Notes:
    """Everything said while a file is converted. `problems` are mistakes in the file itself."""

    path: str
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complete(self, item: Item, what: str, why: str) -> None:
        """A person has to fill something in."""
        self.notes.append(Note(item.line, what, "to complete", why))

    def left_out(self, item: Item, what: str, why: str) -> None:
        """Nothing stands for it in the settings."""
        self.notes.append(Note(item.line, what, "left out", why))

    def changed(self, item: Item, what: str, why: str) -> None:
        """It is there, but not quite as it was."""
        self.notes.append(Note(item.line, what, "changed", why))

    def problem(self, item: Item, what: str, wanted: str) -> None:
        """The file says something that compose itself would refuse, or that cannot be understood."""
        got = f", got {item.text}" if item.is_single and item.text else ""
        self.problems.append(Problem(self.path, item.line, f"{what} must be {wanted}{got}"))
