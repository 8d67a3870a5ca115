"""What a release takes for granted, as it looks nothing up: that things have the names it knows, and that it may."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

import pytest
from botocore.session import get_session

from release.facts import CONTROLLERS, Facts, facts
from settings.load import load_environment
from settings.target import Target
from tests.plans import REPOSITORY
from tests.plans.created_by import ACCOUNT, REGION
from tests.plans.plan import json_document
from tests.plans.test_deploy_roles import ENVIRONMENTS, apply_statements

Roots = Mapping[str, Mapping[str, Any]]

# What a release calls of AWS: operation -> the ARN it is about, where IAM knows one. {name} is macro-ai-dev.
CALLS = {
    "codedeploy:BatchGetDeploymentTargets": None,
    "codedeploy:CreateDeployment": "codedeploy:{region}:{account}:deploymentgroup:{name}-api/{name}-api",
    "codedeploy:GetDeployment": None,
    "codedeploy:ListDeploymentTargets": None,
    "codedeploy:StopDeployment": None,
    "ecr:DescribeImageScanFindings": None,
    "ecr:DescribeImages": None,
    "ecs:DescribeServices": None,
    "ecs:DescribeTaskDefinition": None,
    "ecs:DescribeTasks": None,
    "ecs:ListTasks": None,
    "ecs:RegisterTaskDefinition": "ecs:{region}:{account}:task-definition/{name}-api:2",
    "ecs:RunTask": "ecs:{region}:{account}:task-definition/{name}-migrate:2",
    "ecs:StopTask": "ecs:{region}:{account}:task/{name}/0123456789abcdef",
    "ecs:UpdateService": "ecs:{region}:{account}:service/{name}/{name}-api",
    "logs:GetLogEvents": "logs:{region}:{account}:log-group:/ecs/{name}-migrate:log-stream:migrate/migrate/0123",
    "rds:CreateDBClusterSnapshot": "rds:{region}:{account}:cluster-snapshot:{name}-database-release-3",
    "rds:CreateDBSnapshot": "rds:{region}:{account}:snapshot:{name}-database-release-3",
    "rds:DescribeDBClusterSnapshots": None,
    "rds:DescribeDBSnapshots": None,
    "ssm:DeleteParameter": "ssm:{region}:{account}:parameter{path}release/lock",
    "ssm:GetParameter": "ssm:{region}:{account}:parameter{path}tasks/migrate",
    "ssm:GetParameterHistory": "ssm:{region}:{account}:parameter{path}release/record",
    "ssm:PutParameter": "ssm:{region}:{account}:parameter{path}release/record",
}
BUILDING = ("ecr:GetAuthorizationToken",)
"""What `stackwright build` calls, for which there is the role that pushes."""


def known(target_id: str) -> Facts:
    target = Target.parse(target_id)
    return facts(target, load_environment(target, REPOSITORY).settings)


@pytest.mark.parametrize("target_id", ENVIRONMENTS)
@pytest.mark.requirement("C-20", "G-05")
def test_services_and_their_deployments_have_the_names_that_a_release_knows(roots: Roots, target_id: str):
    resources, release = roots[target_id]["resource"], known(target_id)
    assert resources["aws_ecs_cluster"]["cluster"]["name"] == release.cluster
    for name, service in release.services.items():
        local_name = name.replace("-", "_")
        planned = resources["aws_ecs_service"][local_name]
        assert (planned["name"], planned["deployment_controller"]["type"]) == (
            service.ecs_name,
            CONTROLLERS[service.strategy],
        )
        task = resources["aws_ecs_task_definition"][f"{local_name}_task"]
        [container, *_] = json_document(task["container_definitions"])
        assert (task["family"], container["name"]) == (service.ecs_name, service.container)
        if service.strategy != "rolling":
            group = resources["aws_codedeploy_deployment_group"][f"{local_name}_codedeploy"]
            application = resources["aws_codedeploy_app"][f"{local_name}_codedeploy"]
            assert (application["name"], group["deployment_group_name"]) == (service.ecs_name, service.ecs_name)


@pytest.mark.parametrize("target_id", ENVIRONMENTS)
@pytest.mark.requirement("G-04")
def test_tasks_that_a_release_runs_have_a_request_at_the_parameter_it_reads(roots: Roots, target_id: str):
    resources, release = roots[target_id]["resource"], known(target_id)
    for task in release.tasks:
        parameter = resources["aws_ssm_parameter"][task.name.replace("-", "_")]
        assert (parameter["name"], parameter["tags"]["runs"]) == (task.parameter, "before_deployment")
        request = json_document(parameter["insecure_value"])
        assert {"cluster", "taskDefinition", "launchType", "networkConfiguration"} <= set(request)


@pytest.mark.requirement("G-04")
def test_migrations_are_run_before_the_data_they_make_room_for(roots: Roots):
    for target_id in ("migrateai/staging", "migrateai/production"):
        assert [task.name for task in known(target_id).tasks] == ["migrate", "seed"]


@pytest.mark.requirement("E-09")
def test_the_snapshot_before_a_release_is_of_the_database_there_is(roots: Roots):
    database = known("eloquent/prod").database
    assert database is not None
    cluster = roots["eloquent/prod"]["resource"]["aws_rds_cluster"]["database"]
    assert (database.is_cluster, database.identifier) == (True, cluster["cluster_identifier"])


@pytest.mark.requirement("C-32")
@pytest.mark.parametrize("target_id", ENVIRONMENTS)
def test_the_role_that_applies_may_release(roots: Roots, target_id: str):
    deployment = load_environment(Target.parse(target_id), REPOSITORY).deployment
    statements = apply_statements(roots, deployment)
    place = {"region": REGION, "account": ACCOUNT, "name": deployment.name, "path": deployment.parameter_path}
    refused = []
    for action, template in CALLS.items():
        arn = "*" if template is None else f"arn:aws:{template.format(**place)}"
        allowed = any(
            any(fnmatchcase(action, pattern) for pattern in statement["Action"])
            and any(fnmatchcase(arn, resource) for resource in statement["Resource"])
            for statement in statements
        )
        if not allowed:
            refused.append(f"{action} on {arn}")
    assert refused == []


def test_every_call_of_a_release_is_in_the_list():
    session = get_session()
    called = set()
    for file in (REPOSITORY / "release").glob("*.py"):
        text = file.read_text()
        found = re.findall(r"\b_?(codedeploy|ecr|ecs|logs|rds|ssm)\.([a-z]+(?:_[a-z]+)+)\(", text)
        found += re.findall(r"\b_?(codedeploy|ecr|ecs|logs|rds|ssm)\.get_paginator\(\s*\"([a-z_]+)\"", text)
        for service, method in found:
            if method == "get_paginator":
                continue
            operations = session.get_service_model(service).operation_names
            [operation] = [name for name in operations if name.lower() == method.replace("_", "")]
            called.add(f"{service}:{operation}")
    assert sorted(called) == sorted({*CALLS, *BUILDING})
