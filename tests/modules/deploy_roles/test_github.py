"""Which job's token becomes which role."""

import json

import pytest

from modules.deploy_roles.github import provider_arn, trust
from tests.modules import CONTEXT

PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"


def test_the_provider_of_an_account_is_known_without_asking():
    assert provider_arn(CONTEXT) == PROVIDER


@pytest.mark.requirement("C-32")
def test_audience_and_whole_subject_are_compared():
    assert json.loads(trust(PROVIDER, "example/shop", ["pull_request", "ref:refs/heads/main"])) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "JobsOfGithubActions",
                "Effect": "Allow",
                "Principal": {"Federated": PROVIDER},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {
                    "StringEquals": {
                        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                        "token.actions.githubusercontent.com:sub": [
                            "repo:example/shop:pull_request",
                            "repo:example/shop:ref:refs/heads/main",
                        ],
                    }
                },
            }
        ],
    }
