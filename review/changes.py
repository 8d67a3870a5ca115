"""One entry of `resource_changes` or `resource_drift` as a Change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from review import schema
from review.configuration import Configuration
from review.diff import Comparison, Place
from review.errors import PlanError
from review.masks import Mask, either
from review.model import Action, AttributeChange, Change, Path, Resource
from review.redact import Redactor

ACTIONS: Final[Mapping[tuple[str, ...], Action]] = {
    ("create",): Action.CREATE,
    ("update",): Action.UPDATE,
    ("delete", "create"): Action.REPLACE,
    ("create", "delete"): Action.REPLACE,
    # OpenTofu's replacement that leaves the old one where it is, without anybody to manage it.
    ("create", "forget"): Action.REPLACE,
    ("delete",): Action.DESTROY,
    ("forget",): Action.FORGET,
    ("read",): Action.READ,
}
WITH_BEFORE: Final = frozenset(Action) - {Action.CREATE, Action.READ}
WITH_AFTER: Final = frozenset((Action.CREATE, Action.UPDATE, Action.REPLACE, Action.READ))
NAMES: Final = ("address", "name", "index", "previous_address", "module_address", "deposed", "action_reason")


class Reader:
    """Reads the entries of one plan."""

    def __init__(self, configuration: Configuration, redactor: Redactor) -> None:
        self._configuration = configuration
        self._redactor = redactor

    def change(self, entry: Mapping[str, Any]) -> tuple[Change | None, Resource | None, Resource | None]:
        """The change, or nothing when none of it matters, and the resource before and after.

        Nothing of an update matters when all its differences are noise.
        """
        entry = self._named(entry)
        change, action = entry["change"], _action(entry)
        before, after, unknown = change.get("before"), change.get("after"), change.get("after_unknown")
        before = {} if before is None and action in WITH_BEFORE else before
        after = {} if after is None and action in WITH_AFTER else after
        sensitive = either(
            either(change.get("before_sensitive"), change.get("after_sensitive")), schema.sensitive_mask(entry["type"])
        )
        old = None if before is None else self._resource(entry, before, sensitive)
        if after is None:
            new = None
        elif old and not unknown and before == after:
            new = old
        else:
            new = self._resource(entry, after, sensitive, unknown)
        if action is None:
            return None, old, new
        found = Change(
            address=entry["address"],
            type=entry["type"],
            action=action,
            before=old,
            after=new,
            previous_address=entry.get("previous_address"),
            import_id=self._import_id(change),
            reason=entry.get("action_reason"),
            create_before_destroy=action is Action.REPLACE and change["actions"][0] == "create",
            deposed=entry.get("deposed"),
        )
        if action in (Action.UPDATE, Action.REPLACE):
            found = self._with_attributes(found, before or {}, after or {}, change, sensitive)
        is_noise = action is Action.UPDATE and not (found.attributes or found.import_id or found.previous_address)
        return None if is_noise else found, old, new

    def resource(self, entry: Mapping[str, Any]) -> Resource:
        """A resource of `prior_state` or `planned_values`."""
        entry = self._named(entry)
        sensitive = either(entry.get("sensitive_values"), schema.sensitive_mask(entry["type"]))
        return self._resource(entry, entry.get("values") or {}, sensitive)

    def _named(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        """The entry without secrets in its names: the key of an instance may be one."""
        texts = {name: entry[name] for name in NAMES if isinstance(entry.get(name), str)}
        cleaned = {name: self._redactor.text(text) for name, text in texts.items()}
        return entry if cleaned == texts else {**entry, **cleaned}

    def _import_id(self, change: Mapping[str, Any]) -> str | None:
        importing = change.get("importing")
        if importing is None:
            return None
        return self._redactor.text(str(importing.get("id") or importing.get("identity") or ""))

    def _resource(
        self, entry: Mapping[str, Any], values: Mapping[str, Any], sensitive: Mask, unknown: Mask = None
    ) -> Resource:
        address = entry["address"]
        return Resource(
            address=address,
            type=entry["type"],
            name=entry["name"],
            values=self._redactor.clean(values, sensitive, unknown),
            provider=self._configuration.provider(address, entry.get("provider_name") or ""),
            module=entry.get("module_address") or "",
            index=entry.get("index"),
        )

    def _with_attributes(
        self,
        found: Change,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        change: Mapping[str, Any],
        sensitive: Mask,
    ) -> Change:
        comparison = Comparison(self._redactor, self._configuration.is_set(found.address))
        place = Place(
            kind=schema.kind_of_resource(found.type),
            unknown=change.get("after_unknown"),
            sensitive_before=sensitive,
            sensitive_after=sensitive,
        )
        comparison.compare(place, before, after)
        causes = [tuple(path) for path in change.get("replace_paths") or ()]
        for cause in causes:
            if not any(_is_at(one.path, cause) for one in comparison.changes):
                comparison.add(_step(place, cause), _value(before, cause), _value(after, cause))
        attributes = [
            replace(one, forces_replacement=True) if any(_is_at(one.path, cause) for cause in causes) else one
            for one in comparison.changes
        ]
        kept = _without_repeated_tags(attributes)
        folded = comparison.folded + len(attributes) - len(kept)
        return replace(found, attributes=tuple(sorted(kept, key=_order)), folded=folded)


def _action(entry: Mapping[str, Any]) -> Action | None:
    actions = tuple(entry["change"]["actions"])
    if actions == ("no-op",):
        if entry["change"].get("importing"):
            return Action.IMPORT
        return Action.MOVE if entry.get("previous_address") else None
    if actions not in ACTIONS:
        raise PlanError(
            f"{entry['address']} has the actions {', '.join(actions)}, which this version of Stackwright does not "
            "know, so nothing was reviewed."
        )
    return ACTIONS[actions]


def _is_at(path: Path, cause: Path) -> bool:
    """Whether one of the two is the other or inside it."""
    shorter = min(len(path), len(cause))
    return path[:shorter] == cause[:shorter]


def _step(place: Place, path: Path) -> Place:
    for part in path:
        place = place.step(part)
    return place


def _value(values: Any, path: Path) -> Any:
    for part in path:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return None
    return values


def _without_repeated_tags(attributes: Sequence[AttributeChange]) -> list[AttributeChange]:
    """`tags_all` says once more what `tags` says."""
    said = {(one.path[1:], repr(one.before), repr(one.after)) for one in attributes if one.path[:1] == ("tags",)}
    return [
        one
        for one in attributes
        if one.path[:1] != ("tags_all",) or (one.path[1:], repr(one.before), repr(one.after)) not in said
    ]


def _order(attribute: AttributeChange) -> list[tuple[bool, int, str]]:
    """The order of paths, numbers as numbers."""
    return [(isinstance(part, str), 0 if isinstance(part, str) else part, str(part)) for part in attribute.path]
