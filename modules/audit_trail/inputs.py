"""What a caller decides about the audit trail."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import Later

BucketNamePrefix = Annotated[
    str, matching(r"[a-z0-9][a-z0-9.-]{2,62}", "the beginning of a bucket's name, such as shop-prod-")
]


class ObjectLockInputs(Inputs):
    """Keeps log files from being deleted or written over before their time."""

    mode: Literal["GOVERNANCE", "COMPLIANCE"] = "GOVERNANCE"
    """GOVERNANCE: who may bypass it can still delete. COMPLIANCE: nobody can, the account's root included."""

    days: int = Field(ge=1)
    """Days that each file is locked."""


class AuditTrailInputs(Inputs):
    """A CloudTrail trail of all regions: who called which API of this account, when and from where."""

    retention_days: int = Field(default=365, ge=90)
    """Days that the log files are kept. Auditors ask for a year at least."""

    object_lock: Annotated[ObjectLockInputs | None, Later("yes; what is locked stays so")] = None
    """Whether log files are locked; can be given when the trail is made and later, never taken back from the bucket."""

    object_events_of: tuple[BucketNamePrefix, ...] = Field(default=(), max_length=50)
    """Beginnings of bucket names: each read and write of an object in them is logged too, which is charged by event."""

    def findings(self) -> Iterator[Finding]:
        if self.object_lock is not None and self.object_lock.days > self.retention_days:
            yield Finding(
                ("object_lock", "days"),
                f"must be at most retention_days, {self.retention_days}, when the files are to be gone",
                self.object_lock.days,
            )
