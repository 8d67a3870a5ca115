"""The VPC of a database that follows another one."""

from ipaddress import IPv4Network

from modules.base.construct import Module, ModuleScope
from modules.base.flow_log import flow_log
from modules.base.recovery import RECOVERY_PROVIDER
from modules.recovery_region.inputs import SUBNET_PREFIX, DatabaseNetworkInputs
from resources import aws


class DatabaseNetwork(Module):
    """A VPC in the recovery region with a subnet for each zone and no route out of it. What it refuses is logged.

    Aurora copies to it through its storage, not through this network. Gives `vpc_id` and `subnet_ids`.
    """

    def __init__(
        self, scope: ModuleScope, id: str, inputs: DatabaseNetworkInputs, *, key_arn: str, log_retention_days: int
    ) -> None:
        super().__init__(scope, id)
        name = f"{self.context.name}-recovery"
        vpc = aws.Vpc(
            self,
            cidr_block=inputs.cidr_block,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
            provider=RECOVERY_PROVIDER,
        )
        self.vpc_id = vpc.id
        # AWS creates it open to itself; without rules, what is launched with no group of its own reaches nothing.
        aws.DefaultSecurityGroup(
            self, "default", vpc_id=vpc.id, tags={"Name": f"{name}-default-empty"}, provider=RECOVERY_PROVIDER
        )
        ranges = IPv4Network(inputs.cidr_block).subnets(new_prefix=SUBNET_PREFIX)
        self.subnet_ids = tuple(
            aws.Subnet(
                self,
                zone[-1],
                vpc_id=vpc.id,
                availability_zone=zone,
                cidr_block=str(cidr_block),
                map_public_ip_on_launch=False,
                tags={"Name": f"{name}-isolated-{zone[-1]}"},
                provider=RECOVERY_PROVIDER,
            ).id
            for zone, cidr_block in zip(inputs.availability_zones, ranges, strict=False)
        )
        # Nothing is expected to talk here before the day it is needed: ten minutes are soon enough.
        flow_log(
            self,
            name=name,
            vpc_id=self.vpc_id,
            traffic_type="ALL",
            aggregation_seconds=600,
            log_retention_days=log_retention_days,
            kms_key_arn=key_arn,
            provider=RECOVERY_PROVIDER,
        )
