"""The replica of a bucket in the recovery region."""

from collections.abc import Mapping, Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy, trust_policy
from modules.base.names import ROLE_NAME_LIMIT, shortened
from modules.base.private_bucket import PrivateBucket
from modules.base.recovery import RECOVERY_PROVIDER
from modules.bucket_replication.inputs import BucketReplicationInputs
from resources import aws, given

MINUTES_PROMISED = 15


class BucketReplication(Module):
    """Another bucket that has whatever is written to `source` from now on, deletions included, each version kept.

    `name` is what the replica is for. Keys are given for both sides or for none: without, S3's own key encrypts both.
    `replica_statements` are added to the replica's policy. Gives `replica`.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: BucketReplicationInputs,
        *,
        name: str,
        source: PrivateBucket,
        recovery_region: str,
        deletion_protection: bool,
        source_kms_key_arn: str | None = None,
        replica_kms_key_arn: str | None = None,
        replica_statements: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(scope, id)
        if (source_kms_key_arn is None) != (replica_kms_key_arn is None):
            raise ValueError(f"{self.prefix}: give the keys of both buckets or of none")
        self._inputs = inputs
        self._recovery_region = recovery_region
        # Without an access log, which only a bucket of its own region could take: nobody reads a replica before the
        # day it is needed, and CloudTrail sees who changes it.
        self.replica = PrivateBucket(
            self,
            "replica",
            name=f"{name}-replica",
            kms_key_arn=replica_kms_key_arn,
            protected=deletion_protection,
            lifecycle_rules=[
                {
                    "id": "superseded-versions",
                    "noncurrent_version_expiration": {"noncurrent_days": inputs.noncurrent_version_days},
                    "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
                }
            ],
            provider=RECOVERY_PROVIDER,
        )
        self.replica.set_policy(replica_statements)
        role = aws.IamRole(
            self,
            name=shortened(f"{self.context.name}-{name}-replication", ROLE_NAME_LIMIT),
            description=f"S3 copies {name} to {recovery_region}",
            assume_role_policy=trust_policy("s3.amazonaws.com"),
        )
        keys = None
        if source_kms_key_arn is not None and replica_kms_key_arn is not None:
            keys = (source_kms_key_arn, replica_kms_key_arn)
        aws.IamRolePolicy(self, name="replicate", role=role.id, policy=policy(self._statements(source, keys)))
        rule: Any = given(
            id="everything",
            status="Enabled",
            priority=0,
            filter={"prefix": ""},
            delete_marker_replication={"status": "Enabled"},
            source_selection_criteria={"sse_kms_encrypted_objects": {"status": "Enabled"}} if keys else None,
            destination=self._destination(replica_kms_key_arn),
        )
        aws.S3BucketReplicationConfiguration(
            self,
            bucket=source.name,
            role=role.arn,
            rule=[rule],
            # S3 refuses to replicate between buckets that do not keep versions yet.
            depends_on=[source.versioning, self.replica.versioning],
        )

    def _destination(self, key_arn: str | None) -> dict[str, Any]:
        promised = {"status": "Enabled", "time": {"minutes": MINUTES_PROMISED}}
        measured = {"status": "Enabled", "event_threshold": {"minutes": MINUTES_PROMISED}}
        return given(
            bucket=self.replica.arn,
            storage_class=self._inputs.storage_class,
            encryption_configuration=None if key_arn is None else {"replica_kms_key_id": key_arn},
            replication_time=promised if self._inputs.within_15_minutes else None,
            metrics=measured if self._inputs.within_15_minutes else None,
        )

    def _statements(self, source: PrivateBucket, keys: tuple[str, str] | None) -> list[Statement]:
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
        statements = [
            Statement(
                sid="ReadConfiguration",
                actions=["s3:GetReplicationConfiguration", "s3:ListBucket"],
                resources=[source.arn],
            ),
            Statement(
                sid="ReadVersions",
                actions=[
                    "s3:GetObjectVersionAcl",
                    "s3:GetObjectVersionForReplication",
                    "s3:GetObjectVersionTagging",
                ],
                resources=[f"{source.arn}/*"],
            ),
            Statement(
                sid="WriteReplicas",
                actions=["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
                resources=[f"{self.replica.arn}/*"],
            ),
        ]
        if keys is not None:
            source_key, replica_key = keys
            statements += [
                Statement(
                    sid="Decrypt",
                    actions=["kms:Decrypt"],
                    resources=[source_key],
                    conditions=_only_by_s3(self.context.region),
                ),
                Statement(
                    sid="Encrypt",
                    # Bucket keys need the second one.
                    actions=["kms:Encrypt", "kms:GenerateDataKey"],
                    resources=[replica_key],
                    conditions=_only_by_s3(self._recovery_region),
                ),
            ]
        return statements


def _only_by_s3(region: str) -> dict[str, Any]:
    return {"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}}
