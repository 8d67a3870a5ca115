"""The harness around tftest."""

from pathlib import Path

import pytest

from settings.target import Target
from tests.plans import REPOSITORY, on
from tests.plans.plan import Plan
from tests.plans.planning import PlanError, Terraform, make_plan, plan_environment


def terraform(tmp_path: Path, script: str) -> Terraform:
    binary = tmp_path / "terraform"
    binary.write_text(f"#!/bin/sh\n{script}\n")
    binary.chmod(0o755)
    return Terraform(tmp_path, {"TERRAFORM_BINARY_NAME": str(binary), "PATH": "/usr/bin:/bin"})


def test_errors_that_fill_a_pipe_do_not_hang(tmp_path: Path):
    done = terraform(tmp_path, "head -c 300000 /dev/zero | tr '\\0' x >&2; echo out").execute_command("plan")
    assert (done.out, len(done.err)) == ("out\n", 300000)


@pytest.mark.parametrize("exit_code", [1, 2, 130])
def test_any_exit_code_but_zero_is_a_failure_with_everything_that_was_said(tmp_path: Path, exit_code: int):
    with pytest.raises(PlanError) as error:
        terraform(tmp_path, f"echo to stdout; echo to stderr >&2; exit {exit_code}").execute_command("plan", "-json")
    assert str(error.value) == f"terraform plan ended with exit code {exit_code}\nto stdout\nto stderr\n"


def test_the_users_own_settings_do_not_reach_terraform():
    own = {"AWS_PROFILE": "prod", "AWS_ENDPOINT_URL": "http://x", "TF_CLI_ARGS": "-no", "TF_VAR_a": "1", "HOME": "/h"}
    given = plan_environment(REPOSITORY, {**own, "PATH": "/usr/local/bin:/usr/bin:/bin"})
    assert own.keys() & given.keys() == {"HOME"}
    assert given["AWS_CONFIG_FILE"] == given["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"


@on("state")
def test_a_plan_leaves_no_copy_of_itself_behind(plan: Plan, session_folder: Path):
    folder = session_folder / plan.target.stack_id
    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert left == [
        "manifest.json",
        "stacks/state/cdk.tf.json",
        "stacks/state/offline_override.tf.json",
        "stacks/state/sources.json",
    ]
    assert session_folder.stat().st_mode & 0o077 == 0


def test_wrong_settings_are_a_failure_with_their_problems(tmp_path: Path):
    with pytest.raises(PlanError) as error:
        make_plan(Target.parse("state"), tmp_path, tmp_path)
    assert str(error.value) == "envs/state.tfvars: cannot be read: No such file or directory"
