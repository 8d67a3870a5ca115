"""Which upright line runs where: the short ones near the boxes, none on top of another."""

from collections.abc import Iterable, Sequence

from review.picture.nets import Edge, Net, Side, Tap

_EDGE_OFFSET = {Edge.TOP: -0.4, Edge.BOTTOM: 0.4, Edge.LEFT: 0.0, Edge.RIGHT: 0.0}


def tracks(nets: Sequence[Net], side: Side) -> dict[str, int]:
    """Net's key -> track, 0 nearest to the boxes, of the nets at a side."""
    placed: list[list[tuple[float, float]]] = []
    found: dict[str, int] = {}
    for net in sorted((net for net in nets if net.side is side), key=lambda net: (_length(net), net.key)):
        low, high = extent(net.taps)
        number = next(
            (
                number
                for number, others in enumerate(placed)
                if all(high < first or low > last for first, last in others)
            ),
            len(placed),
        )
        if number == len(placed):
            placed.append([])
        placed[number].append((low, high))
        found[net.key] = number
    return found


def extent(taps: Iterable[Tap]) -> tuple[float, float]:
    """From which row to which a line goes; between rows where it leaves a box above or below."""
    rows = [tap.row + _EDGE_OFFSET[tap.edge] for tap in taps]
    return min(rows), max(rows)


def _length(net: Net) -> float:
    low, high = extent(net.taps)
    return high - low
