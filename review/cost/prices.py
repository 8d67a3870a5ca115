"""The price table: `review/prices/*.toml`, a file a service, each row with its source and how sure it is."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

FOLDER: Final = Path(__file__).parents[1] / "prices"
SOURCES: Final = "sources.toml"
GLOBAL: Final = "global"
LOOKED_UP: Final = "us-east-1"
"""The region whose prices were looked up. Another region gets them too, marked as unverified."""

Confidence = Literal["G", "P", "B", "R", "M"]
VERIFIED: Final = ("G", "P", "B")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says what something costs."""

    text: str
    address: str
    """A page where a person can look."""
    date: date
    """When the source says so, or when it was read."""
    confidence: Confidence

    @property
    def verified(self) -> bool:
        return self.confidence in VERIFIED


@dataclass(frozen=True, slots=True)
class Price:
    """What a unit of something costs, in US dollars on demand, without tax."""

    item: str
    service: str
    unit: str
    usd: float
    region: str
    source: Source
    free: float = 0.0
    """Units a month that AWS gives each account for nothing, for as long as it exists."""

    @property
    def verified(self) -> bool:
        return self.source.verified


@cache
def sources() -> dict[str, Source]:
    return {name: Source(**row) for name, row in _read(FOLDER / SOURCES).items()}


@cache
def prices() -> dict[tuple[str, str], Price]:
    """Every row of the table by item and region."""
    rows = (price for file in sorted(FOLDER.glob("*.toml")) for price in _rows(_read(file)))
    return {(price.item, price.region): price for price in rows}


def price(item: str, region: str) -> Price | None:
    """What `item` costs in `region`; None where nobody has looked it up in any region."""
    found = prices().get((item, region)) or prices().get((item, GLOBAL))
    if found is not None:
        return found
    elsewhere = prices().get((item, LOOKED_UP))
    return None if elsewhere is None else replace(elsewhere, region=region, source=_assumed(elsewhere.source, region))


def _assumed(source: Source, region: str) -> Source:
    return replace(source, text=f"asked in {LOOKED_UP}; not looked up for {region}", confidence="M")


def _rows(file: dict[str, Any]) -> list[Price]:
    return [
        Price(
            item=row["item"],
            service=file["service"],
            unit=row["unit"],
            usd=float(row["usd"]),
            region=file["region"],
            source=sources()[row["source"]],
            free=float(row.get("free", 0)),
        )
        for row in file.get("prices", ())
    ]


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
