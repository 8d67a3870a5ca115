"""Rules about whom a resource belongs to."""

from collections.abc import Iterator, Mapping
from typing import Final

from review.model import Mark, Resource, Severity
from review.policy.rule import Breach, PolicyRule
from review.policy.scene import Scene

REQUIRED: Final = ("system", "environment", "component", "owner", "cost-center", "managed-by")
"""What the owners ask of every taggable resource (C-06)."""


def _missing(resource: Resource, scene: Scene) -> Iterator[Breach]:
    tags = resource.values.get("tags_all", resource.values.get("tags")) if _taggable(resource) else None
    if tags is None or isinstance(tags, Mapping):
        missing = [tag for tag in REQUIRED if tag not in (tags or {})]
        if missing and _taggable(resource):
            yield Breach(f"has no tag {', '.join(missing)}", ("tags",))


def _taggable(resource: Resource) -> bool:
    return "tags_all" in resource.values and not isinstance(resource.values["tags_all"], Mark)


RULES: Final = (
    PolicyRule(
        "tags-missing",
        Severity.LOW,
        (),
        _missing,
        "Tag it, best through the provider's default_tags: costs and questions find their owner by tags.",
    ),
)
