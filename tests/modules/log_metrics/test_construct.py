"""What becomes of log events: metrics and alarms."""

import pytest

from modules.base.custom_metric import CustomMetric
from modules.log_metrics.construct import LogMetrics
from modules.log_metrics.inputs import LogMetricInputs

TOPICS = {"P3": "arn:aws:sns:us-east-1:123456789012:shop-dev-p3"}
CALLS = '{ $.event = "ai_call" }'


def log_metrics(stack, topics=TOPICS, **metrics):
    return LogMetrics(
        stack,
        "log_metrics",
        {name: LogMetricInputs(**{"service": "api", "pattern": CALLS, **metric}) for name, metric in metrics.items()},
        log_group_names={"api": "${aws_cloudwatch_log_group.api.name}"},
        topic_arns=topics,
    )


@pytest.mark.requirement("A-11", "E-08")
def test_counts_what_matches_with_zero_between(stack):
    made = log_metrics(stack, workflow_started={"pattern": '{ $.event = "workflow_started" }'})
    assert stack.block("aws_cloudwatch_log_metric_filter.log_metrics_workflow_started") == {
        "name": "workflow_started",
        "log_group_name": "${aws_cloudwatch_log_group.api.name}",
        "pattern": '{ $.event = "workflow_started" }',
        "metric_transformation": {
            "name": "workflow_started",
            "namespace": "shop-dev",
            "value": "1",
            "unit": "Count",
            "default_value": "0",
        },
    }
    assert made.metrics == (CustomMetric(namespace="shop-dev", name="workflow_started", statistic="Sum", unit="Count"),)


@pytest.mark.requirement("A-11")
def test_measures_a_field_without_inventing_zeros(stack):
    log_metrics(
        stack,
        workflow_duration={
            "value": "$.duration_ms",
            "unit": "Milliseconds",
            "statistic": "p95",
            "dimensions": {"kind": "$.kind"},
        },
    )
    block = stack.block("aws_cloudwatch_log_metric_filter.log_metrics_workflow_duration")
    assert block["metric_transformation"] == {
        "name": "workflow_duration",
        "namespace": "shop-dev",
        "value": "$.duration_ms",
        "unit": "Milliseconds",
        "dimensions": {"kind": "$.kind"},
    }


@pytest.mark.requirement("A-07")
def test_an_alarm_tells_the_topic_of_its_severity(stack):
    made = log_metrics(stack, ai_provider_rate_limited={"alarm": {"threshold": 20, "evaluation_periods": 2}})
    assert stack.block("aws_cloudwatch_metric_alarm.log_metrics_ai_provider_rate_limited") == {
        "alarm_name": "shop-dev-metric-ai-provider-rate-limited",
        "alarm_description": "api: ai_provider_rate_limited is above 20 count in 300 s",
        "namespace": "shop-dev",
        "metric_name": "ai_provider_rate_limited",
        "comparison_operator": "GreaterThanThreshold",
        "threshold": 20,
        "period": 300,
        "evaluation_periods": 2,
        "treat_missing_data": "notBreaching",
        "statistic": "Sum",
        "alarm_actions": [TOPICS["P3"]],
        "ok_actions": [TOPICS["P3"]],
        "tags": {"component": "log_metrics"},
    }
    assert made.alarm_arns == ("${aws_cloudwatch_metric_alarm.log_metrics_ai_provider_rate_limited.arn}",)


@pytest.mark.requirement("A-07")
def test_spend_is_watched_by_the_day(stack):
    log_metrics(
        stack,
        ai_provider_usd={
            "value": "$.cost_usd",
            "unit": "None",
            "alarm": {"threshold": 25, "period_seconds": 86400},
        },
    )
    block = stack.block("aws_cloudwatch_metric_alarm.log_metrics_ai_provider_usd")
    assert (block["period"], block["threshold"]) == (86400, 25)
    assert block["alarm_description"] == "api: ai_provider_usd is above 25 in 86400 s"


def test_silence_can_be_a_failure_and_too_little_can_be_bad(stack):
    log_metrics(stack, heartbeat={"alarm": {"threshold": 1, "comparison": "below", "silence": "is a failure"}})
    block = stack.block("aws_cloudwatch_metric_alarm.log_metrics_heartbeat")
    assert block["treat_missing_data"] == "breaching"
    assert block["comparison_operator"] == "LessThanThreshold"


def test_a_percentile_waits_for_enough_events(stack):
    log_metrics(stack, duration={"value": "$.ms", "statistic": "p95", "alarm": {"threshold": 2000}})
    block = stack.block("aws_cloudwatch_metric_alarm.log_metrics_duration")
    assert block["extended_statistic"] == "p95"
    assert block["evaluate_low_sample_count_percentiles"] == "ignore"
    assert "statistic" not in block


def test_without_topics_an_alarm_only_shows_its_state(stack):
    log_metrics(stack, topics={}, failed={"alarm": {"threshold": 1}})
    assert "alarm_actions" not in stack.block("aws_cloudwatch_metric_alarm.log_metrics_failed")


def test_refuses_a_severity_without_a_topic(stack):
    with pytest.raises(ValueError, match="^log_metrics: no topic for P2, only for P3$"):
        log_metrics(stack, failed={"alarm": {"threshold": 1, "severity": "P2"}})


def test_without_inputs_makes_nothing(stack):
    assert log_metrics(stack).metrics == ()
    assert stack.root() == {}
