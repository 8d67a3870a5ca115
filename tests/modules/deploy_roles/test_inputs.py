"""Which repository may deploy which environment."""

import pytest

from modules.deploy_roles.inputs import DeployEnvironmentInputs, DeployRolesInputs
from tests.modules import messages

REPOSITORY = (
    "a GitHub repository, owner/name, or owner@owner-id/name@repository-id where tokens have immutable subjects"
)


def inputs(**changes):
    environments = {"dev": DeployEnvironmentInputs(), "prod": DeployEnvironmentInputs()}
    return DeployRolesInputs(**{"repository": "example/shop", "environments": environments, **changes})


@pytest.mark.parametrize("repository", ["example/shop", "example/shop.infra_1", "example@123456/shop@456789"])
def test_takes_names_and_names_with_ids(repository):
    assert inputs(repository=repository).repository == repository


@pytest.mark.requirement("C-32")
@pytest.mark.parametrize(
    "repository", ["example/*", "*/shop", "shop", "example@123456/shop", "example/shop@456789", "-a/shop", "a/b:ref"]
)
def test_refuses_anything_that_is_not_one_repository(repository):
    assert messages(lambda: inputs(repository=repository)) == [f'repository must be {REPOSITORY}, got "{repository}"']


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"environments": {}}, "environments must have at least 1 element, got 0"),
        (
            {"repository": "example/shop.git"},
            'repository must not end in .git, which GitHub\'s tokens do not have, got "example/shop.git"',
        ),
        ({"branch": "refs/heads/main"}, 'branch must be the bare name of the branch, got "refs/heads/main"'),
        ({"branch": "origin/main"}, 'branch must be the bare name of the branch, got "origin/main"'),
        (
            {"environments": {"shared": DeployEnvironmentInputs()}},
            "environments.shared is not an environment; who may change the roles may do anything, so an administrator "
            "applies it",
        ),
        (
            {"environments": {"prod": DeployEnvironmentInputs(), "prod-eu": DeployEnvironmentInputs()}},
            "environments.prod-eu begins like prod, so the role of prod could change what belongs to it; rename one",
        ),
        (
            {
                "environments": {
                    "dev": DeployEnvironmentInputs(github_environment="all"),
                    "prod": DeployEnvironmentInputs(github_environment="all"),
                }
            },
            "environments.prod.github_environment must differ from that of dev, whose reviewers would decide about prod "
            'too, got "all"',
        ),
        ({"branch": "release/*"}, 'branch must be a branch name without wildcards, got "release/*"'),
        ({"session_minutes": 30}, "session_minutes must be at least 60, got 30"),
        ({"session_minutes": 721}, "session_minutes must be at most 720, got 721"),
        (
            {"permissions_boundary_arn": "arn:aws:iam::123456789012:role/x"},
            'permissions_boundary_arn must be the ARN of an IAM policy, got "arn:aws:iam::123456789012:role/x"',
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: inputs(**changes)) == [expected]


@pytest.mark.parametrize("name", ["prod:x", "*", ""])
def test_refuses_github_environments_that_would_say_something_else_in_a_subject(name):
    assert messages(lambda: DeployEnvironmentInputs(github_environment=name)) == [
        "github_environment must be a GitHub environment name of letters, digits, dots, underscores and dashes, "
        f'got "{name}"'
    ]
