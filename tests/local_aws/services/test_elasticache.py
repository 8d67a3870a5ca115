from __future__ import annotations

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_a_parameter_group_keeps_what_was_set(aws: Client) -> None:
    cache = aws("elasticache")
    cache.create_cache_parameter_group(
        CacheParameterGroupName="redis7", CacheParameterGroupFamily="redis7", Description="x"
    )
    changed = [{"ParameterName": "maxmemory-policy", "ParameterValue": "noeviction"}]
    cache.modify_cache_parameter_group(CacheParameterGroupName="redis7", ParameterNameValues=changed)
    parameters = cache.describe_cache_parameters(CacheParameterGroupName="redis7")["Parameters"]
    assert [(item["ParameterName"], item["ParameterValue"]) for item in parameters] == [
        ("maxmemory-policy", "noeviction")
    ]
    cache.delete_cache_parameter_group(CacheParameterGroupName="redis7")
    with pytest.raises(cache.exceptions.CacheParameterGroupNotFoundFault):
        cache.describe_cache_parameter_groups(CacheParameterGroupName="redis7")


def test_users_of_a_group_change_in_place(aws: Client) -> None:
    cache = aws("elasticache")
    for name in ("one", "app"):
        cache.create_user(
            UserId=name,
            UserName=name,
            Engine="redis",
            AccessString="on ~* +@all",
            AuthenticationMode={"Type": "password", "Passwords": ["0123456789abcdef"]},
        )
    cache.create_user_group(UserGroupId="api", Engine="redis", UserIds=["one-user"])
    cache.modify_user_group(UserGroupId="api", UserIdsToAdd=["app-user"], UserIdsToRemove=["one-user"])
    assert cache.describe_user_groups(UserGroupId="api")["UserGroups"][0]["UserIds"] == ["app-user"]


def test_the_access_string_of_a_user_changes_in_place(aws: Client) -> None:
    cache = aws("elasticache")
    cache.create_user(UserId="app", UserName="app", Engine="redis", AccessString="on ~* +@all", NoPasswordRequired=True)
    cache.modify_user(UserId="app", AccessString="on ~* +@read")
    assert cache.describe_users(UserId="app")["Users"][0]["AccessString"] == "on ~* +@read"


@pytest.mark.needs("elasticache.tags")
def test_tags_change_in_place(aws: Client) -> None:
    cache = aws("elasticache")
    cache.create_cache_parameter_group(
        CacheParameterGroupName="redis7",
        CacheParameterGroupFamily="redis7",
        Description="x",
        Tags=[{"Key": "step", "Value": "one"}],
    )
    arn = f"arn:aws:elasticache:us-east-1:{ACCOUNT_ID}:parametergroup:redis7"
    cache.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "step", "Value": "two"}])
    assert cache.list_tags_for_resource(ResourceName=arn)["TagList"] == [{"Key": "step", "Value": "two"}]


@pytest.mark.needs("elasticache.keep_tags")
def test_users_and_subnet_groups_keep_the_tags_of_their_creation(aws: Client) -> None:
    cache, subnet = aws("elasticache"), aws("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    tags = [{"Key": "step", "Value": "one"}]
    user = cache.create_user(
        UserId="app", UserName="app", Engine="redis", AccessString="on", NoPasswordRequired=True, Tags=tags
    )
    group = cache.create_cache_subnet_group(
        CacheSubnetGroupName="data", CacheSubnetGroupDescription="x", SubnetIds=[subnet], Tags=tags
    )["CacheSubnetGroup"]
    assert [cache.list_tags_for_resource(ResourceName=arn)["TagList"] for arn in (user["ARN"], group["ARN"])] == [
        tags,
        tags,
    ]


def test_a_user_shows_the_engine_it_was_made_for(aws: Client) -> None:
    cache = aws("elasticache")
    cache.create_user(UserId="app", UserName="app", Engine="valkey", AccessString="on ~*", NoPasswordRequired=True)
    user = cache.describe_users(UserId="app")["Users"][0]
    assert (user["Engine"], user["AccessString"]) == ("valkey", "on ~*")
