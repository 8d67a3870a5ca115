"""What was released: one parameter in Parameter Store, whose versions are the history, and one that is the lock."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from botocore.exceptions import ClientError

from release.clients import Clients
from release.errors import RefusedError

Outcome = Literal["running", "succeeded", "taken back", "failed"]
TIER = "Standard"


@dataclass(frozen=True)
class Release:
    """One release. `failed` means that taking it back did not succeed either."""

    number: int
    kind: Literal["release", "rollback"]
    by: str
    """The IAM identity."""
    started: str
    """UTC, as ISO 8601."""
    outcome: Outcome
    images: Mapping[str, str]
    """Service -> image by digest."""
    definitions: Mapping[str, str]
    """Service -> task definition ARN that the release brought."""
    before: Mapping[str, str] = field(default_factory=dict)
    """Service -> task definition ARN that ran before."""
    snapshot: str | None = None
    reason: str = ""
    """Why it was taken back."""

    def ended(self, outcome: Outcome, reason: str = "") -> "Release":
        return replace(self, outcome=outcome, reason=reason[:500])


class Records:
    """The releases of one environment."""

    def __init__(self, clients: Clients, parameter_path: str) -> None:
        self._ssm = clients.ssm
        self._record = f"{parameter_path}release/record"
        self._lock = f"{parameter_path}release/lock"

    def history(self) -> list[Release]:
        """Each release once, as it ended, the newest first. Parameter Store keeps 100 versions: 50 releases."""
        found: dict[int, Release] = {}
        try:
            for page in self._ssm.get_paginator("get_parameter_history").paginate(Name=self._record):
                for version in page["Parameters"]:
                    release = Release(**json.loads(version["Value"]))
                    found[release.number] = release
        except ClientError as error:
            if error.response["Error"]["Code"] != "ParameterNotFound":
                raise
        return sorted(found.values(), key=lambda release: -release.number)

    def write(self, release: Release) -> None:
        """Adds a version: one when a release begins, one when it has ended."""
        self._ssm.put_parameter(
            Name=self._record,
            Description="The last release; the versions are the history",
            Value=json.dumps(asdict(release), separators=(",", ":")),
            Type="String",
            Tier=TIER,
            Overwrite=True,
        )

    def lock(self, who: str, started: str) -> None:
        """Keeps other releases out. Raises RefusedError with who releases since when."""
        value = json.dumps({"by": who, "started": started})
        try:
            self._ssm.put_parameter(
                Name=self._lock, Description="A release is under way", Value=value, Type="String", Overwrite=False
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ParameterAlreadyExists":
                raise
            raise RefusedError(self._held()) from None

    def unlock(self) -> None:
        """Lets others in. Harmless where there is no lock."""
        try:
            self._ssm.delete_parameter(Name=self._lock)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ParameterNotFound":
                raise

    def _held(self) -> str:
        holder: dict[str, Any] = json.loads(self._ssm.get_parameter(Name=self._lock)["Parameter"]["Value"])
        return (
            f"{holder['by']} releases since {holder['started']}. Wait until that has ended. If it was killed, look at "
            f"`stackwright history`, then take the lock away: aws ssm delete-parameter --name {self._lock}"
        )
