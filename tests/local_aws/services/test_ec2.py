from __future__ import annotations

from typing import Any

import pytest

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, Client


@pytest.mark.needs("ec2.delete_network_acls")
def test_a_vpc_takes_its_network_acl_with_it(aws: Client, endpoint: str) -> None:
    ec2 = aws("ec2")
    ec2.delete_vpc(VpcId=ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}


@pytest.mark.needs("ec2.keep_prefix_list_descriptions", "ec2.show_all_descriptions")
def test_every_kind_of_security_group_rule_keeps_its_description(aws: Client) -> None:
    ec2 = aws("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    group, other = (
        ec2.create_security_group(GroupName=name, Description="x", VpcId=vpc)["GroupId"] for name in ("api", "db")
    )
    prefix_list = ec2.create_managed_prefix_list(PrefixListName="s3", MaxEntries=1, AddressFamily="IPv4")
    targets: list[dict[str, Any]] = [
        {"IpRanges": [{"CidrIp": "10.0.0.0/16", "Description": "addresses"}]},
        {"UserIdGroupPairs": [{"GroupId": other, "Description": "a group"}]},
        {"PrefixListIds": [{"PrefixListId": prefix_list["PrefixList"]["PrefixListId"], "Description": "a list"}]},
    ]
    for port, target in enumerate(targets, start=1):
        permission = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **target}
        ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[permission])
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    found = {rule["FromPort"]: rule.get("Description") for rule in rules if rule["FromPort"] > 0}
    assert found == {1: "addresses", 2: "a group", 3: "a list"}


@pytest.mark.needs("ec2.tag_dhcp_options_at_creation")
def test_dhcp_options_keep_the_tags_of_their_creation(aws: Client) -> None:
    ec2, tags = aws("ec2"), [{"Key": "step", "Value": "one"}]
    made = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name", "Values": ["shop.test"]}],
        TagSpecifications=[{"ResourceType": "dhcp-options", "Tags": tags}],
    )["DhcpOptions"]["DhcpOptionsId"]
    assert ec2.describe_dhcp_options(DhcpOptionsIds=[made])["DhcpOptions"][0]["Tags"] == tags


@pytest.mark.needs("ec2.delete_network_interface")
def test_a_nat_gateway_takes_its_network_interface_with_it(aws: Client) -> None:
    ec2 = aws("ec2")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    gateway = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")["NatGateway"]["NatGatewayId"]
    ec2.delete_nat_gateway(NatGatewayId=gateway)
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
