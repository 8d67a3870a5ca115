"""Coordinates of arrows: right angles only, never through a box."""

from collections.abc import Iterator, Sequence
from typing import Final

from review.model import Action
from review.picture.metrics import ELLIPSIS, fit, width
from review.picture.nets import Edge, Net, Side, Tap
from review.picture.part import Part
from review.picture.place import Placed
from review.picture.ports import Meeting, Ports, space
from review.picture.scene import Line, Point, Rect, Scene, Text
from review.picture.scene import Net as Drawn
from review.picture.sizes import CONTENT_WIDTH, HEAD, LABEL_WIDTH, SMALL_SIZE, STEP

_LABEL_GAP: Final = 4
_UNDER_LABEL: Final = 3


class Lines:
    """Puts every net into a scene."""

    def __init__(self, scene: Scene, ports: Ports, placed: Placed) -> None:
        self._scene, self._ports, self._placed = scene, ports, placed

    def draw(self) -> None:
        for net in self._ports.nets:
            self._net(net)

    def _net(self, net: Net) -> None:
        root = next(tap for tap in net.taps if tap.arrives is (net.side is Side.RIGHT))
        to_root = self._path(net, root)
        style = "line front" if net.side is Side.LEFT else "line"
        lines = []
        for tap in net.taps:
            if tap is not root:
                path = self._path(net, tap)
                points = [*to_root, *reversed(path)] if net.side is Side.LEFT else [*path, *reversed(to_root)]
                lines.append(Line(_straight(points), f"{style} gone" if _is_gone(root) or _is_gone(tap) else style))
            if tap.arrives and tap.ports:
                self._label(net, tap)
        lines.sort(key=lambda line: line.style, reverse=True)
        self._scene.nets.append(Drawn(style, tuple(lines), tuple(self._branches(net))))

    def _x(self, net: Net) -> float:
        distance = LABEL_WIDTH + STEP * (self._ports.track(net) + 0.5)
        left = self._placed.left
        return left - distance if net.side is Side.LEFT else left + CONTENT_WIDTH + distance

    def _path(self, net: Net, tap: Tap) -> list[Point]:
        """From the box to the net's upright line, both ends included."""
        port = self._port(net, tap)
        x = self._x(net)
        if tap.edge in (Edge.LEFT, Edge.RIGHT):
            return [port, (x, port[1])]
        y = self._placed.channels[tap.row, tap.edge, net.key]
        return [port, (port[0], y), (x, y)]

    def _port(self, net: Net, tap: Tap) -> Point:
        box = self._placed.boxes[tap.cell.key]
        meetings = self._ports.at(tap.cell.key, tap.edge)
        place = next(place for place, meeting in enumerate(meetings) if meeting == (net, tap))
        if tap.edge in (Edge.TOP, Edge.BOTTOM):
            x = box.x + box.width * (place + 1) / (len(meetings) + 1)
            return (x, box.y if tap.edge is Edge.TOP else box.bottom)
        return (box.x if tap.edge is Edge.LEFT else box.right, self._port_y(box, meetings, place))

    def _port_y(self, box: Rect, meetings: Sequence[Meeting], place: int) -> float:
        """Lines are spread over a side; one that has its ports written above it is at the lower end of its space."""
        spaces = [space(other) for _, other in meetings]
        spare = (box.height - sum(spaces)) / (len(spaces) + 1)
        lower_end = box.y + sum(spaces[: place + 1]) + spare * (place + 1)
        is_labelled_among_others = len(spaces) > 1 and meetings[place][1].ports
        return lower_end - (_UNDER_LABEL if is_labelled_among_others else spaces[place] / 2)

    def _branches(self, net: Net) -> Iterator[Point]:
        """Where the upright line goes on although a line leaves it, and where a line beside a row goes on likewise."""
        joins = sorted({self._path(net, tap)[-1] for tap in net.taps}, key=lambda point: point[1])
        yield from joins[1:-1]
        for edge in (Edge.TOP, Edge.BOTTOM):
            for row in sorted({tap.row for tap in net.taps if tap.edge is edge}):
                corners = [self._path(net, tap)[1] for tap in net.taps if tap.edge is edge and tap.row == row]
                yield from sorted(corners, reverse=net.side is Side.LEFT)[1:]

    def _label(self, net: Net, tap: Tap) -> None:
        x, y = self._port(net, tap)
        text = _listed(tap.ports, LABEL_WIDTH - HEAD - _LABEL_GAP)
        if tap.edge is Edge.LEFT:
            spot = Text(x - HEAD - 1, y - _LABEL_GAP, SMALL_SIZE, text, "port", anchor="end")
        elif tap.edge is Edge.RIGHT:
            spot = Text(x + HEAD + 1, y - _LABEL_GAP, SMALL_SIZE, text, "port")
        else:
            spot = Text(x + HEAD, y - _LABEL_GAP, SMALL_SIZE, text, "port")
        self._scene.texts.append(spot)


def _is_gone(tap: Tap) -> bool:
    return isinstance(tap.cell.end, Part) and tap.cell.end.whole and tap.cell.end.action is Action.DESTROY


def _listed(ports: Sequence[str], available: float) -> str:
    """As many ports as there is room for."""
    for count in range(len(ports), 0, -1):
        text = ", ".join(ports[:count]) + (f", {ELLIPSIS}" if count < len(ports) else "")
        if width(text, SMALL_SIZE) <= available:
            return text
    return fit(ports[0], SMALL_SIZE, available)


def _straight(points: list[Point]) -> tuple[Point, ...]:
    """Without points in the middle of a straight piece, and without repetitions."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
