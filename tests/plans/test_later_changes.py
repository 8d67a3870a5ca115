"""What the READMEs of modules say about later changes of an input, against plans of such changes.

All changes of a target are planned at once, from a pretended state. What one of them does is told by the arguments that
differ when it is made alone.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Any

import pytest
from cdktf import App

from modules.base.later import IN_PLACE, INTERRUPTS, NEW_TASKS, UP_ONLY, Later
from review.risk.interruption import DATABASES, MACHINES, RESTARTS
from review.risk.stateful import lost_with
from review.risk.traffic import AWS as TRAFFIC
from settings import tfvars
from settings.environment import EnvironmentSettings
from settings.load import load_state, validated
from settings.shared import SharedSettings
from settings.target import Target
from stacks.environment import EnvironmentStack
from stacks.shared import SharedStack
from tests.plans import REPOSITORY
from tests.plans.later_changes import CHANGES, Change
from tests.plans.plan import Plan, type_of
from tests.plans.planning import PlanError, plan_of_root
from tests.plans.pretended_state import state_after

INTERRUPTING = {"engine_version", *(str(path[0]) for path in MACHINES), *RESTARTS}
TASKS = {
    "aws_ecs_task_definition": {"container_definitions", "cpu", "memory", "runtime_platform", "ephemeral_storage"},
    "aws_ecs_service": {"capacity_provider_strategy", "network_configuration", "load_balancer"},
}
"""The arguments with which other tasks start."""

WITH_ALL_IN_IT = {"aws_vpc", "aws_route53_zone"}
"""Whatever else is replaced with these is no claim of its own."""

Settings = EnvironmentSettings | SharedSettings
Changed = Mapping[str, set[str]]
"""Address -> the arguments that differ."""


def changed_settings(target: Target, *changes: Change) -> Settings:
    """The settings of a target after the changes, by the rules of each module but not those between them."""
    values = json.loads(json.dumps(tfvars.read(REPOSITORY / target.tfvars_path, REPOSITORY).values))
    for change in changes:
        for path, value in {change.path: change.value, **change.beside}.items():
            *around, name = path.split(".")
            reduce(lambda at, key: at.setdefault(key, {}), around, values)[name] = value
    model = EnvironmentSettings if target.kind == "environment" else SharedSettings
    settings, complaints = validated(model, values, (), target)
    assert settings is not None, [str(complaint) for complaint in complaints]
    return settings


def parts(target: Target, settings: Settings, folder: Path) -> dict[str, Any]:
    """Resources and outputs as they are emitted, but for `prevent_destroy`, which would refuse the whole plan."""
    state, app = load_state(REPOSITORY).settings, App(outdir=str(folder))
    if isinstance(settings, EnvironmentSettings):
        stack = EnvironmentStack(app, target, settings, state)
    else:
        stack = SharedStack(app, target, settings, state)
    made = json.loads(json.dumps(stack.collection.to_terraform()))
    for blocks in made["resource"].values():
        for arguments in blocks.values():
            arguments.get("lifecycle", {}).pop("prevent_destroy", None)
    return made


@pytest.fixture(scope="module")
def plan_of_changes(plan_of: Callable[[str], Plan], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """The plan of all changes of a target."""
    made: dict[str, Plan | PlanError] = {}

    def planned(target_id: str) -> Plan | PlanError:
        now, folder = plan_of(target_id), tmp_path_factory.mktemp("changed")
        target = Target.parse(target_id)
        settings = changed_settings(target, *(change for change in CHANGES if change.target == target_id))
        try:
            root = {**now.root, **parts(target, settings, folder)}
            return plan_of_root(target, root, REPOSITORY, folder, state_after(now))
        except PlanError as error:
            return error

    def plan(target_id: str) -> Plan:
        found = made[target_id] = made.get(target_id) or planned(target_id)
        if isinstance(found, PlanError):
            raise found
        return found

    return plan


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Of resources that stay: address -> arguments that are not the same."""
    for terraform_type, blocks in before["resource"].items():
        for name, old in blocks.items():
            new = after["resource"].get(terraform_type, {}).get(name)
            if new is not None and new != old:
                changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
                yield f"{terraform_type}.{name}", changed - {"lifecycle", "depends_on"}


def replaced(plan: Plan, changed: Changed) -> set[str]:
    """The types that the changed arguments replace, if that loses something or stops requests."""
    types = set()
    for one in plan.json["resource_changes"]:
        address, change = one["address"], one["change"]
        causes = {path[0] for path in change.get("replace_paths", [])} & changed.get(address, set())
        beside_old_one = plan.arguments(address).get("lifecycle", {}).get("create_before_destroy") if causes else None
        if causes and (lost_with(one["type"], change["before"]) or (one["type"] in TRAFFIC and not beside_old_one)):
            types.add(one["type"])
    return types


def has_new_tasks(changed: Changed) -> bool:
    return any(arguments & TASKS.get(type_of(address), set()) for address, arguments in changed.items())


def interrupts(changed: Changed) -> bool:
    return any(type_of(address) in DATABASES and arguments & INTERRUPTING for address, arguments in changed.items())


def said(settings: Settings, path: str) -> Later:
    *around, name = path.split(".")
    inputs = reduce(lambda at, key: at[key] if isinstance(at, dict) else getattr(at, key), around, settings)
    return type(inputs).later_changes()[name]


@pytest.fixture(scope="module")
def parts_now(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Target], dict[str, Any]]:
    """The parts of a target as they are."""
    return cache(lambda target: parts(target, changed_settings(target), tmp_path_factory.mktemp("now")))


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_later_change_does_what_the_readme_says(
    plan_of: Callable[[str], Plan],
    plan_of_changes: Callable[[str], Plan],
    parts_now: Callable[[Target], dict[str, Any]],
    change: Change,
    tmp_path: Path,
):
    target = Target.parse(change.target)
    settings = changed_settings(target, change)
    later = said(settings, change.path)
    changed = dict(differences(parts_now(target), parts(target, settings, tmp_path)))
    types = replaced(plan_of_changes(change.target), changed)
    claimed = {*later.replaces} & {type_of(address) for address in plan_of(change.target).resources}
    if claimed & WITH_ALL_IN_IT:
        assert claimed <= types
        return
    assert types == claimed
    if claimed:
        return
    if later in (IN_PLACE, NEW_TASKS, INTERRUPTS, UP_ONLY):
        assert interrupts(changed) == (later in (INTERRUPTS, UP_ONLY))
        assert has_new_tasks(changed) == (later == NEW_TASKS)
