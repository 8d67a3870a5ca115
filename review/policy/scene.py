"""The resources a rule looks at, and how it finds what belongs to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from review.configuration import without_index
from review.model import Mark, Plan, Resource


@dataclass(frozen=True)
class Scene:
    """Everything that there will be after a plan."""

    plan: Plan

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.plan.after.values():
            found.setdefault(resource.type, []).append(resource)
        return found

    def of_type(self, *types: str) -> Iterator[Resource]:
        for each in types:
            yield from self._by_type.get(each, ())

    def companions(self, resource: Resource, companion_type: str, argument: str) -> Iterator[Resource]:
        """Resources of a type whose `argument` means this resource: by reference, or by a name or id both have."""
        names = {resource.values.get(name) for name in ("id", "arn", "name", "bucket")} - {None, *Mark}
        for companion in self.of_type(companion_type):
            referred = self.plan.argument_references.get(without_index(companion.address), {}).get(
                argument, frozenset()
            )
            if without_index(resource.address) in referred or companion.values.get(argument) in names:
                yield companion


def value_at(values: Any, *path: str) -> Any:
    """The value at a path of names, through the first block where there is a list; None where there is nothing."""
    for name in path:
        if isinstance(values, list):
            values = values[0] if values else None
        if not isinstance(values, Mapping):
            return values if isinstance(values, Mark) else None
        values = values.get(name)
    return values
