"""Which box stands in which band, row and column; how high things are comes later, when the arrows are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from review.picture.kinds import Tier
from review.picture.network import Subnet
from review.picture.part import IN_VPC, Part, Parts
from review.picture.sizes import CELL_WIDTH, COLUMNS, CONTENT_WIDTH, GAP, WIDEST_SMALL
from review.picture.traffic import Arrow, End, Outside, key

_SUBNET_TITLES: Final = {
    Tier.PUBLIC: "Public subnets",
    Tier.PRIVATE: "Private subnets",
    Tier.DATA: "Data subnets",
}
_PLAIN_TITLES: Final = {Tier.PUBLIC: "Network", Tier.PRIVATE: "Compute"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A box's place: `x` from the left of the content."""

    end: End
    x: int
    width: int

    @property
    def key(self) -> str:
        return key(self.end)

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side, from left to right."""

    cells: tuple[Cell, ...]
    in_lanes: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The column of an availability zone, with what its subnets in the band are."""

    x: int
    width: int
    zone: str
    subnets: tuple[Subnet, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A tier's frame."""

    title: str
    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...] = ()
    vpc: str = ""
    """The VPC's address where the band is inside one."""


@dataclass(frozen=True)
class Arrangement:
    """All bands from the top. The first row, of what is outside the plan, has no band."""

    outside: Row | None
    bands: tuple[Band, ...]
    rows: tuple[Row, ...] = field(init=False)

    def __post_init__(self) -> None:
        above = (self.outside,) if self.outside else ()
        object.__setattr__(self, "rows", (*above, *(row for band in self.bands for row in band.rows)))


def arrange(parts: Parts, arrows: Sequence[Arrow]) -> Arrangement:
    """Edge at the top, then each VPC with its tiers, then what is outside of VPCs, then other regions."""
    ends = {end for arrow in arrows for end in (arrow.source, arrow.target) if isinstance(end, Outside)}
    bands: list[Band] = []

    def plain(tiers: Iterable[Tier]) -> None:
        for tier in tiers:
            found = [part for part in parts.boxes if part.tier is tier and not part.region and not part.vpc]
            if found:
                bands.append(Band(_PLAIN_TITLES.get(tier, tier.value), tuple(_grid(found))))

    def vpcs(region: str) -> None:
        for vpc in parts.network.vpcs:
            if parts.frames[vpc].region == region:
                bands.extend(_vpc_bands(parts, vpc))

    plain([Tier.EDGE])
    vpcs("")
    plain(tier for tier in Tier if tier is not Tier.EDGE)
    for region in sorted({part.region for part in (*parts.boxes, *parts.frames.values()) if part.region}):
        vpcs(region)
        others = [part for part in parts.boxes if part.region == region and not part.vpc]
        if others:
            named = parts.regions.get(region)
            bands.append(Band(f"{named} ({region})" if named else f"Provider {region}", tuple(_grid(others))))
    return Arrangement(_outside(ends), tuple(bands))


def _outside(ends: set[Outside]) -> Row | None:
    cells = []
    if Outside.INTERNET in ends:
        cells.append(Cell(Outside.INTERNET, 0, CELL_WIDTH))
    if Outside.SERVICES in ends:
        cells.append(Cell(Outside.SERVICES, CONTENT_WIDTH - CELL_WIDTH, CELL_WIDTH))
    return Row(tuple(cells)) if cells else None


def _grid(parts: Sequence[Part]) -> list[Row]:
    rows = [parts[start : start + COLUMNS] for start in range(0, len(parts), COLUMNS)]
    return [
        Row(tuple(Cell(part, place * (CELL_WIDTH + GAP), CELL_WIDTH) for place, part in enumerate(row))) for row in rows
    ]


def _vpc_bands(parts: Parts, vpc: str) -> list[Band]:
    zones = parts.network.zones(vpc)
    bands = []
    for tier in IN_VPC:
        inside = [part for part in parts.boxes if part.vpc == vpc and part.tier is tier]
        lanes = _lanes(parts, vpc, zones, tier)
        if not inside and not any(lane.subnets for lane in lanes):
            continue
        spread = [part for part in inside if part.zones and lanes]
        rows = _packed(spread, lanes) + _grid([part for part in inside if part not in spread])
        bands.append(Band(_SUBNET_TITLES[tier], tuple(rows), tuple(lanes) if spread or not rows else (), vpc))
    return bands or [Band("No subnets", (), (), vpc)]


def _lanes(parts: Parts, vpc: str, zones: Sequence[str], tier: Tier) -> list[Lane]:
    if not zones:
        return []
    width = (CONTENT_WIDTH - (len(zones) - 1) * GAP) // len(zones)
    subnets = [one for one in parts.network.subnets.values() if one.vpc == vpc and one.tier is tier]
    return [
        Lane(place * (width + GAP), width, zone, tuple(one for one in subnets if one.zone == zone))
        for place, zone in enumerate(zones)
    ]


def _packed(parts: Sequence[Part], lanes: Sequence[Lane]) -> list[Row]:
    """Each box over the lanes of its zones, in the first row that has room for it."""
    place = {lane.zone: number for number, lane in enumerate(lanes)}
    rows: list[list[tuple[int, int, Part]]] = []
    for part in parts:
        taken = [place[zone] for zone in part.zones if zone in place]
        first, last = min(taken), max(taken)
        free = next((row for row in rows if all(last < other[0] or first > other[1] for other in row)), None)
        if free is None:
            free = []
            rows.append(free)
        free.append((first, last, part))
    return [
        Row(tuple(_over(lanes, *one) for one in sorted(row, key=lambda one: one[0])), in_lanes=True) for row in rows
    ]


def _over(lanes: Sequence[Lane], first: int, last: int, part: Part) -> Cell:
    x, width = lanes[first].x, lanes[last].x + lanes[last].width - lanes[first].x
    return Cell(part, x, width if part.facts else min(width, WIDEST_SMALL))
