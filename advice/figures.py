"""Figures of a running environment, and from where on they say that it is too small. The limits are those of P-08."""

from collections.abc import Iterator
from dataclasses import dataclass

USERS = (100, 500, 1000)
REVENUE_GBP = (1_000, 5_000, 25_000)
"""Where one band ends and the next begins, in a month: fewer, up to the second, up to the third, more."""
LEVELS = (0.0, 1.0, 1.5, 2.0)
"""What each of the four bands asks for: the first scale, the second, something between the second and the third, the
third."""


@dataclass(frozen=True)
class Limit:
    """A figure that may not be larger."""

    name: str
    most: float
    unit: str


CPU = Limit("CPU", 80, " %")
MEMORY = Limit("memory", 85, " %")
CONNECTIONS = Limit("database connections", 80, " %")
RESPONSE = Limit("response time", 2, " s")


@dataclass(frozen=True)
class Figures:
    """What is known of an environment in its busiest hour; None for what is not.

    CPU and memory are percentages of what its tasks have, connections of what its database allows.
    """

    users: int | None = None
    revenue_gbp: float | None = None
    cpu_percent: float | None = None
    memory_percent: float | None = None
    connections_percent: float | None = None
    response_seconds: float | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in vars(self).values())

    @property
    def limited(self) -> tuple[tuple[Limit, float | None], ...]:
        return (
            (CPU, self.cpu_percent),
            (MEMORY, self.memory_percent),
            (CONNECTIONS, self.connections_percent),
            (RESPONSE, self.response_seconds),
        )

    def beyond(self) -> Iterator[tuple[Limit, float]]:
        """The figures that are beyond their limits."""
        for limit, value in self.limited:
            if value is not None and value > limit.most:
                yield limit, value

    def said(self) -> Iterator[str]:
        """Each figure with its limit, as a person reads it."""
        for limit, value in self.limited:
            if value is not None:
                verdict = "more than" if value > limit.most else "within"
                yield f"{limit.name} {value:g}{limit.unit}: {verdict} {limit.most:g}{limit.unit}"


def band(value: float, limits: tuple[int, ...]) -> int:
    """Which of the bands a value is in; a limit itself belongs to the band above it."""
    return sum(value >= limit for limit in limits)


def band_text(position: int, limits: tuple[int, ...]) -> str:
    """`100 to 500`."""
    if position == 0:
        return f"fewer than {limits[0]:,}"
    return f"{limits[-1]:,} or more" if position == len(limits) else f"{limits[position - 1]:,} to {limits[position]:,}"
