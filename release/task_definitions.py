"""Task definitions: the one that runs, and its successor with another image."""

from collections.abc import Mapping
from typing import Any

# What DescribeTaskDefinition tells beside what RegisterTaskDefinition takes.
NOT_SETTINGS = frozenset(
    {
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
    }
)


def described(ecs: Any, arn: str) -> dict[str, Any]:
    """A task definition with its tags, as RegisterTaskDefinition takes it."""
    answer = ecs.describe_task_definition(taskDefinition=arn, include=["TAGS"])
    settings = {name: value for name, value in answer["taskDefinition"].items() if name not in NOT_SETTINGS}
    return {**settings, "tags": answer["tags"]} if answer.get("tags") else settings


def with_image(definition: Mapping[str, Any], container: str, image: str) -> dict[str, Any]:
    """The same task definition whose container runs another image. Raises KeyError when it has no such container."""
    containers = definition["containerDefinitions"]
    if container not in [each["name"] for each in containers]:
        raise KeyError(container)
    return {
        **definition,
        "containerDefinitions": [
            {**each, "image": image} if each["name"] == container else dict(each) for each in containers
        ],
    }


def image_of(definition: Mapping[str, Any], container: str) -> str:
    """The image that a container runs. Raises KeyError when there is no such container."""
    for each in definition["containerDefinitions"]:
        if each["name"] == container:
            return each["image"]
    raise KeyError(container)


def registered(ecs: Any, arn: str, container: str, image: str) -> str:
    """The ARN of a task definition like the one of `arn` but with this image: the same one where it has that image."""
    definition = described(ecs, arn)
    if image_of(definition, container) == image:
        return arn
    answer = ecs.register_task_definition(**with_image(definition, container, image))
    return answer["taskDefinition"]["taskDefinitionArn"]
