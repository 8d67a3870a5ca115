"""Plans written by hand, as Terraform writes them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from review.model import Change, Plan
from review.plan import load_plan, read_plan

CORPUS = Path(__file__).with_name("corpus")


def entry(
    address: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    *,
    actions: list[str] | None = None,
    more: Mapping[str, Any] | None = None,
    **change: Any,
) -> dict[str, Any]:
    """One of `resource_changes`. What happens follows from `before`, `after` and `replace_paths` unless it is said."""
    parts = address.split("[")[0].split(".")
    if actions is None:
        actions = _actions(before, after, "replace_paths" in change)
    return {
        "address": address,
        "mode": "data" if parts[0] == "data" else "managed",
        "type": parts[-2],
        "name": parts[-1],
        "provider_name": f"registry.terraform.io/hashicorp/{parts[-2].split('_')[0]}",
        **(more or {}),
        "change": {
            "actions": actions,
            "before": before,
            "after": after,
            "after_unknown": {},
            "before_sensitive": {},
            "after_sensitive": {},
            **change,
        },
    }


def _actions(before: object, after: object, replaces: bool) -> list[str]:
    if before is None:
        return ["create"]
    if after is None:
        return ["delete"]
    if replaces:
        return ["delete", "create"]
    return ["no-op"] if before == after else ["update"]


def document(*entries: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A whole plan with these `resource_changes`."""
    return {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": list(entries), **more}


def plan(*entries: Mapping[str, Any], **more: Any) -> Plan:
    """The same, read from text."""
    return load_plan(json.dumps(document(*entries, **more)))


def only_change(*entries: Mapping[str, Any], **more: Any) -> Change:
    """The one change of a plan."""
    [change] = read_plan(document(*entries, **more)).changes
    return change


def differences(before: Mapping[str, Any], after: Mapping[str, Any], type: str = "x_y", **more: Any) -> list[str]:
    """`path: before -> after` of each difference that matters between two values of a resource."""
    changes = read_plan(document(entry(f"{type}.z", before, after, **more))).changes
    return [
        f"{'.'.join(map(str, one.path))}: {one.before} -> {one.after}" + (" forces" if one.forces_replacement else "")
        for change in changes
        for one in change.attributes
    ]
