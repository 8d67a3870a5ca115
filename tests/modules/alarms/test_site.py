"""Whether people can use the site."""

import pytest

from modules.alarms.inputs import SiteAlarmInputs
from modules.alarms.site import down_alarms, error_budget_alarm, failed_requests_alarm
from tests.modules.alarms import by_kind
from tests.modules.watched import API, BLUE_GREEN, LOAD_BALANCER, WORKER

REQUESTS = "(FILL(m1, 0) + FILL(m2, 0))"


@pytest.mark.requirement("C-26")
def test_a_service_without_a_healthy_target_is_down_even_when_nothing_is_counted():
    alarm = by_kind(down_alarms(SiteAlarmInputs(), LOAD_BALANCER, API))["no_healthy_targets"]
    assert (alarm.metrics[0].name, alarm.metrics[0].statistic) == ("HealthyHostCount", "Maximum")
    assert (alarm.comparison, alarm.threshold, alarm.silence) == ("below", 1, "is a failure")


def test_one_healthy_side_of_a_blue_green_pair_is_enough():
    alarm = by_kind(down_alarms(SiteAlarmInputs(), LOAD_BALANCER, BLUE_GREEN))["no_healthy_targets"]
    assert alarm.expression == "FILL(m1, 0) + FILL(m2, 0)"


def test_a_service_without_a_route_cannot_take_the_site_down():
    assert list(down_alarms(SiteAlarmInputs(), LOAD_BALANCER, WORKER)) == []


def test_most_requests_fail_whoever_answers_them():
    alarm = failed_requests_alarm(SiteAlarmInputs(), LOAD_BALANCER)
    assert [metric.name for metric in alarm.metrics] == [
        "RequestCount",
        "HTTPCode_ELB_5XX_Count",
        "HTTPCode_Target_5XX_Count",
    ]
    assert alarm.expression == f"IF({REQUESTS} >= 10, 100 * (FILL(m2, 0) + FILL(m3, 0)) / {REQUESTS}, 0)"
    assert (alarm.threshold, alarm.evaluation_periods) == (50, 3)


@pytest.mark.parametrize(("availability", "threshold"), [(99.9, 1.44), (99.95, 0.72), (99.0, 14.4)])
def test_error_budget_rings_when_an_hour_uses_2_percent_of_30_days(availability, threshold):
    alarm = error_budget_alarm(SiteAlarmInputs(), LOAD_BALANCER, availability)
    assert (alarm.threshold, alarm.period_seconds, alarm.evaluation_periods) == (threshold, 3600, 1)
