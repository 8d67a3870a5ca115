"""The object that holds a deployment's state, and the versions that the bucket keeps of it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from scripts.base.aws import Aws
from scripts.base.aws_client import client
from scripts.base.state_lock import MISSING, TABLE
from settings.state import StateSettings
from settings.target import Deployment


@dataclass(frozen=True)
class Version:
    """One version of the object as the bucket lists it; `deleted` is true for the mark of a deletion."""

    id: str
    written: datetime
    size_bytes: int
    deleted: bool

    @property
    def written_text(self) -> str:
        return f"{self.written:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(frozen=True)
class Content:
    """What a version holds. `problem` says why it is no state; then the rest is empty."""

    data: bytes
    state: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def serial(self) -> int:
        return self.state.get("serial", 0)

    @property
    def addresses(self) -> list[str]:
        """The managed resources, sorted; those with count or for_each once for each instance."""
        return sorted(_addresses(self.state))


class StateStore:
    """Reads and replaces a state without Terraform, which refuses to touch one that is damaged.

    Errors of AWS come out as boto3 raises them.
    """

    def __init__(self, settings: StateSettings, deployment: Deployment, aws: Aws) -> None:
        self.address = f"s3://{settings.state.bucket_name}/{deployment.state_key}"
        self._bucket = settings.state.bucket_name
        self._key = deployment.state_key
        self._table = settings.state.lock_table_name if TABLE in settings.state.locks else None
        self._s3 = client("s3", settings.region, aws.environment)
        self._dynamodb = client("dynamodb", settings.region, aws.environment)

    def versions(self) -> list[Version]:
        """All versions and deletions there are of the object, newest first."""
        pages = self._s3.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=self._key)
        found = [
            (entry["IsLatest"], Version(entry["VersionId"], entry["LastModified"], entry.get("Size", 0), deleted))
            for page in pages
            for name, deleted in (("Versions", False), ("DeleteMarkers", True))
            for entry in page.get(name, [])
            # A prefix: the lock file beside the state begins like it.
            if entry["Key"] == self._key
        ]
        found.sort(key=lambda one: (one[0], one[1].written), reverse=True)
        return [version for _, version in found]

    def content(self, version: Version) -> Content:
        """What a version holds."""
        return content(self._s3.get_object(Bucket=self._bucket, Key=self._key, VersionId=version.id)["Body"].read())

    def current(self) -> Content | None:
        """What Terraform would read; None when there is no object."""
        try:
            return content(self._s3.get_object(Bucket=self._bucket, Key=self._key)["Body"].read())
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in MISSING:
                return None
            raise

    def is_as_remembered(self, current: Content | None) -> bool:
        """Whether the lock table, if there is one, remembers this content: Terraform refuses any other."""
        if self._table is None:
            return True
        found = self._dynamodb.get_item(TableName=self._table, Key=self._digest_key, ConsistentRead=True)
        remembered = found["Item"]["Digest"]["S"] if "Item" in found else ""
        return remembered in ("", _digest(current.data if current else b""))

    def put_back(self, version: Version, serial: int) -> None:
        """Makes the state of a version the current one, under a new serial, and has the lock table remember it.

        Encrypted as the version was. A plan that was made before belongs to another serial, and Terraform refuses it.
        """
        data = json.dumps({**self.content(version).state, "serial": serial}, indent=2).encode()
        head = self._s3.head_object(Bucket=self._bucket, Key=self._key, VersionId=version.id)
        encryption = {name: head[name] for name in ("ServerSideEncryption", "SSEKMSKeyId") if name in head}
        self._s3.put_object(Bucket=self._bucket, Key=self._key, Body=data, ContentType="application/json", **encryption)
        if self._table is not None:
            item = {**self._digest_key, "Digest": {"S": _digest(data)}}
            self._dynamodb.put_item(TableName=self._table, Item=item)

    @property
    def _digest_key(self) -> dict[str, Any]:
        return {"LockID": {"S": f"{self._bucket}/{self._key}-md5"}}


def content(data: bytes) -> Content:
    """Reads the bytes of a state object."""
    try:
        state = json.loads(data)
    except ValueError as error:
        return Content(data, problem=f"it is no JSON ({error})")
    if not isinstance(state, dict) or not {"version", "serial", "lineage", "resources"} <= state.keys():
        return Content(data, problem="it is JSON, but not the state of a Terraform root")
    return Content(data, state)


def _addresses(state: Mapping[str, Any]) -> Iterator[str]:
    for resource in state.get("resources", []):
        if resource["mode"] == "managed":
            for instance in resource["instances"]:
                key = f"[{json.dumps(instance['index_key'])}]" if "index_key" in instance else ""
                yield f"{resource['type']}.{resource['name']}{key}"


def _digest(data: bytes) -> str:
    """As Terraform's S3 backend writes it."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
