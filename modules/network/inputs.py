"""What a caller decides about a VPC."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import AvailabilityZone, CidrBlock
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEW_TASKS, Later, replaces

SLOTS = 4
"""Availability zones that the address plan keeps room for, so that adding a zone renumbers nothing."""
WIDEST_PREFIX, NARROWEST_PREFIX = 16, 20

InterfaceEndpointService = Literal[
    "ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "xray", "monitoring"
]

NEEDED_WITHOUT_NAT: tuple[InterfaceEndpointService, ...] = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
"""What a Fargate task calls before its container starts: image, log stream, secrets, parameters."""


class NetworkInputs(Inputs):
    """A VPC with public, private and isolated subnets in two to four availability zones."""

    cidr_block: Annotated[CidrBlock, replaces("aws_vpc", answer="no: with all that lies in it, it")]
    """IPv4 range of the VPC, /16 to /20. Subnets: /24 public, /24 private, /28 isolated, one of each per zone."""

    availability_zones: Annotated[
        tuple[AvailabilityZone, ...], replaces("aws_subnet", answer="further ones at the end; else")
    ] = Field(min_length=2, max_length=SLOTS)
    """Zones with subnets, in order. At least two: a load balancer and a database subnet group need two."""

    task_availability_zone_count: Annotated[int | None, NEW_TASKS] = Field(default=None, ge=1)
    """How many of the zones, from the first, tasks run in. All of them unless given."""

    task_subnets: Annotated[Literal["private", "public"], NEW_TASKS] = "private"
    """Where tasks run. In public subnets each task has a public IPv4 address and no NAT gateway is needed."""

    nat_gateway_count: Annotated[int, Later("yes; those that go give up their addresses")] = Field(default=1, ge=0)
    """NAT gateways: 0, 1 for all zones, or one per zone."""

    interface_endpoints: tuple[InterfaceEndpointService, ...] = ()
    """AWS services reached inside the VPC instead of through the internet; each costs per zone and hour."""

    flow_log_traffic: Literal["ALL", "ACCEPT", "REJECT"] = "ALL"
    """Which connections the VPC flow log records."""

    def findings(self) -> Iterator[Finding]:
        zones = len(self.availability_zones)
        prefix = IPv4Network(self.cidr_block).prefixlen
        if not WIDEST_PREFIX <= prefix <= NARROWEST_PREFIX:
            yield Finding(
                ("cidr_block",), f"must have a prefix of /{WIDEST_PREFIX} to /{NARROWEST_PREFIX}", self.cidr_block
            )
        if len(set(self.availability_zones)) < zones:
            yield Finding(("availability_zones",), "must not name a zone twice", self.availability_zones)
        if self.task_availability_zone_count is not None and self.task_availability_zone_count > zones:
            yield Finding(
                ("task_availability_zone_count",),
                f"must be at most {zones}, the number of availability_zones",
                self.task_availability_zone_count,
            )
        for index, service in enumerate(self.interface_endpoints):
            if service in self.interface_endpoints[:index]:
                yield Finding(("interface_endpoints", index), "must not name a service twice", service)
        yield from self._egress_findings(zones)

    def _egress_findings(self, zones: int) -> Iterator[Finding]:
        if self.nat_gateway_count not in (0, 1, zones):
            yield Finding(
                ("nat_gateway_count",), f"must be 0, 1 or {zones}, one per availability zone", self.nat_gateway_count
            )
        elif self.task_subnets == "public" and self.nat_gateway_count > 0:
            yield Finding(
                ("nat_gateway_count",),
                'must be 0 when task_subnets is "public": nothing would send traffic through it',
                self.nat_gateway_count,
            )
        missing = [service for service in NEEDED_WITHOUT_NAT if service not in self.interface_endpoints]
        if self.task_subnets == "private" and self.nat_gateway_count == 0 and missing:
            yield Finding(
                ("nat_gateway_count",),
                f'must be 1 or {zones} when task_subnets is "private", because tasks could not pull their images; or '
                f'set task_subnets = "public", or add {", ".join(missing)} to interface_endpoints',
                0,
            )


class SubnetRange(Inputs):
    """The address plan of one availability zone."""

    availability_zone: str
    letter: str
    """The last letter of the zone, which ends the addresses of its resources."""
    public: str
    private: str
    isolated: str


def subnet_ranges(inputs: NetworkInputs) -> tuple[SubnetRange, ...]:
    """The same ranges for the same VPC range always: slot 0-3 public, 4-7 private, 8 holds the isolated /28s."""
    blocks = list(IPv4Network(inputs.cidr_block).subnets(new_prefix=24))
    isolated = list(blocks[2 * SLOTS].subnets(new_prefix=28))
    return tuple(
        SubnetRange(
            availability_zone=zone,
            letter=zone[-1],
            public=str(blocks[slot]),
            private=str(blocks[SLOTS + slot]),
            isolated=str(isolated[slot]),
        )
        for slot, zone in enumerate(inputs.availability_zones)
    )
