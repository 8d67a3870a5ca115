"""Nothing overlaps, nothing leaves its parent, no line runs through a box."""

import pytest

from review.picture.draw import scene
from review.picture.scene import Icon, Line, Net, Rect, Scene, Text
from tests.review.picture.crowd import crowd
from tests.review.picture.environment import plan, web_system
from tests.review.picture.geometry import problems


@pytest.mark.parametrize("zones", range(1, 7))
def test_a_web_system_in_any_number_of_zones(zones: int) -> None:
    assert problems(scene(web_system(zones=zones), title="shop/prod")) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_crowd(seed: int) -> None:
    assert problems(scene(crowd(seed), title="shop/prod " * 40)) == []


def test_nothing_at_all() -> None:
    assert problems(scene(plan(), title="")) == []


def _scene(
    *, rects: tuple[Rect, ...] = (), texts: tuple[Text, ...] = (), points: tuple[tuple[float, float], ...] = ()
) -> Scene:
    page = Rect(0, 0, 200, 100, "page")
    nets = [Net("line", (Line(points, "line"),), ())] if points else []
    return Scene(200, 100, rects=[page, Rect(10, 10, 80, 40, "box", 0), *rects], texts=list(texts), nets=nets)


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (_scene(rects=(Rect(80, 20, 50, 20, "box", 0),)), ["box at 10,10 overlaps box at 80,20"]),
        (_scene(rects=(Rect(150, 20, 80, 20, "box", 0),)), ["box at 150,20 leaves page at 0,0"]),
        (_scene(texts=(Text(60, 30, 12, "too wide", "text", 1),)), ["text 'too wide' leaves box at 10,10"]),
        (_scene(texts=(Text(60, 30, 12, "not mine", "text", 0),)), ["text 'not mine' is over box at 10,10"]),
        (
            _scene(texts=(Text(15, 30, 12, "one", "text", 1), Text(20, 32, 12, "two", "text", 1))),
            ["text 'one' overlaps text 'two'"],
        ),
        (_scene(points=((0, 30), (150, 30))), ["a line from (0, 30) to (150, 30) runs through box at 10,10"]),
        (_scene(points=((100, 60), (150, 90))), ["a line runs askew from (100, 60) to (150, 90)"]),
        (
            _scene(points=((100, 60), (150, 60)), texts=(Text(110, 63, 12, "x", "text", 0),)),
            ["a line from (100, 60) to (150, 60) runs through text 'x'"],
        ),
    ],
)
def test_the_check_sees_what_is_wrong(bad: Scene, expected: list[str]) -> None:
    assert problems(bad) == expected


def test_the_check_sees_lines_on_top_of_each_other() -> None:
    bad = _scene(points=((100, 60), (150, 60)))
    bad.nets.append(Net("line", (Line(((120, 60), (180, 60)), "line"),), ()))

    assert problems(bad) == ["a line from (100, 60) to (150, 60) runs on one from (120, 60) to (180, 60)"]


def test_the_check_sees_a_text_under_an_icon() -> None:
    bad = _scene(texts=(Text(15, 30, 12, "x", "text", 1),))
    bad.icons.append(Icon(12, 20, "lock", 1))

    assert problems(bad) == ["icon lock overlaps text 'x'"]
