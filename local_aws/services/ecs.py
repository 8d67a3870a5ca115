"""ECS: services reach their desired count at once and keep every setting."""

from __future__ import annotations

from typing import Any

from local_aws.registry import PASS, AwsError, Context, Pass, Result, amend, operation, patch, remember

# Request parameters that are not settings of the service, or that moto itself keeps.
_NOT_SETTINGS = (
    "cluster", "service", "serviceName", "clientToken", "tags", "role", "forceNewDeployment", "taskDefinition",
)  # fmt: skip
# Settings that a service shows on its deployments only.
_DEPLOYMENT_SETTINGS = ("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")
_DEFAULTS = {
    "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100},
    "availabilityZoneRebalancing": "ENABLED",
    "enableECSManagedTags": False,
    "enableExecuteCommand": False,
    "healthCheckGracePeriodSeconds": 0,
    "propagateTags": "NONE",
}
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html; the first two and the last are seen
# in AWS, the others are in their manner.
_CODEDEPLOYS = {
    "networkConfiguration": "Unable to update network parameters",
    "taskDefinition": "Unable to update task definition",
    "loadBalancers": "Unable to update load balancers",
    "platformVersion": "Unable to update platform version",
    "forceNewDeployment": "Cannot force a new deployment",
}


@operation("ecs", "UpdateService", override="moto changes what only CodeDeploy may change")
def refuse_what_is_codedeploys(context: Context) -> Result | Pass:
    params = context.params
    services, _ = context.backend("ecs").describe_services(params.get("cluster"), [params["service"]])
    if any((service.deployment_controller or {}).get("type") == "CODE_DEPLOY" for service in services):
        for name, refusal in _CODEDEPLOYS.items():
            if params.get(name):
                raise AwsError(
                    "InvalidParameterException",
                    f"{refusal} on services with a CODE_DEPLOY deployment controller. "
                    "Use AWS CodeDeploy to trigger a new deployment.",
                )
    return PASS


@amend("ecs", "CreateService", "UpdateService")
def keep_settings(context: Context, result: dict[str, Any]) -> None:
    service = result["service"]
    settings = context.table("service settings").setdefault(service["serviceArn"], {})
    if context.operation == "CreateService":
        settings.clear()
    settings.update(remember(context.params, *_NOT_SETTINGS))
    _complete(context, service)


@amend("ecs", "DescribeServices", "DeleteService")
def complete_services(context: Context, result: dict[str, Any]) -> None:
    for service in result.get("services") or [result.get("service")]:
        if service:
            _complete(context, service)
    if context.operation == "DeleteService":
        context.table("service settings").pop(result["service"]["serviceArn"], None)


def _complete(context: Context, service: dict[str, Any]) -> None:
    """moto drops most settings, and its services never start a task."""
    settings = context.table("service settings").get(service["serviceArn"], {})
    for name, value in {**_DEFAULTS, **settings}.items():
        # Application Auto Scaling changes the desired count behind ECS's back, and moto stores it.
        if name not in (*_DEPLOYMENT_SETTINGS, "desiredCount"):
            service[name] = value
    if settings.get("capacityProviderStrategy"):
        service.pop("launchType", None)
    count = service["desiredCount"] if service.get("status") == "ACTIVE" else 0
    service.update(runningCount=count, pendingCount=0)
    for deployment in service.get("deployments", []):
        deployment.update(
            desiredCount=count,
            runningCount=count,
            pendingCount=0,
            rolloutState="COMPLETED",
            rolloutStateReason=f"ECS deployment {deployment['id']} completed.",
            taskDefinition=service["taskDefinition"],
        )
        for name in ("networkConfiguration", "capacityProviderStrategy", *_DEPLOYMENT_SETTINGS):
            if name in settings:
                deployment[name] = settings[name]


@patch("ecs", "moto.ecs.models:EC2ContainerServiceBackend._calculate_task_resource_requirements")
def containers_need_no_memory(original: Any) -> Any:
    """moto sums up the memory of a task's containers; on Fargate only the task needs to have one."""
    del original

    def requirements(task_definition: Any) -> dict[str, Any]:
        containers = task_definition.container_definitions
        return {
            "CPU": sum(container.get("cpu") or 0 for container in containers),
            "MEMORY": sum(
                container.get("memory") or container.get("memoryReservation") or 0 for container in containers
            ),
            "PORTS": [],
            "PORTS_UDP": [],
        }

    return staticmethod(requirements)


@operation("ecs", "PutAccountSettingDefault")
def put_account_setting_default(context: Context) -> Result:
    setting = {
        "name": context.params["name"],
        "value": context.params["value"],
        "principalArn": context.arn("root", "iam", ""),
    }
    context.backend("ecs").put_account_setting(context.params["name"], context.params["value"])
    return {"setting": setting}


@amend("ecs", "ListAccountSettings")
def name_the_principal(context: Context, result: dict[str, Any]) -> None:
    """moto's settings belong to nobody; AWS names the account's root."""
    for setting in result.get("settings", []):
        setting.setdefault("principalArn", context.arn("root", "iam", ""))
