"""What counts as a difference of two environments."""

from pathlib import Path
from typing import Any

import pytest

from promotion.differences import Difference, Side, differences
from promotion.values import MISSING
from settings.load import load_environment
from settings.problem import dotted
from settings.target import Target
from settings.tfvars import parsed
from tests.promotion.conftest import side

ROOT = Path(__file__).parents[2]


def found(source: str, target: str) -> list[Difference]:
    return differences(side(source), side(target))


def named(source: Side, target: Side) -> list[str]:
    return [dotted(difference.key) for difference in differences(source, target)]


def with_defaults(text: str, **effective: Any) -> Side:
    return Side("shop/prod", parsed(text, "x.tfvars"), effective)


@pytest.mark.parametrize(
    ("source", "target"),
    [("a = 1\nb = 2\n", "b   = 2 # two\na = 1.0\n"), ("a = { b = [1, 2] }\n", 'a = {\n  "b" = [1, 2,]\n}\n')],
)
def test_another_order_and_layout_are_no_difference(source: str, target: str):
    assert found(source, target) == []


def test_true_is_not_one():
    assert found("a = true\n", "a = 1\n") == [Difference(("a",), True, 1)]


def test_each_value_is_a_difference_of_its_own_in_the_order_of_the_source():
    assert found("b = { d = 1, c = [1] }\na = 1\n", "a = 2\nb = { c = [2], d = 3 }\nz = 1\n") == [
        Difference(("b", "d"), 1, 3),
        Difference(("b", "c"), [1], [2]),
        Difference(("a",), 1, 2),
        Difference(("z",), MISSING, 1),
    ]


def test_a_section_of_one_side_is_one_difference():
    assert found("a = { b = 1, c = { d = 2 } }\n", "") == [Difference(("a",), {"b": 1, "c": {"d": 2}}, MISSING)]


def test_an_empty_section_differs_from_none():
    assert found("a = {}\n", "") == [Difference(("a",), {}, MISSING)]


def test_a_section_of_another_kind_is_one_difference():
    source, target = 'a = { kind = "x", size = 1 }\n', 'a = { kind = "y", size = 2 }\n'
    [difference] = found(source, target)
    assert (difference, difference.unit) == (Difference(("a", "kind"), "x", "y"), ("a",))


def test_a_default_that_is_written_is_no_difference():
    assert named(with_defaults("a = 1\n", a=1, b=None), with_defaults("", a=1, b=None)) == []


def test_another_default_is_told_where_a_file_has_nothing():
    source, target = with_defaults("a = 2\n", a=2), with_defaults("", a=1)
    assert differences(source, target) == [Difference(("a",), 2, MISSING, MISSING, 1)]
    assert not differences(source, target)[0].is_new
    assert differences(target, source) == [Difference(("a",), MISSING, 2, 1, MISSING)]


def test_what_has_no_default_is_new():
    [difference] = differences(with_defaults("a = 2\n", a=2), with_defaults("", a=None))
    assert difference.is_new


def test_inside_a_section_that_has_a_default_only_what_differs_counts():
    source = with_defaults("a = { b = 2 }\n", a={"b": 2, "c": 1})
    assert named(source, with_defaults("", a={"b": 1, "c": 1})) == ["a.b"]


def test_a_kind_may_be_a_default():
    source = with_defaults('a = { kind = "x", size = 2 }\n', a={"kind": "x", "size": 2})
    target = with_defaults("", a={"kind": "y"})
    assert differences(source, target) == [Difference(("a", "kind"), "x", MISSING, MISSING, "y")]


def test_a_map_of_ones_own_replaces_a_default_as_a_whole():
    source = with_defaults('a = { "/data" = 1 }\n', a={"/data": 1})
    target = with_defaults("", a={"/tmp": 64})
    assert differences(source, target) == [Difference(("a",), {"/data": 1}, MISSING, MISSING, {"/tmp": 64})]


def test_of_a_map_without_a_default_each_name_counts():
    source = with_defaults("a = { x = 1, y = 2 }\n", a={"x": 1, "y": 2})
    assert named(source, with_defaults("", a={})) == ["a.x", "a.y"]


def test_real_environments_are_compared_with_their_defaults():
    sides = [Side.of(load_environment(Target("macro-ai", name), ROOT)) for name in ("staging", "prod")]
    found = {dotted(difference.key): difference for difference in differences(*sides)}
    assert found["services.api.cpu_units"] == Difference(("services", "api", "cpu_units"), 512, 1024)
    retention = found["log_retention_days"]
    assert (retention.source, retention.source_default, retention.target) == (MISSING, 30, 180)
    assert "services.api.deployment" not in found
    assert found["services.api.deployment.kind"].target == "blue_green"
