import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.requirement("C-04")


def test_settings_that_are_right(stackwright):
    done = stackwright("check")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "envs/state.tfvars: ok\nenvs/macro-ai/dev.tfvars: ok\n"


def test_every_problem_and_a_line_for_each_file(stackwright, repository: Path):
    (repository / "envs" / "state.tfvars").write_text('account_id = "1"\n')
    done = stackwright("check", "macro-ai/dev", "state")
    *problems, dev, state = done.stdout.splitlines()
    assert (done.exit_code, dev) == (1, "envs/macro-ai/dev.tfvars: ok")
    assert state == f"envs/state.tfvars: {len(problems)} problems"
    assert len(problems) > 2
    assert all(problem.startswith("envs/state.tfvars:") for problem in problems)


def test_files_that_do_not_fit_together(stackwright, repository: Path):
    (repository / "envs" / "macro-ai" / "shared.tfvars").write_text(
        'account_id = "210987654321"\nregion = "us-east-1"\nowner = "a"\ncost_center = "b"\n'
    )
    done = stackwright("check")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "envs/macro-ai/dev.tfvars:3: account_id must be that of envs/macro-ai/shared.tfvars, whose roles deploy it, "
        '"210987654321", got "123456789012"',
        "envs/state.tfvars: ok",
        "envs/macro-ai/dev.tfvars: 1 problem",
        "envs/macro-ai/shared.tfvars: ok",
    ]
    assert stackwright("check", "macro-ai/dev").exit_code == 0


def test_only_the_named_targets_are_checked(stackwright, repository: Path):
    (repository / "envs" / "state.tfvars").write_text("")
    assert stackwright("check", "macro-ai/dev").exit_code == 0


def test_a_target_that_does_not_exist(stackwright):
    done = stackwright("check", "macro-ai/dve")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "there is no envs/macro-ai/dve.tfvars; did you mean macro-ai/dev? The targets are state, macro-ai/dev\n"
    )


def test_json_has_the_same_in_parts(stackwright, repository: Path):
    (repository / "envs" / "state.tfvars").write_text('account_id = "1"\n')
    done = stackwright("check", "--json")
    state, dev = done.document["targets"]
    assert (done.exit_code, done.stderr) == (1, "")
    assert dev == {"target": "macro-ai/dev", "file": "envs/macro-ai/dev.tfvars", "problems": []}
    assert (state["target"], state["file"]) == ("state", "envs/state.tfvars")
    assert {problem["file"] for problem in state["problems"]} == {"envs/state.tfvars"}
    assert 1 in {problem["line"] for problem in state["problems"]}


def test_from_a_folder_below_the_root(repository: Path):
    command = [Path(sys.executable).with_name("stackwright"), "check", "state"]
    done = subprocess.run(command, cwd=repository / "envs", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "envs/state.tfvars: ok\n", "")
