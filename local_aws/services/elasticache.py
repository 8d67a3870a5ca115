"""ElastiCache: parameter groups, subnet groups, users and user groups, and one tag store for all of them."""

from __future__ import annotations

from typing import Any

from local_aws.registry import (
    AwsError,
    Context,
    Result,
    amend,
    find,
    operation,
    remember,
)

_TAGS = "moto keeps tags in the resources it knows; parameter groups, user groups and nodes are ours"


@operation("elasticache", "ListTagsForResource", "AddTagsToResource", "RemoveTagsFromResource", override=_TAGS)
def tags(context: Context) -> Result:
    arn = context.params["ResourceName"]
    context.tags.add(arn, context.params.get("Tags"))
    context.tags.remove(arn, context.params.get("TagKeys", []))
    return {"TagList": context.tags.pairs(arn)}


@amend("elasticache", "CreateCacheSubnetGroup", "CreateUser")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    arn = result.get("ARN") or result["CacheSubnetGroup"]["ARN"]
    context.tags.replace(arn, context.params.get("Tags"))


# Parameter groups


def _parameter_group(context: Context) -> dict[str, Any]:
    name = context.params["CacheParameterGroupName"]
    return find(context.table("parameter groups"), name, "CacheParameterGroupNotFound", "Parameter group")


@operation("elasticache", "CreateCacheParameterGroup")
def create_parameter_group(context: Context) -> Result:
    name = context.params["CacheParameterGroupName"]
    if name in context.table("parameter groups"):
        raise AwsError("CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists")
    group = {**remember(context.params, "Tags"), "IsGlobal": False, "ARN": context.arn(f"parametergroup:{name}")}
    context.table("parameter groups")[name] = group
    context.table("parameters")[name] = {}
    context.tags.replace(group["ARN"], context.params.get("Tags"))
    return {"CacheParameterGroup": group}


@operation("elasticache", "DescribeCacheParameterGroups")
def describe_parameter_groups(context: Context) -> Result:
    if context.params.get("CacheParameterGroupName"):
        return {"CacheParameterGroups": [_parameter_group(context)]}
    return {"CacheParameterGroups": list(context.table("parameter groups").values())}


@operation("elasticache", "ModifyCacheParameterGroup", "ResetCacheParameterGroup")
def change_parameter_group(context: Context) -> Result:
    name = _parameter_group(context)["CacheParameterGroupName"]
    parameters = context.table("parameters")[name]
    if context.params.get("ResetAllParameters"):
        parameters.clear()
    for parameter in context.params.get("ParameterNameValues", []):
        if context.operation == "ModifyCacheParameterGroup":
            parameters[parameter["ParameterName"]] = parameter["ParameterValue"]
        else:
            parameters.pop(parameter["ParameterName"], None)
    return {"CacheParameterGroupName": name}


@operation("elasticache", "DescribeCacheParameters")
def describe_parameters(context: Context) -> Result:
    """Only what was set: AWS's own defaults are not known here."""
    parameters = context.table("parameters")[_parameter_group(context)["CacheParameterGroupName"]]
    return {
        "Parameters": [
            {"ParameterName": name, "ParameterValue": value, "Source": "user", "IsModifiable": True}
            for name, value in parameters.items()
        ],
        "CacheNodeTypeSpecificParameters": [],
    }


@operation("elasticache", "DeleteCacheParameterGroup")
def delete_parameter_group(context: Context) -> None:
    group = _parameter_group(context)
    for table in ("parameter groups", "parameters"):
        del context.table(table)[group["CacheParameterGroupName"]]
    context.tags.forget(group["ARN"])


# Subnet groups


@operation("elasticache", "DeleteCacheSubnetGroup")
def delete_subnet_group(context: Context) -> None:
    groups = context.backend("elasticache").cache_subnet_groups
    name = context.params["CacheSubnetGroupName"]
    context.tags.forget(find(groups, name, "CacheSubnetGroupNotFoundFault", "Subnet group").arn)
    del groups[name]


@operation("elasticache", "ModifyCacheSubnetGroup")
def modify_subnet_group(context: Context) -> Result:
    groups = context.backend("elasticache").cache_subnet_groups
    name = context.params["CacheSubnetGroupName"]
    held = find(groups, name, "CacheSubnetGroupNotFoundFault", "Subnet group")
    groups[name] = type(held)(
        context.account_id,
        context.region,
        name,
        context.params.get("CacheSubnetGroupDescription", held.cache_subnet_group_description),
        context.params.get("SubnetIds", held.subnet_ids),
        held.tags,
    )
    return {"CacheSubnetGroup": groups[name]}


# Users and user groups


@operation("elasticache", "ModifyUser")
def modify_user(context: Context) -> Result:
    user = find(context.backend("elasticache").users, context.params["UserId"], "UserNotFound", "User")
    user.access_string = context.params.get("AccessString", user.access_string)
    if "AppendAccessString" in context.params:
        user.access_string += f" {context.params['AppendAccessString']}"
    mode = context.params.get("AuthenticationMode", {})
    passwords = context.params.get("Passwords") or mode.get("Passwords")
    if passwords:
        user.passwords = passwords
    if mode:
        user.authentication_type = "no-password" if mode["Type"] == "no-password-required" else mode["Type"]
        user.no_password_required = mode["Type"] == "no-password-required"
    user.engine = context.params.get("Engine", user.engine)
    return {
        "UserId": user.id,
        "UserName": user.name,
        "Status": "active",
        "AccessString": user.access_string,
        "Engine": user.engine,
        "ARN": user.arn,
        "Authentication": user.authentication,
    }


def _user_group(context: Context) -> dict[str, Any]:
    return find(context.table("user groups"), context.params["UserGroupId"], "UserGroupNotFound", "User group")


@operation("elasticache", "CreateUserGroup")
def create_user_group(context: Context) -> Result:
    name = context.params["UserGroupId"]
    if name in context.table("user groups"):
        raise AwsError("UserGroupAlreadyExists", f"User group {name} already exists")
    group = {
        "MinimumEngineVersion": "6.0",
        "ReplicationGroups": [],
        "UserIds": [],
        **remember(context.params, "Tags"),
        "Status": "active",
        "ARN": context.arn(f"usergroup:{name}"),
    }
    context.table("user groups")[name] = group
    context.tags.replace(group["ARN"], context.params.get("Tags"))
    return group


@operation("elasticache", "DescribeUserGroups")
def describe_user_groups(context: Context) -> Result:
    if context.params.get("UserGroupId"):
        return {"UserGroups": [_user_group(context)]}
    return {"UserGroups": list(context.table("user groups").values())}


@operation("elasticache", "ModifyUserGroup")
def modify_user_group(context: Context) -> Result:
    group = _user_group(context)
    removed = context.params.get("UserIdsToRemove", [])
    added = context.params.get("UserIdsToAdd", [])
    group["UserIds"] = [user for user in group["UserIds"] if user not in removed] + list(added)
    group["Engine"] = context.params.get("Engine", group.get("Engine"))
    return group


@operation("elasticache", "DeleteUserGroup")
def delete_user_group(context: Context) -> Result:
    group = _user_group(context)
    del context.table("user groups")[group["UserGroupId"]]
    return {**group, "Status": "deleting"}
