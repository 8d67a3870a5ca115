"""A read replica of an RDS PostgreSQL instance."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.postgres.monitoring_inputs import MonitoringInputs
from modules.rds_postgres.inputs import ReadReplicaInputs
from modules.rds_postgres.observation import observation
from resources import aws


class ReadReplica(Module):
    """An asynchronous copy in the same region, in the security group of its source. Gives `address`, `identifier`."""

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: ReadReplicaInputs,
        *,
        source: aws.DbInstance,
        identifier: str,
        like_source: dict[str, Any],
        monitoring: MonitoringInputs,
        kms_key_arn: str,
        log_retention_days: int,
    ) -> None:
        """`like_source` holds the arguments that a replica has in common with its source."""
        super().__init__(scope, id)
        observed = observation(
            self,
            monitoring,
            identifier=identifier,
            kms_key_arn=kms_key_arn,
            log_retention_days=log_retention_days,
        )
        # checkov:skip=CKV_AWS_133: it has no data of its own; its source has backups
        # checkov:skip=CKV_AWS_157: one that is lost is made again from its source, which is in several zones
        # checkov:skip=CKV_AWS_293: it can be removed like any other part; its source is protected
        replica = aws.DbInstance(
            self,
            identifier=identifier,
            replicate_source_db=source.identifier,
            instance_class=inputs.instance_class,
            # It has no data of its own: no backups, no last snapshot, and it can be removed like any other part.
            backup_retention_period=0,
            skip_final_snapshot=True,
            deletion_protection=False,
            depends_on=observed.log_groups,
            **like_source,
            **observed.arguments,
        )
        self.identifier = replica.identifier
        self.address = replica.address
