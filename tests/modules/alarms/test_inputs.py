"""What may be asked of alarms, and which topics they need."""

import pytest

from modules.alarms.inputs import (
    AlarmsInputs,
    CacheAlarmInputs,
    DatabaseAlarmInputs,
    LoadBalancerAlarmInputs,
    ServiceAlarmInputs,
    SiteAlarmInputs,
    severities_used,
)
from tests.modules import messages


@pytest.mark.parametrize(
    ("inputs", "changes", "expected"),
    [
        (ServiceAlarmInputs, {"cpu_percent": 101}, ["cpu_percent must be at most 100, got 101"]),
        (ServiceAlarmInputs, {"severity": "P5"}, ['severity must be one of "P1", "P2", "P3", "P4", got "P5"']),
        (
            ServiceAlarmInputs,
            {"severities": {"cpuu": "P1"}},
            ['severities.cpuu must be one of "cpu", "memory", "tasks", got "cpuu"'],
        ),
        (
            ServiceAlarmInputs,
            {"severities": {"cpu": "P1"}, "skip": ("cpu",)},
            ["severities.cpu has no effect, because skip leaves this alarm out"],
        ),
        (
            LoadBalancerAlarmInputs,
            {"skip": ("4xx",)},
            [
                'skip[0] must be one of "5xx", "rejected_connections", "target_5xx", "latency", "unhealthy_targets", '
                'got "4xx"'
            ],
        ),
        (
            SiteAlarmInputs,
            {"skip": ("error_budget",), "availability_percent": 99.9},
            ['skip must not have error_budget with an availability_percent, got ["error_budget"]'],
        ),
        (LoadBalancerAlarmInputs, {"p95_latency_seconds": 0}, ["p95_latency_seconds must be more than 0, got 0"]),
        (LoadBalancerAlarmInputs, {"period_seconds": 90}, ["period_seconds must be one of 60, 300, 900, got 90"]),
        (DatabaseAlarmInputs, {"connections_percent": 0}, ["connections_percent must be at least 1, got 0"]),
        (CacheAlarmInputs, {"evaluation_periods": 0}, ["evaluation_periods must be at least 1, got 0"]),
        (SiteAlarmInputs, {"availability_percent": 100}, ["availability_percent must be less than 100, got 100"]),
    ],
)
def test_refuses(inputs, changes, expected):
    assert messages(lambda: inputs(**changes)) == expected


def test_severities_are_those_of_every_group():
    assert severities_used(AlarmsInputs()) == {"P1", "P2", "P3"}


@pytest.mark.parametrize(("availability", "expected"), [(None, set()), (99.9, {"P1"})])
def test_the_error_budget_has_a_severity_only_where_an_availability_is_promised(availability, expected):
    site = SiteAlarmInputs(skip=("down",), availability_percent=availability)
    assert severities_used(AlarmsInputs(site=site), groups=("site",)) == expected


def test_severities_of_groups_that_watch_nothing_are_not_asked_for():
    assert severities_used(AlarmsInputs(), groups=("services", "cache")) == {"P3"}


def test_severities_count_exceptions_and_leave_out_what_is_skipped():
    services = ServiceAlarmInputs(severity="P4", severities={"cpu": "P2", "memory": "P3"}, skip=("tasks",))
    assert severities_used(AlarmsInputs(services=services), groups=("services",)) == {"P2", "P3"}
