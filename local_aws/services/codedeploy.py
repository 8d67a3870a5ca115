"""CodeDeploy: deployment configurations, changes and deletion of groups and applications, deployments that succeed."""

from __future__ import annotations

import uuid
from typing import Any

from local_aws.registry import AwsError, Context, Result, amend, echo, find, operation

_PREDEFINED = "CodeDeployDefault."

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


@operation("codedeploy", "StopDeployment")
def stop_deployment(context: Context) -> Result:
    context.table("deployments")[context.params["deploymentId"]] = "Stopped"
    return {"status": "Succeeded", "statusMessage": "No more operations will be scheduled."}


@amend("codedeploy", "GetDeployment", "BatchGetDeployments")
def deployments_succeed(context: Context, result: dict[str, Any]) -> None:
    """No traffic is shifted: a deployment has succeeded at the first look, unless it was stopped."""
    for deployment in result.get("deploymentsInfo") or [result.get("deploymentInfo")]:
        if deployment:
            deployment["status"] = context.table("deployments").get(deployment["deploymentId"], "Succeeded")
