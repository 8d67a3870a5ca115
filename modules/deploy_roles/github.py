"""GitHub as an identity provider: which job's token may become which role."""

from collections.abc import Sequence
from typing import Any

from modules.base.context import Context
from resources import json_text

HOST = "token.actions.githubusercontent.com"
URL = f"https://{HOST}"
AUDIENCE = "sts.amazonaws.com"


def provider_arn(context: Context) -> str:
    """The ARN of GitHub's identity provider in an account: there can be only one, so it is known before it exists."""
    return context.global_arn("iam", f"oidc-provider/{HOST}")


def trust(provider: str, repository: str, jobs: Sequence[str]) -> str:
    """The trust policy for jobs of `repository`, as the end of their tokens' subject: "environment:prod".

    https://docs.github.com/actions/reference/openid-connect-reference: a job that names an environment has that and
    not its branch in the subject. Subjects are compared whole; a wildcard would let in any branch or environment.
    """
    statement: dict[str, Any] = {
        "Sid": "JobsOfGithubActions",
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {
                f"{HOST}:aud": AUDIENCE,
                f"{HOST}:sub": [f"repo:{repository}:{job}" for job in jobs],
            }
        },
    }
    return json_text({"Version": "2012-10-17", "Statement": [statement]})
