"""A blue-green or canary deployment: CodeDeploy starts the new version beside the old one and moves the traffic."""

import json
from collections.abc import Callable
from typing import Any

from release.clients import Clients, Clock
from release.errors import ReleaseError
from release.facts import Service

# The longest a deployment may take before the traffic has moved: two days of waiting for approval and as many for the
# canary are possible, but then nobody should sit and wait for it.
TIMEOUT_SECONDS = 60 * 60
ENDED_BADLY = ("Failed", "Stopped")


def app_spec(service: Service, definition: str) -> str:
    """What CodeDeploy is to do, as its AppSpec."""
    properties = {
        "TaskDefinition": definition,
        "LoadBalancerInfo": {"ContainerName": service.container, "ContainerPort": service.port},
    }
    return json.dumps(
        {"version": 1, "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": properties}}]}
    )


def shift(clients: Clients, service: Service, definition: str, clock: Clock, say: Callable[[str], object]) -> str:
    """Deploys a task definition and returns the deployment's id once all traffic goes to it.

    The old version stays for a while after that; stopping the deployment goes back to it at once. Raises ReleaseError
    when CodeDeploy gives up or the traffic has not moved within an hour; the deployment is stopped then.
    """
    content = app_spec(service, definition)
    deployment = clients.codedeploy.create_deployment(
        applicationName=service.ecs_name,
        deploymentGroupName=service.ecs_name,
        revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": content}},
        description="stackwright release",
    )["deploymentId"]
    deadline = clock.deadline(TIMEOUT_SECONDS)
    try:
        while True:
            found = clients.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
            status = found["status"]
            if status in ENDED_BADLY:
                raise ReleaseError(f"CodeDeploy ended the deployment of {service.name} as {status}.{_reason(found)}")
            if status == "Succeeded" or _traffic_moved(clients, deployment):
                return deployment
            say(_progress(found))
            if deadline.is_over:
                raise ReleaseError(
                    f"The traffic of {service.name} had not moved within {TIMEOUT_SECONDS // 60} minutes "
                    f"(deployment {deployment}, {status})."
                )
            deadline.pause()
    except BaseException:
        take_back(clients, deployment)
        raise


def take_back(clients: Clients, deployment: str) -> None:
    """Stops a deployment; CodeDeploy sends the traffic to the old version. Nothing happens to one that has ended."""
    found = clients.codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
    if found["status"] not in (*ENDED_BADLY, "Succeeded"):
        clients.codedeploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)


def _traffic_moved(clients: Clients, deployment: str) -> bool:
    """Whether the traffic goes to the new version, though CodeDeploy still keeps the old one."""
    ids = clients.codedeploy.list_deployment_targets(deploymentId=deployment).get("targetIds", [])
    if not ids:
        return False
    targets = clients.codedeploy.batch_get_deployment_targets(deploymentId=deployment, targetIds=ids)
    events = [
        event
        for target in targets.get("deploymentTargets", [])
        for event in target.get("ecsTarget", {}).get("lifecycleEvents", [])
    ]
    return any(event["lifecycleEventName"] == "AllowTraffic" and event["status"] == "Succeeded" for event in events)


def _progress(found: dict[str, Any]) -> str:
    if found["status"] == "Ready":
        return (
            f"waits for approval: aws deploy continue-deployment --deployment-id {found['deploymentId']} "
            "--deployment-wait-type READY_WAIT"
        )
    return found["status"]


def _reason(found: dict[str, Any]) -> str:
    said = found.get("errorInformation", {}).get("message") or found.get("rollbackInfo", {}).get("rollbackMessage")
    return f" It says: {said.rstrip('.')}." if said else ""
