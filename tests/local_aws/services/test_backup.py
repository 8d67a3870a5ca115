from __future__ import annotations

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_a_selection_and_a_plan_change_and_go(aws: Client) -> None:
    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="vault")
    rule = {"RuleName": "daily", "TargetBackupVaultName": "vault", "ScheduleExpression": "cron(0 3 * * ? *)"}
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "plan", "Rules": [rule]})["BackupPlanId"]
    selection = {"SelectionName": "data", "IamRoleArn": f"arn:aws:iam::{ACCOUNT_ID}:role/backup", "Resources": ["*"]}
    chosen = backup.create_backup_selection(BackupPlanId=plan, BackupSelection=selection)["SelectionId"]
    shown = backup.get_backup_selection(BackupPlanId=plan, SelectionId=chosen)
    assert shown["BackupSelection"] == selection
    backup.update_backup_plan(
        BackupPlanId=plan,
        BackupPlan={"BackupPlanName": "plan", "Rules": [{**rule, "Lifecycle": {"DeleteAfterDays": 31}}]},
    )
    rules = backup.get_backup_plan(BackupPlanId=plan)["BackupPlan"]["Rules"]
    assert [item["Lifecycle"] for item in rules] == [{"DeleteAfterDays": 31}]


@pytest.mark.needs("backup.forget_plan")
def test_the_name_of_a_deleted_plan_is_free_again(aws: Client) -> None:
    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="vault")
    plan = {"BackupPlanName": "plan", "Rules": [{"RuleName": "daily", "TargetBackupVaultName": "vault"}]}
    first = backup.create_backup_plan(BackupPlan=plan)["BackupPlanId"]
    backup.delete_backup_plan(BackupPlanId=first)
    assert backup.create_backup_plan(BackupPlan=plan)["BackupPlanId"] != first


@pytest.mark.needs("backup.keep_tags", "backup.list_tags", "backup.add_tags", "backup.remove_tags")
def test_tags_of_a_vault_change_in_place(aws: Client) -> None:
    backup = aws("backup")
    tags = {"step": "one", "team": "shop", "old": "yes"}
    arn = backup.create_backup_vault(BackupVaultName="vault", BackupVaultTags=tags)["BackupVaultArn"]
    backup.tag_resource(ResourceArn=arn, Tags={"step": "two"})
    backup.untag_resource(ResourceArn=arn, TagKeyList=["old"])
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"step": "two", "team": "shop"}


def test_the_policy_of_a_vault_comes_back_until_it_is_deleted(aws: Client) -> None:
    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="vault")
    backup.put_backup_vault_access_policy(BackupVaultName="vault", Policy="{}")
    assert backup.get_backup_vault_access_policy(BackupVaultName="vault")["Policy"] == "{}"
    backup.delete_backup_vault_access_policy(BackupVaultName="vault")
    try:
        backup.get_backup_vault_access_policy(BackupVaultName="vault")
    except backup.exceptions.ResourceNotFoundException:
        return
    raise AssertionError("the policy is still there")
