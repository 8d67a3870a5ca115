"""Cost Explorer: anomaly monitors and subscriptions, cost allocation tags."""

from __future__ import annotations

import uuid

from local_aws.registry import AwsError, Context, Result, find, operation, remember, tag_operations

tag_operations(
    "ce",
    arn="ResourceArn",
    tags="ResourceTags",
    keys="ResourceTagKeys",
    only=lambda arn: ":anomaly" in arn,
    override="moto tags cost categories only; anomaly monitors and subscriptions are ours",
)


@operation("ce", "CreateAnomalyMonitor")
def create_anomaly_monitor(context: Context) -> Result:
    arn = context.arn(f"anomalymonitor/{uuid.uuid4()}", region="")
    context.table("anomaly monitors")[arn] = {**remember(context.params["AnomalyMonitor"]), "MonitorArn": arn}
    context.tags.replace(arn, context.params.get("ResourceTags"))
    return {"MonitorArn": arn}


@operation("ce", "GetAnomalyMonitors")
def get_anomaly_monitors(context: Context) -> Result:
    monitors = context.table("anomaly monitors")
    wanted = context.params.get("MonitorArnList") or list(monitors)
    return {"AnomalyMonitors": [find(monitors, arn, "UnknownMonitorException", "Monitor") for arn in wanted]}


@operation("ce", "UpdateAnomalyMonitor")
def update_anomaly_monitor(context: Context) -> Result:
    arn = context.params["MonitorArn"]
    find(context.table("anomaly monitors"), arn, "UnknownMonitorException", "Monitor").update(remember(context.params))
    return {"MonitorArn": arn}


@operation("ce", "DeleteAnomalyMonitor")
def delete_anomaly_monitor(context: Context) -> None:
    context.table("anomaly monitors").pop(context.params["MonitorArn"], None)


@operation("ce", "CreateAnomalySubscription")
def create_anomaly_subscription(context: Context) -> Result:
    sent = remember(context.params["AnomalySubscription"])
    unknown = [arn for arn in sent["MonitorArnList"] if arn not in context.table("anomaly monitors")]
    if unknown:
        raise AwsError("UnknownMonitorException", f"Monitor {unknown[0]} does not exist")
    arn = context.arn(f"anomalysubscription/{uuid.uuid4()}", region="")
    context.table("anomaly subscriptions")[arn] = {**sent, "SubscriptionArn": arn, "AccountId": context.account_id}
    context.tags.replace(arn, context.params.get("ResourceTags"))
    return {"SubscriptionArn": arn}


@operation("ce", "GetAnomalySubscriptions")
def get_anomaly_subscriptions(context: Context) -> Result:
    held = context.table("anomaly subscriptions")
    wanted = context.params.get("SubscriptionArnList") or list(held)
    return {"AnomalySubscriptions": [find(held, arn, "UnknownSubscriptionException", "Subscription") for arn in wanted]}


@operation("ce", "UpdateAnomalySubscription")
def update_anomaly_subscription(context: Context) -> Result:
    arn = context.params["SubscriptionArn"]
    held = find(context.table("anomaly subscriptions"), arn, "UnknownSubscriptionException", "Subscription")
    held.update(remember(context.params))
    return {"SubscriptionArn": arn}


@operation("ce", "DeleteAnomalySubscription")
def delete_anomaly_subscription(context: Context) -> None:
    context.table("anomaly subscriptions").pop(context.params["SubscriptionArn"], None)


@operation("ce", "UpdateCostAllocationTagsStatus")
def update_cost_allocation_tags(context: Context) -> Result:
    active = context.table("active tags")
    for tag in context.params["CostAllocationTagsStatus"]:
        active.pop(tag["TagKey"], None)
        if tag["Status"] == "Active":
            active[tag["TagKey"]] = True
    return {"Errors": []}


@operation("ce", "ListCostAllocationTags")
def list_cost_allocation_tags(context: Context) -> Result:
    """Every key that is asked for is known: AWS lists those that were ever used, and here nobody looks for them."""
    active = context.table("active tags")
    return {
        "CostAllocationTags": [
            {"TagKey": key, "Status": "Active" if key in active else "Inactive", "Type": "UserDefined"}
            for key in context.params.get("TagKeys") or active
        ]
    }
