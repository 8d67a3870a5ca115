"""ECS: what a service does when it gets another task definition, and the tasks it runs. Each look is a step further."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from local_aws.fates import digest_of, fate_of, release_of
from local_aws.registry import PASS, Context, Pass, Result, amend, operation

_STEADY_AFTER, _GIVEN_UP_AFTER = 2, 3
"""Looks after which a deployment is complete, or its circuit breaker has had enough."""
_WHY = {
    "unhealthy": "ECS deployment circuit breaker: tasks failed to start.",
    "alarm": "ECS deployment rolled back: an alarm of the deployment is in the state ALARM.",
}


@amend("ecs", "CreateService", "UpdateService")
def begin_deployment(context: Context, result: dict[str, Any]) -> None:
    service = result["service"]
    releases = context.table("releases")
    release = releases.get(service["serviceArn"])
    wanted = service["taskDefinition"]
    if context.operation == "CreateService" or release is None:
        releases[service["serviceArn"]] = {"current": wanted, "target": None, "looks": 0, "failed": None}
    elif service.get("deploymentController", {}).get("type") != "CODE_DEPLOY" and wanted != (
        release["target"] or release["current"]
    ):
        release.update(target=wanted if wanted != release["current"] else None, looks=0, failed=None)
    _show(context, service)


@amend("ecs", "DeleteService")
def forget_deployments(context: Context, result: dict[str, Any]) -> None:
    gone = result["service"]["serviceArn"]
    context.table("releases").pop(gone, None)
    tasks = context.table("service tasks")
    for arn in [arn for arn, task in tasks.items() if task["service"] == gone]:
        del tasks[arn]


@amend("ecs", "DescribeServices")
def look_at_deployment(context: Context, result: dict[str, Any]) -> None:
    for service in result.get("services", []):
        release = release_of(context, service["serviceArn"])
        if release and release["target"]:
            _step(context, service, release)
        _show(context, service)


def _step(context: Context, service: dict[str, Any], release: dict[str, Any]) -> None:
    release["looks"] += 1
    fate = fate_of(context, release["target"]).get("service")
    if fate is None and release["looks"] >= _STEADY_AFTER:
        release.update(current=release["target"], target=None)
    elif fate is not None and release["looks"] >= _GIVEN_UP_AFTER and _goes_back(service, fate):
        release.update(failed={"definition": release["target"], "reason": _WHY[fate]}, target=None)
        backend = context.backend("ecs")
        backend.services[
            f"{service['clusterArn'].rpartition('/')[2]}:{service['serviceName']}"
        ].task_definition = release["current"]
        service["taskDefinition"] = release["current"]


def _goes_back(service: dict[str, Any], fate: str) -> bool:
    settings = service.get("deploymentConfiguration", {})
    watcher = settings.get("alarms" if fate == "alarm" else "deploymentCircuitBreaker", {})
    return bool(watcher.get("enable") and watcher.get("rollback"))


def _show(context: Context, service: dict[str, Any]) -> None:
    release = release_of(context, service["serviceArn"])
    if release is None:
        return
    if service.get("deploymentController", {}).get("type") == "CODE_DEPLOY":
        service["taskSets"] = [_task_set(service, release["current"])]
        return
    primary = service["deployments"][0]
    if release["target"]:
        started = min(release["looks"], service["desiredCount"])
        healthy = fate_of(context, release["target"]).get("service") is None
        service["deployments"] = [
            {
                **primary,
                "taskDefinition": release["target"],
                "rolloutState": "IN_PROGRESS",
                "rolloutStateReason": f"ECS deployment {primary['id']} in progress.",
                "runningCount": started if healthy else 0,
                "pendingCount": service["desiredCount"] - started,
                "failedTasks": 0 if healthy else release["looks"],
            },
            {**primary, "id": f"{primary['id']}-before", "status": "ACTIVE", "taskDefinition": release["current"]},
        ]
    elif release["failed"]:
        service["deployments"] = [
            {**primary, "taskDefinition": release["current"]},
            {
                **primary,
                "id": f"{primary['id']}-failed",
                "status": "ACTIVE",
                "taskDefinition": release["failed"]["definition"],
                "rolloutState": "FAILED",
                "rolloutStateReason": release["failed"]["reason"],
                "runningCount": 0,
            },
        ]
        release["failed"] = None


def _task_set(service: dict[str, Any], definition: str) -> dict[str, Any]:
    return {
        "id": f"ecs-svc/{hashlib.sha256(definition.encode()).hexdigest()[:19]}",
        "status": "PRIMARY",
        "taskDefinition": definition,
        "computedDesiredCount": service["desiredCount"],
        "runningCount": service["desiredCount"],
        "pendingCount": 0,
        "stabilityStatus": "STEADY_STATE",
    }


@operation("ecs", "ListTasks", override="moto's services run no tasks")
def list_tasks_of_service(context: Context) -> Result | Pass:
    """moto's services run none. Those of a deployment under way start one with each look."""
    name = context.params.get("serviceName")
    if not name:
        return PASS
    cluster = context.params.get("cluster", "default").rpartition("/")[2]
    service = context.backend("ecs").services.get(f"{cluster}:{name.rpartition('/')[2]}")
    release = service and release_of(context, service.arn)
    if not release or context.params.get("desiredStatus") == "STOPPED":
        return {"taskArns": []}
    arns = []
    for index in range(service.desired_count):
        digest = hashlib.sha256(f"{service.arn} {release['current']} {index}".encode()).hexdigest()[:32]
        arn = context.arn(f"task/{cluster}/{digest}")
        context.table("service tasks")[arn] = {"service": service.arn, "definition": release["current"]}
        arns.append(arn)
    return {"taskArns": arns}


@operation("ecs", "DescribeTasks", override="moto's services run no tasks")
def describe_tasks_of_service(context: Context) -> Result | Pass:
    known = context.table("service tasks")
    arns = context.params["tasks"]
    if not all(arn in known for arn in arns):
        return PASS
    return {"tasks": [_task(context, arn, known[arn]["definition"]) for arn in arns], "failures": []}


def _task(context: Context, arn: str, task_definition: str) -> dict[str, Any]:
    definition = context.backend("ecs").describe_task_definition(task_definition)
    return {
        "taskArn": arn,
        "taskDefinitionArn": task_definition,
        "lastStatus": "RUNNING",
        "desiredStatus": "RUNNING",
        "healthStatus": "HEALTHY",
        "containers": [
            {
                "name": container["name"],
                "image": container["image"],
                "imageDigest": digest_of(container["image"]),
                "lastStatus": "RUNNING",
                "taskArn": arn,
            }
            for container in definition.container_definitions
        ],
    }


@amend("ecs", "DescribeTasks")
def one_off_tasks_meet_their_fate(context: Context, result: dict[str, Any]) -> None:
    """The exit code and the log of a one-off task, when its image has another fate than to succeed."""
    for task in result.get("tasks", []):
        fate = fate_of(context, task["taskDefinitionArn"])
        if task["lastStatus"] != "STOPPED" or "task_exit_code" not in fate:
            continue
        task["containers"][0]["exitCode"] = fate["task_exit_code"]
        _write_log(context, task, fate.get("log", []))


def _write_log(context: Context, task: dict[str, Any], lines: list[str]) -> None:
    definition = context.backend("ecs").describe_task_definition(task["taskDefinitionArn"])
    container = definition.container_definitions[0]
    options = container.get("logConfiguration", {}).get("options", {})
    group = options.get("awslogs-group")
    logs = context.backend("logs")
    if not lines or group not in logs.groups:
        return
    stream = f"{options['awslogs-stream-prefix']}/{container['name']}/{task['taskArn'].rpartition('/')[2]}"
    if stream not in logs.groups[group].streams:
        logs.create_log_stream(group, stream)
        now = int(time.time() * 1000)  # CloudWatch takes no events older than two weeks.
        events = [{"timestamp": now + index, "message": line} for index, line in enumerate(lines)]
        logs.put_log_events(group, stream, events)
