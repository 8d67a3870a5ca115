"""What a VPC may be asked for."""

import pytest

from modules.network.inputs import NEEDED_WITHOUT_NAT, NetworkInputs, subnet_ranges
from tests.modules import messages

ZONES = ("us-east-1a", "us-east-1b")


def network(**changes):
    return NetworkInputs(**{"cidr_block": "10.0.0.0/16", "availability_zones": ZONES, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"cidr_block": "10.0.0.0/24"},
            ['cidr_block must have a prefix of /16 to /20, got "10.0.0.0/24"'],
        ),
        (
            {"cidr_block": "10.0.0.1/16"},
            ['cidr_block must be an IPv4 network such as 10.20.0.0/16, without host bits, got "10.0.0.1/16"'],
        ),
        (
            {"availability_zones": ("us-east-1a",)},
            ["availability_zones must have at least 2 elements, got 1"],
        ),
        (
            {"availability_zones": ("us-east-1a", "us-east-1a")},
            ['availability_zones must not name a zone twice, got ["us-east-1a", "us-east-1a"]'],
        ),
        (
            {"availability_zones": ("us-east-1a", "us-east-1")},
            ['availability_zones[1] must be an availability zone such as us-east-1a, got "us-east-1"'],
        ),
        (
            {"interface_endpoints": ("logs", "ssm", "logs")},
            ['interface_endpoints[2] must not name a service twice, got "logs"'],
        ),
        (
            {"task_availability_zone_count": 3},
            ["task_availability_zone_count must be at most 2, the number of availability_zones, got 3"],
        ),
        (
            {"nat_gateway_count": 3},
            ["nat_gateway_count must be 0, 1 or 2, one per availability zone, got 3"],
        ),
        (
            {"task_subnets": "public", "nat_gateway_count": 1},
            ['nat_gateway_count must be 0 when task_subnets is "public": nothing would send traffic through it, got 1'],
        ),
        (
            {"nat_gateway_count": 0, "interface_endpoints": ("ecr.api", "logs")},
            [
                'nat_gateway_count must be 1 or 2 when task_subnets is "private", because tasks could not pull their '
                'images; or set task_subnets = "public", or add ecr.dkr, secretsmanager, ssm to interface_endpoints, '
                "got 0"
            ],
        ),
        (
            {"interface_endpoints": ("s4",)},
            [
                'interface_endpoints[0] must be one of "ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", '
                '"ssmmessages", "xray", "monitoring", got "s4"'
            ],
        ),
        (
            {"nat_gateways": 1},
            ["nat_gateways is not a setting; did you mean nat_gateway_count?"],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: network(**changes)) == expected


def test_lists_all_findings_at_once():
    changes = {"cidr_block": "10.0.0.0/24", "task_availability_zone_count": 3, "nat_gateway_count": 5}
    assert messages(lambda: network(**changes)) == [
        'cidr_block must have a prefix of /16 to /20, got "10.0.0.0/24"',
        "task_availability_zone_count must be at most 2, the number of availability_zones, got 3",
        "nat_gateway_count must be 0, 1 or 2, one per availability zone, got 5",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"nat_gateway_count": 2},
        {"nat_gateway_count": 0, "task_subnets": "public"},
        {"nat_gateway_count": 0, "interface_endpoints": NEEDED_WITHOUT_NAT},
    ],
)
def test_accepts_each_way_out(changes):
    assert messages(lambda: network(**changes)) == []


def test_ranges_of_a_zone_stay_when_a_zone_is_added():
    two, three = network(), network(availability_zones=(*ZONES, "us-east-1c"))
    assert subnet_ranges(three)[:2] == subnet_ranges(two)


@pytest.mark.parametrize("cidr_block", ["10.0.0.0/16", "10.0.16.0/20"])
def test_ranges_do_not_overlap(cidr_block):
    from ipaddress import IPv4Network

    plan = subnet_ranges(network(cidr_block=cidr_block, availability_zones=(*ZONES, "us-east-1c", "us-east-1d")))
    ranges = [IPv4Network(block) for zone in plan for block in (zone.public, zone.private, zone.isolated)]
    overlapping = [(a, b) for a in ranges for b in ranges if a is not b and a.overlaps(b)]
    assert overlapping == []
    assert [block.prefixlen for block in ranges[:3]] == [24, 24, 28]
    assert all(block.subnet_of(IPv4Network(cidr_block)) for block in ranges)
