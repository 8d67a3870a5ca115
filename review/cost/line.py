"""What an estimate is made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from review.cost.amount import NONE, Amount, total
from review.cost.prices import Price
from review.cost.surroundings import Surroundings
from review.model import Resource


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a resource costs, before it is priced."""

    item: str
    """The row of the price table."""
    what: str
    """For a person: `storage`, `tasks beyond the fewest`."""
    quantity: Amount
    """A month's, in the unit of the price."""
    usage: tuple[str, ...] = ()
    """Figures of the usage block that decide the quantity, such as `traffic.nat_gib`; none for a fixed part."""


def fixed_and_beyond(item: str, what: str, quantity: Amount, usage: str) -> Iterator[Part]:
    """What scales, as two parts: the least of it is fixed, what is beyond depends on a figure of the usage block."""
    if quantity.low:
        yield Part(item, what, Amount.always(quantity.low))
    beyond = quantity - Amount.always(quantity.low)
    if beyond:
        yield Part(item, f"{what}, beyond the least", beyond, (usage,))


Estimator: TypeAlias = Callable[[Resource, Surroundings], Iterator[Part]]
"""A resource -> its parts; none where it costs nothing as it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill."""

    address: str
    type: str
    component: str
    what: str
    price: Price
    quantity: Amount
    usage: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """Those of `usage` that nobody gave a figure for."""

    @property
    def cost(self) -> Amount:
        """US dollars a month."""
        return self.quantity * self.price.usd

    @property
    def is_fixed(self) -> bool:
        return not self.usage


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A resource, or a part of one, that nobody has a price for. It may cost a lot."""

    address: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What a service or a component costs."""

    name: str
    fixed: Amount
    by_usage: Amount

    @property
    def cost(self) -> Amount:
        return self.fixed + self.by_usage


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a set of resources costs in a month, in US dollars on demand, without tax, support and credits."""

    lines: tuple[Line, ...]
    unpriced: tuple[Unpriced, ...] = ()
    free: Mapping[str, str] | None = None
    """Type -> why it costs nothing."""

    @property
    def cost(self) -> Amount:
        return total(line.cost for line in self.lines)

    @property
    def fixed(self) -> Amount:
        """What is due however little is used."""
        return total(line.cost for line in self.lines if line.is_fixed)

    @property
    def by_usage(self) -> Amount:
        return total(line.cost for line in self.lines if not line.is_fixed)

    @property
    def unverified(self) -> Amount:
        """The share whose price nobody could check."""
        return total(line.cost for line in self.lines if not line.price.verified)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The figures of the usage block that were assumed, as some line depends on them."""
        return tuple(sorted({figure for line in self.lines for figure in line.assumed}))

    def by_service(self) -> list[Share]:
        """Dearest first."""
        return _shares(self.lines, lambda line: line.price.service)

    def by_component(self) -> list[Share]:
        """Dearest first; a component is what resources have as their tag."""
        return _shares(self.lines, lambda line: line.component)

    def of(self, *services: str) -> Amount:
        return total(line.cost for line in self.lines if line.price.service in services)


def _shares(lines: Iterable[Line], name: Callable[[Line], str]) -> list[Share]:
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(name(line), []).append(line)
    shares = [
        Share(
            key,
            total(line.cost for line in group if line.is_fixed),
            total(line.cost for line in group if not line.is_fixed),
        )
        for key, group in parts.items()
    ]
    return sorted(
        (share for share in shares if share.cost != NONE), key=lambda share: (-share.cost.expected, share.name)
    )
