"""What the bill can be divided by and who hears of surprises."""

import json

import pytest

from modules.cost_monitoring.construct import CostMonitoring
from modules.cost_monitoring.inputs import CostMonitoringInputs
from tests.modules import messages

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-shared-p3"


def cost_monitoring(stack, topic_arn=TOPIC, **inputs):
    CostMonitoring(stack, "cost_monitoring", CostMonitoringInputs(**inputs), topic_arn=topic_arn)


@pytest.mark.requirement("C-30", "A-10")
def test_tags_are_activated_where_asked(stack):
    cost_monitoring(stack, active_tags=("system", "cost-center"))
    assert stack.blocks("aws_ce_cost_allocation_tag") == {
        "cost_monitoring_system": {"tag_key": "system", "status": "Active"},
        "cost_monitoring_cost_center": {"tag_key": "cost-center", "status": "Active"},
    }


def test_makes_nothing_unless_asked(stack):
    cost_monitoring(stack, topic_arn=None)
    assert stack.root() == {}


@pytest.mark.requirement("C-30")
def test_watches_what_has_the_tag_of_the_system(stack):
    cost_monitoring(stack, anomalies={})
    monitor = stack.block("aws_ce_anomaly_monitor.cost_monitoring")
    assert (monitor["name"], monitor["monitor_type"]) == ("shop-dev", "CUSTOM")
    assert json.loads(monitor["monitor_specification"])["Tags"] == {
        "Key": "user:system",
        "MatchOptions": None,
        "Values": ["shop"],
    }


@pytest.mark.requirement("C-30")
def test_watches_each_service_where_tags_cannot_be(stack):
    cost_monitoring(stack, anomalies={"watches": "services"})
    monitor = stack.block("aws_ce_anomaly_monitor.cost_monitoring")
    assert (monitor["monitor_type"], monitor["monitor_dimension"]) == ("DIMENSIONAL", "SERVICE")
    assert "monitor_specification" not in monitor


@pytest.mark.requirement("C-30")
def test_a_topic_is_told_at_once_and_people_once_a_day(stack):
    cost_monitoring(stack, anomalies={"minimum_impact_usd": 50, "email_addresses": ("finance@example.com",)})
    assert stack.block("aws_ce_anomaly_subscription.cost_monitoring_immediate") == {
        "name": "shop-dev-immediate",
        "frequency": "IMMEDIATE",
        "monitor_arn_list": ["${aws_ce_anomaly_monitor.cost_monitoring.arn}"],
        "subscriber": [{"type": "SNS", "address": TOPIC}],
        "threshold_expression": {
            "dimension": {
                "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                "match_options": ["GREATER_THAN_OR_EQUAL"],
                "values": ["50"],
            }
        },
        "tags": {"component": "cost_monitoring"},
    }
    daily = stack.block("aws_ce_anomaly_subscription.cost_monitoring_daily")
    assert (daily["frequency"], daily["subscriber"]) == ("DAILY", [{"type": "EMAIL", "address": "finance@example.com"}])


def test_an_anomaly_can_have_to_be_a_large_share_too(stack):
    cost_monitoring(stack, anomalies={"minimum_impact_percent": 40})
    both = stack.block("aws_ce_anomaly_subscription.cost_monitoring_immediate")["threshold_expression"]["and"]
    assert [(item["dimension"]["key"], item["dimension"]["values"]) for item in both] == [
        ("ANOMALY_TOTAL_IMPACT_ABSOLUTE", ["20"]),
        ("ANOMALY_TOTAL_IMPACT_PERCENTAGE", ["40"]),
    ]


def test_refuses_to_tell_nobody(stack):
    with pytest.raises(ValueError, match="^cost_monitoring: nobody would be told, because there is neither a topic"):
        cost_monitoring(stack, topic_arn=None, anomalies={})


def test_refuses_a_tag_that_nothing_has():
    assert messages(lambda: CostMonitoringInputs(active_tags=("team",))) == [
        'active_tags[0] must be one of "system", "environment", "component", "owner", "cost-center", "managed-by", '
        'got "team"'
    ]
