"""Which images really run: ECS may have gone back to another version without anybody asking."""

from release.clients import Clients
from release.errors import ReleaseError
from release.facts import Service

PER_CALL = 100


def digests(clients: Clients, cluster: str, service: Service, definition: str) -> dict[str, str]:
    """Task ARN -> digest of the service's container, of the running tasks of a task definition."""
    arns = [
        arn
        for page in clients.ecs.get_paginator("list_tasks").paginate(
            cluster=cluster, serviceName=service.ecs_name, desiredStatus="RUNNING"
        )
        for arn in page["taskArns"]
    ]
    found: dict[str, str] = {}
    for start in range(0, len(arns), PER_CALL):
        for task in clients.ecs.describe_tasks(cluster=cluster, tasks=arns[start : start + PER_CALL])["tasks"]:
            if task["taskDefinitionArn"] == definition:
                own = next((each for each in task["containers"] if each["name"] == service.container), {})
                found[task["taskArn"]] = own.get("imageDigest", "unknown")
    return found


def verify(clients: Clients, cluster: str, service: Service, definition: str, digest: str) -> int:
    """How many tasks run the digest. Raises ReleaseError when there is none, or one that runs something else."""
    found = digests(clients, cluster, service, definition)
    others = sorted(set(found.values()) - {digest})
    if others:
        raise ReleaseError(f"{service.name} should run {digest}, but {_some(found, others)} runs {others[0]}.")
    if not found:
        raise ReleaseError(f"{service.name} should run {digest}, but no task of {definition.rpartition('/')[2]} runs.")
    return len(found)


def _some(found: dict[str, str], digests: list[str]) -> str:
    return next(arn.rpartition("/")[2] for arn, digest in found.items() if digest in digests)
