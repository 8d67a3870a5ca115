"""The bucket and the lock table of Terraform's state, made by plain API calls: no state can exist before them."""

import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from scripts.base.aws import Aws
from scripts.base.aws_client import client, in_sentences
from settings.load import Loaded
from settings.state import StateSettings
from toolchain.errors import UserError

PATIENCE_SECONDS = 120
"""How long AWS, or somebody who makes the same thing at the same time, is waited for."""
PAUSE_SECONDS = 2
US_EAST_1 = "us-east-1"
PUBLIC_ACCESS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def make_state_place(loaded: Loaded[StateSettings], aws: Aws) -> list[str]:
    """Makes what is missing and returns its names; safe to repeat, to interrupt and to run twice at once.

    As long as no state of the state stack exists, bucket and table are also made safe each time; after that Terraform
    looks after them. Raises UserError, before anything is created, when the credentials belong to another account.
    """
    settings = loaded.settings
    key = loaded.deployment.state_key
    with in_sentences():
        _check_account(loaded, aws)
        s3 = client("s3", settings.region, aws.environment)
        managed = _exists(lambda: s3.head_object(Bucket=settings.state.bucket_name, Key=key))
        return [*_bucket(s3, loaded, managed=managed), *_table(settings, aws, managed=managed)]


def _check_account(loaded: Loaded[StateSettings], aws: Aws) -> None:
    settings = loaded.settings
    account_id = client("sts", settings.region, aws.environment).get_caller_identity()["Account"]
    if account_id != settings.account_id:
        raise UserError(
            f"{loaded.where(('account_id',))}: the state belongs in account {settings.account_id}, but the credentials "
            f"in use are of account {account_id}. Choose others with AWS_PROFILE; nothing was created."
        )


def _bucket(s3: Any, loaded: Loaded[StateSettings], *, managed: bool) -> list[str]:
    """Makes the bucket if it is missing, and safe if Terraform does not look after it yet."""
    settings, name = loaded.settings, loaded.settings.state.bucket_name
    created = []
    if not _exists(lambda: _head_bucket(s3, loaded)):
        place = {} if settings.region == US_EAST_1 else {"LocationConstraint": settings.region}
        _create_bucket(s3, {"Bucket": name, **({"CreateBucketConfiguration": place} if place else {})}, loaded)
        created = [f"bucket {name}"]
    if not managed:
        s3.get_waiter("bucket_exists").wait(Bucket=name)
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(PUBLIC_ACCESS, True))
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        # Terraform replaces this with the state key, which does not exist yet.
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    return created


def _head_bucket(s3: Any, loaded: Loaded[StateSettings]) -> None:
    settings, name = loaded.settings, loaded.settings.state.bucket_name
    where = loaded.where(("state", "bucket_name"))
    try:
        s3.head_bucket(Bucket=name, ExpectedBucketOwner=settings.account_id)
    except ClientError as error:
        if _code(error) in ("403", "AccessDenied"):
            raise UserError(
                f"{where}: the bucket {name} cannot be used: it belongs to another account, or these credentials may "
                "not see it. Bucket names are unique in the world; choose another one."
            ) from error
        if _code(error) in ("301", "PermanentRedirect"):
            raise UserError(f"{where}: the bucket {name} exists, but not in {settings.region}.") from error
        raise


def _create_bucket(s3: Any, request: dict[str, Any], loaded: Loaded[StateSettings]) -> None:
    try:
        # What S3 answers while somebody else is making, or has just deleted, the same bucket.
        _patiently(lambda: s3.create_bucket(**request), "OperationAborted")
    except ClientError as error:
        if _code(error) == "BucketAlreadyExists":
            where = loaded.where(("state", "bucket_name"))
            raise UserError(
                f"{where}: the bucket name {request['Bucket']} is taken by another account; choose another one."
            ) from error
        if _code(error) != "BucketAlreadyOwnedByYou":
            raise


def _table(settings: StateSettings, aws: Aws, *, managed: bool) -> list[str]:
    """Makes the lock table if it is missing, and recoverable if Terraform does not look after it yet."""
    name = settings.state.lock_table_name
    dynamodb = client("dynamodb", settings.region, aws.environment)
    created = []
    if not _exists(lambda: dynamodb.describe_table(TableName=name)):
        try:
            dynamodb.create_table(
                TableName=name,
                AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
                KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
                BillingMode="PAY_PER_REQUEST",
                DeletionProtectionEnabled=True,
            )
            created = [f"table {name}"]
        except ClientError as error:
            if _code(error) != "ResourceInUseException":
                raise
    if not managed:
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 2})
        # What a table answers in its first seconds.
        _patiently(
            lambda: dynamodb.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            ),
            "ContinuousBackupsUnavailableException",
        )
    return created


def _patiently(call: Callable[[], object], passing: str) -> None:
    """Repeats a call for as long as AWS answers with the code `passing`, within limits."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            call()
        except ClientError as error:
            if _code(error) != passing or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _exists(look: Callable[[], object]) -> bool:
    try:
        look()
    except ClientError as error:
        if _code(error) in ("404", "NoSuchKey", "NoSuchBucket", "ResourceNotFoundException"):
            return False
        raise
    return True


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")
