"""What matters of a plan, as a short YAML file: how many resources of each type, and chosen values of chosen ones.

counts:
  lb: {lb: 1, listener: 2, target_group: 2}        # aws_lb, aws_lb_listener, aws_lb_target_group
values:
  aws_lb_listener.https: {port: 443}
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.plans.plan import Plan, type_of

Inventory = Mapping[str, Mapping[str, Any]]

LONGEST_LINES = 80
LONGEST_LINE = 120
SECTIONS = ("counts", "values")
HEADER = """\
# What matters of the plan of {target}: how many resources of each type, and values that must not change unnoticed.
# To watch another value, add its address and argument with anything behind it and run
# `{command}`, which writes the file anew and keeps the comments at its top.
"""


def parse(text: str) -> Inventory:
    """{"counts": {type: number}, "values": {address: {argument: value}}}. Raises ValueError for other sections."""
    content = yaml.safe_load(text) or {}
    unknown = sorted(content.keys() - set(SECTIONS))
    if unknown:
        raise ValueError(f"an inventory has the sections counts and values, got {', '.join(unknown)}")
    groups = content.get("counts") or {}
    counts = {_type(group, name): count for group, names in groups.items() for name, count in names.items()}
    return {"counts": counts, "values": content.get("values") or {}}


def read(path: Path) -> str:
    """The text of an inventory, empty when there is none yet."""
    return path.read_text() if path.exists() else ""


def differences(inventory: Inventory, plan: Plan) -> list[str]:
    """Every difference: types that are missing, not expected or of another number, and values that are not the same."""
    return [*_count_differences(inventory["counts"], plan), *_value_differences(inventory["values"], plan)]


def failure(path: str, plan: Plan, found: list[str], command: str) -> str:
    """The whole message of a test that found differences."""
    lines = "\n".join(f"  {difference}" for difference in found)
    return f"{path} and the plan of {plan.target} differ:\n{lines}\nIf the plan is right, run `{command}`."


def rewritten(text: str, plan: Plan, command: str) -> str:
    """The inventory of this plan: all counts, and today's values of the arguments that the old text chose."""
    lines = [*_comments(text, plan, command), "counts:"]
    for group, names in _groups(plan).items():
        lines += _entry(group, names)
    lines += ["", "values:"]
    for address, chosen in parse(text)["values"].items():
        planned = plan.resources.get(address, {})
        values = {name: _refreshed(old, planned[name]) for name, old in (chosen or {}).items() if name in planned}
        if values:
            lines += _entry(address, values)
    return "\n".join(lines) + "\n"


def _comments(text: str, plan: Plan, command: str) -> list[str]:
    """The comment lines at the top of the old text, or ours."""
    kept = text.splitlines()
    first_other = next((index for index, line in enumerate(kept) if not line.startswith("#")), len(kept))
    return [*(kept[:first_other] or HEADER.format(target=plan.target, command=command).splitlines()), ""]


def _groups(plan: Plan) -> dict[str, dict[str, int]]:
    """Counts by the first word of the type: {"lb": {"lb": 1, "listener": 2}}."""
    groups: dict[str, dict[str, int]] = {}
    for terraform_type, count in sorted(_counts(plan).items()):
        group, _, name = terraform_type.removeprefix("aws_").partition("_")
        groups.setdefault(group, {})[name or group] = count
    return groups


def _type(group: str, name: str) -> str:
    return f"aws_{group}" if name == group else f"aws_{group}_{name}"


def _entry(key: str, values: Mapping[str, Any]) -> list[str]:
    line = f"  {key}: {_spelled(values)}"
    if len(line) <= LONGEST_LINE:
        return [line]
    return [f"  {key}:", *(f"    {name}: {_spelled(value)}" for name, value in values.items())]


def _spelled(value: Any) -> str:
    """The value as YAML on one line."""
    text = yaml.safe_dump([value], default_flow_style=True, sort_keys=False, width=100_000, allow_unicode=True)
    return text.strip()[1:-1]


def _refreshed(old: Any, planned: Any) -> Any:
    """The planned value, cut down to the parts of it that were chosen."""
    if old and isinstance(old, Mapping) and isinstance(planned, Mapping):
        return {name: _refreshed(value, planned[name]) for name, value in old.items() if name in planned}
    if isinstance(old, list) and isinstance(planned, list) and len(old) == len(planned):
        return [_refreshed(*pair) for pair in zip(old, planned, strict=True)]
    return planned


def _counts(plan: Plan) -> Counter[str]:
    return Counter(type_of(address) for address in plan.resources)


def _count_differences(expected: Mapping[str, int], plan: Plan) -> Iterator[str]:
    planned = _counts(plan)
    for terraform_type in sorted({*expected, *planned}):
        wanted, found = expected.get(terraform_type, 0), planned[terraform_type]
        if wanted != found:
            yield f"counts.{terraform_type}: the inventory has {wanted or 'none'}, the plan {found or 'none'}"


def _value_differences(expected: Mapping[str, Mapping[str, Any] | None], plan: Plan) -> Iterator[str]:
    for address, chosen in expected.items():
        if address not in plan.resources:
            yield f"values.{address}: the plan does not have it"
            continue
        for name, wanted in (chosen or {}).items():
            planned = plan.resources[address]
            if name not in planned:
                yield f"values.{address}.{name}: the inventory has {_spelled(wanted)}, the plan no known value"
            elif not _agree(wanted, planned[name]):
                found = _spelled(planned[name])
                yield f"values.{address}.{name}: the inventory has {_spelled(wanted)}, the plan {found}"


def _agree(wanted: Any, found: Any) -> bool:
    """A map may hold more than is wanted; lists are compared element by element; 1 is not true."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return all(name in found and _agree(value, found[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(_agree(*pair) for pair in zip(wanted, found, strict=True))
    return isinstance(wanted, bool) == isinstance(found, bool) and wanted == found
