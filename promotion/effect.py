"""What new settings do to a target, from its two Terraform roots: without AWS, Terraform or a state."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Root = Mapping[str, Any]
"""The content of a cdk.tf.json."""


@dataclass(frozen=True, order=True)
class Effect:
    """A resource whose arguments differ. Whether a change replaces it only a plan can tell."""

    address: str
    action: Literal["add", "change", "remove"]
    arguments: tuple[str, ...] = ()


def effects(before: Root, after: Root) -> list[Effect]:
    """The resources that differ between two roots of a target, by address; an image counts where it is used."""
    old, new = _resources(before), _resources(after)
    changed_variables = [f"${{var.{name}}}" for name in _variables_that_differ(before, after)]
    found: list[Effect] = []
    for address in sorted({*old, *new}):
        if address not in old or address not in new:
            found.append(Effect(address, "add" if address in new else "remove"))
        elif arguments := tuple(sorted(_arguments(old[address], new[address], changed_variables))):
            found.append(Effect(address, "change", arguments))
    return found


def _resources(root: Root) -> dict[str, Mapping[str, Any]]:
    return {
        f"{kind}.{name}": arguments
        for kind, named in root.get("resource", {}).items()
        for name, arguments in named.items()
    }


def _variables_that_differ(before: Root, after: Root) -> list[str]:
    old, new = before.get("variable", {}), after.get("variable", {})
    return [name for name in old if name in new and old[name].get("default") != new[name].get("default")]


def _arguments(old: Mapping[str, Any], new: Mapping[str, Any], changed_variables: list[str]) -> Iterator[str]:
    for name in {*old, *new}:
        if old.get(name) != new.get(name) or any(use in json.dumps(new[name]) for use in changed_variables):
            yield name
