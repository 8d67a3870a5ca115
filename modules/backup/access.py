"""What AWS Backup may do to make recovery points and copy them.

The statements are those of AWSBackupServiceRolePolicyForBackup and ...ForS3Backup for these kinds of things, narrowed
to the things themselves, their snapshots, their keys and their vaults.
https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
"""

from collections.abc import Iterator, Sequence

from modules.backup.facts import BackupSources
from modules.base.context import Context
from modules.base.iam import Statement


def backup_statements(
    context: Context, sources: BackupSources, *, vault_arns: Sequence[str], key_arns: Sequence[str]
) -> list[Statement]:
    """`vault_arns` and `key_arns` begin with those of the own region; a second one is the recovery region's."""
    return [
        *_database_statements(context, "Instance", "db", "snapshot", sources.database_instance_arns),
        *_database_statements(context, "Cluster", "cluster", "cluster-snapshot", sources.database_cluster_arns),
        *_bucket_statements(context, sources.bucket_arns, key_arns[0]),
        *_vault_statements(vault_arns),
        *_key_statements(key_arns),
    ]


def _database_statements(
    context: Context, kind: str, resource_type: str, snapshot_type: str, arns: Sequence[str]
) -> Iterator[Statement]:
    if not arns:
        return
    # Of every region: a copy is read where it comes from and written where it goes to.
    anywhere = f"arn:{context.partition}:rds:*:{context.account_id}"
    snapshots = f"{anywhere}:{snapshot_type}:awsbackup:*"
    noun = "DBSnapshot" if kind == "Instance" else "DBClusterSnapshot"
    described = "DBInstances" if kind == "Instance" else "DBClusters"
    yield Statement(
        sid=f"{kind}Snapshots",
        actions=[f"rds:Create{noun}", "rds:ListTagsForResource"],
        resources=[*arns, snapshots],
    )
    yield Statement(
        sid=f"{kind}SnapshotsOfBackupOnly",
        actions=["rds:AddTagsToResource", f"rds:Copy{noun}", f"rds:Delete{noun}", f"rds:Modify{noun}Attribute"],
        resources=[snapshots],
    )
    yield Statement(
        sid=f"{kind}Descriptions",
        actions=[f"rds:Describe{described}", f"rds:Describe{noun}s"],
        resources=[f"{anywhere}:{resource_type}:*", f"{anywhere}:{snapshot_type}:*"],
    )


def _bucket_statements(context: Context, arns: Sequence[str], key_arn: str) -> Iterator[Statement]:
    if not arns:
        return
    yield Statement(
        sid="Buckets",
        actions=[
            "s3:GetBucketAcl",
            "s3:GetBucketLocation",
            "s3:GetBucketNotification",
            "s3:GetBucketTagging",
            "s3:GetBucketVersioning",
            "s3:GetInventoryConfiguration",
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:PutBucketNotification",
            "s3:PutInventoryConfiguration",
        ],
        resources=arns,
    )
    yield Statement(
        sid="Objects",
        actions=[
            "s3:GetObject",
            "s3:GetObjectAcl",
            "s3:GetObjectTagging",
            "s3:GetObjectVersion",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionTagging",
        ],
        resources=[f"{arn}/*" for arn in arns],
    )
    yield Statement(
        sid="DecryptObjects",
        actions=["kms:Decrypt"],
        resources=[key_arn],
        conditions={"StringEquals": {"kms:ViaService": f"s3.{context.region}.amazonaws.com"}},
    )
    yield Statement(
        sid="BucketChanges",
        actions=[
            "events:DeleteRule",
            "events:DescribeRule",
            "events:DisableRule",
            "events:EnableRule",
            "events:ListTargetsByRule",
            "events:PutRule",
            "events:PutTargets",
            "events:RemoveTargets",
        ],
        resources=[context.arn("events", "rule/AwsBackupManagedRule*")],
    )
    yield Statement(
        sid="TagRecoveryPoints",
        actions=["backup:TagResource"],
        resources=[context.arn("backup", "recovery-point:*")],
    )
    yield Statement(
        sid="BucketSizes",
        actions=["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"],
        resources=["*"],
        why_any_resource="these lists and metrics have no resource types",
    )


def _vault_statements(vault_arns: Sequence[str]) -> Iterator[Statement]:
    yield Statement(
        sid="Vaults", actions=["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], resources=vault_arns
    )
    copies = vault_arns[1:]
    if copies:
        yield Statement(
            sid="CopyToTheRecoveryRegion",
            actions=["backup:CopyFromBackupVault"],
            resources=["*"],
            conditions={
                "ForAllValues:ArnEquals": {"backup:CopyTargets": list(copies)},
                # ForAllValues is true of a request that names no target at all.
                "Null": {"backup:CopyTargets": "false"},
            },
            why_any_resource="it is asked for each recovery point, whose ARN is not known before; the target is fixed",
        )


def _key_statements(key_arns: Sequence[str]) -> Iterator[Statement]:
    yield Statement(sid="Keys", actions=["kms:DescribeKey"], resources=key_arns)
    yield Statement(
        sid="LetServicesUseKeys",
        actions=["kms:CreateGrant"],
        resources=key_arns,
        conditions={"Bool": {"kms:GrantIsForAWSResource": "true"}},
    )
