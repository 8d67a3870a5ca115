"""What would have to change in emitted roots for the next major version of the provider."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from resources.schema import Field, Shape, is_block, is_nested_attribute, is_required, is_settable

SCHEMA_PATH = Path(__file__).with_name("schema.json")

META = frozenset({"//", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner", "connection"})
REFERENCE = re.compile(r"(?<![\w.])(aws_\w+)\.(\w+)(?:\[[^\]]*\])?\.(\w+)")


@dataclass(frozen=True, order=True)
class Difference:
    """One place in a root that the next provider would refuse, such as `aws_eip.nat: vpc is not an argument`."""

    address: str
    text: str

    def __str__(self) -> str:
        return f"{self.address}: {self.text}"


@cache
def next_schema() -> dict[str, Any]:
    """The next provider's schema, in the form that resources/generate.py describes."""
    return json.loads(SCHEMA_PATH.read_bytes())


def differences(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Difference]:
    """Of all resources of a `cdk.tf.json`: types, arguments and attributes that are not there any more, or new ones
    that are required, or blocks where there is room for one only."""
    for terraform_type, resources in root.get("resource", {}).items():
        for name, arguments in resources.items():
            address = f"{terraform_type}.{name}"
            if terraform_type not in schema["types"]:
                yield Difference(address, f"{terraform_type} is not a resource type")
                continue
            shape = schema["shapes"][schema["types"][terraform_type]]
            values = {key: value for key, value in arguments.items() if key not in META}
            for text in _in_block(values, shape, schema["shapes"], ""):
                yield Difference(address, text)
    yield from _references(root, schema)


def _in_block(values: Mapping[str, Any], shape: Shape, shapes: Mapping[str, Shape], path: str) -> Iterator[str]:
    for name, value in values.items():
        field = shape.get(name)
        if field is None:
            yield f"{path}{name} is not an argument"
        elif not is_settable(field):
            yield f"{path}{name} cannot be set"
        elif is_block(field) or is_nested_attribute(field):
            yield from _nested(value, field, shapes, f"{path}{name}")
    for name, field in shape.items():
        if is_required(field) and name not in values:
            yield f"{path}{name} is required"


def _nested(value: Any, field: Field, shapes: Mapping[str, Shape], path: str) -> Iterator[str]:
    single = is_nested_attribute(field) and field[1] == "single"
    if single and isinstance(value, list):
        yield f"{path} is one object, not a list of them"
    if is_block(field) and field[2] and isinstance(value, list) and len(value) > field[2]:
        yield f"{path} may be there {field[2]} times at most, not {len(value)} times"
    for inner in value if isinstance(value, list) else [value]:
        if isinstance(inner, Mapping):
            yield from _in_block(inner, shapes[field[3]], shapes, f"{path}.")


def _references(root: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Difference]:
    """Attributes that are referred to anywhere in the root."""
    seen = set()
    for terraform_type, name, attribute in REFERENCE.findall(json.dumps(root)):
        if terraform_type in schema["types"] and (terraform_type, name, attribute) not in seen:
            seen.add((terraform_type, name, attribute))
            if attribute not in schema["shapes"][schema["types"][terraform_type]]:
                yield Difference(f"{terraform_type}.{name}", f"{attribute} is referred to and is not an attribute")
