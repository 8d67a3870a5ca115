"""Rules about a plan as a whole: how much of what there is it touches, and whether it is all of it."""

from collections.abc import Iterator
from typing import Final

from review.model import Action, Change, Severity
from review.risk.rule import BLAST_RADIUS, PlanRule, Risk
from review.risk.stateful import lost_with
from review.risk.surroundings import Surroundings

FEWEST: Final = 5
"""A share of less than so many resources says nothing."""
MANY_LOST: Final = 0.2
MANY_TOUCHED: Final = 0.5
QUIET: Final = frozenset(("tags", "tags_all"))
"""Arguments whose changes touch nothing that runs."""


def much_lost(surroundings: Surroundings) -> Iterator[Risk]:
    now = len(surroundings.plan.before)
    changes = [change for change in surroundings.plan.changes if not change.deposed]
    lost = sum(change.action in (Action.DESTROY, Action.REPLACE) for change in changes)
    if lost == now >= FEWEST and not any(change.action is Action.REPLACE for change in changes):
        yield Risk(
            Severity.CRITICAL,
            f"Everything there is, {now} resources, is destroyed.",
            "Make sure that this is the environment you mean.",
        )
    elif lost >= FEWEST and lost >= MANY_LOST * now:
        yield Risk(
            Severity.HIGH,
            f"{lost} of {now} resources ({_percent(lost, now)}) are destroyed or replaced.",
            "Split the change, or make sure that a change this large is meant.",
        )


def much_touched(surroundings: Surroundings) -> Iterator[Risk]:
    now = len(surroundings.plan.before)
    touched = sum(map(_touches, surroundings.plan.changes))
    if touched >= FEWEST and touched >= MANY_TOUCHED * now:
        yield Risk(
            Severity.MEDIUM,
            f"{touched} of {now} resources ({_percent(touched, now)}) are changed in place, by more than their tags.",
            "Apply it in parts, or when there is time to look after it.",
        )


def not_whole(surroundings: Surroundings) -> Iterator[Risk]:
    if not surroundings.plan.complete:
        yield Risk(
            Severity.MEDIUM,
            "The plan is not whole: it was limited to some resources, puts some off, or ended with an error.",
            "Review a plan of everything before you rely on what this one does not show.",
        )


def gone_already(surroundings: Surroundings) -> Iterator[Risk]:
    gone = [change for change in surroundings.plan.drift if change.action is Action.DESTROY]
    data = [change.address for change in gone if lost_with(change.type, change.before.values if change.before else {})]
    if data:
        more = " and others" if len(data) > 3 else ""
        yield Risk(
            Severity.HIGH,
            f"{', '.join(data[:3])}{more} held data and was deleted outside Terraform.",
            "Find out who did that and restore the data; applying this only makes it anew, empty.",
        )


def _touches(change: Change) -> bool:
    return change.action is Action.UPDATE and any(one.path[0] not in QUIET for one in change.attributes)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "all"


RULES: Final = (
    PlanRule("much-destroyed", BLAST_RADIUS, "a large share of what there is destroyed or replaced", much_lost),
    PlanRule("much-changed", BLAST_RADIUS, "a large share of what there is changed", much_touched),
    PlanRule("plan-not-whole", BLAST_RADIUS, "plans that are partial or failed", not_whole),
    PlanRule("data-gone-already", BLAST_RADIUS, "what held data and was deleted outside Terraform", gone_already),
)
