"""Everything that a review of a target's plan takes: its settings, the accepted findings, where things come from."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from review.errors import PolicyError
from review.model import Finding, Plan
from review.policy.accepted import Acceptance, Judged, judged, load
from review.policy.check import RULES, check
from review.policy.tags import RULES as TAG_RULES
from review.review import Review, review
from scripts.base.sources import sources
from settings.target import Target
from toolchain.errors import UserError

ACCEPTED_FILE: Final = "policy.toml"


def reviewed(plan: Plan, target: Target, root: Path, *, picture: bool = False, more: Iterable[Finding] = ()) -> Review:
    """The review of a plan of a target of ours, with its cost by the usage its settings name, and the policy.

    `more` is what other tools find.
    """
    from review.cost.change import change
    from scripts.base.settings import load as load_settings

    settings = load_settings(target, root).settings
    budget = getattr(settings, "budget", None)
    found = sources(target, root)
    policy = judged([*check(plan, found), *more], accepted(root), target.id, date.today())
    return review(
        plan,
        target.id,
        sources=found,
        policy=policy,
        cost=change(plan, getattr(settings, "usage", None)),
        budget_usd=None if budget is None else budget.monthly_usd,
        picture=_picture(plan, target.id) if picture else None,
    )


def reviewed_alone(plan: Plan, title: str, *, picture: bool = False) -> Review:
    """The review of a plan from anywhere: at usual usage, and without the tags that only ours must have."""
    from review.cost.change import change

    rules = [rule for rule in RULES if rule not in TAG_RULES]
    return review(
        plan,
        title,
        policy=Judged(tuple(check(plan, {}, rules))),
        cost=change(plan),
        picture=_picture(plan, title) if picture else None,
    )


def accepted(root: Path) -> tuple[Acceptance, ...]:
    """The findings of the policy that this repository accepts. Raises UserError with everything wrong with the file."""
    file = root / ACCEPTED_FILE
    if not file.exists():
        return ()
    try:
        return load(file, ACCEPTED_FILE, [rule.id for rule in RULES])
    except PolicyError as error:
        raise UserError(str(error)) from error


def _picture(plan: Plan, title: str) -> str:
    from review.picture.draw import picture

    return picture(plan, title=title)
