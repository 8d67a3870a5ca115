"""Rules about what is written down of what happens."""

from collections.abc import Iterator
from typing import Final

from review.model import Mark, Resource, Severity
from review.policy.rule import Breach, PolicyRule, must, must_be_on, needs
from review.policy.scene import Scene, value_at


def _without_access_logs(resource: Resource, scene: Scene) -> Iterator[Breach]:
    """By its own argument, or, for a distribution, through a delivery of CloudWatch Logs."""
    delivered = resource.type == "aws_cloudfront_distribution" and any(
        scene.companions(resource, "aws_cloudwatch_log_delivery_source", "resource_arn")
    )
    argument = (
        ("logging_config", "bucket") if resource.type == "aws_cloudfront_distribution" else ("access_logs", "enabled")
    )
    value = value_at(resource.values, *argument)
    if not value and not isinstance(value, Mark) and not delivered:
        yield Breach("writes no access logs")


def _insights(resource: Resource, scene: Scene) -> Iterator[Breach]:
    settings = resource.values.get("setting")
    values = {each.get("value") for each in settings if isinstance(each, dict)} if isinstance(settings, list) else set()
    if not values & {"enabled", "enhanced"}:
        yield Breach("has Container Insights off", ("setting",))


RULES: Final = (
    PolicyRule(
        "logs-kept-for-ever",
        Severity.LOW,
        ("aws_cloudwatch_log_group",),
        must(("retention_in_days",), bool, "keeps its events for ever"),
        "Set retention_in_days: logs that are never deleted only grow in cost, and may hold personal data.",
    ),
    PolicyRule(
        "no-access-logs",
        Severity.MEDIUM,
        ("aws_lb", "aws_alb", "aws_cloudfront_distribution"),
        _without_access_logs,
        "Turn access logs on: after an incident they are the only record of who asked for what.",
    ),
    PolicyRule(
        "no-flow-logs",
        Severity.MEDIUM,
        ("aws_vpc",),
        needs("aws_flow_log", "vpc_id", "has no flow logs"),
        "Add an aws_flow_log for the VPC.",
    ),
    PolicyRule(
        "firewall-without-logs",
        Severity.LOW,
        ("aws_wafv2_web_acl",),
        needs("aws_wafv2_web_acl_logging_configuration", "resource_arn", "logs nothing of what it blocks"),
        "Add an aws_wafv2_web_acl_logging_configuration.",
    ),
    PolicyRule(
        "trail-not-validated",
        Severity.MEDIUM,
        ("aws_cloudtrail",),
        must_be_on("enable_log_file_validation"),
        "Set enable_log_file_validation, so that a changed log file can be told.",
    ),
    PolicyRule(
        "no-container-insights",
        Severity.LOW,
        ("aws_ecs_cluster",),
        _insights,
        "Set containerInsights to enabled.",
    ),
)
