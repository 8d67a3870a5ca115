"""Plain configuration."""

import pytest

from modules.parameters.construct import Parameters
from modules.parameters.inputs import ParameterInputs


@pytest.mark.requirement("C-18")
def test_parameter_lies_under_system_and_environment(stack):
    parameters = Parameters(stack, "parameters", {"MODEL": ParameterInputs(value="gpt-4o", description="Chat model")})
    assert stack.block("aws_ssm_parameter.parameters_MODEL") == {
        "name": "/shop/dev/MODEL",
        "type": "String",
        "insecure_value": "gpt-4o",
        "description": "Chat model",
        "tier": "Standard",
        "tags": {"component": "parameters"},
    }
    assert parameters.arns == {"MODEL": "${aws_ssm_parameter.parameters_MODEL.arn}"}


def test_allowed_pattern_is_passed_on(stack):
    inputs = ParameterInputs(value="1536", description="d", allowed_pattern="[0-9]+")
    Parameters(stack, "parameters", {"DIMENSION": inputs})
    assert stack.block("aws_ssm_parameter.parameters_DIMENSION")["allowed_pattern"] == "[0-9]+"


def test_value_is_no_template(stack):
    Parameters(stack, "parameters", {"FORMAT": ParameterInputs(value="${user} %{if}", description="d")})
    assert stack.block("aws_ssm_parameter.parameters_FORMAT")["insecure_value"] == "$${user} %%{if}"
