"""Whether people can use the site: what the composite alarm is made of, and the error budget."""

from collections.abc import Iterator

from modules.alarms.facts import LoadBalancerFacts, ServiceFacts
from modules.alarms.inputs import BURN_RATE, SiteAlarmInputs
from modules.alarms.load_balancer import load_balancer_metric, target_metrics
from modules.alarms.metric_alarm import Metric, MetricAlarm, total

# RequestCount leaves out the requests that found no target; HTTPCode_ELB_5XX_Count counts those.
REQUESTS = "(FILL(m1, 0) + FILL(m2, 0))"
FAILURES = "(FILL(m2, 0) + FILL(m3, 0))"


def down_alarms(
    inputs: SiteAlarmInputs, load_balancer: LoadBalancerFacts, service: ServiceFacts
) -> Iterator[MetricAlarm]:
    """`no_healthy_targets` of a service with a route."""
    groups = len(service.target_group_arn_suffixes)
    if groups:
        yield MetricAlarm(
            component=service.component,
            kind="no_healthy_targets",
            description=f"{service.component} has no task that passes its health check",
            # Maximum: each node of the load balancer counts for itself, and one that sees a healthy target is enough.
            metrics=target_metrics(load_balancer, service, "HealthyHostCount", "Maximum"),
            expression=total(groups),
            comparison="below",
            threshold=1,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
            # A target group without targets is not counted at all.
            silence="is a failure",
        )


def failed_requests_alarm(inputs: SiteAlarmInputs, load_balancer: LoadBalancerFacts) -> MetricAlarm:
    """Most requests fail, whoever answers them."""
    return MetricAlarm(
        component="site",
        kind="failed_requests",
        description=f"More than {inputs.failed_percent} % of all requests are answered with 5XX",
        metrics=_request_metrics(load_balancer),
        expression=_failed_percent(inputs.minimum_requests),
        threshold=inputs.failed_percent,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )


def error_budget_alarm(
    inputs: SiteAlarmInputs, load_balancer: LoadBalancerFacts, availability_percent: float
) -> MetricAlarm:
    """An hour uses 2 % of what may fail in 30 days."""
    allowed = round((100 - availability_percent) * BURN_RATE, 4)
    return MetricAlarm(
        component="site",
        kind="error_budget",
        description=f"More than {allowed:g} % of the last hour's requests failed, {BURN_RATE:g} times what an "
        f"availability of {availability_percent:g} % allows",
        metrics=_request_metrics(load_balancer),
        expression=_failed_percent(inputs.minimum_requests),
        threshold=allowed,
        period_seconds=3600,
        evaluation_periods=1,
    )


def _request_metrics(load_balancer: LoadBalancerFacts) -> list[Metric]:
    names = ("RequestCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count")
    return [load_balancer_metric(load_balancer, name) for name in names]


def _failed_percent(minimum_requests: int) -> str:
    return f"IF({REQUESTS} >= {minimum_requests}, 100 * {FAILURES} / {REQUESTS}, 0)"
