"""Where resources of a target come from: the Python line that made each, and the line of settings that asked for it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from review.model import Source
from settings.problem import KeyPath, SettingsError
from settings.target import Target
from settings.tfvars import Tfvars, read

CONTAINERS: Final[tuple[KeyPath, ...]] = ((), ("services",), ("tasks",), ("external_services",))
"""The maps of settings that components are named in, `api` being `services.api`."""
NAMED_OTHERWISE: Final[Mapping[str, KeyPath]] = {"certificate": ("domain",)}


def sources(target: Target, root: Path) -> dict[str, Source]:
    """Address -> where the resource comes from, of the target's emitted root; nothing where it is not emitted."""
    folder = root / target.root_dir
    try:
        lines = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
        emitted = json.loads((folder / "cdk.tf.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    try:
        file = read(root / target.tfvars_path, root)
    except SettingsError:
        file = None
    found = _components(emitted)
    return {
        address: Source(code=line, settings=_settings(_component(address, found), file))
        for address, line in lines.items()
    }


def _components(emitted: Mapping[str, Any]) -> dict[str, str]:
    """Address -> component, of the resources that carry the tag."""
    return {
        f"{terraform_type}.{name}": arguments["tags"]["component"]
        for terraform_type, blocks in emitted.get("resource", {}).items()
        for name, arguments in blocks.items()
        if isinstance(arguments.get("tags"), dict) and "component" in arguments["tags"]
    }


def _component(address: str, known: Mapping[str, str]) -> str:
    """The resource's own component, or that of the tagged ones whose addresses begin alike: a name begins with it."""
    if address in known:
        return known[address]
    name = address.rpartition(".")[2]
    return max((one for one in set(known.values()) if _begins_with(name, one)), key=len, default="")


def _begins_with(name: str, component: str) -> bool:
    return f"{name}_".startswith(f"{component.replace('-', '_')}_")


def _settings(component: str, file: Tfvars | None) -> str | None:
    if file is None or not component:
        return None
    for key in _keys(component):
        if key in file.places:
            return f"{file.path}:{file.places[key].line}"
    return None


def _keys(component: str) -> Iterable[KeyPath]:
    if component in NAMED_OTHERWISE:
        yield NAMED_OTHERWISE[component]
    for container in CONTAINERS:
        for name in (component, component.replace("-", "_"), component.replace("_", "-")):
            yield (*container, name)
