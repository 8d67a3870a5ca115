"""What a target has, from its state: counts, names and outputs, no other values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TYPES_SHOWN = 3
"""Of each component, the types with the most resources."""


@dataclass(frozen=True)
class Deployed:
    """What exists by component and type, the outputs that are not sensitive, the names of the ECS clusters."""

    components: Mapping[str, Counter[str]]
    outputs: Mapping[str, Any]
    clusters: tuple[str, ...]

    @property
    def resources(self) -> int:
        return sum(counts.total() for counts in self.components.values())

    def lines(self) -> list[str]:
        """A line a component: how many resources, and of which types the most."""
        width = max((len(component) for component in self.components), default=0)
        return [f"{component:<{width}}  {_counts(counts)}" for component, counts in sorted(self.components.items())]


def deployed(state: Mapping[str, Any] | None) -> Deployed:
    """From `terraform state pull`; of no state, nothing."""
    components: dict[str, Counter[str]] = {}
    clusters: list[str] = []
    resources = [one for one in (state or {}).get("resources", []) if one["mode"] == "managed"]
    tagged = {one["name"]: component for one in resources if (component := _component(one))}
    for one in resources:
        component = _component(one) or _by_prefix(one["name"], tagged)
        components.setdefault(component, Counter())[one["type"]] += len(one["instances"])
        if one["type"] == "aws_ecs_cluster":
            clusters += [instance["attributes"]["name"] for instance in one["instances"]]
    outputs = {
        name: output["value"]
        for name, output in (state or {}).get("outputs", {}).items()
        if not output.get("sensitive")
    }
    return Deployed(components, outputs, tuple(clusters))


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


def _counts(counts: Counter[str]) -> str:
    words = []
    for terraform_type, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        name = terraform_type.removeprefix("aws_")
        words.append(f"{count} {name}" if count > 1 else name)
    more = [f"{len(words) - TYPES_SHOWN} more types"] if len(words) > TYPES_SHOWN + 1 else []
    shown = words[:TYPES_SHOWN] if more else words
    return f"{counts.total():>3}  {', '.join([*shown, *more])}"
