"""What a caller decides about an RDS PostgreSQL database."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import matching, refused
from modules.base.inputs import Finding, Inputs
from modules.base.windows import DailyWindow, WeeklyWindow, overlap
from modules.rds_postgres.engine import MISNAMED_EXTENSIONS, OLDEST_MINOR, OWN_PARAMETERS, VERSION
from modules.rds_postgres.instance_classes import InstanceClass, default_connections
from modules.rds_postgres.monitoring_inputs import MonitoringInputs
from modules.rds_postgres.storage_inputs import StorageInputs


def _engine_version(value: str) -> str:
    match = VERSION.fullmatch(value)
    if match is None or match[1] not in OLDEST_MINOR:
        raise refused(f"a PostgreSQL version of {', '.join(OLDEST_MINOR)}, or a minor version such as 16.10", value)
    oldest = OLDEST_MINOR[match[1]]
    if match[2] is not None and int(match[2]) < oldest:
        raise refused(
            f'"{match[1]}" for its newest minor version, or {match[1]}.{oldest} or later: AWS makes no database of an '
            "earlier one any more",
            value,
        )
    return value


def _extension(value: str) -> str:
    if value in MISNAMED_EXTENSIONS:
        raise refused(f'"{MISNAMED_EXTENSIONS[value]}", the name that CREATE EXTENSION takes', value)
    return value


EngineVersion = Annotated[str, AfterValidator(_engine_version)]
DatabaseName = Annotated[
    str, matching(r"[a-z][a-z0-9_]{0,62}", "a database name of lower case letters, digits and underscores")
]
UserName = Annotated[
    str,
    matching(
        r"(?!(?:admin|rdsadmin|rds_superuser|rds_iam)$)[a-z][a-z0-9_]{0,15}",
        "a user name of at most 16 lower case letters, digits and underscores that RDS does not use itself",
    ),
]
Extension = Annotated[
    str, matching(r"[a-z][a-z0-9_-]*", "an extension name such as vector"), AfterValidator(_extension)
]
ReplicaName = Annotated[
    str,
    matching(
        r"(?!(?:monitoring|password)$)[a-z][a-z0-9]{0,14}",
        "a replica name of at most 15 letters and digits, other than monitoring and password",
    ),
]
ParameterName = Annotated[str, matching(r"[a-z][a-z0-9_.]*", "a parameter name such as work_mem")]


class ManagedPassword(Inputs):
    """RDS makes the master password and rotates it in a secret of its own. Allows no read replica."""

    kind: Literal["managed"] = "managed"
    """Made and rotated by RDS."""

    rotation_days: int = Field(default=365, ge=1, le=1000)
    """Days between rotations. A task that started before one cannot open connections after it: deploy it again."""


class GeneratedPassword(Inputs):
    """`stackwright secrets` makes the master password and gives it to the database and to a secret."""

    kind: Literal["generated"] = "generated"
    """Made by `stackwright secrets`, rotated by running it again."""

    length: int = Field(default=32, ge=16, le=128)
    """Letters and digits of the password."""


class ReadReplicaInputs(Inputs):
    """A copy that follows the database, for reading."""

    instance_class: InstanceClass
    """Class of the replica, such as db.r6g.large."""


class RdsPostgresInputs(Inputs):
    """An RDS for PostgreSQL instance in the isolated subnets, with its password, logs and replicas."""

    kind: Literal["rds_postgres"] = "rds_postgres"
    """One RDS for PostgreSQL instance, with or without a standby."""

    engine_version: EngineVersion = "17"
    """Major version, which AWS keeps at its newest minor one, or a minor version, which stays until changed here."""

    instance_class: InstanceClass
    """Memory and processor, such as db.t4g.micro or db.r6g.large."""

    database_name: DatabaseName
    """Database that is made together with the instance."""

    master_username: UserName = "postgres"
    """Owner of the database."""

    master_password: ManagedPassword | GeneratedPassword = Field(default=ManagedPassword(), discriminator="kind")
    """Who makes the master password. No kind lets it come near Terraform's state."""

    storage: StorageInputs = StorageInputs()
    """Size and speed of the volume."""

    multi_az: bool = True
    """Keeps a standby in a second zone, to which RDS fails over within one to two minutes."""

    backup_retention_days: int = Field(default=7, ge=0, le=35)
    """Days back to which the database can be restored to any second; 0 for no backups."""

    backup_window: DailyWindow = "03:00-04:00"
    """When RDS takes its daily snapshot, in UTC."""

    maintenance_window: WeeklyWindow = "sun:04:30-sun:05:30"
    """When RDS may restart the instance for updates and for changes that wait, in UTC."""

    apply_immediately: bool = False
    """Applies changes that restart the instance at once; else they wait for the window, and every plan shows them."""

    monitoring: MonitoringInputs = MonitoringInputs()
    """What is recorded beside CloudWatch's own metrics."""

    extensions: tuple[Extension, ...] = ()
    """The only extensions that CREATE EXTENSION may make, such as vector; every one RDS has unless given."""

    parameters: dict[ParameterName, str] = {}
    """Further PostgreSQL parameters by name, as RDS spells their values: { work_mem = "65536" }."""

    iam_users: tuple[UserName, ...] = ()
    """Database users that tasks log in as with an IAM token; a migration makes them with GRANT rds_iam."""

    read_replicas: dict[ReplicaName, ReadReplicaInputs] = {}
    """Replicas by name; `reporting` is reached by the variable DATABASE_REPORTING_HOST."""

    ca_certificate: Literal["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"] = "rds-ca-rsa2048-g1"
    """Authority of the server's certificate; all three are in AWS's global bundle."""

    @property
    def connection_limit(self) -> int:
        """max_connections: as set in parameters, else what the memory of the class carries."""
        chosen = self.parameters.get("max_connections")
        return int(chosen) if chosen else default_connections(self.instance_class)

    def findings(self) -> Iterator[Finding]:
        if overlap(self.backup_window, self.maintenance_window):
            yield Finding(
                ("maintenance_window",), f"must not overlap backup_window {self.backup_window}", self.maintenance_window
            )
        yield from self._parameter_findings()
        if len(set(self.extensions)) < len(self.extensions):
            yield Finding(("extensions",), "must not name an extension twice", self.extensions)
        if self.master_username in self.iam_users:
            yield Finding(
                ("iam_users", self.iam_users.index(self.master_username)),
                "must not be the master user: with rds_iam it could not log in with its password any more",
                self.master_username,
            )
        yield from self._replica_findings()

    def _parameter_findings(self) -> Iterator[Finding]:
        for name, value in self.parameters.items():
            if name in OWN_PARAMETERS:
                yield Finding(("parameters", name), OWN_PARAMETERS[name], value)
        chosen = self.parameters.get("max_connections")
        if chosen is not None and not (chosen.isdecimal() and 6 <= int(chosen) <= 262_143):
            yield Finding(("parameters", "max_connections"), "must be a number of 6 to 262143", chosen)

    def _replica_findings(self) -> Iterator[Finding]:
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
