"""What Route 53 asks for and who is told."""

from dataclasses import replace

import pytest
from cdktf import App

from modules.health_check.construct import HealthCheck
from modules.health_check.inputs import HealthCheckInputs
from tests.modules import CONTEXT, ModuleStack, messages

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-dev-p1"


def health_check(stack, topic_arn=None, **inputs):
    return HealthCheck(
        stack, "health_check", HealthCheckInputs(**inputs), host_name="lb.example.com", topic_arn=topic_arn
    )


@pytest.mark.requirement("G-05", "E-13")
def test_asks_the_load_balancer_over_https(stack):
    made = health_check(stack, path="/api/health")
    assert made.health_check_id == "${aws_route53_health_check.health_check.id}"
    assert stack.block("aws_route53_health_check.health_check") == {
        "type": "HTTPS",
        "fqdn": "lb.example.com",
        "port": 443,
        "resource_path": "/api/health",
        "failure_threshold": 3,
        "request_interval": 30,
        "tags": {"component": "health_check", "Name": "shop-dev-api-health"},
    }


def test_the_answer_can_have_to_say_something(stack):
    health_check(stack, path="/", search_string='"status":"ok"')
    block = stack.block("aws_route53_health_check.health_check")
    assert (block["type"], block["search_string"]) == ("HTTPS_STR_MATCH", '"status":"ok"')
    assert block["tags"]["Name"] == "shop-dev-root"


@pytest.mark.requirement("G-05")
def test_somebody_is_told_when_nobody_outside_can_reach_the_system(stack):
    health_check(stack, TOPIC)
    alarm = stack.block("aws_cloudwatch_metric_alarm.health_check")
    assert (alarm["metric_name"], alarm["dimensions"]) == (
        "HealthCheckStatus",
        {"HealthCheckId": "${aws_route53_health_check.health_check.id}"},
    )
    assert (alarm["alarm_actions"], alarm["treat_missing_data"]) == ([TOPIC], "breaching")


def test_without_a_topic_there_is_no_alarm(stack):
    health_check(stack)
    assert stack.blocks("aws_cloudwatch_metric_alarm") == {}


def test_refuses_a_topic_that_the_alarm_could_not_tell(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, region="eu-west-1"))
    with pytest.raises(ValueError, match="^health_check: an alarm on a health check is in us-east-1 and tells topics"):
        health_check(stack, TOPIC)


def test_refuses_what_is_no_path():
    assert messages(lambda: HealthCheckInputs(path="health")) == ['path must be a path such as /health, got "health"']
