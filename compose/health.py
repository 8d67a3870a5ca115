"""A compose health check as ECS runs it, and the path in it that a load balancer can ask for."""

import re
import shlex
from typing import Any

from compose.document import Item
from compose.notes import Notes
from compose.quantities import seconds

URL = re.compile(
    r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+|:\$\{?PORT\}?)?(?P<path>/[\x21\x23-\x26\x28-\x7b\x7d\x7e]*)?"
)
BOUNDS = {
    "interval": ("interval_seconds", 5, 300),
    "timeout": ("timeout_seconds", 2, 60),
    "start_period": ("start_period_seconds", 0, 300),
}
"""Key -> the setting, and what Fargate offers:
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"""
MOST_RETRIES = 10


def container_check(found: Item, where: str, notes: Notes) -> dict[str, Any] | None:
    """The settings of the check; None when it is switched off."""
    entries = found.entries
    disabled = entries.get("disable")
    if disabled is not None and disabled.value is True:
        return None
    test = entries.get("test")
    if test is None:
        notes.left_out(found, where, "it changes the image's own check, which ECS does not read; write out `test`")
        return None
    command = _command(test, f"{where}.test", notes)
    if command is None:
        return None
    check: dict[str, Any] = {"command": command}
    for name, (setting, least, most) in BOUNDS.items():
        if name in entries:
            duration = seconds(entries[name].text)
            if duration is None:
                notes.problem(entries[name], f"{where}.{name}", "a duration such as 30s or 1m30s")
            else:
                check[setting] = _bounded(duration, least, most, entries[name], f"{where}.{name}", notes)
    if "retries" in entries:
        retries = entries["retries"]
        if isinstance(retries.value, int) and retries.value > 0:
            check["retries"] = _bounded(retries.value, 1, MOST_RETRIES, retries, f"{where}.retries", notes)
        else:
            notes.problem(retries, f"{where}.retries", "a whole number of 1 or more")
    for name in entries.keys() - BOUNDS.keys() - {"test", "retries", "disable"}:
        notes.left_out(entries[name], f"{where}.{name}", "ECS has no such setting")
    return check


def path(command: str) -> str | None:
    """The path of the service's own address in a command, `/` where it names none; None without an address."""
    found = URL.search(command)
    return None if found is None else found["path"] or "/"


def _command(test: Item, where: str, notes: Notes) -> str | None:
    if isinstance(test.value, str):
        return test.value
    words = [element.text for element in test.elements]
    if words[:1] == ["NONE"]:
        return None
    if words[:1] == ["CMD-SHELL"] and len(words) == 2:
        return words[1]
    if words[:1] == ["CMD"] and len(words) > 1:
        return shlex.join(words[1:])
    notes.problem(test, where, 'a command, or a list that begins with "CMD", "CMD-SHELL" or "NONE"')
    return None


def _bounded(value: int, least: int, most: int, item: Item, what: str, notes: Notes) -> int:
    bounded = min(max(value, least), most)
    if bounded != value:
        notes.changed(item, what, f"it is {bounded}, as ECS takes {least} to {most}")
    return bounded
