"""Buckets, secrets without their values, parameters, keys, backups."""

from modules.base.iam import Statement
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.writes.reasons import TAGGED

USE_KEYS = ("backup", "elasticache", "rds", "s3")


def storage(names: EnvironmentNames) -> list[Statement]:
    return [*_buckets(names), *_secrets(names), *_keys(names), *_backups(names)]


def _buckets(names: EnvironmentNames) -> list[Statement]:
    buckets = names.bucket_arns()
    return [
        Statement(
            sid="Buckets",
            actions=[
                "s3:CreateBucket",
                "s3:DeleteBucket",
                "s3:DeleteBucketPolicy",
                "s3:ListBucketVersions",
                "s3:PutAccelerateConfiguration",
                "s3:PutBucket*",
                "s3:PutEncryptionConfiguration",
                "s3:PutIntelligentTieringConfiguration",
                "s3:PutLifecycleConfiguration",
                "s3:PutReplicationConfiguration",
            ],
            resources=buckets,
        ),
        Statement(
            # A release uploads the site, and a bucket that is destroyed is emptied first. Nothing is read.
            sid="Objects",
            actions=["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
            resources=[f"{bucket}/*" for bucket in buckets],
        ),
    ]


def _secrets(names: EnvironmentNames) -> list[Statement]:
    return [
        Statement(
            sid="SecretsWithoutValues",
            actions=[
                "secretsmanager:CancelRotateSecret",
                "secretsmanager:CreateSecret",
                "secretsmanager:DeleteResourcePolicy",
                "secretsmanager:DeleteSecret",
                "secretsmanager:PutResourcePolicy",
                "secretsmanager:RemoveRegionsFromReplication",
                "secretsmanager:ReplicateSecretToRegions",
                "secretsmanager:RestoreSecret",
                "secretsmanager:RotateSecret",
                "secretsmanager:TagResource",
                "secretsmanager:UntagResource",
                "secretsmanager:UpdateSecret",
            ],
            resources=names.arns("secretsmanager", f"secret:{names.name}/*"),
        ),
        Statement(
            # RDS makes the secret of a managed password, under a name of its own, with the rights of who asks for it.
            sid="ManagedPasswords",
            actions=[
                "secretsmanager:CancelRotateSecret",
                "secretsmanager:CreateSecret",
                "secretsmanager:RotateSecret",
                "secretsmanager:TagResource",
            ],
            resources=names.arns("secretsmanager", "secret:rds!*"),
        ),
        Statement(
            # The history is that of releases, which a rollback reads.
            sid="Parameters",
            actions=[
                "ssm:AddTagsToResource",
                "ssm:DeleteParameter",
                "ssm:GetParameterHistory",
                "ssm:PutParameter",
                "ssm:RemoveTagsFromResource",
            ],
            resources=names.arns("ssm", f"parameter/{names.system}/{names.environment}/*"),
        ),
    ]


def _keys(names: EnvironmentNames) -> list[Statement]:
    keys = names.arns("kms", "key/*")
    aliases = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
    return [
        Statement(
            sid="CreateKey",
            actions=["kms:CreateKey", "kms:TagResource"],
            resources=["*"],
            why_any_resource=TAGGED,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnKey",
            actions=[
                *aliases,
                "kms:CancelKeyDeletion",
                "kms:DisableKeyRotation",
                "kms:EnableKey",
                "kms:EnableKeyRotation",
                "kms:PutKeyPolicy",
                "kms:ReplicateKey",
                "kms:ScheduleKeyDeletion",
                "kms:TagResource",
                "kms:UntagResource",
                "kms:UpdateKeyDescription",
            ],
            resources=keys,
            conditions=names.is_own,
        ),
        Statement(sid="AliasOfKey", actions=aliases, resources=names.arns("kms", f"alias/{names.name}", "alias/{}")),
        Statement(
            sid="LetServicesUseOwnKey",
            actions=["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
            resources=keys,
            conditions={
                **names.is_own,
                "StringLike": {"kms:ViaService": [f"{service}.*.amazonaws.com" for service in USE_KEYS]},
            },
        ),
        Statement(
            # https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html: who asks
            # for a replica needs the keys of both sides. No value is read with them, for which there is no permission.
            sid="LetSecretsManagerCopy",
            actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
            resources=keys,
            conditions={**names.is_own, "StringLike": {"kms:ViaService": ["secretsmanager.*.amazonaws.com"]}},
        ),
    ]


def _backups(names: EnvironmentNames) -> list[Statement]:
    plans = names.arns("backup", "backup-plan:*")
    return [
        Statement(
            sid="BackupVaults",
            actions=[
                "backup:CreateBackupVault",
                "backup:DeleteBackupVault",
                "backup:DeleteBackupVaultAccessPolicy",
                "backup:DeleteBackupVaultNotifications",
                "backup:PutBackupVaultAccessPolicy",
                "backup:PutBackupVaultLockConfiguration",
                "backup:PutBackupVaultNotifications",
                "backup:TagResource",
                "backup:UntagResource",
            ],
            resources=names.arns("backup", f"backup-vault:{names.name}", "backup-vault:{}"),
        ),
        Statement(
            sid="StorageOfVaults",
            actions=["backup-storage:MountCapsule"],
            resources=["*"],
            why_any_resource="making a vault needs it, and it has no resource type",
        ),
        Statement(
            sid="CreateBackupPlan",
            actions=["backup:CreateBackupPlan", "backup:TagResource"],
            resources=plans,
            conditions=names.becomes_own,
        ),
        Statement(
            sid="ChangeOwnBackupPlan",
            actions=[
                "backup:CreateBackupSelection",
                "backup:DeleteBackupPlan",
                "backup:DeleteBackupSelection",
                "backup:TagResource",
                "backup:UntagResource",
                "backup:UpdateBackupPlan",
            ],
            resources=plans,
            conditions=names.is_own,
        ),
    ]
