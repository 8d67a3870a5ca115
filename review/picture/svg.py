"""A scene as SVG: one file without scripts, fonts or anything to fetch."""

from typing import Final

from review.markup import escape
from review.model import Action
from review.palette import colour_of, variables
from review.picture.icons import ICONS
from review.picture.scene import Icon, Line, Net, Point, Rect, Scene, Text
from review.picture.sizes import HEAD

_CORNER: Final = 5
_RADIUS: Final = {"page": 0, "vpc": 12, "band": 10, "lane": 6}
_BOX_RADIUS: Final = 6
_STRIPE: Final = 4
_FONT: Final = 'Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",sans-serif'
_STYLE: Final = (
    variables(".sw")
    + f".sw text{{font-family:{_FONT};fill:var(--text)}}"
    + ".sw .b{font-weight:600}.sw .muted{fill:var(--muted)}.sw .port{fill:var(--muted)}.sw .heading{fill:var(--muted)}"
    + ".sw rect.page{fill:var(--page)}.sw rect.vpc{fill:var(--vpc);stroke:var(--edge)}"
    + ".sw rect.band{fill:var(--band);stroke:var(--soft-edge)}.sw rect.lane{fill:var(--lane)}"
    + ".sw rect.box,.sw rect.outside{fill:var(--box);stroke:var(--edge)}"
    + ".sw path.line{fill:none;stroke:var(--line);stroke-width:1.5}.sw path.front{stroke:var(--front)}"
    + ".sw .head,.sw circle{fill:var(--line)}.sw .head.front,.sw circle.front{fill:var(--front)}"
    + ".sw use{fill:none;stroke:var(--muted);stroke-width:1.3;stroke-linejoin:round;stroke-linecap:round}"
    + ".sw text.gone{text-decoration:line-through}.sw path.gone{stroke-dasharray:3 3}"
    + ".sw rect.whole.destroy{stroke-dasharray:5 3}.sw g:hover path.line{stroke-width:3}"
)


def svg(scene: Scene) -> str:
    """The text of an SVG file; the same for the same scene."""
    icons = sorted({icon.name for icon in scene.icons})
    look = "sw mixed" if scene.mixed else "sw"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{look}" role="img" aria-labelledby="sw-title sw-desc" '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" width="{_n(scene.width)}" height="{_n(scene.height)}">',
        f'<title id="sw-title">{escape(scene.title)}</title><desc id="sw-desc">{escape(scene.description)}</desc>',
        f"<style>{_STYLE}{_action_styles()}</style>",
        "<defs>",
        *(f'<path id="sw-{name}" d="{ICONS[name]}"/>' for name in icons),
        "</defs>",
        *map(_rect, scene.rects),
        *map(_net, scene.nets),
        *map(_icon, scene.icons),
        *map(_text, scene.texts),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _action_styles() -> str:
    return "".join(
        f".sw .sign.{action}{{fill:var(--{colour})}}.sw .stripe.{action}{{fill:var(--{colour})}}"
        f".sw.mixed rect.whole.{action}{{fill:var(--{colour}-tint);stroke:var(--{colour})}}"
        for action, colour in ((action, colour_of(action)) for action in Action)
    )


def _n(value: float) -> str:
    """A coordinate without needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def _rect(rect: Rect) -> str:
    kind, *more = rect.style.split()
    radius = _RADIUS.get(kind, _BOX_RADIUS)
    tip = f"<title>{escape(rect.tip)}</title>" if rect.tip else ""
    drawn = (
        f'<rect class="{rect.style}" x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" '
        f'height="{_n(rect.height)}" rx="{radius}"' + (f">{tip}</rect>" if tip else "/>")
    )
    if kind == "box" and more:
        drawn += _stripe(rect, more[-1])
    return drawn


def _stripe(rect: Rect, action: str) -> str:
    x, y, bottom, r = rect.x, rect.y, rect.bottom, _BOX_RADIUS
    inner = _n(x + _STRIPE + r / 2)
    return (
        f'<path class="stripe {action}" d="M{inner} {_n(y)}H{_n(x + r)}A{r} {r} 0 0 0 {_n(x)} {_n(y + r)}'
        f"V{_n(bottom - r)}A{r} {r} 0 0 0 {_n(x + r)} {_n(bottom)}H{inner}"
        f'A{r} {r} 0 0 1 {_n(x + _STRIPE)} {_n(bottom - r)}V{_n(y + r)}A{r} {r} 0 0 1 {inner} {_n(y)}z"/>'
    )


def _net(net: Net) -> str:
    return f"<g>{''.join([*map(_line, net.lines), *(_dot(dot, net.style) for dot in net.dots)])}</g>"


def _line(line: Line) -> str:
    return f'<path class="{line.style}" d="{_rounded(line.points)}"/>{_head(line)}'


def _rounded(points: tuple[Point, ...]) -> str:
    drawn = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        entry, leave = _towards(here, before), _towards(here, after)
        drawn.append(f"L{_n(entry[0])} {_n(entry[1])}Q{_n(here[0])} {_n(here[1])} {_n(leave[0])} {_n(leave[1])}")
    end = _towards(points[-1], points[-2], HEAD - 1)
    return "".join([*drawn, f"L{_n(end[0])} {_n(end[1])}"])


def _towards(point: Point, other: Point, distance: float = _CORNER) -> Point:
    """The point this far from one to another, or half way where they are nearer."""
    dx, dy = other[0] - point[0], other[1] - point[1]
    length = abs(dx) + abs(dy)
    share = min(distance, length / 2) / length if length else 0
    return (point[0] + dx * share, point[1] + dy * share)


def _head(line: Line) -> str:
    (x, y), before = line.points[-1], line.points[-2]
    dx, dy = (x > before[0]) - (x < before[0]), (y > before[1]) - (y < before[1])
    back = (x - dx * HEAD, y - dy * HEAD)
    half = HEAD / 2
    wings = [(back[0] + dy * half, back[1] + dx * half), (back[0] - dy * half, back[1] - dx * half)]
    points = " ".join(f"{_n(one)},{_n(two)}" for one, two in [(x, y), *wings])
    return f'<polygon class="head{" front" if "front" in line.style else ""}" points="{points}"/>'


def _dot(dot: Point, style: str) -> str:
    return f'<circle class="{style}" cx="{_n(dot[0])}" cy="{_n(dot[1])}" r="2.6"/>'


def _icon(icon: Icon) -> str:
    return f'<use href="#sw-{icon.name}" x="{_n(icon.x)}" y="{_n(icon.y)}"/>'


def _text(text: Text) -> str:
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    style = f"{text.style} b" if text.bold else text.style
    spot = f'x="{_n(text.x)}" y="{_n(text.y)}" font-size="{text.size}"{anchor}'
    return f'<text class="{style}" {spot}>{escape(text.text)}</text>'
