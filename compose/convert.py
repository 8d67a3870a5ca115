"""A whole compose file as sections of the settings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compose import stores
from compose.container import words
from compose.document import Item, read
from compose.env_file import read_env_file
from compose.notes import Note, Notes
from compose.service import Converted, Surroundings, convert
from compose.size import LIMITS
from settings.problem import Problem, SettingsError
from settings.rules.services import COMPONENTS

TOP_LEVEL = frozenset({"configs", "include", "models", "name", "networks", "secrets", "services", "version", "volumes"})
SERVICE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
API_NAME = re.compile(r"(?:^|-)(?:api|backend|server|app)(?:-|$)")
ORDER = (
    "image", "container_port", "cpu_units", "memory_mib", "cpu_architecture", "command", "route", "health_check",
    "connects_to", "secrets", "environment", "desired_count", "container",
)  # fmt: skip
API_PATHS, ALL_PATHS = "/api/*", "/*"
FIRST_PRIORITY, LAST_PRIORITY = 10, 1000
"""Patterns that take everything come last."""


@dataclass(frozen=True)
class Conversion:
    """Sections of an environment's tfvars file, and what to know of them, in the order of lines."""

    sections: dict[str, Any]
    notes: tuple[Note, ...]


def converted(text: str, path: str, folder: Path) -> Conversion:
    """The sections of a compose file; `folder` is where it lies, and the files that env_file names.

    Raises SettingsError with everything in it that compose would refuse or that cannot be understood.
    """
    document = read(text, path)
    notes = Notes(path)
    services = _services(document, notes)
    kinds = {name: kind for name, found in services.items() if (kind := _store(found)) is not None}
    running = {name: found for name, found in services.items() if name not in kinds}
    sections = _stores(services, kinds, notes)
    names = {name: _service_name(name, found, notes) for name, found in running.items()}
    around = Surroundings(
        stores={name: kind for name, kind in kinds.items() if kind in ("database", "cache")},
        services=running.keys(),
        env_file=lambda item: read_env_file(item, folder, notes),
    )
    made = {name: convert(names[name], name, found, around, notes) for name, found in running.items()}
    tasks = _tasks(made, running, names, notes)
    for name in tasks:
        del made[name]
    _add_routes({names[name]: one.settings for name, one in made.items()}, running, names, notes)
    if not made and not notes.problems:
        notes.problems.append(Problem(path, None, "has no service that would run on ECS"))
    if notes.problems:
        raise SettingsError(notes.problems)
    everything: dict[str, Any] = {"services": {names[name]: _ordered(one.settings) for name, one in made.items()}}
    if tasks:
        everything["tasks"] = {names[name]: task for name, task in tasks.items()}
    secrets = _secrets([*everything["services"].values(), *tasks.values()])
    everything |= sections | ({"secrets": secrets} if secrets else {})
    return Conversion(everything, tuple(sorted(notes.notes)))


def _services(document: Item, notes: Notes) -> dict[str, Item]:
    for key, item in document.entries.items():
        if key not in TOP_LEVEL and not key.startswith("x-"):
            notes.left_out(item, key, "compose knows no such section")
        elif key == "include":
            notes.left_out(item, key, "convert the included files too")
    found = document.entries.get("services")
    if found is None or not isinstance(found.value, dict):
        notes.problem(found or document, "services", "a map of services by name")
        raise SettingsError(notes.problems)
    for name, service in found.entries.items():
        if not isinstance(service.value, dict):
            notes.problem(service, f"services.{name}", "a map of settings such as image")
    return {name: service for name, service in found.entries.items() if isinstance(service.value, dict)}


def _store(service: Item) -> str | None:
    return stores.kind(service.entries["image"].text) if "image" in service.entries else None


def _stores(services: Mapping[str, Item], kinds: Mapping[str, str], notes: Notes) -> dict[str, Any]:
    """The sections of the services that are no container on AWS."""
    sections: dict[str, Any] = {}
    makers = {"database": stores.database, "cache": stores.cache}
    for name, kind in kinds.items():
        where, service = f"services.{name}", services[name]
        if kind == "proxy":
            notes.left_out(service, where, "the load balancer and route do this")
        elif kind == "other":
            notes.left_out(service, where, "no module runs it; use it as one of external_services")
        elif kind in sections:
            notes.left_out(service, where, f"an environment has one {kind}")
        else:
            sections[kind] = makers[kind](service, where, notes)
    return sections


def _service_name(name: str, service: Item, notes: Notes) -> str:
    """The name in letters that the settings accept, and not that of another part of a system."""
    new = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    new = new if SERVICE_NAME.fullmatch(new) else f"service-{new}".rstrip("-")
    new = f"{new}-service" if new in COMPONENTS else new
    if new != name:
        notes.changed(service, f"services.{name}", f"it is called {new}")
    return new


def _tasks(
    made: Mapping[str, Converted], running: Mapping[str, Item], names: Mapping[str, str], notes: Notes
) -> dict[str, dict[str, Any]]:
    """Work that ends before a service starts: a task that each release runs with the image of that service."""
    tasks: dict[str, dict[str, Any]] = {}
    for waiting, one in made.items():
        for name in one.waits_for:
            if name not in made or name in tasks:
                continue
            found, own = running[name], made[name].settings
            task: dict[str, Any] = {"from_service": names[waiting], "runs": "before_deployment"}
            if "command" in found.entries:
                task["command"] = words(found.entries["command"])
            else:
                notes.complete(
                    found, f"services.{name}.command", "write what it runs; the image's own command is not used"
                )
                task["command"] = ["true"]
            taken_over = ("cpu_units", "memory_mib", "environment", "secrets", "container")
            task |= {key: own[key] for key in taken_over if key in own}
            task["connects_to"] = own.get("connects_to", [])
            # A task has a size of its own, the smallest, without anybody saying so.
            notes.notes = [note for note in notes.notes if note.what != f"services.{name}.{LIMITS}"]
            notes.changed(
                found, f"services.{name}", f"it is the task {names[name]}, with the image of {names[waiting]}"
            )
            tasks[name] = task
    return tasks


def _add_routes(
    services: Mapping[str, dict[str, Any]], running: Mapping[str, Item], names: Mapping[str, str], notes: Notes
) -> None:
    """A guess of the requests that each service with a port gets."""
    compose_names = {new: name for name, new in names.items()}
    with_port = [name for name, settings in services.items() if "container_port" in settings]
    taken: set[str] = set()
    for position, name in enumerate(with_port):
        is_api = len(with_port) > 1 and API_NAME.search(name)
        pattern = API_PATHS if is_api else ALL_PATHS
        pattern = f"/{name}/*" if pattern in taken else pattern
        taken.add(pattern)
        priority = LAST_PRIORITY if pattern == ALL_PATHS else FIRST_PRIORITY * (position + 1)
        services[name]["route"] = {"priority": priority, "path_patterns": [pattern]}
        if len(with_port) > 1:
            where = compose_names[name]
            why = f"is {pattern} what it gets? compose does not say"
            notes.complete(running[where], f"services.{where}.route", why)


def _ordered(settings: dict[str, Any]) -> dict[str, Any]:
    """In the order in which the files of this repository have them."""
    return {name: settings[name] for name in sorted(settings, key=ORDER.index)}


def _secrets(users: list[dict[str, Any]]) -> dict[str, Any]:
    names = dict.fromkeys(name for settings in users for name in settings.get("secrets", ()))
    return {name: {"description": f"{name}, from the compose file; set by hand"} for name in names}
