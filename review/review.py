"""A whole review: a plan and everything that was found out about it. Renderers take it and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.configuration import without_index
from review.model import Finding, NotJudged, Plan, Severity, Source
from review.risk.judge import in_order, judge

if TYPE_CHECKING:
    from review.cost.change import CostChange
    from review.policy.accepted import Judged


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody has accepted, why, and where that is written: `policy.toml:12`."""

    finding: Finding
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a person reads before they apply a plan."""

    title: str
    """What was planned: `macro-ai/dev`, or the file a plan came from."""
    plan: Plan
    findings: tuple[Finding, ...]
    """What matters most first."""
    not_judged: tuple[NotJudged, ...] = ()
    cost: "CostChange | None" = None
    """What a month costs and how that changes; nothing where it was not asked for."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Address without index -> where it comes from, of plans that this repository made."""
    picture: str | None = None
    """The environment as SVG text."""
    accepted: tuple[Accepted, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding."""
        return max((finding.severity for finding in self.findings), default=None)


def review(
    plan: Plan,
    title: str,
    *,
    sources: Mapping[str, Source] | None = None,
    policy: "Judged | None" = None,
    cost: "CostChange | None" = None,
    budget_usd: float | None = None,
    picture: str | None = None,
) -> Review:
    """Judges a plan. `policy` and `cost` are what else was found out about it, `budget_usd` what a month may cost."""
    judgement = judge(plan)
    findings: list[Finding] = [*judgement.findings, *(policy.findings if policy else ())]
    if cost is not None:
        # Prices take time to import, and a review without them need not wait.
        from review.cost.change import cost_findings

        findings += cost_findings(cost, budget_usd)
    known = sources or {}
    return Review(
        title=title,
        plan=plan,
        findings=tuple(in_order(_with_sources(findings, known))),
        not_judged=judgement.not_judged,
        cost=cost,
        sources=known,
        picture=picture,
        accepted=tuple(Accepted(one, by.reason, by.where) for one, by in (policy.accepted if policy else ())),
    )


def _with_sources(findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterable[Finding]:
    for finding in findings:
        source = sources.get(without_index(finding.address))
        yield replace(finding, source=source) if source else finding
