"""One change as rules see it: values before and after that may be missing, unknown or of any type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from review.model import Action, Change, Mark, Path


@dataclass(frozen=True)
class Subject:
    """A change with its values before and after; empty where there is no such side."""

    change: Change

    @cached_property
    def before(self) -> Mapping[str, Any]:
        return self.change.before.values if self.change.before else {}

    @cached_property
    def after(self) -> Mapping[str, Any]:
        return self.change.after.values if self.change.after else {}

    @property
    def address(self) -> str:
        return self.change.address

    @property
    def type(self) -> str:
        return self.change.type

    @property
    def action(self) -> Action:
        return self.change.action

    @property
    def stays(self) -> bool:
        """Whether there is something before and something after."""
        return bool(self.before) and bool(self.after)

    @property
    def is_there_after(self) -> bool:
        """Whether there will be something that is made or changed."""
        return self.change.after is not None and self.action not in (Action.READ, Action.MOVE)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The names of the arguments that differ; of what comes or goes, none."""
        return frozenset(str(one.path[0]) for one in self.change.attributes)

    def turned_off(self, *path: str | int) -> bool:
        """Whether it was on and no longer is, or is no longer there."""
        if path[0] not in self.changed:
            return False
        return (
            flag(self.before, *path) is True
            and bool(self.after)
            and flag(self.after, *path) is not True
            and (not is_mark(at(self.after, *path)))
        )

    def turned_on(self, *path: str | int) -> bool:
        """Whether it is on now and was not before, or was not there."""
        return flag(self.after, *path) is True and flag(self.before, *path) is not True

    def lowered(self, *path: str | int) -> tuple[float, float] | None:
        """The number before and the smaller one after."""
        if path[0] not in self.changed:
            return None
        old, new = number(self.before, *path), number(self.after, *path)
        return (old, new) if old is not None and new is not None and new < old else None

    def switched(self, *path: str | int) -> tuple[str, str] | None:
        """The text before and another one after, both known."""
        if path[0] not in self.changed:
            return None
        old, new = text(self.before, *path), text(self.after, *path)
        return (old, new) if old and new and old != new else None

    def forced_by(self) -> str:
        """`because of engine, port`, or nothing when Terraform does not say what forces a replacement."""
        names = sorted({str(one.path[0]) for one in self.change.attributes if one.forces_replacement})
        if names:
            return f" because of {', '.join(names)}"
        return " because it is tainted" if self.change.reason == "replace_because_tainted" else ""


def at(values: Any, *path: str | int) -> Any:
    """The value at a path; None where there is none."""
    for part in path:
        if isinstance(values, dict):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int):
            values = values[part] if part < len(values) else None
        else:
            return None
    return values


def is_mark(value: Any) -> bool:
    """Whether a value is sensitive or not known yet."""
    return isinstance(value, Mark)


def flag(values: Any, *path: str | int) -> bool | None:
    """True or false, as a bool or a text; None for anything else."""
    value = at(values, *path)
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None


def number(values: Any, *path: str | int) -> float | None:
    """A number, or a text that is one; None for anything else."""
    value = at(values, *path)
    if isinstance(value, bool | Mark) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def text(values: Any, *path: str | int) -> str:
    """A text that is known; "" for anything else."""
    value = at(values, *path)
    return value if isinstance(value, str) and not isinstance(value, Mark) else ""


def texts(values: Any, *path: str | int) -> list[str]:
    """The known texts of a list."""
    value = at(values, *path)
    return (
        [one for one in value if isinstance(one, str) and not isinstance(one, Mark)] if isinstance(value, list) else []
    )


def blocks(values: Any, *path: str | int) -> Iterator[Mapping[str, Any]]:
    """The maps of a list, or the one map that stands there alone."""
    value = at(values, *path)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield one


def spelt(path: Path) -> str:
    """A path as a person writes it: `deployment_circuit_breaker.enable`."""
    return ".".join(part for part in path if isinstance(part, str))


def shown(value: float) -> str:
    """A number as a person writes it."""
    return f"{value:g}"
