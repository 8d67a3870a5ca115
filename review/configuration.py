"""What a plan's configuration says of resources: their provider, which arguments are set, and what these refer to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from review.model import Path

Addresses: TypeAlias = frozenset[str]
Json: TypeAlias = Mapping[str, Any]

NONE: Final[Addresses] = frozenset()
INDEX: Final = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*"|\*)\]')
REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d+")
"""Nothing else, such as a secret, can pass for one."""
NOT_RESOURCES: Final = frozenset(("var", "local", "each", "count", "path", "terraform", "self", "module", "data"))


def without_index(address: str) -> str:
    """`module.a[0].aws_subnet.public["a"]` -> `module.a.aws_subnet.public`."""
    return INDEX.sub("", address) if "[" in address else address


@dataclass(eq=False)
class Module:
    """The root or a nested module. `address` ends with a dot, or is nothing for the root."""

    address: str
    content: Json
    call: Json = field(default_factory=dict)
    parent: "Module | None" = None
    children: "dict[str, Module]" = field(default_factory=dict)
    blocks: dict[str, Json] = field(default_factory=dict)
    """Resources and data sources by their address inside the module."""
    known: dict[str, Addresses] = field(default_factory=dict)
    """What the references seen so far lead to. Empty while one is being followed, so that circles end."""


class Configuration:
    """The `configuration` of a plan; everything is unknown where the plan has none."""

    def __init__(self, configuration: Json | None) -> None:
        self._blocks: dict[str, tuple[Module, Json]] = {}
        self.is_known = configuration is not None
        self._providers = _map(configuration, "provider_config")
        self._load(Module("", _map(configuration, "root_module")))

    def provider(self, address: str, provider_name: str) -> str:
        """`aws`, or `aws.recovery` for an aliased one, of a resource whose plan entry has this `provider_name`."""
        _, block = self._blocks.get(without_index(address), (None, {}))
        key = block.get("provider_config_key")
        return key.rpartition(":")[2] if isinstance(key, str) else provider_name.rpartition("/")[2]

    def regions(self, variables: Any) -> dict[str, str]:
        """Provider, `aws` or `aws.recovery` -> its region, where that is written down or a variable of the root."""
        found: dict[str, str] = {}
        for key, provider in self._providers.items():
            expression = _map(_map(provider, "expressions"), "region")
            value = expression.get("constant_value")
            for name in _references(expression):
                value = value or _map(variables, name.removeprefix("var.")).get("value")
            if isinstance(value, str) and REGION.fullmatch(value):
                found[key.rpartition(":")[2]] = value
        return found

    def is_set(self, address: str) -> Callable[[Path], bool | None]:
        """Whether the configuration of a resource sets a path of it; None where that is not known."""
        _, block = self._blocks.get(without_index(address), (None, None))
        return lambda path: None if block is None else _is_set(_map(block, "expressions"), path)

    def references(self) -> dict[str, dict[str, Addresses]]:
        """Address of a managed resource without index -> top-level argument -> the managed resources it leads to.

        Variables and outputs of nested modules and data sources are followed. Locals are in no plan.
        """
        found: dict[str, dict[str, Addresses]] = {}
        for address, (module, block) in self._blocks.items():
            if block.get("mode", "managed") == "managed":
                arguments = {name: _follow(module, one) for name, one in _map(block, "expressions").items()}
                found[address] = {name: led for name, led in arguments.items() if led}
        return found

    def sensitive_variables(self) -> set[str]:
        """The names of the root's sensitive variables."""
        root = self._root.content
        return {name for name, one in _map(root, "variables").items() if isinstance(one, dict) and one.get("sensitive")}

    def _load(self, module: Module) -> None:
        if module.parent is None:
            self._root = module
        for block in module.content.get("resources") or ():
            if isinstance(block, Mapping) and isinstance(block.get("address"), str):
                module.blocks[block["address"]] = block
                self._blocks[module.address + block["address"]] = (module, block)
        for name, call in _map(module.content, "module_calls").items():
            child = Module(f"{module.address}module.{name}.", _map(call, "module"), _map(call, "expressions"), module)
            module.children[name] = child
            self._load(child)


def _map(content: Any, name: str) -> Json:
    found = content.get(name) if isinstance(content, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _is_set(expression: Any, path: Path) -> bool:
    for part in path:
        if isinstance(expression, Mapping):
            if "references" in expression or "constant_value" in expression:
                return True
            if part not in expression:
                return False
            expression = expression[part]
        elif isinstance(expression, Sequence) and expression:
            expression = expression[min(part, len(expression) - 1)] if isinstance(part, int) else expression[0]
    return True


def _follow(module: Module, expression: Any) -> Addresses:
    return frozenset().union(*(_resolved(module, one) for one in _references(expression)))


def _references(expression: Any) -> Iterator[str]:
    """Everything an expression names. Of `module.a.id` and `module.a`, which stand together, only the first."""
    if isinstance(expression, dict):
        names = [one for one in expression.get("references") or () if isinstance(one, str)]
        exact = {without_index(name).split(".")[1] for name in names if _is_output(name)}
        yield from (name for name in names if not (_is_module(name) and without_index(name).split(".")[1] in exact))
        if "constant_value" in expression:  # beside the references, where the root is written in JSON
            return
        for name, one in expression.items():
            if name != "references":
                yield from _references(one)
    elif isinstance(expression, list):
        for one in expression:
            yield from _references(one)


def _is_module(name: str) -> bool:
    return name.startswith("module.") and without_index(name).count(".") == 1


def _is_output(name: str) -> bool:
    return name.startswith("module.") and without_index(name).count(".") > 1


def _resolved(module: Module, reference: str) -> Addresses:
    parts = without_index(reference).split(".")
    key = ".".join(parts[:3] if parts[0] in ("module", "data") else parts[:2])
    if key not in module.known:
        module.known[key] = NONE
        module.known[key] = _led_to(module, key.split("."))
    return module.known[key]


def _led_to(module: Module, parts: Sequence[str]) -> Addresses:
    if parts[0] == "var" and len(parts) == 2 and module.parent is not None:
        return _follow(module.parent, module.call.get(parts[1]))
    if parts[0] == "module" and len(parts) > 1 and parts[1] in module.children:
        child = module.children[parts[1]]
        outputs = _map(child.content, "outputs")
        wanted = [outputs.get(parts[2])] if len(parts) == 3 else list(outputs.values())
        return frozenset().union(*(_follow(child, one) for one in wanted))
    if parts[0] == "data":
        return _follow(module, _map(module.blocks.get(".".join(parts)), "expressions"))
    if parts[0] in NOT_RESOURCES or len(parts) < 2:
        return NONE
    return frozenset((module.address + ".".join(parts),))
