import re
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from local_aws import LocalAws
from tests.scripts.base.test_deployed import in_component
from tests.scripts.conftest import Fake, change

KEY = change("aws_kms_key.state", ["create"])
VPC = change("aws_vpc.network", ["create"], after={"tags_all": {"component": "network"}})


@pytest.fixture
def deployable(fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Fake]:
    """A local AWS in this process, in which the state object exists once cdktf has run."""
    running = LocalAws("http://127.0.0.1:4567", 1, tmp_path / "log")
    monkeypatch.setattr("local_aws.status", lambda root: running)
    monkeypatch.setattr("local_aws.start", lambda root, hosted_zones: running)
    monkeypatch.setattr(
        "scripts.base.aws.local_environment",
        lambda running, account_id, region: {
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "PATH": "/usr/bin:/bin",
            "TERRAFORM_BINARY_NAME": str(fake.folder / "terraform"),
        },
    )
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
        s3.create_bucket(Bucket="stackwright-state-123456789012")
        s3.put_object(Bucket="stackwright-state-123456789012", Key="macro-ai/dev/terraform.tfstate", Body=b"x" * 2048)
        fake.has_state(in_component("aws_vpc.network", "network"), url="https://dev.macro-ai.com")
        fake.plans(KEY)
        fake.plans_later(VPC)
        fake.deploys_with_cdktf()
        yield fake


def test_deploys_plans_again_and_shows_what_there_is(stackwright, deployable: Fake):
    done = stackwright("demo")
    assert done.exit_code == 0
    assert re.sub(r"\d+ s in", "N s in", done.stdout).splitlines() == [
        "macro-ai/dev from envs/macro-ai/dev.tfvars to an AWS on this machine:",
        "",
        "macro-ai/dev is deployed: 1 resource, N s in all.",
        "",
        "Resources",
        "  network    1  vpc",
        "",
        "Outputs",
        "  url = https://dev.macro-ai.com",
        "",
        "Look at it",
        '  eval "$(stackwright local env macro-ai/dev)"',
        "  aws s3 ls s3://stackwright-state-123456789012/macro-ai/dev/terraform.tfstate",
        "",
        "State",
        "  s3://stackwright-state-123456789012/macro-ai/dev/terraform.tfstate, 2 KiB",
        "  A second plan finds nothing to change.",
        "",
        "Next",
        "  stackwright secrets macro-ai/dev --local  fill the secrets the tasks need",
        "  stackwright plan macro-ai/dev --local     after an edit of envs/macro-ai/dev.tfvars",
        "  stackwright demo --down                   stop the local AWS and remove all of this",
    ]
    verbs = [call.split()[0] for call in deployable.calls]
    bootstrap = ["init", "state", "init", "plan", "show", "state", "apply"]
    assert verbs == [*bootstrap, "init", "plan", "show", "state", "cdktf", "state", "init", "plan"]


def test_again_deploys_nothing(stackwright, deployable: Fake):
    deployable.plans()
    done = stackwright("demo")
    assert done.exit_code == 0
    assert "macro-ai/dev was deployed before and is up to date: 1 resource, " in done.stdout
    assert not [call for call in deployable.calls if call.startswith(("cdktf", "apply"))]


def test_a_second_plan_that_is_not_empty_fails_the_demo(stackwright, deployable: Fake):
    deployable.deploys_with_cdktf(change("aws_lb.main", ["update"], before={"name": "a"}, after={"name": "b"}))
    done = stackwright("demo")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        "A second plan of macro-ai/dev is not empty: 0 to add, 1 to change, 0 to replace, 0 to destroy.",
        "  ~ aws_lb.main (name)",
    ]


def test_down_when_nothing_runs(stackwright):
    done = stackwright("demo", "--down")
    assert (done.exit_code, done.stdout) == (0, "Nothing runs.\n")


def test_the_state_stack_is_not_a_demo(stackwright):
    done = stackwright("demo", "state")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == ("The demo deploys an environment, such as macro-ai/dev; the state stack comes with it.\n")
