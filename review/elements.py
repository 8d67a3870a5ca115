"""Which element of a list before is which element after."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from review.masks import Mask, any_mark, below

NAMES: Final = ("Sid", "sid", "name", "Name", "id", "Id", "key", "rule_number", "priority")
"""What tells the elements of a set apart, the first that an element has."""
Pairing: TypeAlias = tuple[list[tuple[int, int]], Sequence[int], Sequence[int]]
"""Indexes before and after that belong together, those that are only before, those that are only after."""


def pairs_in_order(before: Sequence[Any], after: Sequence[Any]) -> Pairing:
    """Which element before is which after, and which are on one side only. What was put in between moves the rest."""
    shorter = min(len(before), len(after))
    tail = 0
    while len(before) != len(after) and tail < shorter and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    pairs = [(index, index) for index in range(shorter - tail)]
    pairs += [(len(before) - 1 - back, len(after) - 1 - back) for back in reversed(range(tail))]
    return pairs, range(shorter - tail, len(before) - tail), range(shorter - tail, len(after) - tail)


def pairs_in_any_order(before: Sequence[Any], after: Sequence[Any], unknown: Mask) -> Pairing:
    """The same without the elements that are on both sides, wherever they stand."""
    old_spelt = [_spelt(value) for value in before]
    new_spelt = [None if any_mark(below(unknown, index)) else _spelt(value) for index, value in enumerate(after)]
    common = Counter(old_spelt) & Counter(filter(None, new_spelt))
    old, new = _without(old_spelt, common), _without(new_spelt, common)
    if old == new or len(old) == len(new) == 1:
        return list(zip(old, new, strict=True)), (), ()
    named = _by_name(after, new)
    pairs = [(i, named[name]) for name, i in _by_name(before, old).items() if name in named]
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return pairs, [i for i in old if i not in paired_old], [j for j in new if j not in paired_new]


def _without(spelt: Sequence[str | None], common: Counter[str]) -> list[int]:
    left, indexes = Counter(common), []
    for index, spelling in enumerate(spelt):
        if spelling is not None and left[spelling] > 0:
            left[spelling] -= 1
        else:
            indexes.append(index)
    return indexes


def _spelt(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _by_name(values: Sequence[Any], indexes: Sequence[int]) -> dict[tuple[str, str], int]:
    """Name -> index of the maps whose name no other one has."""
    names = {index: name for index in indexes if (name := _name(values[index])) is not None}
    counts = Counter(names.values())
    return {name: index for index, name in names.items() if counts[name] == 1}


def _name(value: Any) -> tuple[str, str] | None:
    if isinstance(value, Mapping):
        for key in NAMES:
            if isinstance(value.get(key), str | int):
                return key, str(value[key])
    return None
