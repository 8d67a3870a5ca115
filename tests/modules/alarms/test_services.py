"""Alarms of services as ECS sees them."""

import pytest

from modules.alarms.inputs import ServiceAlarmInputs
from modules.alarms.metric_alarm import Metric, MetricAlarm
from modules.alarms.services import service_alarms
from tests.modules.alarms import by_kind
from tests.modules.watched import API, WORKER


@pytest.mark.requirement("C-25", "M-11")
def test_cpu_rings_above_80_percent_in_two_periods():
    assert by_kind(service_alarms(ServiceAlarmInputs(), API))["cpu"] == MetricAlarm(
        component="api",
        kind="cpu",
        description="api uses more than 80 % of the cpu its tasks reserve",
        metrics=[
            Metric(
                namespace="AWS/ECS",
                name="CPUUtilization",
                statistic="Average",
                dimensions={"ClusterName": "shop-dev", "ServiceName": "shop-dev-api"},
            )
        ],
        threshold=80,
        period_seconds=300,
        evaluation_periods=2,
    )


@pytest.mark.requirement("C-25", "M-11")
def test_memory_rings_above_85_percent_in_two_periods():
    alarm = by_kind(service_alarms(ServiceAlarmInputs(), API))["memory"]
    assert (alarm.metrics[0].name, alarm.threshold, alarm.evaluation_periods) == ("MemoryUtilization", 85, 2)


def test_load_balancer_watches_whether_a_routed_service_is_alive():
    assert sorted(by_kind(service_alarms(ServiceAlarmInputs(), API))) == ["cpu", "memory"]


def test_a_service_without_a_route_rings_when_it_runs_no_task():
    alarm = by_kind(service_alarms(ServiceAlarmInputs(), WORKER))["tasks"]
    assert alarm.metrics[0].statistic == "SampleCount"
    assert (alarm.comparison, alarm.threshold, alarm.silence) == ("below", 1, "is a failure")
