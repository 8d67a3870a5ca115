"""What must hold for every two files: promotion changes what is promoted, and not one byte elsewhere."""

import copy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promotion.differences import Difference, Side, differences
from promotion.edit import promoted
from promotion.values import MISSING, at
from settings.problem import KeyPath
from settings.syntax import Value, parse
from settings.target import discover
from settings.tfvars import Tfvars, parsed, read
from tests.settings.styles import documents, styles, text_of

ROOT = Path(__file__).parents[2]
PAIRS = [
    (one.id, other.id)
    for one in discover(ROOT)
    for other in discover(ROOT)
    if one.kind == other.kind == "environment" and one.system == other.system and one != other
]


def other_than(document: dict[str, Value], style: Random) -> dict[str, Value]:
    """A document that has much in common with this one: values changed, entries gone, entries new, in another order."""
    made: dict[str, Value] = {}
    for name, value in document.items():
        chance = style.random()
        if chance < 0.15:
            continue
        if isinstance(value, dict) and chance < 0.8:
            made[name] = other_than(value, style)
        elif chance < 0.4:
            made[name] = style.choice(["changed", 7, True, ["a", 1], {"inside": "new"}, []])
        else:
            made[name] = copy.deepcopy(value)
        if style.random() < 0.2:
            made[f"new_{len(made)}"] = style.choice(["x", 1, {"a": 1, "b": {"c": [1]}}, ["a", "b"]])
    names = list(made)
    if style.random() < 0.3:
        style.shuffle(names)
    return {name: made[name] for name in names}


def side(document: dict[str, Value], style: Random) -> Side:
    return Side("shop/dev", parsed(text_of(document, style), "x.tfvars"), {})


def expected(target: Tfvars, source: Tfvars, chosen: list[Difference]) -> dict[str, Value]:
    values = copy.deepcopy(target.values)
    for difference in chosen:
        container: Any = values
        for name in difference.unit[:-1]:
            container = container.setdefault(name, {})
        value = at(source.values, difference.unit)
        if value is MISSING:
            container.pop(difference.unit[-1], None)
        else:
            container[difference.unit[-1]] = copy.deepcopy(value)
    return values


def written(file: Tfvars, without: list[KeyPath]) -> dict[KeyPath, str]:
    """How each value is written, but for those named, those in them and those around them."""
    return {
        key: file.text[place.key_start : place.end]
        for key, place in file.places.items()
        if not any(key[: len(other)] == other or other[: len(key)] == key for other in without)
    }


def outside(file: Tfvars, units: list[KeyPath]) -> list[str]:
    """The text without the values named, in pieces."""
    spans = sorted((file.places[unit].start, file.places[unit].end) for unit in units if unit in file.places)
    pieces, at_position = [], 0
    for start, end in spans:
        pieces.append(file.text[at_position:start])
        at_position = end
    return [*pieces, file.text[at_position:]]


@settings(max_examples=500, deadline=None)
@given(documents.filter(bool), styles, st.data())
@pytest.mark.requirement("C-35")
def test_promotion_changes_what_is_promoted_and_no_byte_elsewhere(
    document: dict[str, Value], style: Random, data: st.DataObject
) -> None:
    target, source = side(document, style), side(other_than(document, style), style)
    found = differences(source, target)
    chosen = data.draw(st.lists(st.sampled_from(found), unique_by=lambda one: one.key)) if found else []
    result = promoted(target.file, source.file, chosen)
    units = [difference.unit for difference in chosen]
    assert repr(sorted_by_name(parse(result.text).values)) == repr(
        sorted_by_name(expected(target.file, source.file, chosen))
    )
    assert written(result, units) == written(target.file, units)
    replaced = [difference for difference in chosen if MISSING not in (difference.source, difference.target)]
    if len(replaced) == len(chosen):
        assert outside(result, units) == outside(target.file, units)
    if all(difference.source is not MISSING for difference in chosen):
        rest = iter(result.text)
        assert all(character in rest for piece in outside(target.file, units) for character in piece)


def sorted_by_name(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: sorted_by_name(value[name]) for name in sorted(value)}
    return [sorted_by_name(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("source_id", "target_id"), PAIRS, ids=[" to ".join(pair) for pair in PAIRS])
@pytest.mark.requirement("C-35")
def test_between_real_environments_no_other_byte_changes(source_id: str, target_id: str) -> None:
    source, target = (Side(name, read(ROOT / f"envs/{name}.tfvars", ROOT), {}) for name in (source_id, target_id))
    found = differences(source, target)
    for chosen in ([], found[:1], found[::2], found[1::2], found):
        result = promoted(target.file, source.file, chosen)
        units = [difference.unit for difference in chosen]
        assert result.values == expected(target.file, source.file, chosen)
        assert written(result, units) == written(target.file, units)
        if all(MISSING not in (one.source, one.target) for one in chosen):
            assert outside(result, units) == outside(target.file, units)
        if not any(is_on_one_line(target.file, unit) for unit in units):
            assert_goes_back(target.file, result, chosen)


def is_on_one_line(file: Tfvars, unit: KeyPath) -> bool:
    """Whether the map that holds the setting, or would hold it, is written on one line."""
    around = next(unit[:length] for length in reversed(range(len(unit))) if not length or unit[:length] in file.places)
    place = file.places.get(around)
    return place is not None and "\n" not in file.text[place.start : place.end]


def assert_goes_back(before: Tfvars, after: Tfvars, chosen: list[Difference]) -> None:
    """What was promoted can be taken back, in all that a person sees: comments behind values move to one blank."""
    back = promoted(after, before, [Difference(one.key, one.target, one.source) for one in chosen])
    assert back.values == before.values
    assert [line.split() for line in back.text.splitlines()] == [line.split() for line in before.text.splitlines()]
