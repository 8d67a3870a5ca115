"""P-04: the way up from hobby to enterprise, planned from the state of the smaller scale, without AWS.

tests/upgrade really goes it, on an AWS on this machine.
"""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

from settings.target import Target
from tests.plans import REPOSITORY
from tests.plans.plan import Plan, type_of
from tests.plans.planning import plan_of_root
from tests.plans.pretended_state import state_after

HOBBY, ENHANCED_HOBBY, ENTERPRISE = (
    f"macro-ai-production/{scale}" for scale in ("hobby", "enhanced-hobby", "enterprise")
)
STEPS = ((HOBBY, ENHANCED_HOBBY), (ENHANCED_HOBBY, ENTERPRISE))

REVISIONS = {"aws_ecs_task_definition.api_task", "aws_ecs_task_definition.migrate_task"}
"""A task definition has no other way to change. The revision before stays, as skip_destroy says, and what runs it too."""

Next = Callable[[str, str], Plan]


@pytest.fixture(scope="module")
def plan_of_next(plan_of: Callable[[str], Plan], tmp_path_factory: pytest.TempPathFactory) -> Next:
    """The plan of a target whose deployment has the other target's scale now."""
    made: dict[tuple[str, str], Plan] = {}

    def plan(now: str, wanted: str) -> Plan:
        if (now, wanted) not in made:
            root, folder = plan_of(wanted).root, tmp_path_factory.mktemp("next")
            state = state_after(plan_of(now))
            made[now, wanted] = plan_of_root(Target.parse(wanted), root, REPOSITORY, folder, state)
        return made[now, wanted]

    return plan


def destroyed(plan: Plan) -> set[str]:
    return {address for address, actions in plan.changes.items() if actions in (["delete"], ["forget"])}


def replaced(plan: Plan) -> set[str]:
    return {address for address, actions in plan.changes.items() if {"create", "delete"} <= set(actions)}


@pytest.mark.requirement("P-04")
@pytest.mark.parametrize(("now", "wanted"), STEPS)
def test_nothing_is_destroyed_on_the_way_up_and_only_task_definitions_are_replaced(
    plan_of_next: Next, now: str, wanted: str
):
    plan = plan_of_next(now, wanted)
    assert destroyed(plan) == set()
    assert replaced(plan) <= REVISIONS


@pytest.mark.requirement("P-04", "C-20")
@pytest.mark.parametrize(("now", "wanted"), STEPS)
def test_nothing_of_the_service_changes_that_codedeploy_alone_may_change(plan_of_next: Next, now: str, wanted: str):
    [change] = [
        one["change"]
        for one in plan_of_next(now, wanted).json["resource_changes"]
        if one["address"] == "aws_ecs_service.api"
    ]
    changed = {name for name, value in change["after"].items() if value != change["before"][name]}
    assert changed <= {"desired_count"}


@pytest.mark.requirement("P-04")
@pytest.mark.parametrize(("now", "wanted"), STEPS)
def test_the_scales_have_one_state_and_one_name(plan_of: Callable[[str], Plan], now: str, wanted: str):
    first, second = plan_of(now), plan_of(wanted)
    assert first.root["terraform"]["backend"] == second.root["terraform"]["backend"]
    assert first.deployment == second.deployment
    assert [plan.root["output"]["scale"]["value"] for plan in (first, second)] == [now, wanted]


@pytest.mark.requirement("P-04")
def test_the_secrets_of_neon_and_upstash_stay_until_the_data_has_moved(plan_of_next: Next):
    plan = plan_of_next(ENHANCED_HOBBY, ENTERPRISE)
    kept = ("cache_url", "database_direct_url", "database_url")
    for name in kept:
        before_and_after = plan.changes[f"aws_secretsmanager_secret.{name}"]
        assert before_and_after == ["no-op"]
    assert {f"aws_vpc_security_group_egress_rule.api_to_internet_{port}" for port in (443, 5432, 6379)} <= set(
        plan.resources
    )


def test_a_replacement_would_be_seen(plan_of: Callable[[str], Plan], tmp_path: Path):
    now = plan_of(HOBBY)
    root = copy.deepcopy(dict(now.root))
    root["resource"]["aws_vpc"]["network"]["cidr_block"] = "10.99.0.0/16"
    del root["resource"]["aws_kms_alias"]
    plan = plan_of_root(now.target, root, REPOSITORY, tmp_path, state_after(now))
    assert destroyed(plan) == {"aws_kms_alias.encryption_key"}
    assert {"aws_vpc", "aws_subnet", "aws_security_group"} <= {type_of(address) for address in replaced(plan)}
