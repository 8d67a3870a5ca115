"""What a caller decides about a pool of database connections."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from modules.base.inputs import Finding, Inputs


class RdsProxyInputs(Inputs):
    """An RDS Proxy: tasks connect to it, and share a few connections to the database."""

    client_authentication: Literal["password", "iam"] = "password"
    """How tasks log in to the proxy: with the database's password, or with tokens from their task role."""

    maximum_connections_percent: int = Field(default=90, ge=1, le=100)
    """Share of the database's max_connections that the proxy may open; the rest is for migrations and people."""

    maximum_idle_connections_percent: int = Field(default=50, ge=0, le=100)
    """Share of max_connections that the proxy keeps open without use."""

    borrow_timeout_seconds: int = Field(default=30, ge=0, le=300)
    """How long a query waits for a free connection before it fails."""

    idle_client_timeout_seconds: int = Field(default=1800, ge=1, le=28_800)
    """How long a client may be silent before the proxy hangs up."""

    def findings(self) -> Iterator[Finding]:
        if self.maximum_idle_connections_percent > self.maximum_connections_percent:
            yield Finding(
                ("maximum_idle_connections_percent",),
                f"must be at most {self.maximum_connections_percent}, the maximum_connections_percent",
                self.maximum_idle_connections_percent,
            )
