"""Estimates as tables, for a terminal, for Markdown and for whoever wants rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.cost.amount import NONE, total
from review.cost.change import CostChange
from review.cost.commitments import Commitment
from review.cost.line import Estimate, Line, Share
from review.cost.owner_figures import OwnerFigures

Row = tuple[str, ...]
MONTHS: Row = ("quiet", "expected", "busy")
NAMED = 3
"""How many prices of a source are named."""
UNVERIFIED = "*"
"""Behind what rests on a price that nobody could check."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `texts` columns from the left are words, the others figures."""

    head: Row
    rows: tuple[Row, ...]
    texts: int = 1

    def lines(self) -> list[str]:
        """Aligned, for a terminal of fixed width."""
        listed = [self.head, *self.rows]
        widths = [max(len(row[column]) for row in listed) for column in range(len(self.head))]
        return [
            "  ".join(
                cell.ljust(width) if column < self.texts else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in listed
        ]

    def markdown(self) -> list[str]:
        rule = ["---" if column < self.texts else "---:" for column in range(len(self.head))]
        return [f"| {' | '.join(row)} |" for row in (self.head, tuple(rule), *self.rows)]


def money(amount: float) -> str:
    """`1,234.50`, in dollars; a very small amount is not nothing."""
    return "<0.01" if 0 < amount < 0.005 else f"{amount:,.2f}"


def services(estimate: Estimate) -> Table:
    unsure = {line.price.service for line in estimate.lines if not line.price.verified and line.cost}
    return _shares("service", estimate, estimate.by_service(), unsure)


def components(estimate: Estimate) -> Table:
    return _shares("component", estimate, estimate.by_component(), set())


def lines(estimate: Estimate) -> Table:
    """Every line of the bill in the order of resources, without those that cost nothing in any month."""
    rows = tuple(
        (
            line.address,
            line.what,
            "fixed" if line.is_fixed else "by usage",
            f"{line.quantity.expected:,.2f} {line.price.unit}",
            f"{line.price.usd:.6f}".rstrip("0").rstrip(".") + ("" if line.price.verified else UNVERIFIED),
            money(line.cost.expected),
        )
        for line in estimate.lines
        if line.cost
    )
    return Table(("resource", "part", "", "quantity", "USD a unit", "USD a month"), rows, texts=3)


def sources(estimate: Estimate) -> Table:
    """Where the prices come from that nobody could check, with what rests on them."""
    resting: dict[str, list[Line]] = {}
    for line in estimate.lines:
        if not line.price.verified and line.cost:
            resting.setdefault(line.price.source.text, []).append(line)
    costs = {text: total(line.cost for line in group).expected for text, group in resting.items()}
    rows = tuple(
        (text, max(line.price.source.date for line in group).isoformat(), _dearest(group), money(costs[text]))
        for text, group in sorted(resting.items(), key=lambda one: (-costs[one[0]], one[0]))
    )
    return Table(("source", "date", "prices", "USD a month"), rows, texts=3)


def _dearest(group: Iterable[Line]) -> str:
    """The items that most rests on, by name, and how many others there are."""
    costs: dict[str, float] = {}
    for line in group:
        costs[line.price.item] = costs.get(line.price.item, 0.0) + line.cost.expected
    items = sorted(costs, key=lambda item: (-costs[item], item))
    others = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return ", ".join(items[:NAMED]) + others


def commitments(found: Iterable[Commitment]) -> Table:
    rows = tuple(
        (
            one.offer.name,
            f"{one.offer.months} months, {one.offer.payment}",
            money(one.on_demand_usd),
            money(one.monthly_usd),
            money(one.saved_usd),
            money(one.upfront_usd),
            f"{one.break_even_months:.1f} months",
        )
        for one in found
    )
    head = ("commitment", "term", "on demand", "with it", "saved a year", "upfront", "pays after")
    return Table(head, rows, texts=2)


def beside_owner(estimate: Estimate, owner: OwnerFigures) -> Table:
    """The owners' own table beside the estimate, then what it leaves out."""
    rows = [
        (figure.name, money(figure.usd), money(here.expected), _signed(here.expected - figure.usd))
        for figure in owner.figures
        for here in [estimate.of(*figure.services)]
    ]
    rows += [
        (f"{name}, left out", "", money(cost.expected), _signed(cost.expected))
        for name, cost in owner.left_out(estimate)
    ]
    if owner.complete:
        theirs, ours = sum(figure.usd for figure in owner.figures), estimate.cost.expected
        rows.append(("all", money(theirs), money(ours), _signed(ours - theirs)))
    return Table((owner.requirement, "owner", "here", "difference"), tuple(rows))


def changes(change: CostChange, most: int = 20) -> Table:
    """The resources whose cost changes most."""
    rows = tuple((address, _signed(cost.expected)) for address, cost in change.by_address()[:most])
    return Table(("resource", "USD a month"), rows)


def _shares(name: str, estimate: Estimate, shares: Sequence[Share], unsure: set[str]) -> Table:
    everything = Share("all", estimate.fixed, estimate.by_usage)
    rows = tuple(
        (
            share.name + (UNVERIFIED if share.name in unsure else ""),
            money(share.fixed.expected),
            money(share.by_usage.expected),
            *(money(month) for month in (share.cost.low, share.cost.expected, share.cost.high)),
        )
        for share in (*shares, everything)
        if share.cost != NONE or share is everything
    )
    return Table((name, "fixed", "by usage", *MONTHS), rows)


def _signed(amount: float) -> str:
    return f"{amount:+,.2f}"
