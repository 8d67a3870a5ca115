"""A rolling deployment: ECS replaces tasks, and may take the old version back by itself."""

from collections.abc import Callable
from typing import Any

from release.clients import Clients, Clock
from release.errors import ReleaseError
from release.facts import Service

TIMEOUT_SECONDS = 20 * 60


def find(clients: Clients, cluster: str, service: Service) -> dict[str, Any] | None:
    """What ECS says of the service; None when there is no such service, or no such cluster."""
    try:
        answer = clients.ecs.describe_services(cluster=cluster, services=[service.ecs_name])
    except clients.ecs.exceptions.ClusterNotFoundException:
        return None
    return next((each for each in answer["services"] if each["status"] == "ACTIVE"), None)


def current(clients: Clients, cluster: str, service: Service) -> dict[str, Any]:
    """What ECS says of a service that was there a moment ago. Raises ReleaseError when it is gone."""
    found = find(clients, cluster, service)
    if found is None:
        raise ReleaseError(f"The service {service.ecs_name} is gone from the cluster {cluster}.")
    return found


def roll(
    clients: Clients, cluster: str, service: Service, definition: str, clock: Clock, say: Callable[[str], object]
) -> None:
    """Puts the service on a task definition and waits until it runs nothing else.

    Raises ReleaseError when ECS gives up (its circuit breaker or an alarm) or it takes more than 20 minutes.
    """
    clients.ecs.update_service(cluster=cluster, service=service.ecs_name, taskDefinition=definition)
    deadline = clock.deadline(TIMEOUT_SECONDS)
    while True:
        found = current(clients, cluster, service)
        ours = [each for each in found["deployments"] if each["taskDefinition"] == definition]
        primary = next((each for each in found["deployments"] if each["status"] == "PRIMARY"), {})
        if not ours or primary.get("taskDefinition") != definition:
            raise ReleaseError(f"ECS took {service.name} back to its previous version by itself.{_reason(found, ours)}")
        state = primary.get("rolloutState")
        if state == "COMPLETED" and len(found["deployments"]) == 1:
            return
        if state == "FAILED":
            raise ReleaseError(f"The deployment of {service.name} failed.{_reason(found, ours)}")
        say(f"{primary.get('runningCount', 0)} of {primary.get('desiredCount', 0)} tasks of the new version run")
        if deadline.is_over:
            raise ReleaseError(
                f"{service.name} was not stable within {TIMEOUT_SECONDS // 60} minutes.{_reason(found, ours)}"
            )
        deadline.pause()


def _reason(found: dict[str, Any], ours: list[dict[str, Any]]) -> str:
    said = [each["rolloutStateReason"] for each in ours if each.get("rolloutStateReason")]
    said += [event["message"] for event in found.get("events", [])[:1]]
    return f" ECS says: {said[0].rstrip('.')}." if said else ""
