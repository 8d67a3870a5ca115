"""What the owners of the systems say that a month costs, and what would bring it closer to that."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from review.cost.amount import Amount
from review.cost.line import Estimate
from review.cost.prices import FOLDER, Source, sources

FILE = FOLDER / "owner_figures.toml"
GBP = "gbp"


@dataclass(frozen=True, slots=True)
class OwnerFigure:
    """One line of the owners' own table."""

    name: str
    usd: float
    services: tuple[str, ...]
    """What it stands for in an estimate."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the settings; without a value the setting is left out."""

    key: str
    """Dotted: `services.api.tracing`."""
    value: Any = None
    why: str = ""
    """Why it keeps to what the owners ask for."""


@dataclass(frozen=True, slots=True)
class GivingUp:
    """What would make it cheaper still, at the price of something the owners ask for."""

    requirement: str
    what: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class OwnerFigures:
    """What the owners of one environment say."""

    requirement: str
    """The row of docs/requirements.md."""
    figures: tuple[OwnerFigure, ...]
    complete: bool
    """Whether that is their whole table: what is not in it was left out."""
    target_gbp: float | None
    """What they want a month to cost at most, in pounds."""
    cheaper: tuple[Edit, ...]
    """What they do not ask for and pay for."""
    giving_up: tuple[GivingUp, ...]

    @property
    def target_usd(self) -> float | None:
        return None if self.target_gbp is None else self.target_gbp * gbp().usd

    @property
    def claimed_usd(self) -> float | None:
        """What they say that a month costs, or may cost at most; None where they say neither."""
        return sum(figure.usd for figure in self.figures) if self.complete else self.target_usd

    def left_out(self, estimate: Estimate) -> list[tuple[str, Amount]]:
        """Services of the estimate that the owners' whole table does not have, the dearest first."""
        if not self.complete:
            return []
        named = {service for figure in self.figures for service in figure.services}
        return [(share.name, share.cost) for share in estimate.by_service() if share.name not in named]


@dataclass(frozen=True, slots=True)
class Rate:
    """Dollars for a pound."""

    usd: float
    source: Source


@cache
def gbp() -> Rate:
    row = _document()[GBP]
    return Rate(row["usd"], sources()[row["source"]])


@cache
def owner_figures() -> dict[str, OwnerFigures]:
    """Target id -> what its owners say."""
    return {name: _figures(row) for name, row in _document().items() if name != GBP}


def _figures(row: dict[str, Any]) -> OwnerFigures:
    return OwnerFigures(
        requirement=row["requirement"],
        figures=tuple(OwnerFigure(one["name"], float(one["usd"]), tuple(one["services"])) for one in row["figures"]),
        complete=row.get("complete", False),
        target_gbp=row.get("target_gbp"),
        cheaper=tuple(Edit(**one) for one in row.get("cheaper", ())),
        giving_up=tuple(
            GivingUp(one["requirement"], one["what"], tuple(Edit(**edit) for edit in one["edits"]))
            for one in row.get("giving_up", ())
        ),
    )


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
