"""A Terraform state as if a plan had been applied, so that the plan of what comes next needs no AWS either.

What only AWS decides is made up, "id of aws_vpc.network", and whatever refers to it has the same text: the provider then
sees a difference, or has to replace something, exactly where the next root asks for that.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from resources.schema import flags, is_block, is_nested_attribute, shape_of_block, shape_of_type
from tests.plans.plan import Plan, type_of, without_key

REFERENCE = re.compile(r"\$\{(aws_\w+\.\w+)((?:\.\w+|\[\d+\])+)\}")
MENTION = re.compile(r"(aws_\w+\.\w+)\.(\w+)")
# What modules/certificate asks of a certificate.
VALIDATION_OPTION = re.compile(
    r"\$\{one\(\[for option in (aws_acm_certificate\.\w+)\.domain_validation_options : option\.(\w+) "
    r'if option\.domain_name == "([^"]+)"\]\)\}'
)
STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
EMPTY: Mapping[str, Any] = {"list": [], "set": [], "map": {}}
# Where the provider refuses a text that is made up.
CHECKED: Mapping[str, str] = {"delivery_destination_type": "S3", "hosted_zone_id": "Z2FDTNDATAQYW2"}


def state_after(plan: Plan) -> dict[str, Any]:
    """The state file, in format 4, of an account in which there was nothing before the plan was applied."""
    applied = _Applied(plan)
    planned = plan.json["planned_values"]["root_module"]["resources"]
    return {
        "version": 4,
        "terraform_version": plan.json["terraform_version"],
        "serial": 1,
        "lineage": "pretended",
        "outputs": {},
        "resources": [
            {
                "mode": "managed",
                "type": resource["type"],
                "name": resource["name"],
                "provider": _provider(plan, resource),
                "instances": [
                    {
                        "schema_version": resource["schema_version"],
                        "attributes": applied.attributes(resource["address"]),
                    }
                ],
            }
            for resource in planned
        ],
    }


def _provider(plan: Plan, resource: Mapping[str, Any]) -> str:
    _, _, alias = plan.configuration[without_key(resource["address"])]["provider_config_key"].partition(".")
    return f'provider["{resource["provider_name"]}"]' + (f".{alias}" if alias else "")


class _Applied:
    """The attributes of each resource, with a value for each that the plan does not know."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._unknown = {
            change["address"]: change["change"]["after_unknown"] for change in plan.json["resource_changes"]
        }
        self._attributes: dict[str, dict[str, Any]] = {}
        self._referred_to = set(MENTION.findall(json.dumps(plan.root)))

    def attributes(self, address: str) -> dict[str, Any]:
        if address not in self._attributes:
            values = dict(self._plan.resources[address])
            # Two resources may refer to each other's attributes, if not to the same ones.
            self._attributes[address] = values
            shape, arguments = shape_of_type(type_of(address)), self._plan.arguments(address)
            for name, unknown in self._unknown[address].items():
                place = f"{name} of {address}"
                is_default = unknown is True and name not in arguments and name != "id" and "o" in flags(shape[name])
                if is_default and (address, name) not in self._referred_to:
                    values[name] = EMPTY.get(_kind(shape[name]))
                    continue
                values[name] = self._filled(values.get(name), unknown, arguments.get(name), shape.get(name), place)
        return self._attributes[address]

    def _filled(self, value: Any, unknown: Any, argument: Any, field: Any, place: str) -> Any:
        """`value` with what is `unknown` of it: resolved from the emitted `argument`, else made up."""
        if unknown is True:
            return _made_up(field, place) if argument is None else self._resolved(argument, place)
        if isinstance(unknown, Mapping):
            shape = shape_of_block(field) if field and (is_block(field) or is_nested_attribute(field)) else {}
            given = argument if isinstance(argument, Mapping) else {}
            parts = {
                name: self._filled((value or {}).get(name), part, given.get(name), shape.get(name), place)
                for name, part in unknown.items()
            }
            return {**(value or {}), **parts} if parts else value
        if isinstance(unknown, list) and isinstance(value, list):
            given = argument if isinstance(argument, list) else [argument] * len(unknown)
            given += [None] * (len(value) - len(given))
            parts = zip(value, unknown, given, strict=False)
            return [self._filled(one, part, own, field, place) for one, part, own in parts]
        return value

    def _resolved(self, argument: Any, place: str) -> Any:
        if isinstance(argument, list):
            return [self._resolved(part, place) for part in argument]
        if isinstance(argument, Mapping):
            return {name: self._resolved(part, place) for name, part in argument.items()}
        if not isinstance(argument, str):
            return argument
        if whole := REFERENCE.fullmatch(argument):
            return self._referred(*whole.groups(), place)
        if chosen := VALIDATION_OPTION.fullmatch(argument):
            address, attribute, name = chosen.groups()
            options = self.attributes(address)["domain_validation_options"]
            return next(option[attribute] for option in options if option["domain_name"] == name)
        text = REFERENCE.sub(lambda match: str(self._referred(*match.groups(), place)), argument)
        return place if "${" in text else text

    def _referred(self, address: str, path: str, place: str) -> Any:
        value: Any = self.attributes(address)
        for name, index in STEP.findall(path):
            value = value[name] if name else value[int(index)]
        return place if value is None else value


def _made_up(field: Any, place: str) -> Any:
    """A value of the type that the provider's schema says."""
    kind = _kind(field)
    if kind == "string":
        name = place.split()[0]
        if name in CHECKED:
            return CHECKED[name]
        return f"arn:aws:pretended:us-east-1:123456789012:{place}" if place.startswith("arn ") else place
    return {"number": 0, "bool": False, **EMPTY}[kind]


def _kind(field: Any) -> str:
    """string, number, bool, list, set or map."""
    kind = "string" if field is None else field[1] if is_nested_attribute(field) else field[0]
    return kind[0] if isinstance(kind, list) else kind
