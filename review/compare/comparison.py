"""Two environments beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from review import schema
from review.compare.aspect import Aspect, aspect
from review.compare.side import Side
from review.diff import Comparison as ValueComparison
from review.diff import Place
from review.model import ABSENT, AttributeChange, Path, Resource
from review.redact import Redactor

PRESENT: Final = "there"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs, or a resource that only one side has: then `path` is empty and one value ABSENT."""

    component: str
    address: str
    aspect: Aspect
    path: Path
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, by component, aspect and address."""

    left: Side
    right: Side
    differences: tuple[Difference, ...]

    @property
    def shared(self) -> int:
        """How many resources both have."""
        return len(self.left.resources.keys() & self.right.resources.keys())

    @property
    def same(self) -> int:
        """How many of them are the same in both."""
        return self.shared - len({one.address for one in self.differences if one.path})


def compare(left: Side, right: Side) -> Comparison:
    """What differs in what two sides deploy. What both call after themselves, and secrets, do not differ."""
    found: list[Difference] = []
    for address in left.resources.keys() | right.resources.keys():
        component = left.components.get(address) or right.components.get(address, "")
        one, other = left.resources.get(address), right.resources.get(address)
        if one is None or other is None:
            there = [ABSENT if side is None else PRESENT for side in (one, other)]
            found.append(Difference(component, address, Aspect.STRUCTURE, (), *there))
        else:
            found += _values(component, one, other)
    return Comparison(left, right, tuple(sorted(found, key=_order)))


def _values(component: str, left: Resource, right: Resource) -> Iterator[Difference]:
    comparison = ValueComparison(Redactor(), lambda path: True)
    mask = schema.sensitive_mask(left.type)
    place = Place(kind=schema.kind_of_resource(left.type), sensitive_before=mask, sensitive_after=mask)
    comparison.compare(place, dict(left.values), dict(right.values))
    for path, before, after in _lists_together(comparison.changes):
        yield Difference(component, left.address, aspect(path, before, after), path, before, after)


def _lists_together(changes: Sequence[AttributeChange]) -> Iterator[tuple[Path, Any, Any]]:
    """The elements of a list that only one side has as one difference of the list."""
    alone: dict[Path, tuple[list[Any], list[Any]]] = {}
    for one in changes:
        if isinstance(one.path[-1], int) and ABSENT in (one.before, one.after):
            elements = alone.setdefault(one.path[:-1], ([], []))
            elements[one.before is ABSENT].append(one.after if one.before is ABSENT else one.before)
        else:
            yield one.path, one.before, one.after
    for path, (before, after) in alone.items():
        yield path, before or ABSENT, after or ABSENT


def _order(difference: Difference) -> tuple[str, int, str, Sequence[str]]:
    place = list(Aspect).index(difference.aspect)
    return difference.component, place, difference.address, [str(part) for part in difference.path]
