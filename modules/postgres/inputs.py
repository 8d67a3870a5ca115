"""What a caller decides about any PostgreSQL database that RDS runs, by itself or as an Aurora cluster."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import matching, refused
from modules.base.inputs import Finding, Inputs
from modules.base.later import INTERRUPTS, NEXT_VALUE, Later, replaces
from modules.base.windows import DailyWindow, WeeklyWindow, overlap
from modules.postgres.engine import MISNAMED_EXTENSIONS, OWN_PARAMETERS
from modules.postgres.monitoring_inputs import MonitoringInputs


def _extension(value: str) -> str:
    if value in MISNAMED_EXTENSIONS:
        raise refused(f'"{MISNAMED_EXTENSIONS[value]}", the name that CREATE EXTENSION takes', value)
    return value


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
ParameterName = Annotated[str, matching(r"[a-z][a-z0-9_.]*", "a parameter name such as work_mem")]


class ManagedPassword(Inputs):
    """RDS makes the master password and rotates it in a secret of its own. Allows no copy that follows the database."""

    kind: Literal["managed"] = "managed"
    """Made and rotated by RDS."""

    rotation_days: int = Field(default=365, ge=1, le=1000)
    """Days between rotations. A task that started before one cannot open connections after it: deploy it again."""


class GeneratedPassword(Inputs):
    """`stackwright secrets` makes the master password and gives it to the database and to a secret."""

    kind: Literal["generated"] = "generated"
    """Made by `stackwright secrets`, rotated by running it again."""

    length: Annotated[int, NEXT_VALUE] = Field(default=32, ge=16, le=128)
    """Letters and digits of the password."""


class PostgresInputs(Inputs):
    """What an RDS instance and an Aurora cluster have in common."""

    database_name: Annotated[DatabaseName, replaces("aws_db_instance", "aws_rds_cluster")]
    """Database that is made together with the server."""

    master_username: Annotated[UserName, replaces("aws_db_instance", "aws_rds_cluster")] = "postgres"
    """Owner of the database."""

    master_password: Annotated[
        ManagedPassword | GeneratedPassword, Later("not from generated to managed: Terraform cannot plan it")
    ] = Field(default=ManagedPassword(), discriminator="kind")
    """Who makes the master password. No kind lets it come near Terraform's state."""

    backup_window: DailyWindow = "03:00-04:00"
    """When RDS takes its daily snapshot, in UTC."""

    maintenance_window: WeeklyWindow = "sun:04:30-sun:05:30"
    """When RDS may restart the server for updates and for changes that wait, in UTC."""

    apply_immediately: bool = False
    """Applies changes that restart the server at once; else they wait for the window, and every plan shows them."""

    monitoring: MonitoringInputs = MonitoringInputs.defaults()
    """What is recorded beside CloudWatch's own metrics."""

    extensions: tuple[Extension, ...] = ()
    """The only extensions that CREATE EXTENSION may make, such as vector; every one RDS has unless given."""

    parameters: Annotated[dict[ParameterName, str], Later("yes; those that need a restart wait for one")] = {}
    """Further PostgreSQL parameters by name, as RDS spells their values: { work_mem = "65536" }."""

    iam_users: tuple[UserName, ...] = ()
    """Database users that tasks log in as with an IAM token; a migration makes them with GRANT rds_iam."""

    ca_certificate: Annotated[Literal["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"], INTERRUPTS] = (
        "rds-ca-rsa2048-g1"
    )
    """Authority of the server's certificate; all three are in AWS's global bundle."""

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

    def _parameter_findings(self) -> Iterator[Finding]:
        for name, value in self.parameters.items():
            if name in OWN_PARAMETERS:
                yield Finding(("parameters", name), OWN_PARAMETERS[name], value)
        chosen = self.parameters.get("max_connections")
        if chosen is not None and not (chosen.isdecimal() and 6 <= int(chosen) <= 262_143):
            yield Finding(("parameters", "max_connections"), "must be a number of 6 to 262143", chosen)
