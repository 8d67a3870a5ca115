"""Each target's plan against its inventory in tests/inventories/."""

from pathlib import Path

import pytest

from tests.plans import REPOSITORY, TARGETS, inventory, on_every_target
from tests.plans.plan import Plan

INVENTORIES = REPOSITORY / "tests" / "inventories"


def path_of(target_id: str) -> Path:
    return INVENTORIES / f"{target_id}.yaml"


@on_every_target
def test_plan_is_what_the_inventory_says(plan: Plan, rewrite: bool):
    path = path_of(plan.target.id)
    command = f"pytest tests/plans/test_inventories.py -k {plan.target} --rewrite"
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(inventory.rewritten(inventory.read(path), plan, command))
    found = inventory.differences(inventory.parse(inventory.read(path)), plan)
    if found:
        pytest.fail(inventory.failure(path.relative_to(REPOSITORY).as_posix(), plan, found, command), pytrace=False)


def test_every_inventory_belongs_to_a_target():
    files = {path.relative_to(INVENTORIES).as_posix() for path in INVENTORIES.rglob("*") if path.is_file()}
    assert sorted(files - {f"{target}.yaml" for target in TARGETS}) == []


@pytest.mark.parametrize("target", TARGETS)
def test_inventory_is_short_enough_to_be_read(target: str):
    assert len(inventory.read(path_of(target)).splitlines()) <= inventory.LONGEST_LINES
