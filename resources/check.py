"""Arguments of a resource against the provider's schema: every problem, with the path to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from resources import schema
from resources.ref import Ref, did_you_mean

# JSON numbers pass through JavaScript (CDKTF), which cannot hold larger integers exactly.
LARGEST_EXACT_INTEGER = 2**53

PYTHON_TYPES = {"string": (str,), "number": (int, float), "bool": (bool,)}
KINDS = {"string": "scalar", "number": "scalar", "bool": "scalar", "list": "list", "set": "list", "tuple": "list"}


def problems(shape_name: str, arguments: Mapping[str, Any], path: str) -> Iterator[str]:
    """Unknown, mistyped, computed-only, deprecated and missing arguments; too many or too few blocks; at any depth."""
    shape = schema.shape(shape_name)
    deprecated = schema.deprecated_blocks(shape_name)
    for name, value in arguments.items():
        here = f"{path}.{name}"
        field = shape.get(name)
        if field is None:
            settable = (known for known, field in shape.items() if schema.is_settable(field))
            yield f"{here} is not an argument{did_you_mean(name, settable)}"
        elif not schema.is_settable(field):
            yield f"{here} is computed by the provider and cannot be set"
        elif "d" in schema.flags(field) or name in deprecated:
            yield f"{here} is deprecated by the provider"
        elif schema.is_block(field):
            yield from _block_problems(field, value, here)
        elif schema.is_nested_attribute(field):
            yield from _nested_attribute_problems(field, value, here)
        else:
            yield from value_problems(field[0], value, here)
    for name in schema.required(shape_name):
        if name not in arguments:
            yield f"{path}.{name} is required"


def value_problems(wanted: Any, value: Any, path: str) -> Iterator[str]:
    """What keeps a value from being of Terraform's type `wanted`."""
    if value is None:
        yield f"{path} is None: leave the argument out (use given())"
    elif isinstance(value, Ref) and value.type is not None:
        if wanted != "dynamic" and _kind(value.type) != _kind(wanted):
            yield f"{path} must be a {_spelled(wanted)}, got {value.expression}, which is a {_spelled(value.type)}"
    elif wanted == "dynamic" or _is_expression(value):
        return
    elif isinstance(wanted, str):
        yield from _scalar_problems(wanted, value, path)
    elif wanted[0] in ("list", "set"):
        yield from _list_problems(wanted, value, path)
    else:
        yield from _map_problems(wanted, value, path)


def _block_problems(field: schema.Field, value: Any, path: str) -> Iterator[str]:
    mode, least, most, shape_name = field
    blocks = [(path, value)] if isinstance(value, Mapping) and mode != "map" else _elements(mode, value, path)
    if blocks is None:
        yield f"{path} must be a block (a dict) or a list of blocks, got {_got(value)}"
        return
    if most and len(blocks) > most:
        yield f"{path} takes at most {_blocks(most)}, got {len(blocks)}"
    if len(blocks) < least:
        yield f"{path} needs at least {_blocks(least)}, got {len(blocks)}"
    yield from _element_problems(shape_name, blocks, "a block (a dict)")


def _nested_attribute_problems(field: schema.Field, value: Any, path: str) -> Iterator[str]:
    if _is_expression(value):
        return
    _, mode, _, shape_name = field
    elements = [(path, value)] if mode == "single" else _elements(mode, value, path)
    if elements is None:
        yield f"{path} must be a {'dict' if mode == 'map' else 'list'} of dicts, got {_got(value)}"
    else:
        yield from _element_problems(shape_name, elements, "a dict")


def _elements(mode: str, value: Any, path: str) -> list[tuple[str, Any]] | None:
    """Each element with its path; None when the value is neither a list nor, for the mode "map", a dict."""
    if mode == "map":
        return [(f"{path}[{key!r}]", item) for key, item in value.items()] if isinstance(value, Mapping) else None
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(f"{path}[{index}]", item) for index, item in enumerate(value)]
    return None


def _element_problems(shape_name: str, elements: Iterable[tuple[str, Any]], wanted: str) -> Iterator[str]:
    for path, element in elements:
        if isinstance(element, Mapping):
            yield from problems(shape_name, element, path)
        else:
            yield f"{path} must be {wanted}, got {_got(element)}"


def _list_problems(wanted: Any, value: Any, path: str) -> Iterator[str]:
    elements = _elements("list", value, path)
    if elements is None:
        yield f"{path} must be a {wanted[0]}, got {_got(value)}"
        return
    for here, item in elements:
        yield from value_problems(wanted[1], item, here)


def _map_problems(wanted: Any, value: Any, path: str) -> Iterator[str]:
    kind, element = wanted
    if not isinstance(value, Mapping):
        yield f"{path} must be a {kind}, got {_got(value)}"
        return
    for key, item in value.items():
        if not isinstance(key, str):
            yield f"{path} has the key {key!r}, which must be a string"
        elif kind == "map":
            yield from value_problems(element, item, f"{path}[{key!r}]")
        elif key not in element:
            yield f"{path}.{key} is not an argument{did_you_mean(key, element)}"
        else:
            yield from value_problems(element[key], item, f"{path}.{key}")
    if kind == "object":
        for key in element:
            if key not in value:
                yield f"{path}.{key} is required: Terraform takes an object only with all its keys"


def _scalar_problems(wanted: str, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, PYTHON_TYPES[wanted]) or (isinstance(value, bool) and wanted != "bool"):
        yield f"{path} must be a {wanted}, got {_got(value)}"
    elif isinstance(value, int) and abs(value) > LARGEST_EXACT_INTEGER:
        yield f"{path} is larger than 2**53 and would lose digits in JSON, got {value}"


def _is_expression(value: Any) -> bool:
    return isinstance(value, str) and "${" in value


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
