"""`stackwright cost`: what does a month cost?"""

from pathlib import Path
from typing import Annotated, Any

import typer

from review.cost import as_json, tables
from review.cost.amount import Amount
from review.cost.commitments import commitments
from review.cost.line import Estimate
from review.cost.owner_figures import Edit, owner_figures
from review.cost.tables import Table, money
from scripts.base import cost_target
from scripts.base.boundary import UsageError
from scripts.base.cost_target import WayToTarget
from scripts.base.costing import Costed, costed, costed_with
from scripts.base.options import Json
from scripts.base.screen import Screen
from settings.problem import SettingsError
from settings.target import Target, discover, find_root
from settings.tfvars import parsed

LARGEST_DIFFERENCES = 5


def main(
    target_name: Annotated[
        str | None, typer.Argument(metavar="[TARGET]", help="<system>/<environment>, such as macro-ai/dev.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All targets, beside what their owners say.")] = False,
    conditions: Annotated[
        list[str] | None,
        typer.Option("--if", metavar="KEY=VALUE", help="With another setting; KEY= leaves it out. May be repeated."),
    ] = None,
    show_lines: Annotated[bool, typer.Option("--lines", help="Every line of the bill too.")] = False,
    show_commitments: Annotated[
        bool, typer.Option("--commitments", help="What reservations and Savings Plans would save too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show what a month costs, from the settings alone.

    It needs no AWS, no plan and no network. Prices are those of review/prices/, on demand, without tax, support and
    credits. What AWS prices by use follows the usage block of the settings, in a quiet, an expected and a busy month.

    Examples:
    stackwright cost macro-ai/prod
    stackwright cost macro-ai/prod --if database.instance_class=db.t4g.large
    stackwright cost --all
    """
    if (target_name is None) != everything:
        raise UsageError("Name a target, or say --all for all of them; not both")
    if everything and (conditions or show_lines or show_commitments):
        raise UsageError("--if, --lines and --commitments are about one target")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    if target_name is None:
        _show_all(costed(discover(root), root), screen)
        return
    target = Target.existing(target_name, root)
    edits = [_edit(condition) for condition in conditions or ()]
    found = costed_with(target, root, edits) if edits else costed([target], root)[0]
    way = None if edits else _way(found, root)
    _show(found, screen, way)
    if show_lines:
        _section(screen, tables.lines(found.estimate))
    if show_commitments:
        _section(screen, tables.commitments(commitments(found.estimate)))
    screen.document(_document(found, way))


def _show(found: Costed, screen: Screen, way: WayToTarget | None) -> None:
    screen.say(_headline(found))
    _section(screen, tables.services(found.estimate))
    _section(screen, tables.components(found.estimate))
    for line in _notes(found.estimate, found.target):
        screen.say(line)
    owner = owner_figures().get(found.target.id)
    if owner is not None:
        _section(screen, tables.beside_owner(found.estimate, owner))
    if way is not None:
        screen.say()
        for line in cost_target.lines(way):
            screen.say(line)


def _headline(found: Costed) -> str:
    cost, fixed = found.estimate.cost, found.estimate.fixed
    said = f"{found.target}: a month costs {_months(cost)}; {money(fixed.expected)} is fixed"
    if found.budget_usd is None:
        return said
    left = found.budget_usd - cost.expected
    return f"{said}. The budget is {money(found.budget_usd)} USD, {money(abs(left))} {'more' if left >= 0 else 'LESS'}"


def _notes(estimate: Estimate, target: Target) -> list[str]:
    notes = []
    if estimate.unverified:
        share = money(estimate.unverified.expected)
        notes += ["", f"{tables.UNVERIFIED} {share} USD rest on prices that nobody could check:"]
        notes += tables.sources(estimate).lines()
    if estimate.unpriced:
        notes += ["", "Without a price here, and in none of the figures:"]
        notes += [f"{one.address}: {one.reason}" for one in estimate.unpriced]
    if estimate.assumed:
        notes += ["", f"Assumed, as usage in {target.tfvars_path} does not say it: {', '.join(estimate.assumed)}"]
    return notes


def _show_all(found: list[Costed], screen: Screen) -> None:
    owners = owner_figures()
    rows = []
    for one in found:
        cost = one.estimate.cost
        owner = owners.get(one.target.id)
        rows.append(
            (
                one.target.id,
                money(one.estimate.fixed.expected),
                *(money(month) for month in (cost.low, cost.expected, cost.high)),
                "" if one.budget_usd is None else money(one.budget_usd),
                "" if owner is None or owner.claimed_usd is None else money(owner.claimed_usd),
                "" if owner is None or owner.claimed_usd is None else f"{cost.expected - owner.claimed_usd:+,.2f}",
            )
        )
    head = ("target", "fixed", *tables.MONTHS, "budget", "owner", "difference")
    for line in Table(head, tuple(rows)).lines():
        screen.say(line)
    for one in found:
        if one.target.id in owners:
            screen.say()
            screen.say(_explained(one))
    screen.document({"targets": [_document(one, None) for one in found]})


def _explained(one: Costed) -> str:
    """Where the largest differences to the owners' own table lie."""
    owner = owner_figures()[one.target.id]
    differences = [
        (figure.name, one.estimate.of(*figure.services).expected - figure.usd) for figure in owner.figures
    ] + [(f"{name}, which they left out,", cost.expected) for name, cost in owner.left_out(one.estimate)]
    largest = sorted(differences, key=lambda difference: -abs(difference[1]))[:LARGEST_DIFFERENCES]
    said = "; ".join(f"{name} {amount:+,.2f}" for name, amount in largest)
    return f"{one.target} beside {owner.requirement}: {said}"


def _way(found: Costed, root: Path) -> WayToTarget | None:
    owner = owner_figures().get(found.target.id)
    if owner is None:
        return None

    def price(edits: Any) -> float:
        return costed_with(found.target, root, edits).estimate.cost.expected

    return cost_target.way_to_target(found.estimate, owner, price)


def _edit(condition: str) -> Edit:
    """`KEY=VALUE`, where the value is as in a tfvars file, or a text without its quotes."""
    key, sign, value = condition.partition("=")
    if not sign or not key.strip():
        raise UsageError(f"--if needs KEY=VALUE, such as cluster.container_insights=disabled, got {condition}")
    if not value.strip():
        return Edit(key.strip())
    try:
        return Edit(key.strip(), parsed(f"value = {value}\n", "--if").values["value"])
    except SettingsError:
        return Edit(key.strip(), value.strip())


def _document(found: Costed, way: WayToTarget | None) -> dict[str, Any]:
    told = {} if way is None else {"owner": cost_target.document(way)}
    return {"target": found.target.id, "budget": found.budget_usd, **as_json.document(found.estimate), **told}


def _section(screen: Screen, table: Table) -> None:
    screen.say()
    for line in table.lines():
        screen.say(line)


def _months(cost: Amount) -> str:
    return f"{money(cost.expected)} USD (quiet {money(cost.low)}, busy {money(cost.high)})"
