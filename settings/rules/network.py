"""Rules between the network and what lies in it."""

from collections.abc import Iterator

from modules.base.inputs import Inputs, shown
from modules.network.inputs import NetworkInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from settings.complaints import Complaint


def zones_lie_in_the_region(region: str, network: NetworkInputs) -> Iterator[Complaint]:
    for index, zone in enumerate(network.availability_zones):
        if zone[:-1] != region:
            yield Complaint(
                ("network", "availability_zones", index), f"must be a zone of the region {region}, got {shown(zone)}"
            )


def placement_is_consistent(network: NetworkInputs, database: Inputs | None) -> Iterator[Complaint]:
    zones = network.task_availability_zone_count or len(network.availability_zones)
    if isinstance(database, RdsPostgresInputs) and database.multi_az and zones < 2:
        yield Complaint(
            ("network", "task_availability_zone_count"),
            "must be at least 2 when database.multi_az is true: the tasks would be lost with their only zone, got 1",
        )


RULES = (
    zones_lie_in_the_region,
    placement_is_consistent,
)
