"""Two values of a resource compared: what differs and matters, and how much differs and does not.

Left out, and counted: the same set in another order, the same policy in other words, nothing written in two ways
(`null`, `""`, an empty list), and what only the provider sets.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from review import schema
from review.documents import is_policy, normal_policy, parsed
from review.elements import pairs_in_any_order, pairs_in_order
from review.masks import Mask, any_mark, below, hides
from review.model import ABSENT, AttributeChange, Path
from review.redact import Redactor, hidden_keys
from review.schema import Kind

FREE: Final = frozenset(
    {
        *("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "security_group_ids"),
        *("subnets", "subnet_ids", "availability_zones"),
    }
)
"""Lists for Terraform, sets for whoever reads them."""
IN_ORDER: Final = frozenset(("command", "args", "arguments", "entry_point", "entrypoint", "steps", "stages", "rules"))
"""Lists whose order matters, where no schema says that they are lists."""


class Lists(Enum):
    """What is known of the order of lists where a value is."""

    BY_KIND = "what the schema says"
    FREE = "no order matters: the lists of a policy"
    IN_DOCUMENT = "the order of texts matters, that of maps does not: other JSON"


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a resource, with all that is known of it."""

    path: Path = ()
    kind: Kind = None
    unknown: Mask = None
    sensitive_before: Mask = None
    sensitive_after: Mask = None
    computed: bool | None = None
    """Whether the provider sets it when nobody else does; None where the schema is not known."""
    lists: Lists = Lists.BY_KIND

    def step(self, part: str | int, *, before: int | None = None, hidden: bool = False) -> "Place":
        """The value below. `before`: the element's index before the plan, where it is another one."""
        computed = schema.is_computed(self.kind, part) if isinstance(part, str) else None
        return Place(
            (*self.path, part),
            schema.below(self.kind, part),
            below(self.unknown, part),
            hidden or below(self.sensitive_before, part if before is None else before),
            hidden or below(self.sensitive_after, part),
            self.computed if computed is None else computed,
            self.lists,
        )

    def hides(self, before: Any, after: Any) -> bool:
        """Whether neither value can be shown, as one of them is sensitive."""
        return hides(self.sensitive_before, before) or hides(self.sensitive_after, after)

    def is_ordered(self, values: Sequence[Any]) -> bool:
        """Whether the order of a list here matters."""
        if self.lists is not Lists.BY_KIND:
            return self.lists is Lists.IN_DOCUMENT and not isinstance(values[0], dict)
        name = next((part for part in reversed(self.path) if isinstance(part, str)), "")
        return name not in FREE and (name in IN_ORDER if self.kind is None else bool(schema.is_ordered(self.kind)))


@dataclass
class Comparison:
    """What differs between two values of one resource. `is_set`: whether its configuration sets a path, if known."""

    redactor: Redactor
    is_set: Callable[[Path], bool | None]
    changes: list[AttributeChange] = field(default_factory=list)
    folded: int = 0

    def compare(self, place: Place, before: Any, after: Any) -> None:
        """Adds what differs. A value that is not there is None."""
        if place.unknown is True:
            self._unknown(place, before)
        elif before == after and not any_mark(place.unknown):
            return
        elif _is_nothing(before) and _is_nothing(after) and not any_mark(place.unknown):
            self.folded += 1
        elif place.hides(before, after):
            self.add(place, before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            self._maps(place, before, after)
        elif isinstance(before, list) and isinstance(after, list):
            self._lists(place, before, after)
        elif isinstance(before, str) and isinstance(after, str):
            self._texts(place, before, after)
        else:
            self.add(place, before, after)

    def add(self, place: Place, before: Any, after: Any) -> None:
        """Adds a difference, whether it matters or not."""
        hidden = place.hides(before, after)
        old = self.redactor.clean(before, hidden or place.sensitive_before)
        new = self.redactor.clean(after, hidden or place.sensitive_after, place.unknown)
        path = tuple(self.redactor.text(part) if isinstance(part, str) else part for part in place.path)
        self.changes.append(AttributeChange(path, ABSENT if old is None else old, ABSENT if new is None else new))

    def _unknown(self, place: Place, before: Any) -> None:
        """Dynamic blocks are in no configuration, so what is not set there and is not on the top may be in one."""
        by_provider = place.computed if place.computed is not None else len(place.path) == 1
        if by_provider and self.is_set(place.path) is False:
            self.folded += 1
        else:
            self.add(place, before, None)

    def _maps(self, place: Place, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        hidden = hidden_keys(before) | hidden_keys(after)
        unknown = place.unknown if isinstance(place.unknown, dict) else {}
        for key in sorted({*before, *after, *unknown}):
            old, new = before.get(key), after.get(key)
            if old == new and not any_mark(unknown.get(key)):
                continue
            if schema.is_settable(place.kind, key) is False:
                self.folded += 1
            else:
                self.compare(place.step(key, hidden=key in hidden), old, new)

    def _texts(self, place: Place, before: str, after: str) -> None:
        old, new = parsed(before), parsed(after)
        if old is None or new is None:
            self.add(place, before, after)
            return
        lists = Lists.IN_DOCUMENT
        if is_policy(old) and is_policy(new):
            old, new, lists = normal_policy(old), normal_policy(new), Lists.FREE
        count = len(self.changes)
        self.compare(replace(place, kind=None, lists=lists), old, new)
        if len(self.changes) == count:
            self.folded += 1

    def _lists(self, place: Place, before: Sequence[Any], after: Sequence[Any]) -> None:
        if place.is_ordered(before or after):
            pairs, old, new = pairs_in_order(before, after)
        else:
            pairs, old, new = pairs_in_any_order(before, after, place.unknown)
            self.folded += not pairs and not old and not new
        for i, j in pairs:
            self.compare(place.step(j, before=i), before[i], after[j])
        for i in old:
            self.add(replace(place.step(i), unknown=None), before[i], None)
        for j in new:
            self.add(place.step(j), None, after[j])


def _is_nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})
