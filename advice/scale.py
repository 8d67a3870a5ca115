"""Which scale of a deployment fits its figures, and why."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from advice.figures import LEVELS, REVENUE_GBP, USERS, Figures, band, band_text

MOST_SCALES = 3
"""What the bands of P-08 are about: hobby, enhanced-hobby, enterprise."""


@dataclass(frozen=True)
class ScaleAdvice:
    """The scale that fits, and what speaks for it, one sentence each."""

    scale: str
    reasons: tuple[str, ...]


def fitting_scale(scales: Sequence[str], now: str, figures: Figures) -> ScaleAdvice:
    """The one of `scales`, the smallest first, that fits; `now` where neither users nor revenue speak for another.

    Users and revenue decide, whichever asks for more: the one says how much there is to do, the other what an outage
    costs. Between the second scale and the third, a figure beyond its limit decides.
    """
    if len(scales) == 1:
        known = figures.users is not None or figures.revenue_gbp is not None
        without = (f"{now} has no other scale that users or revenue could ask for",) if known else ()
        return ScaleAdvice(now, (*figures.said(), *without))
    levels: list[float] = []
    reasons: list[str] = []
    for value, limits, text in (
        (figures.users, USERS, "{:,} users, {}"),
        (figures.revenue_gbp, REVENUE_GBP, "{:,.0f} GBP of revenue a month, {}"),
    ):
        if value is not None:
            position = band(value, limits)
            level = LEVELS[position]
            levels.append(level)
            reasons.append(f"{text.format(value, band_text(position, limits))}: {_asks_for(level, scales)}")
    beyond = list(figures.beyond())
    reasons += figures.said()
    if not levels:
        return ScaleAdvice(now, (*reasons, "neither users nor revenue are known, so the scale stays"))
    level = max(levels)
    if level == LEVELS[2]:
        reasons.append(
            f"between the two, {beyond[0][0].name} decides"
            if beyond
            else "between the two, nothing is beyond its limit"
        )
    index = int(level) + (1 if level == LEVELS[2] and beyond else 0)
    return ScaleAdvice(scales[min(index, len(scales) - 1)], tuple(reasons))


def _asks_for(level: float, scales: Sequence[str]) -> str:
    indices = (math.floor(level), math.ceil(level))
    return " or ".join(dict.fromkeys(scales[min(index, len(scales) - 1)] for index in indices))
