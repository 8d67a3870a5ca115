"""Arrows put together to lines: what one front sends on, on the left; what goes to one store or out, on the right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from review.picture.bands import Arrangement, Cell
from review.picture.kinds import Tier
from review.picture.part import Part
from review.picture.traffic import Arrow, End, Outside, in_order, key


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Edge(StrEnum):
    """The edge of a box that a line ends at."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Tap:
    """Where a line meets a box: arriving with an arrow's head, or leaving."""

    cell: Cell
    row: int
    edge: Edge
    arrives: bool
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Net:
    """Arrows that share one upright line at a side of the picture."""

    key: str
    """The side and the shared end."""
    side: Side
    taps: tuple[Tap, ...]


def nets(arrows: Sequence[Arrow], arrangement: Arrangement) -> list[Net]:
    """From the internet, the edge and load balancers a line for each source, from all others a line for each target."""
    rows = {cell.key: number for number, row in enumerate(arrangement.rows) for cell in row.cells}
    grouped: dict[tuple[Side, str], list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        side = Side.LEFT if _is_front(arrow.source) else Side.RIGHT
        shared = arrow.source if side is Side.LEFT else arrow.target
        grouped[side, key(shared)].append(arrow)
    return [
        Net(f"{side} {shared}", side, tuple(_taps(side, found, arrangement, rows)))
        for (side, shared), found in grouped.items()
    ]


def _is_front(end: End) -> bool:
    return end is Outside.INTERNET or (isinstance(end, Part) and (end.tier is Tier.EDGE or end.icon == "balancer"))


def _taps(side: Side, arrows: Iterable[Arrow], arrangement: Arrangement, rows: Mapping[str, int]) -> list[Tap]:
    leaving = {key(arrow.source) for arrow in arrows}
    arriving: dict[str, set[str]] = defaultdict(set)
    for arrow in arrows:
        arriving[key(arrow.target)].update(arrow.ports)
    taps = []
    for one, arrives in sorted([*((one, False) for one in leaving), *((one, True) for one in arriving)]):
        number = rows[one]
        cells = arrangement.rows[number].cells
        place = next(place for place, cell in enumerate(cells) if cell.key == one)
        if side is Side.LEFT and place == 0:
            edge = Edge.LEFT
        elif side is Side.RIGHT and place == len(cells) - 1:
            edge = Edge.RIGHT
        else:
            edge = Edge.TOP if arrives else Edge.BOTTOM
        ports = in_order(arriving[one]) if arrives else ()
        taps.append(Tap(cells[place], number, edge, arrives, ports))
    return taps
