"""The smoke test: does the new version answer as it should, from where people are?"""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any

from release.clients import Clock
from release.errors import ReleaseError
from release.facts import HealthUrl

TIMEOUT_SECONDS = 90
REQUEST_SECONDS = 10
LARGEST_BYTES = 64 * 1024
WELL = frozenset({"ok", "healthy", "pass", "passing", "up", "connected", "ready", "true"})

Get = Callable[[str], tuple[int, bytes]]
"""Address -> status and body; raises OSError where there is no answer."""


def get(url: str) -> tuple[int, bytes]:
    """One request over HTTPS, certificates checked, redirects followed."""
    request = urllib.request.Request(url, headers={"User-Agent": "stackwright-smoke-test"})  # noqa: S310
    try:
        with urllib.request.urlopen(  # noqa: S310 - the address is the environment's own
            request, timeout=REQUEST_SECONDS, context=ssl.create_default_context()
        ) as answer:
            return answer.status, answer.read(LARGEST_BYTES)
    except urllib.error.HTTPError as error:
        return error.code, error.read(LARGEST_BYTES)


def test(health: HealthUrl, keys: Sequence[str], clock: Clock, say: Callable[[str], object], get: Get = get) -> str:
    """Asks until the answer is right, for 90 seconds: DNS and caches take a moment. Returns what it said in short.

    Raises ReleaseError with what was wrong with the last answer.
    """
    deadline = clock.deadline(TIMEOUT_SECONDS)
    while True:
        try:
            status, body = get(health.url)
            problem = _problem(health, keys, status, body)
        except OSError as error:
            problem, status = f"there is no answer ({getattr(error, 'reason', None) or error})", 0
        if problem is None:
            return f"{status} from {health.url}"
        say(problem)
        if deadline.is_over:
            raise ReleaseError(f"The smoke test of {health.url} failed: {problem}.")
        deadline.pause()


def _problem(health: HealthUrl, keys: Sequence[str], status: int, body: bytes) -> str | None:
    if not accepted(health.success_codes, status):
        return f"the status is {status}, not {health.success_codes}"
    try:
        answer = json.loads(body)
    except ValueError:
        return f"the answer is not JSON, so it has no {keys[0]}" if keys else None
    if not isinstance(answer, dict):
        return f"the answer is not an object, so it has no {keys[0]}" if keys else None
    missing = [key for key in keys if key not in answer]
    if missing:
        return f"the answer has no {', '.join(missing)}"
    asked = dict.fromkeys(("status", *keys))
    unwell = [f"{key} is {_shown(answer[key])}" for key in asked if key in answer and not _is_well(key, answer[key])]
    return ", ".join(unwell) or None


def _is_well(key: str, value: Any) -> bool:
    """A version may be anything; a dependency says so by a word, a bool, or an object with a status of its own."""
    if key == "version":
        return bool(value)
    if isinstance(value, dict):
        return _is_well("status", value.get("status", True))
    return str(value).lower() in WELL


def _shown(value: Any) -> str:
    return json.dumps(value)[:100]


def accepted(codes: str, status: int) -> bool:
    """Whether a status is among codes such as `200,204` or `200-299`."""
    for part in codes.split(","):
        first, _, last = part.partition("-")
        if int(first) <= status <= int(last or first):
            return True
    return False
