"""All rules over a plan, and the order in which a person should read what they find."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from review.model import Action, Finding, NotJudged, Plan
from review.risk import blast_radius, data_loss, downtime, exposure, permissions
from review.risk.known import judged, why_not_judged
from review.risk.rule import CATEGORIES, PlanRule, Rule
from review.risk.subject import Subject
from review.risk.surroundings import Surroundings

RULES: Final[tuple[Rule, ...]] = (*data_loss.RULES, *downtime.RULES, *exposure.RULES, *permissions.RULES)
PLAN_RULES: Final[tuple[PlanRule, ...]] = blast_radius.RULES
PLACES: Final = {rule.id: place for place, rule in enumerate((*RULES, *PLAN_RULES))}
QUIET: Final = frozenset((Action.READ, Action.MOVE, Action.IMPORT))
"""Nothing happens to a resource by these."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules found, worst first, and what they say nothing about."""

    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudged, ...]


def judge(plan: Plan) -> Judgement:
    """Every rule's findings about a plan, in the order of `in_order`."""
    surroundings = Surroundings(plan)
    known = judged(RULES)
    by_type: dict[str, list[Rule]] = {}
    findings: list[Finding] = []
    unknown: dict[tuple[str, str], list[str]] = {}
    for change in plan.changes:
        if change.action in QUIET:
            continue
        subject = Subject(change)
        if change.type not in by_type:
            by_type[change.type] = [rule for rule in RULES if rule.types is None or change.type in rule.types]
        for rule in by_type[change.type]:
            findings += [rule.finding(risk, change.address) for risk in rule.judge(subject, surroundings)]
        reason = why_not_judged(subject, surroundings, known)
        if reason:
            unknown.setdefault((change.type, reason), []).append(change.address)
    for rule in PLAN_RULES:
        findings += [rule.finding(risk) for risk in rule.judge(surroundings)]
    return Judgement(
        tuple(in_order(findings)),
        tuple(NotJudged(*key, tuple(addresses)) for key, addresses in sorted(unknown.items())),
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first; of one severity data loss before downtime and so on; then as the rules stand, and by address."""
    return sorted(
        findings,
        key=lambda one: (
            -one.severity,
            CATEGORIES.index(one.category),
            PLACES.get(one.rule, len(PLACES)),
            one.rule,
            one.address,
            one.reason,
        ),
    )
