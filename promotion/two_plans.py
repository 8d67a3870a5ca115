"""From one offline plan to another of the same target: the plan that would lead there, in Terraform's JSON.

An offline plan creates everything, so the two tell what differs, and not what Terraform would have to replace for it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from promotion.effect import Effect

Plan = Mapping[str, Any]


def plan_between(before: Plan, after: Plan, effects: Collection[Effect]) -> dict[str, Any]:
    """The plan of `after` where everything that `before` creates exists already.

    `effects` are what differs between the two roots: it tells where a value that neither plan knows is another one.
    """
    old, new = _by_address(before), _by_address(after)
    other = {effect.address: effect.arguments for effect in effects}
    changes = [
        _change(old.get(address), new.get(address), other.get(address, ())) for address in dict.fromkeys([*old, *new])
    ]
    return {
        **after,
        "resource_changes": changes,
        "prior_state": {"format_version": "1.0", "values": before.get("planned_values", {})},
        "output_changes": {},
    }


def _by_address(plan: Plan) -> dict[str, Plan]:
    return {entry["address"]: entry for entry in plan.get("resource_changes", []) if entry["mode"] == "managed"}


def _change(old: Plan | None, new: Plan | None, other: Collection[str]) -> dict[str, Any]:
    entry = {name: part for name, part in (new or old or {}).items() if name != "change"}
    before, before_unknown, before_sensitive = _values(old)
    after, after_unknown, after_sensitive = _values(new)
    # What AWS decides is not known of either and stays as it is.
    unknown = {
        name: mark
        for name, mark in after_unknown.items()
        if not old or name in other or before_unknown.get(name) != mark
    }
    change = {
        "before": before,
        "after": after,
        "after_unknown": unknown,
        "before_sensitive": before_sensitive,
        "after_sensitive": after_sensitive,
    }
    return {**entry, "change": {"actions": [_action(old, new, change)], **change}}


def _values(entry: Plan | None) -> tuple[Any, dict[str, Any], Any]:
    """What will be there, what of it is not known yet, what of it is a secret."""
    if entry is None:
        return None, {}, False
    change = entry["change"]
    return change["after"], change.get("after_unknown") or {}, change.get("after_sensitive", {})


def _action(old: Plan | None, new: Plan | None, change: Mapping[str, Any]) -> str:
    if old is None:
        return "create"
    if new is None:
        return "delete"
    return "no-op" if change["before"] == change["after"] and not change["after_unknown"] else "update"
