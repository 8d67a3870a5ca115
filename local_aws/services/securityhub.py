"""Security Hub: configuration and standards of the account."""

from __future__ import annotations

from local_aws.registry import Context, Result, operation, remember, tag_operations

tag_operations("securityhub", arn="ResourceArn", tags="Tags", keys="TagKeys", mapped=True)


@operation("securityhub", "UpdateSecurityHubConfiguration")
def update_configuration(context: Context) -> None:
    context.table("configuration").update(remember(context.params))


@operation("securityhub", "BatchEnableStandards")
def enable_standards(context: Context) -> Result:
    subscriptions = []
    for request in context.params["StandardsSubscriptionRequests"]:
        # arn:aws:securityhub:<region>::standards/<name>/v/<version> -> subscription/<name>/v/<version>
        name = request["StandardsArn"].split(":", 5)[5].split("/", 1)[1]
        subscription = {
            "StandardsSubscriptionArn": context.arn(f"subscription/{name}"),
            "StandardsArn": request["StandardsArn"],
            "StandardsInput": request.get("StandardsInput", {}),
            "StandardsStatus": "READY",
        }
        context.table("standards")[subscription["StandardsSubscriptionArn"]] = subscription
        subscriptions.append(subscription)
    return {"StandardsSubscriptions": subscriptions}


@operation("securityhub", "GetEnabledStandards")
def get_enabled_standards(context: Context) -> Result:
    wanted = context.params.get("StandardsSubscriptionArns")
    held = context.table("standards")
    return {"StandardsSubscriptions": [value for arn, value in held.items() if not wanted or arn in wanted]}


@operation("securityhub", "BatchDisableStandards")
def disable_standards(context: Context) -> Result:
    removed = [context.table("standards").pop(arn, None) for arn in context.params["StandardsSubscriptionArns"]]
    return {"StandardsSubscriptions": [{**item, "StandardsStatus": "DELETING"} for item in removed if item]}
