"""A plan's picture."""

from review.model import Plan
from review.picture.bands import Arrangement, arrange
from review.picture.header import FOOTER_HEIGHT, HEADER_HEIGHT, footer, header
from review.picture.kinds import plural
from review.picture.lines import Lines
from review.picture.nets import nets
from review.picture.part import Part, Parts
from review.picture.parts import parts
from review.picture.place import Placing
from review.picture.ports import Ports
from review.picture.scene import Rect, Scene
from review.picture.svg import svg
from review.picture.traffic import Arrow, End, arrows


def picture(plan: Plan, *, title: str) -> str:
    """The environment that a plan leads to as the text of an SVG file, with what the plan does to it.

    It stands alone: no script, no font, nothing to fetch; it follows the reader's preference for light or dark.
    """
    return svg(scene(plan, title=title))


def scene(plan: Plan, *, title: str) -> Scene:
    """The picture with coordinates."""
    sorted_parts = parts(plan)
    traffic = arrows(sorted_parts)
    arrangement = arrange(sorted_parts, traffic)
    ports = Ports(nets(traffic, arrangement))
    drawn = Scene(title=title, description=_description(sorted_parts, arrangement, traffic))
    drawn.mixed = len({part.action for part in sorted_parts.boxes}) > 1
    drawn.add(Rect(0, 0, 0, 0, "page"))
    placing = Placing(drawn, sorted_parts, arrangement, ports)
    bottom = placing.place(HEADER_HEIGHT)
    Lines(drawn, ports, placing.placed).draw()
    header(drawn, sorted_parts, title)
    footer(drawn, sorted_parts, bottom, has_arrows=bool(traffic))
    drawn.height = bottom + FOOTER_HEIGHT
    drawn.rects[0] = Rect(0, 0, drawn.width, drawn.height, "page")
    return drawn


def _description(parts: Parts, arrangement: Arrangement, traffic: list[Arrow]) -> str:
    """The picture in words, for who does not see it."""
    bands = [
        f"{band.title}: {', '.join(_named(cell.end) for row in band.rows for cell in row.cells)}."
        for band in arrangement.bands
        if band.rows
    ]
    flows = [f"{_named(arrow.source)} to {_named(arrow.target)}" for arrow in traffic]
    talk = [f"Traffic: {'; '.join(flows)}."] if flows else []
    return " ".join([f"{plural(len(parts.resources), 'resource')}.", *bands, *talk])


def _named(end: End) -> str:
    if not isinstance(end, Part):
        return end.value
    happens = f" ({end.action})" if end.action else ""
    return f"{end.title} {end.subtitle}".strip() + happens
