from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from readiness.items import Verdict
from readiness.live import LIVE_CHECKS, Account, live_items


@pytest.fixture
def clients() -> Iterator[dict[str, Any]]:
    with mock_aws():
        yield {
            name: boto3.client(name, "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
            for name in ("cloudwatch", "ecs", "sns")
        }


def found(clients: dict[str, Any], title: str, *missing: str) -> tuple[Verdict, str]:
    [item] = [each for each in live_items(Account(clients, "shop-prod", missing), "") if each.title == title]
    return item.verdict, item.found


@pytest.mark.requirement("E-14")
def test_what_cannot_be_asked_is_not_taken_for_good():
    items = list(live_items(None, "there are no credentials"))
    assert {(item.verdict, item.found) for item in items} == {(Verdict.NOT_CHECKABLE, "there are no credentials")}
    assert len(items) == len(LIVE_CHECKS)


def test_secrets_without_a_value(clients: dict[str, Any]):
    assert found(clients, "secrets have values") == (Verdict.PASS, "every secret has a value")
    assert found(clients, "secrets have values", "API_KEY") == (Verdict.FAIL, "without a value: API_KEY")


def test_whether_somebody_is_subscribed(clients: dict[str, Any]):
    title = "subscriptions are confirmed"
    assert found(clients, title) == (Verdict.FAIL, "nobody is subscribed to any topic")
    for name in ("shop-prod-p1", "shop-dev-p1"):
        topic = clients["sns"].create_topic(Name=name)["TopicArn"]
        clients["sns"].subscribe(TopicArn=topic, Protocol="email", Endpoint="oncall@example.com")
    verdict, text = found(clients, title)
    assert (verdict, text) in (
        (Verdict.PASS, "1 subscriptions"),
        (Verdict.FAIL, "not confirmed: oncall@example.com"),
    )


def test_alarms_that_ring(clients: dict[str, Any]):
    assert found(clients, "no alarm rings") == (Verdict.PASS, "no alarm rings")
    for name in ("shop-prod-api-cpu", "shop-dev-api-cpu"):
        clients["cloudwatch"].put_metric_alarm(
            AlarmName=name,
            MetricName="CPUUtilization",
            Namespace="AWS/ECS",
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=80,
            ComparisonOperator="GreaterThanThreshold",
        )
        clients["cloudwatch"].set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="test")
    assert found(clients, "no alarm rings") == (Verdict.FAIL, "ringing: shop-prod-api-cpu")


def test_services_that_are_not_steady(clients: dict[str, Any]):
    assert found(clients, "services are steady") == (Verdict.FAIL, "nothing is deployed")
    clients["ecs"].create_cluster(clusterName="shop-prod")
    assert found(clients, "services are steady") == (Verdict.FAIL, "no service runs")
    clients["ecs"].register_task_definition(
        family="api", containerDefinitions=[{"name": "api", "image": "api:1", "memory": 128}]
    )
    clients["ecs"].create_service(
        cluster="shop-prod", serviceName="shop-prod-api", taskDefinition="api", desiredCount=2
    )
    assert found(clients, "services are steady") == (Verdict.FAIL, "not steady: shop-prod-api")
