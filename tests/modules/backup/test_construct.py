"""What is saved, where, for how long, and by whom."""

import json

import pytest

from modules.backup.construct import Backup
from modules.backup.facts import BackupSources
from modules.backup.inputs import BackupInputs
from tests.modules import KEY_ARN

RECOVERY_KEY_ARN = "arn:aws:kms:us-west-2:123456789012:key/66666666-7777-8888-9999-000000000000"
DATABASE = "arn:aws:rds:us-east-1:123456789012:db:shop-dev"
CLUSTER = "arn:aws:rds:us-east-1:123456789012:cluster:shop-dev"
BUCKET = "arn:aws:s3:::shop-dev-assets"
COPIED = {"daily": {"schedule": "cron(0 6 * * ? *)", "retention_days": 35, "copy_retention_days": 14}}
LOCK = {"minimum_retention_days": 7, "maximum_retention_days": 365}


def backup(stack, inputs=None, **changes):
    return Backup(
        stack,
        "backup",
        BackupInputs(**inputs or {}),
        **{
            "sources": BackupSources(database_instance_arns=(DATABASE,)),
            "kms_key_arn": KEY_ARN,
            "deletion_protection": True,
            "recovery_key_arn": RECOVERY_KEY_ARN,
            **changes,
        },
    )


def statements(stack):
    policy = json.loads(stack.block("aws_iam_role_policy.backup")["policy"])
    return {statement["Sid"]: statement for statement in policy["Statement"]}


@pytest.mark.requirement("C-31", "E-09")
def test_a_rule_makes_points_and_copies_of_them(stack):
    made = backup(stack, {"rules": COPIED})
    assert stack.block("aws_backup_plan.backup")["rule"] == [
        {
            "rule_name": "daily",
            "target_vault_name": "${aws_backup_vault.backup.name}",
            "schedule": "cron(0 6 * * ? *)",
            "start_window": 60,
            "completion_window": 480,
            "lifecycle": {"delete_after": 35},
            "copy_action": [
                {
                    "destination_vault_arn": "${aws_backup_vault.backup_recovery.arn}",
                    "lifecycle": {"delete_after": 14},
                }
            ],
        }
    ]
    assert (made.vault_name, made.recovery_vault_name) == ("shop-dev", "shop-dev")


@pytest.mark.requirement("C-31", "E-09")
def test_copies_lie_in_the_recovery_region_under_its_own_key(stack):
    backup(stack, {"rules": COPIED, "lock": LOCK})
    vault = stack.block("aws_backup_vault.backup_recovery")
    assert (vault["provider"], vault["kms_key_arn"]) == ("aws.recovery", RECOVERY_KEY_ARN)
    assert stack.block("aws_backup_vault.backup")["kms_key_arn"] == KEY_ARN
    for kind in ("aws_backup_vault_policy", "aws_backup_vault_lock_configuration"):
        assert stack.block(f"{kind}.backup_recovery")["provider"] == "aws.recovery"


def test_without_copies_nothing_is_made_elsewhere(stack):
    made = backup(stack, recovery_key_arn=None)
    assert made.recovery_vault_name is None
    assert list(stack.blocks("aws_backup_vault")) == ["backup"]
    assert "copy_action" not in stack.block("aws_backup_plan.backup")["rule"][0]
    assert "CopyToTheRecoveryRegion" not in statements(stack)


def test_a_recovery_key_that_no_rule_needs_is_not_used(stack):
    backup(stack)
    assert statements(stack)["Keys"]["Resource"] == [KEY_ARN]


@pytest.mark.requirement("C-31")
def test_selects_what_holds_data(stack):
    backup(
        stack,
        sources=BackupSources(
            database_instance_arns=(DATABASE,), database_cluster_arns=(CLUSTER,), bucket_arns=(BUCKET,)
        ),
    )
    selection = stack.block("aws_backup_selection.backup")
    assert selection["resources"] == [DATABASE, CLUSTER, BUCKET]
    assert selection["iam_role_arn"] == "${aws_iam_role.backup.arn}"


@pytest.mark.requirement("C-16", "C-31")
def test_role_touches_its_databases_and_its_own_snapshots_only(stack):
    backup(stack, {"rules": COPIED})
    found = statements(stack)
    snapshots = "arn:aws:rds:*:123456789012:snapshot:awsbackup:*"
    assert found["InstanceSnapshots"]["Resource"] == [DATABASE, snapshots]
    assert found["InstanceSnapshotsOfBackupOnly"]["Action"] == [
        "rds:AddTagsToResource",
        "rds:CopyDBSnapshot",
        "rds:DeleteDBSnapshot",
        "rds:ModifyDBSnapshotAttribute",
    ]
    assert found["InstanceSnapshotsOfBackupOnly"]["Resource"] == [snapshots]
    assert found["LetServicesUseKeys"] == {
        "Sid": "LetServicesUseKeys",
        "Effect": "Allow",
        "Action": ["kms:CreateGrant"],
        "Resource": [KEY_ARN, RECOVERY_KEY_ARN],
        "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
    }
    assert [sid for sid, statement in found.items() if statement["Resource"] == ["*"]] == ["CopyToTheRecoveryRegion"]
    assert found["CopyToTheRecoveryRegion"]["Condition"] == {
        "ForAllValues:ArnEquals": {"backup:CopyTargets": ["${aws_backup_vault.backup_recovery.arn}"]},
        "Null": {"backup:CopyTargets": "false"},
    }


def test_role_of_a_cluster_has_the_actions_of_clusters(stack):
    backup(stack, sources=BackupSources(database_cluster_arns=(CLUSTER,)))
    found = statements(stack)
    assert found["ClusterSnapshots"]["Action"] == ["rds:CreateDBClusterSnapshot", "rds:ListTagsForResource"]
    assert found["ClusterDescriptions"]["Action"] == ["rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots"]
    assert "InstanceSnapshots" not in found


@pytest.mark.requirement("C-16", "M-15")
def test_role_of_a_bucket_reads_this_bucket_only(stack):
    backup(stack, sources=BackupSources(bucket_arns=(BUCKET,)))
    found = statements(stack)
    assert found["Buckets"]["Resource"] == [BUCKET]
    assert found["Objects"]["Resource"] == [f"{BUCKET}/*"]
    assert found["DecryptObjects"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    assert found["BucketChanges"]["Resource"] == ["arn:aws:events:us-east-1:123456789012:rule/AwsBackupManagedRule*"]


def test_only_aws_backup_for_this_account_takes_the_role(stack):
    backup(stack)
    trust = json.loads(stack.block("aws_iam_role.backup")["assume_role_policy"])["Statement"][0]
    assert trust["Principal"] == {"Service": "backup.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


@pytest.mark.requirement("A-08", "C-31")
def test_protection_keeps_recovery_points_from_being_deleted_by_hand(stack):
    backup(stack)
    assert stack.block("aws_backup_vault.backup")["force_destroy"] is False
    policy = json.loads(stack.block("aws_backup_vault_policy.backup")["policy"])
    assert policy["Statement"] == [
        {
            "Sid": "NobodyDeletesByHand",
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
            "Resource": "*",
        }
    ]


def test_without_protection_the_vault_can_go(stack):
    backup(stack, deletion_protection=False)
    assert stack.block("aws_backup_vault.backup")["force_destroy"] is True
    assert stack.blocks("aws_backup_vault_policy") == {}


@pytest.mark.requirement("A-08", "C-31")
@pytest.mark.parametrize("days", [None, 7])
def test_a_lock_holds_and_becomes_final_where_asked(stack, days):
    backup(stack, {"lock": {**LOCK, "changeable_for_days": days}})
    block = stack.block("aws_backup_vault_lock_configuration.backup")
    assert (block["min_retention_days"], block["max_retention_days"]) == (7, 365)
    assert block.get("changeable_for_days") == days


def test_has_no_lock_unless_asked(stack):
    backup(stack)
    assert stack.blocks("aws_backup_vault_lock_configuration") == {}


@pytest.mark.requirement("C-31")
def test_failures_are_told(stack):
    backup(stack, topic_arn="arn:topic")
    patterns = {
        name: json.loads(rule["event_pattern"]) for name, rule in stack.blocks("aws_cloudwatch_event_rule").items()
    }
    assert patterns == {
        "backup_failed_jobs": {
            "source": ["aws.backup"],
            "detail-type": ["Backup Job State Change"],
            "detail": {"state": ["ABORTED", "EXPIRED", "FAILED"]},
        },
        "backup_failed_copies": {
            "source": ["aws.backup"],
            "detail-type": ["Copy Job State Change"],
            "detail": {"state": ["FAILED"]},
        },
    }


def test_without_a_topic_failures_are_only_seen(stack):
    backup(stack)
    assert stack.blocks("aws_cloudwatch_event_rule") == {}


@pytest.mark.parametrize(
    ("inputs", "changes", "message"),
    [
        ({}, {"sources": BackupSources()}, "backup: there is nothing to back up"),
        ({"rules": COPIED}, {"recovery_key_arn": None}, "backup: copies need a recovery_key_arn"),
    ],
)
def test_refuses(stack, inputs, changes, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        backup(stack, inputs, **changes)
