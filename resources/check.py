"""Arguments of a resource against the provider's schema: every problem, with the path to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from resources import schema
from resources.ref import Ref, did_you_mean

# JSON numbers pass through JavaScript (CDKTF), which cannot hold larger integers exactly.
LARGEST_EXACT_INTEGER = 2**53

PYTHON_TYPES = {"string": (str,), "number": (int, float), "bool": (bool,)}
KINDS = {"string": "scalar", "number": "scalar", "bool": "scalar", "list": "list", "set": "list", "tuple": "list"}


def problems(shape: schema.Shape, arguments: Mapping[str, Any], path: str) -> Iterator[str]:
    """Unknown, mistyped, computed-only, deprecated and missing arguments; too many or too few blocks; at any depth."""
    for name, value in arguments.items():
        here = f"{path}.{name}"
        field = shape.get(name)
        if field is None:
            settable = (known for known, field in shape.items() if schema.is_settable(field))
            yield f"{here} is not an argument{did_you_mean(name, settable)}"
        elif not schema.is_settable(field):
            yield f"{here} is computed by the provider and cannot be set"
        elif "d" in schema.flags(field):
            yield f"{here} is deprecated by the provider"
        elif schema.is_block(field):
            yield from _block_problems(field, value, here)
        elif schema.is_nested_attribute(field):
            yield from _nested_attribute_problems(field, value, here)
        else:
            yield from _value_problems(field[0], value, here)
    for name, field in shape.items():
        if name not in arguments and schema.is_required(field):
            yield f"{path}.{name} is required"


def _block_problems(field: schema.Field, value: Any, path: str) -> Iterator[str]:
    mode, least, most, _ = field
    shape = schema.shape_of_block(field)
    if mode == "map":
        if not isinstance(value, Mapping):
            yield f"{path} must be a dict of blocks, got {_got(value)}"
            return
        blocks = [(f"{path}[{key!r}]", block) for key, block in value.items()]
    elif isinstance(value, Mapping):
        blocks = [(path, value)]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        blocks = [(f"{path}[{index}]", block) for index, block in enumerate(value)]
    else:
        yield f"{path} must be a block (a dict) or a list of blocks, got {_got(value)}"
        return
    if most and len(blocks) > most:
        yield f"{path} takes at most {_blocks(most)}, got {len(blocks)}"
    if len(blocks) < least:
        yield f"{path} needs at least {_blocks(least)}, got {len(blocks)}"
    for here, block in blocks:
        if isinstance(block, Mapping):
            yield from problems(shape, block, here)
        else:
            yield f"{here} must be a block (a dict), got {_got(block)}"


def _nested_attribute_problems(field: schema.Field, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str) and "${" in value:
        return
    _, mode, _, _ = field
    shape = schema.shape_of_block(field)
    if mode == "single":
        elements = [(path, value)]
    elif mode == "map" and isinstance(value, Mapping):
        elements = [(f"{path}[{key!r}]", element) for key, element in value.items()]
    elif mode in ("list", "set") and isinstance(value, Sequence) and not isinstance(value, str):
        elements = [(f"{path}[{index}]", element) for index, element in enumerate(value)]
    else:
        yield f"{path} must be a {'dict' if mode == 'map' else 'list'} of dicts, got {_got(value)}"
        return
    for here, element in elements:
        if isinstance(element, Mapping):
            yield from problems(shape, element, here)
        else:
            yield f"{here} must be a dict, got {_got(element)}"


def _value_problems(wanted: Any, value: Any, path: str) -> Iterator[str]:
    if value is None:
        yield f"{path} is None: leave the argument out (use given())"
        return
    if wanted == "dynamic":
        return
    if isinstance(value, Ref) and value.type is not None:
        if _kind(value.type) != _kind(wanted):
            yield f"{path} must be a {_spelled(wanted)}, got {value.expression}, which is a {_spelled(value.type)}"
        return
    if isinstance(value, str) and "${" in value:
        return
    if isinstance(wanted, str):
        yield from _scalar_problems(wanted, value, path)
        return
    kind, element = wanted
    if kind in ("list", "set"):
        if not isinstance(value, Sequence) or isinstance(value, str):
            yield f"{path} must be a {kind}, got {_got(value)}"
            return
        for index, item in enumerate(value):
            yield from _value_problems(element, item, f"{path}[{index}]")
        return
    if not isinstance(value, Mapping):
        yield f"{path} must be a {kind}, got {_got(value)}"
        return
    for key, item in value.items():
        if not isinstance(key, str):
            yield f"{path} has the key {key!r}, which must be a string"
        elif kind == "map":
            yield from _value_problems(element, item, f"{path}[{key!r}]")
        elif key not in element:
            yield f"{path}.{key} is not an argument{did_you_mean(key, element)}"
        else:
            yield from _value_problems(element[key], item, f"{path}.{key}")


def _scalar_problems(wanted: str, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, PYTHON_TYPES[wanted]) or (isinstance(value, bool) and wanted != "bool"):
        yield f"{path} must be a {wanted}, got {_got(value)}"
    elif isinstance(value, int) and abs(value) > LARGEST_EXACT_INTEGER:
        yield f"{path} is larger than 2**53 and would lose digits in JSON, got {value}"


def _kind(type: Any) -> str:
    if isinstance(type, list):
        return KINDS.get(type[0], "map")
    return "map" if isinstance(type, dict) else KINDS.get(type, "map")


def _spelled(type: Any) -> str:
    if isinstance(type, str):
        return type
    if isinstance(type, dict):
        return "block"
    return f"{type[0]} of {_spelled(type[1])}" if type[0] != "object" else "object"


def _blocks(count: int) -> str:
    return "1 block" if count == 1 else f"{count} blocks"


def _got(value: Any) -> str:
    return "None" if value is None else f"the {type(value).__name__} {value!r}"
