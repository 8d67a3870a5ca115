"""A cache outside AWS."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.external_cache.inputs import ExternalCacheInputs
from modules.secrets.container import SecretReplica, secret_container


class ExternalCache(Module):
    """A secret for the connection URL of a cache that AWS does not run; a person sets it.

    Gives `environment`, `secrets`, `secret_arns` and `statements` as Redis does, but no endpoint: `internet_ports` are
    what tasks have to reach on the internet.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: ExternalCacheInputs,
        *,
        kms_key_arn: str,
        deletion_protection: bool,
        replica: SecretReplica | None = None,
    ) -> None:
        super().__init__(scope, id)
        url = secret_container(
            self,
            "url",
            name="REDIS_URL",
            description=f"URL of the cache at {inputs.provider}, set by hand: "
            f"rediss://<user>:<password>@<host>:{inputs.port}",
            kms_key_arn=kms_key_arn,
            deletion_protection=deletion_protection,
            replica=replica,
        )
        self.secrets: dict[str, str] = {"REDIS_URL": url.arn}
        self.secret_arns = (url.arn,)
        self.statements: tuple[Statement, ...] = ()
        self.internet_ports = (inputs.port,)
        self.environment: dict[str, str] = {"REDIS_TLS": "true", **inputs.settings}
