"""What a plan does, from Terraform's JSON of it: addresses and names of arguments, never their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Action = Literal["add", "change", "replace", "destroy", "import", "move", "forget"]

ACTIONS: dict[tuple[str, ...], Action] = {
    ("create",): "add",
    ("update",): "change",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
    ("delete",): "destroy",
    ("forget",): "forget",
}
COUNTED: tuple[Action, ...] = ("add", "change", "replace", "destroy")
"""Counted in every summary, zero or not."""
RARE: tuple[Action, ...] = ("import", "move", "forget")
SIGNS: dict[Action, str] = {
    "add": "+",
    "change": "~",
    "replace": "-/+",
    "destroy": "-",
    "import": "=",
    "move": ">",
    "forget": ".",
}
STYLES: dict[Action, str] = {"add": "green", "change": "yellow", "replace": "magenta", "destroy": "red"}


@dataclass(frozen=True)
class Change:
    """What happens to one resource.

    `arguments` are the top-level arguments that differ, `forced_by` those that make a replacement necessary; `imported`
    is true when the resource exists and comes into the state.
    """

    address: str
    action: Action
    component: str
    arguments: tuple[str, ...] = ()
    forced_by: tuple[str, ...] = ()
    before_address: str | None = None
    imported: bool = False

    def __str__(self) -> str:
        details = ", ".join(self.arguments)
        if self.forced_by:
            details = f"because of {', '.join(self.forced_by)}"
        elif self.before_address:
            details = f"was {self.before_address}"
        if self.imported:
            details = f"imported; {details}" if details else "imported"
        return f"{SIGNS[self.action]:>3} {self.address}" + (f" ({details})" if details else "")


@dataclass(frozen=True)
class Changes:
    """Everything a plan does, in the order of addresses."""

    resources: tuple[Change, ...]
    outputs: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.resources or self.outputs)

    def count(self, action: Action) -> int:
        if action == "import":
            return sum(change.imported for change in self.resources)
        return sum(change.action == action for change in self.resources)

    def headline(self) -> str:
        """`112 to add, 0 to change, 0 to replace, 0 to destroy`, and more where there is more."""
        counts = [(action, self.count(action)) for action in (*COUNTED, *RARE)]
        return ", ".join(f"{count} to {action}" for action, count in counts if count or action in COUNTED)

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            **{action: self.count(action) for action in (*COUNTED, *RARE)},
            "outputs": list(self.outputs),
            "changes": [
                {
                    "address": change.address,
                    "action": change.action,
                    "component": change.component,
                    "arguments": list(change.arguments),
                    "forced_by": list(change.forced_by),
                    "was": change.before_address,
                }
                for change in self.resources
            ],
        }


NOTHING = Changes((), ())


def changes(plan: Mapping[str, Any]) -> Changes:
    """From `terraform show -json <plan>`."""
    resources = [change for entry in plan.get("resource_changes", []) if (change := _change(entry)) is not None]
    outputs = [name for name, entry in plan.get("output_changes", {}).items() if entry["actions"] != ["no-op"]]
    return Changes(tuple(sorted(resources, key=lambda change: change.address)), tuple(sorted(outputs)))


def _change(entry: Mapping[str, Any]) -> Change | None:
    change = entry["change"]
    action = ACTIONS.get(tuple(change["actions"]))
    if action is None:
        action = "import" if change.get("importing") else "move" if entry.get("previous_address") else None
    if action is None:
        return None
    before, after = change.get("before") or {}, change.get("after") or {}
    differ: Iterable[str] = ()
    if action == "change":
        unknown = change.get("after_unknown") or {}
        differ = (
            name for name in {*before, *after} if before.get(name) != after.get(name) or unknown.get(name) is True
        )
    return Change(
        address=entry["address"],
        action=action,
        component=_component(after or before),
        arguments=tuple(sorted(differ)),
        forced_by=tuple(sorted({str(path[0]) for path in change.get("replace_paths", [])})),
        before_address=entry.get("previous_address"),
        imported=bool(change.get("importing")),
    )


def _component(values: Mapping[str, Any]) -> str:
    return ((values.get("tags_all") or values.get("tags") or {}).get("component")) or ""
