"""What the load balancer may be asked for."""

import pytest

from modules.load_balancer.inputs import LoadBalancerInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"ssl_policy": "ELBSecurityPolicy-2016-08"},
            [
                'ssl_policy must be one of "ELBSecurityPolicy-TLS13-1-2-2021-06", '
                '"ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04", '
                '"ELBSecurityPolicy-TLS13-1-3-2021-06", got "ELBSecurityPolicy-2016-08"'
            ],
        ),
        ({"idle_timeout_seconds": 4001}, ["idle_timeout_seconds must be at most 4000, got 4001"]),
        (
            {"desync_mitigation_mode": "monitor"},
            ['desync_mitigation_mode must be one of "defensive", "strictest", got "monitor"'],
        ),
        ({"ingress_cidr_blocks": ()}, ["ingress_cidr_blocks must have at least 1 element, got 0"]),
        (
            {"internal": True, "ingress_cidr_blocks": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")},
            [
                "ingress_cidr_blocks make 6 rules with test_listener_cidr_blocks, and must make at most 5 when internal is "
                "true: CloudFront's addresses are 55 of the 60 that a security group can have"
            ],
        ),
        ({"access_log_retention_days": 0}, ["access_log_retention_days must be at least 1, got 0"]),
        (
            {"test_listener_cidr_blocks": ("203.0.113.0/24",)},
            ['test_listener_cidr_blocks needs a test_listener_port to apply to, got ["203.0.113.0/24"]'],
        ),
        (
            {"test_listener_port": 8443},
            ["test_listener_cidr_blocks is required with test_listener_port, which nobody reaches otherwise"],
        ),
        (
            {"ingress_cidr_blocks": ("10.0.0.0/8", "192.168.0.0/16", "10.0.0.0/8")},
            ['ingress_cidr_blocks[2] must not name a range twice, got "10.0.0.0/8"'],
        ),
        (
            {"test_listener_port": 443, "test_listener_cidr_blocks": ("203.0.113.0/24",)},
            ["test_listener_port must differ from 80 and 443, which serve users, got 443"],
        ),
        (
            {"test_listener_port": 8443, "test_listener_cidr_blocks": ("203.0.113.0/24", "0.0.0.0/0")},
            [
                "test_listener_cidr_blocks[1] must not be the whole internet: a version that is not released yet is "
                'shown there, got "0.0.0.0/0"'
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: LoadBalancerInputs(**changes)) == expected


def test_takes_a_test_listener_for_an_office():
    inputs = LoadBalancerInputs(test_listener_port=8443, test_listener_cidr_blocks=("203.0.113.0/24",))
    assert inputs.test_listener_port == 8443
