"""`stackwright bootstrap`: the bucket and the table that Terraform's state needs before there can be any state."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from scripts.base.aws import Aws, choose
from scripts.base.aws_client import client, in_sentences
from scripts.base.options import Json, Local
from scripts.base.progress import Progress
from scripts.base.roots import plan, synthesise_one
from scripts.base.screen import Screen
from settings.load import Loaded, load_state
from settings.state import StateSettings
from settings.target import Target, find_root
from toolchain.errors import UserError
from toolchain.failures import TerraformError
from toolchain.terraform import Root

OTHERS_SECONDS = 300
"""How long a bootstrap that somebody else runs at the same time is waited for."""
PAUSE_SECONDS = 5
LOCK_OPTION = "-lock-timeout=60s"
US_EAST_1 = "us-east-1"
PUBLIC_ACCESS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


def main(local: Local = False, as_json: Json = False) -> None:
    """Make the place where Terraform keeps its state, or bring it up to date.

    Creates the bucket and the lock table of envs/state.tfvars if they are missing, and has Terraform manage them. It
    may be run at any time, also after being stopped half way.
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    loaded = load_state(root)
    aws = choose(loaded.settings, root, screen, use_local=local)
    started = time.monotonic()
    created, changed = bootstrap(loaded, root, aws, screen)
    settings = loaded.settings.state
    screen.say(f"State is kept in s3://{settings.bucket_name}, locked with the table {settings.lock_table_name}.")
    screen.document(
        {
            "account_id": loaded.settings.account_id,
            "bucket": settings.bucket_name,
            "lock_table": settings.lock_table_name,
            "created": created,
            "changed": changed,
            "seconds": round(time.monotonic() - started, 3),
        }
    )


def bootstrap(loaded: Loaded[StateSettings], root: Path, aws: Aws, screen: Screen) -> tuple[list[str], int]:
    """Returns what had to be created first, and how many resources Terraform then changed.

    Raises UserError, before anything is created, when the credentials belong to another account.
    """
    settings = loaded.settings
    target = Target.parse("state")
    with in_sentences():
        _check_account(loaded, aws)
        with screen.step("state bucket and lock table") as step:
            s3 = client("s3", settings.region, aws.environment)
            managed = _exists(lambda: s3.head_object(Bucket=settings.state.bucket_name, Key=target.state_key))
            created = [*_bucket(s3, loaded, managed=managed), *_table(settings, aws, managed=managed)]
            step.result = f"created {' and '.join(created)}" if created else "there already"
    synthesise_one(target, root, screen)
    return created, _apply(target, root, aws, screen)


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
    deadline = time.monotonic() + OTHERS_SECONDS
    while True:
        try:
            s3.create_bucket(**request)
        except ClientError as error:
            if _code(error) == "BucketAlreadyOwnedByYou":
                return
            if _code(error) == "BucketAlreadyExists":
                where = loaded.where(("state", "bucket_name"))
                raise UserError(
                    f"{where}: the bucket name {request['Bucket']} is taken by another account; choose another one."
                ) from error
            # Somebody else is making, or was just deleting, the same bucket.
            if _code(error) != "OperationAborted" or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


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
        _protect_table(dynamodb, name)
    return created


def _protect_table(dynamodb: Any, name: str) -> None:
    deadline = time.monotonic() + OTHERS_SECONDS
    while True:
        try:
            dynamodb.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
            )
        except ClientError as error:
            # What a table answers in its first seconds.
            if _code(error) != "ContinuousBackupsUnavailableException" or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _apply(target: Target, root: Path, aws: Aws, screen: Screen) -> int:
    """Has Terraform take over what exists and make the rest. Returns how many resources it changed."""
    deadline = time.monotonic() + OTHERS_SECONDS
    while True:
        planned = plan(target, root, aws, screen, options=[LOCK_OPTION])
        if not planned.changes:
            return 0
        try:
            with screen.step("apply the state stack") as step:
                total = len(planned.changes.resources)
                progress = Progress(total, step.note)
                Root(root, root / target.root_dir, base_environment=aws.environment, on_line=progress.on_line).apply(
                    planned.file
                )
                step.result = planned.changes.headline()
        except TerraformError as error:
            # Somebody else bootstraps at the same time: see what is left when that is done.
            if error.kind not in ("lock_held", "plan_outdated") or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return total


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
