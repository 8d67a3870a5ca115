"""Every text can be read on everything it may stand on, in light and in dark."""

import itertools

import pytest

from review.model import Action
from review.palette import COLOURS, GROUNDS, TEXTS, colour_of, variables


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), tuple(itertools.product(TEXTS, GROUNDS)))
def test_texts_can_be_read(text: str, ground: str, mode: int) -> None:
    assert contrast(COLOURS[text][mode], COLOURS[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "vpc", "band", "lane"])
def test_lines_can_be_seen(ground: str, mode: int) -> None:
    assert contrast(COLOURS["line"][mode], COLOURS[ground][mode]) >= 3


def test_every_action_has_a_colour() -> None:
    assert {colour_of(action) for action in Action} == {"create", "update", "replace", "destroy", "other"}


def test_dark_is_what_the_reader_prefers() -> None:
    css = variables(".x")

    assert css.startswith(".x{--page:#f6f7f9;")
    assert "@media screen and (prefers-color-scheme:dark){.x{--page:#0d1117;" in css
