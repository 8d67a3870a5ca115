"""What a caller decides about an Aurora PostgreSQL cluster."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import refused
from modules.base.inputs import Finding, Inputs
from modules.base.later import ELSEWHERE, UP_ONLY, Later
from modules.postgres.engine import checked_version, default_connections, major_version, minor_version
from modules.postgres.inputs import GeneratedPassword, ManagedPassword, PostgresInputs
from modules.postgres.monitoring_inputs import MonitoringInputs

__all__ = ["AuroraPostgresInputs", "GeneratedPassword", "GlobalDatabaseInputs", "ManagedPassword", "MonitoringInputs"]

# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Extensions.html
OLDEST_MINOR = {"15": 3, "16": 1, "17": 4}

# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html: these versions
# pause, but not the primary cluster of a global database, nor one with logical replication.
OLDEST_MINOR_THAT_PAUSES = {"15": 7, "16": 3, "17": 4}

GIB_PER_ACU = 2
LARGEST_ACU = 256
ACU_STEP = 0.5

# "... when you specify a minimum capacity of 0 or 0.5 ACUs on PostgreSQL-compatible DB instances, the maximum value of
# max_connections is capped at 2,000": https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/
# aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections
SMALLEST_ACU_WITHOUT_CAP = 1
CAPPED_CONNECTIONS = 2000


def _acu(value: float) -> float:
    if not 0 <= value <= LARGEST_ACU or value % ACU_STEP:
        raise refused(f"a number of ACUs from 0 to {LARGEST_ACU} in steps of {ACU_STEP}", value)
    return value


EngineVersion = Annotated[
    str, AfterValidator(lambda value: checked_version(value, OLDEST_MINOR, "pgvector came with it"))
]
Acu = Annotated[float, AfterValidator(_acu)]


class GlobalDatabaseInputs(Inputs):
    """A copy of the cluster in the recovery region, about a second behind, for when the own region is lost."""

    instance_count: int = Field(default=0, ge=0, le=15)
    """Instances of the copy. Without one it costs its storage only, and needs about ten minutes more to take over."""


class AuroraPostgresInputs(PostgresInputs):
    """An Aurora PostgreSQL cluster of Serverless v2 instances in the isolated subnets."""

    kind: Annotated[Literal["aurora_postgres"], ELSEWHERE] = "aurora_postgres"
    """Aurora PostgreSQL Serverless v2."""

    engine_version: Annotated[EngineVersion, UP_ONLY] = "17"
    """Major version, which AWS keeps at a recent minor one, or a minor version, which stays until changed here."""

    minimum_acu: Acu
    """Capacity of an idle instance; an ACU has about 2 GiB of memory. With 0 it pauses, and wakes in about 15 s."""

    maximum_acu: Acu
    """Capacity up to which each instance grows by itself, in steps of 0.5 ACU."""

    seconds_until_auto_pause: int | None = Field(default=None, ge=300, le=86_400)
    """Seconds without a connection before an instance pauses, where minimum_acu is 0; 300 unless given."""

    reader_count: int = Field(default=1, ge=0, le=15)
    """Instances beside the writer, in other zones, of which one takes over when it fails."""

    storage_type: Annotated[Literal["aurora", "aurora-iopt1"], Later("to aurora-iopt1")] = "aurora"
    """How I/O is paid: by request, or with aurora-iopt1 in other prices. Only the AWS CLI changes it back."""

    backup_retention_days: int = Field(default=7, ge=1, le=35)
    """Days back to which the cluster can be restored to any second."""

    global_database: Annotated[GlobalDatabaseInputs | None, Later("yes; when taken away, the copy goes")] = None
    """A copy in the recovery region."""

    @property
    def connection_limit(self) -> int:
        """max_connections of each instance: as set in parameters, else what the memory of maximum_acu carries."""
        chosen = self.parameters.get("max_connections")
        if chosen:
            return int(chosen)
        carried = default_connections(self.memory_gib)
        return carried if self.minimum_acu >= SMALLEST_ACU_WITHOUT_CAP else min(carried, CAPPED_CONNECTIONS)

    @property
    def memory_gib(self) -> float:
        """Memory of an instance at maximum_acu."""
        return self.maximum_acu * GIB_PER_ACU

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        least = max(self.minimum_acu, 1)
        if self.maximum_acu < least:
            reason = "" if least == 1 else ", the minimum_acu"
            yield Finding(("maximum_acu",), f"must be at least {least:g}{reason}", self.maximum_acu)
        yield from self._pause_findings()
        chosen = self.parameters.get("max_connections", "")
        if (
            self.minimum_acu < SMALLEST_ACU_WITHOUT_CAP
            and chosen.isdecimal()
            and CAPPED_CONNECTIONS < int(chosen) <= 262_143
        ):
            yield Finding(
                ("parameters", "max_connections"),
                f"must be at most {CAPPED_CONNECTIONS} when minimum_acu is less than {SMALLEST_ACU_WITHOUT_CAP}",
                chosen,
            )
        if self.global_database is not None and self.master_password.kind == "managed":
            yield Finding(
                ("master_password", "kind"),
                'must be "generated" when there is a global_database: RDS manages no password of one',
                "managed",
            )

    def _pause_findings(self) -> Iterator[Finding]:
        if self.minimum_acu > 0:
            if self.seconds_until_auto_pause is not None:
                yield Finding(
                    ("seconds_until_auto_pause",),
                    "only applies when minimum_acu is 0; leave it out",
                    self.seconds_until_auto_pause,
                )
            return
        major, minor = major_version(self.engine_version), minor_version(self.engine_version)
        oldest = OLDEST_MINOR_THAT_PAUSES[major]
        if minor is not None and minor < oldest:
            yield Finding(
                ("engine_version",),
                f"must be {major}.{oldest} or later when minimum_acu is 0: earlier ones do not pause",
                self.engine_version,
            )
        if self.global_database is not None:
            yield Finding(
                ("minimum_acu",), "must be at least 0.5 when there is a global_database, which does not pause", 0
            )
        if self.parameters.get("rds.logical_replication") == "1":
            yield Finding(
                ("minimum_acu",), "must be at least 0.5 with rds.logical_replication, which keeps it from pausing", 0
            )
