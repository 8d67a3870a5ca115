"""A synthesised root as resources: enough for prices, without Terraform."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.model import UNKNOWN, Resource

EXPRESSION = re.compile(r"(?<!\$)\$\{")
REFERENCE = re.compile(r"\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\.([A-Za-z_][\w-]*)")


@dataclass(frozen=True, slots=True)
class Root:
    """The resources a root asks for, where values that are expressions are UNKNOWN."""

    resources: Mapping[str, Resource]
    references: Mapping[str, Mapping[str, frozenset[str]]]
    """Address -> argument -> the addresses that it refers to."""
    regions: Mapping[str, str]
    """Provider, such as `aws` or `aws.recovery` -> region."""


def read_root(document: Mapping[str, Any]) -> Root:
    """Reads Terraform JSON as `stackwright synth` writes it: one block of arguments for each resource, no modules."""
    resources: dict[str, Resource] = {}
    references: dict[str, Mapping[str, frozenset[str]]] = {}
    for kind, named in document.get("resource", {}).items():
        for name, arguments in named.items():
            address = f"{kind}.{name}"
            provider = arguments.get("provider", kind.partition("_")[0])
            values = {argument: _known(value) for argument, value in arguments.items()}
            resources[address] = Resource(address, kind, name, values, provider=provider)
            references[address] = {
                argument: frozenset(_referred(value)) for argument, value in arguments.items() if _is_used(argument)
            }
    known = {
        address: {argument: found & resources.keys() for argument, found in arguments.items() if found}
        for address, arguments in references.items()
    }
    return Root(resources, known, dict(_regions(document.get("provider", {}))))


def _is_used(argument: str) -> bool:
    """`depends_on` and `lifecycle` name resources without using them."""
    return argument not in ("depends_on", "lifecycle", "provider")


def _regions(providers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, blocks in providers.items():
        for block in blocks if isinstance(blocks, list) else [blocks]:
            if "region" in block:
                yield ".".join(filter(None, (name, block.get("alias")))), block["region"]


def _known(value: Any) -> Any:
    if isinstance(value, str):
        return UNKNOWN if EXPRESSION.search(value) else value
    if isinstance(value, Mapping):
        return {name: _known(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_known(inside) for inside in value]
    return value


def _referred(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if EXPRESSION.search(value):
            yield from (f"{kind}.{name}" for kind, name in REFERENCE.findall(value))
    elif isinstance(value, Mapping):
        for inside in value.values():
            yield from _referred(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _referred(inside)
