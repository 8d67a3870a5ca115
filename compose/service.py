"""One compose service as an ECS service of the settings."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from compose import health
from compose.container import container, words
from compose.document import Item
from compose.keys import DEPLOY_LEFT_OUT, DEPLOY_TAKEN_OVER, LEFT_OUT, TAKEN_OVER
from compose.notes import Notes
from compose.ports import container_port
from compose.size import deploy, task_count, task_size
from compose.variables import Variables, resolved, variables
from modules.ecs_task.image import MOVING_TAGS

PLACEHOLDER = "<account id>.dkr.ecr.<region>.amazonaws.com/{name}@sha256:<digest>"
"""What the settings refuse, so that nobody deploys it."""
COMPLETED = "service_completed_successfully"
NONE = Item(0, [])

EnvFile = Callable[[Item], Mapping[str, Item]]
"""The variables of a file that env_file names."""


@dataclass(frozen=True)
class Surroundings:
    """The other services: those that become database or cache, by name, and those that run beside this one."""

    stores: Mapping[str, str]
    services: Collection[str]
    env_file: EnvFile


@dataclass(frozen=True)
class Converted:
    """A service of the settings, and the compose services that have to end before it starts."""

    settings: dict[str, Any]
    waits_for: tuple[str, ...]


def convert(name: str, compose_name: str, found: Item, around: Surroundings, notes: Notes) -> Converted:
    """The service `name` of the settings, of what compose has as `compose_name`. It has no route yet."""
    return _Service(name, f"services.{compose_name}", found, around, notes).converted()


@dataclass(frozen=True)
class _Service:
    name: str
    where: str
    found: Item
    around: Surroundings
    notes: Notes

    def converted(self) -> Converted:
        entries = self.found.entries
        self._say_what_is_left_out()
        own = self._variables()
        connections, waits_for = self._depends_on()
        connections = [kind for kind in ("database", "cache") if kind in {*connections, *own.connects_to}]
        secrets = list(dict.fromkeys([*own.secrets, *self._secret_files()]))
        check = entries.get("healthcheck")
        own_check = None if check is None else health.container_check(check, f"{self.where}.healthcheck", self.notes)
        port = container_port(self.found, self.where, self.notes)
        cpu_units, memory_mib = task_size(self.found, self.where, self.notes)
        is_arm = "platform" in entries and "arm64" in entries["platform"].text
        fields = {
            "image": self._image(),
            "container_port": port,
            "cpu_units": cpu_units,
            "memory_mib": memory_mib,
            "cpu_architecture": "ARM64" if is_arm else None,
            "command": words(entries["command"]) if "command" in entries else None,
            "health_check": None if port is None else {"path": self._health_path(own_check)},
            "connects_to": connections,
            "secrets": secrets,
            "environment": own.environment,
            "desired_count": task_count(self.found, self.where, self.notes),
            "container": container(self.found, own_check, self.where, self.notes),
        }
        return Converted({name: value for name, value in fields.items() if value not in (None, [], {})}, waits_for)

    def _say_what_is_left_out(self) -> None:
        for key, item in self.found.entries.items():
            is_built = key == "build" and "image" not in self.found.entries
            if key not in TAKEN_OVER and not key.startswith("x-") and not is_built:
                why = LEFT_OUT.get(key, "compose knows no such key of a service")
                self.notes.left_out(item, f"{self.where}.{key}", why)
        for key, item in deploy(self.found).entries.items():
            if key not in DEPLOY_TAKEN_OVER:
                why = DEPLOY_LEFT_OUT.get(key, "compose knows no such key of deploy")
                self.notes.left_out(item, f"{self.where}.deploy.{key}", why)

    def _image(self) -> str:
        item = self.found.entries.get("image")
        if item is None:
            why = "it is built; `stackwright build` pushes it and says its digest"
            self.notes.complete(self.found, f"{self.where}.image", why)
            return PLACEHOLDER.format(name=self.name)
        image, missing = resolved(item)
        tag = image.rpartition("/")[2].partition(":")[2].lower()
        if missing or ("@" not in image and tag in ("", "latest", *MOVING_TAGS)):
            why = "it names no build that stays the same: write a digest, or a tag that is never moved"
            self.notes.complete(item, f"{self.where}.image", why)
            return PLACEHOLDER.format(name=self.name)
        return image

    def _variables(self) -> Variables:
        where = f"{self.where}.environment"
        found: dict[str, Item] = {}
        files = self.found.entries.get("env_file")
        for file in [] if files is None else files.elements or [files]:
            found |= self.around.env_file(file.entries.get("path", file))
        own = self.found.entries.get("environment", NONE)
        if own.is_single and own.value is not None:
            # Its text may hold a secret.
            self.notes.problem(Item(own.line, None), where, "a map, or a list of NAME=value")
        for element in own.elements:
            name, equals, value = element.text.partition("=")
            found[name] = Item(element.line, value if equals else None, value)
        return variables(found | own.entries, where, self.around.stores, self.around.services, self.notes)

    def _secret_files(self) -> list[str]:
        """The secrets that compose mounts as files."""
        names = []
        for element in self.found.entries.get("secrets", NONE).elements:
            source = element.entries.get("source", element)
            names.append(re.sub(r"\W", "_", source.text).upper())
            why = f"it is the variable {names[-1]}, not a file"
            self.notes.changed(source, f"{self.where}.secrets.{source.text}", why)
        return names

    def _depends_on(self) -> tuple[list[str], tuple[str, ...]]:
        """What it connects to, and what has to end before it starts."""
        found = self.found.entries.get("depends_on", NONE)
        conditions = {element.text: element for element in found.elements} | found.entries
        waits_for = [name for name, item in conditions.items() if item.entries.get("condition", NONE).text == COMPLETED]
        for name, item in conditions.items():
            if name in self.around.services and name not in waits_for:
                self.notes.left_out(item, f"{self.where}.depends_on.{name}", "ECS starts services in no order")
        return [self.around.stores[name] for name in conditions if name in self.around.stores], tuple(waits_for)

    def _health_path(self, check: dict[str, Any] | None) -> str:
        path = health.path(check["command"]) if check else None
        if path is None:
            why = "the load balancer asks for / to see whether a task is well; write the path that says so"
            self.notes.complete(self.found, f"{self.where}.healthcheck", why)
        return path or "/"
