from __future__ import annotations

from typing import Any

import pytest

from tests.local_aws.conftest import Client


def create(aws: Client) -> Any:
    subnets = [subnet["SubnetId"] for subnet in aws("ec2").describe_subnets()["Subnets"][:2]]
    return aws("elbv2").create_load_balancer(Name="shop", Subnets=subnets)["LoadBalancers"][0]


@pytest.mark.needs("elbv2.load_balancers_are_active")
def test_a_load_balancer_is_active_at_once(aws: Client) -> None:
    assert create(aws)["State"]["Code"] == "active"


@pytest.mark.needs("elbv2.Listener")
def test_a_listener_keeps_its_mutual_authentication(aws: Client) -> None:
    elbv2, arn = aws("elbv2"), create(aws)["LoadBalancerArn"]
    action = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = elbv2.create_listener(
        LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[action], MutualAuthentication={"Mode": "off"}
    )["Listeners"][0]["ListenerArn"]
    assert elbv2.describe_listeners(ListenerArns=[listener])["Listeners"][0]["MutualAuthentication"] == {"Mode": "off"}
