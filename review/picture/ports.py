"""Where on a box's edges lines end, and in which order lines run between two rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from review.picture.nets import Edge, Net, Side, Tap
from review.picture.sizes import IN_PORT, OUT_PORT, STEP
from review.picture.tracks import tracks

Meeting = tuple[Net, Tap]


class Ports:
    """The order of lines at every edge of every box and in every channel between rows."""

    def __init__(self, nets: Sequence[Net]) -> None:
        self.nets = nets
        self._tracks = {key: number for side in Side for key, number in tracks(nets, side).items()}
        self._at: dict[tuple[str, Edge], list[Meeting]] = defaultdict(list)
        self._channels: dict[tuple[int, Edge], list[Net]] = defaultdict(list)
        for net in nets:
            for tap in net.taps:
                self._at[tap.cell.key, tap.edge].append((net, tap))
                channel = self._channels[tap.row, tap.edge]
                if net not in channel:
                    channel.append(net)
        for meetings in self._at.values():
            meetings.sort(key=self._order)
        for channel in self._channels.values():
            channel.sort(key=lambda net: (self.track(net), net.key))

    def track(self, net: Net) -> int:
        """The number of a net's upright line, 0 nearest to the boxes."""
        return self._tracks[net.key]

    def count(self, side: Side) -> int:
        """How many upright lines run side by side."""
        return max((self.track(net) + 1 for net in self.nets if net.side is side), default=0)

    def channel(self, row: int, edge: Edge) -> list[Net]:
        """The nets that run above (TOP) or below (BOTTOM) a row, from the one nearest to the row's boxes."""
        return self._channels.get((row, edge), [])

    def at(self, cell: str, edge: Edge) -> list[Meeting]:
        """What ends at an edge, in order: upwards first at the sides, from the left at top and bottom."""
        return self._at.get((cell, edge), [])

    def length(self, cell: str, edge: Edge) -> int:
        """Pixels that the lines at a side of a box need."""
        return sum(space(tap) for _, tap in self.at(cell, edge)) + OUT_PORT if self.at(cell, edge) else 0

    def _order(self, meeting: Meeting) -> tuple[float, int, str]:
        net, tap = meeting
        others = [other.row for other in net.taps if other != tap] or [tap.row]
        direction = sum(others) / len(others) - tap.row
        track = self.track(net)
        return (-1 if direction < 0 else 1, track if direction < 0 else -track, net.key)


def space(tap: Tap) -> int:
    """Pixels that a line needs at a side: more where its ports are written above it."""
    return IN_PORT if tap.ports else OUT_PORT


def channel_height(nets: Sequence[Net], taps: Iterable[Tap]) -> int:
    """Pixels that the lines above or below a row need, with the ports at the arrows' heads."""
    if not nets:
        return 0
    return (IN_PORT if any(tap.arrives for tap in taps) else STEP) + STEP * len(nets)
