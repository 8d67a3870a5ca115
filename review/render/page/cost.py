"""What a month costs, and what the plan changes of it."""

from collections.abc import Sequence
from typing import Final

from review.cost.amount import Amount
from review.cost.change import CostChange, usd
from review.cost.line import Share, Unpriced
from review.render.page.element import Content, Safe, element, joined

_MONTHS: Final = ("", "quiet month", "expected month", "busy month")
_SHARES: Final = ("", "always due", "by usage", "expected month")
_LEAST_USD: Final = 0.005
"""Less is shown as nothing."""


def cost(change: CostChange) -> Safe:
    """Before and after, fixed and by usage, by component, and everything that is in no figure."""
    after = change.after
    rows = [
        _row("Now", change.before.cost),
        _row("Afterwards", after.cost, "strong"),
        _row("of it always due", after.fixed),
        _row("of it by usage", after.by_usage),
        _row("Difference", change.difference, sign=True),
    ]
    components = [share for share in after.by_component() if share.cost.high >= _LEAST_USD]
    return joined(
        element(
            "div",
            element("div", element("h3", "Together"), _table(_MONTHS, rows), _budget(change)),
            element("div", element("h3", "By component"), _table(_SHARES, [_share(one) for one in components])),
            class_="columns",
        ),
        element("p", "US dollars a month on demand, without tax, support and credits.", class_="muted"),
        _doubts(change),
    )


def _table(head: Sequence[str], rows: Sequence[Safe]) -> Safe:
    titles = element("tr", [element("th", one, scope="col") for one in head])
    return element(
        "div", element("table", element("thead", titles), element("tbody", rows), class_="figures"), class_="scroll"
    )


def _row(title: str, amount: Amount, style: str | None = None, *, sign: bool = False) -> Safe:
    figures = (amount.low, amount.expected, amount.high)
    shown = [element("td", f"{figure:+,.2f}" if sign else f"{figure:,.2f}") for figure in figures]
    return element("tr", element("th", title, scope="row"), shown, class_=style)


def _share(share: Share) -> Safe:
    figures = (share.fixed.expected, share.by_usage.expected, share.cost.expected)
    return element(
        "tr", element("th", share.name or "none", scope="row"), [element("td", f"{one:,.2f}") for one in figures]
    )


def _budget(change: CostChange) -> Safe | None:
    if change.budget is None or not change.budget.usd:
        return None
    share = change.after.cost.expected / change.budget.usd
    return element("p", f"An expected month is {share:.0%} of the budget of {usd(change.budget.usd)}.")


def _doubts(change: CostChange) -> Content:
    after = change.after
    doubts: list[Content] = []
    if after.unverified.expected:
        doubts.append(element("p", f"{usd(after.unverified.expected)} of it is by prices that nobody could verify."))
    if after.assumed:
        doubts.append(
            element(
                "p", "Assumed, as the usage block says nothing of it: ", element("code", ", ".join(after.assumed)), "."
            )
        )
    if after.unpriced:
        summary = element("summary", f"Without a price, and in no figure: {len(after.unpriced)}")
        doubts.append(
            element("details", summary, element("ul", [_unpriced(one) for one in after.unpriced], class_="plain"))
        )
    return doubts


def _unpriced(one: Unpriced) -> Safe:
    return element("li", element("code", one.address), f": {one.reason}")
