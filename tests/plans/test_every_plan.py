"""What holds for every target, whatever it asks for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from settings.target import Target
from tests.plans import TARGETS, checks, on, on_every_target
from tests.plans.plan import Plan, without_key

ENVIRONMENTS = tuple(target for target in TARGETS if Target.parse(target).kind == "environment")
ANY_RESOURCE = Path(__file__).with_name("any_resource.yaml")


def proves(check: checks.Check, *ids: str) -> object:
    return pytest.param(check, marks=pytest.mark.requirement(*ids), id=check.__name__)


@on_every_target
@pytest.mark.parametrize(
    "check",
    [
        proves(checks.data_sources, "C-01"),
        proves(checks.hashed_addresses, "C-01"),
        proves(checks.not_created, "C-01"),
        proves(checks.untagged, "C-06"),
        proves(checks.known_secrets, "C-17"),
        proves(checks.careless_log_groups, "C-14"),
        proves(checks.open_to_the_internet, "C-10"),
    ],
)
def test_nothing_is_wrong(plan: Plan, check: checks.Check):
    assert list(check(plan)) == []


@on_every_target
@pytest.mark.requirement("C-01")
def test_what_was_emitted_is_what_is_planned(plan: Plan):
    emitted = {f"{of_type}.{name}" for of_type, blocks in plan.root["resource"].items() for name in blocks}
    assert {without_key(address) for address in plan.resources} == emitted


@on(*ENVIRONMENTS)
@pytest.mark.requirement("C-30")
def test_every_environment_has_a_budget_with_alerts_on_what_is_spent_and_what_will_be(plan: Plan):
    told = {
        (notice["notification_type"], notice["threshold"])
        for notice in plan.resources["aws_budgets_budget.budget"]["notification"]
    }
    assert told >= {("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)}


@pytest.mark.requirement("C-16")
def test_the_actions_allowed_on_any_resource_are_those_with_a_reason(roots: Mapping[str, Mapping[str, Any]]):
    reasons = yaml.safe_load(ANY_RESOURCE.read_text()) or {}
    assert checks.any_resource_faults(roots, reasons) == []
