"""A service outside AWS."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.external_service.inputs import ExternalServiceInputs
from modules.parameters.construct import Parameters
from modules.parameters.inputs import ParameterInputs
from modules.secrets.container import SecretReplica, secret_container

HTTPS = 443


class ExternalService(Module):
    """Secrets and parameters of an API that AWS does not run. The id, such as `pinecone`, begins all their names.

    Gives the tasks that use it `secrets` and `parameters` (environment variable -> ARN), `secret_arns`, `environment`,
    `statements`, and `internet_ports`, what they have to reach on the internet beside 443.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: ExternalServiceInputs,
        *,
        kms_key_arn: str,
        deletion_protection: bool,
        replica: SecretReplica | None = None,
    ) -> None:
        super().__init__(scope, id)
        prefix = id.replace("-", "_").upper()
        self.secrets: dict[str, str] = {
            f"{prefix}_{name}": secret_container(
                self,
                name,
                name=f"{prefix}_{name}",
                description=description,
                kms_key_arn=kms_key_arn,
                deletion_protection=deletion_protection,
                replica=replica,
            ).arn
            for name, description in inputs.secrets.items()
        }
        self.secret_arns = tuple(self.secrets.values())
        settings = {
            f"{prefix}_{name}": ParameterInputs(
                value=value, description=f"{name.replace('_', ' ').capitalize()} of {id}: {inputs.description}"
            )
            for name, value in inputs.all_settings.items()
        }
        self.parameters: dict[str, str] = dict(Parameters(self, "settings", settings).arns)
        self.environment: dict[str, str] = {}
        self.statements: tuple[Statement, ...] = ()
        self.internet_ports = () if inputs.port == HTTPS else (inputs.port,)
