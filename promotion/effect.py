"""What new settings do to a target, from its two Terraform roots: without AWS, Terraform or a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Root = Mapping[str, Any]
"""The content of a cdk.tf.json."""
Resources = Mapping[str, Mapping[str, Any]]
"""Address -> arguments."""


@dataclass(frozen=True, order=True)
class Effect:
    """A resource whose arguments differ. Whether a change replaces it only a plan can tell."""

    address: str
    action: Literal["add", "change", "remove"]
    arguments: tuple[str, ...] = ()


def effects(before: Root, after: Root) -> list[Effect]:
    """The resources that differ between two roots of a target, by address."""
    old, new = resources(before), resources(after)
    found: list[Effect] = []
    for address in sorted({*old, *new}):
        if address not in old or address not in new:
            found.append(Effect(address, "add" if address in new else "remove"))
        elif old[address] != new[address]:
            names = sorted({*old[address], *new[address]})
            differing = (name for name in names if old[address].get(name) != new[address].get(name))
            found.append(Effect(address, "change", tuple(differing)))
    return found


def resources(root: Root) -> Resources:
    """The resources of a root, with the default of each variable, such as an image, where it is used."""
    defaults = {
        f"${{var.{name}}}": variable["default"]
        for name, variable in root.get("variable", {}).items()
        if isinstance(variable.get("default"), str)
    }
    return {
        f"{kind}.{name}": _with_defaults(arguments, defaults)
        for kind, named in root.get("resource", {}).items()
        for name, arguments in named.items()
    }


def _with_defaults(value: Any, defaults: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_defaults(inner, defaults) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_defaults(inner, defaults) for inner in value]
    if isinstance(value, str) and "${var." in value:
        for use, default in defaults.items():
            value = value.replace(use, default)
    return value
