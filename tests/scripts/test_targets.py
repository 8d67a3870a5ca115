import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.conftest import REPOSITORY, Ended

Run = Callable[..., Ended]
NO_ROLES = {"plan_role": None, "apply_role": None, "push_role": None, "github_environment": None}


@pytest.fixture
def with_shared(repository: Path) -> Path:
    shutil.copy(REPOSITORY / "envs" / "macro-ai" / "shared.tfvars", repository / "envs" / "macro-ai")
    return repository


def entries(stackwright: Run, *targets: str) -> list[dict[str, Any]]:
    return stackwright("targets", *targets, "--json").document["targets"]


def test_lists_all_targets(repository: Path, stackwright: Run):
    assert stackwright("targets").stdout == (
        "state: account 123456789012, us-east-1, state state/terraform.tfstate\n"
        "macro-ai/dev: account 123456789012, us-east-1, state macro-ai/dev/terraform.tfstate\n"
    )


def test_an_environment_has_the_roles_that_its_systems_shared_stack_makes(with_shared: Path, stackwright: Run):
    assert entries(stackwright, "macro-ai/dev") == [
        {
            "target": "macro-ai/dev",
            "kind": "environment",
            "stack": "macro-ai-dev",
            "account_id": "123456789012",
            "region": "us-east-1",
            "state_key": "macro-ai/dev/terraform.tfstate",
            "is_scale": False,
            "plan_role": "arn:aws:iam::123456789012:role/macro-ai-shared-dev-plan",
            "apply_role": "arn:aws:iam::123456789012:role/macro-ai-shared-dev-apply",
            "push_role": "arn:aws:iam::123456789012:role/macro-ai-shared-push",
            "github_environment": "macro-ai-dev",
        }
    ]


def test_the_shared_stack_may_be_planned_and_is_applied_by_an_administrator(with_shared: Path, stackwright: Run):
    [entry] = entries(stackwright, "macro-ai/shared")
    assert (entry["plan_role"], entry["apply_role"]) == (
        "arn:aws:iam::123456789012:role/macro-ai-shared-shared-plan",
        None,
    )


@pytest.mark.parametrize("target", ["macro-ai/dev", "state"])
def test_without_a_shared_stack_there_are_no_roles(repository: Path, stackwright: Run, target: str):
    [entry] = entries(stackwright, target)
    assert {name: entry[name] for name in NO_ROLES} == NO_ROLES


def test_an_environment_that_the_roles_do_not_know_has_none(with_shared: Path, stackwright: Run):
    shutil.copy(with_shared / "envs" / "macro-ai" / "dev.tfvars", with_shared / "envs" / "macro-ai" / "trial.tfvars")
    [entry] = entries(stackwright, "macro-ai/trial")
    assert (entry["plan_role"], entry["push_role"]) == (None, "arn:aws:iam::123456789012:role/macro-ai-shared-push")


def test_a_matrix_is_one_line(repository: Path, stackwright: Run):
    [line] = stackwright("targets", "state", "--matrix").stdout.splitlines()
    assert [entry["target"] for entry in json.loads(line)["include"]] == ["state"]


def test_a_target_that_is_not_there_is_refused(repository: Path, stackwright: Run):
    ended = stackwright("targets", "macro-ai/dve")
    assert (ended.exit_code, ended.stderr) == (
        1,
        "there is no envs/macro-ai/dve.tfvars; did you mean macro-ai/dev? The targets are state, macro-ai/dev\n",
    )


def test_workflows_review_what_they_have_a_role_for(with_shared: Path, stackwright: Run):
    entries = stackwright("targets", "--for", "review", "--json").document["targets"]
    assert [entry["target"] for entry in entries] == ["macro-ai/dev", "macro-ai/shared"]


def test_a_push_deploys_environments_only(with_shared: Path, stackwright: Run):
    entries = stackwright("targets", "--for", "deploy", "--json").document["targets"]
    assert [entry["target"] for entry in entries] == ["macro-ai/dev"]


def test_a_push_deploys_no_scale_of_a_deployment(with_shared: Path, stackwright: Run):
    file = with_shared / "envs" / "macro-ai" / "dev.tfvars"
    file.write_text(f'{file.read_text()}\ndeployed_as = "dev"\n')
    (with_shared / "envs" / "macro-ai" / "small.tfvars").write_text(file.read_text())
    file.unlink()
    assert stackwright("targets", "--for", "deploy", "--json").document["targets"] == []


def test_a_matrix_of_nothing_is_nothing(repository: Path, stackwright: Run):
    assert stackwright("targets", "state", "--for", "deploy", "--matrix").stdout == ""
