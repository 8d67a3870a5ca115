"""What a VPC is made of."""

import json

import pytest

from modules.network.construct import Network
from modules.network.inputs import NEEDED_WITHOUT_NAT, NetworkInputs
from tests.modules import KEY_ARN, ModuleStack

ZONES = ("us-east-1a", "us-east-1b", "us-east-1c")
PRIVATE = {"nat_gateway_count": 1}
PUBLIC = {"nat_gateway_count": 0, "task_subnets": "public"}


def network(stack: ModuleStack, **changes) -> Network:
    inputs = NetworkInputs(**{"cidr_block": "10.0.0.0/16", "availability_zones": ZONES, **changes})
    return Network(stack, "network", inputs, log_retention_days=30, kms_key_arn=KEY_ARN)


def default_routes(stack: ModuleStack) -> dict[str, str]:
    """Route -> what it leads to."""
    return {
        name: route.get("gateway_id") or route["nat_gateway_id"]
        for name, route in stack.blocks("aws_route").items()
        if route["destination_cidr_block"] == "0.0.0.0/0"
    }


def test_each_zone_has_a_public_private_and_isolated_subnet(stack):
    network(stack)
    assert {name: subnet["cidr_block"] for name, subnet in stack.blocks("aws_subnet").items()} == {
        "network_public_a": "10.0.0.0/24",
        "network_public_b": "10.0.1.0/24",
        "network_public_c": "10.0.2.0/24",
        "network_private_a": "10.0.4.0/24",
        "network_private_b": "10.0.5.0/24",
        "network_private_c": "10.0.6.0/24",
        "network_isolated_a": "10.0.8.0/28",
        "network_isolated_b": "10.0.8.16/28",
        "network_isolated_c": "10.0.8.32/28",
    }


def test_no_subnet_gives_out_public_addresses_by_itself(stack):
    network(stack)
    assert {subnet["map_public_ip_on_launch"] for subnet in stack.blocks("aws_subnet").values()} == {False}


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, {"a": "network_a", "b": "network_a", "c": "network_a"}),
        (3, {"a": "network_a", "b": "network_b", "c": "network_c"}),
    ],
)
def test_private_subnets_leave_through_the_nat_gateway_of_their_zone_if_it_has_one(stack, count, expected):
    network(stack, nat_gateway_count=count)
    routes = default_routes(stack)
    assert routes == {"network_public_internet": "${aws_internet_gateway.network.id}"} | {
        f"network_private_{zone}_internet": f"${{aws_nat_gateway.{gateway}.id}}" for zone, gateway in expected.items()
    }


def test_without_nat_gateway_private_subnets_have_no_way_out(stack):
    network(stack, **PUBLIC)
    assert default_routes(stack) == {"network_public_internet": "${aws_internet_gateway.network.id}"}
    assert stack.blocks("aws_eip") == stack.blocks("aws_nat_gateway") == {}


def test_more_nat_gateways_rename_nothing():
    from cdktf import App

    one, three = ModuleStack(App()), ModuleStack(App())
    network(one, nat_gateway_count=1)
    network(three, nat_gateway_count=3)
    assert set(one.addresses()) < set(three.addresses())


def test_isolated_subnets_route_nowhere_but_to_s3(stack):
    network(stack)
    associations = stack.blocks("aws_route_table_association")
    assert {associations[f"network_isolated_{zone}"]["route_table_id"] for zone in "abc"} == {
        "${aws_route_table.network_isolated.id}"
    }
    routes = [route["route_table_id"] for route in stack.blocks("aws_route").values()]
    assert "${aws_route_table.network_isolated.id}" not in routes
    assert "${aws_route_table.network_isolated.id}" in stack.block("aws_vpc_endpoint.network_s3")["route_table_ids"]


def test_isolated_subnets_talk_to_the_vpc_only(stack):
    network(stack)
    assert stack.block("aws_network_acl.network_isolated")["subnet_ids"] == [
        f"${{aws_subnet.network_isolated_{zone}.id}}" for zone in "abc"
    ]
    rules = stack.blocks("aws_network_acl_rule")
    assert {name: rule["egress"] for name, rule in rules.items()} == {
        "network_isolated_ingress": False,
        "network_isolated_egress": True,
    }
    assert {(rule["cidr_block"], rule["from_port"], rule["to_port"]) for rule in rules.values()} == {
        ("10.0.0.0/16", 1024, 65535)
    }


def test_default_security_group_has_no_rules(stack):
    network(stack)
    default = stack.block("aws_default_security_group.network_default")
    assert (default["vpc_id"], "ingress" in default, "egress" in default) == ("${aws_vpc.network.id}", False, False)


@pytest.mark.parametrize(("changes", "tier", "public_ip"), [(PRIVATE, "private", False), (PUBLIC, "public", True)])
def test_tasks_run_in_the_subnets_asked_for(stack, changes, tier, public_ip):
    made = network(stack, **changes)
    assert made.task_subnet_ids == tuple(f"${{aws_subnet.network_{tier}_{zone}.id}}" for zone in "abc")
    assert (made.tasks_have_public_ip, made.has_internet_egress) == (public_ip, True)


def test_tasks_run_in_as_many_zones_as_asked_for(stack):
    made = network(stack, task_availability_zone_count=1)
    assert made.task_subnet_ids == ("${aws_subnet.network_private_a.id}",)
    assert len(made.public_subnet_ids) == len(made.isolated_subnet_ids) == 3
    assert made.first_availability_zone == "us-east-1a"


def test_interface_endpoints_lie_in_private_subnets_behind_one_group_without_rules(stack):
    made = network(stack, nat_gateway_count=0, interface_endpoints=NEEDED_WITHOUT_NAT)
    endpoints = stack.blocks("aws_vpc_endpoint")
    assert sorted(endpoints) == sorted(
        ["network_ecr_api", "network_ecr_dkr", "network_logs", "network_s3", "network_secretsmanager", "network_ssm"]
    )
    logs = endpoints["network_logs"]
    assert logs["service_name"] == "com.amazonaws.us-east-1.logs"
    assert logs["private_dns_enabled"] is True
    assert logs["subnet_ids"] == [f"${{aws_subnet.network_private_{zone}.id}}" for zone in "abc"]
    assert made.aws_services is not None
    assert logs["security_group_ids"] == [made.aws_services.security_group_id]
    assert made.aws_services.port == 443
    assert made.has_internet_egress is False
    assert stack.blocks("aws_vpc_security_group_ingress_rule") == {}


def test_without_interface_endpoints_there_is_nothing_to_connect_to(stack):
    assert network(stack).aws_services is None


def test_flow_log_is_encrypted_kept_and_written_by_its_own_role(stack):
    network(stack)
    group = stack.block("aws_cloudwatch_log_group.network_flow_log")
    assert (group["name"], group["retention_in_days"], group["kms_key_id"]) == ("/vpc/shop-dev/flow-log", 30, KEY_ARN)
    assert stack.block("aws_flow_log.network")["traffic_type"] == "ALL"
    policy = json.loads(stack.block("aws_iam_role_policy.network_flow_log")["policy"])
    assert policy["Statement"] == [
        {
            "Sid": "WriteFlowLog",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": ["${aws_cloudwatch_log_group.network_flow_log.arn}:*"],
        }
    ]
    trust = json.loads(stack.block("aws_iam_role.network_flow_log")["assume_role_policy"])
    assert trust["Statement"][0]["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
