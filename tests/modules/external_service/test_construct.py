"""A service outside AWS: what tasks get to use it."""

import pytest

from modules.external_service.construct import ExternalService
from modules.external_service.inputs import ExternalServiceInputs, RateLimitInputs
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA


def make(stack, name="pinecone", *, deletion_protection=True, replica=None, **changes):
    inputs = ExternalServiceInputs(
        **{"description": "Vector index", "secrets": {"API_KEY": "Key of the project"}, **changes}
    )
    return ExternalService(
        stack, name, inputs, kms_key_arn=KEY_ARN, deletion_protection=deletion_protection, replica=replica
    )


@pytest.mark.requirement("E-04", "E-05")
def test_its_key_is_a_secret_without_a_value(stack):
    service = make(stack)
    assert stack.block("aws_secretsmanager_secret.pinecone_API_KEY") == {
        "name": "shop-dev/PINECONE_API_KEY",
        "description": "Key of the project",
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {"component": "pinecone", "value": "manual"},
    }
    assert service.secrets == {"PINECONE_API_KEY": "${aws_secretsmanager_secret.pinecone_API_KEY.arn}"}
    assert service.secret_arns == ("${aws_secretsmanager_secret.pinecone_API_KEY.arn}",)


@pytest.mark.requirement("E-09")
def test_its_key_is_copied_to_another_region_where_asked(stack):
    make(stack, replica=SECRET_REPLICA)
    assert stack.block("aws_secretsmanager_secret.pinecone_API_KEY")["replica"] == REPLICA_BLOCK


@pytest.mark.requirement("E-04", "C-18")
def test_its_settings_are_parameters(stack):
    service = make(stack, settings={"INDEX_NAME": "documents", "DIMENSIONS": "1536", "REGION": "us-east-1"})
    parameters = stack.blocks("aws_ssm_parameter").values()
    assert {parameter["name"]: parameter["insecure_value"] for parameter in parameters} == {
        "/shop/dev/PINECONE_INDEX_NAME": "documents",
        "/shop/dev/PINECONE_DIMENSIONS": "1536",
        "/shop/dev/PINECONE_REGION": "us-east-1",
    }
    assert service.parameters["PINECONE_INDEX_NAME"] == "${aws_ssm_parameter.pinecone_settings_PINECONE_INDEX_NAME.arn}"
    described = stack.block("aws_ssm_parameter.pinecone_settings_PINECONE_INDEX_NAME")["description"]
    assert described == "Index name of pinecone: Vector index"


@pytest.mark.requirement("A-07")
def test_rate_limits_are_parameters(stack):
    service = make(stack, "ai-provider", rate_limit=RateLimitInputs(requests_per_minute=500, tokens_per_minute=200_000))
    assert list(service.parameters) == ["AI_PROVIDER_REQUESTS_PER_MINUTE", "AI_PROVIDER_TOKENS_PER_MINUTE"]
    assert list(service.secrets) == ["AI_PROVIDER_API_KEY"]


@pytest.mark.requirement("G-08")
def test_a_service_may_have_secrets_only(stack):
    service = make(stack, "sentry", secrets={"DSN": "Address with the key of the project"}, deletion_protection=False)
    assert stack.addresses() == ["aws_secretsmanager_secret.sentry_DSN"]
    assert stack.block("aws_secretsmanager_secret.sentry_DSN")["recovery_window_in_days"] == 0
    assert (service.parameters, service.environment, service.statements) == ({}, {}, ())


@pytest.mark.parametrize(("port", "expected"), [(443, ()), (8443, (8443,))])
def test_a_port_other_than_that_of_https_has_to_be_opened(stack, port, expected):
    assert make(stack, port=port).internet_ports == expected
