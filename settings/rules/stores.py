"""Rules between databases, caches and who uses them."""

from collections.abc import Iterator

from modules.ecs_service.inputs import EcsServiceInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.inputs import RdsProxyInputs
from modules.redis.inputs import RedisInputs
from settings.complaints import Complaint

Services = dict[str, EcsServiceInputs]


def connections_lead_somewhere(
    services: Services, database: RdsPostgresInputs | None, cache: RedisInputs | None
) -> Iterator[Complaint]:
    present = {"database": database is not None, "cache": cache is not None}
    for name, service in services.items():
        for index, connection in enumerate(service.connects_to):
            if not present[connection]:
                yield Complaint(
                    ("services", name, "connects_to", index),
                    f"names the {connection}, but this environment has no {connection} section",
                )


def proxy_has_a_database(
    database: RdsPostgresInputs | None, database_proxy: RdsProxyInputs | None
) -> Iterator[Complaint]:
    if database_proxy is not None and database is None:
        yield Complaint(("database_proxy",), "has nothing to connect to: this environment has no database section")


def protected_data_has_backups(deletion_protection: bool, database: RdsPostgresInputs | None) -> Iterator[Complaint]:
    if deletion_protection and database is not None and database.backup_retention_days == 0:
        yield Complaint(
            ("database", "backup_retention_days"),
            "must be at least 1 when deletion_protection is true: what may not be deleted must not be lost, got 0",
        )


RULES = (
    connections_lead_somewhere,
    proxy_has_a_database,
    protected_data_has_backups,
)
