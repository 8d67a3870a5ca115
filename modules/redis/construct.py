"""An ElastiCache replication group."""

from collections.abc import Sequence
from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.base.names import shortened
from modules.base.network_endpoint import NetworkEndpoint
from modules.redis.access import Access
from modules.redis.inputs import RedisInputs
from resources import aws

PORT = 6379
NAME_LIMIT = 40
LOG_TYPES = ("slow-log", "engine-log")


class Redis(Module):
    """Valkey or Redis OSS nodes, encrypted at rest and in transit, with one user that has to log in.

    Gives `endpoint`, `environment`, `secrets`, `secret_arns` and `statements` for the tasks that use it,
    `replication_group_id` and `member_ids`. Nobody can log in before `stackwright secrets` has set the password,
    except with IAM tokens and a policy that allows it.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: RedisInputs,
        *,
        vpc_id: str,
        subnet_ids: Sequence[str],
        kms_key_arn: str,
        deletion_protection: bool,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._kms_key_arn = kms_key_arn
        self._deletion_protection = deletion_protection
        self._name = shortened(f"{self.context.name}-{id.replace('_', '-')}", NAME_LIMIT)
        self.member_ids = self._member_ids()
        self._group = aws.SecurityGroup(
            self,
            name=self._name,
            description=f"Cache {self._name}",
            vpc_id=vpc_id,
            tags={"Name": self._name},
        )
        subnets = aws.ElasticacheSubnetGroup(
            self,
            name=self._name,
            description=f"Isolated subnets of {self.context.name}",
            subnet_ids=list(subnet_ids),
        )
        access = Access(
            self,
            "access",
            inputs.authentication,
            replication_group_id=self._name,
            kms_key_arn=kms_key_arn,
            deletion_protection=deletion_protection,
        )
        self._replication_group = aws.ElasticacheReplicationGroup(
            self,
            replication_group_id=self._name,
            description=f"Cache of {self.context.name}",
            engine=inputs.engine,
            engine_version=inputs.engine_version,
            node_type=inputs.node_type,
            port=PORT,
            parameter_group_name=self._parameter_group().name,
            subnet_group_name=subnets.name,
            security_group_ids=[self._group.id],
            at_rest_encryption_enabled="true",
            kms_key_id=kms_key_arn,
            transit_encryption_enabled=True,
            transit_encryption_mode="required",
            user_group_ids=[access.user_group_id],
            multi_az_enabled=inputs.multi_az,
            auto_minor_version_upgrade="true",
            maintenance_window=inputs.maintenance_window,
            apply_immediately=inputs.apply_immediately,
            log_delivery_configuration=self._log_deliveries(log_retention_days),
            lifecycle={"prevent_destroy": deletion_protection},
            **self._nodes(),
            **self._snapshots(),
        )
        self.replication_group_id = self._replication_group.replication_group_id
        self._give_what_tasks_need(access)

    def _member_ids(self) -> tuple[str, ...]:
        """As ElastiCache names the nodes; dimensions of their metrics."""
        if self._inputs.cluster_mode is None:
            return tuple(f"{self._name}-{node:03}" for node in range(1, self._inputs.node_count + 1))
        return tuple(
            f"{self._name}-{shard:04}-{node:03}"
            for shard in range(1, self._inputs.cluster_mode.shard_count + 1)
            for node in range(1, self._inputs.cluster_mode.replicas_per_shard + 2)
        )

    def _parameter_group(self) -> aws.ElasticacheParameterGroup:
        chosen = {"maxmemory-policy": self._inputs.maxmemory_policy, **self._inputs.parameters}
        if self._inputs.cluster_mode:
            chosen["cluster-enabled"] = "yes"
        family = f"{self._inputs.engine}{self._inputs.engine_version.partition('.')[0]}"
        return aws.ElasticacheParameterGroup(
            self,
            name=f"{self._name}-{family}",
            family=family,
            description=f"Parameters of {self._name}",
            parameter=[{"name": name, "value": value} for name, value in sorted(chosen.items())],
            # A major upgrade needs the next family's group while the nodes still use this one.
            lifecycle={"create_before_destroy": True},
        )

    def _nodes(self) -> dict[str, Any]:
        cluster = self._inputs.cluster_mode
        if cluster is None:
            return {
                "num_cache_clusters": self._inputs.node_count,
                "automatic_failover_enabled": self._inputs.has_replicas,
            }
        return {
            "cluster_mode": "enabled",
            "num_node_groups": cluster.shard_count,
            "replicas_per_node_group": cluster.replicas_per_shard,
            # Cluster mode has no manual failover.
            "automatic_failover_enabled": True,
        }

    def _snapshots(self) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "snapshot_retention_limit": self._inputs.snapshot_retention_days,
            "snapshot_window": self._inputs.snapshot_window,
        }
        if self._deletion_protection:
            arguments["final_snapshot_identifier"] = f"{self._name}-final"
        return arguments

    def _log_deliveries(self, log_retention_days: int) -> list[Any]:
        groups = [
            # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
            aws.CloudwatchLogGroup(
                self,
                log_type,
                name=f"/aws/elasticache/{self._name}/{log_type}",
                retention_in_days=log_retention_days,
                kms_key_id=self._kms_key_arn,
            )
            for log_type in LOG_TYPES
        ]
        return [
            {
                "destination": group.name,
                "destination_type": "cloudwatch-logs",
                "log_format": "json",
                "log_type": log_type,
            }
            for group, log_type in zip(groups, LOG_TYPES, strict=True)
        ]

    def _give_what_tasks_need(self, access: Access) -> None:
        group = self._replication_group
        self.endpoint = NetworkEndpoint(name=self.component, security_group_id=self._group.id, port=PORT)
        self.secrets = access.secrets
        self.secret_arns = tuple(access.secrets.values())
        self.statements = access.statements
        self.environment: dict[str, str] = {
            "REDIS_HOST": group.primary_endpoint_address,
            "REDIS_PORT": str(PORT),
            "REDIS_TLS": "true",
            "REDIS_USERNAME": access.user_name,
        }
        if self._inputs.cluster_mode:
            self.environment["REDIS_HOST"] = group.configuration_endpoint_address
            self.environment["REDIS_CLUSTER_MODE"] = "true"
        elif self._inputs.has_replicas:
            self.environment["REDIS_READER_HOST"] = group.reader_endpoint_address
