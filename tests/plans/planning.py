"""A real `terraform plan` of a target through tftest, without an AWS account and without a network."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import tftest

from resources import ResourceError
from settings.problem import SettingsError
from settings.target import Target
from stacks.synth import ROOT_FILE, synthesise
from tests.plans.plan import Plan
from toolchain import process, terraform
from toolchain.offline import OVERRIDE_NAME, offline_override, offline_root

TIMEOUT_SECONDS = 300


class PlanError(Exception):
    """The target could not be synthesised, or Terraform refused the root; the text is everything that was said."""


class Terraform(tftest.TerraformTest):
    """tftest with its way of running commands replaced.

    tftest 1.8.8 reads the whole of stdout before stderr and so waits for ever when a command writes more errors than a
    pipe holds; it takes any exit code but 1 and 11 for success; and its environment is this process's, a user's
    TF_CLI_ARGS and AWS profile included.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__(str(folder), binary=environment["TERRAFORM_BINARY_NAME"])
        self.env = dict(environment)

    def execute_command(self, cmd: str, *cmd_args: str) -> tftest.TerraformCommandOutput:
        """Raises PlanError with everything the command said, subprocess.TimeoutExpired after five minutes."""
        done = process.capture(
            [self.binary, cmd, *cmd_args],
            folder=Path(self.tfdir),
            environment=self.env,
            timeout_seconds=TIMEOUT_SECONDS,
        )
        if done.exit_code != 0:
            raise PlanError(f"terraform {cmd} ended with exit code {done.exit_code}\n{done.stdout}{done.stderr}")
        return tftest.TerraformCommandOutput(done.exit_code, done.stdout, done.stderr)


def make_plan(target: Target, repository: Path, folder: Path) -> Plan:
    """Synthesises and plans a target in `folder`, an empty folder that only its owner can look into."""
    try:
        [synthesised] = synthesise([target], repository, folder)
    except (SettingsError, ResourceError) as error:
        raise PlanError(str(error)) from error
    root = json.loads(synthesised.root_file.read_text())
    return plan_of_root(target, root, repository, synthesised.root_file.parent)


def plan_of_root(
    target: Target, root: Mapping[str, Any], repository: Path, folder: Path, state: Mapping[str, Any] | None = None
) -> Plan:
    """The plan of an emitted root, made in `folder`: of everything, or of what differs from `state`."""
    (folder / ROOT_FILE).write_text(json.dumps(offline_root(root)))
    (folder / OVERRIDE_NAME).write_text(json.dumps(offline_override(root)))
    if state is not None:
        (folder / "terraform.tfstate").write_text(json.dumps(state))
    run = Terraform(folder, plan_environment(repository, os.environ))
    # tftest leaves its plan file, which may hold secrets, in the folder that `tempfile` names.
    with tempfile.TemporaryDirectory(dir=folder) as work, patch.object(tempfile, "tempdir", work):
        run.setup()
        plan = run.plan(output=True, refresh=False)
    return Plan(target, dict(plan), root)


def plan_environment(repository: Path, base: Mapping[str, str]) -> dict[str, str]:
    """What terraform gets: nothing of the user's AWS and Terraform settings, which would change the plan."""
    own = {name: value for name, value in base.items() if not name.startswith(("AWS_", "TF_"))}
    isolated = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return terraform.environment(repository, own | isolated)
