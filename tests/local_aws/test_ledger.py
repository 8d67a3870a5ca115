"""What an account holds: all that was made and is not deleted, of moto and of ours, and nothing that AWS gives."""

from __future__ import annotations

import pytest

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_a_new_account_holds_nothing_though_it_has_a_default_vpc(aws: Client, endpoint: str) -> None:
    assert aws("ec2", account_id="999988887777").describe_vpcs()["Vpcs"][0]["IsDefault"]
    assert pages.ledger(endpoint, "999988887777") == {}


def test_everything_that_was_made_is_listed_by_region_service_and_name(aws: Client, endpoint: str) -> None:
    aws("ssm").put_parameter(Name="/shop/dev/COLOUR", Value="red", Type="String")
    aws("sns", region="us-west-2").create_topic(Name="shop")
    aws("amplify").create_app(name="shop")
    held = pages.ledger(endpoint, ACCOUNT_ID)
    assert held.pop("us-east-1 amplify: apps")[0].startswith("d")
    assert held == {
        "us-east-1 ssm._parameters": ["/shop/dev/COLOUR"],
        "us-west-2 sns.topics": [f"arn:aws:sns:us-west-2:{ACCOUNT_ID}:shop"],
    }


def test_what_another_account_made_is_not_listed(aws: Client, endpoint: str) -> None:
    aws("amplify", account_id="999988887777").create_app(name="shop")
    aws("sns", account_id="999988887777").create_topic(Name="shop")
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}


def test_what_was_deleted_is_not_listed(aws: Client, endpoint: str) -> None:
    app = aws("amplify").create_app(name="shop", tags={"owner": "shop"})["app"]
    aws("amplify").delete_app(appId=app["appId"])
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    aws("ec2").create_tags(Resources=[vpc], Tags=[{"Key": "owner", "Value": "shop"}])
    aws("ec2").delete_vpc(VpcId=vpc)
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}


@pytest.mark.parametrize(
    "leave",
    [
        lambda aws: aws("ecs").delete_cluster(
            cluster=aws("ecs").create_cluster(clusterName="shop")["cluster"]["clusterArn"]
        ),
        lambda aws: aws("kms").schedule_key_deletion(KeyId=aws("kms").create_key()["KeyMetadata"]["KeyId"]),
    ],
    ids=["an inactive cluster", "a key that waits for its deletion"],
)
def test_what_aws_goes_on_listing_after_its_deletion_is_not_held(aws: Client, endpoint: str, leave) -> None:
    leave(aws)
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}
