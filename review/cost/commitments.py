"""What reservations and Savings Plans would save, and how long something has to run for them to pay."""

import tomllib
from dataclasses import dataclass
from functools import cache

from review.cost.line import Estimate
from review.cost.prices import FOLDER, Source, sources

FILE = FOLDER / "commitments.toml"


@dataclass(frozen=True, slots=True)
class Offer:
    """What AWS gives for a commitment."""

    name: str
    covers: tuple[str, ...]
    """Beginnings of the items of the price table that it is for."""
    months: int
    payment: str
    saving: float
    """Share of the price on demand that is saved while it runs, 0 to 1."""
    upfront: float
    """Share of the whole term that is paid at once, 0 to 1."""
    source: Source


@dataclass(frozen=True, slots=True)
class Commitment:
    """An offer, for what always runs of an estimate."""

    offer: Offer
    on_demand_usd: float
    """What is covered costs so much a month without it."""

    @property
    def monthly_usd(self) -> float:
        """A month of the term with what is paid upfront spread over it."""
        return self.on_demand_usd * (1 - self.offer.saving)

    @property
    def saved_usd(self) -> float:
        """A year."""
        return (self.on_demand_usd - self.monthly_usd) * 12

    @property
    def upfront_usd(self) -> float:
        return self.monthly_usd * self.offer.months * self.offer.upfront

    @property
    def break_even_months(self) -> float:
        """Months that it has to run for the term not to cost more than the same months on demand."""
        return self.offer.months * (1 - self.offer.saving)


@cache
def offers() -> tuple[Offer, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["commitments"]
    return tuple(
        Offer(
            name=row["name"],
            covers=tuple(row["covers"]),
            months=row["months"],
            payment=row["payment"],
            saving=row["saving"],
            upfront=row.get("upfront", 0.0),
            source=sources()[row["source"]],
        )
        for row in rows
    )


def commitments(estimate: Estimate) -> list[Commitment]:
    """Every offer that covers something which always runs: a quiet month's fixed part, nothing on Spot."""
    found = []
    for offer in offers():
        covered = sum(
            line.cost.low for line in estimate.lines if line.is_fixed and line.price.item.startswith(offer.covers)
        )
        if covered:
            found.append(Commitment(offer, covered))
    return found
