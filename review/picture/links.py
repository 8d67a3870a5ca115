"""Which resource refers to which, by argument: from the values where they are known, else from the configuration."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from review.configuration import without_index
from review.model import Mark, Plan, Resource
from review.picture.kinds_pieces import ANY_ARGUMENT, kind_of

_AWS_ID: Final = re.compile(r"arn:|[a-z]+-[0-9a-f]{8,17}$")
"""Texts that name one resource and nothing else. A bucket's id is its name, which much else may have too."""
_OWN: Final = ("arn", "id")
_DEPTH: Final = 8


class Links:
    """The references between `resources`, which are all that there is before and after a plan."""

    def __init__(self, plan: Plan, resources: Mapping[str, Resource]) -> None:
        self._resources = resources
        self._instances: dict[str, list[str]] = defaultdict(list)
        self._by_id: dict[str, set[str]] = defaultdict(set)
        for address, resource in resources.items():
            self._instances[without_index(address)].append(address)
            for name in _OWN:
                if (value := _text(resource.values.get(name))) is not None:
                    self._by_id[value].add(address)
        self._to = {address: self._arguments(plan, resource) for address, resource in resources.items()}
        self._from: dict[str, list[str]] = defaultdict(list)
        for source in resources:
            for target in self.of(source):
                self._from[target].append(source)

    def of(self, address: str, *arguments: str) -> list[str]:
        """The addresses that these top-level arguments of a resource refer to, or all its arguments."""
        found = self._to.get(address, {})
        names = arguments if arguments and ANY_ARGUMENT not in arguments else found
        return sorted({target for name in names for target in found.get(name, ())})

    def to(self, address: str) -> list[str]:
        """The addresses of the resources that refer to this one."""
        return self._from.get(address, [])

    def of_type(self, address: str, terraform_type: str, *arguments: str) -> list[str]:
        """Those of `of` that are of a type."""
        return [found for found in self.of(address, *arguments) if self._resources[found].type == terraform_type]

    def _arguments(self, plan: Plan, resource: Resource) -> dict[str, set[str]]:
        configured = plan.argument_references.get(without_index(resource.address), {})
        naming = kind_of(resource.type).owner
        found: dict[str, set[str]] = {}
        for argument in {**configured, **resource.values}:
            texts = set(_texts(resource.values.get(argument), _DEPTH))
            targets: set[str] = set()
            for reference in configured.get(argument, ()):
                targets |= self._of_reference(reference, resource, texts)
            if not targets and argument not in _OWN:
                targets |= self._named(text for text in texts if argument in naming or _AWS_ID.match(text))
            targets.discard(resource.address)
            if targets:
                found[argument] = targets
        return found

    def _named(self, texts: Iterable[str]) -> set[str]:
        return {address for text in texts if text in self._by_id for address in self._by_id[text]}

    def _of_reference(self, reference: str, resource: Resource, texts: set[str]) -> set[str]:
        """The instances that a reference means: those whose id the value has, else that of the same index, else all."""
        instances = self._instances.get(without_index(reference), [])
        if len(instances) < 2:
            return set(instances)
        named = self._named(texts) & set(instances)
        if named:
            return named
        same = {address for address in instances if self._resources[address].index == resource.index is not None}
        return same or set(instances)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value and not isinstance(value, Mark) else None


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if not isinstance(value, Mark):
            yield value
    elif depth and isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, depth - 1)
