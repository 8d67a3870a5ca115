"""What a database may be asked for."""

import pytest

from modules.rds_postgres.inputs import (
    GeneratedPassword,
    ManagedPassword,
    MonitoringInputs,
    RdsPostgresInputs,
    ReadReplicaInputs,
    StorageInputs,
)
from tests.modules import messages

REPLICA = {"reporting": ReadReplicaInputs(instance_class="db.t4g.medium")}


def database(**changes):
    return RdsPostgresInputs(**{"instance_class": "db.t3.micro", "database_name": "shop", **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"engine_version": "14.9"},
            ['engine_version must be a PostgreSQL version of 15, 16, 17, or a minor version such as 16.10, got "14.9"'],
        ),
        (
            {"engine_version": "15.10"},
            [
                'engine_version must be "15" for its newest minor version, or 15.13 or later: AWS makes no database of '
                'an earlier one any more, got "15.10"'
            ],
        ),
        (
            {"database_name": "macro-ai"},
            ['database_name must be a database name of lower case letters, digits and underscores, got "macro-ai"'],
        ),
        (
            {"master_username": "rdsadmin"},
            [
                "master_username must be a user name of at most 16 lower case letters, digits and underscores that RDS "
                'does not use itself, got "rdsadmin"'
            ],
        ),
        ({"backup_retention_days": 36}, ["backup_retention_days must be at most 35, got 36"]),
        (
            {"backup_window": "04:00-05:00"},
            ['maintenance_window must not overlap backup_window 04:00-05:00, got "sun:04:30-sun:05:30"'],
        ),
        (
            {"extensions": ("pgvector",)},
            ['extensions[0] must be "vector", the name that CREATE EXTENSION takes, got "pgvector"'],
        ),
        (
            {"extensions": ("vector", "vector")},
            ['extensions must not name an extension twice, got ["vector", "vector"]'],
        ),
        (
            {"parameters": {"rds.force_ssl": "0"}},
            ['parameters."rds.force_ssl" stays 1: the database takes no connection without TLS, got "0"'],
        ),
        (
            {"parameters": {"max_connections": "many"}},
            ['parameters.max_connections must be a number of 6 to 262143, got "many"'],
        ),
        (
            {"parameters": {"max_connections": "5"}},
            ['parameters.max_connections must be a number of 6 to 262143, got "5"'],
        ),
        (
            {"iam_users": ("api", "postgres")},
            [
                "iam_users[1] must not be the master user: with rds_iam it could not log in with its password any more, "
                'got "postgres"'
            ],
        ),
        (
            {"read_replicas": REPLICA, "backup_retention_days": 0},
            [
                'master_password.kind must be "generated" when there are read_replicas: RDS makes none where it manages '
                'the password, got "managed"',
                "backup_retention_days must be at least 1 when there are read_replicas, which start from a backup, got 0",
            ],
        ),
        ({"read_replicas": REPLICA, "master_password": GeneratedPassword()}, []),
        ({"engine_version": "15.13"}, []),
        ({"engine_version": "16"}, []),
        ({"backup_retention_days": 0}, []),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: database(**changes)) == expected


def test_names_of_replicas():
    replicas = {"monitoring": REPLICA["reporting"]}
    assert messages(lambda: database(master_password=GeneratedPassword(), read_replicas=replicas)) == [
        "read_replicas.monitoring must be a replica name of at most 15 letters and digits, other than monitoring and "
        'password, got "monitoring"'
    ]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"allocated_gib": 19}, ["allocated_gib must be at least 20, got 19"]),
        (
            {"allocated_gib": 25, "maximum_gib": 27},
            ["maximum_gib must be at least 28, 10 % above allocated_gib: RDS grows in such steps, got 27"],
        ),
        ({"allocated_gib": 20, "maximum_gib": 22}, []),
        ({"iops": 12000}, ["iops needs an allocated_gib of 400 or more; leave it out below, got 12000"]),
        (
            {"throughput_mibps": 500},
            ["throughput_mibps needs an allocated_gib of 400 or more; leave it out below, got 500"],
        ),
        (
            {"allocated_gib": 400, "iops": 12000, "throughput_mibps": 3001},
            ["throughput_mibps must be at most 3000, a quarter of iops, got 3001"],
        ),
        ({"allocated_gib": 400, "iops": 12000, "throughput_mibps": 3000}, []),
        ({"allocated_gib": 400, "iops": 3000}, ["iops must be at least 12000, got 3000"]),
    ],
)
def test_storage_messages(inputs, expected):
    assert messages(lambda: StorageInputs(**inputs)) == expected


INSIGHTS = "performance_insights_days must be 0 for none, 7, a multiple of 31 up to 713, or 731, got "


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"performance_insights_days": 8}, [f"{INSIGHTS}8"]),
        ({"performance_insights_days": 744}, [f"{INSIGHTS}744"]),
        ({"performance_insights_days": 713}, []),
        ({"performance_insights_days": 731}, []),
        ({"performance_insights_days": 0}, []),
        (
            {"database_insights_mode": "advanced"},
            ["performance_insights_days must be at least 465 when database_insights_mode is advanced, got 7"],
        ),
        ({"database_insights_mode": "advanced", "performance_insights_days": 465}, []),
        (
            {"enhanced_monitoring_seconds": 45},
            ["enhanced_monitoring_seconds must be one of 0, 1, 5, 10, 15, 30, 60, got 45"],
        ),
        ({"slow_query_milliseconds": -2}, ["slow_query_milliseconds must be at least -1, got -2"]),
    ],
)
def test_monitoring_messages(inputs, expected):
    assert messages(lambda: MonitoringInputs(**inputs)) == expected


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (lambda: ManagedPassword(rotation_days=1001), ["rotation_days must be at most 1000, got 1001"]),
        (lambda: GeneratedPassword(length=12), ["length must be at least 16, got 12"]),
    ],
)
def test_password_messages(inputs, expected):
    assert messages(inputs) == expected


def test_connection_limit_comes_from_the_class_or_from_the_parameters():
    assert database().connection_limit == 84
    assert database(parameters={"max_connections": "60"}).connection_limit == 60
