"""What holds data beside databases: caches, buckets, repositories, tables, backups."""

from collections.abc import Iterator

from review.cost.amount import HOURS, Amount
from review.cost.line import Estimator, Part
from review.cost.surroundings import Surroundings, blocks, number, text
from review.model import Resource

COPIED = "backup.transferred_gib"
BACKED_UP = {
    "aws_db_instance": "backup.rds",
    "aws_rds_cluster": "backup.aurora",
    "aws_s3_bucket": "backup.s3",
    "aws_dynamodb_table": "backup.dynamodb",
}


def cache(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Each node, and snapshots beyond the first."""
    groups = number(resource, "num_node_groups")
    replicas = number(resource, "replicas_per_node_group")
    nodes = groups * (1 + replicas) if groups else number(resource, "num_cache_clusters", 1.0)
    engine, node_type = text(resource, "engine", "redis"), text(resource, "node_type")
    yield Part(f"elasticache.{engine}.{node_type}", "nodes", Amount.always(HOURS * nodes))
    snapshots = number(resource, "snapshot_retention_limit") - 1
    if snapshots > 0:
        stored = around.usage.storage.cache_snapshot_gib * snapshots
        yield Part("elasticache.backup", "snapshots beyond the first", stored, ("storage.cache_snapshot_gib",))


def bucket(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """As if all were in the standard class; lifecycle rules that move objects make it cheaper."""
    usage, share = around.usage.storage, around.share("aws_s3_bucket")
    yield Part("s3.standard.storage", "objects", usage.objects_gib * share, ("storage.objects_gib",))
    yield Part("s3.standard.write", "writes", usage.writes_thousands * share, ("storage.writes_thousands",))
    yield Part("s3.standard.read", "reads", usage.reads_thousands * share, ("storage.reads_thousands",))


def repository(resource: Resource, around: Surroundings) -> Iterator[Part]:
    repositories = [one for one in around.of_type("aws_ecr_repository") if one.provider == resource.provider]
    stored = around.usage.storage.images_gib * (1 / len(repositories))
    yield Part("ecr.storage", "images", stored, ("storage.images_gib",))


def table(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """On demand. A table with provisioned capacity has no price here."""
    if text(resource, "billing_mode", "PROVISIONED") != "PAY_PER_REQUEST":
        yield Part("dynamodb.provisioned", "provisioned capacity", Amount.always(1))
        return
    share = around.share("aws_dynamodb_table")
    requests = around.usage.storage.table_requests_millions * share
    yield Part("dynamodb.write", "writes", requests, ("storage.table_requests_millions",))
    yield Part("dynamodb.read", "reads", requests, ("storage.table_requests_millions",))
    stored = around.usage.storage.tables_gib * share
    yield Part("dynamodb.storage", "items", stored, ("storage.tables_gib",))
    recovery = next(iter(blocks(resource.values, "point_in_time_recovery")), {})
    if recovery.get("enabled") is True:
        yield Part("dynamodb.point_in_time_recovery", "way back to any second", stored, ("storage.tables_gib",))


def vault(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """What AWS Backup keeps, priced by what it comes from, and what comes from another region."""
    plans = around.of_type("aws_backup_selection")
    item = next(
        (row for kind, row in BACKED_UP.items() if _selected(kind, plans, around)), BACKED_UP["aws_db_instance"]
    )
    yield Part(item, "backups", around.usage.backup.stored_gib, ("backup.stored_gib",))
    if around.region(resource) != around.home:
        yield Part("transfer.regions", "backups copied here", around.usage.backup.transferred_gib, (COPIED,))


def _selected(kind: str, plans: list[Resource], around: Surroundings) -> bool:
    return any(around.referred(plan, "resources", kind) for plan in plans)


def replicated_backups(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """RDS's own backups in another region, where none of them is free."""
    backup, usage = around.usage.backup, around.usage.database
    yield Part("rds.backup", "backups", usage.backup_gib, ("database.backup_gib",))
    yield Part("transfer.regions", "backups copied here", backup.transferred_gib, (COPIED,))


def replication(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Objects that a bucket sends to another region; what it sends to its own costs requests only."""
    rules = [rule for rule in blocks(resource.values, "rule") if rule.get("status") == "Enabled"]
    if rules:
        yield Part("transfer.regions", "objects copied away", around.usage.backup.transferred_gib, (COPIED,))


PRICED: dict[str, Estimator] = {
    "aws_elasticache_replication_group": cache,
    "aws_s3_bucket": bucket,
    "aws_s3_bucket_replication_configuration": replication,
    "aws_ecr_repository": repository,
    "aws_dynamodb_table": table,
    "aws_backup_vault": vault,
    "aws_db_instance_automated_backups_replication": replicated_backups,
}
