"""The lock on a state, in both places where Terraform keeps it: a file beside the state object, an item in a table."""

import getpass
import json
import socket
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from modules.state.inputs import StateLock
from scripts.base.aws import Aws
from scripts.base.aws_client import client
from settings.state import StateSettings
from settings.target import Deployment
from toolchain.errors import UserError

FILE, TABLE = "s3_lock_file", "dynamodb_table"
MISSING = ("404", "NoSuchKey", "NoSuchBucket", "ResourceNotFoundException")
TAKEN = ("412", "PreconditionFailed", "409", "ConditionalRequestConflict", "ConditionalCheckFailedException")


@dataclass(frozen=True)
class Lock:
    """A lock that somebody holds. `who` is user@machine, `operation` plan, apply or the like, `since` in UTC.

    `places` is where it lies: in both, unless its holder was stopped while it took or released them.
    """

    id: str
    who: str
    operation: str
    since: datetime
    terraform_version: str
    places: tuple[StateLock, ...]

    @property
    def since_text(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M:%S} UTC"

    def __str__(self) -> str:
        return f"{self.who} has been at it ({self.operation}) since {self.since_text}"


class StateLocks:
    """Finds, removes and takes the locks on the state of a deployment. Errors of AWS come out as boto3 raises them."""

    def __init__(self, settings: StateSettings, deployment: Deployment, aws: Aws) -> None:
        self._bucket = settings.state.bucket_name
        self._table = settings.state.lock_table_name
        self._wanted = settings.state.locks
        self._path = f"{self._bucket}/{deployment.state_key}"
        self._file = f"{deployment.state_key}.tflock"
        self._s3 = client("s3", settings.region, aws.environment)
        self._dynamodb = client("dynamodb", settings.region, aws.environment)

    def held(self) -> list[Lock]:
        """The locks there are, oldest first: none, one, or two when two runs hold one place each."""
        found: dict[str, list[StateLock]] = {}
        facts: dict[str, dict[str, Any]] = {}
        for place, text in ((FILE, self._in_file()), (TABLE, self._in_table())):
            if text is not None:
                said = json.loads(text)
                facts[said["ID"]] = said
                found.setdefault(said["ID"], []).append(place)
        locks = [_lock(facts[lock_id], tuple(places)) for lock_id, places in found.items()]
        return sorted(locks, key=lambda lock: lock.since)

    def remove(self, lock: Lock) -> None:
        """Removes this very lock from where it lies; one that somebody else has taken since stays."""
        file, item = self._in_file(), self._in_table()
        if file is not None and json.loads(file)["ID"] == lock.id:
            self._s3.delete_object(Bucket=self._bucket, Key=self._file)
        if item is not None and json.loads(item)["ID"] == lock.id:
            self._dynamodb.delete_item(
                TableName=self._table,
                Key={"LockID": {"S": self._path}},
                ConditionExpression="Info = :info",
                ExpressionAttributeValues={":info": {"S": item}},
            )

    @contextmanager
    def taken(self, operation: str) -> Generator[None]:
        """Holds the locks that Terraform would. Raises UserError when somebody else has one."""
        now = datetime.now(UTC)
        info = {
            "ID": str(uuid.uuid4()),
            "Operation": operation,
            "Info": "",
            "Who": f"{getpass.getuser()}@{socket.gethostname()}",
            "Version": "stackwright",
            "Created": now.isoformat().replace("+00:00", "Z"),
            "Path": self._path,
        }
        text = json.dumps(info)
        try:
            try:
                self._take(text)
            except ClientError as error:
                if _code(error) not in TAKEN:
                    raise
                holders = " and ".join(str(lock) for lock in self.held() if lock.id != info["ID"])
                raise UserError(f"The state {self._path} is locked: {holders}. Nothing was changed.") from error
            yield
        finally:
            self.remove(_lock(info, ()))

    def _take(self, text: str) -> None:
        if FILE in self._wanted:
            self._s3.put_object(Bucket=self._bucket, Key=self._file, Body=text.encode(), IfNoneMatch="*")
        if TABLE in self._wanted:
            self._dynamodb.put_item(
                TableName=self._table,
                Item={"LockID": {"S": self._path}, "Info": {"S": text}},
                ConditionExpression="attribute_not_exists(LockID)",
            )

    def _in_file(self) -> str | None:
        try:
            return self._s3.get_object(Bucket=self._bucket, Key=self._file)["Body"].read().decode()
        except ClientError as error:
            if _code(error) in MISSING:
                return None
            raise

    def _in_table(self) -> str | None:
        try:
            found = self._dynamodb.get_item(
                TableName=self._table, Key={"LockID": {"S": self._path}}, ConsistentRead=True
            )
        except ClientError as error:
            if _code(error) in MISSING:
                return None
            raise
        return found["Item"]["Info"]["S"] if "Item" in found else None


def _lock(said: dict[str, Any], places: tuple[StateLock, ...]) -> Lock:
    return Lock(
        id=said["ID"],
        who=said["Who"],
        operation=said["Operation"].removeprefix("OperationType").lower(),
        since=datetime.fromisoformat(said["Created"]),
        terraform_version=said["Version"],
        places=places,
    )


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")
