"""A database and a cache in AWS that take the place of others outside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from settings.target import Target
from stacks.synth import synthesise

TARGET = Target.parse("macro-ai/dev")
PREVIOUS = """
previous_database = { provider = "Neon", port = 6543 }
previous_cache    = { provider = "Upstash", port = 6380 }
tasks             = { copy = { from_service = "api", command = ["x"], connects_to = ["previous_database", "database"] } }
"""


@pytest.fixture
def root(repository: Path) -> dict[str, Any]:
    file = repository / TARGET.tfvars_path
    file.write_text(f"{file.read_text()}{PREVIOUS}")
    [made] = synthesise([TARGET], repository)
    return json.loads(made.root_file.read_text())["resource"]


def given_secrets(root: dict[str, Any], task: str) -> set[str]:
    [container, *_] = json.loads(root["aws_ecs_task_definition"][f"{task}_task"]["container_definitions"])
    return {secret["name"] for secret in container["secrets"]}


def readable_secrets(root: dict[str, Any], task: str) -> set[str]:
    policy = json.loads(root["aws_iam_role_policy"][f"{task}_task_execution"]["policy"])
    [statement] = [one for one in policy["Statement"] if one["Sid"] == "ReadSecrets"]
    return {arn.removeprefix("${aws_secretsmanager_secret.").removesuffix(".arn}") for arn in statement["Resource"]}


@pytest.mark.requirement("P-04")
def test_their_secrets_are_where_they_were_when_nothing_had_taken_their_place(root: dict[str, Any]):
    secrets = root["aws_secretsmanager_secret"]
    assert {name: secrets[name]["name"] for name in ("database_url", "cache_url")} == {
        "database_url": "macro-ai-dev/DATABASE_URL",
        "cache_url": "macro-ai-dev/REDIS_URL",
    }
    assert [secrets[name]["tags"]["component"] for name in ("database_url", "cache_url")] == ["database", "cache"]


@pytest.mark.requirement("P-04")
def test_tasks_of_the_version_before_still_start_and_reach_them(root: dict[str, Any]):
    assert {"database_url", "cache_url"} <= readable_secrets(root, "api")
    assert {"api_to_internet_6543", "api_to_internet_6380"} <= set(root["aws_vpc_security_group_egress_rule"])


@pytest.mark.requirement("P-04")
def test_tasks_of_the_next_version_are_not_told_of_them(root: dict[str, Any]):
    assert {"DATABASE_URL", "REDIS_URL"} & given_secrets(root, "api") == set()


@pytest.mark.requirement("P-04")
def test_a_task_that_connects_to_both_can_copy_the_data(root: dict[str, Any]):
    assert {"DATABASE_URL", "DATABASE_PASSWORD"} <= given_secrets(root, "copy")
    assert "cache_url" not in readable_secrets(root, "copy")
    assert {"copy_to_internet_6543", "copy_to_database"} <= set(root["aws_vpc_security_group_egress_rule"])


def test_without_the_sections_there_is_nothing_of_them(repository: Path):
    [made] = synthesise([TARGET], repository)
    assert "database_url" not in json.loads(made.root_file.read_text())["resource"]["aws_secretsmanager_secret"]
