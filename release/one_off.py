"""One-off tasks: started with the new image, waited for, with the end of their log."""

import json
from collections.abc import Callable
from typing import Any

from release.clients import Clients, Clock
from release.errors import ReleaseError
from release.facts import Task
from release.task_definitions import described, registered

LOG_LINES = 20
STARTED_BY = "stackwright-release"


def run(clients: Clients, task: Task, image: str, clock: Clock, say: Callable[[str], object]) -> str:
    """Runs the task with the image and returns its ARN once it has ended with 0.

    Raises ReleaseError with the exit code and the end of its log when it fails, cannot start, or takes too long, in
    which case it is stopped.
    """
    request = json.loads(clients.ssm.get_parameter(Name=task.parameter)["Parameter"]["Value"])
    definition = registered(clients.ecs, request["taskDefinition"], task.container, image)
    answer = clients.ecs.run_task(**{**request, "taskDefinition": definition, "startedBy": STARTED_BY})
    if answer.get("failures") or not answer["tasks"]:
        reasons = ", ".join(failure.get("reason", "no reason given") for failure in answer.get("failures", []))
        raise ReleaseError(f"The task {task.name} could not start: {reasons or 'ECS gave no reason'}.")
    arn = answer["tasks"][0]["taskArn"]
    ended = _ended(clients, request["cluster"], arn, task, clock, say)
    own = next((each for each in ended.get("containers", []) if each["name"] == task.container), {})
    code = own.get("exitCode")
    if code == 0:
        return arn
    tail = log_tail(clients, described(clients.ecs, definition), task.container, arn)
    what = f"ended with exit code {code}" if code is not None else f"did not run: {_why(ended, own)}"
    raise ReleaseError(f"The task {task.name} {what}.{_shown(tail)}")


def _ended(
    clients: Clients, cluster: str, arn: str, task: Task, clock: Clock, say: Callable[[str], object]
) -> dict[str, Any]:
    deadline = clock.deadline(task.timeout_seconds)
    try:
        while True:
            [found] = clients.ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
            if found["lastStatus"] == "STOPPED":
                return found
            say(found["lastStatus"].lower())
            if deadline.is_over:
                raise ReleaseError(
                    f"The task {task.name} did not end within {task.timeout_seconds} s and was stopped. If it needs "
                    f"longer, raise tasks.{task.name}.timeout_seconds."
                )
            deadline.pause()
    except BaseException:
        # Nobody would look after it any more.
        clients.ecs.stop_task(cluster=cluster, task=arn, reason="The release that started it has ended")
        raise


def log_tail(clients: Clients, definition: dict[str, Any], container: str, task_arn: str) -> list[str]:
    """The last lines a container wrote, where its log driver is awslogs; nothing when there is no log."""
    [own] = [each for each in definition["containerDefinitions"] if each["name"] == container]
    options = own.get("logConfiguration", {}).get("options", {})
    group, prefix = options.get("awslogs-group"), options.get("awslogs-stream-prefix")
    if not group or not prefix:
        return []
    stream = f"{prefix}/{container}/{task_arn.rpartition('/')[2]}"
    try:
        events = clients.logs.get_log_events(
            logGroupName=group, logStreamName=stream, limit=LOG_LINES, startFromHead=False
        )["events"]
    except clients.logs.exceptions.ResourceNotFoundException:
        return []
    return [event["message"].rstrip() for event in events]


def _why(task: dict[str, Any], container: dict[str, Any]) -> str:
    reason = container.get("reason") or task.get("stoppedReason") or "ECS gave no reason"
    return reason.rstrip(".")


def _shown(lines: list[str]) -> str:
    return " Its log ends with:\n" + "\n".join(f"    {line}" for line in lines) if lines else " It wrote no log."
