"""A review as lines of text, each with a style of rich's, for a terminal and for logs."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from review.model import Action, Change, Finding, NotJudged, Severity
from review.render.words import both, by_severity, counted, dotted, headline, left_out, plain, shown, title
from review.review import Review

Line: TypeAlias = tuple[str, str]
"""Text and style."""

STYLES: Final = {
    Action.CREATE: "green",
    Action.UPDATE: "yellow",
    Action.REPLACE: "magenta",
    Action.DESTROY: "red",
}
SEVERITIES: Final = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "",
}
HEADING: Final = "bold"
MANY_CREATED: Final = 20
"""From so many new resources on they are counted by component instead of listed."""
MOST_ADDRESSES: Final = 3


def lines(review: Review, *, width: int | None = None) -> Iterator[Line]:
    """The whole review. Texts are wrapped at `width` characters, or not at all."""
    plan = review.plan
    yield f"{plain(review.title)}: {headline(plan)}", HEADING
    if plan.no_ops:
        yield left_out(plan.no_ops), ""
    sections = (
        (f"Findings ({by_severity(one.severity for one in review.findings)})", finding_lines(review.findings, width)),
        ("Cost", cost_lines(review)),
        ("Changes", change_lines(plan.changes)),
        ("Outputs", (f"  {plain(one.name)}: {shown(one.before)} -> {shown(one.after)}" for one in plan.outputs)),
        ("Changed outside Terraform", change_lines(plan.drift)),
        ("Not judged", not_judged_lines(review.not_judged, width)),
        (
            "Accepted",
            (f"  {one.finding.rule} {one.finding.address}: {one.reason} ({one.where})" for one in review.accepted),
        ),
    )
    for heading, found in sections:
        listed = [(line, "") if isinstance(line, str) else line for line in found]
        if listed:
            yield "", ""
            yield heading, HEADING
            yield from listed


def finding_lines(findings: Iterable[Finding], width: int | None = None) -> Iterator[Line]:
    """Each finding: how bad, what, where, why, and what to do, which is said once however often it applies."""
    said: set[str] = set()
    for one in findings:
        where = plain(one.address) or "the whole plan"
        yield f"  {str(one.severity).upper():<8}  {one.category:<12}  {where}", SEVERITIES[one.severity]
        yield from ((line, "") for line in _wrapped(one.reason, width))
        if one.advice not in said:
            yield from ((line, "dim") for line in _wrapped(f"> {one.advice}", width))
            said.add(one.advice)
        if places(one):
            yield f"            {', '.join(places(one))}", "dim"


def places(finding: Finding) -> list[str]:
    """Where a person changes it: the line of settings first, then the line of code."""
    return [plain(place) for place in (finding.source.settings, finding.source.code) if place]


def change_lines(changes: Iterable[Change]) -> Iterator[Line]:
    """Each change with its values; many new resources by component."""
    listed = list(changes)
    new = [change for change in listed if change.action is Action.CREATE and change.import_id is None]
    grouped = len(new) >= MANY_CREATED
    if grouped:
        components = Counter(change.resource.component or "untagged" for change in new)
        text = ", ".join(f"{count} {name}" for name, count in sorted(components.items()))
        yield f"  + {counted(len(new), 'new resource')}: {plain(text)}", STYLES[Action.CREATE]
    for change in listed:
        if change.action is Action.READ or (grouped and change.action is Action.CREATE and change.import_id is None):
            continue
        yield title(change), STYLES.get(change.action, "")
        for one in change.attributes:
            before, after = both(one)
            forces = "  # forces replacement" if one.forces_replacement else ""
            yield f"        {dotted(one.path)}: {before} -> {after}{forces}", ""
    folded = sum(change.folded for change in listed)
    if folded:
        yield f"  {counted(folded, 'difference')} left out: another order or spelling, or set by the provider.", "dim"


def cost_lines(review: Review) -> Iterator[str]:
    """What a month costs after the plan, how that changes, and whose cost changes most."""
    cost = review.cost
    if cost is None or not (cost.before.lines or cost.after.lines or cost.after.unpriced):
        return
    after, more = cost.after.cost, cost.difference
    yield (
        f"  {after.expected:,.2f} USD in an expected month ({after.low:,.2f} quiet, {after.high:,.2f} busy), "
        f"{more.expected:+,.2f} by this plan"
    )
    for address, amount in cost.by_address()[:MOST_ADDRESSES]:
        if cost.before.lines:
            yield f"  {amount.expected:+12,.2f}  {plain(address)}"
    if cost.after.unpriced:
        yield f"  not in it, as nobody knows the price: {counted(len(cost.after.unpriced), 'resource')}"


def not_judged_lines(not_judged: Iterable[NotJudged], width: int | None = None) -> Iterator[str]:
    for one in not_judged:
        text = f"{one.type}: {one.reason} ({_first(one.addresses)})"
        yield from _wrapped(plain(text), width, indent="  ", hanging="    ")


def _first(addresses: tuple[str, ...]) -> str:
    more = len(addresses) - MOST_ADDRESSES
    return ", ".join(addresses[:MOST_ADDRESSES]) + (f" and {more} more" if more > 0 else "")


def _wrapped(text: str, width: int | None, indent: str = " " * 12, hanging: str = " " * 12) -> list[str]:
    if width is None:
        return [f"{indent}{plain(text)}"]
    return textwrap.wrap(
        plain(text),
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
