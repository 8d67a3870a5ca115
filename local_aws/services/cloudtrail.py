"""CloudTrail: trails that go when they are deleted by their ARN."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend


@amend("cloudtrail", "DeleteTrail")
def delete_by_arn(context: Context, result: dict[str, Any]) -> None:
    """moto deletes by name only, and keeps a trail named by its ARN without a word."""
    del result
    context.backend("cloudtrail").trails.pop(context.params["Name"].rpartition("/")[2], None)
