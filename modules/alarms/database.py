"""Alarms of database instances."""

from collections.abc import Iterator

from modules.alarms.facts import DatabaseCopyFacts, DatabaseFacts
from modules.alarms.inputs import DatabaseAlarmInputs
from modules.alarms.metric_alarm import Metric, MetricAlarm

BYTES_PER_MIB, BYTES_PER_GIB = 1024**2, 1024**3
MILLISECONDS_PER_SECOND = 1000
COPY_LAG = "AuroraGlobalDBRPOLag"
SAFE_TRANSACTION_IDS = 1_000_000_000
"""Half of what PostgreSQL has before it stops to protect itself; vacuum keeps it at 200 million.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.html"""


def database_alarms(inputs: DatabaseAlarmInputs, database: DatabaseFacts) -> Iterator[MetricAlarm]:
    """The alarms that apply to this kind of instance."""
    yield from _compute_alarms(inputs, database)
    yield from _connection_alarms(inputs, database)
    yield from _storage_alarms(inputs, database)
    if database.is_replica:
        yield _replica_lag_alarm(inputs, database)


def _compute_alarms(inputs: DatabaseAlarmInputs, database: DatabaseFacts) -> Iterator[MetricAlarm]:
    yield MetricAlarm(
        component=database.component,
        kind="cpu",
        description=f"{database.component} uses more than {inputs.cpu_percent} % of its CPU, or reports nothing",
        metrics=[_metric(database, "CPUUtilization")],
        threshold=inputs.cpu_percent,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
        # An instance that is up reports every minute. Only this alarm says so, or one failure would ring them all.
        silence="is a failure",
    )
    yield MetricAlarm(
        component=database.component,
        kind="memory",
        description=f"{database.component} has less than {inputs.free_memory_percent} % of its memory left",
        metrics=[_metric(database, "FreeableMemory")],
        comparison="below",
        threshold=database.memory_mib * BYTES_PER_MIB * inputs.free_memory_percent // 100,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )
    if database.is_burstable:
        yield MetricAlarm(
            component=database.component,
            kind="cpu_credits",
            description=f"{database.component} has fewer than {inputs.cpu_credits} CPU credits; without any, further "
            "CPU is charged by the hour",
            metrics=[_metric(database, "CPUCreditBalance")],
            comparison="below",
            threshold=inputs.cpu_credits,
            # A new instance starts without credits and earns at least 12 an hour: two hours tell the two apart.
            period_seconds=3600,
            evaluation_periods=2,
        )
    if database.is_serverless:
        yield MetricAlarm(
            component=database.component,
            kind="capacity",
            description=f"{database.component} runs at more than {inputs.capacity_percent} % of its maximum capacity",
            metrics=[_metric(database, "ACUUtilization")],
            threshold=inputs.capacity_percent,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
        )


def _connection_alarms(inputs: DatabaseAlarmInputs, database: DatabaseFacts) -> Iterator[MetricAlarm]:
    yield MetricAlarm(
        component=database.component,
        kind="connections",
        description=f"{database.component} has more than {inputs.connections_percent} % of its "
        f"{database.connection_limit} connections open",
        metrics=[_metric(database, "DatabaseConnections", "Maximum")],
        threshold=database.connection_limit * inputs.connections_percent // 100,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )


def _storage_alarms(inputs: DatabaseAlarmInputs, database: DatabaseFacts) -> Iterator[MetricAlarm]:
    if database.allocated_storage_gib is not None:
        yield MetricAlarm(
            component=database.component,
            kind="storage",
            description=f"{database.component} has less than {inputs.free_storage_percent} % of "
            f"{database.allocated_storage_gib} GiB left, and RDS has not made it grow",
            metrics=[_metric(database, "FreeStorageSpace", "Minimum")],
            comparison="below",
            threshold=database.allocated_storage_gib * BYTES_PER_GIB * inputs.free_storage_percent // 100,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
        )
    # Of a cluster whichever writes reports it, and the silence of the others is fine.
    if database.is_aurora or not database.is_replica:
        yield MetricAlarm(
            component=database.component,
            kind="transaction_ids",
            description=f"{database.component} has used {SAFE_TRANSACTION_IDS} transaction ids since the oldest row "
            "was frozen: vacuum does not keep up",
            metrics=[_metric(database, "MaximumUsedTransactionIDs", "Maximum")],
            threshold=SAFE_TRANSACTION_IDS,
            period_seconds=inputs.period_seconds,
            evaluation_periods=inputs.evaluation_periods,
        )


def _replica_lag_alarm(inputs: DatabaseAlarmInputs, database: DatabaseFacts) -> MetricAlarm:
    seconds = inputs.replica_lag_seconds
    return MetricAlarm(
        component=database.component,
        kind="replica_lag",
        description=f"{database.component} is more than {seconds} s behind",
        # Aurora counts milliseconds under a name of its own.
        metrics=[_metric(database, "AuroraReplicaLag" if database.is_aurora else "ReplicaLag")],
        threshold=seconds * MILLISECONDS_PER_SECOND if database.is_aurora else seconds,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
    )


def copy_alarm(inputs: DatabaseAlarmInputs, copy: DatabaseCopyFacts) -> MetricAlarm:
    """How far the copy of a global database is behind.

    A query, as it needs no other dimension than the cluster: AWS gives this metric the source's region as one too.
    """
    cluster = copy.cluster_identifier
    return MetricAlarm(
        component=copy.component,
        kind="copy_lag",
        description=f"The copy of {copy.component} in {copy.region} is more than {inputs.copy_lag_seconds} s behind",
        metrics=[],
        expression=f"SELECT MAX({COPY_LAG}) FROM \"AWS/RDS\" WHERE DBClusterIdentifier = '{cluster}'",  # noqa: S608
        threshold=inputs.copy_lag_seconds * MILLISECONDS_PER_SECOND,
        period_seconds=inputs.period_seconds,
        evaluation_periods=inputs.evaluation_periods,
        # A copy with instances always reports, and one that has stopped to follow is what this is about.
        silence="is a failure" if copy.has_instances else "is fine",
        in_recovery_region=True,
    )


def _metric(database: DatabaseFacts, name: str, statistic: str = "Average") -> Metric:
    return Metric(
        namespace="AWS/RDS",
        name=name,
        statistic=statistic,
        dimensions={"DBInstanceIdentifier": database.identifier},
    )
