"""A synthesised root as resources that can be compared with those of another environment."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from review.model import Resource

PROVIDER: Final = "provider"
"""The type under which a provider's configuration is compared."""
_LEFT_OUT: Final = ("depends_on",)
"""Follows from the references."""
OWN_NAME: Final = "{name}"
OWN_ENVIRONMENT: Final = "{environment}"
OWN_SYSTEM: Final = "{system}"
"""What stands in place of what is called after the environment, so that it is the same in both."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `components` has the component of every address."""

    name: str
    resources: Mapping[str, Resource]
    components: Mapping[str, str]


def side(name: str, root: Mapping[str, Any], other: str) -> Side:
    """From `macro-ai/prod` and the parsed cdk.tf.json of its root, to be compared with `other`.

    The name of the system is a name of its own only where the other is of another system.
    """
    own = _own(name, other)
    resources = {
        resource.address: resource
        for resource in (*_resources(root.get("resource", {}), own), *_providers(root.get("provider", {}), own))
    }
    known = sorted({resource.component for resource in resources.values()} - {""}, key=lambda one: (-len(one), one))
    return Side(name, resources, {address: _component(one, known) for address, one in resources.items()})


def _resources(blocks: Mapping[str, Mapping[str, Mapping[str, Any]]], own: "_Own") -> Iterator[Resource]:
    for terraform_type, named in blocks.items():
        for name, arguments in named.items():
            values = {key: own.replaced(value) for key, value in arguments.items() if key not in _LEFT_OUT}
            yield Resource(f"{terraform_type}.{name}", terraform_type, name, values)


def _providers(providers: Mapping[str, Any], own: "_Own") -> Iterator[Resource]:
    for name, blocks in providers.items():
        for block in blocks if isinstance(blocks, list) else [blocks]:
            called = ".".join(filter(None, (PROVIDER, name, block.get("alias"))))
            yield Resource(called, PROVIDER, called, own.replaced(block))


def _component(resource: Resource, known: list[str]) -> str:
    """The tag, or the component that the name begins with: not everything in AWS can be tagged."""
    if resource.component or resource.type == PROVIDER:
        return resource.component or PROVIDER
    words = f"{_words(resource.name)}-"
    return next((one for one in known if words.startswith(f"{_words(one)}-")), "")


def _words(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


@dataclass(frozen=True)
class _Own:
    """The names of an environment, in any of the spellings that names in AWS have."""

    whole: re.Pattern[str]
    system: re.Pattern[str] | None
    environment: str

    def replaced(self, value: Any) -> Any:
        """The value with placeholders for own names."""
        if isinstance(value, str):
            if value == self.environment:
                return OWN_ENVIRONMENT
            bare = self.whole.sub(OWN_NAME, value)
            return self.system.sub(OWN_SYSTEM, bare) if self.system else bare
        if isinstance(value, Mapping):
            return {self.replaced(key): self.replaced(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.replaced(one) for one in value]
        return value


def _own(name: str, other: str) -> _Own:
    system, _, environment = name.partition("/")
    is_shared = system == other.partition("/")[0]
    return _Own(_spelt(name), None if is_shared else _spelt(system), environment)


def _spelt(name: str) -> re.Pattern[str]:
    """A name with any separators, not as a part of a longer word: `macro-ai/prod`, `macro_ai_prod`."""
    words = "[-_/.]".join(re.escape(word) for word in re.split(r"[-/]", name) if word)
    return re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])", re.IGNORECASE)
