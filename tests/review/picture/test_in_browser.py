"""The widths that the picture reckons with, held against those of a real browser."""

import json

import pytest

from review.picture import picture
from review.picture.draw import scene
from tests.review.browser import ask, needs_browser
from tests.review.picture.crowd import crowd

FONTS = ("sans-serif", "DejaVu Sans", "Liberation Sans", "Inter", "Roboto", "Open Sans", "Noto Sans")
"""Where one of them is not installed, the browser takes another, and that is measured."""
PROBE = """
const fonts = %s;
const widths = {};
for (const font of fonts) {
  for (const text of page.querySelectorAll("text")) text.style.fontFamily = font;
  widths[font] = [...page.querySelectorAll("text")].map((text) => text.getComputedTextLength());
}
return widths;
"""


@needs_browser
@pytest.mark.parametrize("seed", [0, 7])
def test_no_text_is_wider_than_reckoned(seed: int) -> None:
    made = crowd(seed)
    drawn = scene(made, title="Größe: WWW iii <&>")
    widths = ask(f"<!doctype html>{picture(made, title='Größe: WWW iii <&>')}", PROBE % json.dumps(FONTS))

    wider = [
        f"{text.text!r} is {real:.1f} wide in {font}, reckoned {text.box.width:.1f}"
        for font in FONTS
        for text, real in zip(drawn.texts, widths[font], strict=True)
        if real > text.box.width + 0.5
    ]
    assert wider == []
