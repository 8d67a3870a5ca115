"""A quantity, or what it costs, in three kinds of months."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

HOURS = 730.0
"""Hours in a month, as AWS's own calculator counts them."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What it is in a quiet, in an expected and in a busy month."""

    low: float
    expected: float
    high: float

    @classmethod
    def always(cls, value: float) -> "Amount":
        return cls(value, value, value)

    def each(self, function: Callable[[float], float]) -> "Amount":
        return Amount(function(self.low), function(self.expected), function(self.high))

    def with_each(self, other: "Amount", function: Callable[[float, float], float]) -> "Amount":
        return Amount(
            function(self.low, other.low), function(self.expected, other.expected), function(self.high, other.high)
        )

    def __add__(self, other: "Amount") -> "Amount":
        return self.with_each(other, lambda one, another: one + another)

    def __sub__(self, other: "Amount") -> "Amount":
        return self.with_each(other, lambda one, another: one - another)

    def __mul__(self, factor: float) -> "Amount":
        return self.each(lambda value: value * factor)

    def __bool__(self) -> bool:
        return any((self.low, self.expected, self.high))


NONE = Amount.always(0.0)
ON_THE_WAY = 0.25
"""How far on the way from the least to the most something is taken to be that scales, where nobody says how far."""


def scaled(least: float, most: float, average: float | None) -> Amount:
    """What scales between two limits: `average` is what an expected month has, as far as the limits allow."""
    expected = least + ON_THE_WAY * (most - least) if average is None else min(max(average, least), most)
    return Amount(least, expected, most)


def total(amounts: Iterable[Amount]) -> Amount:
    return reduce(Amount.__add__, amounts, NONE)
