"""What a repository may be called and keep."""

import pytest
from pydantic import TypeAdapter

from modules.container_registry.inputs import RegistryInputs, RepositoryInputs, RepositoryName
from tests.modules import messages


def test_keeps_thirty_releases_and_scans_without_charge_by_default():
    assert (RepositoryInputs().keep_releases, RepositoryInputs().untagged_days) == (30, 7)
    assert (RegistryInputs().scanning, RegistryInputs().replica_region) == ("basic", None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"keep_releases": 1}, "keep_releases must be at least 2, got 1"),
        ({"keep_releases": 1001}, "keep_releases must be at most 1000, got 1001"),
        ({"untagged_days": 0}, "untagged_days must be at least 1, got 0"),
        (
            {"pull_account_ids": ("12345",)},
            'pull_account_ids[0] must be an AWS account id of twelve digits, got "12345"',
        ),
    ],
)
def test_repository_refuses(changes, expected):
    assert messages(lambda: RepositoryInputs(**changes)) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"scanning": "advanced"}, 'scanning must be one of "basic", "enhanced", got "advanced"'),
        ({"replica_region": "us-west"}, 'replica_region must be an AWS region such as us-east-1, got "us-west"'),
    ],
)
def test_registry_refuses(changes, expected):
    assert messages(lambda: RegistryInputs(**changes)) == [expected]


@pytest.mark.parametrize("name", ["migrate-backend", "shop/api", "a1"])
def test_takes_names_that_ecr_takes(name):
    assert TypeAdapter(RepositoryName).validate_python(name) == name


@pytest.mark.parametrize("name", ["Shop-api", "1shop", "shop--api", "shop/", "a", "a" * 257, "shop_api"])
def test_refuses_other_names(name):
    with pytest.raises(ValueError, match="must be an ECR repository name of 2 to 256 lower case letters"):
        TypeAdapter(RepositoryName).validate_python(name)
