"""Rules between the network and what lies in it."""

from collections.abc import Iterator

from modules.base.inputs import Inputs, shown
from modules.ecs_service.inputs import EcsServiceInputs
from modules.network.inputs import NetworkInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from settings.complaints import Complaint

ADDRESSES_IN_A_SUBNET = 251
"""Of a /24, in which AWS keeps five for itself:
https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"""


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


def tasks_find_addresses(network: NetworkInputs, services: dict[str, EcsServiceInputs]) -> Iterator[Complaint]:
    """A task has an address of its own, and while a version takes another one's place both have."""
    zones = network.task_availability_zone_count or len(network.availability_zones)
    addresses = zones * ADDRESSES_IN_A_SUBNET
    most = {name: service.maximum_task_count for name, service in services.items()}
    if sum(most.values()) > addresses:
        name = max(most, key=lambda one: most[one])
        where = f"the subnets of {zones} zones have" if zones > 1 else "the subnet of one zone has"
        yield Complaint(
            ("services", name, "autoscaling", "maximum_tasks"),
            f"lets {sum(most.values())} tasks of all services run in deployments, but {where} {addresses} addresses",
        )


RULES = (
    zones_lie_in_the_region,
    placement_is_consistent,
    tasks_find_addresses,
)
