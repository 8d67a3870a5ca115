"""For each rule a plan it objects to, with its words, and one it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """`bad` and `good` are resource_changes; `says` are severity and reason of what the rule finds in `bad`."""

    bad: tuple[Entry, ...]
    says: tuple[str, ...]
    good: tuple[Entry, ...]
    around: Mapping[str, Any] = field(default_factory=dict)
    """The rest of the bad plan."""
