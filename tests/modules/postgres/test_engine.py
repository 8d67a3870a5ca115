"""Versions, parameters and connections of PostgreSQL."""

from typing import Annotated

import pytest
from pydantic import AfterValidator

from modules.base.inputs import Inputs
from modules.postgres.engine import (
    apply_method,
    checked_version,
    default_connections,
    major_version,
    minor_version,
    parameters,
)
from tests.modules import messages


class VersionInputs(Inputs):
    """One version."""

    version: Annotated[str, AfterValidator(lambda value: checked_version(value, {"16": 3, "17": 4}, "it is too old"))]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("15", ["version must be a PostgreSQL version of 16, 17, or a minor version such as 16.10"]),
        ("16.x", ["version must be a PostgreSQL version of 16, 17, or a minor version such as 16.10"]),
        ("16.2", ['version must be "16" for its newest minor version, or 16.3 or later: it is too old']),
        ("16.3", []),
        ("17", []),
    ],
)
def test_versions(version, expected):
    assert messages(lambda: VersionInputs(version=version)) == [f'{message}, got "{version}"' for message in expected]


def test_parts_of_a_version():
    assert (major_version("16.10"), minor_version("16.10")) == ("16", 10)
    assert (major_version("16"), minor_version("16")) == ("16", None)


@pytest.mark.parametrize(("memory_gib", "expected"), [(1, 84), (2, 168), (16, 1351), (64, 5000)])
def test_connections_that_memory_carries(memory_gib, expected):
    assert default_connections(memory_gib) == expected


def test_parameters_come_by_name_and_changes_win():
    chosen = parameters(
        extensions=("vector", "pg_cron"),
        max_connections=100,
        slow_query_milliseconds=500,
        changes={"log_statement": "all"},
    )
    assert chosen == {
        "log_connections": "1",
        "log_disconnections": "1",
        "log_min_duration_statement": "500",
        "log_statement": "all",
        "max_connections": "100",
        "rds.allowed_extensions": "pg_cron,vector",
        "rds.force_ssl": "1",
        "shared_preload_libraries": "pg_stat_statements,pg_cron",
    }
    assert list(chosen) == sorted(chosen)


def test_static_parameters_wait_for_a_restart():
    assert (apply_method("max_connections"), apply_method("work_mem")) == ("pending-reboot", "immediate")
