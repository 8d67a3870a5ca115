from __future__ import annotations

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client


@pytest.mark.needs("cognito-idp.UserPoolType", "cognito-idp.complete_pool", "cognito-idp.keep_tags")
def test_tags_and_settings_of_a_pool_change_in_place(aws: Client) -> None:
    cognito = aws("cognito-idp")
    tags = {"step": "one", "team": "shop", "old": "yes"}
    pool = cognito.create_user_pool(PoolName="users", UsernameAttributes=["email"], UserPoolTags=tags)["UserPool"]["Id"]
    arn = f"arn:aws:cognito-idp:us-east-1:{ACCOUNT_ID}:userpool/{pool}"
    cognito.tag_resource(ResourceArn=arn, Tags={"step": "two"})
    cognito.untag_resource(ResourceArn=arn, TagKeys=["old"])
    cognito.update_user_pool(UserPoolId=pool, AutoVerifiedAttributes=["email"])
    shown = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]
    assert shown["UserPoolTags"] == {"step": "two", "team": "shop"}
    assert shown["UsernameAttributes"] == ["email"]
    assert shown["UserPoolTier"] == "ESSENTIALS"


@pytest.mark.needs("cognito-idp.change_tags")
def test_an_update_of_a_pool_may_bring_all_its_tags(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users", UserPoolTags={"step": "one", "old": "yes"})["UserPool"]["Id"]
    cognito.update_user_pool(UserPoolId=pool, UserPoolTags={"step": "two"})
    assert cognito.describe_user_pool(UserPoolId=pool)["UserPool"]["UserPoolTags"] == {"step": "two"}


def test_a_resource_server_can_be_deleted(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
    cognito.create_resource_server(UserPoolId=pool, Identifier="api", Name="api")
    cognito.delete_resource_server(UserPoolId=pool, Identifier="api")
    assert cognito.list_resource_servers(UserPoolId=pool, MaxResults=10)["ResourceServers"] == []


@pytest.mark.needs("cognito-idp.name_the_account")
def test_a_domain_names_the_account(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
    cognito.create_user_pool_domain(Domain="users", UserPoolId=pool)
    assert cognito.describe_user_pool_domain(Domain="users")["DomainDescription"]["AWSAccountId"] == ACCOUNT_ID
