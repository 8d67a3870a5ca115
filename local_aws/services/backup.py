"""AWS Backup: selections, policies, notifications, plan updates, recovery points (never any)."""

from __future__ import annotations

import time
import uuid
from typing import Any

from local_aws.registry import AwsError, Context, Result, amend, find, operation, remember, tag_operations

# moto's own tag operations look for the ARN in the wrong place of the path; creation puts the tags here too.
tag_operations(
    "backup",
    arn="ResourceArn",
    tags="Tags",
    keys="TagKeyList",
    list_name="ListTags",
    mapped=True,
    override="moto reads the ARN from the wrong part of the path",
)


@operation("backup", "CreateBackupSelection")
def create_backup_selection(context: Context) -> Result:
    selection = {
        "BackupPlanId": context.params["BackupPlanId"],
        "SelectionId": str(uuid.uuid4()),
        "BackupSelection": context.params["BackupSelection"],
        "CreationDate": int(time.time()),
    }
    context.table("selections")[selection["SelectionId"]] = selection
    return selection


@operation("backup", "GetBackupSelection")
def get_backup_selection(context: Context) -> Result:
    return find(
        context.table("selections"), context.params["SelectionId"], "ResourceNotFoundException", "Backup selection"
    )


@operation("backup", "DeleteBackupSelection")
def delete_backup_selection(context: Context) -> None:
    context.table("selections").pop(context.params["SelectionId"], None)


@operation("backup", "ListRecoveryPointsByBackupVault")
def list_recovery_points(context: Context) -> Result:
    del context
    return {"RecoveryPoints": []}


@amend("backup", "CreateBackupVault", "CreateBackupPlan")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    arn = result.get("BackupVaultArn") or result["BackupPlanArn"]
    context.tags.replace(arn, context.params.get("BackupVaultTags") or context.params.get("BackupPlanTags"))


@operation("backup", "UpdateBackupPlan")
def update_backup_plan(context: Context) -> Result:
    plans = context.backend("backup").plans
    plan = find(plans, context.params["BackupPlanId"], "ResourceNotFoundException", "Backup plan")
    # moto's own constructor gives the rules their ids and defaults.
    fresh = type(plan)(context.params["BackupPlan"], plan.creator_request_id, context.backend("backup"))
    plan.backup_plan, plan.version_id = fresh.backup_plan, fresh.version_id
    plan.advanced_backup_settings = fresh.advanced_backup_settings
    return plan.to_dict()


@amend("backup", "DeleteBackupPlan")
def forget_plan(context: Context, result: dict[str, Any]) -> None:
    """moto keeps a deleted plan, and with it its name."""
    del result
    context.backend("backup").plans.pop(context.params["BackupPlanId"], None)


@operation("backup", "PutBackupVaultAccessPolicy")
def put_vault_policy(context: Context) -> None:
    context.table("vault policies")[context.params["BackupVaultName"]] = context.params["Policy"]


@operation("backup", "GetBackupVaultAccessPolicy")
def get_vault_policy(context: Context) -> Result:
    name = context.params["BackupVaultName"]
    policy = find(context.table("vault policies"), name, "ResourceNotFoundException", "The policy of vault")
    return {"BackupVaultName": name, "BackupVaultArn": context.arn(f"backup-vault:{name}"), "Policy": policy}


@operation("backup", "DeleteBackupVaultAccessPolicy")
def delete_vault_policy(context: Context) -> None:
    context.table("vault policies").pop(context.params["BackupVaultName"], None)


@operation("backup", "PutBackupVaultNotifications")
def put_vault_notifications(context: Context) -> None:
    context.table("vault notifications")[context.params["BackupVaultName"]] = remember(context.params)


@operation("backup", "GetBackupVaultNotifications")
def get_vault_notifications(context: Context) -> Result:
    name = context.params["BackupVaultName"]
    if name not in context.table("vault notifications"):
        raise AwsError("ResourceNotFoundException", f"Vault {name} has no notifications")
    return {**context.table("vault notifications")[name], "BackupVaultArn": context.arn(f"backup-vault:{name}")}


@operation("backup", "DeleteBackupVaultNotifications")
def delete_vault_notifications(context: Context) -> None:
    context.table("vault notifications").pop(context.params["BackupVaultName"], None)
