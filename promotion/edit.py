"""A file with settings taken over from another: every byte that is not of those settings stays."""

import copy
from collections.abc import Callable, Iterable
from typing import Any

from promotion.differences import Difference
from promotion.values import MISSING, at
from settings.problem import KeyPath
from settings.tfvars import Tfvars, parsed
from settings.transplant import Written, with_entry_of, with_value_of, without_own_lines


def promoted(target: Tfvars, source: Tfvars, differences: Iterable[Difference]) -> Tfvars:
    """The target with what the source has in these places. Values are written as the source writes them; what is new
    there comes with its comments to the place it has there; what the source does not have goes, with its comment."""
    file = target
    for difference in differences:
        file = _with(file, source, difference.unit)
    return file


def _with(file: Tfvars, source: Tfvars, key: KeyPath) -> Tfvars:
    if at(source.values, key) is MISSING:
        return _edited(file, key, None, without_own_lines(_written(file), key), file.removed)
    if key in file.places:
        return _replaced(file, source, key)
    first_missing = next(key[:length] for length in range(1, len(key) + 1) if key[:length] not in file.places)
    return _inserted(file, source, first_missing, key)


def _replaced(file: Tfvars, source: Tfvars, key: KeyPath) -> Tfvars:
    value = at(source.values, key)
    text = with_value_of(_written(file), _written(source), key)
    return _edited(file, key, value, text, lambda place: file.replaced(place, value))


def _inserted(file: Tfvars, source: Tfvars, place: KeyPath, key: KeyPath) -> Tfvars:
    """With the entry at `place`, which lies around `key` or is it, and in it only what leads to `key`."""
    value: Any = at(source.values, key)
    for name in reversed(key[len(place) :]):
        value = {name: value}
    text = None
    if value == at(source.values, place):
        text = with_entry_of(_written(file), _written(source), place)
    return _edited(file, place, value, text, lambda _: file.inserted(place[:-1], str(place[-1]), value))


def _edited(file: Tfvars, key: KeyPath, value: Any, text: str | None, otherwise: Callable[[KeyPath], str]) -> Tfvars:
    """The file with `value` at `key`, None for none: `text` if that could be made, else what `otherwise` makes."""
    if text is None:
        return parsed(otherwise(key), file.path)
    expected = copy.deepcopy(file.values)
    container: Any = expected
    for name in key[:-1]:
        container = container[name]
    if value is None:
        del container[key[-1]]
    else:
        container[key[-1]] = copy.deepcopy(value)
    return parsed(file.verified(text, expected), file.path)


def _written(file: Tfvars) -> Written:
    return Written(file.text, file.places)
