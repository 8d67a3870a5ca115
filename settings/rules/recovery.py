"""Rules between what an environment has and its copies in another region."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from modules.amplify_site.inputs import AmplifySiteInputs
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.base.inputs import shown
from modules.bucket.inputs import BucketInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.network.inputs import NetworkInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.recovery_region.inputs import RecoveryRegionInputs
from modules.static_site.inputs import StaticSiteInputs
from settings.complaints import Complaint

Database = RdsPostgresInputs | AuroraPostgresInputs | ExternalDatabaseInputs
Frontend = StaticSiteInputs | AmplifySiteInputs


def recovery_region_is_another_one(region: str, recovery_region: RecoveryRegionInputs | None) -> Iterator[Complaint]:
    if recovery_region is not None and recovery_region.region == region:
        yield Complaint(
            ("recovery_region", "region"), f"must differ from region, which it is to survive, got {shown(region)}"
        )


def copies_have_a_place(database: Database | None, recovery_region: RecoveryRegionInputs | None) -> Iterator[Complaint]:
    is_global = isinstance(database, AuroraPostgresInputs) and database.global_database is not None
    if is_global and (recovery_region is None or recovery_region.database_network is None):
        yield Complaint(
            ("database", "global_database"), "needs recovery_region.database_network, which says where the copy runs"
        )
    keeps_none = isinstance(database, RdsPostgresInputs) and database.backup_retention_days == 0
    if recovery_region is not None and keeps_none:
        yield Complaint(
            ("database", "backup_retention_days"),
            "must be at least 1 with a recovery_region: backups are copied, got 0",
        )


def networks_there_and_here_can_be_connected(
    network: NetworkInputs, database: Database | None, recovery_region: RecoveryRegionInputs | None
) -> Iterator[Complaint]:
    there = None if recovery_region is None else recovery_region.database_network
    if there is None:
        return
    if not isinstance(database, AuroraPostgresInputs) or database.global_database is None:
        yield Complaint(
            ("recovery_region", "database_network"),
            "must be left out without database.global_database",
        )
    if IPv4Network(there.cidr_block).overlaps(IPv4Network(network.cidr_block)):
        yield Complaint(
            ("recovery_region", "database_network", "cidr_block"),
            f"must not overlap network.cidr_block, {shown(network.cidr_block)}, got {shown(there.cidr_block)}",
        )


def backups_there_reach_as_far_as_here(
    database: Database | None, recovery_region: RecoveryRegionInputs | None
) -> Iterator[Complaint]:
    days = None if recovery_region is None else recovery_region.database_backup_retention_days
    if days is None:
        return
    key = ("recovery_region", "database_backup_retention_days")
    if not isinstance(database, RdsPostgresInputs):
        yield Complaint(
            key, f'must be left out unless database.kind is "rds_postgres", whose backups are copied, got {days}'
        )
    elif days < database.backup_retention_days:
        yield Complaint(
            key,
            f"must be at least {database.backup_retention_days}, the database.backup_retention_days, or be left out, "
            f"got {days}",
        )


def there_are_buckets_to_replicate(
    frontend: Frontend | None, buckets: dict[str, BucketInputs], recovery_region: RecoveryRegionInputs | None
) -> Iterator[Complaint]:
    wanted = recovery_region is not None and recovery_region.bucket_replication is not None
    if wanted and not buckets and not isinstance(frontend, StaticSiteInputs):
        yield Complaint(
            ("recovery_region", "bucket_replication"),
            'must be left out without buckets and a frontend of kind "static_site": there is nothing to copy',
        )


RULES = (
    recovery_region_is_another_one,
    copies_have_a_place,
    networks_there_and_here_can_be_connected,
    backups_there_reach_as_far_as_here,
    there_are_buckets_to_replicate,
)
