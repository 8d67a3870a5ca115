"""ECR: pull-through cache rules."""

from __future__ import annotations

from datetime import UTC, datetime

from local_aws.registry import AwsError, Context, Result, find, operation, remember

_MISSING = "PullThroughCacheRuleNotFoundException"


@operation("ecr", "CreatePullThroughCacheRule")
def create_rule(context: Context) -> Result:
    prefix = context.params["ecrRepositoryPrefix"]
    if prefix in context.table("pull-through cache rules"):
        raise AwsError("PullThroughCacheRuleAlreadyExistsException", f"A rule for {prefix} already exists")
    rule = {
        **remember(context.params),
        "registryId": context.params.get("registryId", context.account_id),
        "createdAt": datetime.now(UTC),
    }
    context.table("pull-through cache rules")[prefix] = rule
    return rule


@operation("ecr", "DescribePullThroughCacheRules")
def describe_rules(context: Context) -> Result:
    held = context.table("pull-through cache rules")
    wanted = context.params.get("ecrRepositoryPrefixes") or list(held)
    return {"pullThroughCacheRules": [find(held, prefix, _MISSING, "Pull-through cache rule") for prefix in wanted]}


@operation("ecr", "UpdatePullThroughCacheRule", "DeletePullThroughCacheRule")
def change_rule(context: Context) -> Result:
    held, prefix = context.table("pull-through cache rules"), context.params["ecrRepositoryPrefix"]
    rule = find(held, prefix, _MISSING, "Pull-through cache rule")
    if context.operation == "DeletePullThroughCacheRule":
        del held[prefix]
    else:
        rule.update(remember(context.params))
    return rule
