"""What a caller decides about a database outside AWS."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import Port, matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import NEW_TASKS
from modules.base.task_settings import SettingName, setting_findings

PREFIX = "DATABASE_"
OWN_VARIABLES = ("DATABASE_URL", "DATABASE_DIRECT_URL", "DATABASE_SSL_MODE", "DATABASE_CONNECTION_LIMIT")


class ExternalDatabaseInputs(Inputs):
    """A PostgreSQL database that somebody else runs, such as Neon. Its address and password are a secret."""

    kind: Literal["external_database"] = "external_database"
    """A database outside AWS, reached through the internet."""

    provider: Annotated[str, matching(r".{1,100}", "a name of 1 to 100 characters")]
    """Who runs it, such as Neon: where a person finds the connection URL."""

    port: Port = 5432
    """Port that tasks may connect to on the internet."""

    direct_url: Annotated[bool, NEW_TASKS] = False
    """Whether there is DATABASE_DIRECT_URL too: past the provider's connection pool, as migrations need it."""

    connection_limit: Annotated[int | None, NEW_TASKS] = Field(default=None, ge=1)
    """Connections that the provider allows; tasks find it in DATABASE_CONNECTION_LIMIT."""

    settings: Annotated[dict[SettingName, str], NEW_TASKS] = {}
    """Further variables of the tasks that use it: { DATABASE_POOL_SIZE = "5" }."""

    def findings(self) -> Iterator[Finding]:
        yield from setting_findings(self.settings, PREFIX, OWN_VARIABLES)
