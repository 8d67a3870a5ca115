"""Alarms of cache nodes."""

from collections.abc import Iterator

from modules.alarms.facts import CacheFacts
from modules.alarms.inputs import CacheAlarmInputs
from modules.alarms.metric_alarm import Metric, MetricAlarm


def cache_alarms(inputs: CacheAlarmInputs, cache: CacheFacts) -> Iterator[MetricAlarm]:
    """The alarms of each node, as `cache_1`, `cache_2`: any of them may be the primary after a failover."""
    for number, member_id in enumerate(cache.member_ids, start=1):
        yield from _node_alarms(inputs, cache, f"{cache.component}_{number}", member_id)


def _node_alarms(inputs: CacheAlarmInputs, cache: CacheFacts, component: str, member_id: str) -> Iterator[MetricAlarm]:
    def alarm(kind: str, description: str, metric: str, statistic: str, threshold: int) -> MetricAlarm:
        return MetricAlarm(
            component=component,
            kind=kind,
            description=f"{component} {description}",
            metrics=[
                Metric(
                    namespace="AWS/ElastiCache",
                    name=metric,
                    statistic=statistic,
                    dimensions={"CacheClusterId": member_id},
                )
            ],
            threshold=threshold,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
            # A node that is up reports every minute. Only this alarm says so, or one failure would ring them all.
            silence="is a failure" if kind == "cpu" else "is fine",
        )

    yield alarm(
        "cpu",
        f"uses more than {inputs.cpu_percent} % of the CPU that answers commands, or reports nothing",
        "EngineCPUUtilization",
        "Average",
        inputs.cpu_percent,
    )
    yield alarm(
        "memory",
        f"has filled more than {inputs.memory_percent} % of its memory",
        "DatabaseMemoryUsagePercentage",
        "Average",
        inputs.memory_percent,
    )
    yield alarm(
        "evictions",
        f"threw out more than {inputs.eviction_count} keys for want of memory",
        "Evictions",
        "Sum",
        inputs.eviction_count,
    )
    yield alarm(
        "connections",
        f"has more than {inputs.connections_percent} % of its {cache.connection_limit} connections open",
        "CurrConnections",
        "Maximum",
        cache.connection_limit * inputs.connections_percent // 100,
    )
    if len(cache.member_ids) > 1:
        # The primary of the moment reports no lag, and its silence is fine.
        yield alarm(
            "replication_lag",
            f"is more than {inputs.replication_lag_seconds} s behind",
            "ReplicationLag",
            "Maximum",
            inputs.replication_lag_seconds,
        )
