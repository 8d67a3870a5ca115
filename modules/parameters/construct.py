"""The plain configuration of an environment."""

from collections.abc import Mapping

from modules.base.construct import Module, ModuleScope
from modules.parameters.inputs import ParameterInputs
from resources import aws, given


class Parameters(Module):
    """An SSM parameter `/<system>/<environment>/<NAME>` for each input. Gives `arns`, by name."""

    def __init__(self, scope: ModuleScope, id: str, inputs: Mapping[str, ParameterInputs]) -> None:
        super().__init__(scope, id)
        self.arns = {name: self._parameter(name, parameter).arn for name, parameter in inputs.items()}

    def _parameter(self, name: str, inputs: ParameterInputs) -> aws.SsmParameter:
        # checkov:skip=CKV2_AWS_34: plain configuration, to be read in a plan's review; a secret belongs into `secrets`
        return aws.SsmParameter(
            self,
            name,
            name=f"{self.context.parameter_path}{name}",
            type=inputs.type,
            # `value` is sensitive to the provider: a reviewer of a plan would not see what changes.
            insecure_value=inputs.value.replace("${", "$${").replace("%{", "%%{"),
            description=inputs.description,
            tier=inputs.tier,
            **given(allowed_pattern=inputs.allowed_pattern),
        )
