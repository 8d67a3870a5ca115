"""Each target's plan against its inventory in tests/inventories/."""

import pytest

from stacks import inventory
from tests.plans import REPOSITORY, TARGETS, on_every_target
from tests.plans.plan import Plan

INVENTORIES = REPOSITORY / inventory.FOLDER


@on_every_target
def test_plan_is_what_the_inventory_says(plan: Plan, rewrite: bool):
    subject = inventory.Subject("plan", plan.target.id, plan.resources)
    path = REPOSITORY / inventory.path_of(plan.target.id)
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(inventory.rewritten(inventory.read(path), subject))
    found = inventory.differences(inventory.parse(inventory.read(path)), subject)
    if found:
        pytest.fail(inventory.failure(subject, found), pytrace=False)


def test_every_inventory_belongs_to_a_target():
    files = {path.relative_to(INVENTORIES).as_posix() for path in INVENTORIES.rglob("*") if path.is_file()}
    assert sorted(files - {f"{target}.yaml" for target in TARGETS}) == []


@pytest.mark.parametrize("target", TARGETS)
def test_inventory_is_short_enough_to_be_read(target: str):
    lines = inventory.read(REPOSITORY / inventory.path_of(target)).splitlines()
    assert len(lines) <= inventory.LONGEST_LINES
