"""The secrets of an environment, without their values."""

from collections.abc import Mapping

from modules.base.construct import Module, ModuleScope
from modules.secrets.container import SecretReplica, secret_container
from modules.secrets.inputs import SecretInputs


class Secrets(Module):
    """A Secrets Manager secret `<system>-<environment>/<NAME>` for each input, encrypted with the environment's key.

    `replica` is where their values are copied to. Gives `arns`, by name. Terraform makes no version of any of them, so
    no value is ever in a plan or a state.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: Mapping[str, SecretInputs],
        *,
        kms_key_arn: str,
        deletion_protection: bool,
        replica: SecretReplica | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.arns = {
            name: secret_container(
                self,
                name,
                name=name,
                description=secret.description,
                kms_key_arn=kms_key_arn,
                deletion_protection=deletion_protection,
                generated_length=secret.length if secret.generate else None,
                replica=replica,
            ).arn
            for name, secret in inputs.items()
        }
