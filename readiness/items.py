"""One line of the four lists of what must be so on the day before an environment goes live."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

Area = Literal["security", "monitoring", "performance", "backup"]
AREAS: Final[tuple[Area, ...]] = ("security", "monitoring", "performance", "backup")

Answer = tuple[bool, str]
"""Whether it is so, and what was found."""


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True)
class Item:
    """One line of a list. `found` says why."""

    area: Area
    title: str
    verdict: Verdict
    found: str

    @classmethod
    def of(cls, area: Area, title: str, answer: Answer) -> "Item":
        return cls(area, title, Verdict.PASS if answer[0] else Verdict.FAIL, answer[1])


PERSON_ITEMS: Final = (
    Item("security", "penetration test", Verdict.NOT_CHECKABLE, "yours to do: nothing here can tell"),
    Item("performance", "load test", Verdict.NOT_CHECKABLE, "yours to do: docs/load_test.md has a plan"),
    Item("backup", "restore drill", Verdict.NOT_CHECKABLE, "yours to do: docs/recovery.md says how"),
)
"""What only a person can say."""
