"""The copy of an Aurora cluster in the recovery region."""

from collections.abc import Sequence
from dataclasses import dataclass

from modules.aurora_postgres.cluster_parts import ClusterParts
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.base.construct import Module, ModuleScope
from modules.base.recovery import RECOVERY_PROVIDER
from resources import aws


@dataclass(frozen=True, kw_only=True)
class RecoveryPlace:
    """Where copies go: the region of the provider alias aws.recovery, a network in it, and a key of it."""

    region: str
    vpc_id: str
    subnet_ids: Sequence[str]
    """Isolated ones, in two zones at least."""
    kms_key_arn: str


class RecoveryCluster(Module):
    """The secondary cluster of a global database. Gives `arn` and `identifier`.

    It has no password, user or database of its own: they come with the data.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: AuroraPostgresInputs,
        *,
        place: RecoveryPlace,
        identifier: str,
        global_cluster: aws.RdsGlobalCluster,
        source: aws.RdsCluster,
        after: Sequence[aws.RdsClusterInstance],
        instance_count: int,
        deletion_protection: bool,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, id)
        parts = ClusterParts(
            self,
            inputs,
            identifier=identifier,
            instance_count=instance_count,
            vpc_id=place.vpc_id,
            subnet_ids=place.subnet_ids,
            kms_key_arn=place.kms_key_arn,
            log_retention_days=log_retention_days,
            region=place.region,
            provider=RECOVERY_PROVIDER,
            # A major version would mean its newest minor one, which need not be the source's.
            engine_version=source.engine_version_actual,
        )
        # checkov:skip=CKV2_AWS_8: a copy; backups are made where it comes from
        cluster = aws.RdsCluster(
            self,
            global_cluster_identifier=global_cluster.id,
            deletion_protection=deletion_protection,
            # A copy leaves no snapshot; its source does.
            skip_final_snapshot=True,
            depends_on=[*parts.log_groups, *after],
            lifecycle={
                "prevent_destroy": deletion_protection,
                # The global database is upgraded as a whole, and a failover changes what follows what.
                "ignore_changes": ["engine_version", "replication_source_identifier"],
            },
            **parts.cluster_arguments,
        )
        parts.instances(cluster)
        self.arn = cluster.arn
        self.identifier = cluster.cluster_identifier
