"""VPCs, their availability zones and subnets, and in which of them a resource is."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from review.model import Resource
from review.picture.kinds import Tier
from review.picture.kinds_pieces import VPC, kind_of
from review.picture.links import Links
from review.picture.values import flag, text

_SUBNET: Final = "aws_subnet"
_HOPS: Final = frozenset(
    {
        "aws_db_subnet_group",
        "aws_docdb_subnet_group",
        "aws_efs_mount_target",
        "aws_elasticache_subnet_group",
        "aws_launch_template",
        "aws_memorydb_subnet_group",
        "aws_neptune_subnet_group",
        "aws_redshift_subnet_group",
    }
)
"""What stands between a resource and its subnets."""
_DATA_GROUPS: Final = frozenset(hop for hop in _HOPS if hop.endswith("_subnet_group"))
_PUBLIC_NAME: Final = re.compile(r"\bpublic\b|\bdmz\b")
_DATA_NAME: Final = re.compile(r"\b(isolated|databases?|db|data|intra|elasticache|redshift)\b")
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet with its place in the picture."""

    address: str
    vpc: str
    zone: str
    """The availability zone, or nothing where it is not known."""
    tier: Tier
    cidr: str


class Network:
    """All VPCs and subnets of a plan."""

    def __init__(self, resources: Mapping[str, Resource], links: Links) -> None:
        self._resources, self._links = resources, links
        of_type: dict[str, list[str]] = defaultdict(list)
        for address, resource in resources.items():
            of_type[resource.type].append(address)
        self.vpcs = sorted(of_type[VPC])
        gateways = set(of_type["aws_internet_gateway"])
        public_tables = {
            table
            for route in of_type["aws_route"]
            if gateways.intersection(links.of(route, "gateway_id"))
            for table in links.of(route, "route_table_id")
        } | {table for table in of_type["aws_route_table"] if gateways.intersection(links.of(table, "route"))}
        self._public = {
            subnet
            for association in of_type["aws_route_table_association"]
            if public_tables.intersection(links.of(association, "route_table_id"))
            for subnet in links.of(association, "subnet_id")
        }
        self._for_data = {
            subnet for group in _DATA_GROUPS for address in of_type[group] for subnet in links.of(address, "subnet_ids")
        }
        self.subnets = {address: self._subnet(resources[address]) for address in sorted(of_type[_SUBNET])}

    def subnets_of(self, address: str) -> list[Subnet]:
        """The subnets a resource is in: directly, by its subnet group, as what it replicates; none where unknown."""
        direct, own = self._links.of(address), self._resources[address].type
        hops = [hop for hop in (*direct, *self._links.to(address)) if self._resources[hop].type in _HOPS]
        replicated = [source for source in direct if self._resources[source].type == own]
        for places in (direct, *map(self._links.of, hops), *map(self._replicated, replicated)):
            if found := [self.subnets[place] for place in places if place in self.subnets]:
                return found
        return []

    def zones(self, vpc: str) -> list[str]:
        """The availability zones of a VPC's subnets, in order."""
        return sorted({subnet.zone for subnet in self.subnets.values() if subnet.vpc == vpc and subnet.zone})

    def _replicated(self, source: str) -> list[str]:
        groups = (hop for hop in self._links.of(source) if self._resources[hop].type in _HOPS)
        return [place for group in groups for place in self._links.of(group)]

    def _subnet(self, subnet: Resource) -> Subnet:
        vpcs = self._links.of_type(subnet.address, VPC, "vpc_id") or (self.vpcs if len(self.vpcs) == 1 else [""])
        zone = text(subnet, "availability_zone") or text(subnet, "availability_zone_id")
        return Subnet(subnet.address, vpcs[0], zone, self._tier(subnet), text(subnet, "cidr_block"))

    def _tier(self, subnet: Resource) -> Tier:
        words = " ".join(_WORD.findall(f"{text(subnet, 'tags', 'Name')} {subnet.address}".lower()))
        if subnet.address in self._public or flag(subnet, "map_public_ip_on_launch") or _PUBLIC_NAME.search(words):
            return Tier.PUBLIC
        if _DATA_NAME.search(words) or (subnet.address in self._for_data and not self._has_others(subnet.address)):
            return Tier.DATA
        return Tier.PRIVATE

    def _has_others(self, subnet: str) -> bool:
        """Whether something else than groups for databases is in a subnet."""
        return any(
            self._resources[address].type not in _DATA_GROUPS and not kind_of(self._resources[address].type).owned
            for address in self._links.to(subnet)
        )
