"""boto3 clients, and what AWS's refusals mean."""

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
from botocore import exceptions
from botocore.config import Config

from toolchain.errors import UserError

CONNECTION_SECONDS = 10
DECIDING = ("AWS_", "BOTO_", "HOME")
"""How the variables begin that decide which credentials boto3 finds."""
NO_CREDENTIALS = (
    "There are no AWS credentials. Log in (`aws sso login`, `aws configure`), name a profile in AWS_PROFILE, "
    "or add --local to use the AWS on this machine."
)
EXPIRED = "The AWS credentials have expired. Log in again, for example with `aws sso login`."
NOT_VALID = "AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID, or log in again."
CODES = {
    "ExpiredToken": EXPIRED,
    "ExpiredTokenException": EXPIRED,
    "RequestExpired": EXPIRED,
    "InvalidClientTokenId": NOT_VALID,
    "UnrecognizedClientException": NOT_VALID,
    "InvalidAccessKeyId": NOT_VALID,
    "SignatureDoesNotMatch": NOT_VALID,
    "AuthFailure": NOT_VALID,
}


def client(service: str, region: str, environment: Mapping[str, str]) -> Any:
    """A client that finds credentials and endpoint in `environment`, not in this process's own."""
    with in_sentences(), _environment(environment):
        decides = {name: value for name, value in environment.items() if name.startswith(DECIDING)}
        return _session(frozenset(decides.items())).client(
            service, region_name=region, config=Config(connect_timeout=CONNECTION_SECONDS)
        )


@contextmanager
def in_sentences() -> Generator[None]:
    """Errors of AWS and of the way there become UserErrors. Errors a caller expects are caught inside."""
    try:
        yield
    except (exceptions.BotoCoreError, exceptions.ClientError) as error:
        raise UserError(sentence(error)) from error


def sentence(error: Exception) -> str:
    """What a boto3 error means and what to do about it."""
    said = " ".join(str(error).split()).rstrip(".")
    match error:
        case exceptions.ClientError():
            details = error.response.get("Error", {})
            code, message = details.get("Code", "no code"), details.get("Message", "no reason given")
            return CODES.get(code) or f"AWS refused {error.operation_name} ({code}): {message.rstrip('.')}."
        case exceptions.NoCredentialsError():
            return NO_CREDENTIALS
        case exceptions.PartialCredentialsError():
            return f"The AWS credentials are not complete: {error.kwargs['cred_var']} is missing."
        case exceptions.ProfileNotFound():
            return f"There is no AWS profile {error.kwargs['profile']!r}. Correct AWS_PROFILE, or run `aws configure`."
        case exceptions.SSOError() | exceptions.TokenRetrievalError():
            return EXPIRED
        case exceptions.HTTPClientError() | exceptions.ConnectionError():
            return f"AWS cannot be reached: {said}. Check the network, the proxy and AWS_ENDPOINT_URL."
    return f"AWS cannot be used: {said}."


@cache
def _session(environment: frozenset[tuple[str, str]]) -> Any:
    """One for all clients with the same credentials: each session reads the descriptions of AWS's services anew."""
    return boto3.session.Session()


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Generator[None]:
    """boto3 reads os.environ and nothing else; it does so while a client is made."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
