"""Secrets without values."""

import pytest

from modules.secrets.construct import Secrets
from modules.secrets.inputs import SecretInputs
from tests.modules import KEY_ARN, REPLICA_BLOCK, SECRET_REPLICA

INPUTS = {
    "COOKIE_KEY": SecretInputs(description="Encrypts cookies", generate=True, length=64),
    "OPENAI_API_KEY": SecretInputs(description="From the console"),
}


def make(stack, *, deletion_protection=True, replica=None):
    return Secrets(
        stack, "secrets", INPUTS, kms_key_arn=KEY_ARN, deletion_protection=deletion_protection, replica=replica
    )


def test_secret_has_name_key_and_description(stack):
    make(stack)
    assert stack.block("aws_secretsmanager_secret.secrets_OPENAI_API_KEY") == {
        "name": "shop-dev/OPENAI_API_KEY",
        "description": "From the console",
        "kms_key_id": KEY_ARN,
        "recovery_window_in_days": 30,
        "tags": {"component": "secrets", "value": "manual"},
    }


def test_generated_secret_says_how_long_its_value_is(stack):
    make(stack)
    tags = stack.block("aws_secretsmanager_secret.secrets_COOKIE_KEY")["tags"]
    assert tags == {"component": "secrets", "value": "generated", "length": "64"}


@pytest.mark.requirement("C-17")
def test_terraform_makes_no_value(stack):
    make(stack)
    assert stack.addresses() == [
        "aws_secretsmanager_secret.secrets_COOKIE_KEY",
        "aws_secretsmanager_secret.secrets_OPENAI_API_KEY",
    ]


def test_name_is_free_at_once_without_deletion_protection(stack):
    make(stack, deletion_protection=False)
    windows = {secret["recovery_window_in_days"] for secret in stack.blocks("aws_secretsmanager_secret").values()}
    assert windows == {0}


@pytest.mark.requirement("E-09")
def test_values_are_copied_to_another_region_under_a_key_of_there(stack):
    make(stack, replica=SECRET_REPLICA)
    secrets = stack.blocks("aws_secretsmanager_secret").values()
    assert [secret["replica"] for secret in secrets] == [REPLICA_BLOCK, REPLICA_BLOCK]


def test_arns_by_name(stack):
    assert make(stack).arns == {
        "COOKIE_KEY": "${aws_secretsmanager_secret.secrets_COOKIE_KEY.arn}",
        "OPENAI_API_KEY": "${aws_secretsmanager_secret.secrets_OPENAI_API_KEY.arn}",
    }
