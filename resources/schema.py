"""The provider's schema, reduced to what checking needs. Made by `python -m resources.generate`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA_PATH = Path(__file__).with_name("schema.json")

# One field of a shape, as it lies in schema.json:
#   [type, flags]                                   an argument or attribute; flags from "rocdsw"
#   [nesting_mode, min_items, max_items, shape]     a nested block
#   ["nested", nesting_mode, flags, shape]          an argument that is written like a block
Field = list[Any]
Shape = dict[str, Field]


@cache
def schema() -> dict[str, Any]:
    return json.loads(SCHEMA_PATH.read_bytes())


def shape_name(terraform_type: str) -> str:
    """The name of the shape of a resource type such as `aws_vpc`. KeyError when the type is not in types.txt."""
    return schema()["types"][terraform_type]


def shape(name: str) -> Shape:
    """The arguments, attributes and blocks of a type or block."""
    return schema()["shapes"][name]


def shape_of_type(terraform_type: str) -> Shape:
    return shape(shape_name(terraform_type))


def shape_of_block(field: Field) -> Shape:
    return shape(field[3])


@cache
def required(name: str) -> tuple[str, ...]:
    """What a type or block cannot be without."""
    return tuple(field_name for field_name, field in shape(name).items() if is_required(field))


def deprecated_blocks(name: str) -> list[str]:
    """Blocks of this shape that the provider wants no longer, such as `versioning` of an S3 bucket."""
    return schema()["deprecated_blocks"].get(name, [])


def is_nested_attribute(field: Field) -> bool:
    return field[0] == "nested"


def is_block(field: Field) -> bool:
    return len(field) == 4 and not is_nested_attribute(field)


def flags(field: Field) -> str:
    """Letters of "rocdsw": required, optional, computed, deprecated, sensitive, write-only. Blocks have none."""
    if is_block(field):
        return ""
    return field[2] if is_nested_attribute(field) else field[1]


def is_required(field: Field) -> bool:
    return field[1] > 0 if is_block(field) else "r" in flags(field)


def is_settable(field: Field) -> bool:
    return is_block(field) or "r" in flags(field) or "o" in flags(field)


def is_readable(field: Field) -> bool:
    """Whether others can refer to it: all but write-only arguments, which Terraform never keeps."""
    return "w" not in flags(field)


def value_type(field: Field) -> Any:
    """Terraform's type of the whole value: "string", ["list", "string"], ... ["list", {"shape": field}] for blocks."""
    if not is_block(field) and not is_nested_attribute(field):
        return field[0]
    mode = field[1] if is_nested_attribute(field) else field[0]
    block = {"shape": field}
    return block if mode in ("single", "group") else [mode, block]
