"""What lies in the recovery region of an environment, and what is copied to it."""

from typing import TYPE_CHECKING

from modules.base.private_bucket import PrivateBucket
from modules.secrets.container import SecretReplica
from modules.topics.construct import RecoveryTopics
from resources import Ref
from settings.environment import EnvironmentSettings
from stacks.base import BaseStack

if TYPE_CHECKING:
    from modules.aurora_postgres.recovery_cluster import RecoveryPlace
    from modules.recovery_region.construct import RecoveryRegion

# Modules are imported where they are needed: it takes time, and most environments have no recovery region.


class Recovery:
    """The recovery region. Without one in the settings it makes nothing and everything that it gives is None."""

    def __init__(self, stack: BaseStack, settings: EnvironmentSettings) -> None:
        self._stack, self._settings = stack, settings
        self._inputs = settings.recovery_region
        self._region: RecoveryRegion | None = None
        if self._inputs is not None:
            from modules.recovery_region import construct

            self._region = construct.RecoveryRegion(
                stack, "recovery_region", self._inputs, log_retention_days=settings.log_retention_days
            )

    @property
    def key_arn(self) -> Ref | None:
        """Encrypts every copy."""
        return None if self._region is None else self._region.key_arn

    @property
    def topics(self) -> RecoveryTopics | None:
        """Which severities have a topic there: those of the alarms that are made there."""
        if self._region is None or not self._settings.has_database_copy:
            return None
        severity = self._settings.alarms.database.severity_of("copy_lag")
        return RecoveryTopics(severities=[severity], kms_key_arn=self._region.key_arn)

    @property
    def secret_replica(self) -> SecretReplica | None:
        """Where the values of secrets are copied to."""
        if self._region is None or self._inputs is None or not self._inputs.replicate_secrets:
            return None
        return SecretReplica(region=self._region.region, kms_key_arn=self._region.key_arn)

    @property
    def database_place(self) -> "RecoveryPlace | None":
        """Where the copy of a global database goes."""
        if self._region is None or self._region.database_network is None:
            return None
        from modules.aurora_postgres.recovery_cluster import RecoveryPlace

        network = self._region.database_network
        return RecoveryPlace(
            region=self._region.region,
            vpc_id=network.vpc_id,
            subnet_ids=network.subnet_ids,
            kms_key_arn=self._region.key_arn,
        )

    def replicate_backups(self, component: str, instance_arn: str, *, retention_days: int) -> None:
        """Copies the backups of an RDS instance."""
        if self._region is not None:
            self._region.replicate_backups(component, instance_arn, retention_days=retention_days)

    def replicate_bucket(self, name: str, bucket: PrivateBucket, *, kms_key_arn: str | None = None) -> None:
        """Copies what is put into a bucket from now on; `kms_key_arn` is the key that encrypts it, if one of ours."""
        if self._region is None or self._inputs is None or self._inputs.bucket_replication is None:
            return
        from modules.bucket_replication.construct import BucketReplication

        BucketReplication(
            self._stack,
            f"{name}_replication",
            self._inputs.bucket_replication,
            name=name,
            source=bucket,
            recovery_region=self._region.region,
            deletion_protection=self._settings.deletion_protection,
            source_kms_key_arn=kms_key_arn,
            replica_kms_key_arn=None if kms_key_arn is None else self._region.key_arn,
        )
