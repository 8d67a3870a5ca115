"""What a caller decides about the region that things are copied to."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Annotated

from pydantic import Field

from modules.base.fields import AvailabilityZone, CidrBlock, Region
from modules.base.inputs import Finding, Inputs
from modules.base.later import Later, replaces
from modules.bucket_replication.inputs import BucketReplicationInputs

SUBNET_PREFIX = 28
ZONES = 4
LARGEST_PREFIX, SMALLEST_PREFIX = 16, 26
"""AWS takes no VPC larger than a /16; a /26 has room for four subnets of /28."""


class DatabaseNetworkInputs(Inputs):
    """A VPC without any way in or out, for a database that follows the one of the environment's own region."""

    cidr_block: Annotated[CidrBlock, replaces("aws_vpc", answer="no: below the copy of the database,")]
    """Range of the VPC; another one than that of any network it may be connected to one day."""

    availability_zones: Annotated[tuple[AvailabilityZone, ...], Later("further ones at the end")] = Field(
        min_length=2, max_length=ZONES
    )
    """Zones with a subnet each; a database subnet group needs two."""

    def findings(self) -> Iterator[Finding]:
        prefix = IPv4Network(self.cidr_block).prefixlen
        if not LARGEST_PREFIX <= prefix <= SMALLEST_PREFIX:
            yield Finding(
                ("cidr_block",), f"must have a prefix from /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}", self.cidr_block
            )
        if len(set(self.availability_zones)) < len(self.availability_zones):
            yield Finding(("availability_zones",), "must not repeat a zone", self.availability_zones)


class RecoveryRegionInputs(Inputs):
    """The region that holds copies of what must survive the loss of the environment's own."""

    region: Annotated[Region, Later("no: Terraform no longer finds the copies in the old region, which stay there")]
    """A region far from the own one, such as us-west-2."""

    database_backup_retention_days: Annotated[int | None, replaces("aws_db_instance_automated_backups_replication")] = (
        Field(default=None, ge=1, le=35)
    )
    """Days back to any second of which an RDS database can be restored there; as many as at home unless given."""

    bucket_replication: Annotated[BucketReplicationInputs | None, Later("yes; when taken away, the copies go")] = None
    """How what people and tasks put into buckets is copied there, if at all."""

    replicate_secrets: bool = False
    """Whether the secrets that tasks read are there too, with each new value; 0.40 USD each a month."""

    database_network: DatabaseNetworkInputs | None = None
    """Where an Aurora cluster follows the own one, if the database is a global one."""

    def findings(self) -> Iterator[Finding]:
        zones = self.database_network.availability_zones if self.database_network else ()
        for index, zone in enumerate(zones):
            if zone[:-1] != self.region:
                yield Finding(
                    ("database_network", "availability_zones", index), f"must be a zone of {self.region}", zone
                )
