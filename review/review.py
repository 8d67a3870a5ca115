"""A whole review: a plan and everything that was found out about it. Renderers take it and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.model import Finding, NotJudged, Plan, Severity, Source


@dataclass(frozen=True, slots=True)
class Review:
    """What a person reads before they apply a plan."""

    title: str
    """What was planned: `macro-ai/dev`, or the file a plan came from."""
    plan: Plan
    findings: tuple[Finding, ...]
    """What matters most first."""
    not_judged: tuple[NotJudged, ...] = ()
    cost: Any = None
    """What a month costs and how that changes; nothing where it was not asked for."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Address -> where it comes from, of plans that this repository made."""
    picture: str | None = None
    """The environment as SVG text."""

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding."""
        return max((finding.severity for finding in self.findings), default=None)
