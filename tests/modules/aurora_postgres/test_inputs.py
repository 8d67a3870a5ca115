"""What an Aurora cluster may be asked for."""

import pytest

from modules.aurora_postgres.inputs import (
    AuroraPostgresInputs,
    GeneratedPassword,
    GlobalDatabaseInputs,
    MonitoringInputs,
)
from tests.modules import messages

ACU = "must be a number of ACUs from 0 to 256 in steps of 0.5, got "


def cluster(**changes):
    return AuroraPostgresInputs(**{"minimum_acu": 0.5, "maximum_acu": 4, "database_name": "shop", **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"minimum_acu": 0.3}, [f"minimum_acu {ACU}0.3"]),
        ({"minimum_acu": -1}, [f"minimum_acu {ACU}-1"]),
        ({"maximum_acu": 256.5}, [f"maximum_acu {ACU}256.5"]),
        ({"maximum_acu": 0.5}, ["maximum_acu must be at least 1, got 0.5"]),
        ({"minimum_acu": 8, "maximum_acu": 4}, ["maximum_acu must be at least 8, the minimum_acu, got 4"]),
        ({"minimum_acu": 0.5, "maximum_acu": 1}, []),
        ({"minimum_acu": 16, "maximum_acu": 256}, []),
        (
            {"engine_version": "14"},
            ['engine_version must be a PostgreSQL version of 15, 16, 17, or a minor version such as 16.10, got "14"'],
        ),
        (
            {"engine_version": "15.2"},
            [
                'engine_version must be "15" for its newest minor version, or 15.3 or later: pgvector came with it, '
                'got "15.2"'
            ],
        ),
        ({"reader_count": 16}, ["reader_count must be at most 15, got 16"]),
        ({"backup_retention_days": 0}, ["backup_retention_days must be at least 1, got 0"]),
        (
            {"backup_window": "04:00-05:00"},
            ['maintenance_window must not overlap backup_window 04:00-05:00, got "sun:04:30-sun:05:30"'],
        ),
        (
            {"parameters": {"rds.force_ssl": "0"}},
            ['parameters."rds.force_ssl" stays 1: the database takes no connection without TLS, got "0"'],
        ),
        (
            {"monitoring": MonitoringInputs(performance_insights_days=0), "extensions": ("pgvector",)},
            ['extensions[0] must be "vector", the name that CREATE EXTENSION takes, got "pgvector"'],
        ),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: cluster(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"seconds_until_auto_pause": 600}, []),
        ({"seconds_until_auto_pause": 299}, ["seconds_until_auto_pause must be at least 300, got 299"]),
        (
            {"minimum_acu": 0.5, "seconds_until_auto_pause": 600},
            ["seconds_until_auto_pause only applies when minimum_acu is 0; leave it out, got 600"],
        ),
        (
            {"engine_version": "16.2"},
            ['engine_version must be 16.3 or later when minimum_acu is 0: earlier ones do not pause, got "16.2"'],
        ),
        ({"engine_version": "16.3"}, []),
        ({"engine_version": "16.2", "minimum_acu": 0.5}, []),
        (
            {"parameters": {"rds.logical_replication": "1"}},
            ["minimum_acu must be at least 0.5 with rds.logical_replication, which keeps it from pausing, got 0"],
        ),
        ({"parameters": {"rds.logical_replication": "0"}}, []),
        (
            {"global_database": GlobalDatabaseInputs(), "master_password": GeneratedPassword()},
            ["minimum_acu must be at least 0.5 when there is a global_database, which does not pause, got 0"],
        ),
    ],
)
def test_what_pauses(changes, expected):
    assert messages(lambda: cluster(**{"minimum_acu": 0, **changes})) == expected


def test_the_password_of_a_global_database_is_not_managed_by_rds():
    assert messages(lambda: cluster(global_database=GlobalDatabaseInputs())) == [
        'master_password.kind must be "generated" when there is a global_database: RDS manages no password of one, '
        'got "managed"'
    ]
    assert messages(lambda: cluster(global_database=GlobalDatabaseInputs(), master_password=GeneratedPassword())) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"parameters": {"max_connections": "2001"}}, ['parameters.max_connections must be at most 2000 when minimum_acu is less than 1, got "2001"']),
        ({"parameters": {"max_connections": "2000"}}, []),
        ({"parameters": {"max_connections": "2001"}, "minimum_acu": 1}, []),
        ({"parameters": {"max_connections": "5"}}, ['parameters.max_connections must be a number of 6 to 262143, got "5"']),
        ({"parameters": {"max_connections": "262144"}}, ['parameters.max_connections must be a number of 6 to 262143, got "262144"']),
    ],
)  # fmt: skip
def test_connections_that_a_small_minimum_allows(changes, expected):
    assert messages(lambda: cluster(**changes)) == expected


@pytest.mark.requirement("C-25")
@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"), [(0.5, 1, 168), (0.5, 16, 2000), (1, 16, 2703), (1, 64, 5000), (0, 64, 2000)]
)
def test_connection_limit_follows_the_largest_size(minimum, maximum, expected):
    # AWS's own defaults for 1 and 16 ACU are 189 and 3360: ours are below, so an alarm at 80 % of them rings in time.
    assert cluster(minimum_acu=minimum, maximum_acu=maximum).connection_limit == expected


def test_connection_limit_may_be_chosen():
    assert cluster(parameters={"max_connections": "60"}).connection_limit == 60


def test_the_copy_has_at_most_fifteen_instances():
    assert messages(lambda: GlobalDatabaseInputs(instance_count=16)) == ["instance_count must be at most 15, got 16"]
