"""Whether a document has the shape of a plan that Terraform writes, so that reading it needs no more care."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.errors import PlanError

KNOWN_MAJOR: Final = "1"
NOT_A_PLAN: Final = (
    "Make one with `terraform show -json <plan file>`, where the plan file is what `terraform plan -out` wrote."
)


def check(document: Any) -> Mapping[str, Any]:
    """The document. Raises PlanError when it is not a plan, or one in a format that is not known."""
    if not isinstance(document, Mapping):
        raise PlanError(f"This is JSON but not a plan. {NOT_A_PLAN}")
    version = document.get("format_version")
    if version is None:
        raise PlanError(f"This is JSON but not a plan: it has no format_version. {NOT_A_PLAN}")
    if not isinstance(version, str) or version.split(".")[0] != KNOWN_MAJOR:
        raise PlanError(
            f"The plan has format_version {version!r}; Stackwright knows {KNOWN_MAJOR}.x, which Terraform writes since "
            "1.1 and OpenTofu in every version. Make the plan with one of these."
        )
    if "resource_changes" not in document and "planned_values" not in document:
        what = "a state" if "values" in document else "not a plan"
        raise PlanError(f"This is {what}: it has no resource_changes. {NOT_A_PLAN}")
    return document


def entries(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The entries of `resource_changes` or `resource_drift`. Raises PlanError at the first that is none."""
    found = document.get(name) or []
    if not isinstance(found, list):
        raise PlanError(f"{name} of the plan is not a list. {NOT_A_PLAN}")
    for index, entry in enumerate(found):
        wrong = _wrong(entry)
        if wrong:
            raise PlanError(f"{name}[{index}] of the plan is not what Terraform writes: {wrong}. {NOT_A_PLAN}")
        yield entry


def _wrong(entry: Any) -> str | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("change"), Mapping):
        return "it has no change"
    change = entry["change"]
    for name in ("address", "type", "name"):
        if not isinstance(entry.get(name), str):
            return f"its {name} is no text"
    for name in ("previous_address", "module_address", "provider_name", "deposed", "action_reason", "mode"):
        if not isinstance(entry.get(name), str | None):
            return f"its {name} is no text"
    for name in ("before", "after", "importing"):
        if not isinstance(change.get(name), Mapping | None):
            return f"its {name} is no map"
    actions = change.get("actions")
    if not isinstance(actions, list) or not actions or not all(isinstance(one, str) for one in actions):
        return "its actions are no list of texts"
    paths = change.get("replace_paths") or []
    if not isinstance(paths, list) or not all(isinstance(path, list) for path in paths):
        return "its replace_paths are no list of paths"
    return None


def resources(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The managed resources of `prior_state` or `planned_values`, of all modules."""
    found = document.get(name)
    if name == "prior_state":
        found = found.get("values") if isinstance(found, Mapping) else None
    modules = [found.get("root_module")] if isinstance(found, Mapping) else []
    while modules:
        module = modules.pop()
        if not isinstance(module, Mapping):
            continue
        modules.extend(module.get("child_modules") or ())
        for entry in module.get("resources") or ():
            if not isinstance(entry, Mapping) or not all(
                isinstance(entry.get(key), str) for key in ("address", "type", "name")
            ):
                raise PlanError(f"{name} of the plan has a resource without address, type or name. {NOT_A_PLAN}")
            if entry.get("mode", "managed") == "managed":
                yield entry


def outputs(document: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """`output_changes` by name."""
    found = document.get("output_changes") or {}
    if not isinstance(found, Mapping) or not all(
        isinstance(one, Mapping) and isinstance(one.get("actions"), list) for one in found.values()
    ):
        raise PlanError(f"output_changes of the plan is no map of changes. {NOT_A_PLAN}")
    return found
