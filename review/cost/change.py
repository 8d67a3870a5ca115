"""What a plan changes of a month's cost, and what a person should know of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.cost.amount import NONE, Amount, total
from review.cost.estimate import estimate
from review.cost.line import Estimate, Line
from review.cost.surroundings import as_number, blocks, value
from review.cost.usage import UsageInputs
from review.model import Finding, Plan, Resource, Severity

CATEGORY = "cost"
JUMP_SHARE, JUMP_USD = 0.20, 10.0
"""An increase by more than both is worth a sentence."""
LARGE_JUMP_SHARE, LARGE_JUMP_USD = 1.0, 200.0
"""An increase by more than either, and by more than the above, is worth stopping for."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a month may cost, in US dollars, and the resource that says so."""

    usd: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class CostChange:
    """What a month costs now and after the plan."""

    before: Estimate
    after: Estimate
    budget: Budget | None = None
    """The one that the plan itself leaves behind."""

    @property
    def difference(self) -> Amount:
        return self.after.cost - self.before.cost

    def by_address(self) -> list[tuple[str, Amount]]:
        """Each resource whose cost changes and by how much, the largest change first."""
        before, after = _by_address(self.before.lines), _by_address(self.after.lines)
        changes = [
            (address, after.get(address, NONE) - before.get(address, NONE)) for address in sorted({*before, *after})
        ]
        return sorted((one for one in changes if one[1]), key=lambda one: -abs(one[1].expected))


def change(plan: Plan, usage: UsageInputs | None = None) -> CostChange:
    """What the plan changes, at the same usage before and after."""
    facts = {"references": plan.argument_references, "regions": plan.regions}
    return CostChange(
        before=estimate(plan.before, usage, **facts),
        after=estimate(plan.after, usage, **facts),
        budget=_budget(plan.after),
    )


def cost_findings(change: CostChange, budget_usd: float | None = None) -> list[Finding]:
    """What a person should know of the cost. `budget_usd` counts before the budget that is in the plan."""
    own = change.budget or Budget(0.0)
    budget = own if budget_usd is None else Budget(budget_usd, own.address)
    return [*_jump(change), *(_over(change.after.cost, budget) if budget.usd else ()), *_unpriced(change)]


def _jump(change: CostChange) -> Iterator[Finding]:
    was, more = change.before.cost.expected, change.difference.expected
    if not was or more <= JUMP_USD or more <= was * JUMP_SHARE:
        return
    address, largest = max(change.by_address(), key=lambda one: one[1].expected)
    large = more > LARGE_JUMP_USD or more > was * LARGE_JUMP_SHARE
    yield Finding(
        rule="cost-jump",
        category=CATEGORY,
        severity=Severity.HIGH if large else Severity.MEDIUM,
        address=address,
        reason=f"An expected month costs {usd(was + more)} instead of {usd(was)}, {more / was:.0%} more; "
        f"{address} alone adds {usd(largest.expected)}.",
        advice="Make sure that somebody who pays for it knows, and that the usage block of the settings fits.",
    )


def _over(cost: Amount, budget: Budget) -> Iterator[Finding]:
    months = (
        (cost.low, "over-budget", Severity.HIGH, "Even a quiet month"),
        (cost.expected, "over-budget", Severity.HIGH, "An expected month"),
        (cost.high, "near-budget", Severity.LOW, "A busy month"),
    )
    for amount, rule, severity, month in months:
        if amount > budget.usd:
            yield Finding(
                rule=rule,
                category=CATEGORY,
                severity=severity,
                address=budget.address,
                reason=f"{month} costs {usd(amount)}, {usd(amount - budget.usd)} more than the budget of "
                f"{usd(budget.usd)}.",
                advice="Make it smaller where `stackwright cost` shows the largest parts, or raise the budget.",
            )
            return


def _unpriced(change: CostChange) -> Iterator[Finding]:
    known = {(one.address, one.reason) for one in change.before.unpriced}
    new = [one for one in change.after.unpriced if (one.address, one.reason) not in known]
    if new:
        kinds = ", ".join(sorted({one.type for one in new}))
        yield Finding(
            rule="cost-unknown",
            category=CATEGORY,
            severity=Severity.INFO,
            address=new[0].address,
            reason=f"The cost of {len(new)} new {'resource' if len(new) == 1 else 'resources'} is not known: {kinds}.",
            advice="Look it up at https://calculator.aws/; it is in none of the figures.",
        )


def _budget(resources: Mapping[str, Resource]) -> Budget | None:
    """The budget of what the plan is about: one for some tags only. That of a whole account says nothing here."""
    for resource in resources.values():
        if resource.type == "aws_budgets_budget" and value(resource, "limit_unit") == "USD":
            filtered = blocks(resource.values, "cost_filter")
            if filtered and value(resource, "time_unit") == "MONTHLY":
                return Budget(as_number(value(resource, "limit_amount")), resource.address)
    return None


def _by_address(lines: tuple[Line, ...]) -> dict[str, Amount]:
    grouped: dict[str, list[Amount]] = {}
    for line in lines:
        grouped.setdefault(line.address, []).append(line.cost)
    return {address: total(costs) for address, costs in grouped.items()}


def usd(amount: float) -> str:
    """`1,234.50 USD`."""
    return f"{amount:,.2f} USD"
