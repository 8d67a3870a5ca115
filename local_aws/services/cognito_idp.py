"""Cognito user pools: deletion of resource servers, tags in place, and settings moto forgets."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, Result, amend, echo, operation, remember, tag_operations

tag_operations("cognito-idp", arn="ResourceArn", tags="Tags", keys="TagKeys", mapped=True)


# moto's UpdateUserPool forgets what only creation says, and its pools lack newer settings such as the tier.
echo(
    "cognito-idp",
    "UserPoolType",
    "Id",
    writes=("CreateUserPool", "UpdateUserPool"),
    forgets=("DeleteUserPool",),
    request_keys=("UserPoolId",),
    skip=("MfaConfiguration", "UserPoolTags"),
)


@amend("cognito-idp", "DescribeUserPoolDomain")
def name_the_account(context: Context, result: dict[str, Any]) -> None:
    """moto makes up an account id."""
    if result.get("DomainDescription"):
        result["DomainDescription"]["AWSAccountId"] = context.account_id


def _arn(context: Context, pool_id: str) -> str:
    return context.arn(f"userpool/{pool_id}")


@amend("cognito-idp", "CreateUserPool")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    arn = _arn(context, result["UserPool"]["Id"])
    context.tags.replace(arn, context.params.get("UserPoolTags"))


@amend("cognito-idp", "UpdateUserPool")
def change_tags(context: Context, result: dict[str, Any]) -> None:
    del result
    if "UserPoolTags" in context.params:
        context.tags.replace(_arn(context, context.params["UserPoolId"]), context.params["UserPoolTags"])


@amend("cognito-idp", "DescribeUserPool")
def complete_pool(context: Context, result: dict[str, Any]) -> None:
    # AWS's default, which the provider expects although it does not send it.
    result["UserPool"].setdefault("UserPoolTier", "ESSENTIALS")
    result["UserPool"]["UserPoolTags"] = context.tags.as_map(_arn(context, context.params["UserPoolId"]))


@operation("cognito-idp", "DeleteResourceServer")
def delete_resource_server(context: Context) -> None:
    pool = context.backend("cognitoidp").describe_user_pool(context.params["UserPoolId"])
    pool.resource_servers.pop(context.params["Identifier"], None)


@operation("cognito-idp", "SetRiskConfiguration")
def set_risk_configuration(context: Context) -> Result:
    key = context.params["UserPoolId"], context.params.get("ClientId")
    context.table("risk")[key] = remember(context.params)
    return {"RiskConfiguration": context.table("risk")[key]}


@operation("cognito-idp", "DescribeRiskConfiguration")
def describe_risk_configuration(context: Context) -> Result:
    key = context.params["UserPoolId"], context.params.get("ClientId")
    return {"RiskConfiguration": context.table("risk").get(key, {"UserPoolId": key[0]})}


@operation("cognito-idp", "SetUICustomization")
def set_ui_customization(context: Context) -> Result:
    key = context.params["UserPoolId"], context.params.get("ClientId", "ALL")
    context.table("ui")[key] = {"ClientId": key[1], **remember(context.params, "ImageFile"), "CSSVersion": "1"}
    return {"UICustomization": context.table("ui")[key]}


@operation("cognito-idp", "GetUICustomization")
def get_ui_customization(context: Context) -> Result:
    key = context.params["UserPoolId"], context.params.get("ClientId", "ALL")
    return {"UICustomization": context.table("ui").get(key, {"UserPoolId": key[0], "ClientId": key[1]})}
