"""The PostgreSQL versions, extensions and parameters of RDS."""

import re
from collections.abc import Mapping, Sequence

# Standard support of earlier minor versions ended on 2026-05-31 and AWS creates none of them any more:
# https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
# pgvector came with 15.2, so every version here has it.
OLDEST_MINOR = {"15": 13, "16": 9, "17": 5}

VERSION = re.compile(r"(\d+)(?:\.(\d+))?")

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


def major_version(engine_version: str) -> str:
    return engine_version.partition(".")[0]


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
