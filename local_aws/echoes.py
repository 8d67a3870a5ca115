"""Lay what was sent over moto's answers, for the resources registered with `registry.echo`."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from moto.core.utils import get_service_model

from local_aws.registry import ECHOES, Context, Echo


def rules_for(service: str, operation: str) -> list[Echo]:
    """The rules that concern this operation: it writes, forgets or shows the resource."""
    return [
        rule
        for rule in ECHOES.get(service, [])
        if operation in rule.writes or operation in rule.forgets or rule.shape in _shapes_shown(service, operation)
    ]


def apply(rule: Echo, context: Context, result: dict[str, Any]) -> None:
    """Remember or forget what the request said, then complete `result` in place."""
    remembered = context.table(f"echo of {rule.shape}")
    output = get_service_model(context.service).operation_model(context.operation).output_shape
    items = [] if output is None else list(_items(output, result, rule.shape))
    identifier = next((context.params[key] for key in rule.request_keys if context.params.get(key)), None)
    if identifier is None and context.operation in rule.writes and len(items) == 1:
        # AWS chose the identifier: the answer to the creation tells it.
        identifier = items[0][rule.key]
    if context.operation in rule.writes and identifier is not None:
        remembered.setdefault(identifier, {}).update(_comparable(rule, context))
    for item in items:
        item.update(copy.deepcopy(remembered.get(item.get(rule.key), {})))
    if context.operation in rule.forgets:
        remembered.pop(identifier, None)


def _comparable(rule: Echo, context: Context) -> dict[str, Any]:
    """The parameters that the resource's structure shows under the same name and with the same type."""
    model = get_service_model(context.service)
    resource: Any = model.shape_for(rule.shape)
    sent: Any = model.operation_model(context.operation).input_shape
    found: dict[str, Any] = {}
    for name, value in context.params.items():
        shown = rule.renames.get(name, name)
        if name in rule.skip or shown == rule.key or shown not in resource.members or name not in sent.members:
            continue
        if _same_type(sent.members[name], resource.members[shown]):
            found[shown] = copy.deepcopy(value)
    return found


def _same_type(sent: Shape, shown: Shape) -> bool:
    if isinstance(sent, ListShape) and isinstance(shown, ListShape):
        return _same_type(sent.member, shown.member)
    if isinstance(sent, StructureShape) and isinstance(shown, StructureShape):
        return sent.name == shown.name or set(sent.members) == set(shown.members)
    if isinstance(sent, MapShape) and isinstance(shown, MapShape):
        return _same_type(sent.value, shown.value)
    return sent.type_name == shown.type_name


@cache
def _shapes_shown(service: str, operation: str) -> frozenset[str]:
    """The names of all structures in the operation's output."""
    model = get_service_model(service)
    if operation not in model.operation_names:
        return frozenset()
    output = model.operation_model(operation).output_shape
    return frozenset() if output is None else frozenset(_structures(output, set()))


def _structures(shape: Shape, seen: set[str]) -> Iterator[str]:
    if shape.name in seen:
        return
    seen.add(shape.name)
    if isinstance(shape, StructureShape):
        yield shape.name
        for member in shape.members.values():
            yield from _structures(member, seen)
    elif isinstance(shape, ListShape):
        yield from _structures(shape.member, seen)
    elif isinstance(shape, MapShape):
        yield from _structures(shape.value, seen)


def _items(shape: Shape, value: Any, wanted: str) -> Iterator[dict[str, Any]]:
    """Every structure of the wanted shape in an answer."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        if shape.name == wanted and isinstance(value, dict):
            yield value
        for name, member in shape.members.items():
            if name in value:
                yield from _items(member, value[name], wanted)
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for item in value:
            yield from _items(shape.member, item, wanted)
    elif isinstance(shape, MapShape) and isinstance(value, Mapping):
        for item in value.values():
            yield from _items(shape.value, item, wanted)
