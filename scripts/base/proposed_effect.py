"""What a proposed file would do to its target: resources, cost and plan, as a person reads it before it is written."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from promotion.effect import Effect
from review.cost.amount import Amount
from review.cost.change import CostChange, usd
from review.cost.estimate import estimate
from review.cost.line import Estimate
from review.cost.root import read_root
from review.cost.usage import UsageInputs
from scripts.base.aws import Aws
from scripts.base.changes import STYLES, Changes
from scripts.base.proposed_roots import ProposedRoots
from scripts.base.screen import Screen, counted

SIGNS = {"add": "+", "change": "~", "remove": "-"}
EFFECT_STYLES = {"add": "green", "change": "yellow", "remove": "red"}


def show_effects(roots: ProposedRoots, screen: Screen) -> dict[str, Any]:
    """The resources that differ, without AWS; also for `--json`."""
    found = roots.effects()
    screen.say(f"\nEffect on {roots.target}", style="bold")
    for effect in found:
        screen.say(_line(effect), style=EFFECT_STYLES[effect.action])
    screen.say(f"  {counted(len(found), 'resource')} would differ" if found else "  no resource would differ")
    return {"resources": [asdict(effect) for effect in found]}


def show_cost(roots: ProposedRoots, usage: UsageInputs | None, screen: Screen) -> dict[str, Any]:
    """What a month costs before and after, in an expected month, and which resources make the difference."""
    before, after = (_estimate(root, usage) for root in roots.contents())
    change = CostChange(before, after)
    screen.say("\nCost of an expected month", style="bold")
    for address, amount in change.by_address():
        screen.say(f"  {_signed(amount)} {address}")
    screen.say(f"  {usd(before.cost.expected)} -> {usd(after.cost.expected)} ({_signed(change.difference)})")
    return {
        "monthly_usd": {"before": asdict(before.cost), "after": asdict(after.cost), "change": asdict(change.difference)}
    }


def show_plan(roots: ProposedRoots, aws: Aws | None, screen: Screen) -> dict[str, Any]:
    """What a deploy would change because of the proposal: against the state, or without AWS when `aws` is None."""
    if aws is None:
        found = roots.offline_changes(screen)
        title, pending = "Plan without AWS, where a change may turn out to be a replacement", None
    else:
        before, found = roots.changes(aws, screen)
        title, pending = "Plan", before
    screen.say(f"\n{title}", style="bold")
    known = {str(change) for change in pending.resources} if pending else set()
    for change in found.resources:
        if str(change) not in known:
            screen.say(f"  {change}", style=STYLES.get(change.action, ""))
    screen.say(f"  {_summary(found)}")
    if pending:
        screen.say(f"  a deploy would do this already, without the proposal: {pending.headline()}", style="yellow")
    return {"plan": found.document(), "plan_before": None if pending is None else pending.document()}


def _line(effect: Effect) -> str:
    arguments = f" ({', '.join(effect.arguments)})" if effect.arguments else ""
    return f"  {SIGNS[effect.action]} {effect.address}{arguments}"


def _estimate(root: Mapping[str, Any], usage: UsageInputs | None) -> Estimate:
    read = read_root(root)
    return estimate(read.resources, usage, references=read.references, regions=read.regions)


def _signed(amount: Amount) -> str:
    return f"{'+' if amount.expected >= 0 else '-'}{usd(abs(amount.expected))}"


def _summary(found: Changes) -> str:
    return found.headline() if found else "nothing would change"
