"""Rules between databases, caches, services outside AWS, and who uses them."""

from collections.abc import Iterator

from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.backup.inputs import BackupInputs
from modules.base.inputs import shown
from modules.bucket.inputs import BucketInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.external_cache.inputs import ExternalCacheInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.external_service.inputs import ExternalServiceInputs
from modules.network.inputs import NetworkInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.inputs import RdsProxyInputs
from modules.recovery_region.inputs import RecoveryRegionInputs
from modules.redis.inputs import RedisInputs
from settings.complaints import Complaint

Services = dict[str, EcsServiceInputs]
Tasks = dict[str, OneOffTaskInputs]
ExternalServices = dict[str, ExternalServiceInputs]
Database = RdsPostgresInputs | AuroraPostgresInputs | ExternalDatabaseInputs
Cache = RedisInputs | ExternalCacheInputs


def connections_lead_somewhere(
    services: Services,
    tasks: Tasks,
    database: Database | None,
    cache: Cache | None,
    previous_database: ExternalDatabaseInputs | None,
    previous_cache: ExternalCacheInputs | None,
    external_services: ExternalServices,
    buckets: dict[str, BucketInputs],
) -> Iterator[Complaint]:
    sections = {
        "database": database,
        "cache": cache,
        "previous_database": previous_database,
        "previous_cache": previous_cache,
    }
    present = [*(name for name, section in sections.items() if section is not None), *external_services, *buckets]
    for section, users in (("services", services), ("tasks", tasks)):
        for name, user in users.items():
            for index, connection in enumerate(user.connects_to):
                key = (section, name, "connects_to", index)
                if connection in sections and connection not in present:
                    yield Complaint(key, f"names the {connection}, but this environment has no {connection} section")
                elif connection not in present:
                    yield Complaint(
                        key,
                        f"must be one of {', '.join(present) or 'external_services or buckets, which have none'}, "
                        f"got {shown(connection)}",
                    )


def what_lies_outside_is_reached(
    network: NetworkInputs,
    database: Database | None,
    cache: Cache | None,
    previous_database: ExternalDatabaseInputs | None,
    previous_cache: ExternalCacheInputs | None,
    external_services: ExternalServices,
) -> Iterator[Complaint]:
    if network.task_subnets == "public" or network.nat_gateway_count > 0:
        return
    outside: list[tuple[str, ...]] = [("external_services", name) for name in external_services]
    outside += [("database",)] if isinstance(database, ExternalDatabaseInputs) else []
    outside += [("cache",)] if isinstance(cache, ExternalCacheInputs) else []
    outside += [("previous_database",)] if previous_database is not None else []
    outside += [("previous_cache",)] if previous_cache is not None else []
    for key in outside:
        yield Complaint(
            key, 'is outside AWS, so tasks need network.nat_gateway_count of 1 or more, or task_subnets = "public"'
        )


def what_was_replaced_has_a_successor_in_aws(
    database: Database | None,
    cache: Cache | None,
    previous_database: ExternalDatabaseInputs | None,
    previous_cache: ExternalCacheInputs | None,
) -> Iterator[Complaint]:
    """Two stores outside AWS would have secrets of the same names."""
    pairs = {"database": (database, previous_database), "cache": (cache, previous_cache)}
    for name, (current, previous) in pairs.items():
        if previous is not None and (
            current is None or isinstance(current, ExternalDatabaseInputs | ExternalCacheInputs)
        ):
            found = f"no {name} section" if current is None else f"{name}.kind {shown(current.kind)}"
            yield Complaint(
                (f"previous_{name}",), f"needs a {name} in AWS that takes its place; this environment has {found}"
            )


def proxy_has_a_database(database: Database | None, database_proxy: RdsProxyInputs | None) -> Iterator[Complaint]:
    if database_proxy is not None and not isinstance(database, RdsPostgresInputs):
        found = "no database section" if database is None else f"database.kind {shown(database.kind)}"
        yield Complaint(
            ("database_proxy",), f'needs database.kind "rds_postgres" to connect to; this environment has {found}'
        )


def protected_data_has_backups(deletion_protection: bool, database: Database | None) -> Iterator[Complaint]:
    keeps_none = isinstance(database, RdsPostgresInputs) and database.backup_retention_days == 0
    if deletion_protection and keeps_none:
        yield Complaint(
            ("database", "backup_retention_days"),
            "must be at least 1 when deletion_protection is true: what may not be deleted must not be lost, got 0",
        )


def backup_has_something_to_save(
    backup: BackupInputs | None, database: Database | None, recovery_region: RecoveryRegionInputs | None
) -> Iterator[Complaint]:
    if backup is None:
        return
    if database is None or isinstance(database, ExternalDatabaseInputs):
        yield Complaint(("backup",), "has nothing to save: this environment has no database in AWS")
    own_days = database.backup_retention_days if isinstance(database, RdsPostgresInputs | AuroraPostgresInputs) else 0
    for name, rule in backup.rules.items():
        if rule.retention_days <= own_days and rule.copy_retention_days is None:
            yield Complaint(
                ("backup", "rules", name, "retention_days"),
                f"must be more than {own_days}, the database.backup_retention_days, or copied: RDS keeps as much by "
                f"itself, got {rule.retention_days}",
            )
    if backup.copies and recovery_region is None:
        copied = next(name for name, rule in backup.rules.items() if rule.copy_retention_days is not None)
        yield Complaint(
            ("backup", "rules", copied, "copy_retention_days"),
            "needs a recovery_region section, which says where copies go",
        )


RULES = (
    connections_lead_somewhere,
    what_lies_outside_is_reached,
    what_was_replaced_has_a_successor_in_aws,
    proxy_has_a_database,
    protected_data_has_backups,
    backup_has_something_to_save,
)
