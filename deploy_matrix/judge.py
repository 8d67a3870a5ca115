"""What a plan or an account has that it should not have."""

from collections.abc import Collection, Mapping
from typing import Any

REPLACED_BY_NATURE = frozenset({"aws_ecs_task_definition"})
"""ECS has no other way to change them: each change is a new revision, and services go over to it in place."""
KEPT_ON_PURPOSE = {
    "ecs.task_definitions": "skip_destroy: a rollback starts revisions that Terraform no longer has",
}
"""Collections of the ledger whose contents outlive a destroy, and why."""

Ledger = Mapping[str, Collection[str]]


def not_empty(plan: Mapping[str, Any]) -> list[str]:
    """All that the plan, as `stackwright plan --json` gives it, would change."""
    return [*map(_line, plan["changes"]), *(f"output {name}" for name in plan["outputs"])]


def not_in_place(plan: Mapping[str, Any]) -> list[str]:
    """What the plan would do other than change in place, except the replacements that cannot be avoided."""
    return [_line(change) for change in plan["changes"] if change["action"] != "change" and not _by_nature(change)]


def not_changed(plan: Mapping[str, Any], images: Collection[str]) -> list[str]:
    """What another owner and other images should change and this plan does not."""
    arguments = {argument for change in plan["changes"] for argument in change["arguments"]}
    missing = [] if arguments & {"tags", "tags_all"} else ["no tag"]
    if images and not any(_by_nature(change) for change in plan["changes"]):
        missing.append("no task definition")
    return missing


def left(before: Ledger, after: Ledger) -> list[str]:
    """What an account holds now and did not hold before."""
    return [
        f"{place}: {name}"
        for place, names in after.items()
        for name in names
        if name not in before.get(place, ()) and place.partition(" ")[2] not in KEPT_ON_PURPOSE
    ]


def _by_nature(change: Mapping[str, Any]) -> bool:
    return change["action"] == "replace" and change["address"].partition(".")[0] in REPLACED_BY_NATURE


def _line(change: Mapping[str, Any]) -> str:
    details = ", ".join(change["forced_by"] or change["arguments"])
    return f"{change['action']} {change['address']}" + (f" ({details})" if details else "")
