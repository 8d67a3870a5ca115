"""What a caller decides about the place where Terraform keeps its state."""

from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Inputs
from modules.base.later import Later

StateLock = Literal["s3_lock_file", "dynamodb_table"]

BucketName = Annotated[
    str,
    matching(
        r"(?!xn--)(?!.*-s3alias$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
        "an S3 bucket name of lower case letters, digits and dashes",
    ),
]
TableName = Annotated[
    str, matching(r"[A-Za-z0-9_.-]{3,255}", "a DynamoDB table name of 3 to 255 letters, digits, _ . -")
]

NEVER = Later("never: Terraform refuses to destroy it, or to replace it by another")


class StateInputs(Inputs):
    """The bucket, lock table and key that every root's remote state uses."""

    bucket_name: Annotated[BucketName, NEVER]
    """S3 bucket for the state objects, one a stack; its name is unique in the world, so begin it with your own."""

    lock_table_name: Annotated[TableName, NEVER] = "stackwright-locks"
    """DynamoDB table that holds a lock while somebody plans or applies."""

    locks: tuple[StateLock, ...] = Field(default=("s3_lock_file", "dynamodb_table"), min_length=1)
    """Which locks a run takes. Terraform 1.11 prefers the lock file beside the state; both exclude older tools too."""

    noncurrent_version_days: int = Field(default=365, ge=30)
    """Days that superseded versions of a state object are kept, to recover a damaged state from."""
