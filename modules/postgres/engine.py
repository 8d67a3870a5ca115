"""The PostgreSQL versions, extensions and parameters of RDS and Aurora."""

import re
from collections.abc import Mapping, Sequence

from modules.base.fields import refused

BYTES_PER_CONNECTION = 9_531_392
MOST_DEFAULT_CONNECTIONS = 5000

_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")

MISNAMED_EXTENSIONS = {"pgvector": "vector", "pg_vector": "vector", "uuid": "uuid-ossp", "uuid_ossp": "uuid-ossp"}

# They are loaded when the server starts: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/
# PostgreSQL.Concepts.General.FeatureSupport.Extensions.html. pg_stat_statements is there by RDS's own default.
PRELOADED_EXTENSIONS = ("pg_cron", "pg_hint_plan", "pg_prewarm", "pgaudit")

# A change of these waits for a restart; AWS refuses "immediate" for them.
STATIC_PARAMETERS = frozenset(
    {
        "autovacuum_freeze_max_age",
        "autovacuum_max_workers",
        "huge_pages",
        "max_connections",
        "max_files_per_process",
        "max_locks_per_transaction",
        "max_prepared_transactions",
        "max_replication_slots",
        "max_wal_senders",
        "max_worker_processes",
        "rds.logical_replication",
        "shared_buffers",
        "shared_preload_libraries",
        "superuser_reserved_connections",
        "track_activity_query_size",
        "track_commit_timestamp",
        "wal_buffers",
    }
)

OWN_PARAMETERS = {
    "rds.force_ssl": "stays 1: the database takes no connection without TLS",
    "rds.allowed_extensions": "is made from extensions: name them there",
    "shared_preload_libraries": "is made from extensions: name them there",
}


def checked_version(value: str, oldest_minor: Mapping[str, int], why: str) -> str:
    """The version, if it is a major one of `oldest_minor` or a minor one not older than named there.

    Raises what pydantic shows to the user; `why` says why older ones are refused.
    """
    match = _VERSION.fullmatch(value)
    if match is None or match[1] not in oldest_minor:
        raise refused(f"a PostgreSQL version of {', '.join(oldest_minor)}, or a minor version such as 16.10", value)
    oldest = oldest_minor[match[1]]
    if match[2] is not None and int(match[2]) < oldest:
        raise refused(
            f'"{match[1]}" for its newest minor version, or {match[1]}.{oldest} or later: {why}',
            value,
        )
    return value


def major_version(engine_version: str) -> str:
    return engine_version.partition(".")[0]


def minor_version(engine_version: str) -> int | None:
    """None where the version names only a major one."""
    minor = engine_version.partition(".")[2]
    return int(minor) if minor else None


def default_connections(memory_gib: float) -> int:
    """Connections that three quarters of the memory carry, by AWS's own measure, at most 5000.

    AWS's default is LEAST(DBInstanceClassMemory / 9531392, 5000), where DBInstanceClassMemory is what the operating
    system and RDS leave over. Nobody publishes that figure, and with the whole memory instead an alarm at 80 % of a
    db.t3.micro would ring above the real limit. So the modules set max_connections themselves, to a number they know.
    """
    return min(int(memory_gib * 1024**3) * 3 // 4 // BYTES_PER_CONNECTION, MOST_DEFAULT_CONNECTIONS)


def parameters(
    *, extensions: Sequence[str], max_connections: int, slow_query_milliseconds: int, changes: Mapping[str, str]
) -> dict[str, str]:
    """Every parameter of the parameter group, in the order of their names; `changes` win over the defaults."""
    chosen = {
        "log_connections": "1",
        "log_disconnections": "1",
        "log_min_duration_statement": str(slow_query_milliseconds),
        "log_statement": "ddl",
        "max_connections": str(max_connections),
        "rds.force_ssl": "1",
        **changes,
    }
    if extensions:
        chosen["rds.allowed_extensions"] = ",".join(sorted(extensions))
    preloaded = [name for name in PRELOADED_EXTENSIONS if name in extensions]
    if preloaded:
        chosen["shared_preload_libraries"] = ",".join(["pg_stat_statements", *preloaded])
    return dict(sorted(chosen.items()))


def apply_method(parameter: str) -> str:
    return "pending-reboot" if parameter in STATIC_PARAMETERS else "immediate"
