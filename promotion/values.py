"""Values of tfvars files as promotion compares them."""

from collections.abc import Iterator
from enum import Enum
from typing import Final, TypeAlias

from settings import syntax
from settings.problem import KeyPath


class Missing(Enum):
    """Stands where a file, or the settings made of it, have no value."""

    MISSING = "not set"


MISSING: Final = Missing.MISSING
Value: TypeAlias = syntax.Value | Missing


def same(left: Value, right: Value) -> bool:
    """Equal, where 2 and 2.0 are but true and 1 are not."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(*pair) for pair in zip(left, right, strict=True))
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def at(values: Value, key: KeyPath) -> Value:
    """The value at a key, MISSING when it is not there."""
    for part in key:
        if not isinstance(values, dict) or part not in values:
            return MISSING
        values = values[str(part)]
    return values


def leaves(value: Value, key: KeyPath = ()) -> Iterator[tuple[KeyPath, Value]]:
    """What is no map, and maps without entries, with their keys in the order of the file."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*key, name))
    else:
        yield key, value
