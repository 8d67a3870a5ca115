from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import ACCOUNT_ID, Client

TASK = {
    "family": "api",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "api", "image": "api@sha256:1"}],
}


def create_service(ecs: Any, **settings: Any) -> Any:
    ecs.create_cluster(clusterName="dev")
    ecs.register_task_definition(**TASK)
    ecs.create_service(cluster="dev", serviceName="api", taskDefinition="api", desiredCount=3, **settings)
    return ecs.describe_services(cluster="dev", services=["api"])["services"][0]


def test_a_service_runs_as_many_tasks_as_desired_and_is_steady(aws: Client) -> None:
    service = create_service(aws("ecs"), launchType="FARGATE")
    assert (service["desiredCount"], service["runningCount"], service["pendingCount"]) == (3, 3, 0)
    assert [deployment["rolloutState"] for deployment in service["deployments"]] == ["COMPLETED"]


def test_the_waiter_of_a_changed_service_ends(aws: Client) -> None:
    ecs = aws("ecs")
    create_service(ecs, launchType="FARGATE")
    ecs.update_service(cluster="dev", service="api", desiredCount=5)
    ecs.get_waiter("services_stable").wait(cluster="dev", services=["api"], WaiterConfig={"Delay": 0, "MaxAttempts": 1})


@pytest.mark.needs("ecs.complete_services", "ecs.keep_settings")
def test_a_service_keeps_every_setting(aws: Client) -> None:
    strategy = [{"capacityProvider": "FARGATE_SPOT", "weight": 4, "base": 0}]
    breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}, "maximumPercent": 200}
    service = create_service(
        aws("ecs"),
        capacityProviderStrategy=strategy,
        deploymentConfiguration=breaker,
        healthCheckGracePeriodSeconds=60,
        enableExecuteCommand=True,
        enableECSManagedTags=True,
        propagateTags="SERVICE",
    )
    assert service["capacityProviderStrategy"] == strategy
    assert service["deploymentConfiguration"] == breaker
    assert service["healthCheckGracePeriodSeconds"] == 60
    assert service["enableExecuteCommand"] is True
    assert service["enableECSManagedTags"] is True
    assert service["propagateTags"] == "SERVICE"
    assert service["availabilityZoneRebalancing"] == "ENABLED"
    assert "launchType" not in service


@pytest.mark.needs("ecs.refuse_what_is_codedeploys")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            {"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}},
            "Unable to update network parameters",
        ),
        ({"taskDefinition": "api"}, "Unable to update task definition"),
        ({"loadBalancers": [{"containerName": "api"}]}, "Unable to update load balancers"),
        ({"platformVersion": "1.4.0"}, "Unable to update platform version"),
        ({"forceNewDeployment": True}, "Cannot force a new deployment"),
    ],
)
def test_what_codedeploy_deploys_is_changed_by_it_alone(aws: Client, change: dict[str, Any], refusal: str) -> None:
    ecs = aws("ecs")
    create_service(ecs, deploymentController={"type": "CODE_DEPLOY"})
    with pytest.raises(ClientError) as refused:
        ecs.update_service(cluster="dev", service="api", **change)
    assert refused.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": f"{refusal} on services with a CODE_DEPLOY deployment controller. "
        "Use AWS CodeDeploy to trigger a new deployment.",
    }
    ecs.update_service(cluster="dev", service="api", desiredCount=4, healthCheckGracePeriodSeconds=90)
    assert ecs.describe_services(cluster="dev", services=["api"])["services"][0]["desiredCount"] == 4


def test_what_ecs_deploys_may_change(aws: Client) -> None:
    ecs = aws("ecs")
    create_service(ecs)
    ecs.update_service(cluster="dev", service="api", taskDefinition="api", forceNewDeployment=True)


@pytest.mark.needs("ecs.containers_need_no_memory")
def test_a_one_off_task_runs_and_then_stops_with_exit_code_0(aws: Client) -> None:
    ecs = aws("ecs")
    subnet = aws("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": []}}
    ecs.create_cluster(clusterName="dev")
    ecs.register_task_definition(**TASK)
    started = ecs.run_task(cluster="dev", taskDefinition="api", launchType="FARGATE", networkConfiguration=network)[
        "tasks"
    ][0]
    assert started["lastStatus"] == "RUNNING"
    arn = started["taskArn"]
    ecs.get_waiter("tasks_stopped").wait(cluster="dev", tasks=[arn], WaiterConfig={"Delay": 0, "MaxAttempts": 5})
    task = ecs.describe_tasks(cluster="dev", tasks=[arn])["tasks"][0]
    assert [(container["name"], container["exitCode"]) for container in task["containers"]] == [("api", 0)]


@pytest.mark.needs("ecs.name_the_principal")
def test_account_settings_name_their_principal(aws: Client) -> None:
    ecs = aws("ecs")
    ecs.put_account_setting_default(name="containerInsights", value="enabled")
    assert ecs.list_account_settings(name="containerInsights")["settings"] == [
        {"name": "containerInsights", "value": "enabled", "principalArn": f"arn:aws:iam::{ACCOUNT_ID}:root"}
    ]
