"""What must be true of every picture's coordinates."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from review.picture.scene import Point, Rect, Scene

BOXES = ("box", "outside")


def problems(scene: Scene) -> list[str]:
    """Everything that overlaps, leaves its parent or runs through something else."""
    return [*_rects(scene), *_texts(scene), *_lines(scene)]


def _rects(scene: Scene) -> Iterator[str]:
    page = Rect(0, 0, scene.width, scene.height, "page")
    for rect in scene.rects:
        parent = page if rect.inside is None else scene.rects[rect.inside]
        if not _within(rect, parent):
            yield f"{_shown(rect)} leaves {_shown(parent)}"
    for one, other in combinations(scene.rects[1:], 2):
        pair = {_kind(one), _kind(other)}
        if one.inside == other.inside and not ("lane" in pair and len(pair) == 2) and _overlap(one, other):
            yield f"{_shown(one)} overlaps {_shown(other)}"


def _texts(scene: Scene) -> Iterator[str]:
    boxes = [(place, rect) for place, rect in enumerate(scene.rects) if _kind(rect) in BOXES]
    for text in scene.texts:
        parent = scene.rects[text.inside or 0]
        if not _within(text.box, parent):
            yield f"text {text.text!r} leaves {_shown(parent)}"
        for place, box in boxes:
            if place != text.inside and _overlap(text.box, box):
                yield f"text {text.text!r} is over {_shown(box)}"
    for one, other in combinations(scene.texts, 2):
        if _overlap(one.box, other.box):
            yield f"text {one.text!r} overlaps text {other.text!r}"
    for icon in scene.icons:
        space = Rect(icon.x, icon.y, 16, 16, "icon")
        if not _within(space, scene.rects[icon.inside or 0]):
            yield f"icon {icon.name} leaves its box"
        for text in scene.texts:
            if text.inside == icon.inside and _overlap(space, text.box):
                yield f"icon {icon.name} overlaps text {text.text!r}"


def _lines(scene: Scene) -> Iterator[str]:
    boxes = [rect for rect in scene.rects if _kind(rect) in BOXES]
    pieces = [
        (number, piece)
        for number, net in enumerate(scene.nets)
        for line in net.lines
        for piece in pairwise(line.points)
    ]
    for _, (start, end) in pieces:
        if start[0] != end[0] and start[1] != end[1]:
            yield f"a line runs askew from {start} to {end}"
        track = _space(start, end)
        for box in boxes:
            if _overlap(track, box):
                yield f"a line from {start} to {end} runs through {_shown(box)}"
        for text in scene.texts:
            if _overlap(track, text.box):
                yield f"a line from {start} to {end} runs through text {text.text!r}"
    for (one, first), (other, second) in combinations(pieces, 2):
        if one != other and _is_upright(first) == _is_upright(second) and _overlap(_space(*first), _space(*second)):
            yield f"a line from {first[0]} to {first[1]} runs on one from {second[0]} to {second[1]}"


def _is_upright(piece: tuple[Point, Point]) -> bool:
    return piece[0][0] == piece[1][0]


def _space(start: Point, end: Point) -> Rect:
    x, y = min(start[0], end[0]), min(start[1], end[1])
    return Rect(x - 0.5, y - 0.5, abs(start[0] - end[0]) + 1, abs(start[1] - end[1]) + 1, "line")


def _kind(rect: Rect) -> str:
    return rect.style.split()[0]


def _within(rect: Rect, parent: Rect) -> bool:
    return (
        rect.x >= parent.x - 0.01
        and rect.y >= parent.y - 0.01
        and rect.right <= parent.right + 0.01
        and rect.bottom <= parent.bottom + 0.01
    )


def _overlap(one: Rect, other: Rect) -> bool:
    """More than touching: lines are a pixel wide and end at boxes."""
    slack = 0.75
    return (
        one.x < other.right - slack
        and other.x < one.right - slack
        and one.y < other.bottom - slack
        and other.y < one.bottom - slack
    )


def _shown(rect: Rect) -> str:
    return f"{rect.style} at {rect.x:.0f},{rect.y:.0f}"
