"""CloudWatch Internet Monitor, which moto does not have: monitors; nothing is measured."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from local_aws.registry import Context, Result, find, operation, remember, tag_operations

tag_operations("internetmonitor", arn="ResourceArn", tags="Tags", keys="TagKeys", mapped=True)


def _monitor(context: Context) -> dict[str, Any]:
    return find(context.table("monitors"), context.params["MonitorName"], "ResourceNotFoundException", "Monitor")


@operation("internetmonitor", "CreateMonitor")
def create_monitor(context: Context) -> Result:
    name, now = context.params["MonitorName"], datetime.now(UTC)
    arn = context.arn(f"monitor/{name}")
    context.table("monitors")[name] = {
        "Resources": [],
        **remember(context.params, "Tags", "ClientToken"),
        "MonitorArn": arn,
        "Status": "ACTIVE",
        "CreatedAt": now,
        "ModifiedAt": now,
    }
    context.tags.replace(arn, context.params.get("Tags"))
    return {"Arn": arn, "Status": "ACTIVE"}


@operation("internetmonitor", "GetMonitor")
def get_monitor(context: Context) -> Result:
    monitor = _monitor(context)
    return {**monitor, "Tags": context.tags.as_map(monitor["MonitorArn"])}


@operation("internetmonitor", "UpdateMonitor")
def update_monitor(context: Context) -> Result:
    monitor = _monitor(context)
    changes = remember(context.params, "ResourcesToAdd", "ResourcesToRemove", "ClientToken")
    removed, added = context.params.get("ResourcesToRemove", []), context.params.get("ResourcesToAdd", [])
    monitor["Resources"] = [item for item in monitor["Resources"] if item not in removed] + list(added)
    monitor.update(changes, ModifiedAt=datetime.now(UTC))
    return {"MonitorArn": monitor["MonitorArn"], "Status": monitor["Status"]}


@operation("internetmonitor", "DeleteMonitor")
def delete_monitor(context: Context) -> None:
    del context.table("monitors")[_monitor(context)["MonitorName"]]
