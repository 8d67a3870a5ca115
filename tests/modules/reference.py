"""The generated tables of a module's README."""

import importlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from modules.base.inputs import Inputs, shown
from modules.base.later import Later
from review.risk.stateful import lost_with
from review.risk.traffic import AWS as TRAFFIC

INPUTS_MARKER = re.compile(r"<!-- (inputs(?: \w+)*) -->")


def makes_table(addresses: Sequence[str]) -> str:
    """Resource type and count, of everything the example makes."""
    counts = Counter(address.split(".")[0] for address in addresses)
    rows = [f"| `{terraform_type}` | {count} |" for terraform_type, count in sorted(counts.items())]
    return "\n".join(["| resource | count |", "|---|---|", *rows]) + "\n"


def inputs_tables(module: Path, readme: str, addresses: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Marker text and tables, of each `<!-- inputs ClassName ... -->` in the README, whose example makes `addresses`."""
    made = {address.split(".")[0] for address in addresses}
    for marker in INPUTS_MARKER.findall(readme):
        inputs = importlib.import_module(f"modules.{module.name}.inputs")
        names = marker.split()[1:] or [f"{_pascal(module.name)}Inputs"]
        classes = [getattr(inputs, name) for name in names]
        yield marker, "\n".join(_inputs_table(cls, made, with_title=len(classes) > 1) for cls in classes)


def _inputs_table(inputs: type[Inputs], made: Set[str], *, with_title: bool) -> str:
    later = inputs.later_changes()
    title = [f"### `{inputs.__name__}`", ""] if with_title else []
    rows = [
        f"| `{name}` | {_type(field.annotation)} | {_default(field)} | {_meaning(inputs, name)} "
        f"| {_later(later[name], made)} |"
        for name, field in inputs.model_fields.items()
    ]
    return (
        "\n".join([*title, "| input | type | default | meaning | may change later? |", "|---|---|---|---|---|", *rows])
        + "\n"
    )


def _type(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return ", ".join(f"`{shown(value)}`" for value in arguments)
    if origin in (Union, UnionType):
        return " or ".join(_type(member) for member in arguments if member is not type(None))
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"map of {_type(arguments[1])}"
    names = {str: "string", int: "whole number", float: "number", bool: "bool"}
    return names.get(annotation) or f"`{annotation.__name__}`"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value is None:
        return ""
    if isinstance(value, Inputs):
        return "its defaults"
    return "`{}`" if value == {} else f"`{shown(value)}`"


def _meaning(inputs: type[Inputs], name: str) -> str:
    meaning = inputs.meanings().get(name)
    assert meaning, f"{inputs.__name__}.{name} needs a docstring"
    return " ".join(meaning.split()).replace("|", "\\|")


def _later(later: Later, made: Set[str]) -> str:
    """The answer, and of what is replaced by a change what the review would say: what is lost, what fails meanwhile."""
    types = [terraform_type for terraform_type in later.replaces if terraform_type in made] or later.replaces
    return " ".join(filter(None, [later.answer, "; ".join(map(_replacement, types))]))


def _replacement(terraform_type: str) -> str:
    lost, path = lost_with(terraform_type, {}), TRAFFIC.get(terraform_type)
    if lost:
        return f"replaces `{terraform_type}`, which loses {lost}"
    return f"replaces `{terraform_type}`" + (f"; meanwhile {path.stops}" if path else "")


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
