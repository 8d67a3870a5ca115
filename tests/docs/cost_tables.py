"""The tables of docs/cost.md."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from review.cost.amount import Amount
from review.cost.commitments import commitments
from review.cost.owner_figures import Edit, gbp, owner_figures
from review.cost.prices import prices, sources
from review.cost.tables import Table
from scripts.base import cost_target
from scripts.base.cost_target import WayToTarget, alternatives_table, steps_table
from scripts.base.costing import Costed
from settings.literal import literal_on_one_line

Price = Callable[[str, Sequence[Edit]], float]
"""Target id and edits -> US dollars of an expected month."""

SPOT: Final = {"fargate_weight": 0, "fargate_spot_weight": 1}
CHANGES: Final = (
    ("macro-ai/prod", [Edit("network.nat_gateway_count", 1)], "a zone's loss cuts off the tasks of all"),
    ("macro-ai/prod", [Edit("database.instance_class", "db.t4g.large")], "half the memory, and CPU that runs out"),
    (
        "macro-ai/staging",
        [Edit("services.api.capacity", SPOT), Edit("services.ui.capacity", SPOT)],
        "tasks stop at two minutes' notice",
    ),
    (
        "eloquent/prod",
        [Edit("network.interface_endpoints"), Edit("usage.traffic.nat_gib", 120)],
        "AWS's own services are reached through the NAT gateways",
    ),
    (
        "eloquent/prod",
        [Edit("tracing.sampling", {"reservoir_size": 0, "fixed_rate": 0.05})],
        "one request of twenty is traced, rare ones perhaps not",
    ),
    ("automatrix/prod", [Edit("database.read_replicas")], "reports slow the workflows down"),
    ("migrateai/production", [Edit("services.migrate-backend.cpu_architecture", "ARM64")], "the image has to be built for it"),
)  # fmt: skip
PRODUCTION: Final = (
    "automatrix/prod",
    "eloquent/prod",
    "macro-ai/prod",
    "macro-ai-production/enterprise",
    "migrateai/production",
)


def environments(found: Sequence[Costed]) -> Table:
    owners = owner_figures()
    rows = []
    for one in found:
        cost, owner = one.estimate.cost, owners.get(one.target.id)
        claimed = None if owner is None else owner.claimed_usd
        rows.append(
            (
                f"`{one.target.id}`",
                whole(one.estimate.fixed.expected),
                *months(cost),
                "" if one.budget_usd is None else whole(one.budget_usd),
                "" if claimed is None else whole(claimed),
            )
        )
    return Table(("target", "fixed", "quiet", "expected", "busy", "budget", "owner"), tuple(rows))


def beside_owner(found: Costed) -> Table:
    owner = owner_figures()[found.target.id]
    rows = [
        (figure.name, whole(figure.usd), whole(found.estimate.of(*figure.services).expected))
        for figure in owner.figures
    ]
    rows += [(name, "left out", whole(cost.expected)) for name, cost in owner.left_out(found.estimate)]
    rows.append(("all", whole(owner.claimed_usd or 0), whole(found.estimate.cost.expected)))
    return Table(("", "owner", "here"), tuple(rows))


def target(way: WayToTarget) -> str:
    """What is asked for, what breaks it, what would come closer."""
    over = way.usd - way.target_usd
    parts = [
        f"{way.owner.target_gbp:g} GBP is {whole(way.target_usd)} USD at {gbp().usd} USD a pound ({gbp().source.date}). An "
        f"expected month costs {whole(way.usd)} USD, {whole(way.usd / gbp().usd)} GBP: {whole(over)} USD more. "
        f"{', '.join(way.breaks)} alone cost {whole(way.breaks_usd)} USD.",
        "",
        "What the owners do not ask for and pay for:",
        "",
        *steps_table(way).markdown(),
        "",
        f"That leaves {whole(way.least_usd)} USD, {whole(way.least_usd / gbp().usd)} GBP, the cheapest that keeps to the "
        f"rest: {whole(way.least_usd - way.target_usd)} USD over.",
    ]
    if way.alternatives:
        parts += ["", "Below it only by giving something up, besides:", "", *alternatives_table(way).markdown()]
    return "\n".join(parts)


def changes(price: Price) -> Table:
    rows = []
    for name, edits, at_the_price_of in CHANGES:
        saved = price(name, []) - price(name, edits)
        rows.append((f"`{name}`", ", ".join(_setting(edit) for edit in edits), at_the_price_of, whole(saved)))
    return Table(("target", "setting", "at the price of", "saves"), tuple(rows), texts=3)


def all_commitments(found: Mapping[str, Costed]) -> Table:
    rows = tuple(
        (
            f"`{name}`",
            one.offer.name,
            f"{one.offer.months} months, {one.offer.payment}",
            whole(one.on_demand_usd),
            whole(one.monthly_usd),
            whole(one.saved_usd),
            f"{one.break_even_months:.1f} months",
            "" if one.offer.source.verified else "*",
        )
        for name in PRODUCTION
        for one in commitments(found[name].estimate)
    )
    head = ("environment", "commitment", "term", "on demand", "with it", "saved a year", "pays after", "")
    return Table(head, rows, texts=3)


def all_sources() -> Table:
    counts = {name: sum(price.source == source for price in prices().values()) for name, source in sources().items()}
    rows = tuple(
        (
            f"[{source.text}]({source.address})",
            source.date.isoformat(),
            "" if source.verified else "not verified",
            str(counts[name]),
        )
        for name, source in sources().items()
        if counts[name]
    )
    return Table(("source", "date", "", "prices"), rows, texts=3)


def way(found: Costed, price: Price) -> WayToTarget:
    owner = owner_figures()[found.target.id]
    way = cost_target.way_to_target(found.estimate, owner, lambda edits: price(found.target.id, edits))
    assert way is not None
    return way


def months(cost: Amount) -> tuple[str, str, str]:
    return whole(cost.low), whole(cost.expected), whole(cost.high)


def whole(amount: float) -> str:
    """Whole dollars: cents would change with every setting."""
    return f"{amount:,.0f}"


def _setting(edit: Edit) -> str:
    return f"`{edit.key}` left out" if edit.value is None else f"`{edit.key} = {literal_on_one_line(edit.value)}`"
