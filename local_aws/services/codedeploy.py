"""CodeDeploy: deployment configurations, changes and deletion of groups and applications, deployments that end."""

from __future__ import annotations

import json
import uuid
from typing import Any

from local_aws.fates import fate_of, release_of
from local_aws.registry import AwsError, Context, Result, amend, echo, find, operation

_PREDEFINED = "CodeDeployDefault."
_ENDED = ("Succeeded", "Failed", "Stopped")
_LOOKS = 2
"""Looks after which a deployment ends."""
_ERRORS = {
    "unhealthy": {"code": "HEALTH_CONSTRAINTS", "message": "The replacement task set did not become healthy."},
    "alarm": {"code": "ALARM_ACTIVE", "message": "One or more alarms have been activated."},
}

# moto keeps a group's first settings, without the alarm configuration, and has no update.
echo(
    "codedeploy",
    "DeploymentGroupInfo",
    "deploymentGroupName",
    writes=("CreateDeploymentGroup", "UpdateDeploymentGroup"),
    forgets=("DeleteDeploymentGroup",),
    request_keys=("currentDeploymentGroupName",),
)


@operation("codedeploy", "CreateDeploymentConfig")
def create_deployment_config(context: Context) -> Result:
    name = context.params["deploymentConfigName"]
    configs = context.table("deployment configs")
    if name in configs:
        raise AwsError("DeploymentConfigAlreadyExistsException", f"Deployment config {name} exists already")
    configs[name] = {**context.params, "deploymentConfigId": str(uuid.uuid4())}
    return {"deploymentConfigId": configs[name]["deploymentConfigId"]}


@operation("codedeploy", "GetDeploymentConfig")
def get_deployment_config(context: Context) -> Result:
    name = context.params["deploymentConfigName"]
    if name.startswith(_PREDEFINED):
        return {"deploymentConfigInfo": {"deploymentConfigName": name, "computePlatform": "ECS"}}
    configs = context.table("deployment configs")
    return {"deploymentConfigInfo": find(configs, name, "DeploymentConfigDoesNotExistException", "Deployment config")}


@operation("codedeploy", "DeleteDeploymentConfig")
def delete_deployment_config(context: Context) -> None:
    context.table("deployment configs").pop(context.params["deploymentConfigName"], None)


@operation("codedeploy", "UpdateDeploymentGroup")
def update_deployment_group(context: Context) -> Result:
    groups = context.backend("codedeploy").deployment_groups.get(context.params["applicationName"], {})
    current = context.params["currentDeploymentGroupName"]
    group = find(groups, current, "DeploymentGroupDoesNotExistException", "Deployment group")
    remembered = context.table("echo of DeploymentGroupInfo").setdefault(current, {})
    changed = {name: value for name, value in context.params.items() if name != "currentDeploymentGroupName"}
    new_name = changed.pop("newDeploymentGroupName", None)
    remembered.update(changed)
    if new_name and new_name != current:
        groups[new_name] = groups.pop(current)
        group.deployment_group_name = new_name
        context.table("echo of DeploymentGroupInfo")[new_name] = remembered
    return {"hooksNotCleanedUp": []}


@operation("codedeploy", "DeleteDeploymentGroup")
def delete_deployment_group(context: Context) -> Result:
    name = context.params["deploymentGroupName"]
    context.backend("codedeploy").deployment_groups.get(context.params["applicationName"], {}).pop(name, None)
    context.table("echo of DeploymentGroupInfo").pop(name, None)
    return {"hooksNotCleanedUp": []}


@operation("codedeploy", "DeleteApplication")
def delete_application(context: Context) -> None:
    backend = context.backend("codedeploy")
    backend.applications.pop(context.params["applicationName"], None)
    backend.deployment_groups.pop(context.params["applicationName"], None)


@operation("codedeploy", "UpdateApplication")
def update_application(context: Context) -> None:
    backend = context.backend("codedeploy")
    old, new = context.params["applicationName"], context.params.get("newApplicationName")
    if new and new != old:
        application = find(backend.applications, old, "ApplicationDoesNotExistException", "Application")
        application.application_name = new
        backend.applications[new] = backend.applications.pop(old)


@amend("codedeploy", "CreateDeployment")
def begin(context: Context, result: dict[str, Any]) -> None:
    """What the AppSpec asks for, and of which service."""
    group = context.table("echo of DeploymentGroupInfo").get(context.params.get("deploymentGroupName"), {})
    services = group.get("ecsServices") or [{}]
    content = context.params.get("revision", {}).get("appSpecContent", {}).get("content")
    if not content or "serviceName" not in services[0]:
        return
    [target] = json.loads(content)["Resources"][0].values()
    cluster, service = services[0]["clusterName"], services[0]["serviceName"]
    context.table("deployments")[result["deploymentId"]] = {
        "service": context.backend("ecs").services[f"{cluster}:{service}"].arn,
        "definition": target["Properties"]["TaskDefinition"],
        "looks": 0,
        "status": "Created",
    }


@operation("codedeploy", "StopDeployment")
def stop_deployment(context: Context) -> Result:
    deployment = context.table("deployments").setdefault(context.params["deploymentId"], {"status": "Created"})
    if deployment["status"] not in _ENDED:
        deployment["status"] = "Stopped"
    return {"status": "Succeeded", "statusMessage": "No more operations will be scheduled."}


@amend("codedeploy", "GetDeployment", "BatchGetDeployments")
def look_at_deployments(context: Context, result: dict[str, Any]) -> None:
    """Each look is a step further; what the image's fate is, decides how it ends. One of nothing has succeeded."""
    for info in result.get("deploymentsInfo") or [result.get("deploymentInfo")]:
        if not info:
            continue
        deployment = context.table("deployments").get(info["deploymentId"], {"status": "Succeeded"})
        if deployment["status"] not in _ENDED:
            _step(context, deployment)
        info["status"] = deployment["status"]
        if "error" in deployment:
            info["errorInformation"] = deployment["error"]


def _step(context: Context, deployment: dict[str, Any]) -> None:
    deployment["looks"] += 1
    deployment["status"] = "InProgress"
    fate = fate_of(context, deployment["definition"]).get("service")
    if fate is None and deployment["looks"] >= _LOOKS:
        deployment["status"] = "Succeeded"
        release = release_of(context, deployment["service"])
        if release:
            release["current"] = deployment["definition"]
    elif fate is not None and deployment["looks"] > _LOOKS:
        deployment.update(status="Stopped" if fate == "alarm" else "Failed", error=_ERRORS[fate])


@operation("codedeploy", "ListDeploymentTargets")
def list_deployment_targets(context: Context) -> Result:
    deployment = context.table("deployments").get(context.params["deploymentId"], {})
    return {"targetIds": [deployment["service"].rpartition("/")[2]] if "service" in deployment else []}


@operation("codedeploy", "BatchGetDeploymentTargets")
def batch_get_deployment_targets(context: Context) -> Result:
    deployment = context.table("deployments").get(context.params["deploymentId"], {"status": "Created"})
    moved = "Succeeded" if deployment["status"] == "Succeeded" else "Pending"
    events = [{"lifecycleEventName": "AllowTraffic", "status": moved}]
    return {
        "deploymentTargets": [
            {"deploymentTargetType": "ECSTarget", "ecsTarget": {"targetId": target, "lifecycleEvents": events}}
            for target in context.params.get("targetIds", [])
        ]
    }
