"""Boxes that stand for many resources."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from review.model import Resource
from review.picture.fact import Fact
from review.picture.kinds import Tier, plural
from review.picture.kinds_pieces import kind_of
from review.picture.names import name, short, summary, titled
from review.picture.part import Part
from review.weight import WEIGHT, counts, heaviest

LIMIT: Final = 12
"""Boxes of a kind in one place; the rest of them share one box."""
NAMED: Final = 6
"""Members of a group whose names are listed; more are counted by component or by what their names begin with."""


def wording(members: Sequence[Resource], tier: Tier, group: str, prefix: str) -> tuple[str, str, tuple[Fact, ...]]:
    """Title, subtitle and facts of a group's box."""
    nouns = Counter(kind_of(one.type).noun for one in members)
    counted = ", ".join(plural(count, noun) for noun, count in sorted(nouns.items(), key=lambda one: (-one[1], one[0])))
    names = [short(name(one), prefix) for one in members]
    if tier is Tier.OTHER:
        provider, _, rest = group.partition("_")
        return rest or group, f"{counted} of {provider}", _listed(members, names)
    if len(members) == 1:
        return *titled(names[0], next(iter(nouns)), prefix), ()
    if len(nouns) == 1:
        return counted, "", _listed(members, names)
    return group, counted, _listed(members, names)


def limited(boxes: Sequence[Part], resources: Mapping[str, Resource]) -> list[Part]:
    """The boxes, of each kind in each place only the first; those that change come first."""
    by_place: dict[tuple[str, ...], list[Part]] = defaultdict(list)
    for part in boxes:
        by_place[part.tier, part.icon, resources[part.key].type, part.vpc, part.region].append(part)
    kept: list[Part] = []
    for alike in by_place.values():
        if len(alike) > LIMIT:
            alike.sort(
                key=lambda part: (WEIGHT.index(part.action) if part.action else len(WEIGHT), part.title, part.key)
            )
            rest = alike[LIMIT - 1 :]
            alike = [*alike[: LIMIT - 1], _together(rest, kind_of(resources[rest[0].key].type).noun)]
        kept += alike
    return kept


def _listed(members: Sequence[Resource], names: Sequence[str]) -> tuple[Fact, ...]:
    components = Counter(one.component for one in members)
    if len(members) <= NAMED:
        text = ", ".join(sorted(set(names)))
    elif len(components) > 2 and "" not in components:
        text = ", ".join(f"{component} {count}" for component, count in sorted(components.items()))
    else:
        text = summary(names)
    return (Fact(text, "names"),)


def _together(alike: Sequence[Part], noun: str) -> Part:
    actions = [action for part in alike for action, count in part.counts.items() for _ in range(count)]
    return replace(
        alike[0],
        key=f"more {alike[0].key}",
        title=f"{plural(len(alike), f'more {noun}')}",
        subtitle="",
        members=tuple(member for part in alike for member in part.members),
        pieces=tuple(piece for part in alike for piece in part.pieces),
        facts=(Fact(", ".join(part.title for part in alike), "names"),),
        action=heaviest(actions),
        whole=all(part.whole for part in alike) and len({part.action for part in alike}) == 1,
        counts=counts(actions),
        zones=tuple(sorted({zone for part in alike for zone in part.zones})),
    )
