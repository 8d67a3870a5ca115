"""One real plan a target and test session, however many workers share the tests."""

import fcntl
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from settings.target import Target
from stacks.synth import synthesise
from tests.plans import REPOSITORY, TARGETS
from tests.plans.plan import Plan
from tests.plans.planning import PlanError, make_plan


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder that all pytest-xdist workers of this session have in common, and only this user can look into."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "plans"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def plan_of(session_folder: Path) -> Callable[[str], Plan]:
    """The plan of a target id. The first test of the session that asks makes it, in whichever worker; others wait."""

    @cache
    def plan(target_id: str) -> Plan:
        target = Target.parse(target_id)
        with (session_folder / f"{target.stack_id}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = session_folder / f"{target.stack_id}.json"
            if not kept.exists():
                kept.write_text(json.dumps(_made(target, session_folder / target.stack_id)))
        made = json.loads(kept.read_text())
        if "failure" in made:
            raise PlanError(made["failure"])
        return Plan(target, **made)

    return plan


@pytest.fixture
def plan(request: pytest.FixtureRequest, plan_of: Callable[[str], Plan]) -> Plan:
    """The plan of the target that the test names with `on(...)`."""
    return plan_of(request.param)


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """Target id -> emitted root, of every target, without a plan."""
    made = synthesise([Target.parse(target) for target in TARGETS], REPOSITORY, tmp_path_factory.mktemp("roots"))
    return {root.target.id: json.loads(root.root_file.read_text()) for root in made}


def _made(target: Target, folder: Path) -> dict[str, Any]:
    """What a Plan is made of. A failure is kept like a plan: it takes as long, and every test would repeat it."""
    folder.mkdir(exist_ok=True)
    try:
        plan = make_plan(target, REPOSITORY, folder)
    except PlanError as error:
        return {"failure": str(error)}
    return {"json": plan.json, "root": plan.root}
