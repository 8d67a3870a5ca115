"""What alarms have to know of the things they watch: names, dimensions and limits. The stack fills them in."""

from collections.abc import Sequence
from dataclasses import dataclass

# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.Clients.Redis.Connections.html
REDIS_CONNECTION_LIMIT = 65_000


@dataclass(frozen=True, kw_only=True)
class LoadBalancerFacts:
    """An application load balancer."""

    arn_suffix: str
    """What CloudWatch calls it: app/shop-dev/50dc6c495c0c9188."""


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """An ECS service."""

    component: str
    """Its name in the settings: "api"."""
    cluster_name: str
    service_name: str
    """The plain name, no reference: alarms that roll a deployment back must exist before the service does."""
    target_group_arn_suffixes: Sequence[str] = ()
    """Both of a blue-green pair; none for a service without a route."""

    def __post_init__(self) -> None:
        if "${" in self.service_name:
            raise ValueError(
                f"service_name of {self.component} must be plain text, because its deployment waits for its alarms, "
                f"got {self.service_name}"
            )


@dataclass(frozen=True, kw_only=True)
class DatabaseFacts:
    """One database instance: a primary, a replica, or a member of an Aurora cluster."""

    component: str
    """Its name in the settings, with what tells it from its siblings: "database", "database_replica_1"."""
    identifier: str
    connection_limit: int
    """max_connections of the instance."""
    memory_mib: int
    """Of its class; of its largest size when it is serverless."""
    allocated_storage_gib: int | None = None
    """None for Aurora, whose storage grows by itself."""
    is_burstable: bool = False
    """A t class, which earns CPU credits."""
    is_replica: bool = False
    """It follows another instance, or comes to as soon as another one of its cluster becomes the writer."""
    is_aurora: bool = False
    is_serverless: bool = False


@dataclass(frozen=True, kw_only=True)
class DatabaseCopyFacts:
    """The cluster of a global database that follows in the recovery region, where its metrics and alarms are."""

    component: str
    """Of the database that it follows."""
    cluster_identifier: str
    region: str
    has_instances: bool
    """Without any it is storage only."""


@dataclass(frozen=True, kw_only=True)
class CacheFacts:
    """A Redis or Valkey replication group."""

    component: str
    member_ids: Sequence[str]
    """Its nodes, such as shop-dev-001. More than one means that there are replicas."""
    connection_limit: int = REDIS_CONNECTION_LIMIT
