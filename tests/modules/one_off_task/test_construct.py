"""A one-off task: what it is made of, and how it is run."""

import json
from types import SimpleNamespace

import pytest

from modules.base.network_endpoint import NetworkEndpoint
from modules.ecs_cluster.construct import EcsCluster
from modules.ecs_cluster.inputs import EcsClusterInputs
from modules.ecs_task.access import TaskAccess
from modules.ecs_task.inputs import EcsTaskInputs
from modules.one_off_task.construct import OneOffTask
from modules.one_off_task.inputs import OneOffTaskInputs
from tests.modules import KEY_ARN

DATABASE = NetworkEndpoint(name="database", security_group_id="sg-database", port=5432)
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32
SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-dev/DATABASE_PASSWORD-x1Y2z3"


def make(stack, *, has_public_ip=False, connects_to=(DATABASE,), internet_ports=(), **changes):
    stack.collection.variable("api_image", type="string", default=IMAGE, description="Image of api")
    return OneOffTask(
        stack,
        "migrate",
        OneOffTaskInputs(**{"from_service": "api", "command": ("alembic", "upgrade", "head"), **changes}),
        service=EcsTaskInputs(image=IMAGE, cpu_units=1024, memory_mib=2048, cpu_architecture="ARM64"),
        cluster=EcsCluster(stack, "cluster", EcsClusterInputs(), kms_key_arn=KEY_ARN, log_retention_days=7),
        network=SimpleNamespace(
            vpc_id="vpc-1",
            task_subnet_ids=("subnet-1", "subnet-2"),
            tasks_have_public_ip=has_public_ip,
            has_internet_egress=True,
            s3_prefix_list_id="pl-s3",
            aws_services=None,
        ),
        access=TaskAccess(
            environment={"DATABASE_HOST": "db"},
            secrets={"DATABASE_PASSWORD": f"{SECRET_ARN}:password::"},
            secret_arns=[SECRET_ARN],
        ),
        kms_key_arn=KEY_ARN,
        log_retention_days=7,
        keep_logs=True,
        connects_to=connects_to,
        internet_ports=internet_ports,
    )


def request(stack):
    return json.loads(stack.block("aws_ssm_parameter.migrate")["insecure_value"])


@pytest.mark.requirement("C-36", "G-04", "A-09")
def test_it_runs_another_command_in_the_image_of_the_service(stack):
    make(stack)
    definition = stack.block("aws_ecs_task_definition.migrate_task")
    assert (definition["family"], definition["cpu"], definition["memory"]) == ("shop-dev-migrate", "256", "512")
    assert definition["runtime_platform"]["cpu_architecture"] == "ARM64"
    [container] = json.loads(definition["container_definitions"])
    assert container["image"] == "${var.api_image}"
    assert container["command"] == ["alembic", "upgrade", "head"]
    assert container["environment"] == [{"name": "DATABASE_HOST", "value": "db"}]
    assert [secret["name"] for secret in container["secrets"]] == ["DATABASE_PASSWORD"]
    assert "portMappings" not in container


@pytest.mark.requirement("C-36")
def test_a_release_finds_the_whole_request_in_one_parameter(stack):
    task = make(stack)
    parameter = stack.block("aws_ssm_parameter.migrate")
    assert parameter["name"] == "/shop/dev/tasks/migrate"
    assert request(stack) == {
        "cluster": "${aws_ecs_cluster.cluster.arn}",
        "taskDefinition": "${aws_ecs_task_definition.migrate_task.arn}",
        "count": 1,
        "launchType": "FARGATE",
        "platformVersion": "LATEST",
        "networkConfiguration": {
            "awsvpcConfiguration": {
                "subnets": ["subnet-1", "subnet-2"],
                "securityGroups": ["${aws_security_group.migrate.id}"],
                "assignPublicIp": "DISABLED",
            }
        },
        "enableECSManagedTags": True,
        "propagateTags": "TASK_DEFINITION",
    }
    assert task.parameter_name == "${aws_ssm_parameter.migrate.name}"
    assert stack.root()["output"]["migrate_run"]["value"] == "${aws_ssm_parameter.migrate.name}"


def test_in_public_subnets_it_has_a_public_address(stack):
    make(stack, has_public_ip=True)
    assert request(stack)["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] == "ENABLED"


@pytest.mark.parametrize("runs", ["before_deployment", "by_hand"])
def test_tags_say_when_it_runs_and_how_long_at_most(stack, runs):
    make(stack, runs=runs, timeout_seconds=600)
    assert stack.block("aws_ssm_parameter.migrate")["tags"] == {
        "component": "migrate",
        "runs": runs,
        "timeout-seconds": "600",
    }


@pytest.mark.requirement("C-10")
def test_it_reaches_the_database_and_nothing_reaches_it(stack):
    make(stack)
    assert stack.block("aws_vpc_security_group_egress_rule.migrate_to_database")["from_port"] == 5432
    (rule,) = stack.blocks("aws_vpc_security_group_ingress_rule").values()
    assert (rule["security_group_id"], rule["referenced_security_group_id"]) == (
        "sg-database",
        "${aws_security_group.migrate.id}",
    )


def test_it_reaches_a_database_outside_aws(stack):
    make(stack, connects_to=(), internet_ports=(5432,))
    assert sorted(stack.blocks("aws_vpc_security_group_egress_rule")) == [
        "migrate_to_internet_443",
        "migrate_to_internet_5432",
    ]


@pytest.mark.requirement("C-16")
def test_its_roles_are_its_own(stack):
    task = make(stack)
    statements = json.loads(stack.block("aws_iam_role_policy.migrate_task_execution")["policy"])["Statement"]
    read = next(statement for statement in statements if statement["Sid"] == "ReadSecrets")
    assert read["Resource"] == [SECRET_ARN]
    assert task.task_role_arn == "${aws_iam_role.migrate_task_task.arn}"
    assert task.execution_role_arn == "${aws_iam_role.migrate_task_execution.arn}"


def test_its_log_stays_where_logs_are_kept(stack):
    task = make(stack)
    group = stack.block("aws_cloudwatch_log_group.migrate_task")
    assert (group["name"], group["skip_destroy"]) == ("/ecs/shop-dev-migrate", True)
    assert task.log_group_name == "${aws_cloudwatch_log_group.migrate_task.name}"
