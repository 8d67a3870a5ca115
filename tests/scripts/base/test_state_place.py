from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from scripts.base import state_place
from scripts.base.aws import Aws
from scripts.base.state_place import make_state_place
from settings.load import Loaded, load_state
from settings.state import StateSettings
from toolchain.errors import UserError

ACCOUNT_ID = "123456789012"
BUCKET, TABLE = f"stackwright-state-{ACCOUNT_ID}", "stackwright-locks"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
AWS = Aws(ENVIRONMENT, None)

pytestmark = pytest.mark.requirement("C-03")


@pytest.fixture
def loaded(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loaded[StateSettings]]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(state_place, "PAUSE_SECONDS", 0.0)
    with mock_aws():
        yield load_state(repository)


def boto(service: str) -> Any:
    return boto3.client(service, region_name="us-east-1")


def test_creates_a_bucket_that_is_versioned_private_and_encrypted(loaded: Loaded[StateSettings]):
    assert make_state_place(loaded, AWS) == [f"bucket {BUCKET}", f"table {TABLE}"]
    s3 = boto("s3")
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_creates_a_table_that_is_protected_and_recoverable(loaded: Loaded[StateSettings]):
    make_state_place(loaded, AWS)
    table = boto("dynamodb").describe_table(TableName=TABLE)["Table"]
    assert table["KeySchema"] == [{"AttributeName": "LockID", "KeyType": "HASH"}]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["DeletionProtectionEnabled"] is True
    backups = boto("dynamodb").describe_continuous_backups(TableName=TABLE)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_again_creates_nothing(loaded: Loaded[StateSettings]):
    make_state_place(loaded, AWS)
    assert make_state_place(loaded, AWS) == []


def test_finishes_what_was_stopped_half_way(loaded: Loaded[StateSettings]):
    boto("s3").create_bucket(Bucket=BUCKET)
    assert make_state_place(loaded, AWS) == [f"table {TABLE}"]
    assert boto("s3").get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"


def test_leaves_to_terraform_what_terraform_manages(loaded: Loaded[StateSettings]):
    make_state_place(loaded, AWS)
    s3 = boto("s3")
    s3.put_object(Bucket=BUCKET, Key="state/terraform.tfstate", Body=b"{}")
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    make_state_place(loaded, AWS)
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Suspended"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("CreateBucket", "BucketAlreadyOwnedByYou"),
        ("CreateTable", "ResourceInUseException"),
        ("CreateBucket", "OperationAborted"),
        ("UpdateContinuousBackups", "ContinuousBackupsUnavailableException"),
    ],
)
def test_bears_somebody_who_does_the_same_at_the_same_time(
    loaded: Loaded[StateSettings], monkeypatch: pytest.MonkeyPatch, operation: str, code: str
):
    """The other one's call comes between our look and our call; or AWS is not done with it yet."""
    call = state_place.client("s3", "us-east-1", ENVIRONMENT)._make_api_call.__func__
    refused: list[str] = []

    def answer(self: Any, name: str, arguments: dict[str, Any]) -> Any:
        if name == operation and not refused:
            refused.append(name)
            if name.startswith("Create"):
                call(self, name, arguments)
            raise state_place.ClientError({"Error": {"Code": code}}, name)
        if name == operation and code == "OperationAborted":
            return {}
        return call(self, name, arguments)

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", answer)
    make_state_place(loaded, AWS)
    assert refused == [operation]
    assert boto("s3").get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert boto("dynamodb").describe_table(TableName=TABLE)["Table"]["TableStatus"] == "ACTIVE"


def test_refuses_another_account_before_anything_is_created(repository: Path, loaded: Loaded[StateSettings]):
    file = repository / "envs" / "state.tfvars"
    file.write_text(file.read_text().replace(ACCOUNT_ID, "999988887777"))
    with pytest.raises(UserError) as error:
        make_state_place(load_state(repository), AWS)
    assert str(error.value) == (
        "envs/state.tfvars:3: the state belongs in account 999988887777, but the credentials in use are of account "
        f"{ACCOUNT_ID}. Choose others with AWS_PROFILE; nothing was created."
    )
    assert boto("s3").list_buckets()["Buckets"] == []


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (
            "HeadBucket",
            "403",
            f"envs/state.tfvars:9: the bucket {BUCKET} cannot be used: it belongs to another account, or these "
            "credentials may not see it. Bucket names are unique in the world; choose another one.",
        ),
        ("HeadBucket", "301", f"envs/state.tfvars:9: the bucket {BUCKET} exists, but not in us-east-1."),
        (
            "CreateBucket",
            "BucketAlreadyExists",
            f"envs/state.tfvars:9: the bucket name {BUCKET} is taken by another account; choose another one.",
        ),
        ("CreateTable", "AccessDeniedException", "AWS refused CreateTable (AccessDeniedException): no."),
    ],
)
def test_a_refusal_names_the_line_that_decides(
    loaded: Loaded[StateSettings], monkeypatch: pytest.MonkeyPatch, operation: str, code: str, message: str
):
    call = state_place.client("s3", "us-east-1", ENVIRONMENT)._make_api_call.__func__

    def answer(self: Any, name: str, arguments: dict[str, Any]) -> Any:
        if name == operation:
            raise state_place.ClientError({"Error": {"Code": code, "Message": "no"}}, name)
        return call(self, name, arguments)

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", answer)
    with pytest.raises(UserError) as error:
        make_state_place(loaded, AWS)
    assert str(error.value) == message
