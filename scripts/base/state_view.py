"""A state and its versions as a person sees them."""

from typing import Any

from scripts.base.screen import counted
from scripts.base.state_store import Content, StateStore, Version


def problem(store: StateStore, found: list[Version], current: Content | None) -> str:
    """What is wrong with a state, as a sentence; "" when Terraform can use it."""
    if current is None:
        return f"It was deleted: {found[0].written_text}." if found else ""
    if current.problem:
        return f"It is damaged: {current.problem}."
    if not store.is_as_remembered(current):
        return "It is not what the lock table remembers: it was changed or put back by hand, without Terraform."
    return ""


def differences(wanted: Content, current: Content | None) -> list[str]:
    """A line each for what the state would gain (+) and forget (-)."""
    new, old = set(wanted.addresses), set(current.addresses if current else ())
    return [*(f"+ {address}" for address in sorted(new - old)), *(f"- {address}" for address in sorted(old - new))]


def summary(content: Content) -> str:
    """`11 resources, serial 9, 19 KiB`."""
    size = f"{len(content.data) / 1024:.0f} KiB"
    return f"{counted(len(content.addresses), 'resource')}, serial {content.serial}, {size}"


def line(content: Content | None) -> str:
    """What a version holds; a deletion has no content."""
    if content is None:
        return "deleted"
    return f"damaged: {content.problem}" if content.problem else summary(content)


def entry(version: Version, content: Content | None) -> dict[str, Any]:
    """For `--json`."""
    return {
        "id": version.id,
        "written": version.written.isoformat(),
        "bytes": version.size_bytes,
        "deleted": version.deleted,
        "serial": content.serial if content else None,
        "resources": len(content.addresses) if content else None,
        "problem": (content.problem or None) if content else None,
    }
