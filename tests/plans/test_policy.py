"""The repository's own plans against its own policy, with what policy.toml accepts."""

from datetime import date

import pytest

from review.plan import read_plan
from review.policy.accepted import judged, load
from review.policy.check import RULES, check
from tests.plans import REPOSITORY, on_every_target
from tests.plans.plan import Plan

ACCEPTED = load(REPOSITORY / "policy.toml", "policy.toml", [rule.id for rule in RULES])


@on_every_target
@pytest.mark.requirement("C-34")
def test_every_plan_keeps_the_policy(plan: Plan):
    # Not today's date: a test says the same every day. The review itself fails on what has expired.
    before_any_expiry = min((each.expires for each in ACCEPTED), default=date.max)
    found = judged(check(read_plan(plan.json), {}), ACCEPTED, plan.target.id, before_any_expiry)
    assert [f"{each.address}: {each.reason}" for each in found.findings] == []


def test_nothing_is_accepted_that_no_rule_knows():
    assert {each.rule for each in ACCEPTED} <= {rule.id for rule in RULES}
