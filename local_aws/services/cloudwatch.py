"""CloudWatch: composite alarms, anomaly detection bands, and one tag store for all alarms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from local_aws.registry import PASS, Context, Pass, Result, amend, find, operation, remember, tag_operations

# moto tags metric alarms and dashboards only at their creation; composite alarms are ours.
tag_operations(
    "cloudwatch",
    arn="ResourceARN",
    tags="Tags",
    keys="TagKeys",
    only=lambda arn: ":alarm:" in arn or ":metric-stream/" in arn,
    override="moto does not know composite alarms, and both kinds of alarm share the ARN format",
)


@operation("cloudwatch", "PutCompositeAlarm")
def put_composite_alarm(context: Context) -> None:
    name = context.params["AlarmName"]
    arn = context.arn(f"alarm:{name}")
    now = datetime.now(UTC)
    known = name in context.table("composite alarms")
    context.table("composite alarms")[name] = {
        "ActionsEnabled": True,
        "StateValue": "INSUFFICIENT_DATA",
        "StateUpdatedTimestamp": now,
        "AlarmConfigurationUpdatedTimestamp": now,
        **remember(context.params, "Tags"),
        "AlarmArn": arn,
    }
    if not known:
        context.tags.replace(arn, context.params.get("Tags"))


@operation("cloudwatch", "PutMetricAlarm", override="remembers the tags, which moto cannot change later")
def put_metric_alarm(context: Context) -> Pass:
    arn = context.arn(f"alarm:{context.params['AlarmName']}")
    # AWS ignores the tags of a PutMetricAlarm that updates an alarm.
    if context.params["AlarmName"] not in context.backend("cloudwatch").alarms:
        context.tags.replace(arn, context.params.get("Tags"))
    return PASS


@amend("cloudwatch", "DescribeAlarms")
def add_composite_alarms(context: Context, result: dict[str, Any]) -> None:
    types = context.params.get("AlarmTypes") or ["MetricAlarm"]
    names = context.params.get("AlarmNames")
    prefix = context.params.get("AlarmNamePrefix", "")
    if "MetricAlarm" not in types:
        result["MetricAlarms"] = []
    if "CompositeAlarm" in types:
        result["CompositeAlarms"] = [
            alarm
            for name, alarm in context.table("composite alarms").items()
            if (not names or name in names) and name.startswith(prefix)
        ]


@operation("cloudwatch", "DeleteAlarms", override="moto deletes metric alarms only")
def delete_alarms(context: Context) -> Result | Pass | None:
    composite = context.table("composite alarms")
    for name in context.params["AlarmNames"]:
        context.tags.forget(context.arn(f"alarm:{name}"))
    if not any(name in composite for name in context.params["AlarmNames"]):
        return PASS
    for name in context.params["AlarmNames"]:
        composite.pop(name, None)
    return None


# Metric streams


@operation("cloudwatch", "PutMetricStream")
def put_metric_stream(context: Context) -> Result:
    name, now = context.params["Name"], datetime.now(UTC)
    arn = context.arn(f"metric-stream/{name}")
    held = context.table("metric streams").get(name)
    context.table("metric streams")[name] = {
        **remember(context.params, "Tags"),
        "Arn": arn,
        "State": "running",
        "CreationDate": held["CreationDate"] if held else now,
        "LastUpdateDate": now,
    }
    if held is None:
        context.tags.replace(arn, context.params.get("Tags"))
    return {"Arn": arn}


@operation("cloudwatch", "GetMetricStream")
def get_metric_stream(context: Context) -> Result:
    return find(context.table("metric streams"), context.params["Name"], "ResourceNotFoundException", "Metric stream")


@operation("cloudwatch", "DeleteMetricStream")
def delete_metric_stream(context: Context) -> None:
    context.table("metric streams").pop(context.params["Name"], None)
