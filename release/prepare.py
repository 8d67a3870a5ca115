"""What a release or a rollback would do, found out without changing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from release import rolling
from release.clients import Clients
from release.errors import RefusedError
from release.facts import CONTROLLERS, Facts, Service
from release.images import Image
from release.record import Release
from release.task_definitions import described, image_of


@dataclass(frozen=True)
class Move:
    """One service that gets another version: an image by digest, or a task definition that ran before."""

    service: Service
    before: str
    """The task definition ARN that runs now."""
    image_before: str
    image: Image
    definition: str | None = None
    """The task definition to go back to; a release registers a new one."""

    def __str__(self) -> str:
        versions = f"{_short(self.image_before)} -> {_short(self.image.reference)}"
        return f"{self.service.name} ({self.service.strategy}): {versions}"


@dataclass(frozen=True)
class Prepared:
    """All of it."""

    facts: Facts
    moves: tuple[Move, ...]
    unchanged: tuple[str, ...]
    """Services that run the wanted version already."""

    @property
    def moved(self) -> frozenset[str]:
        return frozenset(move.service.name for move in self.moves)


def of_images(facts: Facts, clients: Clients, images: Sequence[Image]) -> Prepared:
    """Raises RefusedError with everything in the account that is not as the settings say."""
    running, problems = _running(facts, clients, [image.service for image in images])
    if problems:
        raise RefusedError("\n".join(problems))
    moves, unchanged = [], []
    for image in images:
        service, (before, image_before) = facts.services[image.service], running[image.service]
        if image.digest in image_before:
            unchanged.append(service.name)
        else:
            moves.append(Move(service, before, image_before, image))
    return Prepared(facts, tuple(moves), tuple(unchanged))


def of_history(facts: Facts, clients: Clients, history: Sequence[Release], number: int | None) -> Prepared:
    """Back to what release `number` left, or to what was before the last one that succeeded.

    Raises RefusedError when there is no such release, or the account is not as the settings say.
    """
    wanted = _definitions(facts, history, number)
    running, problems = _running(facts, clients, list(wanted))
    if problems:
        raise RefusedError("\n".join(problems))
    moves, unchanged = [], []
    for name, definition in wanted.items():
        service, (before, image_before) = facts.services[name], running[name]
        if before == definition:
            unchanged.append(name)
            continue
        reference = image_of(described(clients.ecs, definition), service.container)
        image = Image(name, reference, reference.partition("@")[2])
        moves.append(Move(service, before, image_before, image, definition))
    return Prepared(facts, tuple(moves), tuple(unchanged))


def _definitions(facts: Facts, history: Sequence[Release], number: int | None) -> dict[str, str]:
    """Service -> the task definition to go back to, of the services there still are."""
    succeeded = [release for release in history if release.outcome == "succeeded"]
    if not succeeded:
        raise RefusedError(f"{facts.target} has no release that succeeded, so there is nothing to go back to.")
    if number is None:
        found = dict(succeeded[0].before)
    else:
        if number not in [release.number for release in succeeded]:
            numbers = ", ".join(str(release.number) for release in reversed(succeeded))
            raise RefusedError(f"{facts.target} has no release {number} that succeeded; there are {numbers}.")
        found = {}
        for release in reversed(succeeded):
            if release.number <= number:
                found |= release.definitions
            else:
                # What came only later was, at that time, what it found.
                found = {**release.before, **found}
    return {name: definition for name, definition in found.items() if name in facts.services}


def _running(facts: Facts, clients: Clients, names: Sequence[str]) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """Service -> its task definition and image, and what is not as the settings say."""
    found: dict[str, tuple[str, str]] = {}
    problems = []
    for name in names:
        service = facts.services[name]
        described_service = rolling.find(clients, facts.cluster, service)
        if described_service is None:
            problems.append(
                f"ECS has no service {service.ecs_name} in the cluster {facts.cluster}: deploy {facts.target} first."
            )
            continue
        controller = described_service.get("deploymentController", {}).get("type", "ECS")
        if controller != CONTROLLERS[service.strategy]:
            problems.append(
                f"{service.ecs_name} is deployed by {controller}, but services.{name}.deployment.kind is "
                f"{service.strategy}: deploy {facts.target} first."
            )
            continue
        definition = running_definition(described_service)
        try:
            found[name] = definition, image_of(described(clients.ecs, definition), service.container)
        except KeyError:
            problems.append(f"{definition} has no container {service.container}: deploy {facts.target} first.")
    return found, problems


def running_definition(service: Mapping[str, Any]) -> str:
    """What requests reach: CodeDeploy changes a service's task sets, and leaves its own task definition as it was."""
    primary = next((each for each in service.get("taskSets", []) if each.get("status") == "PRIMARY"), None)
    return (primary or service)["taskDefinition"]


def _short(image: str) -> str:
    """An image as a person tells it apart: `macro-ai-api@sha256:0123456789ab`."""
    name, _, digest = image.rpartition("/")[2].partition("@")
    return f"{name}@{digest[:19]}" if digest else name
