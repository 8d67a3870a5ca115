"""What matters of a plan or a root, as a short YAML file: how many resources of each type, and some of their values.

counts:
  lb: {lb: 1, listener: 2, target_group: 2}        # aws_lb, aws_lb_listener, aws_lb_target_group
values:
  aws_lb_listener.https: {port: 443}
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

Inventory = Mapping[str, Mapping[str, Any]]

FOLDER = "tests/inventories"
LONGEST_LINES = 80
LONGEST_LINE = 120
SECTIONS = ("counts", "values")
HEADER = """\
# What matters of the plan of {target}: how many resources of each type, and values that must not change unnoticed.
# To watch another value, add its address and argument with anything behind it and run
# `{command}`, which writes the file anew and keeps the comments at its top.
"""


@dataclass(frozen=True)
class Subject:
    """What an inventory is compared with: the plan of a target, or its root, which does not have provider defaults."""

    kind: Literal["plan", "root"]
    target: str
    resources: Mapping[str, Mapping[str, Any]]
    """Address -> values."""


def root_subject(target: str, root: Mapping[str, Any]) -> Subject:
    """`root` is a parsed cdk.tf.json."""
    blocks = root.get("resource", {})
    resources = {f"{kind}.{name}": arguments for kind, named in blocks.items() for name, arguments in named.items()}
    return Subject("root", target, resources)


def path_of(target: str) -> str:
    """`tests/inventories/macro-ai/dev.yaml`, from the root of the repository."""
    return f"{FOLDER}/{target}.yaml"


def command_for(target: str) -> str:
    """What writes the inventory of a target anew."""
    return f"pytest tests/plans/test_inventories.py -k {target} --rewrite"


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


def differences(inventory: Inventory, subject: Subject) -> list[str]:
    """Every difference: types that are missing, not expected or of another number, and values that are not the same."""
    return [*_count_differences(inventory["counts"], subject), *_value_differences(inventory["values"], subject)]


def failure(subject: Subject, found: list[str]) -> str:
    """The whole message when there are differences."""
    path, kind, target = path_of(subject.target), subject.kind, subject.target
    lines = "\n".join(f"  {difference}" for difference in found)
    return f"{path} and the {kind} of {target} differ:\n{lines}\nIf the {kind} is right, run `{command_for(target)}`."


def rewritten(text: str, plan: Subject) -> str:
    """The inventory of a plan: all counts, and today's values of the arguments that the old text chose."""
    lines = [*_comments(text, plan.target), "counts:"]
    for group, names in _groups(plan).items():
        lines += _entry(group, names)
    lines += ["", "values:"]
    for address, chosen in parse(text)["values"].items():
        planned = plan.resources.get(address, {})
        values = {name: _refreshed(old, planned[name]) for name, old in (chosen or {}).items() if name in planned}
        if values:
            lines += _entry(address, values)
    return "\n".join(lines) + "\n"


def _comments(text: str, target: str) -> list[str]:
    """The comment lines at the top of the old text, or ours."""
    kept = text.splitlines()
    first_other = next((index for index, line in enumerate(kept) if not line.startswith("#")), len(kept))
    return [*(kept[:first_other] or HEADER.format(target=target, command=command_for(target)).splitlines()), ""]


def _groups(plan: Subject) -> dict[str, dict[str, int]]:
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


def _counts(subject: Subject) -> Counter[str]:
    return Counter(address.split(".")[0] for address in subject.resources)


def _count_differences(expected: Mapping[str, int], subject: Subject) -> Iterator[str]:
    counts = _counts(subject)
    for terraform_type in sorted({*expected, *counts}):
        wanted, found = expected.get(terraform_type, 0), counts[terraform_type]
        if wanted != found:
            yield f"counts.{terraform_type}: the inventory has {wanted or 'none'}, the {subject.kind} {found or 'none'}"


def _value_differences(expected: Mapping[str, Mapping[str, Any] | None], subject: Subject) -> Iterator[str]:
    for address, chosen in expected.items():
        if address not in subject.resources:
            yield f"values.{address}: the {subject.kind} does not have it"
            continue
        values = subject.resources[address]
        for name, wanted in (chosen or {}).items():
            if name not in values:
                if subject.kind == "plan":
                    yield f"values.{address}.{name}: the inventory has {_spelled(wanted)}, the plan no known value"
                continue
            found = values[name] if subject.kind == "plan" else _as_planned(values[name], wanted)
            if not _agree(wanted, found):
                said = f"the {subject.kind} {_spelled(values[name])}"
                yield f"values.{address}.{name}: the inventory has {_spelled(wanted)}, {said}"


def _agree(wanted: Any, found: Any) -> bool:
    """A map may hold more than is wanted; lists are compared element by element; 1 is not true."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return all(name in found and _agree(value, found[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(_agree(*pair) for pair in zip(wanted, found, strict=True))
    return isinstance(wanted, bool) == isinstance(found, bool) and wanted == found


def _as_planned(emitted: Any, wanted: Any) -> Any:
    """An argument as a plan shows it: a single block as a list, sets in order, null for what is not given."""
    if isinstance(wanted, list):
        parts = [emitted] if isinstance(emitted, Mapping) else emitted
        if not isinstance(parts, list):
            return emitted
        if _sorted(parts) == _sorted(wanted):
            return wanted
        return [_as_planned(*pair) for pair in zip(parts, wanted, strict=False)] + parts[len(wanted) :]
    if isinstance(wanted, Mapping) and isinstance(emitted, Mapping):
        given = {name: _as_planned(emitted.get(name), value) for name, value in wanted.items()}
        return {**emitted, **given}
    return emitted


def _sorted(values: list[Any]) -> list[str]:
    return sorted(json.dumps(value, sort_keys=True) for value in values)
