"""main.py, the program that cdktf runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolchain.node import QUIET

REPOSITORY = Path(__file__).parents[2]


def run(repository: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=repository,
        env={**os.environ, **QUIET, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def stacks(repository: Path) -> list[str]:
    folder = repository / "cdktf.out" / "stacks"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_all_targets_without_arguments(repository: Path):
    done = run(repository)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert stacks(repository) == ["macro-ai-dev", "state"]


def test_only_the_named_targets(repository: Path):
    assert run(repository, "state").returncode == 0
    assert stacks(repository) == ["state"]


def test_targets_of_the_environment_variable(repository: Path):
    assert run(repository, STACKWRIGHT_TARGETS="state").returncode == 0
    assert stacks(repository) == ["state"]


def test_hcl_is_refused_because_it_would_be_without_resources(repository: Path):
    done = run(repository, "state", SYNTH_HCL_OUTPUT="true")
    assert (done.returncode, stacks(repository)) == (1, [])
    assert done.stderr == "Stackwright writes roots as Terraform JSON only: leave --hcl out.\n"


@pytest.mark.requirement("C-04")
def test_bad_settings_give_the_messages_and_no_traceback(repository: Path):
    path = repository / "envs" / "state.tfvars"
    path.write_text(path.read_text().replace("account_id ", "acount_id "))
    done = run(repository, "state")
    assert (done.returncode, done.stdout, stacks(repository)) == (1, "", [])
    assert done.stderr == (
        "envs/state.tfvars: account_id is required: the only account this stack may be deployed to, twelve digits in quotes\n"
        "envs/state.tfvars:3: acount_id is not a setting; did you mean account_id?\n"
    )


def test_a_target_that_does_not_exist_is_named_with_its_neighbours(repository: Path):
    done = run(repository, "macro-ai/dve")
    assert (done.returncode, done.stdout, stacks(repository)) == (1, "", [])
    assert done.stderr == (
        "there is no envs/macro-ai/dve.tfvars; did you mean macro-ai/dev? The targets are state, macro-ai/dev\n"
    )
