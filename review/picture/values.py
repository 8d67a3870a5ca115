"""Values out of a plan that may be shown: nothing that is unknown, sensitive or not of the expected type."""

from collections.abc import Mapping
from typing import Any

from review.model import Mark, Resource


def text(resource: Resource | None, *path: str | int) -> str:
    """The text or number at a path, or nothing."""
    value = _at(resource, path)
    if isinstance(value, bool | Mark) or not isinstance(value, str | int | float):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def number(resource: Resource | None, *path: str | int) -> float | None:
    """The number at a path, written as a number or as a text."""
    try:
        return float(text(resource, *path))
    except ValueError:
        return None


def flag(resource: Resource | None, *path: str | int) -> bool:
    """Whether there is `true` at a path."""
    return _at(resource, path) is True


def items(resource: Resource | None, *path: str | int) -> list[Any]:
    """The list at a path; nothing unknown in it."""
    value = _at(resource, path)
    return [item for item in value if not isinstance(item, Mark)] if isinstance(value, list | tuple) else []


def texts(resource: Resource | None, *path: str | int) -> list[str]:
    """The texts in the list at a path."""
    return [item for item in items(resource, *path) if isinstance(item, str)]


def _at(resource: Resource | None, path: tuple[str | int, ...]) -> Any:
    value: Any = resource.values if resource is not None else None
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, Mapping) else None
        else:
            value = value[step] if isinstance(value, list | tuple) and len(value) > step else None
    return value
