"""From one offline plan to another of the same target: the plan that would lead there, in Terraform's JSON.

An offline plan creates everything, so the two tell what differs, and not what Terraform would have to replace for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from promotion.effect import Resources

Plan = Mapping[str, Any]


def plan_between(before: Plan, after: Plan, roots: tuple[Resources, Resources]) -> dict[str, Any]:
    """The plan of `after` where everything that `before` creates exists already.

    `roots` are the resources that the two were made of: of a value that no offline plan knows, as it refers to what AWS
    decides, they tell whether it differs, and how.
    """
    old, new = (
        {
            entry["address"]: _Created(entry, root.get(entry["address"], {}))
            for entry in plan.get("resource_changes", [])
            if entry["mode"] == "managed"
        }
        for plan, root in zip((before, after), roots, strict=True)
    )
    return {
        **after,
        "resource_changes": [_change(old.get(address), new.get(address)) for address in dict.fromkeys([*old, *new])],
        "prior_state": {"format_version": "1.0", "values": before.get("planned_values", {})},
        "output_changes": {},
    }


@dataclass(frozen=True)
class _Created:
    """A resource that an offline plan creates, and its arguments in the root."""

    entry: Plan
    arguments: Mapping[str, Any]

    @property
    def unknown(self) -> dict[str, Any]:
        return self.entry["change"].get("after_unknown") or {}

    @property
    def sensitive(self) -> Any:
        return self.entry["change"].get("after_sensitive", {})

    def values(self, written: set[str]) -> dict[str, Any]:
        """What is known of it, and of those `written` what the root has."""
        return self.entry["change"]["after"] | {name: self.arguments.get(name) for name in written}


def _change(old: _Created | None, new: _Created | None) -> dict[str, Any]:
    one = new or old
    assert one is not None
    alike: set[str] = set()
    written: set[str] = set()
    if old and new:
        # What AWS decides is not known of either and stays as it is, if both refer to the same.
        alike = {name for name, mark in old.unknown.items() if new.unknown.get(name) == mark}
        written = {name for name in alike if old.arguments.get(name) != new.arguments.get(name)}
    before = old.values(written) if old else None
    after = new.values(written) if new else None
    unknown = {name: mark for name, mark in new.unknown.items() if name not in alike} if new else {}
    is_same = old is not None and before == after and not unknown
    change = {
        "actions": ["create" if old is None else "delete" if new is None else "no-op" if is_same else "update"],
        "before": before,
        "after": after,
        "after_unknown": unknown,
        "before_sensitive": old.sensitive if old else False,
        "after_sensitive": new.sensitive if new else False,
    }
    return {**one.entry, "change": change}
