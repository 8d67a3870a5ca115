import math
import shutil
import subprocess

import pytest

from settings.literal import literal, literal_on_one_line
from settings.syntax import parse


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (0, "0"),
        (-12, "-12"),
        (2.0, "2"),
        (0.25, "0.25"),
        (1e-07, "1e-07"),
        ("", '""'),
        ("é 😀", '"é 😀"'),
        ('a\\b"c\n\r\td', '"a\\\\b\\"c\\n\\r\\td"'),
        ("${a} %{b} $${c} $ %", '"$${a} %%{b} $$${c} $ %"'),
        ("a\u00a0b\u200bc", '"a\\u00a0b\\u200bc"'),
        ([], "[]"),
        ((1, "b"), '[1, "b"]'),
        ({}, "{}"),
        ([[1], []], "[\n  [1],\n  [],\n]"),
        ({"a b": {"null": 1}}, '{\n  "a b" = {\n    "null" = 1\n  }\n}'),
    ],
)
def test_a_value_as_text(value: object, expected: str) -> None:
    assert literal(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": {"b": [1, {"c": "d"}]}}, '{ a = { b = [1, { c = "d" }] } }'),
        (["x" * 60, "y" * 60], '["' + "x" * 60 + '", "' + "y" * 60 + '"]'),
    ],
)
def test_a_value_for_a_place_inside_a_line(value: object, expected: str) -> None:
    assert literal_on_one_line(value) == expected


def test_neighbouring_lines_have_their_equals_signs_in_one_column() -> None:
    value = {"a": 1, "bcd": 2, "m": {"x": 1}, "ef": 3, "g": ["p" * 60, "q" * 60], "h": 4}
    assert literal(value, "  ") == (
        "{\n    a   = 1\n    bcd = 2\n    m = {\n      x = 1\n    }\n    ef = 3\n    g = [\n"
        f'      "{"p" * 60}",\n      "{"q" * 60}",\n    ]\n    h = 4\n  }}'
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "a tfvars file cannot hold None"),
        ({"a": [None]}, "a tfvars file cannot hold None"),
        (b"a", "a tfvars file cannot hold b'a'"),
        ({1: 2}, "a tfvars file cannot hold the name 1"),
        (math.inf, "a tfvars file cannot hold inf"),
        (math.nan, "a tfvars file cannot hold nan"),
        (10**15, "a tfvars file cannot hold 1000000000000000: at most 15 digits"),
        (0.1 + 0.2, "a tfvars file cannot hold 0.30000000000000004: at most 15 digits"),
        ("a\x00", "a tfvars file cannot hold the control character in 'a\\x00'"),
        ("\ud800", "a tfvars file cannot hold the control character in '\\ud800'"),
    ],
)
def test_what_a_tfvars_file_cannot_hold_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        literal(value)
    assert str(refused.value) == message


def test_terraform_fmt_leaves_the_layout_alone() -> None:
    terraform = shutil.which("terraform")
    if not terraform:
        pytest.skip("terraform is not on PATH")
    value = {
        "name": "x",
        "cpu_units": 256,
        "null": {"a": {}, "bc": [], "d": [1, 2], "long": ["p" * 60, "q" * 60], "e": 1, "fgh": "é"},
        "rules": [{"a": 1, "bcd": "$${x}"}, {"e": [[1], [2, [3]]]}],
        "z": True,
    }
    text = f"value = {literal(value)}\n"
    done = subprocess.run([terraform, "fmt", "-"], input=text, capture_output=True, text=True, check=True)
    assert (done.stdout, parse(text).values) == (text, {"value": value})


def test_a_small_map_may_stay_on_one_line() -> None:
    value = {"a": {"b": 1, "c": {"d": "x" * 20}}, "e": {}, "f": [{"g": 1}]}
    assert literal(value, widest_map=30) == (
        '{\n  a = {\n    b = 1\n    c = { d = "xxxxxxxxxxxxxxxxxxxx" }\n  }\n  e = {}\n  f = [\n    { g = 1 },\n  ]\n}'
    )
