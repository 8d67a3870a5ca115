from __future__ import annotations

from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_tags_and_settings_of_a_pool_change_in_place(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(
        PoolName="users", UsernameAttributes=["email"], UserPoolTier="ESSENTIALS", UserPoolTags={"step": "one"}
    )["UserPool"]["Id"]
    arn = f"arn:aws:cognito-idp:us-east-1:{ACCOUNT_ID}:userpool/{pool}"
    cognito.tag_resource(ResourceArn=arn, Tags={"step": "two"})
    cognito.update_user_pool(UserPoolId=pool, AutoVerifiedAttributes=["email"])
    shown = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]
    assert shown["UserPoolTags"] == {"step": "two"}
    assert shown["UsernameAttributes"] == ["email"]
    assert shown["UserPoolTier"] == "ESSENTIALS"


def test_a_resource_server_can_be_deleted(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
    cognito.create_resource_server(UserPoolId=pool, Identifier="api", Name="api")
    cognito.delete_resource_server(UserPoolId=pool, Identifier="api")
    assert cognito.list_resource_servers(UserPoolId=pool, MaxResults=10)["ResourceServers"] == []


def test_a_domain_names_the_account(aws: Client) -> None:
    cognito = aws("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users")["UserPool"]["Id"]
    cognito.create_user_pool_domain(Domain="users", UserPoolId=pool)
    assert cognito.describe_user_pool_domain(Domain="users")["DomainDescription"]["AWSAccountId"] == ACCOUNT_ID
