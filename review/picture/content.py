"""What is written in a box."""

from typing import Final

from review.model import Action
from review.picture.metrics import fit, width, wrap
from review.picture.part import Part
from review.picture.scene import Icon, Scene, Text
from review.picture.sizes import BOX_PADDING, LINE_HEIGHT, NAME_SIZE, SMALL_SIZE, TEXT_SIZE, WIDE_FROM
from review.picture.traffic import End

_ICON_SIZE: Final = 16
_INDENT: Final = BOX_PADDING + 2 + _ICON_SIZE + 8
_NAME_WIDTH: Final = 264
_FACT_WIDTH: Final = 148
_FACT_GAP: Final = 14
_SIGN_GAP: Final = 7
_FACT_LINES: Final = 2


def lines_of(end: End, cell_width: float) -> int:
    """How many lines of text a box has."""
    if not isinstance(end, Part):
        return 1
    if cell_width >= WIDE_FROM:
        return 2
    return 1 + bool(end.subtitle) + len(_facts(end, cell_width))


def write(scene: Scene, part: Part, place: int) -> None:
    """Adds icon, name, signs and facts of a part to its box, which is `scene.rects[place]`."""
    rect = scene.rects[place]
    is_wide = rect.width >= WIDE_FROM
    start, end = rect.x + _INDENT, rect.right - BOX_PADDING
    first = rect.y + (rect.height / 2 - LINE_HEIGHT if is_wide else BOX_PADDING) + LINE_HEIGHT - 4
    scene.icons.append(Icon(rect.x + BOX_PADDING + 2, first - 13, part.icon, place))
    free = end - signs(scene, part, end, first, place)
    name_end = min(free, start + _NAME_WIDTH) if is_wide else free
    style = "name gone" if part.action is Action.DESTROY and part.whole else "name"
    title = fit(part.title, NAME_SIZE, name_end - start, bold=True)
    scene.texts.append(Text(start, first, NAME_SIZE, title, style, place, bold=True))
    lines = [("muted", noun)] if (noun := fit(part.subtitle, TEXT_SIZE, (name_end if is_wide else end) - start)) else []
    if is_wide:
        _fact_columns(scene, part, place, name_end + _FACT_GAP, free, first)
    else:
        lines += [("text", line) for line in _facts(part, rect.width)]
    for number, (look, line) in enumerate(lines, start=1):
        scene.texts.append(Text(start, first + number * LINE_HEIGHT, TEXT_SIZE, line, look, place))


def signs(scene: Scene, part: Part, right: float, y: float, place: int) -> float:
    """Writes `+18 ~1` so that it ends at `right`, and returns how wide that is with the gap before it."""
    start = right
    for action, count in reversed(list(part.counts.items())):
        text = f"{action.sign}{count}"
        scene.texts.append(Text(start, y, TEXT_SIZE, text, f"sign {action}", place, bold=True, anchor="end"))
        start -= width(text, TEXT_SIZE, bold=True) + _SIGN_GAP
    return right - start


def _facts(part: Part, cell_width: float) -> list[str]:
    """The facts of a narrow box, on lines that fit."""
    listed = ", ".join(fact.value for fact in part.facts)
    return wrap(listed, TEXT_SIZE, cell_width - _INDENT - BOX_PADDING, _FACT_LINES)


def _fact_columns(scene: Scene, part: Part, place: int, start: float, end: float, first: float) -> None:
    for fact in part.facts:
        available = min(_FACT_WIDTH, end - start)
        if available < _FACT_WIDTH / 2:
            return
        for number, (size, line, look) in enumerate(
            ((TEXT_SIZE, fact.value, "text"), (SMALL_SIZE, fact.caption, "muted"))
        ):
            if shown := fit(line, size, available):
                scene.texts.append(Text(start, first + number * LINE_HEIGHT, size, shown, look, place))
        start += _FACT_WIDTH + _FACT_GAP
