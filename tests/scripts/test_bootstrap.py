from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from tests.scripts.base.test_deployed import in_component
from tests.scripts.conftest import Fake, change

KEY = change("aws_kms_key.state", ["create"])
BUCKET = change("aws_s3_bucket.state", ["no-op"], importing={"id": "stackwright-state-123456789012"})
SAID = "State is kept in s3://stackwright-state-123456789012, locked with the table stackwright-locks.\n"
LOCK_HELD = """Error: Error acquiring the state lock
Lock Info:
  ID:        5
  Path:      stackwright-state-123456789012/state/terraform.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-01-01 00:00:00.0 +0000 UTC
"""

pytestmark = pytest.mark.requirement("C-03")


@pytest.fixture(autouse=True)
def account(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty account 123456789012."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setattr("scripts.bootstrap.PAUSE_SECONDS", 0.0)
    with mock_aws():
        yield


def test_creates_what_is_missing_and_has_terraform_take_it_over(stackwright, fake: Fake):
    fake.plans(KEY, BUCKET)
    done = stackwright("bootstrap")
    assert (done.exit_code, done.stdout) == (0, SAID)
    verbs = [call.split()[0] for call in fake.calls]
    assert verbs == ["init", "state", "init", "plan", "show", "apply"]
    assert fake.calls[3].endswith("-lock-timeout=60s")


def test_again_changes_nothing(stackwright, fake: Fake):
    fake.plans(KEY, BUCKET)
    first = stackwright("bootstrap", "--json").document
    again = stackwright("bootstrap", "--json").document
    assert (first["created"], first["changed"]) == (
        ["bucket stackwright-state-123456789012", "table stackwright-locks"],
        2,
    )
    assert (again["created"], again["changed"]) == ([], 0)


@pytest.mark.parametrize("failure", [LOCK_HELD, "Error: Saved plan is stale"])
def test_waits_for_somebody_who_bootstraps_at_the_same_time(stackwright, fake: Fake, failure: str):
    fake.plans(KEY)
    fake.fails("apply", failure)
    assert stackwright("bootstrap").stdout == SAID
    verbs = [call.split()[0] for call in fake.calls]
    assert verbs == ["init", "state", "init", "plan", "show", "state", "apply"] * 2


def test_does_not_wait_forever(stackwright, fake: Fake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("scripts.bootstrap.OTHERS_SECONDS", -1.0)
    fake.plans(KEY)
    fake.fails("apply", LOCK_HELD)
    done = stackwright("bootstrap")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(
        "The state stackwright-state-123456789012/state/terraform.tfstate is locked: ann@laptop has been at it (apply)"
    )


def test_other_failures_end_it_at_once(stackwright, fake: Fake):
    fake.plans(KEY)
    fake.fails("apply", "Error: something else")
    done = stackwright("bootstrap")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        "Terraform failed. Terraform's own words are in .stackwright/logs/state-apply.log.",
        "Error: something else",
    ]


def test_without_credentials_says_what_to_do(stackwright, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    done = stackwright("bootstrap")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "There are no AWS credentials. Log in (`aws sso login`, `aws configure`), name a profile in AWS_PROFILE, "
        "or add --local to use the AWS on this machine."
    )


def test_completes_what_was_interrupted_while_it_was_made(stackwright, fake: Fake):
    key = in_component("aws_kms_key.state", "state")
    key["instances"][0]["status"] = "tainted"
    fake.has_state(key, in_component("aws_kms_alias.state", "state"))
    done = stackwright("bootstrap")
    assert done.exit_code == 0
    assert "  aws_kms_key.state was interrupted while it was made, and is completed now\n" in done.stderr
    assert fake.calls[2] == "untaint -no-color aws_kms_key.state"


@pytest.mark.parametrize("known", [[], ["aws_kms_key.state"]])
def test_takes_over_the_key_that_a_killed_terraform_forgot(stackwright, fake: Fake, known: list[str]):
    kms = boto3.client("kms", region_name="us-east-1")
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/stackwright-state", TargetKeyId=key_id)
    fake.has_state(*[in_component(address, "state") for address in known])
    done = stackwright("bootstrap")
    assert done.exit_code == 0
    assert "  alias/stackwright-state exists but is not in the state, and is taken over now\n" in done.stderr
    imports = [call for call in fake.calls if call.startswith("import")]
    assert imports == [
        *([] if known else [f"import -no-color aws_kms_key.state {key_id}"]),
        "import -no-color aws_kms_alias.state alias/stackwright-state",
    ]
