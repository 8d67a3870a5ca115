"""One planned target, as tests read it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scripts.base.settings import load
from settings.target import Deployment, Target
from tests.plans import REPOSITORY

Values = dict[str, Any]

INTERPOLATION = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True)
class Plan:
    """What `terraform show -json` says of the plan of a target, and the root that was planned."""

    target: Target
    json: Mapping[str, Any]
    root: Mapping[str, Any]

    @cached_property
    def deployment(self) -> Deployment:
        """What is planned: its name begins all names."""
        return load(self.target, REPOSITORY).deployment

    @cached_property
    def resources(self) -> dict[str, Values]:
        """Address -> planned values. What is only known after the apply is absent; see `references` and `arguments`."""
        planned = self.json["planned_values"]["root_module"].get("resources", [])
        return {resource["address"]: resource.get("values", {}) for resource in planned}

    def of_type(self, terraform_type: str) -> dict[str, Values]:
        """Address -> planned values, of all resources of a type; empty when there is none."""
        return {address: values for address, values in self.resources.items() if type_of(address) == terraform_type}

    @cached_property
    def changes(self) -> dict[str, list[str]]:
        """Address -> what would be done: ["create"], ["delete", "create"], ["no-op"]."""
        return {change["address"]: change["change"]["actions"] for change in self.json.get("resource_changes", [])}

    @cached_property
    def configuration(self) -> dict[str, Mapping[str, Any]]:
        """Address -> the resource's configuration: `expressions`, `depends_on`, `provider_config_key`."""
        configured = self.json["configuration"]["root_module"].get("resources", [])
        return {resource["address"]: resource for resource in configured}

    def references(self, address: str, *arguments: str) -> frozenset[str]:
        """What a resource, or the named arguments of it, refers to: {"aws_vpc.network.id", "aws_vpc.network"}."""
        expressions = self.configuration[without_key(address)]["expressions"]
        chosen = [expressions[argument] for argument in arguments] if arguments else expressions
        return frozenset(_references(chosen))

    def arguments(self, address: str) -> Values:
        """The emitted arguments of a resource, references as `${...}`. Holds `lifecycle`, which plans do not show."""
        terraform_type, _, name = without_key(address).partition(".")
        return self.root["resource"][terraform_type][name]

    def arguments_of_type(self, terraform_type: str) -> dict[str, Values]:
        """Address -> emitted arguments, of all resources of a type."""
        blocks = self.root.get("resource", {}).get(terraform_type, {})
        return {f"{terraform_type}.{name}": arguments for name, arguments in blocks.items()}

    def document(self, address: str, argument: str) -> Any:
        """An argument that is JSON text (a policy, container definitions) as Python values, references as `${...}`."""
        return json_document(self.arguments(address)[argument])


def type_of(address: str) -> str:
    """aws_subnet.network_public_a -> aws_subnet"""
    return address.split(".")[0]


def without_key(address: str) -> str:
    """aws_subnet.network_public["a"] -> aws_subnet.network_public"""
    return address.split("[")[0]


def json_document(text: str) -> Any:
    """JSON text with `${...}` in it, whose inside need not be escaped as JSON."""
    return json.loads(INTERPOLATION.sub(lambda match: match[0].replace('"', '\\"'), text))


def _references(expression: Any) -> Iterator[str]:
    if isinstance(expression, Mapping):
        yield from expression.get("references", ())
        for part in expression.values():
            yield from _references(part)
    elif isinstance(expression, list):
        for part in expression:
            yield from _references(part)
