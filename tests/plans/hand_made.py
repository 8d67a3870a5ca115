"""Plans and roots written by hand, for the tests of what judges plans."""

from collections.abc import Mapping
from typing import Any

from settings.target import Target
from tests.plans.plan import Plan

TARGET = Target.parse("shop/dev")


def hand_made(
    values: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    arguments: Mapping[str, Mapping[str, Any]] | None = None,
    references: Mapping[str, Mapping[str, list[str]]] | None = None,
    sensitive: Mapping[str, Mapping[str, Any]] | None = None,
    root: Mapping[str, Any] | None = None,
) -> Plan:
    """A plan of `shop/dev`: planned values, emitted arguments and references of each address."""
    values, arguments, references = values or {}, arguments or {}, references or {}
    blocks: dict[str, dict[str, Any]] = {}
    for address, given in arguments.items():
        terraform_type, name = address.split(".")
        blocks.setdefault(terraform_type, {})[name] = dict(given)
    json = {
        "planned_values": {
            "root_module": {
                "resources": [
                    {
                        "address": address,
                        "values": dict(planned),
                        "sensitive_values": (sensitive or {}).get(address, {}),
                    }
                    for address, planned in values.items()
                ]
            }
        },
        "configuration": {
            "root_module": {
                "resources": [
                    {
                        "address": address,
                        "expressions": {name: {"references": found} for name, found in given.items()},
                    }
                    for address, given in references.items()
                ]
            }
        },
        "resource_changes": [{"address": address, "change": {"actions": ["create"]}} for address in values],
    }
    return Plan(TARGET, json, {"resource": blocks, **(root or {})})
