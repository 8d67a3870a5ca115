"""Everything one Terraform root is made of, apart from what CDKTF itself writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from resources.ref import Ref
from resources.resource import Resource, ResourceError, SourceLine, plain


class Collection:
    """The resources, variables, outputs, moved and import entries of one stack. One collection becomes one root."""

    def __init__(
        self, provider_aliases: Sequence[str] = (), defaults: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """`provider_aliases` are the names a resource may give as `provider`, such as "aws.us_east_1".

        `defaults` are arguments of every resource of a type that is not given them itself, type -> arguments.
        """
        self.provider_aliases = frozenset(provider_aliases)
        self.defaults = defaults or {}
        self.resources: dict[str, Resource] = {}
        self._blocks: dict[str, dict[str, dict[str, Any]]] = {}
        self._variables: dict[str, dict[str, Any]] = {}
        self._outputs: dict[str, dict[str, Any]] = {}
        self._moved: list[dict[str, str]] = []
        self._imports: list[dict[str, str]] = []

    def add(self, resource: Resource, name: str, arguments: dict[str, Any]) -> None:
        first = self.resources.get(resource.terraform_address)
        if first is not None:
            raise ResourceError(
                f"{resource.source_line}: {resource.terraform_address} is already made at {first.source_line}"
            )
        self.resources[resource.terraform_address] = resource
        self._blocks.setdefault(resource.terraform_type, {})[name] = arguments

    def variable(self, name: str, *, type: str, description: str, default: Any = None) -> Ref:
        """An input variable of the root, for a value that is known later than the synth. Returns `${var.name}`."""
        if name in self._variables:
            raise ResourceError(f"var.{name} is declared twice")
        self._variables[name] = {"type": type, "description": description}
        if default is not None:
            self._variables[name]["default"] = plain(default)
        return Ref(f"var.{name}", type if type in ("string", "number", "bool") else None)

    def output(self, name: str, value: Any, *, description: str) -> None:
        """An output of the root: names and addresses that people look up after a deploy. Never a secret."""
        if name in self._outputs:
            raise ResourceError(f"output.{name} is declared twice")
        self._outputs[name] = {"value": plain(value), "description": description}

    def moved(self, old_address: str, resource: Resource) -> None:
        """Tells Terraform that `resource` was `old_address` before, so that a rename destroys nothing."""
        self._moved.append({"from": old_address, "to": resource.terraform_address})

    def imported(self, resource: Resource, id: str) -> None:
        """Takes an existing object with this import id over into the state; does nothing once it is there."""
        self._imports.append({"to": resource.terraform_address, "id": id})

    def source_lines(self) -> Mapping[str, SourceLine]:
        """Address -> the line of Python that made the resource."""
        return {address: resource.source_line for address, resource in self.resources.items()}

    def to_terraform(self) -> dict[str, Any]:
        """The root's JSON. Raises ResourceError when a moved entry names an address that is still in use."""
        for entry in self._moved:
            if entry["from"] in self.resources:
                raise ResourceError(f"moved from {entry['from']}, but a resource with this address still exists")
        parts = {
            "variable": self._variables,
            "resource": self._blocks,
            "output": self._outputs,
            "moved": self._moved,
            "import": self._imports,
        }
        return {name: part for name, part in parts.items() if part}
