"""One real plan a target and test session."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from settings.target import Target
from stacks.synth import synthesise
from tests.plans import REPOSITORY, TARGETS
from tests.plans.plan import Plan
from tests.plans.planning import make_plan

MakePlan = Callable[[str], Plan]


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> MakePlan:
    """The plan of a target id, made when it is first asked for. A failure is kept too: it takes as long as a plan."""
    made: dict[str, Plan | Exception] = {}

    def plan(target_id: str) -> Plan:
        if target_id not in made:
            target = Target.parse(target_id)
            try:
                made[target_id] = make_plan(target, REPOSITORY, tmp_path_factory.mktemp(f"plan-{target.stack_id}"))
            except Exception as error:
                made[target_id] = error
        result = made[target_id]
        if isinstance(result, Exception):
            raise result
        return result

    return plan


@pytest.fixture
def plan(request: pytest.FixtureRequest, plans: MakePlan) -> Plan:
    """The plan of the target that the test names with `on(...)`."""
    return plans(request.param)


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """Target id -> emitted root, of every target, without a plan."""
    made = synthesise([Target.parse(target) for target in TARGETS], REPOSITORY, tmp_path_factory.mktemp("roots"))
    return {root.target.id: json.loads(root.root_file.read_text()) for root in made}
