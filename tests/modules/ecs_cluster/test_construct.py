"""What an ECS cluster is made of."""

import pytest

from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_cluster.inputs import EcsClusterInputs
from tests.modules import KEY_ARN, ModuleStack


def cluster(stack: ModuleStack, **inputs) -> EcsCluster:
    return EcsCluster(stack, "cluster", EcsClusterInputs(**inputs), kms_key_arn=KEY_ARN, log_retention_days=30)


@pytest.mark.requirement("C-13")
def test_offers_fargate_and_fargate_spot_and_prefers_fargate(stack: ModuleStack):
    cluster(stack)
    assert stack.block("aws_ecs_cluster_capacity_providers.cluster") == {
        "cluster_name": "${aws_ecs_cluster.cluster.name}",
        "capacity_providers": ["FARGATE", "FARGATE_SPOT"],
        "default_capacity_provider_strategy": [{"capacity_provider": "FARGATE", "weight": 1}],
    }


@pytest.mark.requirement("C-13")
@pytest.mark.parametrize("level", ["enhanced", "enabled", "disabled"])
def test_container_insights_is_what_was_asked_for(stack: ModuleStack, level: str):
    cluster(stack, container_insights=level)
    assert stack.block("aws_ecs_cluster.cluster")["setting"] == [{"name": "containerInsights", "value": level}]


def test_execute_command_sessions_are_encrypted_and_logged(stack: ModuleStack):
    cluster(stack)
    assert stack.block("aws_ecs_cluster.cluster")["configuration"] == {
        "execute_command_configuration": {
            "kms_key_id": KEY_ARN,
            "logging": "OVERRIDE",
            "log_configuration": {
                "cloud_watch_encryption_enabled": True,
                "cloud_watch_log_group_name": "${aws_cloudwatch_log_group.cluster_execute_command.name}",
            },
        }
    }
    assert stack.block("aws_cloudwatch_log_group.cluster_execute_command") == {
        "name": "/ecs/shop-dev/execute-command",
        "retention_in_days": 30,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "cluster"},
    }


@pytest.mark.requirement("C-16")
def test_only_opening_a_session_is_allowed_on_any_resource(stack: ModuleStack):
    statements = cluster(stack).execute_command_statements
    assert {statement.sid: list(statement.resources) for statement in statements} == {
        "OpenSession": ["*"],
        "FindSessionLog": ["arn:aws:logs:us-east-1:123456789012:log-group:*"],
        "WriteSessionLog": ["${aws_cloudwatch_log_group.cluster_execute_command.arn}:*"],
        "DecryptSession": [KEY_ARN],
    }
    assert statements[0].why_any_resource == "ssmmessages has no resource types"


def test_its_name_is_known_before_any_plan(stack: ModuleStack):
    assert cluster(stack).name == "shop-dev"
    assert stack.block("aws_ecs_cluster.cluster")["name"] == "shop-dev"
