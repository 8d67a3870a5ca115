from __future__ import annotations

import pytest

from tests.local_aws.conftest import Client

ROLE = "arn:aws:iam::111122223333:role/deploy"


def test_a_deployment_config_comes_back_until_it_is_deleted(aws: Client) -> None:
    codedeploy = aws("codedeploy")
    routing = {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 5}}
    codedeploy.create_deployment_config(
        deploymentConfigName="canary", computePlatform="ECS", trafficRoutingConfig=routing
    )
    info = codedeploy.get_deployment_config(deploymentConfigName="canary")["deploymentConfigInfo"]
    assert info["trafficRoutingConfig"] == routing
    codedeploy.delete_deployment_config(deploymentConfigName="canary")
    with pytest.raises(codedeploy.exceptions.DeploymentConfigDoesNotExistException):
        codedeploy.get_deployment_config(deploymentConfigName="canary")


@pytest.mark.needs("codedeploy.DeploymentGroupInfo")
def test_a_group_changes_in_place(aws: Client) -> None:
    codedeploy = aws("codedeploy")
    codedeploy.create_application(applicationName="api", computePlatform="ECS")
    alarms = {"enabled": True, "alarms": [{"name": "5xx"}]}
    codedeploy.create_deployment_group(
        applicationName="api", deploymentGroupName="blue", serviceRoleArn=ROLE, alarmConfiguration=alarms
    )

    def group() -> dict[str, object]:
        return codedeploy.get_deployment_group(applicationName="api", deploymentGroupName="blue")["deploymentGroupInfo"]

    assert group()["alarmConfiguration"] == alarms
    codedeploy.update_deployment_group(
        applicationName="api", currentDeploymentGroupName="blue", alarmConfiguration={"enabled": False, "alarms": []}
    )
    assert group()["alarmConfiguration"] == {"enabled": False, "alarms": []}


def test_a_deleted_application_is_gone(aws: Client) -> None:
    codedeploy = aws("codedeploy")
    codedeploy.create_application(applicationName="api", computePlatform="ECS")
    codedeploy.delete_application(applicationName="api")
    assert codedeploy.list_applications()["applications"] == []


@pytest.mark.needs("codedeploy.look_at_deployments")
def test_a_deployment_has_succeeded_unless_it_was_stopped(aws: Client) -> None:
    codedeploy = aws("codedeploy")
    codedeploy.create_application(applicationName="api", computePlatform="ECS")
    codedeploy.create_deployment_group(applicationName="api", deploymentGroupName="blue", serviceRoleArn=ROLE)

    def deployed() -> tuple[str, str]:
        revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": "{}"}}
        made = codedeploy.create_deployment(applicationName="api", deploymentGroupName="blue", revision=revision)
        shown = codedeploy.get_deployment(deploymentId=made["deploymentId"])["deploymentInfo"]
        return made["deploymentId"], shown["status"]

    name, status = deployed()
    assert status == "Succeeded"
    codedeploy.stop_deployment(deploymentId=name)
    assert codedeploy.get_deployment(deploymentId=name)["deploymentInfo"]["status"] == "Stopped"
