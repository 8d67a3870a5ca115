"""What the web ACL refuses, counts, logs and hides."""

from dataclasses import replace

import pytest
from cdktf import App

from modules.web_acl.construct import WebAcl
from modules.web_acl.inputs import RateLimitInputs, WebAclInputs
from tests.modules import CONTEXT, KEY_ARN, ModuleStack

LOAD_BALANCER = CONTEXT.arn("elasticloadbalancing", "loadbalancer/app/shop-dev/1234567890abcdef")
COMMON = "AWSManagedRulesCommonRuleSet"
METRICS = {"cloudwatch_metrics_enabled": True, "sampled_requests_enabled": True}


def web_acl(stack, acl_scope="REGIONAL", provider=None, **changes) -> WebAcl:
    return WebAcl(
        stack,
        "web_acl",
        WebAclInputs(**changes),
        acl_scope=acl_scope,
        kms_key_arn=KEY_ARN,
        log_retention_days=30,
        provider=provider,
    )


def rules(stack) -> dict[str, dict]:
    return {rule["name"]: rule for rule in stack.block("aws_wafv2_web_acl.web_acl")["rule"]}


def test_allows_what_no_rule_refuses(stack):
    web_acl(stack)
    block = stack.block("aws_wafv2_web_acl.web_acl")
    assert (block["name"], block["scope"], block["default_action"]) == ("shop-dev", "REGIONAL", {"allow": {}})
    assert block["visibility_config"] == {**METRICS, "metric_name": "shop-dev"}


def test_rules_run_from_cheap_to_dear_with_priorities_of_their_own(stack):
    web_acl(stack, blocked_countries=("KP",))
    found = stack.block("aws_wafv2_web_acl.web_acl")["rule"]
    assert [(rule["priority"], rule["name"]) for rule in found] == [
        (0, "blocked-countries"),
        (1, "AWSManagedRulesAmazonIpReputationList"),
        (2, "rate-limit"),
        (3, COMMON),
        (4, "AWSManagedRulesKnownBadInputsRuleSet"),
        (5, "AWSManagedRulesSQLiRuleSet"),
    ]


def test_rate_limit_counts_each_address_and_answers_429(stack):
    web_acl(stack, rate_limit=RateLimitInputs(requests=1000, window_seconds=60))
    rule = rules(stack)["rate-limit"]
    assert rule["statement"] == {
        "rate_based_statement": {"limit": 1000, "evaluation_window_sec": 60, "aggregate_key_type": "IP"}
    }
    assert rule["action"] == {"block": {"custom_response": {"response_code": 429}}}


def test_rule_groups_keep_their_own_actions(stack):
    web_acl(stack)
    assert rules(stack)["AWSManagedRulesSQLiRuleSet"] == {
        "name": "AWSManagedRulesSQLiRuleSet",
        "priority": 4,
        "override_action": {"none": {}},
        "statement": {"managed_rule_group_statement": {"vendor_name": "AWS", "name": "AWSManagedRulesSQLiRuleSet"}},
        "visibility_config": {**METRICS, "metric_name": "AWSManagedRulesSQLiRuleSet"},
    }


def test_counted_rule_only_counts_and_the_others_still_refuse(stack):
    web_acl(stack, counted_rules={COMMON: ("SizeRestrictions_BODY",)})
    statement = rules(stack)[COMMON]["statement"]["managed_rule_group_statement"]
    assert statement["rule_action_override"] == [{"name": "SizeRestrictions_BODY", "action_to_use": {"count": {}}}]


def test_blocked_countries_are_refused_and_absent_without_any(stack):
    web_acl(stack, blocked_countries=("KP", "IR"))
    rule = rules(stack)["blocked-countries"]
    assert (rule["statement"], rule["action"]) == (
        {"geo_match_statement": {"country_codes": ["IR", "KP"]}},
        {"block": {}},
    )


def test_no_country_is_refused_by_default(stack):
    web_acl(stack)
    assert "blocked-countries" not in rules(stack)


def test_ip_reputation_can_be_left_out(stack):
    web_acl(stack, ip_reputation=False)
    assert "AWSManagedRulesAmazonIpReputationList" not in rules(stack)


def test_logs_go_to_an_encrypted_group_with_the_name_that_waf_demands(stack):
    web_acl(stack)
    assert stack.block("aws_cloudwatch_log_group.web_acl") == {
        "name": "aws-waf-logs-shop-dev-regional",
        "retention_in_days": 30,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "web_acl"},
    }
    logging = stack.block("aws_wafv2_web_acl_logging_configuration.web_acl")
    assert logging["log_destination_configs"] == ["${aws_cloudwatch_log_group.web_acl.arn}"]
    assert logging["resource_arn"] == "${aws_wafv2_web_acl.web_acl.arn}"


def test_credentials_are_hidden_in_logs_and_samples(stack):
    web_acl(stack, redacted_headers=("x-api-key",))
    logging = stack.block("aws_wafv2_web_acl_logging_configuration.web_acl")
    headers = ["authorization", "cookie", "x-api-key"]
    assert [field["single_header"]["name"] for field in logging["redacted_fields"]] == headers
    assert stack.block("aws_wafv2_web_acl.web_acl")["data_protection_config"]["data_protection"] == [
        {"action": "SUBSTITUTION", "field": {"field_type": "SINGLE_HEADER", "field_keys": headers}}
    ]


def test_allowed_requests_are_not_logged(stack):
    web_acl(stack)
    logging_filter = stack.block("aws_wafv2_web_acl_logging_configuration.web_acl")["logging_filter"]
    assert logging_filter["default_behavior"] == "DROP"
    (kept,) = logging_filter["filter"]
    assert (kept["behavior"], kept["requirement"]) == ("KEEP", "MEETS_ANY")
    assert [condition["action_condition"]["action"] for condition in kept["condition"]] == [
        "BLOCK",
        "COUNT",
        "EXCLUDED_AS_COUNT",
    ]


def test_all_requests_are_logged_where_asked_for(stack):
    web_acl(stack, logged_requests="all")
    assert "logging_filter" not in stack.block("aws_wafv2_web_acl_logging_configuration.web_acl")


def test_protects_a_load_balancer(stack):
    web_acl(stack).protect("load_balancer", LOAD_BALANCER)
    assert stack.block("aws_wafv2_web_acl_association.web_acl_load_balancer") == {
        "resource_arn": LOAD_BALANCER,
        "web_acl_arn": "${aws_wafv2_web_acl.web_acl.arn}",
    }


def test_everything_for_cloudfront_is_made_in_us_east_1(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, region="eu-west-2"))
    web_acl(stack, acl_scope="CLOUDFRONT", provider="aws.us_east_1").protect(
        "app", "arn:aws:amplify:eu-west-2:1:apps/a"
    )
    assert stack.block("aws_cloudwatch_log_group.web_acl")["name"] == "aws-waf-logs-shop-dev-cloudfront"
    for address in stack.addresses():
        assert stack.block(address)["provider"] == "aws.us_east_1"


def test_cloudfront_needs_a_provider_of_us_east_1_elsewhere(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, region="eu-west-2"))
    with pytest.raises(ValueError, match="^web_acl for CloudFront lies in us-east-1: give a provider of that region$"):
        web_acl(stack, acl_scope="CLOUDFRONT")


def test_cloudfront_in_us_east_1_needs_no_provider(stack):
    web_acl(stack, acl_scope="CLOUDFRONT")
    assert stack.block("aws_wafv2_web_acl.web_acl")["scope"] == "CLOUDFRONT"
    assert "provider" not in stack.block("aws_wafv2_web_acl.web_acl")
