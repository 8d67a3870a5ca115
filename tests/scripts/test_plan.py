import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.conftest import Fake, change
from toolchain.files import exclusive

VPC = change("aws_vpc.network", ["create"])


def test_shows_what_would_change_and_keeps_the_plan_for_its_owner_only(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC, change("aws_lb.main", ["update"], before={"name": "a"}, after={"name": "b"}), url="create")
    done = stackwright("plan", "state")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "  ~ aws_lb.main (name)",
        "  + aws_vpc.network",
        "Outputs that change: url",
        "1 to add, 1 to change, 0 to replace, 0 to destroy",
        "To do exactly this: stackwright deploy state --plan .stackwright/plans/state/latest.tfplan",
    ]
    folder = repository / ".stackwright" / "plans" / "state"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "latest.tfplan").stat().st_mode) == 0o600


def test_runs_init_plan_and_show_and_nothing_else(stackwright, fake: Fake):
    fake.plans(change("aws_vpc.network", ["update"], before={"name": "a"}, after={"name": "b"}))
    stackwright("plan", "state")
    assert [call.split()[0] for call in fake.calls] == ["init", "plan", "show"]


def test_a_plan_that_makes_everything_asks_whether_there_is_a_state(stackwright, fake: Fake):
    fake.plans(VPC)
    stackwright("plan", "state")
    assert [call.split()[0] for call in fake.calls] == ["init", "plan", "show", "state"]


def test_nothing_to_change(stackwright, fake: Fake):
    done = stackwright("plan", "state", "--detailed-exitcode")
    assert (done.exit_code, done.stdout) == (0, "Nothing would change.\n")


def test_a_detailed_exit_code_tells_changes(stackwright, fake: Fake):
    fake.plans(VPC)
    assert stackwright("plan", "state", "--detailed-exitcode").exit_code == 2


def test_without_refresh(stackwright, fake: Fake):
    stackwright("plan", "state", "--no-refresh")
    assert fake.calls[-1].endswith("-refresh=false")


def test_the_plan_can_be_kept_elsewhere(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC)
    done = stackwright("plan", "state", "--out", "plans/mine.tfplan")
    digest = hashlib.sha256((repository / "plans" / "mine.tfplan").read_bytes()).hexdigest()
    assert done.stdout.splitlines()[-2:] == [
        "To do exactly this: stackwright deploy state --plan plans/mine.tfplan",
        f"And nothing else, should the file be changed: --sha256 {digest}",
    ]


def test_json(stackwright, fake: Fake):
    fake.plans(VPC)
    document = stackwright("plan", "state", "--json").document
    assert document["target"] == "state"
    assert document["offline"] is False
    assert document["plan_file"] == ".stackwright/plans/state/latest.tfplan"
    assert (document["add"], document["change"], document["replace"], document["destroy"]) == (1, 0, 0, 0)
    assert [found["address"] for found in document["changes"]] == ["aws_vpc.network"]


def test_what_terraform_refuses_is_a_sentence(stackwright, fake: Fake):
    fake.fails("plan", "Error: Saved plan is stale")
    done = stackwright("plan", "state")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "The state has changed since the plan was made, so the plan was not applied. Make a new plan and look at it. "
        "Terraform's own words are in .stackwright/logs/state-plan.log."
    )


@pytest.mark.parametrize("option", [["--local"], ["--out", "x"], ["--no-refresh"]])
def test_offline_goes_with_nothing_that_needs_aws(stackwright, option: list[str]):
    done = stackwright("plan", "state", "--offline", *option)
    assert done.exit_code == 2
    assert done.stderr == (
        "--offline knows no state and no AWS, so --local, --out and --no-refresh do not go with it. "
        "`stackwright plan --help` lists what it takes.\n"
    )


def test_without_set_up_says_so(stackwright, repository: Path):
    done = stackwright("plan", "state")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].endswith(".stackwright/terraform.rc is missing. Run `make setup` first.")


def test_offline_asks_nobody_and_keeps_no_plan(stackwright, repository: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[Path, Path]] = []
    monkeypatch.setattr(
        "scripts.plan.plan_offline",
        lambda *folders: asked.append(folders) or {"format_version": "1.2", "resource_changes": [VPC]},
    )
    done = stackwright("plan", "state", "--offline", "--detailed-exitcode")
    assert asked == [(repository, repository / "cdktf.out" / "stacks" / "state")]
    assert (done.exit_code, done.stdout) == (
        2,
        "  + aws_vpc.network\n1 to add, 0 to change, 0 to replace, 0 to destroy\n",
    )


def test_waits_for_another_command_that_works_on_the_same_target(fake: Fake, repository: Path):
    command = [Path(sys.executable).with_name("stackwright"), "plan", "state"]
    with exclusive(repository / ".stackwright" / "locks" / "state"):
        waiting = subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "  waiting for another command that works on state ...\n"
        assert fake.calls == []
    said, _ = waiting.communicate(timeout=60)
    assert (waiting.returncode, said) == (0, "Nothing would change.\n")
