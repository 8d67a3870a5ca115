"""X-Ray: sampling rules, groups and encryption, none of which moto has."""

from __future__ import annotations

from local_aws.registry import AwsError, Context, Result, find, operation, random_id, remember, tag_operations

tag_operations("xray", arn="ResourceARN", tags="Tags", keys="TagKeys")


@operation("xray", "CreateSamplingRule")
def create_sampling_rule(context: Context) -> Result:
    rule = remember(context.params["SamplingRule"])
    rule["RuleARN"] = context.arn(f"sampling-rule/{rule['RuleName']}")
    rule.setdefault("Attributes", {})
    rule.setdefault("Version", 1)
    context.table("sampling rules")[rule["RuleName"]] = rule
    context.tags.replace(rule["RuleARN"], context.params.get("Tags"))
    return {"SamplingRuleRecord": {"SamplingRule": rule}}


@operation("xray", "GetSamplingRules")
def get_sampling_rules(context: Context) -> Result:
    return {"SamplingRuleRecords": [{"SamplingRule": rule} for rule in context.table("sampling rules").values()]}


@operation("xray", "UpdateSamplingRule")
def update_sampling_rule(context: Context) -> Result:
    change = context.params["SamplingRuleUpdate"]
    name = change.get("RuleName") or change["RuleARN"].rsplit("/", 1)[-1]
    rule = find(context.table("sampling rules"), name, "InvalidRequestException", "Sampling rule")
    rule.update(change)
    return {"SamplingRuleRecord": {"SamplingRule": rule}}


@operation("xray", "DeleteSamplingRule")
def delete_sampling_rule(context: Context) -> Result:
    name = context.params.get("RuleName") or context.params["RuleARN"].rsplit("/", 1)[-1]
    rule = find(context.table("sampling rules"), name, "InvalidRequestException", "Sampling rule")
    del context.table("sampling rules")[name]
    return {"SamplingRuleRecord": {"SamplingRule": rule}}


@operation("xray", "CreateGroup")
def create_group(context: Context) -> Result:
    group = remember(context.params, "Tags")
    group["GroupARN"] = context.arn(f"group/{group['GroupName']}/{random_id(8)}")
    group.setdefault("InsightsConfiguration", {"InsightsEnabled": False, "NotificationsEnabled": False})
    context.table("groups")[group["GroupARN"]] = group
    context.tags.replace(group["GroupARN"], context.params.get("Tags"))
    return {"Group": group}


@operation("xray", "GetGroup", "UpdateGroup", "DeleteGroup")
def group_by_arn_or_name(context: Context) -> Result:
    groups = context.table("groups")
    asked = context.params.get("GroupARN") or context.params.get("GroupName")
    arn = next((arn for arn, group in groups.items() if asked in (arn, group["GroupName"])), None)
    if arn is None:
        raise AwsError("InvalidRequestException", "Group not found")
    if context.operation == "UpdateGroup":
        groups[arn].update(remember(context.params, "GroupARN", "GroupName"))
    if context.operation == "DeleteGroup":
        del groups[arn]
        return {}
    return {"Group": groups[arn]}


@operation("xray", "GetEncryptionConfig", "PutEncryptionConfig")
def encryption_config(context: Context) -> Result:
    if context.operation == "PutEncryptionConfig":
        context.table("encryption")["config"] = remember(context.params)
    config = context.table("encryption").get("config", {"Type": "NONE"})
    return {"EncryptionConfig": {**config, "Status": "ACTIVE"}}
