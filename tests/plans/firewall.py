"""What a plan says of the firewall."""

from typing import Any

from tests.plans.plan import Plan

RULES = frozenset(
    {
        "rate-limit",
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
    }
)
"""Those of every firewall. The common rule set has the rules against cross-site scripting."""


def rules(plan: Plan) -> dict[str, Any]:
    """By name."""
    return {rule["name"]: rule for rule in plan.resources["aws_wafv2_web_acl.web_acl"]["rule"]}
