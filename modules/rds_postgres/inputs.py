"""What a caller decides about an RDS PostgreSQL database."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import ELSEWHERE, INTERRUPTS, UP_ONLY, replaces
from modules.postgres.engine import checked_version, default_connections
from modules.postgres.inputs import GeneratedPassword, ManagedPassword, PostgresInputs
from modules.postgres.monitoring_inputs import MonitoringInputs
from modules.rds_postgres.instance_classes import MEMORY_GIB, InstanceClass
from modules.rds_postgres.storage_inputs import StorageInputs

__all__ = [
    "GeneratedPassword",
    "ManagedPassword",
    "MonitoringInputs",
    "RdsPostgresInputs",
    "ReadReplicaInputs",
    "StorageInputs",
]

# Standard support of earlier minor versions ended on 2026-05-31 and AWS creates none of them any more:
# https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
# pgvector came with 15.2, so every version here has it.
OLDEST_MINOR = {"15": 13, "16": 9, "17": 5}

EngineVersion = Annotated[
    str,
    AfterValidator(
        lambda value: checked_version(value, OLDEST_MINOR, "AWS makes no database of an earlier one any more")
    ),
]
ReplicaName = Annotated[
    str,
    matching(
        r"(?!(?:monitoring|password)$)[a-z][a-z0-9]{0,14}",
        "a replica name of at most 15 letters and digits, other than monitoring and password",
    ),
]


class ReadReplicaInputs(Inputs):
    """A copy that follows the database, for reading."""

    instance_class: Annotated[InstanceClass, INTERRUPTS]
    """Class of the replica, such as db.r6g.large."""


class RdsPostgresInputs(PostgresInputs):
    """An RDS for PostgreSQL instance in the isolated subnets, with its password, logs and replicas."""

    kind: Annotated[Literal["rds_postgres"], ELSEWHERE] = "rds_postgres"
    """One RDS for PostgreSQL instance, with or without a standby."""

    engine_version: Annotated[EngineVersion, UP_ONLY] = "17"
    """Major version, which AWS keeps at its newest minor one, or a minor version, which stays until changed here."""

    instance_class: Annotated[InstanceClass, INTERRUPTS]
    """Memory and processor, such as db.t4g.micro or db.r6g.large."""

    storage: StorageInputs = StorageInputs.defaults()
    """Size and speed of the volume."""

    multi_az: bool = True
    """Keeps a standby in a second zone, to which RDS fails over within one to two minutes."""

    backup_retention_days: Annotated[
        int, replaces("aws_db_instance_automated_backups_replication", answer="yes; with a recovery region it")
    ] = Field(default=7, ge=0, le=35)
    """Days back to which the database can be restored to any second; 0 for no backups."""

    read_replicas: dict[ReplicaName, ReadReplicaInputs] = {}
    """Replicas by name; `reporting` is reached by the variable DATABASE_REPORTING_HOST."""

    @property
    def connection_limit(self) -> int:
        """max_connections: as set in parameters, else what the memory of the class carries."""
        chosen = self.parameters.get("max_connections")
        return int(chosen) if chosen else default_connections(MEMORY_GIB[self.instance_class])

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        if not self.read_replicas:
            return
        if self.master_password.kind == "managed":
            yield Finding(
                ("master_password", "kind"),
                'must be "generated" when there are read_replicas: RDS makes none where it manages the password',
                "managed",
            )
        if self.backup_retention_days == 0:
            yield Finding(
                ("backup_retention_days",),
                "must be at least 1 when there are read_replicas, which start from a backup",
                0,
            )
