"""How the container of a compose service runs: its user, what it may write, how long it may take to stop."""

import re
import shlex
from typing import Any

from compose.document import Item
from compose.notes import Notes
from compose.quantities import mebibytes, seconds

ROOT = re.compile(r"(?:0+|root)(?::.*)?")
USER = re.compile(r"(?:[a-z_][a-z0-9_-]*|\d+)(?::(?:[a-z_][a-z0-9_-]*|\d+))?")
LEAST_STOP_SECONDS, MOST_STOP_SECONDS = 2, 120
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, stopTimeout."""
TMPFS_MIB = 64
"""Of a tmpfs without a size."""


def container(service: Item, check: dict[str, Any] | None, where: str, notes: Notes) -> dict[str, Any]:
    """The section `container`; empty where everything is as by default. `check` is its health check."""
    found: dict[str, Any] = {}
    entries = service.entries
    if "user" in entries:
        found |= _user(entries["user"], f"{where}.user", notes)
    if entries.get("read_only", Item(0, False)).value is not True:
        found["read_only_root_filesystem"] = False
    elif paths := _tmpfs(entries.get("tmpfs"), f"{where}.tmpfs", notes):
        found["writable_paths"] = paths
    if "stop_grace_period" in entries:
        found |= _stop(entries["stop_grace_period"], f"{where}.stop_grace_period", notes)
    return found | ({"health_check": check} if check else {})


def words(item: Item) -> list[str]:
    """The words of a command."""
    if item.is_single:
        return shlex.split(item.text.replace("$$", "$"))
    return [element.text.replace("$$", "$") for element in item.elements]


def _user(item: Item, what: str, notes: Notes) -> dict[str, Any]:
    if ROOT.fullmatch(item.text):
        notes.changed(item, what, "containers never run as root here; it runs as 1000:1000")
        return {}
    if not USER.fullmatch(item.text):
        notes.complete(item, what, "a user is a name or number, with a group behind a colon")
        return {}
    return {"user": item.text}


def _tmpfs(item: Item | None, what: str, notes: Notes) -> dict[str, int]:
    paths: dict[str, int] = {}
    for element in [] if item is None else item.elements or [item]:
        path, _, options = element.text.partition(":")
        size = next((option[5:] for option in options.split(",") if option.startswith("size=")), None)
        mib = TMPFS_MIB if size is None else mebibytes(size)
        if mib is None:
            notes.problem(element, what, "a path, perhaps with a size: /tmp:size=64m")
        else:
            paths[path] = mib
    return paths


def _stop(item: Item, what: str, notes: Notes) -> dict[str, Any]:
    duration = seconds(item.text)
    if duration is None:
        notes.problem(item, what, "a duration such as 30s or 1m30s")
        return {}
    bounded = min(max(duration, LEAST_STOP_SECONDS), MOST_STOP_SECONDS)
    if bounded != duration:
        notes.changed(item, what, f"it is {bounded}, as Fargate takes {LEAST_STOP_SECONDS} to {MOST_STOP_SECONDS}")
    return {"stop_timeout_seconds": bounded}
