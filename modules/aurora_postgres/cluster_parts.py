"""What the cluster and its copy in the recovery region are both made of."""

from collections.abc import Sequence
from typing import Any

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.base.construct import Module
from modules.postgres.client_access import PORT
from modules.postgres.observation import Observation
from modules.postgres.parameter_group import parameter_group_arguments
from resources import aws, given

ENGINE = "aurora-postgresql"
INSTANCE_CLASS = "db.serverless"
LOG_TYPES = ("postgresql",)
SCALES_BY_ITSELF = 2


class ClusterParts:
    """Security group, subnet group, parameter group and log group of a cluster, and the arguments made of them.

    Gives `security_group_id`, `cluster_arguments` and `instances`. `provider` is the alias of another region, `region`
    that region; `engine_version` replaces that of the inputs.
    """

    def __init__(
        self,
        module: Module,
        inputs: AuroraPostgresInputs,
        *,
        identifier: str,
        instance_count: int,
        vpc_id: str,
        subnet_ids: Sequence[str],
        kms_key_arn: str,
        log_retention_days: int,
        region: str,
        provider: str | None = None,
        engine_version: str | None = None,
    ) -> None:
        self._module, self._inputs, self._identifier, self._count = module, inputs, identifier, instance_count
        self._where: dict[str, Any] = given(provider=provider)
        group = aws.SecurityGroup(
            module,
            name=identifier,
            description=f"PostgreSQL cluster {identifier}",
            vpc_id=vpc_id,
            tags={"Name": identifier},
            **self._where,
        )
        self.security_group_id = group.id
        self._parameters = aws.RdsClusterParameterGroup(
            module,
            **parameter_group_arguments(
                inputs,
                name=identifier,
                engine=ENGINE,
                engine_version=inputs.engine_version,
                connection_limit=inputs.connection_limit,
            ),
            **self._where,
        )
        self._subnets = aws.DbSubnetGroup(
            module,
            name=identifier,
            description=f"Isolated subnets of {module.context.name}",
            subnet_ids=list(subnet_ids),
            **self._where,
        )
        self._observation = Observation(
            module,
            "monitoring",
            inputs.monitoring,
            identifier=identifier,
            instances=f"{identifier}-*" if instance_count else None,
            log_folder=f"/aws/rds/cluster/{identifier}",
            log_types=LOG_TYPES,
            kms_key_arn=kms_key_arn,
            log_retention_days=log_retention_days,
            region=region,
            provider=provider,
        )
        self.log_groups = self._observation.log_groups
        self.cluster_arguments = self._cluster_arguments(kms_key_arn, engine_version or inputs.engine_version)

    def _cluster_arguments(self, kms_key_arn: str, engine_version: str) -> dict[str, Any]:
        inputs, monitoring = self._inputs, self._inputs.monitoring
        scaling: Any = given(
            min_capacity=inputs.minimum_acu,
            max_capacity=inputs.maximum_acu,
            seconds_until_auto_pause=inputs.seconds_until_auto_pause,
        )
        arguments = {
            "cluster_identifier": self._identifier,
            "engine": ENGINE,
            "engine_version": engine_version,
            "port": PORT,
            "db_subnet_group_name": self._subnets.name,
            "vpc_security_group_ids": [self.security_group_id],
            "db_cluster_parameter_group_name": self._parameters.name,
            "serverlessv2_scaling_configuration": scaling,
            "storage_encrypted": True,
            "kms_key_id": kms_key_arn,
            "iam_database_authentication_enabled": True,
            "backup_retention_period": inputs.backup_retention_days,
            "preferred_backup_window": inputs.backup_window,
            "preferred_maintenance_window": inputs.maintenance_window,
            "apply_immediately": inputs.apply_immediately,
            "copy_tags_to_snapshot": True,
            "database_insights_mode": monitoring.database_insights_mode,
            **given(storage_type=None if inputs.storage_type == "aurora" else inputs.storage_type),
            **self._observation.log_export_arguments,
            **self._where,
        }
        if monitoring.database_insights_mode == "advanced":
            # The cluster takes this mode only together with Performance Insights of its own.
            arguments |= {
                "performance_insights_enabled": True,
                "performance_insights_retention_period": monitoring.performance_insights_days,
                "performance_insights_kms_key_id": kms_key_arn,
            }
        return arguments

    def instances(
        self, cluster: aws.RdsCluster, availability_zones: Sequence[str] = ()
    ) -> list[aws.RdsClusterInstance]:
        """Serverless instances, `<cluster>-1` and so on, spread over the zones; where no zones are given, by AWS."""
        return [self._instance(cluster, number, availability_zones) for number in range(1, self._count + 1)]

    def _instance(self, cluster: aws.RdsCluster, number: int, zones: Sequence[str]) -> aws.RdsClusterInstance:
        inputs = self._inputs
        zone = zones[(number - 1) % len(zones)] if zones else None
        return aws.RdsClusterInstance(
            self._module,
            str(number),
            identifier=f"{self._identifier}-{number}",
            cluster_identifier=cluster.id,
            engine=ENGINE,
            instance_class=INSTANCE_CLASS,
            db_subnet_group_name=self._subnets.name,
            publicly_accessible=False,
            # 0 and 1 keep the writer's size, ready to take over; the others follow their own load.
            promotion_tier=min(number - 1, SCALES_BY_ITSELF),
            ca_cert_identifier=inputs.ca_certificate,
            preferred_maintenance_window=inputs.maintenance_window,
            apply_immediately=inputs.apply_immediately,
            # With a minor version spelt out, AWS's upgrade would be a difference to the settings at the next plan.
            auto_minor_version_upgrade="." not in inputs.engine_version,
            copy_tags_to_snapshot=True,
            **given(availability_zone=zone),
            **self._observation.instance_arguments,
            **self._where,
        )
