"""Coordinates of bands and boxes, from the top."""

from dataclasses import dataclass, field

from review.picture.bands import Arrangement, Band, Cell, Lane, Row
from review.picture.content import lines_of, signs, write
from review.picture.metrics import fit, width
from review.picture.nets import Edge, Side
from review.picture.part import Part, Parts
from review.picture.ports import Ports, channel_height
from review.picture.scene import Icon, Rect, Scene, Text
from review.picture.sizes import (
    BOX_PADDING,
    CONTENT_WIDTH,
    GAP,
    HEADING_HEIGHT,
    HEADING_SIZE,
    LABEL_WIDTH,
    LANE_BORDER,
    LINE_HEIGHT,
    MARGIN,
    NAME_SIZE,
    PADDING,
    PILL_HEIGHT,
    SMALL_SIZE,
    STEP,
    STRIP_HEIGHT,
    TEXT_SIZE,
)


@dataclass
class Placed:
    """Where boxes and channels came to stand."""

    left: float
    """The left end of the content."""
    boxes: dict[str, Rect] = field(default_factory=dict)
    channels: dict[tuple[int, Edge, str], float] = field(default_factory=dict)
    """Row, TOP or BOTTOM, net's key -> y."""


class Placing:
    """Puts bands, frames and boxes into a scene."""

    def __init__(self, scene: Scene, parts: Parts, arrangement: Arrangement, ports: Ports) -> None:
        self._scene, self._parts, self._arrangement, self._ports = scene, parts, arrangement, ports
        gutters = {side: self._gutter(side) for side in Side}
        self.placed = Placed(left=MARGIN + 2 * PADDING + gutters[Side.LEFT])
        scene.width = self.placed.left + CONTENT_WIDTH + gutters[Side.RIGHT] + 2 * PADDING + MARGIN
        self._row = 0

    def place(self, top: float) -> float:
        """Everything below `top`; returns where it ends."""
        y = top
        if self._arrangement.outside is not None:
            y = self._rows(y, [self._arrangement.outside], None) + GAP
        bands = list(self._arrangement.bands)
        while bands:
            vpc = bands[0].vpc
            inside = [bands.pop(0)]
            while vpc and bands and bands[0].vpc == vpc:
                inside.append(bands.pop(0))
            y = (self._vpc(y, inside) if vpc else self._band(y, inside[0], MARGIN, None)) + GAP
        return y - GAP

    def _gutter(self, side: Side) -> int:
        count = self._ports.count(side)
        return LABEL_WIDTH + STEP * count if count else 0

    def _vpc(self, top: float, bands: list[Band]) -> float:
        frame = self._frame(top, MARGIN, "vpc", None)
        self._heading(top + PADDING / 2, "", frame, self._parts.frames[bands[0].vpc])
        y = top + PADDING / 2 + HEADING_HEIGHT
        for band in bands:
            y = self._band(y, band, MARGIN + PADDING, frame) + GAP
        return self._close(frame, y - GAP + PADDING)

    def _band(self, top: float, band: Band, x: float, outer: int | None) -> float:
        frame = self._frame(top, x, "band", outer)
        self._heading(top + PADDING / 2, band.title, frame)
        y = top + PADDING / 2 + HEADING_HEIGHT
        lanes = self._lanes(y, band.lanes, frame)
        if band.lanes:
            y += STRIP_HEIGHT
        in_lanes = [row for row in band.rows if row.in_lanes]
        y = self._rows(y, in_lanes, frame)
        for lane in lanes:
            self._close(lane, y + (LANE_BORDER if in_lanes else 0))
        if band.lanes:
            y += GAP + LANE_BORDER
        y = self._rows(y, [row for row in band.rows if not row.in_lanes], frame)
        return self._close(frame, y - (GAP if band.lanes and len(in_lanes) == len(band.rows) else 0) + PADDING)

    def _frame(self, top: float, x: float, style: str, outer: int | None) -> int:
        return self._scene.add(Rect(x, top, self._scene.width - 2 * x, 0, style, outer))

    def _close(self, place: int, bottom: float) -> float:
        old = self._scene.rects[place]
        self._scene.rects[place] = Rect(old.x, old.y, old.width, bottom - old.y, old.style, old.inside, old.tip)
        return bottom

    def _heading(self, top: float, title: str, frame: int, part: Part | None = None) -> None:
        """The name of a band; of a VPC with what it has and what happens to it."""
        baseline = top + LINE_HEIGHT
        title = fit(_vpc_name(part) if part else title, HEADING_SIZE, CONTENT_WIDTH / 3, bold=True)
        self._scene.texts.append(Text(self.placed.left, baseline, HEADING_SIZE, title, "heading", frame, bold=True))
        if part:
            start = self.placed.left + width(title, HEADING_SIZE, bold=True) + GAP
            end = self.placed.left + CONTENT_WIDTH
            room = end - signs(self._scene, part, end, baseline, frame) - start
            facts = fit(", ".join(fact.value for fact in part.facts), TEXT_SIZE, room)
            self._scene.texts.append(Text(start, baseline, TEXT_SIZE, facts, "muted", frame))

    def _lanes(self, top: float, lanes: tuple[Lane, ...], frame: int) -> list[int]:
        places = []
        for lane in lanes:
            rect = Rect(self.placed.left + lane.x - LANE_BORDER, top, lane.width + 2 * LANE_BORDER, 0, "lane", frame)
            place = self._scene.add(rect)
            places.append(place)
            subnets = ", ".join(subnet.cidr for subnet in lane.subnets if subnet.cidr)
            text = fit(" · ".join(filter(None, (lane.zone, subnets))), SMALL_SIZE, lane.width)
            self._scene.texts.append(
                Text(rect.x + rect.width / 2, top + LINE_HEIGHT - 2, SMALL_SIZE, text, "muted", place, anchor="middle")
            )
        return places

    def _rows(self, top: float, rows: list[Row], frame: int | None) -> float:
        y = top
        for count, row in enumerate(rows):
            y += GAP if count else 0
            y = self._row_at(y, row, frame)
        return y

    def _row_at(self, top: float, row: Row, frame: int | None) -> float:
        number, self._row = self._row, self._row + 1
        above, below = (self._ports.channel(number, edge) for edge in (Edge.TOP, Edge.BOTTOM))
        arriving = [tap for net in above for tap in net.taps if tap.row == number and tap.edge is Edge.TOP]
        y = top + channel_height(above, arriving)
        for place, net in enumerate(above):
            self.placed.channels[number, Edge.TOP, net.key] = top + STEP * (place + 0.5)
        height = max(self._height(cell) for cell in row.cells)
        for cell in row.cells:
            self._cell(cell, y, height, frame)
        y += height
        for place, net in enumerate(below):
            self.placed.channels[number, Edge.BOTTOM, net.key] = y + STEP * (place + 1)
        return y + channel_height(below, ())

    def _height(self, cell: Cell) -> int:
        sides = (self._ports.length(cell.key, edge) for edge in (Edge.LEFT, Edge.RIGHT))
        if not isinstance(cell.end, Part):
            return max(PILL_HEIGHT, *sides)
        return max(lines_of(cell.end, cell.width) * LINE_HEIGHT + 2 * BOX_PADDING, *sides)

    def _cell(self, cell: Cell, y: float, height: float, frame: int | None) -> None:
        x = self.placed.left + cell.x
        if isinstance(cell.end, Part):
            part = cell.end
            rect = Rect(x, y, cell.width, height, style(part), frame, tip(part, self._parts))
            write(self._scene, part, self._scene.add(rect))
        else:
            rect = Rect(x, y, cell.width, height, "outside", frame)
            place = self._scene.add(rect)
            middle = y + height / 2
            self._scene.icons.append(Icon(x + BOX_PADDING + 2, middle - 8, "globe", place))
            start = x + BOX_PADDING + 26
            self._scene.texts.append(Text(start, middle + 5, NAME_SIZE, cell.end.value, "name", place, bold=True))
        self.placed.boxes[cell.key] = rect


def _vpc_name(vpc: Part) -> str:
    return f"VPC {vpc.subtitle if vpc.title == 'VPC' else vpc.title}"


def style(part: Part) -> str:
    """The classes of a part's box: which action, and whether it is the action of the whole."""
    if part.action is None:
        return "box"
    return f"box {'whole' if part.whole else 'touched'} {part.action}"


_TIP_LINES = 24


def tip(part: Part, parts: Parts) -> str:
    """Every resource of a part with what happens to it."""
    lines = [_line(address, parts) for address in part.addresses[:_TIP_LINES]]
    more = len(part.addresses) - _TIP_LINES
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def _line(address: str, parts: Parts) -> str:
    action = parts.actions.get(address)
    return f"{action.sign} {address}" if action else address
