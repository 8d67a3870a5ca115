"""CloudWatch Synthetics: canaries in the form that the Go SDK reads, their deletion and tags; none runs."""

from __future__ import annotations

from typing import Any

from local_aws.registry import PASS, Context, Pass, Result, amend, find, operation, tag_operations

tag_operations(
    "synthetics",
    arn="ResourceArn",
    tags="Tags",
    keys="TagKeys",
    mapped=True,
    override="moto lists tags, and cannot change them",
)


def _arn(context: Context, name: str) -> str:
    return context.arn(f"canary:{name}")


@amend("synthetics", "CreateCanary", "GetCanary", "DescribeCanaries")
def complete_canaries(context: Context, result: dict[str, Any]) -> None:
    """moto writes times as text, which the Go SDK refuses: reading its answer and writing it again makes numbers."""
    for canary in result.get("Canaries") or [result["Canary"]]:
        if context.operation == "CreateCanary":
            context.tags.replace(_arn(context, canary["Name"]), context.params.get("Tags"))
        canary["Tags"] = context.tags.as_map(_arn(context, canary["Name"]))
        canary["Status"]["State"] = context.table("states").get(canary["Name"], "READY")


def _canary(context: Context) -> Any:
    canaries = context.backend("synthetics").canaries
    return find(canaries, context.params["Name"], "ResourceNotFoundException", "Canary")


@operation("synthetics", "GetCanary", override="moto fails on a canary that is not there, which ends a deletion")
def get_canary(context: Context) -> Pass:
    _canary(context)
    return PASS


@operation("synthetics", "StartCanary", "StopCanary")
def switch_canary(context: Context) -> None:
    _canary(context)
    state = "RUNNING" if context.operation == "StartCanary" else "STOPPED"
    context.table("states")[context.params["Name"]] = state


_ATTRIBUTES = {
    "ArtifactS3Location": "artifact_s3_location",
    "ExecutionRoleArn": "execution_role_arn",
    "FailureRetentionPeriodInDays": "failure_retention_period_in_days",
    "RunConfig": "run_config",
    "RuntimeVersion": "runtime_version",
    "Schedule": "schedule",
    "SuccessRetentionPeriodInDays": "success_retention_period_in_days",
    "VpcConfig": "vpc_config",
}


@operation("synthetics", "UpdateCanary")
def update_canary(context: Context) -> Result:
    canary = _canary(context)
    for name, attribute in _ATTRIBUTES.items():
        if name in context.params:
            setattr(canary, attribute, context.params[name])
    return {}


@operation("synthetics", "DeleteCanary")
def delete_canary(context: Context) -> None:
    _canary(context)
    del context.backend("synthetics").canaries[context.params["Name"]]
    context.table("states").pop(context.params["Name"], None)
