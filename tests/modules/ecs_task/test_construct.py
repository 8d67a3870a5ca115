"""What a task is made of."""

import json
from typing import Any

import pytest

from modules.base.iam import Statement
from modules.ecs_task.access import Sidecar, TaskAccess
from modules.ecs_task.construct import EcsTask
from modules.ecs_task.inputs import EcsTaskInputs
from tests.modules import KEY_ARN, ModuleStack

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32
SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-dev/API_KEY-x1Y2z3"
SIDECAR = Sidecar(name="daemon", image="public.ecr.aws/x/daemon:1", cpu_units=32, memory_mib=48, ports=[(2000, "udp")])
EXEC = Statement(sid="OpenSession", actions=["ssmmessages:OpenDataChannel"], resources=["*"], why_any_resource="none")


def task(
    stack: ModuleStack, *, access: TaskAccess | None = None, keep_logs: bool = False, port=None, **inputs
) -> EcsTask:
    return EcsTask(
        stack,
        "api",
        EcsTaskInputs(**{"image": IMAGE, "cpu_units": 512, "memory_mib": 1024, **inputs}),
        access=access or TaskAccess(),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
        keep_logs=keep_logs,
        port=port,
        execute_command_statements=[EXEC],
    )


def containers(stack: ModuleStack) -> list[dict[str, Any]]:
    return json.loads(stack.block("aws_ecs_task_definition.api")["container_definitions"])


def statements(stack: ModuleStack, role: str) -> dict[str, dict[str, Any]]:
    document = json.loads(stack.block(f"aws_iam_role_policy.api_{role}")["policy"])
    return {statement.pop("Sid"): statement for statement in document["Statement"]}


@pytest.mark.requirement("C-14")
def test_runs_on_fargate_with_the_size_and_processor_asked_for(stack: ModuleStack):
    task(stack, cpu_architecture="ARM64", ephemeral_storage_gib=40)
    definition = stack.block("aws_ecs_task_definition.api")
    assert {
        name: definition[name] for name in ("family", "requires_compatibilities", "network_mode", "cpu", "memory")
    } == {
        "family": "shop-dev-api",
        "requires_compatibilities": ["FARGATE"],
        "network_mode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
    }
    assert definition["runtime_platform"] == {"operating_system_family": "LINUX", "cpu_architecture": "ARM64"}
    assert definition["ephemeral_storage"] == {"size_in_gib": 40}


@pytest.mark.requirement("C-14")
def test_its_container_is_locked_down(stack: ModuleStack):
    task(stack, port=3040, command=("node", "server.js"), container={"stop_timeout_seconds": 90})
    assert containers(stack) == [
        {
            "name": "api",
            "image": "${var.api_image}",
            "essential": True,
            "cpu": 512,
            "memory": 1024,
            "command": ["node", "server.js"],
            "portMappings": [{"containerPort": 3040, "hostPort": 3040, "protocol": "tcp"}],
            "environment": [{"name": "PORT", "value": "3040"}],
            "secrets": [],
            "user": "1000:1000",
            "readonlyRootFilesystem": True,
            "linuxParameters": {
                "initProcessEnabled": True,
                "capabilities": {"drop": ["ALL"]},
                "tmpfs": [{"containerPath": "/tmp", "size": 64, "mountOptions": ["nosuid", "nodev"]}],
            },
            "stopTimeout": 90,
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "${aws_cloudwatch_log_group.api.name}",
                    "awslogs-region": "us-east-1",
                    "awslogs-stream-prefix": "ecs",
                },
            },
        }
    ]


def test_a_writable_root_file_system_needs_no_tmpfs(stack: ModuleStack):
    task(stack, container={"read_only_root_filesystem": False})
    [container] = containers(stack)
    assert container["readonlyRootFilesystem"] is False
    assert "tmpfs" not in container["linuxParameters"]
    assert "portMappings" not in container


def test_a_container_health_check_is_written_whole(stack: ModuleStack):
    task(stack, container={"health_check": {"command": "curl -f localhost/health"}})
    assert containers(stack)[0]["healthCheck"] == {
        "command": ["CMD-SHELL", "curl -f localhost/health"],
        "interval": 30,
        "timeout": 5,
        "retries": 3,
        "startPeriod": 60,
    }


@pytest.mark.requirement("C-15")
def test_the_image_is_a_variable_that_a_release_sets(stack: ModuleStack):
    task(stack)
    assert stack.root()["variable"] == {
        "api_image": {
            "type": "string",
            "default": IMAGE,
            "description": "Image of api, by digest, from the repository it always comes from",
        }
    }


def test_the_variable_of_a_name_with_dashes_has_underscores(stack: ModuleStack):
    EcsTask(
        stack,
        "chat-api",
        EcsTaskInputs(image=IMAGE, cpu_units=256, memory_mib=512),
        access=TaskAccess(),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
        keep_logs=False,
    )
    assert list(stack.root()["variable"]) == ["chat_api_image"]
    assert stack.block("aws_ecs_task_definition.chat_api")["family"] == "shop-dev-chat-api"


@pytest.mark.requirement("C-36")
def test_a_task_may_always_have_the_image_of_a_service(stack: ModuleStack):
    stack.collection.variable("chat_api_image", type="string", default=IMAGE, description="Image of chat-api")
    EcsTask(
        stack,
        "migrate",
        EcsTaskInputs(image=IMAGE, cpu_units=256, memory_mib=512),
        access=TaskAccess(),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
        keep_logs=False,
        image_of="chat-api",
    )
    [container] = json.loads(stack.block("aws_ecs_task_definition.migrate")["container_definitions"])
    assert container["image"] == "${var.chat_api_image}"
    assert list(stack.root()["variable"]) == ["chat_api_image"]


def test_earlier_revisions_stay_for_a_rollback(stack: ModuleStack):
    task(stack)
    assert stack.block("aws_ecs_task_definition.api")["skip_destroy"] is True


def test_plain_variables_are_those_of_what_it_uses_and_its_own_which_win(stack: ModuleStack):
    access = TaskAccess(environment={"DATABASE_HOST": "db", "LOG_LEVEL": "info"}, secrets={"API_KEY": SECRET_ARN})
    task(stack, access=access, environment={"LOG_LEVEL": "debug"})
    [container] = containers(stack)
    assert container["environment"] == [
        {"name": "DATABASE_HOST", "value": "db"},
        {"name": "LOG_LEVEL", "value": "debug"},
    ]
    assert container["secrets"] == [{"name": "API_KEY", "valueFrom": SECRET_ARN}]


def test_a_name_that_is_plain_and_secret_is_refused(stack: ModuleStack):
    access = TaskAccess(secrets={"API_KEY": SECRET_ARN, "B": SECRET_ARN}, environment={"B": "1"})
    with pytest.raises(ValueError, match=r"^API_KEY, B: an environment variable cannot be both plain and a secret$"):
        task(stack, access=access, environment={"API_KEY": "1"})


@pytest.mark.requirement("C-28")
def test_a_sidecar_takes_its_part_of_the_task_and_may_fail(stack: ModuleStack):
    task(stack, access=TaskAccess(sidecars=[SIDECAR]))
    own, sidecar = containers(stack)
    assert (own["cpu"], own["memory"]) == (480, 976)
    assert sidecar == {
        "name": "daemon",
        "image": "public.ecr.aws/x/daemon:1",
        "essential": False,
        "cpu": 32,
        "memory": 48,
        "portMappings": [{"containerPort": 2000, "hostPort": 2000, "protocol": "udp"}],
        "environment": [],
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
        "logConfiguration": own["logConfiguration"],
    }


def test_sidecars_that_do_not_fit_are_refused(stack: ModuleStack):
    large = Sidecar(name="large", image="x:1", cpu_units=300, memory_mib=600, ports=[])
    expected = (
        "cpu_units must be at least 600: the sidecars beside the container take 300 CPU units, got 512; "
        "memory_mib must be at least 1200: the sidecars beside the container take 600 MiB, got 1024"
    )
    with pytest.raises(ValueError, match=f"^{expected}$"):
        task(stack, access=TaskAccess(sidecars=[large]))


@pytest.mark.requirement("C-16")
def test_the_execution_role_pulls_one_repository_and_writes_one_log(stack: ModuleStack):
    task(stack)
    assert statements(stack, "execution") == {
        "WriteLog": {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": ["${aws_cloudwatch_log_group.api.arn}:*"],
        },
        "PullImage": {
            "Effect": "Allow",
            "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            "Resource": ["arn:aws:ecr:us-east-1:123456789012:repository/shop-api"],
        },
        "LogInToRegistry": {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": ["*"]},
    }


def test_an_image_of_another_registry_needs_no_ecr_permission(stack: ModuleStack):
    task(stack, image="nginx:1.27.3")
    assert list(statements(stack, "execution")) == ["WriteLog"]


@pytest.mark.requirement("C-16")
def test_the_execution_role_reads_exactly_the_secrets_given(stack: ModuleStack):
    parameter_arn = "arn:aws:ssm:us-east-1:123456789012:parameter/shop/dev/MODEL"
    task(stack, image="nginx:1.27.3", access=TaskAccess(secret_arns=[SECRET_ARN], parameter_arns=[parameter_arn]))
    found = statements(stack, "execution")
    del found["WriteLog"]
    assert found == {
        "ReadSecrets": {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": [SECRET_ARN]},
        "DecryptSecrets": {
            "Effect": "Allow",
            "Action": ["kms:Decrypt"],
            "Resource": [KEY_ARN],
            "Condition": {"StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}},
        },
        "ReadParameters": {"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": [parameter_arn]},
    }


@pytest.mark.requirement("C-16")
def test_the_task_role_has_what_was_given_and_nothing_else(stack: ModuleStack):
    bucket = Statement(sid="KeepReport", actions=["s3:PutObject"], resources=["arn:aws:s3:::reports/*"])
    task(stack, access=TaskAccess(statements=[bucket]))
    assert list(statements(stack, "task")) == ["KeepReport"]


def test_a_task_that_calls_nothing_has_a_role_without_permissions(stack: ModuleStack):
    task(stack)
    assert list(stack.blocks("aws_iam_role_policy")) == ["api_execution"]
    assert list(stack.blocks("aws_iam_role")) == ["api_execution", "api_task"]


def test_execute_command_adds_the_clusters_permissions(stack: ModuleStack):
    task(stack, execute_command=True, container={"read_only_root_filesystem": False})
    assert list(statements(stack, "task")) == ["OpenSession"]


@pytest.mark.requirement("C-16")
@pytest.mark.parametrize("role", ["execution", "task"])
def test_only_tasks_of_this_account_assume_its_roles(stack: ModuleStack, role: str):
    task(stack)
    block = stack.block(f"aws_iam_role.api_{role}")
    assert block["name"] == f"shop-dev-api-{role}"
    assert json.loads(block["assume_role_policy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "123456789012"},
                "ArnLike": {"aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*"},
            },
        }
    ]


def test_a_task_starts_only_after_its_permissions(stack: ModuleStack):
    bucket = Statement(sid="KeepReport", actions=["s3:PutObject"], resources=["arn:aws:s3:::reports/*"])
    task(stack, access=TaskAccess(statements=[bucket]))
    assert stack.block("aws_ecs_task_definition.api")["depends_on"] == [
        "aws_iam_role_policy.api_execution",
        "aws_iam_role_policy.api_task",
    ]


@pytest.mark.requirement("M-12")
@pytest.mark.parametrize("keep_logs", [True, False])
def test_its_log_group_is_encrypted_and_kept_where_asked(stack: ModuleStack, keep_logs: bool):
    task(stack, keep_logs=keep_logs)
    assert stack.block("aws_cloudwatch_log_group.api") == {
        "name": "/ecs/shop-dev-api",
        "retention_in_days": 7,
        "kms_key_id": KEY_ARN,
        "skip_destroy": keep_logs,
        "tags": {"component": "api"},
    }
