"""Durations, sizes and shares as compose files write them."""

import math
import re
from fractions import Fraction

DURATION = re.compile(
    r"(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m(?!s))?(?:(?P<s>\d+(?:\.\d+)?)s)?(?:(?P<ms>\d+)ms)?(?:(?P<us>\d+)us)?"
)
SECONDS = {"h": 3600, "m": 60, "s": 1, "ms": Fraction(1, 1000), "us": Fraction(1, 1_000_000)}
SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[bkmg]?)b?", re.IGNORECASE)
BYTES = {"": 1, "b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
CPU_UNITS = 1024
"""Of one vCPU."""


def seconds(text: str) -> int | None:
    """`1m30s` in whole seconds, rounded up; None for what is no duration."""
    match = DURATION.fullmatch(text.strip())
    if not match or not text.strip():
        return None
    return math.ceil(sum(Fraction(number) * SECONDS[unit] for unit, number in match.groupdict().items() if number))


def mebibytes(text: str) -> int | None:
    """`512m`, `1.5G` or a number of bytes in whole MiB, rounded up; None for what is no size."""
    match = SIZE.fullmatch(text.strip())
    if not match:
        return None
    return math.ceil(Fraction(match["number"]) * BYTES[match["unit"].lower()] / BYTES["m"])


def cpu_units(text: str) -> int | None:
    """`0.5` vCPU in CPU units, rounded up; None for what is no positive number."""
    try:
        number = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        return None
    return math.ceil(number * CPU_UNITS) if number > 0 else None
