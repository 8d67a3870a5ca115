"""Alarms of the load balancer and of services as it sees them."""

import pytest

from modules.alarms.inputs import LoadBalancerAlarmInputs
from modules.alarms.load_balancer import load_balancer_alarms, target_alarms
from tests.modules.alarms import by_kind
from tests.modules.watched import API, BLUE_GREEN, LOAD_BALANCER, WORKER

DEFAULTS = LoadBalancerAlarmInputs()


@pytest.mark.requirement("C-25", "M-11")
def test_more_than_ten_errors_of_the_load_balancer_twice():
    alarm = by_kind(load_balancer_alarms(DEFAULTS, LOAD_BALANCER))["5xx"]
    metric = alarm.metrics[0]
    assert (metric.name, metric.statistic) == ("HTTPCode_ELB_5XX_Count", "Sum")
    assert metric.dimensions == {"LoadBalancer": "app/shop-dev/1"}
    assert (alarm.comparison, alarm.threshold, alarm.evaluation_periods) == ("above", 10, 2)
    assert alarm.silence == "is fine"


def test_any_rejected_connection():
    alarm = by_kind(load_balancer_alarms(DEFAULTS, LOAD_BALANCER))["rejected_connections"]
    assert (alarm.metrics[0].name, alarm.threshold) == ("RejectedConnectionCount", 0)


@pytest.mark.requirement("C-25")
@pytest.mark.parametrize(
    ("kind", "metric", "statistic", "threshold"),
    [
        ("target_5xx", "HTTPCode_Target_5XX_Count", "Sum", 10),
        ("latency", "TargetResponseTime", "p95", 1.0),
        ("unhealthy_targets", "UnHealthyHostCount", "Maximum", 0),
    ],
)
def test_a_service_is_watched_through_its_target_group(kind, metric, statistic, threshold):
    alarm = by_kind(target_alarms(DEFAULTS, LOAD_BALANCER, API))[kind]
    assert [(item.name, item.statistic, item.dimensions) for item in alarm.metrics] == [
        (metric, statistic, {"LoadBalancer": "app/shop-dev/1", "TargetGroup": "targetgroup/api/1"})
    ]
    assert (alarm.comparison, alarm.threshold, alarm.expression) == ("above", threshold, "")


@pytest.mark.parametrize(
    ("kind", "expression"),
    [
        ("target_5xx", "FILL(m1, 0) + FILL(m2, 0)"),
        ("latency", "MAX([FILL(m1, 0), FILL(m2, 0)])"),
        ("unhealthy_targets", "FILL(m1, 0) + FILL(m2, 0)"),
    ],
)
def test_a_blue_green_pair_is_watched_as_one(kind, expression):
    alarm = by_kind(target_alarms(DEFAULTS, LOAD_BALANCER, BLUE_GREEN))[kind]
    assert [metric.dimensions["TargetGroup"] for metric in alarm.metrics] == [
        "targetgroup/api-blue/1",
        "targetgroup/api-green/2",
    ]
    assert alarm.expression == expression


def test_a_service_without_a_route_is_not_seen():
    assert list(target_alarms(DEFAULTS, LOAD_BALANCER, WORKER)) == []
