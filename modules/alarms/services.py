"""Alarms of ECS services, as ECS sees them."""

from collections.abc import Iterator

from modules.alarms.facts import ServiceFacts
from modules.alarms.inputs import ServiceAlarmInputs
from modules.alarms.metric_alarm import Metric, MetricAlarm


def service_alarms(inputs: ServiceAlarmInputs, service: ServiceFacts) -> Iterator[MetricAlarm]:
    """`cpu`, `memory`, and `tasks` where no target group says whether the service is alive."""
    for kind, metric, percent in (
        ("cpu", "CPUUtilization", inputs.cpu_percent),
        ("memory", "MemoryUtilization", inputs.memory_percent),
    ):
        yield MetricAlarm(
            component=service.component,
            kind=kind,
            description=f"{service.component} uses more than {percent} % of the {kind} its tasks reserve",
            metrics=[_metric(service, metric, "Average")],
            threshold=percent,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
        )
    if not service.target_group_arn_suffixes:
        yield MetricAlarm(
            component=service.component,
            kind="tasks",
            description=f"{service.component} runs no task",
            # Every running task reports its CPU once a minute: the number of reports is the number of tasks.
            metrics=[_metric(service, "CPUUtilization", "SampleCount")],
            comparison="below",
            threshold=1,
            period_seconds=60,
            evaluation_periods=5,
            # Without a task nothing reports at all.
            silence="is a failure",
        )


def _metric(service: ServiceFacts, name: str, statistic: str) -> Metric:
    return Metric(
        namespace="AWS/ECS",
        name=name,
        statistic=statistic,
        dimensions={"ClusterName": service.cluster_name, "ServiceName": service.service_name},
    )
