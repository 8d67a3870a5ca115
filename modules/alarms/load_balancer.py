"""Alarms of the load balancer, and of each service as the load balancer sees it."""

from collections.abc import Iterator

from modules.alarms.facts import LoadBalancerFacts, ServiceFacts
from modules.alarms.inputs import LoadBalancerAlarmInputs
from modules.alarms.metric_alarm import Metric, MetricAlarm, largest, total

NAMESPACE = "AWS/ApplicationELB"


def load_balancer_alarms(inputs: LoadBalancerAlarmInputs, load_balancer: LoadBalancerFacts) -> Iterator[MetricAlarm]:
    """`5xx` and `rejected_connections`. Both metrics exist only while there is something to count."""
    yield MetricAlarm(
        component="load_balancer",
        kind="5xx",
        description=f"The load balancer answered more than {inputs.error_count} requests with 5XX itself: "
        "no target took them, or none answered in time",
        metrics=[load_balancer_metric(load_balancer, "HTTPCode_ELB_5XX_Count")],
        threshold=inputs.error_count,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )
    yield MetricAlarm(
        component="load_balancer",
        kind="rejected_connections",
        description="The load balancer has as many connections as it can hold and rejects further ones",
        metrics=[load_balancer_metric(load_balancer, "RejectedConnectionCount")],
        threshold=0,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )


def target_alarms(
    inputs: LoadBalancerAlarmInputs, load_balancer: LoadBalancerFacts, service: ServiceFacts
) -> Iterator[MetricAlarm]:
    """`target_5xx`, `latency` and `unhealthy_targets` of a service with target groups.

    Silence is fine in all of them: without requests nothing is counted, and a service without any target is what the
    site's alarm is for.
    """
    groups = len(service.target_group_arn_suffixes)
    if not groups:
        return
    yield MetricAlarm(
        component=service.component,
        kind="target_5xx",
        description=f"{service.component} answered more than {inputs.target_error_count} requests with 5XX",
        metrics=target_metrics(load_balancer, service, "HTTPCode_Target_5XX_Count", "Sum"),
        expression=total(groups),
        threshold=inputs.target_error_count,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )
    yield MetricAlarm(
        component=service.component,
        kind="latency",
        description=f"One in twenty answers of {service.component} takes more than {inputs.p95_latency_seconds:g} s",
        metrics=target_metrics(load_balancer, service, "TargetResponseTime", "p95"),
        expression=largest(groups),
        threshold=inputs.p95_latency_seconds,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )
    yield MetricAlarm(
        component=service.component,
        kind="unhealthy_targets",
        description=f"A task of {service.component} fails its health check",
        metrics=target_metrics(load_balancer, service, "UnHealthyHostCount", "Maximum"),
        expression=total(groups),
        threshold=0,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )


def load_balancer_metric(load_balancer: LoadBalancerFacts, name: str) -> Metric:
    return Metric(
        namespace=NAMESPACE, name=name, statistic="Sum", dimensions={"LoadBalancer": load_balancer.arn_suffix}
    )


def target_metrics(load_balancer: LoadBalancerFacts, service: ServiceFacts, name: str, statistic: str) -> list[Metric]:
    """One metric for each target group of the service: a blue-green deployment moves between two."""
    return [
        Metric(
            namespace=NAMESPACE,
            name=name,
            statistic=statistic,
            dimensions={"LoadBalancer": load_balancer.arn_suffix, "TargetGroup": target_group},
        )
        for target_group in service.target_group_arn_suffixes
    ]
