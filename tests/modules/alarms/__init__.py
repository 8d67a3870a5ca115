"""Facts that the tests of alarms share, and alarms by kind."""

from collections.abc import Iterable

from modules.alarms.facts import LoadBalancerFacts, ServiceFacts
from modules.alarms.metric_alarm import MetricAlarm

LOAD_BALANCER = LoadBalancerFacts(arn_suffix="app/shop-dev/1")
API = ServiceFacts(
    component="api",
    cluster_name="shop-dev",
    service_name="shop-dev-api",
    target_group_arn_suffixes=("targetgroup/api/1",),
)
BLUE_GREEN = ServiceFacts(
    component="api",
    cluster_name="shop-dev",
    service_name="shop-dev-api",
    target_group_arn_suffixes=("targetgroup/api-blue/1", "targetgroup/api-green/2"),
)
WORKER = ServiceFacts(component="worker", cluster_name="shop-dev", service_name="shop-dev-worker")


def by_kind(alarms: Iterable[MetricAlarm]) -> dict[str, MetricAlarm]:
    return {alarm.kind: alarm for alarm in alarms}
