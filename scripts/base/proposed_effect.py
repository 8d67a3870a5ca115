"""What a proposed file would do to its target: resources, cost and plan, as a person reads it before it is written."""

from dataclasses import asdict
from typing import Any

from promotion.effect import Effect
from review.cost.amount import Amount
from review.cost.change import usd
from review.render.as_json import document
from review.render.lines import lines
from scripts.base.aws import Aws
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


def show_cost(roots: ProposedRoots, screen: Screen) -> dict[str, Any]:
    """What a month costs before and after, in an expected month, and which resources make the difference."""
    change = roots.cost()
    screen.say("\nCost of an expected month", style="bold")
    for address, amount in change.by_address():
        if round(amount.expected, 2):
            screen.say(f"  {signed(amount)} {address}")
    before, after = change.before.cost, change.after.cost
    screen.say(f"  {usd(before.expected)} -> {usd(after.expected)} ({signed(change.difference)})")
    return {"monthly_usd": {"before": asdict(before), "after": asdict(after), "change": asdict(change.difference)}}


def show_plan(roots: ProposedRoots, aws: Aws | None, screen: Screen) -> dict[str, Any]:
    """The review of what a deploy would do: against the state, or without AWS when `aws` is None."""
    pending = None
    if aws is None:
        review = roots.offline_review(screen)
        screen.say("\nPlan without AWS, where a change may turn out to be a replacement", style="bold")
    else:
        pending, review = roots.review(aws, screen)
        screen.say("\nPlan", style="bold")
    for text, style in lines(review):
        screen.say(f"  {text}" if text else "", style=style)
    if pending:
        screen.say(f"  a deploy would do this already, without the proposal: {pending.headline()}", style="yellow")
    return {"review": document(review), "pending": None if pending is None else pending.document()}


def _line(effect: Effect) -> str:
    arguments = f" ({', '.join(effect.arguments)})" if effect.arguments else ""
    return f"  {SIGNS[effect.action]} {effect.address}{arguments}"


def signed(amount: Amount) -> str:
    """What an expected month costs more, or less: `+3.65 USD`."""
    return f"{'+' if amount.expected >= 0 else '-'}{usd(abs(amount.expected))}"
