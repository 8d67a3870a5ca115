import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local_aws import LocalAws
from scripts.base.aws import Aws
from tests.scripts.base.test_deployed import in_component
from tests.scripts.conftest import Fake, change

TAGGED = {"tags_all": {"component": "network"}}
VPC = change("aws_vpc.network", ["create"], after=TAGGED)
SUBNET = change("aws_subnet.network_public", ["create"], after=TAGGED)
LB = change("aws_lb.main", ["delete", "create"], replace_paths=[["name"]])


def test_shows_what_changes_deploys_with_cdktf_and_shows_what_there_is(stackwright, fake: Fake):
    fake.plans(VPC, SUBNET, LB)
    fake.write("cdktf", "state  aws_vpc.network: Creating...\n")
    fake.has_state(
        in_component("aws_vpc.network", "network"),
        in_component("aws_ecs_cluster.cluster", "cluster", name="shop-dev"),
        url="https://shop.example.com",
        arns={"P1": "arn:1"},
    )
    done = stackwright("deploy", "state", "--yes")
    assert done.exit_code == 0
    assert re.sub(r"\d+ s\.", "N s.", done.stdout).splitlines() == [
        "  + 2 network",
        "-/+ aws_lb.main (because of name)",
        "",
        "  HIGH      downtime      aws_lb.main",
        "            It is destroyed before the new one is made because of name; until then all requests through the load "
        "balancer fail.",
        "            > Set create_before_destroy, with a name that the new one can have beside the old one, or apply this "
        "when nobody uses it.",
        "",
        "2 to add, 0 to change, 1 to replace, 0 to destroy",
        "",
        "state is deployed: 2 resources, N s.",
        "",
        "Resources",
        "  cluster    1  ecs_cluster",
        "  network    1  vpc",
        "",
        "Outputs",
        "  arns.P1 = arn:1",
        "  url     = https://shop.example.com",
        "",
        "Look at it",
        "  aws s3 ls s3://stackwright-state-123456789012/state/terraform.tfstate",
        "  aws ecs list-services --cluster shop-dev",
        "  https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/shop-dev/services?region=us-east-1",
    ]
    options = "--no-color --skip-provider-lock --skip-synth --auto-approve --parallelism=1"
    assert f"cdktf deploy state {options}" in fake.calls


def test_up_to_date(stackwright, fake: Fake):
    done = stackwright("deploy", "state", "--yes")
    assert (done.exit_code, done.stdout) == (0, "state is up to date: nothing to deploy.\n")
    assert not [call for call in fake.calls if call.startswith("cdktf")]


def test_without_a_terminal_needs_yes_before_anything_happens(stackwright, fake: Fake):
    done = stackwright("deploy", "state")
    assert (done.exit_code, done.stdout, fake.calls) == (2, "", [])
    assert done.stderr == (
        "There is no terminal to ask on, so say --yes to deploy without a question. "
        "`stackwright deploy --help` lists what it takes.\n"
    )


@pytest.mark.parametrize(("answer", "exit_code"), [("yes", 0), ("no", 1), ("", 1)])
def test_asks_on_a_terminal(stackwright, fake: Fake, monkeypatch: pytest.MonkeyPatch, answer: str, exit_code: int):
    fake.plans(VPC)
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.deploy.ask", lambda question: asked.append(question) or answer)
    done = stackwright("deploy", "state")
    assert asked == ["Deploy state to account 123456789012 (AWS, us-east-1)? [yes/no]"]
    assert done.exit_code == exit_code
    assert bool([call for call in fake.calls if call.startswith("cdktf")]) is (exit_code == 0)
    assert ("Nothing was deployed.\n" in done.stdout) is (exit_code == 1)


def test_a_kept_plan_is_applied_by_terraform_as_it_is(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC)
    stackwright("plan", "state", "--out", "kept.tfplan")
    done = stackwright("deploy", "state", "--plan", "kept.tfplan", "--yes")
    assert done.exit_code == 0
    assert f"apply -no-color {repository / 'kept.tfplan'}" in fake.calls
    assert not [call for call in fake.calls if call.startswith("cdktf")]


def test_a_kept_plan_of_other_settings_is_refused(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC)
    stackwright("plan", "state", "--out", "kept.tfplan")
    file = repository / "envs" / "state.tfvars"
    file.write_text(file.read_text().replace('"platform"', '"others"'))
    done = stackwright("deploy", "state", "--plan", "kept.tfplan", "--yes")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "kept.tfplan is not a plan of state as its settings and modules are now. "
        "Make a new one with `stackwright plan state --out kept.tfplan` and look at it."
    )
    assert not [call for call in fake.calls if call.startswith("apply")]


def test_a_kept_plan_for_another_aws_is_refused(stackwright, fake: Fake, monkeypatch: pytest.MonkeyPatch):
    fake.plans(VPC)
    stackwright("plan", "state", "--out", "kept.tfplan")
    local = Aws(dict(os.environ), LocalAws("http://127.0.0.1:1", 1, Path("log")))
    monkeypatch.setattr("scripts.deploy.choose", lambda *_, **__: local)
    done = stackwright("deploy", "state", "--plan", "kept.tfplan", "--local", "--yes")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "kept.tfplan was made for an account at AWS, and this would be the AWS on this machine. "
        "Make a new one with `stackwright plan state --local --out kept.tfplan` and look at it."
    )


def test_the_digest_of_the_reviewed_plan_lets_no_other_pass(stackwright, fake: Fake):
    fake.plans(VPC)
    reviewed = stackwright("plan", "state", "--out", "kept.tfplan", "--json").document["sha256"]
    done = stackwright("deploy", "state", "--plan", "kept.tfplan", "--sha256", "0" * 64, "--yes")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        1,
        f"kept.tfplan is not the plan that was reviewed: its SHA-256 is {reviewed}.",
    )
    assert stackwright("deploy", "state", "--plan", "kept.tfplan", "--sha256", reviewed, "--yes").exit_code == 0


def test_a_digest_without_a_plan_is_wrong_usage(stackwright, fake: Fake):
    done = stackwright("deploy", "state", "--sha256", "0" * 64, "--yes")
    assert (done.exit_code, fake.calls, done.stderr) == (
        2,
        [],
        "--sha256 is the digest of a plan, so it needs --plan FILE. `stackwright deploy --help` lists what it takes.\n",
    )


def test_a_deploy_that_fails_says_why(stackwright, fake: Fake):
    fake.plans(VPC)
    fake.write("cdktf", "state  Error: Saved plan is stale\n")
    fake.write("cdktf.sh", "exit 1")
    done = stackwright("deploy", "state", "--yes")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "The state has changed since the plan was made, so the plan was not applied. Make a new plan and look at it. "
        "Terraform's own words are in .stackwright/logs/state-cdktf-deploy.log."
    )


def test_ctrl_c_stops_what_runs_and_says_how_to_go_on(fake: Fake, repository: Path):
    fake.plans(VPC)
    fake.write("cdktf.sh", f"touch {fake.folder}/started; exec sleep 60")
    command = [Path(sys.executable).with_name("stackwright"), "deploy", "state", "--yes"]
    with subprocess.Popen(
        command,
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell's background, where a CI may run this, ignores Ctrl-C, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        until = time.monotonic() + 30
        while not (fake.folder / "started").exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "What was deployed so far is in the state; the same command goes on from there."
    assert complained.splitlines()[-1] == "Stopped."


def test_what_an_earlier_run_could_not_save_stands_in_the_way(stackwright, fake: Fake, repository: Path):
    folder = repository / "cdktf.out" / "stacks" / "state"
    folder.mkdir(parents=True)
    (folder / "errored.tfstate").touch()
    done = stackwright("deploy", "state", "--yes")
    assert (done.exit_code, done.stdout, fake.calls) == (1, "", [])
    assert done.stderr.startswith("cdktf.out/stacks/state/errored.tfstate holds what an earlier run did")


def test_a_terraform_that_was_killed_is_not_called_deployed(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC)
    cdktf = repository / "node_modules" / ".bin" / "cdktf"
    cdktf.write_text("#!/bin/sh\necho 'state  aws_vpc.network: Creating...'\n")
    done = stackwright("deploy", "state", "--yes")
    assert (done.exit_code, "is deployed" in done.stdout) == (1, False)
    assert done.stderr.splitlines()[-1].startswith("Terraform was killed from outside, ")
