"""A plan reads how things are set up, never what is in them."""

from fnmatch import fnmatchcase

import pytest

from modules.deploy_roles.reads import reads
from tests.modules.deploy_roles.policies import NAMES, actions, meant

READING = ("BatchGet", "Describe", "Get", "List", "View")

DATA = (
    "cognito-idp:AdminGetUser", "cognito-idp:ListUsers", "dynamodb:GetItem", "ec2:GetConsoleOutput",
    "ec2:GetPasswordData", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "kms:Decrypt", "lambda:GetFunction",
    "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery", "rds:DownloadDBLogFilePortion", "s3:GetObject",
    "secretsmanager:GetSecretValue", "sqs:ReceiveMessage", "ssm:GetParametersByPath", "ssm:GetParameterHistory",
    "wafv2:GetSampledRequests", "xray:BatchGetTraces",
)  # fmt: skip


def test_each_action_exists():
    assert [action for action in actions(reads(NAMES)) if not meant(action)] == []


def test_each_action_only_reads():
    operations = {f"{action} {operation}" for action in actions(reads(NAMES)) for operation in meant(action)}
    assert [one for one in sorted(operations) if not one.split()[1].startswith(READING)] == []


@pytest.mark.requirement("C-32")
@pytest.mark.parametrize("data", DATA)
def test_no_data_and_no_secret_value_is_read(data):
    assert [action for action in actions(reads(NAMES)) if fnmatchcase(data, action)] == []


def test_roles_buckets_secrets_and_parameters_are_read_of_the_own_environment_only():
    scoped = {statement.sid: list(statement.resources) for statement in reads(NAMES) if statement.resources != ["*"]}
    assert scoped == {
        "ReadOwnBuckets": ["arn:aws:s3:::macro-ai-prod-*"],
        "ReadRoles": ["arn:aws:iam::123456789012:role/macro-ai-prod-*"],
        "ReadPolicies": ["arn:aws:iam::123456789012:policy/macro-ai-prod-*"],
        "ReadIdentityProvider": ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"],
        "ReadSecretsWithoutValues": [
            "arn:aws:secretsmanager:*:123456789012:secret:macro-ai-prod/*",
            "arn:aws:secretsmanager:*:123456789012:secret:rds!*",
        ],
        "ReadOwnParameters": ["arn:aws:ssm:*:123456789012:parameter/macro-ai/prod/*"],
    }
