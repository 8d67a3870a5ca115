"""A comparison of two environments as lines for a terminal and as JSON."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from review.compare.aspect import Aspect
from review.compare.comparison import Comparison, Difference
from review.model import ABSENT
from review.render.words import counted, dotted, plain, shown

LISTED: Final = 8
"""Addresses of which the same is said; more are counted."""
LONGEST_VALUE: Final = 60
NO_COMPONENT: Final = "without a component"


def lines(comparison: Comparison, aspects: Collection[Aspect] = tuple(Aspect)) -> Iterator[str]:
    """What differs of these aspects, by component."""
    yield headline(comparison)
    if not comparison.differences:
        yield "They deploy the same."
    chosen = [one for one in comparison.differences if one.aspect in aspects]
    for component, found in groupby(chosen, lambda one: one.component):
        yield ""
        yield component or NO_COMPONENT
        for aspect, alike in groupby(found, lambda one: one.aspect):
            yield f"  {aspect}"
            yield from (f"    {line}" for line in _of_one_aspect(list(alike), comparison))


def headline(comparison: Comparison) -> str:
    """How much there is, and how much of it is the same."""
    left, right = comparison.left, comparison.right
    return (
        f"{left.name} has {counted(len(left.resources), 'resource')}, {right.name} {len(right.resources):,}: "
        f"{comparison.shared:,} are in both, {comparison.same:,} of them the same."
    )


def document(comparison: Comparison, aspects: Collection[Aspect] = tuple(Aspect)) -> dict[str, Any]:
    """The same for a program. A value that a side does not have is null; a resource it has is true."""
    left, right = comparison.left, comparison.right
    return {
        "left": {"target": left.name, "resources": len(left.resources)},
        "right": {"target": right.name, "resources": len(right.resources)},
        "shared": comparison.shared,
        "same": comparison.same,
        "differences": [_entry(one) for one in comparison.differences if one.aspect in aspects],
    }


def _entry(difference: Difference) -> dict[str, Any]:
    left, right = (None if value is ABSENT else value for value in (difference.left, difference.right))
    return {
        "component": difference.component,
        "aspect": difference.aspect.value,
        "address": difference.address,
        "path": list(difference.path),
        "left": left if difference.path else left is not None,
        "right": right if difference.path else right is not None,
    }


def _of_one_aspect(found: Sequence[Difference], comparison: Comparison) -> Iterator[str]:
    for name, alone in (
        (comparison.left.name, [one for one in found if not one.path and one.right is ABSENT]),
        (comparison.right.name, [one for one in found if not one.path and one.left is ABSENT]),
    ):
        if alone:
            yield f"only {name}: {_listed([plain(one.address) for one in alone])}"
    alike: dict[str, list[str]] = {}
    for one in found:
        if one.path:
            left, right = (shown(value, LONGEST_VALUE) for value in (one.left, one.right))
            alike.setdefault(f"{dotted(one.path)}: {left} | {right}", []).append(plain(one.address))
    for difference, addresses in alike.items():
        yield f"{_listed(addresses)} {difference}"


def _listed(addresses: Sequence[str]) -> str:
    more = len(addresses) - LISTED
    return ", ".join(addresses[:LISTED]) + (f" and {more} more" if more > 0 else "")
