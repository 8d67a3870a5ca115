from __future__ import annotations

import json
from typing import Any

import pytest

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, Client

BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}


def image(version: int) -> str:
    return f"shop/api@sha256:{version:064x}"


def register(ecs: Any, version: int) -> str:
    log = {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/ecs/api", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs"},
    }
    return ecs.register_task_definition(
        family="api",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "api", "image": image(version), "logConfiguration": log}],
    )["taskDefinition"]["taskDefinitionArn"]


def service(ecs: Any, controller: str = "ECS") -> str:
    """Makes one of two tasks and returns its task definition."""
    ecs.create_cluster(clusterName="dev")
    definition = register(ecs, 1)
    settings: dict[str, Any] = {"deploymentConfiguration": BREAKER} if controller == "ECS" else {}
    ecs.create_service(
        cluster="dev",
        serviceName="api",
        taskDefinition=definition,
        desiredCount=2,
        deploymentController={"type": controller},
        **settings,
    )
    return definition


def looked_at(ecs: Any) -> list[tuple[str, str, str]]:
    """Status, task definition and state of each deployment."""
    [found] = ecs.describe_services(cluster="dev", services=["api"])["services"]
    return [(each["status"], each["taskDefinition"], each["rolloutState"]) for each in found["deployments"]]


def set_fate(aws: Client, version: int, **fate: Any) -> None:
    aws("ssm").put_parameter(Name=f"/local-aws/fates/{version:064x}", Value=json.dumps(fate), Type="String")


@pytest.mark.needs("ecs.begin_deployment", "ecs.look_at_deployment")
def test_a_new_version_runs_beside_the_old_one_until_it_is_steady(aws: Client) -> None:
    ecs = aws("ecs")
    old = service(ecs)
    new = register(ecs, 2)
    ecs.update_service(cluster="dev", service="api", taskDefinition=new)
    assert looked_at(ecs) == [("PRIMARY", new, "IN_PROGRESS"), ("ACTIVE", old, "COMPLETED")]
    assert looked_at(ecs) == [("PRIMARY", new, "COMPLETED")]


@pytest.mark.needs("ecs.forget_deployments")
def test_nothing_is_left_of_a_deleted_service(aws: Client, endpoint: str) -> None:
    ecs = aws("ecs")
    service(ecs)
    ecs.list_tasks(cluster="dev", serviceName="api")
    assert "us-east-1 ecs: releases" in pages.ledger(endpoint, ACCOUNT_ID)
    ecs.delete_service(cluster="dev", service="api", force=True)
    assert [place for place in pages.ledger(endpoint, ACCOUNT_ID) if place.startswith("us-east-1 ecs: ")] == []


@pytest.mark.needs("ecs.look_at_deployment")
def test_a_version_that_never_gets_healthy_is_given_up_by_the_circuit_breaker(aws: Client) -> None:
    ecs = aws("ecs")
    old = service(ecs)
    set_fate(aws, 2, service="unhealthy")
    new = register(ecs, 2)
    ecs.update_service(cluster="dev", service="api", taskDefinition=new)
    looks = [looked_at(ecs) for _ in range(4)]
    assert looks[2] == [("PRIMARY", old, "COMPLETED"), ("ACTIVE", new, "FAILED")]
    assert looks[3] == [("PRIMARY", old, "COMPLETED")]


@pytest.mark.needs("ecs.list_tasks_of_service", "ecs.describe_tasks_of_service")
def test_tasks_run_the_digest_of_their_image(aws: Client) -> None:
    ecs = aws("ecs")
    definition = service(ecs)
    arns = ecs.list_tasks(cluster="dev", serviceName="api")["taskArns"]
    tasks = ecs.describe_tasks(cluster="dev", tasks=arns)["tasks"]
    assert [(task["taskDefinitionArn"], task["containers"][0]["imageDigest"]) for task in tasks] == [
        (definition, image(1).partition("@")[2])
    ] * 2


@pytest.mark.needs("ecs.one_off_tasks_meet_their_fate")
def test_a_one_off_task_fails_when_that_is_the_fate_of_its_image(aws: Client) -> None:
    ecs, logs = aws("ecs"), aws("logs")
    ecs.create_cluster(clusterName="dev")
    logs.create_log_group(logGroupName="/ecs/api")
    set_fate(aws, 1, task_exit_code=3, log=["no such table"])
    subnet = aws("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": []}}
    definition = register(ecs, 1)
    [task] = ecs.run_task(cluster="dev", taskDefinition=definition, launchType="FARGATE", networkConfiguration=network)[
        "tasks"
    ]
    for _ in range(6):
        [found] = ecs.describe_tasks(cluster="dev", tasks=[task["taskArn"]])["tasks"]
    assert (found["lastStatus"], found["containers"][0]["exitCode"]) == ("STOPPED", 3)
    stream = f"ecs/api/{task['taskArn'].rpartition('/')[2]}"
    events = logs.get_log_events(logGroupName="/ecs/api", logStreamName=stream)["events"]
    assert [event["message"] for event in events] == ["no such table"]


def deploy(aws: Client, version: int) -> tuple[str, str]:
    """The id of a blue-green deployment, and the task definition it brings."""
    ecs, codedeploy = aws("ecs"), aws("codedeploy")
    codedeploy.create_application(applicationName="api", computePlatform="ECS")
    codedeploy.create_deployment_group(
        applicationName="api",
        deploymentGroupName="api",
        serviceRoleArn="arn:aws:iam::111122223333:role/deploy",
        ecsServices=[{"clusterName": "dev", "serviceName": "api"}],
    )
    definition = register(ecs, version)
    content = json.dumps(
        {"version": 1, "Resources": [{"TargetService": {"Properties": {"TaskDefinition": definition}}}]}
    )
    revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": content}}
    made = codedeploy.create_deployment(applicationName="api", deploymentGroupName="api", revision=revision)
    return made["deploymentId"], definition


def reached(ecs: Any) -> str:
    """The task definition that requests to the service reach."""
    [found] = ecs.describe_services(cluster="dev", services=["api"])["services"]
    return found["taskSets"][0]["taskDefinition"]


@pytest.mark.needs("codedeploy.begin", "codedeploy.look_at_deployments")
def test_codedeploy_moves_the_traffic_to_the_new_version(aws: Client) -> None:
    old = service(aws("ecs"), "CODE_DEPLOY")
    deployment, new = deploy(aws, 2)
    codedeploy = aws("codedeploy")
    statuses = []
    for _ in range(2):
        statuses.append(codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["status"])
        if statuses == ["InProgress"]:
            assert reached(aws("ecs")) == old
    assert (statuses, reached(aws("ecs"))) == (["InProgress", "Succeeded"], new)
    [target] = codedeploy.list_deployment_targets(deploymentId=deployment)["targetIds"]
    [shown] = codedeploy.batch_get_deployment_targets(deploymentId=deployment, targetIds=[target])["deploymentTargets"]
    assert shown["ecsTarget"]["lifecycleEvents"] == [{"lifecycleEventName": "AllowTraffic", "status": "Succeeded"}]


def test_codedeploy_gives_up_a_version_that_never_gets_healthy(aws: Client) -> None:
    old = service(aws("ecs"), "CODE_DEPLOY")
    set_fate(aws, 2, service="unhealthy")
    deployment, _ = deploy(aws, 2)
    for _ in range(3):
        found = aws("codedeploy").get_deployment(deploymentId=deployment)["deploymentInfo"]
    assert (found["status"], found["errorInformation"]["code"], reached(aws("ecs"))) == (
        "Failed",
        "HEALTH_CONSTRAINTS",
        old,
    )
