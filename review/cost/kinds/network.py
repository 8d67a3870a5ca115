"""Ways out of the network: NAT gateways, addresses, endpoints, and what goes between zones."""

from collections.abc import Iterator

from review.cost.amount import HOURS, Amount
from review.cost.line import Estimator, Part
from review.cost.surroundings import Surroundings, text
from review.model import Resource


def nat_gateway(resource: Resource, around: Surroundings) -> Iterator[Part]:
    yield Part("nat_gateway.hour", "hours", Amount.always(HOURS))
    share = around.share("aws_nat_gateway")
    yield Part("nat_gateway.data", "data", around.usage.traffic.nat_gib * share, ("traffic.nat_gib",))


def address(resource: Resource, around: Surroundings) -> Iterator[Part]:
    yield Part("public_ipv4.hour", "address", Amount.always(HOURS))


def endpoint(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """An interface endpoint in each of its subnets; a gateway endpoint is free."""
    if text(resource, "vpc_endpoint_type", "Gateway") != "Interface":
        return
    endpoints = around.of_type("aws_vpc_endpoint")
    interfaces = around.remembered(
        "interface endpoints", lambda: sum(text(one, "vpc_endpoint_type") == "Interface" for one in endpoints)
    )
    zones = max(1, around.counted(resource, "subnet_ids", "aws_subnet"))
    yield Part("interface_endpoint.hour", "hours", Amount.always(HOURS * zones))
    quantity = around.usage.traffic.endpoint_gib * (1 / interfaces)
    yield Part("interface_endpoint.data", "data", quantity, ("traffic.endpoint_gib",))


def vpc(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """The network itself is free; what its zones send each other is not."""
    share = around.share("aws_vpc")
    yield Part(
        "transfer.zones", "between zones", around.usage.traffic.cross_zone_gib * share, ("traffic.cross_zone_gib",)
    )


PRICED: dict[str, Estimator] = {
    "aws_nat_gateway": nat_gateway,
    "aws_eip": address,
    "aws_vpc_endpoint": endpoint,
    "aws_vpc": vpc,
}
