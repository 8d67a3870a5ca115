import os

import pytest
from botocore import exceptions

from scripts.base.aws_client import EXPIRED, NO_CREDENTIALS, NOT_VALID, client, in_sentences, sentence
from toolchain.errors import UserError


def refused(code: str, message: str = "No.") -> exceptions.ClientError:
    return exceptions.ClientError({"Error": {"Code": code, "Message": message}}, "PutBucketVersioning")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (exceptions.NoCredentialsError(), NO_CREDENTIALS),
        (refused("ExpiredToken"), EXPIRED),
        (refused("ExpiredTokenException"), EXPIRED),
        (refused("InvalidClientTokenId"), NOT_VALID),
        (refused("SignatureDoesNotMatch"), NOT_VALID),
        (
            refused("AccessDenied", "User x may not do this."),
            "AWS refused PutBucketVersioning (AccessDenied): User x may not do this.",
        ),
        (
            exceptions.PartialCredentialsError(provider="env", cred_var="AWS_SECRET_ACCESS_KEY"),
            "The AWS credentials are not complete: AWS_SECRET_ACCESS_KEY is missing.",
        ),
        (
            exceptions.ProfileNotFound(profile="prod"),
            "There is no AWS profile 'prod'. Correct AWS_PROFILE, or run `aws configure`.",
        ),
        (
            exceptions.EndpointConnectionError(endpoint_url="http://127.0.0.1:1/"),
            'AWS cannot be reached: Could not connect to the endpoint URL: "http://127.0.0.1:1/". '
            "Check the network, the proxy and AWS_ENDPOINT_URL.",
        ),
        (exceptions.UnauthorizedSSOTokenError(), EXPIRED),
        (exceptions.ParamValidationError(report="x"), "AWS cannot be used: Parameter validation failed: x."),
    ],
)
def test_an_error_says_what_to_do(error: Exception, expected: str):
    assert sentence(error) == expected


def test_an_endpoint_that_nobody_serves_is_a_sentence():
    environment = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "1",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_MAX_ATTEMPTS": "1",
    }
    with pytest.raises(UserError) as error, in_sentences():
        client("sts", "us-east-1", environment).get_caller_identity()
    assert str(error.value) == (
        'AWS cannot be reached: Could not connect to the endpoint URL: "http://127.0.0.1:9/". '
        "Check the network, the proxy and AWS_ENDPOINT_URL."
    )


def test_a_client_uses_the_given_environment_and_leaves_this_process_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_PROFILE", "does-not-exist")
    before = dict(os.environ)
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "1", "AWS_SECRET_ACCESS_KEY": "x"}
    assert client("s3", "eu-west-1", environment).meta.endpoint_url == "http://127.0.0.1:9"
    assert dict(os.environ) == before


def test_a_profile_that_does_not_exist_is_a_sentence(tmp_path, monkeypatch: pytest.MonkeyPatch):
    environment = {"AWS_PROFILE": "prod", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    with pytest.raises(UserError) as error:
        client("sts", "us-east-1", environment)
    assert str(error.value) == "There is no AWS profile 'prod'. Correct AWS_PROFILE, or run `aws configure`."
