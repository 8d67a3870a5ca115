"""What the provider's schema says of a value: whether its order matters, who sets it, what is sensitive.

Only the types in resources/types.txt are known; of others nothing is said.
"""

from functools import cache
from typing import Any, TypeAlias

from resources import schema
from review.masks import EveryElement, Mask

Kind: TypeAlias = Any
"""Terraform's type of a value, `["set", "string"]`, with `{"shape": field}` for blocks; None where it is not known."""


def kind_of_resource(terraform_type: str) -> Kind:
    """The kind of a resource of a type; None for a type that is not known."""
    name = schema.schema()["types"].get(terraform_type)
    return None if name is None else {"shape": ["single", 0, 0, name]}


def below(kind: Kind, part: str | int) -> Kind:
    """The kind of an argument or element."""
    if isinstance(part, str):
        if isinstance(kind, dict):
            field = _field(kind, part)
            return None if field is None else schema.value_type(field)
        if isinstance(kind, list) and kind[0] == "object":
            return kind[1].get(part)
    return kind[1] if isinstance(kind, list) and kind[0] in ("set", "list", "map") else None


def is_ordered(kind: Kind) -> bool | None:
    """Whether the order of elements matters; None where it is not known."""
    return {"set": False, "list": True}.get(kind[0]) if isinstance(kind, list) else None


def is_settable(kind: Kind, name: str) -> bool | None:
    """Whether a person can set an argument of a resource or block; None where it is not known."""
    field = _field(kind, name)
    return None if field is None else schema.is_settable(field)


def is_computed(kind: Kind, name: str) -> bool | None:
    """Whether the provider sets an argument of a resource or block when a person does not; None where not known."""
    field = _field(kind, name)
    return None if field is None else "c" in schema.flags(field)


@cache
def sensitive_mask(terraform_type: str) -> Mask:
    """The marks that every resource of a type has, whether its plan repeats them or not."""
    kind = kind_of_resource(terraform_type)
    return None if kind is None else _shape_mask(kind["shape"][3])


@cache
def _shape_mask(name: str) -> Mask:
    marks: dict[str, Mask] = {}
    for argument, field in schema.shape(name).items():
        if schema.flags(field) and set("sw") & set(schema.flags(field)):
            marks[argument] = True
        elif schema.is_block(field) or schema.is_nested_attribute(field):
            below_argument = _shape_mask(field[3])
            if below_argument:
                single = isinstance(schema.value_type(field), dict)
                marks[argument] = below_argument if single else EveryElement(below_argument)
    return marks or None


def _field(kind: Kind, name: str) -> schema.Field | None:
    return schema.shape_of_block(kind["shape"]).get(name) if isinstance(kind, dict) else None
