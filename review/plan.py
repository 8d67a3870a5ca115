"""A plan as Terraform's JSON, read into what a review talks about."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from review import schema, shape
from review.changes import Reader
from review.configuration import Configuration
from review.drift import Ignored, drift
from review.errors import PlanError
from review.masks import either, marked
from review.model import ABSENT, Change, OutputChange, Plan, Resource
from review.redact import Redactor

LARGEST_BYTES: Final = 256 * 1024**2
ZIP: Final = b"PK\x03\x04"
TOO_DEEP: Final = "The plan has values inside values, hundreds of levels deep, and was not reviewed."


def is_plan_file(path: Path) -> bool:
    """Whether a file is what `terraform plan -out` writes. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


def load_plan(plan: Path | str) -> Plan:
    """The plan in a file, or in a text. Raises PlanError when it is not a whole plan, OSError when there is no file."""
    if isinstance(plan, Path) and plan.stat().st_size > LARGEST_BYTES:
        raise PlanError(f"{plan} is larger than {LARGEST_BYTES // 1024**2} MiB, which is the most that is reviewed.")
    content = plan.read_bytes() if isinstance(plan, Path) else plan
    if isinstance(content, bytes) and content.startswith(ZIP):
        raise PlanError(
            f"{plan} is Terraform's own plan file. Show it as JSON with `terraform show -json {plan} > plan.json` in "
            "the folder it was made in, and review that."
        )
    try:
        document = json.loads(content)
    except json.JSONDecodeError as error:
        ends = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        why = "ends too early" if ends else f"is not JSON: {error.msg}"
        raise PlanError(f"The plan {why} (line {error.lineno}, column {error.colno}). {shape.NOT_A_PLAN}") from None
    except UnicodeDecodeError:
        raise PlanError(f"The plan is not text in UTF-8. {shape.NOT_A_PLAN}") from None
    except RecursionError:
        raise PlanError(TOO_DEEP) from None
    return read_plan(document)


def read_plan(document: Any, ignored: Ignored | None = None) -> Plan:
    """The plan in the output of `terraform show -json <plan file>`. Raises PlanError when it is something else.

    `ignored` is what the root's resources leave to others, which no plan shows.
    """
    try:
        plan, configuration = _read(shape.check(document))
        return replace(plan, drift=drift(plan, configuration, ignored or {}))
    except RecursionError:
        raise PlanError(TOO_DEEP) from None


def _read(document: Mapping[str, Any]) -> tuple[Plan, Configuration]:
    """The plan with all that Terraform lists as drift, and what it says of its configuration."""
    configuration = Configuration(document.get("configuration"))
    planned = list(shape.entries(document, "resource_changes"))
    drifted = list(shape.entries(document, "resource_drift"))
    redactor = Redactor(_secrets(document, [*planned, *drifted], configuration))
    reader = Reader(configuration, redactor)
    changes: list[Change] = []
    before: dict[str, Resource] = {}
    after: dict[str, Resource] = {}
    seen: set[str] = set()
    no_ops = 0
    for entry in planned:
        change, old, new = reader.change(entry)
        if change:
            changes.append(change)
        elif entry["change"]["actions"] != ["no-op"]:
            no_ops += 1
        seen.add(entry["address"])
        if entry.get("mode", "managed") == "managed" and not entry.get("deposed"):
            before |= {old.address: old} if old else {}
            after |= {new.address: new} if new else {}
    for name, found in (("prior_state", before), ("planned_values", after)):
        for entry in shape.resources(document, name):
            if entry["address"] not in seen:
                resource = reader.resource(entry)
                found[resource.address] = resource
    listed = [change for entry in drifted if (change := reader.change(entry)[0])]
    by_argument = configuration.references()
    plan = Plan(
        changes=tuple(sorted(changes, key=lambda change: change.address)),
        drift=tuple(sorted(listed, key=lambda change: change.address)),
        outputs=tuple(_outputs(document, redactor)),
        before=dict(sorted(before.items())),
        after=dict(sorted(after.items())),
        references={address: frozenset().union(*arguments.values()) for address, arguments in by_argument.items()},
        argument_references=by_argument,
        regions=configuration.regions(document.get("variables")),
        terraform_version=str(document.get("terraform_version") or ""),
        no_ops=no_ops,
        complete=not (
            document.get("complete") is False or document.get("errored") is True or document.get("deferred_changes")
        ),
    )
    return plan, configuration


def _secrets(
    document: Mapping[str, Any], entries: Iterable[Mapping[str, Any]], configuration: Configuration
) -> Iterator[Any]:
    """Everything that the plan says is sensitive, in clear."""
    for entry in entries:
        change, by_schema = entry["change"], schema.sensitive_mask(entry["type"])
        for side in ("before", "after"):
            yield from marked(change.get(side), change.get(f"{side}_sensitive"))
            yield from marked(change.get(side), by_schema)
    for name in ("prior_state", "planned_values"):
        for entry in shape.resources(document, name):
            yield from marked(entry.get("values"), entry.get("sensitive_values"))
    for output in shape.outputs(document).values():
        for side in ("before", "after"):
            yield from marked(output.get(side), output.get(f"{side}_sensitive"))
    given = document.get("variables")
    for name in configuration.sensitive_variables():
        one = given.get(name) if isinstance(given, Mapping) else None
        yield one.get("value") if isinstance(one, Mapping) else None


def _outputs(document: Mapping[str, Any], redactor: Redactor) -> Iterator[OutputChange]:
    for name, output in sorted(shape.outputs(document).items()):
        if output["actions"] != ["no-op"]:
            sensitive = either(output.get("before_sensitive"), output.get("after_sensitive"))
            before = redactor.clean(output.get("before"), sensitive)
            after = redactor.clean(output.get("after"), sensitive, output.get("after_unknown"))
            yield OutputChange(
                redactor.text(name), ABSENT if before is None else before, ABSENT if after is None else after
            )
