"""What stands between an estimate and the cost that the owners want, and what would come closer to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from review.cost.line import Estimate
from review.cost.owner_figures import Edit, GivingUp, OwnerFigures, gbp
from review.cost.tables import Table, money
from settings.literal import literal_on_one_line

Price = Callable[[Sequence[Edit]], float]
"""Edits -> US dollars of an expected month with them."""


@dataclass(frozen=True)
class Step:
    """One more change of the settings, and what a month costs with it and all before it."""

    edit: Edit
    saves_usd: float
    usd: float


@dataclass(frozen=True)
class Alternative:
    """What would make it cheaper still, and what that costs, with all that costs nothing else."""

    giving_up: GivingUp
    usd: float


@dataclass(frozen=True)
class WayToTarget:
    """How close to what the owners want a target comes."""

    owner: OwnerFigures
    target_usd: float
    usd: float
    """An expected month as it is."""
    breaks: tuple[str, ...]
    """The dearest services, which alone cost more than the target; nothing where it is met."""
    breaks_usd: float
    steps: tuple[Step, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def least_usd(self) -> float:
        """With everything that the owners do not ask for left out."""
        return self.steps[-1].usd if self.steps else self.usd

    @property
    def is_met(self) -> bool:
        return self.usd <= self.target_usd


def way_to_target(estimate: Estimate, owner: OwnerFigures, price: Price) -> WayToTarget | None:
    """None where the owners want no certain cost."""
    if owner.target_usd is None:
        return None
    usd = estimate.cost.expected
    breaks, breaks_usd = _breaks(estimate, owner.target_usd) if usd > owner.target_usd else ((), 0.0)
    steps = tuple(_steps(usd, owner.cheaper, price))
    alternatives = tuple(Alternative(one, price([*owner.cheaper, *one.edits])) for one in owner.giving_up)
    return WayToTarget(owner, owner.target_usd, usd, breaks, breaks_usd, steps, alternatives)


def lines(way: WayToTarget) -> list[str]:
    """The way as a person reads it."""
    rate = gbp()
    said = [
        f"{way.owner.requirement} asks for {way.owner.target_gbp:g} GBP at most, "
        f"{money(way.target_usd)} USD at {rate.usd} USD a pound on {rate.source.date}."
    ]
    if way.is_met:
        return [*said, f"An expected month costs {_both(way.usd)}: within it."]
    said.append(
        f"An expected month costs {_both(way.usd)}, {money(way.usd - way.target_usd)} USD more. "
        f"{_listed(way.breaks)} alone cost {money(way.breaks_usd)} USD."
    )
    if way.steps:
        said += ["", "Without what the owners do not ask for:", *steps_table(way).lines()]
        missing = way.least_usd - way.target_usd
        over = f"still {money(missing)} USD over" if missing > 0 else "within it"
        said.append(f"That is {_both(way.least_usd)}, {over}.")
    if way.alternatives and way.least_usd > way.target_usd:
        said += ["", "What it would take to come below, besides:", *alternatives_table(way).lines()]
    return said


def steps_table(way: WayToTarget) -> Table:
    rows = tuple((_setting(step.edit), step.edit.why, money(step.saves_usd), money(step.usd)) for step in way.steps)
    return Table(("setting", "why it may go", "saves", "left, USD"), rows, texts=2)


def alternatives_table(way: WayToTarget) -> Table:
    rows = tuple(
        (
            one.giving_up.requirement,
            one.giving_up.what,
            money(one.usd),
            money(one.usd / gbp().usd),
            "yes" if one.usd <= way.target_usd else "no",
        )
        for one in way.alternatives
    )
    return Table(("gives up", "what", "USD", "GBP", "within"), rows, texts=2)


def document(way: WayToTarget) -> dict[str, Any]:
    return {
        "requirement": way.owner.requirement,
        "target_usd": round(way.target_usd, 2),
        "expected_usd": round(way.usd, 2),
        "is_met": way.is_met,
        "breaks": list(way.breaks),
        "without_what_nobody_asks_for": [
            {"setting": step.edit.key, "value": step.edit.value, "saves_usd": round(step.saves_usd, 2)}
            for step in way.steps
        ],
        "least_usd": round(way.least_usd, 2),
        "giving_up": [
            {"requirement": one.giving_up.requirement, "what": one.giving_up.what, "usd": round(one.usd, 2)}
            for one in way.alternatives
        ],
    }


def _breaks(estimate: Estimate, target_usd: float) -> tuple[tuple[str, ...], float]:
    names: list[str] = []
    together = 0.0
    for share in estimate.by_service():
        names.append(share.name)
        together += share.cost.expected
        if together > target_usd:
            break
    return tuple(names), together


def _steps(usd: float, edits: Sequence[Edit], price: Price) -> Iterable[Step]:
    for count, edit in enumerate(edits, start=1):
        left = price(edits[:count])
        yield Step(edit, usd - left, left)
        usd = left


def _setting(edit: Edit) -> str:
    return f"without {edit.key}" if edit.value is None else f"{edit.key} = {literal_on_one_line(edit.value)}"


def _both(usd: float) -> str:
    return f"{money(usd)} USD, {money(usd / gbp().usd)} GBP"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
