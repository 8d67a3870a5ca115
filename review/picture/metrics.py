"""How wide a text is at most, whatever sans-serif font the reader has, and texts that fit.

The widths are the widest of DejaVu Sans, Inter, Liberation Sans (as wide as Arial and Helvetica), Roboto, Open Sans
(as wide as Segoe UI) and Noto Sans, measured in Chromium, in thousandths of the font size, from space to ~.
"""

import unicodedata
from typing import Final

# fmt: off
_REGULAR: Final = (
    318, 401, 460, 838, 638, 950, 780, 275, 390, 390, 552, 838, 318, 460, 318, 413, 636, 636, 636, 636, 642, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 727, 770, 667, 611, 778, 752, 339, 552, 667, 562,
    907, 760, 787, 667, 787, 722, 667, 642, 741, 684, 989, 685, 667, 685, 390, 411, 390, 838, 556, 577, 613, 635, 558,
    635, 615, 361, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 413, 523, 392, 634, 592, 818, 592, 592, 541,
    636, 551, 636, 838,
)
_BOLD: Final = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 565, 838, 380, 469, 380, 413, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1031, 774, 762, 752, 830, 683, 683, 821, 837, 389, 570, 775,
    637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 422, 457, 838, 556, 607, 675,
    716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924,
    645, 652, 582, 712, 551, 712, 838,
)
# fmt: on
_OTHER: Final = 1300
_KNOWN_MARKS: Final = frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2192\u20ac")
_PRESENTATION_FORMS: Final = range(0xFB50, 0xFF00)
_REPLACEMENT: Final = "\ufffd"
_LONGEST: Final = 300
ELLIPSIS: Final = "…"


def clean(text: str) -> str:
    """One line of at most 300 characters whose widths are known.

    Control characters, characters that turn the direction of writing, stacked accents, emoji and letters many times as
    wide as others become a replacement character, and white space one space.
    """
    joined = " ".join(unicodedata.normalize("NFC", text[: _LONGEST * 2]).split())
    return "".join(char if _is_plain(char) else _REPLACEMENT for char in joined[:_LONGEST])


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes at most, after `clean`."""
    table = _BOLD if bold else _REGULAR
    return sum(table[ord(char) - 32] if " " <= char <= "~" else _OTHER for char in text) * size / 1000


def fit(text: str, size: float, available: float, *, bold: bool = False) -> str:
    """The cleaned text, cut with an ellipsis where it is wider than `available` pixels; nothing when none fits."""
    text = clean(text)
    if width(text, size, bold=bold) <= available:
        return text
    left = available - width(ELLIPSIS, size, bold=bold)
    kept = 0
    for char in text:
        left -= width(char, size, bold=bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ,·") + ELLIPSIS if kept else ""


def wrap(text: str, size: float, available: float, lines: int) -> list[str]:
    """The cleaned text on at most so many lines, broken after spaces; the last is cut where there is too much."""
    words = clean(text).split(" ")
    wrapped: list[str] = []
    while words and len(wrapped) < lines - 1:
        count = next((n for n in range(len(words), 0, -1) if width(" ".join(words[:n]), size) <= available), 1)
        wrapped.append(fit(" ".join(words[:count]), size, available))
        words = words[count:]
    return [line for line in [*wrapped, fit(" ".join(words), size, available)] if line]


def _is_plain(char: str) -> bool:
    if " " <= char <= "~" or char in _KNOWN_MARKS:
        return True
    kind = unicodedata.category(char)
    if ord(char) <= 0xFF:
        return kind[0] in "LNPS"
    return kind[0] in "LN" and ord(char) <= 0xFFFF and ord(char) not in _PRESENTATION_FORMS
