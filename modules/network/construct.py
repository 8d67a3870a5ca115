"""The VPC of an environment."""

from modules.base.construct import Module, ModuleScope
from modules.base.flow_log import flow_log
from modules.base.network_endpoint import NetworkEndpoint
from modules.network.inputs import NetworkInputs, SubnetRange, subnet_ranges
from resources import Ref, aws

HTTPS = 443


class Network(Module):
    """A VPC with public, private and isolated subnets, their routes, NACLs, endpoints and flow log.

    Gives `vpc_id`, `public_subnet_ids`, `private_subnet_ids`, `task_subnet_ids`, `isolated_subnet_ids`,
    `tasks_have_public_ip`, `has_internet_egress`, `first_availability_zone`, `s3_prefix_list_id` and, where asked for,
    `aws_services` (the interface endpoints, as something a task connects to).
    """

    def __init__(
        self, scope: ModuleScope, id: str, inputs: NetworkInputs, *, log_retention_days: int, kms_key_arn: str
    ) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._ranges = subnet_ranges(inputs)
        self._vpc = aws.Vpc(
            self,
            cidr_block=inputs.cidr_block,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": self.context.name},
        )
        self.vpc_id = self._vpc.id
        self._empty_default_security_group()
        public = self._public_subnets()
        private = self._private_subnets()
        isolated = self._isolated_subnets()
        self.public_subnet_ids = tuple(subnet.id for subnet in public)
        self.private_subnet_ids = tuple(subnet.id for subnet in private)
        self.isolated_subnet_ids = tuple(subnet.id for subnet in isolated)
        self.tasks_have_public_ip = inputs.task_subnets == "public"
        self.has_internet_egress = self.tasks_have_public_ip or inputs.nat_gateway_count > 0
        self.first_availability_zone = inputs.availability_zones[0]
        task_subnets = public if self.tasks_have_public_ip else private
        self.task_subnet_ids = tuple(subnet.id for subnet in task_subnets[: inputs.task_availability_zone_count])
        self.s3_prefix_list_id = self._s3_endpoint()
        self.aws_services = self._interface_endpoints(self.private_subnet_ids)
        flow_log(
            self,
            name=self.context.name,
            vpc_id=self.vpc_id,
            traffic_type=inputs.flow_log_traffic,
            aggregation_seconds=60,
            log_retention_days=log_retention_days,
            kms_key_arn=kms_key_arn,
        )

    def _empty_default_security_group(self) -> None:
        # AWS creates it open to itself; without rules, what is launched with no group of its own reaches nothing.
        aws.DefaultSecurityGroup(
            self, "default", vpc_id=self.vpc_id, tags={"Name": f"{self.context.name}-default-empty"}
        )

    def _subnet(self, tier: str, zone: SubnetRange, cidr_block: str) -> aws.Subnet:
        # No subnet hands out public addresses by itself: tasks that need one ask for it in their service.
        return aws.Subnet(
            self,
            f"{tier}_{zone.letter}",
            vpc_id=self.vpc_id,
            availability_zone=zone.availability_zone,
            cidr_block=cidr_block,
            map_public_ip_on_launch=False,
            tags={"Name": f"{self.context.name}-{tier}-{zone.letter}"},
        )

    def _route_table(self, local_name: str) -> aws.RouteTable:
        name = f"{self.context.name}-{local_name.replace('_', '-')}"
        return aws.RouteTable(self, local_name, vpc_id=self.vpc_id, tags={"Name": name})

    def _public_subnets(self) -> list[aws.Subnet]:
        gateway = aws.InternetGateway(self, vpc_id=self.vpc_id, tags={"Name": self.context.name})
        self._public_routes = self._route_table("public")
        aws.Route(
            self,
            "public_internet",
            route_table_id=self._public_routes.id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=gateway.id,
        )
        subnets = [self._subnet("public", zone, zone.public) for zone in self._ranges]
        for zone, subnet in zip(self._ranges, subnets, strict=True):
            self._associate(f"public_{zone.letter}", subnet, self._public_routes)
        self._nat_gateways = [
            self._nat_gateway(zone, subnet, gateway)
            for zone, subnet in zip(self._ranges[: self._inputs.nat_gateway_count], subnets, strict=False)
        ]
        return subnets

    def _nat_gateway(self, zone: SubnetRange, subnet: aws.Subnet, gateway: aws.InternetGateway) -> aws.NatGateway:
        name = f"{self.context.name}-nat-{zone.letter}"
        address = aws.Eip(self, f"nat_{zone.letter}", domain="vpc", tags={"Name": name}, depends_on=[gateway])
        return aws.NatGateway(
            self,
            zone.letter,
            allocation_id=address.id,
            subnet_id=subnet.id,
            tags={"Name": name},
            depends_on=[gateway],
        )

    def _private_subnets(self) -> list[aws.Subnet]:
        # One route table per zone whatever the number of NAT gateways: going from one to three moves routes only.
        subnets = [self._subnet("private", zone, zone.private) for zone in self._ranges]
        self._private_routes = [self._route_table(f"private_{zone.letter}") for zone in self._ranges]
        for slot, (zone, subnet) in enumerate(zip(self._ranges, subnets, strict=True)):
            self._associate(f"private_{zone.letter}", subnet, self._private_routes[slot])
            if self._nat_gateways:
                nat_gateway = self._nat_gateways[min(slot, len(self._nat_gateways) - 1)]
                aws.Route(
                    self,
                    f"private_{zone.letter}_internet",
                    route_table_id=self._private_routes[slot].id,
                    destination_cidr_block="0.0.0.0/0",
                    nat_gateway_id=nat_gateway.id,
                )
        return subnets

    def _isolated_subnets(self) -> list[aws.Subnet]:
        subnets = [self._subnet("isolated", zone, zone.isolated) for zone in self._ranges]
        self._isolated_routes = self._route_table("isolated")
        for zone, subnet in zip(self._ranges, subnets, strict=True):
            self._associate(f"isolated_{zone.letter}", subnet, self._isolated_routes)
        nacl = aws.NetworkAcl(
            self,
            "isolated",
            vpc_id=self.vpc_id,
            subnet_ids=[subnet.id for subnet in subnets],
            tags={"Name": f"{self.context.name}-isolated"},
        )
        # Database and cache ports and the answers to clients, inside the VPC; a NACL denies what no rule allows.
        for direction in ("ingress", "egress"):
            aws.NetworkAclRule(
                self,
                f"isolated_{direction}",
                network_acl_id=nacl.id,
                egress=direction == "egress",
                rule_number=100,
                rule_action="allow",
                protocol="tcp",
                cidr_block=self._inputs.cidr_block,
                from_port=1024,
                to_port=65535,
            )
        return subnets

    def _associate(self, local_name: str, subnet: aws.Subnet, route_table: aws.RouteTable) -> None:
        aws.RouteTableAssociation(self, local_name, subnet_id=subnet.id, route_table_id=route_table.id)

    def _s3_endpoint(self) -> Ref:
        route_tables = [self._public_routes, *self._private_routes, self._isolated_routes]
        endpoint = aws.VpcEndpoint(
            self,
            "s3",
            vpc_id=self.vpc_id,
            service_name=f"com.amazonaws.{self.context.region}.s3",
            vpc_endpoint_type="Gateway",
            route_table_ids=[table.id for table in route_tables],
            tags={"Name": f"{self.context.name}-s3"},
        )
        return endpoint.prefix_list_id

    def _interface_endpoints(self, subnet_ids: tuple[Ref, ...]) -> NetworkEndpoint | None:
        if not self._inputs.interface_endpoints:
            return None
        name = f"{self.context.name}-aws-services"
        group = aws.SecurityGroup(
            self,
            "aws_services",
            name=name,
            description="Interface endpoints of AWS services",
            vpc_id=self.vpc_id,
            tags={"Name": name},
        )
        for service in self._inputs.interface_endpoints:
            aws.VpcEndpoint(
                self,
                service.replace(".", "_"),
                vpc_id=self.vpc_id,
                service_name=f"com.amazonaws.{self.context.region}.{service}",
                vpc_endpoint_type="Interface",
                private_dns_enabled=True,
                subnet_ids=list(subnet_ids),
                security_group_ids=[group.id],
                tags={"Name": f"{self.context.name}-{service}"},
            )
        return NetworkEndpoint(name="aws_services", security_group_id=group.id, port=HTTPS)
