"""What a caller decides about a cache."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs, one_of
from modules.base.later import ELSEWHERE, INTERRUPTS, NEW_TASKS, UP_ONLY, Later, replaces
from modules.base.windows import DailyWindow, WeeklyWindow, daily_minutes, overlap, weekly_minutes
from modules.redis.node_types import NodeType

# Users with IAM or password authentication need these at least:
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
ENGINE_VERSIONS = {"valkey": ("7.2", "8.0", "8.1"), "redis": ("7.0", "7.1")}

LEAST_WINDOW_MINUTES = 60

OWN_PARAMETERS = {
    "cluster-enabled": "follows from cluster_mode: leave it out",
    "maxmemory-policy": "is the input maxmemory_policy: set it there",
}

ParameterName = Annotated[str, matching(r"[a-z][a-z0-9-]*", "a parameter name such as timeout")]


class ClusterModeInputs(Inputs):
    """Data spread over shards, for clients that speak Redis Cluster."""

    shard_count: int = Field(ge=1, le=90)
    """Shards, each with a share of the keys. More can be added while the cache runs."""

    replicas_per_shard: int = Field(default=1, ge=0, le=5)
    """Copies of each shard, in other zones."""


class RedisInputs(Inputs):
    """An ElastiCache replication group of Valkey or Redis OSS nodes in the isolated subnets."""

    kind: Annotated[Literal["redis"], ELSEWHERE] = "redis"
    """Nodes that speak the Redis protocol."""

    engine: Annotated[
        Literal["valkey", "redis"],
        replaces("aws_elasticache_replication_group", answer="from redis to valkey; the way back"),
    ] = "valkey"
    """Valkey is the open continuation of Redis OSS 7.2, for the same clients, at four fifths of the price."""

    engine_version: Annotated[str, UP_ONLY] = "8.0"
    """Version of the engine; AWS goes up, never down."""

    node_type: Annotated[NodeType, INTERRUPTS]
    """Memory and processor of each node, such as cache.t4g.micro or cache.r6g.large."""

    node_count: int = Field(default=2, ge=1, le=6)
    """Nodes: one primary, the others replicas that take over when it fails. Not for cluster mode."""

    multi_az: bool = True
    """Puts primary and replicas into different zones. Needs a replica."""

    cluster_mode: Annotated[
        ClusterModeInputs | None, Later("no: AWS goes from one primary to shards by a mode in between, and never back")
    ] = None
    """Shards instead of one primary; needs clients that know Redis Cluster."""

    authentication: Annotated[Literal["password", "iam"], NEW_TASKS] = "password"
    """How tasks log in: with a secret that `stackwright secrets` sets, or with tokens from their task role."""

    maxmemory_policy: Literal[
        "volatile-lru",
        "allkeys-lru",
        "volatile-lfu",
        "allkeys-lfu",
        "volatile-random",
        "allkeys-random",
        "volatile-ttl",
        "noeviction",
    ] = "volatile-lru"
    """Which keys go when memory is full: by default the least used of those that expire. Job queues want noeviction."""

    parameters: dict[ParameterName, str] = {}
    """Further parameters by name: { timeout = "300" }."""

    snapshot_retention_days: int = Field(default=7, ge=0, le=35)
    """Days that daily snapshots are kept; 0 for none."""

    snapshot_window: DailyWindow = "03:00-04:00"
    """When the daily snapshot is taken, in UTC, an hour or more."""

    maintenance_window: WeeklyWindow = "sun:04:30-sun:05:30"
    """When nodes may be updated, in UTC, an hour or more."""

    apply_immediately: bool = False
    """Applies changes at once; else they wait for the maintenance window, and every plan shows them until then."""

    @property
    def has_replicas(self) -> bool:
        return self.cluster_mode.replicas_per_shard > 0 if self.cluster_mode else self.node_count > 1

    def findings(self) -> Iterator[Finding]:
        versions = ENGINE_VERSIONS[self.engine]
        if self.engine_version not in versions:
            yield Finding(
                ("engine_version",), f"must be {one_of(versions)} when engine is {self.engine}", self.engine_version
            )
        yield from self._node_findings()
        for name in self.parameters:
            if name in OWN_PARAMETERS:
                yield Finding(("parameters", name), OWN_PARAMETERS[name], self.parameters[name])
        yield from self._window_findings()

    def _node_findings(self) -> Iterator[Finding]:
        if self.cluster_mode is None:
            if self.multi_az and self.node_count < 2:
                yield Finding(
                    ("node_count",),
                    "must be at least 2 when multi_az is true: a single node has nothing to fail over to",
                    self.node_count,
                )
            return
        if "node_count" in self.model_fields_set:
            yield Finding(
                ("node_count",), "does not apply with cluster_mode, which counts shards and replicas", self.node_count
            )
        if self.multi_az and self.cluster_mode.replicas_per_shard == 0:
            yield Finding(("cluster_mode", "replicas_per_shard"), "must be at least 1 when multi_az is true", 0)

    def _window_findings(self) -> Iterator[Finding]:
        if overlap(self.snapshot_window, self.maintenance_window):
            yield Finding(
                ("maintenance_window",),
                f"must not overlap snapshot_window {self.snapshot_window}",
                self.maintenance_window,
            )
        for name, minutes in (
            ("snapshot_window", daily_minutes(self.snapshot_window)),
            ("maintenance_window", weekly_minutes(self.maintenance_window)),
        ):
            if minutes < LEAST_WINDOW_MINUTES:
                yield Finding((name,), f"must be {LEAST_WINDOW_MINUTES} minutes or longer", getattr(self, name))
