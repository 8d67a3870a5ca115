"""What a target has, from its state: counts, names and outputs, no other values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.risk.stateful import lost_with

TYPES_SHOWN = 3
"""Of each component: first the types of the entity that it is named after, then those with the most resources."""


@dataclass(frozen=True)
class Deployed:
    """What exists by component and type, the outputs that are not sensitive, the names of the ECS clusters."""

    components: Mapping[str, Counter[str]]
    entities: frozenset[tuple[str, str]]
    """Component and type of each resource that is called like its component: aws_lb.load_balancer."""
    outputs: Mapping[str, Any]
    clusters: tuple[str, ...]
    data: tuple[str, ...] = ()
    """What holds data, and what is lost with it: `aws_s3_bucket.files: every object in the bucket`."""

    @property
    def resources(self) -> int:
        return sum(counts.total() for counts in self.components.values())

    def lines(self) -> list[str]:
        """A line a component: how many resources, and of which types the most."""
        width = max((len(component) for component in self.components), default=0)
        return [f"{component:<{width}}  {self._counts(component)}" for component in sorted(self.components)]

    def _counts(self, component: str) -> str:
        counts = self.components[component]
        order = sorted(counts, key=lambda name: ((component, name) not in self.entities, -counts[name], name))
        words = [f"{counts[name]} " * (counts[name] > 1) + name.removeprefix("aws_") for name in order]
        if len(words) > TYPES_SHOWN + 1:
            words[TYPES_SHOWN:] = [f"{len(words) - TYPES_SHOWN} more types"]
        return f"{counts.total():>3}  {', '.join(words)}"


def deployed(state: Mapping[str, Any] | None) -> Deployed:
    """From `terraform state pull`; of no state, nothing."""
    components: dict[str, Counter[str]] = {}
    entities: set[tuple[str, str]] = set()
    clusters: list[str] = []
    resources = [one for one in (state or {}).get("resources", []) if one["mode"] == "managed"]
    tagged = {one["name"]: component for one in resources if (component := _component(one))}
    for one in resources:
        component = _component(one) or _by_prefix(one["name"], tagged)
        components.setdefault(component, Counter())[one["type"]] += len(one["instances"])
        if one["name"] == component.replace("-", "_"):
            entities.add((component, one["type"]))
        if one["type"] == "aws_ecs_cluster":
            clusters += [instance["attributes"]["name"] for instance in one["instances"]]
    outputs = {
        name: output["value"]
        for name, output in (state or {}).get("outputs", {}).items()
        if not output.get("sensitive")
    }
    return Deployed(components, frozenset(entities), outputs, tuple(clusters), tuple(_data(resources)))


def _data(resources: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in resources:
        attributes = [instance.get("attributes", {}) for instance in one["instances"]]
        lost = next(filter(None, (lost_with(one["type"], values) for values in attributes)), None)
        if lost:
            yield f"{one['type']}.{one['name']}: {lost}"


def _component(resource: Mapping[str, Any]) -> str:
    """The component tag; "" for types that have no tags."""
    for instance in resource["instances"]:
        attributes = instance.get("attributes", {})
        return ((attributes.get("tags_all") or {}).get("component")) or ""
    return ""


def _by_prefix(name: str, tagged: Mapping[str, str]) -> str:
    """The component a resource's address begins with: those without tags are named after their module too."""
    fitting = [component for component in tagged.values() if f"{name}_".startswith(f"{component}_".replace("-", "_"))]
    return max(fitting, key=len, default=name.split("_")[0])
