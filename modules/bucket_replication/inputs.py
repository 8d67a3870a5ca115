"""What a caller decides about the replica of a bucket."""

from typing import Literal

from pydantic import Field

from modules.base.inputs import Inputs


class BucketReplicationInputs(Inputs):
    """A replica of a bucket in the recovery region."""

    within_15_minutes: bool = True
    """Whether S3 promises that 99.9 % of objects arrive within 15 minutes, and tells of others. Charged by GB."""

    storage_class: Literal["STANDARD", "STANDARD_IA", "GLACIER_IR"] = "STANDARD"
    """Storage class of the replica's objects. The colder ones charge for each read and for at least 30 or 90 days."""

    noncurrent_version_days: int = Field(default=30, ge=1)
    """Days that superseded and deleted versions stay in the replica."""
