"""What a rule is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from review.model import Finding, Path, Severity
from review.risk.subject import Subject
from review.risk.surroundings import Surroundings

DATA_LOSS: Final = "data loss"
DOWNTIME: Final = "downtime"
EXPOSURE: Final = "exposure"
PERMISSIONS: Final = "permissions"
COST: Final = "cost"
BLAST_RADIUS: Final = "blast radius"
POLICY: Final = "policy"
CATEGORIES: Final = (DATA_LOSS, DOWNTIME, EXPOSURE, PERMISSIONS, COST, BLAST_RADIUS, POLICY)
"""In the order in which findings of one severity are read."""


@dataclass(frozen=True, slots=True)
class Risk:
    """What a rule found in one change: how bad, one sentence, what to do, and which value shows it."""

    severity: Severity
    reason: str
    advice: str
    path: Path = ()


Judge: TypeAlias = Callable[[Subject, Surroundings], Iterable[Risk]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about one change. `looks_for` completes "finds ..." in the list of all rules."""

    id: str
    category: str
    looks_for: str
    judge: Judge
    types: frozenset[str] | None = None
    """The types it judges; None for every type."""

    def finding(self, risk: Risk, address: str) -> Finding:
        return Finding(self.id, self.category, risk.severity, address, risk.reason, risk.advice, risk.path)


@dataclass(frozen=True, slots=True)
class PlanRule:
    """A rule about a plan as a whole. Its findings have no address."""

    id: str
    category: str
    looks_for: str
    judge: Callable[[Surroundings], Iterable[Risk]]
    types: frozenset[str] = field(default_factory=frozenset)

    def finding(self, risk: Risk) -> Finding:
        return Finding(self.id, self.category, risk.severity, "", risk.reason, risk.advice, risk.path)
