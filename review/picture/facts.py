"""The few numbers and names that an engineer looks for in a box: how many tasks of which size, which engine."""

from collections.abc import Mapping
from typing import Final

from review.model import Resource
from review.picture.fact import Describe, Fact, Pieces, between, counted, distinct, engine, first
from review.picture.facts_traffic import TRAFFIC
from review.picture.kinds import plural
from review.picture.values import flag, text

_CAPACITIES: Final = {"PAY_PER_REQUEST": "on demand", "PROVISIONED": "provisioned"}


def facts(resource: Resource, pieces: Pieces) -> tuple[Fact, ...]:
    """What is known of a resource, the most telling first; nothing of types that nobody wrote down here."""
    describe = TRAFFIC.get(resource.type) or _DATA.get(resource.type)
    return tuple(fact for fact in describe(resource, pieces) if fact.value) if describe else ()


def _rds_instance(instance: Resource, pieces: Pieces) -> list[Fact]:
    storage, limit = text(instance, "allocated_storage"), text(instance, "max_allocated_storage")
    return [
        Fact(engine(instance), "engine"),
        Fact(text(instance, "instance_class"), "Multi-AZ" if flag(instance, "multi_az") else "in one zone"),
        Fact(f"{storage} GiB" if storage else "", f"grows to {limit} GiB" if limit not in ("", "0") else "storage"),
        Fact(counted(instance, "backup_retention_period", "day"), "of backups"),
    ]


def _rds_cluster(cluster: Resource, pieces: Pieces) -> list[Fact]:
    instances = [piece for piece in pieces if piece.type == "aws_rds_cluster_instance"]
    low, high = (text(cluster, "serverlessv2_scaling_configuration", 0, f"{end}_capacity") for end in ("min", "max"))
    return [
        Fact(engine(cluster), "engine"),
        Fact(distinct(text(one, "instance_class") for one in instances), plural(len(instances), "instance")),
        Fact(between(low, high, "ACU"), "serverless"),
        Fact(counted(cluster, "backup_retention_period", "day"), "of backups"),
    ]


def _replication_group(cache: Resource, pieces: Pieces) -> list[Fact]:
    return [
        Fact(engine(cache), "engine"),
        Fact(text(cache, "node_type"), counted(cache, "num_cache_clusters", "node") or "node type"),
        Fact("automatic" if flag(cache, "automatic_failover_enabled") else "none", "failover"),
    ]


def _cache_cluster(cache: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(engine(cache), "engine"), Fact(text(cache, "node_type"), "node type")]


def _proxy(proxy: Resource, pieces: Pieces) -> list[Fact]:
    tls = "required" if flag(proxy, "require_tls") else "optional"
    return [Fact(text(proxy, "engine_family").lower(), "engine"), Fact(tls, "TLS")]


def _table(table: Resource, pieces: Pieces) -> list[Fact]:
    return [Fact(_CAPACITIES.get(text(table, "billing_mode"), ""), "capacity")]


def _bucket(bucket: Resource, pieces: Pieces) -> list[Fact]:
    versioning = first(pieces, "aws_s3_bucket_versioning")
    kept = text(versioning, "versioning_configuration", 0, "status") == "Enabled"
    return [Fact("versioned" if kept else "", "versions")]


_DATA: Final[Mapping[str, Describe]] = {
    "aws_db_instance": _rds_instance,
    "aws_db_proxy": _proxy,
    "aws_dynamodb_table": _table,
    "aws_elasticache_cluster": _cache_cluster,
    "aws_elasticache_replication_group": _replication_group,
    "aws_rds_cluster": _rds_cluster,
    "aws_s3_bucket": _bucket,
}
