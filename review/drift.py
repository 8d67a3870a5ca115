"""What somebody changed in AWS, out of all that Terraform's `resource_drift` lists.

Right after a deploy that list names a third of all resources: what AWS filled in since they were made, what the
provider writes down in two ways, and what one resource shows of others (a security group its rules, a role its
policies).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from review import schema
from review.configuration import Configuration
from review.model import ABSENT, Action, AttributeChange, Change, Plan
from review.siblings import PARTS, WHOLES, has_sibling, strangers

NOTHING: Final = (None, "", 0, False, [], {}, ABSENT)


Ignored = Mapping[str, Sequence[str]]
"""Address -> the arguments in its ignore_changes: what others change on purpose, such as a number of tasks."""


def ignored(root: Mapping[str, Any]) -> Ignored:
    """What an emitted root ignores, which no plan shows."""
    return {
        f"{terraform_type}.{name}": [names] if names == "all" else [re.split(r"[.\[]", one)[0] for one in names]
        for terraform_type, resources in root.get("resource", {}).items()
        for name, arguments in resources.items()
        if (names := arguments.get("lifecycle", {}).get("ignore_changes"))
    }


def drift(plan: Plan, known: Configuration, ignored: Ignored) -> tuple[Change, ...]:
    """The resources that are gone or that were changed, each with nothing but what was changed.

    `plan` has all that Terraform lists, `known` is its configuration.
    """
    found = []
    for change in plan.drift:
        if change.action is not Action.UPDATE:
            found.append(change)
            continue
        kept = _with_tags_once(_kept(change, plan, known, ignored.get(change.address.partition("[")[0], ())))
        if kept:
            folded = change.folded + len(change.attributes) - len(kept)
            found.append(replace(change, attributes=kept, folded=max(0, folded)))
    return tuple(found)


def _kept(change: Change, plan: Plan, known: Configuration, ignored: Sequence[str]) -> Iterator[AttributeChange]:
    if "all" in ignored:
        return
    is_set = known.is_set(change.address)
    shown = set()
    for one in change.attributes:
        name = str(one.path[0])
        key = (change.type, name)
        if name in ignored or (_is_nothing(one.before) and _is_nothing(one.after)):
            continue
        if key in PARTS:
            if name not in shown:
                yield from (AttributeChange((name,), ABSENT, part) for part in strangers(change, name, plan))
            shown.add(name)
        elif key in WHOLES:
            if not has_sibling(change, name, plan):
                yield one
        elif not _is_filled_in(change, one, is_set((name,))):
            yield one


def _with_tags_once(attributes: Iterable[AttributeChange]) -> tuple[AttributeChange, ...]:
    """`tags_all` knows what a tag was before, also where that came from the provider's default tags."""
    by_path = {one.path: one for one in attributes}
    renamed = {("tags", *path[1:]): one for path, one in by_path.items() if path[0] == "tags_all"}
    merged = {path: one for path, one in by_path.items() if path[0] != "tags_all"} | renamed
    return tuple(replace(one, path=path) for path, one in merged.items())


def _is_filled_in(change: Change, one: AttributeChange, is_set: bool | None) -> bool:
    """Whether AWS has filled in what the configuration leaves open."""
    computed = schema.is_computed(schema.kind_of_resource(change.type), str(one.path[0]))
    return bool(computed) and is_set is False and _is_nothing(one.before)


def _is_nothing(value: Any) -> bool:
    return any(value is nothing or (value == nothing and type(value) is type(nothing)) for nothing in NOTHING)
