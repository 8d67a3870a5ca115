"""A database outside AWS."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.secrets.container import SecretReplica, secret_container


class ExternalDatabase(Module):
    """Secrets for the connection URLs of a database that AWS does not run; a person sets them.

    Gives `environment`, `secrets`, `secret_arns` and `statements` as RdsPostgres does, but no endpoint:
    `internet_ports` are what tasks have to reach on the internet.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: ExternalDatabaseInputs,
        *,
        kms_key_arn: str,
        deletion_protection: bool,
        replica: SecretReplica | None = None,
    ) -> None:
        super().__init__(scope, id)
        urls = {"url": "DATABASE_URL"} | ({"direct_url": "DATABASE_DIRECT_URL"} if inputs.direct_url else {})
        self.secrets: dict[str, str] = {
            variable: secret_container(
                self,
                local_name,
                name=variable,
                description=f"URL of the database at {inputs.provider}, set by hand: "
                "postgresql://<user>:<password>@<host>/<database>?sslmode=require"
                + (", past the connection pool" if local_name == "direct_url" else ""),
                kms_key_arn=kms_key_arn,
                deletion_protection=deletion_protection,
                replica=replica,
            ).arn
            for local_name, variable in urls.items()
        }
        self.secret_arns = tuple(self.secrets.values())
        self.statements: tuple[Statement, ...] = ()
        self.internet_ports = (inputs.port,)
        self.environment: dict[str, str] = {"DATABASE_SSL_MODE": "require", **inputs.settings}
        if inputs.connection_limit is not None:
            self.environment["DATABASE_CONNECTION_LIMIT"] = str(inputs.connection_limit)
