"""The resources of a plan and how to get from one to another: a price often depends on both."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from review.configuration import without_index
from review.cost.prices import LOOKED_UP
from review.cost.usage import UsageInputs
from review.model import Mark, Resource

T = TypeVar("T")

References = Mapping[str, Mapping[str, frozenset[str]]]
"""Address without index -> argument -> the addresses without index that it refers to."""

UNTAGGED = "untagged"
LARGEST = 1e12
"""A plan that asks for more of something than that is not meant."""
IDENTITIES = ("arn", "id", "name", "family", "identifier", "cluster_identifier", "replication_group_id")
"""Arguments by which AWS and other resources call a resource."""


@dataclass(frozen=True)
class Surroundings:
    """Everything an estimate may look at."""

    resources: Mapping[str, Resource]
    usage: UsageInputs
    references: References = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    """Provider, as `Resource.provider` names it -> region."""

    @property
    def home(self) -> str:
        """The region that most is in."""
        return self.regions.get("aws", LOOKED_UP)

    def share(self, type: str) -> float:
        """What one of all resources of a type has of a figure that is given for all of them."""
        return 1 / len(self.of_type(type))

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once however many resources ask for it."""
        if name not in self._memory:
            self._memory[name] = make()
        return self._memory[name]

    def of_type(self, type: str) -> list[Resource]:
        return self._by_type.get(type, [])

    def region(self, resource: Resource) -> str:
        """Where a resource is: what its own `region` or `arn` says, else the region of its provider."""
        own = text(resource, "region") or _region_of_arn(text(resource, "arn"))
        return own or self.regions.get(resource.provider, LOOKED_UP)

    def component(self, resource: Resource) -> str:
        """Its tag; for a resource that takes no tags, the component that its name begins with, if there is one."""
        if resource.component:
            return resource.component
        fits = (one for one in self._components if f"{resource.name}_".startswith(f"{one.replace('-', '_')}_"))
        return max(fits, key=len, default=UNTAGGED)

    def referred(self, resource: Resource, argument: str, type: str) -> list[Resource]:
        """The resources of a type that an argument names: by reference, or by a name that it holds."""
        targets = self.references.get(without_index(resource.address), {}).get(argument, frozenset())
        found = [one for target in sorted(targets) for one in self._by_address.get(target, ()) if one.type == type]
        if found:
            return found
        named = dict.fromkeys(_texts(resource.values.get(argument)))
        unique = {one.address: one for name in named for one in self._by_identity.get(name, ()) if one.type == type}
        return list(unique.values())

    def counted(self, resource: Resource, argument: str, type: str) -> int:
        """How many elements a list of resources has. A plan may not know that of elements that do not exist yet: then
        it is how many resources the configuration names there."""
        found = resource.values.get(argument)
        return len(found) if isinstance(found, (list, tuple)) else len(self.referred(resource, argument, type))

    def referring(self, resource: Resource, argument: str, type: str) -> list[Resource]:
        """The resources of a type whose argument names `resource`."""

        def users() -> dict[str, list[Resource]]:
            pairs = ((user, self.referred(user, argument, resource.type)) for user in self.of_type(type))
            return _grouped((target.address, user) for user, targets in pairs for target in targets)

        return self.remembered(f"{type}.{argument} of {resource.type}", users).get(resource.address, [])

    @cached_property
    def _components(self) -> set[str]:
        return {one.component for one in self.resources.values() if one.component}

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        return _grouped((resource.type, resource) for resource in self.resources.values())

    @cached_property
    def _by_address(self) -> dict[str, list[Resource]]:
        return _grouped((without_index(resource.address), resource) for resource in self.resources.values())

    @cached_property
    def _by_identity(self) -> dict[str, list[Resource]]:
        return _grouped((name, one) for one in self.resources.values() for name in _identities(one))

    @cached_property
    def _memory(self) -> dict[str, Any]:
        return {}


def _grouped(pairs: Iterable[tuple[str, Resource]]) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for key, resource in pairs:
        found.setdefault(key, []).append(resource)
    return found


def value(resource: Resource, name: str) -> Any:
    """An argument, or None where it is not given, not known or not to be shown."""
    found = resource.values.get(name)
    return None if isinstance(found, Mark) else found


def text(resource: Resource, name: str, default: str = "") -> str:
    found = value(resource, name)
    return found if isinstance(found, str) else default


def number(resource: Resource, name: str, default: float = 0.0) -> float:
    return as_number(value(resource, name), default)


def as_number(found: Any, default: float = 0.0) -> float:
    """A number of something, which Terraform writes as text at times; the default for what is no such number."""
    try:
        number = default if isinstance(found, Mark) else float(found)
    except (TypeError, ValueError, OverflowError):
        return default
    return number if 0 <= number < LARGEST else default


def true(resource: Resource, name: str) -> bool:
    return value(resource, name) in (True, "true")


def blocks(values: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The blocks of a name. A plan has a list of them, a root may have one alone."""
    found = values.get(name)
    listed = found if isinstance(found, (list, tuple)) else [found]
    return [block for block in listed if isinstance(block, Mapping)]


def _region_of_arn(arn: str) -> str:
    parts = arn.split(":")
    return parts[3] if len(parts) > 3 else ""


def _texts(found: Any) -> Iterator[str]:
    """Every text in a value, and the last part of each path: `service/cluster/api` names `api`."""
    if isinstance(found, Mark) or found is None:
        return
    if isinstance(found, str):
        yield found
        yield found.rpartition("/")[2]
        # arn:aws:ecs:us-east-1:123456789012:task-definition/api:7
        yield found.rpartition("/")[2].partition(":")[0]
    elif isinstance(found, Mapping):
        for inside in found.values():
            yield from _texts(inside)
    elif isinstance(found, (list, tuple)):
        for inside in found:
            yield from _texts(inside)


def _identities(resource: Resource) -> set[str]:
    return {found for name in IDENTITIES if (found := text(resource, name))}
