from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, Client


@pytest.mark.needs(
    "cloudfront.accept_origin_groups_as_targets", "cloudfront.echo_distribution", "cloudfront.echo_distribution_config"
)
def test_a_distribution_comes_back_as_it_was_sent(aws: Client) -> None:
    cloudfront = aws("cloudfront")
    origins = [
        {
            "Id": name,
            "DomainName": f"{name}.example.com",
            "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
        }
        for name in ("one", "two")
    ]
    group = {
        "Id": "both",
        "FailoverCriteria": {"StatusCodes": {"Quantity": 1, "Items": [500]}},
        "Members": {"Quantity": 2, "Items": [{"OriginId": "one"}, {"OriginId": "two"}]},
    }
    config: dict[str, Any] = {
        "CallerReference": "1",
        "Comment": "site",
        "Enabled": True,
        "HttpVersion": "http2and3",
        "Origins": {"Quantity": 2, "Items": origins},
        "OriginGroups": {"Quantity": 1, "Items": [group]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "both",
            "ViewerProtocolPolicy": "redirect-to-https",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
    }
    identifier = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    etag = cloudfront.get_distribution(Id=identifier)["ETag"]
    config["Comment"] = "other"
    cloudfront.update_distribution(Id=identifier, IfMatch=etag, DistributionConfig=config)
    shown = cloudfront.get_distribution(Id=identifier)["Distribution"]
    assert shown["Status"] == "Deployed"
    assert {name: shown["DistributionConfig"][name] for name in config} == config
    alone = cloudfront.get_distribution_config(Id=identifier)["DistributionConfig"]
    assert {name: alone[name] for name in config} == config


def test_a_policy_comes_back_changes_and_goes(aws: Client) -> None:
    cloudfront = aws("cloudfront")
    created = cloudfront.create_cache_policy(CachePolicyConfig={"Name": "short", "MinTTL": 1})["CachePolicy"]["Id"]
    cloudfront.update_cache_policy(Id=created, CachePolicyConfig={"Name": "short", "MinTTL": 2})
    assert cloudfront.get_cache_policy(Id=created)["CachePolicy"]["CachePolicyConfig"]["MinTTL"] == 2
    cloudfront.delete_cache_policy(Id=created)
    try:
        cloudfront.get_cache_policy(Id=created)
    except cloudfront.exceptions.NoSuchCachePolicy:
        return
    raise AssertionError("the policy is still there")


def test_managed_policies_are_known(aws: Client) -> None:
    items = aws("cloudfront").list_cache_policies(Type="managed")["CachePolicyList"]["Items"]
    names = [item["CachePolicy"]["CachePolicyConfig"]["Name"] for item in items]
    assert names == ["Managed-CachingOptimized", "Managed-CachingDisabled"]


def test_a_function_is_published_and_changed(aws: Client) -> None:
    cloudfront = aws("cloudfront")
    config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
    etag = cloudfront.create_function(Name="spa", FunctionConfig=config, FunctionCode=b"one")["ETag"]
    published = cloudfront.publish_function(Name="spa", IfMatch=etag)["FunctionSummary"]
    assert published["FunctionMetadata"]["Stage"] == "LIVE"
    cloudfront.update_function(Name="spa", IfMatch=etag, FunctionConfig=config, FunctionCode=b"two")
    assert cloudfront.get_function(Name="spa")["FunctionCode"].read() == b"two"


def test_a_vpc_origin_comes_back_changes_and_goes(aws: Client) -> None:
    cloudfront = aws("cloudfront")
    endpoint: dict[str, Any] = {
        "Name": "api",
        "Arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/api/1234567890abcdef",
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": "https-only",
        "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]},
    }
    created = cloudfront.create_vpc_origin(
        VpcOriginEndpointConfig=endpoint, Tags={"Items": [{"Key": "step", "Value": "one"}]}
    )["VpcOrigin"]
    assert (created["Status"], created["VpcOriginEndpointConfig"]) == ("Deployed", endpoint)
    tags = cloudfront.list_tags_for_resource(Resource=created["Arn"])["Tags"]["Items"]
    assert tags == [{"Key": "step", "Value": "one"}]
    etag = cloudfront.get_vpc_origin(Id=created["Id"])["ETag"]
    changed = {**endpoint, "Name": "other"}
    cloudfront.update_vpc_origin(Id=created["Id"], IfMatch=etag, VpcOriginEndpointConfig=changed)
    shown = cloudfront.get_vpc_origin(Id=created["Id"])["VpcOrigin"]
    assert shown["VpcOriginEndpointConfig"] == changed
    cloudfront.delete_vpc_origin(Id=created["Id"], IfMatch=etag)
    with pytest.raises(ClientError, match="EntityNotFound"):
        cloudfront.get_vpc_origin(Id=created["Id"])


@pytest.mark.needs("cloudfront.forget_distribution")
def test_a_deleted_distribution_leaves_nothing(aws: Client, endpoint: str) -> None:
    cloudfront = aws("cloudfront")
    origin = {
        "Id": "one",
        "DomainName": "one.example.com",
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }
    config = {
        "CallerReference": "1",
        "Comment": "",
        "Enabled": False,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {"TargetOriginId": "one", "ViewerProtocolPolicy": "https-only"},
    }
    made = cloudfront.create_distribution(DistributionConfig=config)
    cloudfront.delete_distribution(Id=made["Distribution"]["Id"], IfMatch=made["ETag"])
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}
