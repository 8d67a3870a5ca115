"""Alarms of database instances of every kind."""

from dataclasses import replace

import pytest

from modules.alarms.database import copy_alarm, database_alarms
from modules.alarms.facts import DatabaseCopyFacts
from modules.alarms.inputs import DatabaseAlarmInputs
from tests.modules.alarms import by_kind
from tests.modules.watched import DATABASE

DEFAULTS = DatabaseAlarmInputs()
REPLICA = replace(DATABASE, component="database_replica_1", identifier="shop-dev-replica-1", is_replica=True)
AURORA_READER = replace(REPLICA, allocated_storage_gib=None, is_aurora=True, is_serverless=True)


COPY = DatabaseCopyFacts(
    component="database", cluster_identifier="shop-dev-recovery", region="us-west-2", has_instances=True
)


def alarms(database, inputs=DEFAULTS):
    return by_kind(database_alarms(inputs, database))


@pytest.mark.requirement("C-25", "M-11")
@pytest.mark.parametrize(
    ("connection_limit", "percent", "threshold"), [(84, 80, 67), (1351, 80, 1080), (5000, 80, 4000), (84, 50, 42)]
)
def test_connections_ring_at_a_share_of_what_the_instance_accepts(connection_limit, percent, threshold):
    database = replace(DATABASE, connection_limit=connection_limit)
    alarm = alarms(database, DatabaseAlarmInputs(connections_percent=percent))["connections"]
    assert (alarm.metrics[0].name, alarm.metrics[0].statistic) == ("DatabaseConnections", "Maximum")
    assert (alarm.threshold, alarm.evaluation_periods) == (threshold, 2)


def test_a_primary_is_watched_for_these():
    assert sorted(alarms(DATABASE)) == ["connections", "cpu", "memory", "storage", "transaction_ids"]


def test_only_one_alarm_takes_silence_for_a_failure():
    assert [kind for kind, alarm in alarms(DATABASE).items() if alarm.silence == "is a failure"] == ["cpu"]


def test_memory_and_storage_ring_in_bytes():
    made = alarms(DATABASE)
    assert (made["memory"].comparison, made["memory"].threshold) == ("below", 107_374_182)
    assert (made["storage"].comparison, made["storage"].threshold) == ("below", 2_147_483_648)


def test_a_t_class_is_watched_for_its_credits():
    alarm = alarms(replace(DATABASE, is_burstable=True))["cpu_credits"]
    assert (alarm.metrics[0].name, alarm.comparison, alarm.threshold) == ("CPUCreditBalance", "below", 10)
    assert (alarm.period_seconds, alarm.evaluation_periods) == (3600, 2)


def test_a_replica_is_watched_for_its_lag_and_leaves_vacuum_to_the_primary():
    made = alarms(REPLICA)
    assert (made["replica_lag"].metrics[0].name, made["replica_lag"].threshold) == ("ReplicaLag", 60)
    assert made["replica_lag"].metrics[0].dimensions == {"DBInstanceIdentifier": "shop-dev-replica-1"}
    assert "transaction_ids" not in made


def test_aurora_counts_lag_in_milliseconds_and_grows_by_itself():
    made = alarms(AURORA_READER)
    assert (made["replica_lag"].metrics[0].name, made["replica_lag"].threshold) == ("AuroraReplicaLag", 60_000)
    assert "storage" not in made


def test_serverless_is_watched_for_its_capacity():
    alarm = alarms(AURORA_READER)["capacity"]
    assert (alarm.metrics[0].name, alarm.threshold) == ("ACUUtilization", 90)


def test_whoever_writes_in_a_cluster_is_watched_for_transaction_ids():
    assert "transaction_ids" in alarms(AURORA_READER)


@pytest.mark.requirement("E-09")
def test_a_copy_in_another_region_is_watched_for_what_it_lacks():
    alarm = copy_alarm(DatabaseAlarmInputs(copy_lag_seconds=120), COPY)
    assert alarm.expression == (
        "SELECT MAX(AuroraGlobalDBRPOLag) FROM \"AWS/RDS\" WHERE DBClusterIdentifier = 'shop-dev-recovery'"
    )
    assert (alarm.local_name, alarm.threshold, alarm.in_recovery_region) == ("database_copy_lag", 120_000, True)
    assert alarm.description == "The copy of database in us-west-2 is more than 120 s behind"


@pytest.mark.parametrize(("has_instances", "silence"), [(True, "is a failure"), (False, "is fine")])
def test_the_silence_of_a_copy_counts_when_it_has_instances_that_report(has_instances, silence):
    assert copy_alarm(DEFAULTS, replace(COPY, has_instances=has_instances)).silence == silence
