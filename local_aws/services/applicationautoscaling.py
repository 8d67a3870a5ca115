"""Application Auto Scaling: tags of scalable targets."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend, tag_operations

tag_operations(
    "application-autoscaling",
    arn="ResourceARN",
    tags="Tags",
    keys="TagKeys",
    mapped=True,
)


@amend("application-autoscaling", "RegisterScalableTarget")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    """AWS ignores the tags of a call that changes an existing target."""
    arn = result["ScalableTargetARN"]
    if not context.tags.known(arn):
        context.tags.replace(arn, context.params.get("Tags"))
