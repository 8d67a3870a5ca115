from tests.review.cost.making import costs, estimated, resource, usage


def test_figures_are_divided_among_all_gateways_and_endpoints():
    interface = {"vpc_endpoint_type": "Interface", "subnet_ids": ["a"]}
    found = estimated(
        resource("aws_nat_gateway.a"),
        resource("aws_nat_gateway.b"),
        resource("aws_vpc_endpoint.logs", **interface),
        resource("aws_vpc_endpoint.ssm", **interface),
        usage=usage(traffic={"nat_gib": 100, "endpoint_gib": 10}),
    )
    by_usage = {line.address: line.quantity.expected for line in found.lines if not line.is_fixed}
    assert by_usage == {
        "aws_nat_gateway.a": 50,
        "aws_nat_gateway.b": 50,
        "aws_vpc_endpoint.logs": 5,
        "aws_vpc_endpoint.ssm": 5,
    }


def test_a_gateway_endpoint_is_free():
    assert estimated(resource("aws_vpc_endpoint.s3")).lines == ()


def test_what_zones_send_each_other_costs_on_both_sides():
    found = estimated(resource("aws_vpc.network"), usage=usage(traffic={"cross_zone_gib": 100}))
    assert costs(found) == {"transfer.zones": 2.00}
