"""Compose files as values with lines."""

import pytest

from compose.document import Item, read
from settings.problem import SettingsError


def value(text: str) -> object:
    return plain(read(f"a: {text}\n", "c.yml").entries["a"])


def plain(item: Item) -> object:
    if isinstance(item.value, dict):
        return {name: plain(inner) for name, inner in item.value.items()}
    return [plain(inner) for inner in item.value] if isinstance(item.value, list) else item.value


def refusal(text: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        read(text, "c.yml")
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22:22", "22:22"),
        ("yes", "yes"),
        ("true", True),
        ("'true'", "true"),
        ("8000", 8000),
        ("0755", 755),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("~", None),
        ("", None),
        ("2024-01-01", "2024-01-01"),
        ("[1, b]", [1, "b"]),
        ("{b: 1}", {"b": 1}),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, expected: object):
    found = value(text)
    assert (found, type(found)) == (expected, type(expected))


def test_each_value_knows_its_line():
    found = read("services:\n  api:\n    ports:\n      - 1\n      - 2\n", "c.yml").entries["services"].entries["api"]
    assert (found.line, found.entries["ports"].line) == (2, 3)
    assert [element.line for element in found.entries["ports"].elements] == [4, 5]


def test_merge_keys_are_taken_over_behind_own_ones():
    text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n"
    assert plain(read(text, "c.yml").entries["z"]) == {"a": 3, "b": 1, "c": 2}


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1\nb: 2\n", ["c.yml:2: is not YAML: expected ',' or ']', but got ':'"]),
        ("a: b: c\n", ["c.yml:1: is not YAML: mapping values are not allowed here"]),
        ("a: \x00\n", ["c.yml: is not YAML: special characters are not allowed"]),
        ("", ["c.yml: must hold one map with services, got something else"]),
        ("- a\n", ["c.yml: must hold one map with services, got something else"]),
        ("a: 1\n---\nb: 1\n", ["c.yml: must hold one map with services, got several documents"]),
        ("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", [
            "c.yml:4: c is already set on line 3; keep one of the two",
            "c.yml:5: a is already set on line 1; keep one of the two",
        ]),
        ("a: !reset null\n", ["c.yml:1: the tag !reset is not supported; write out what it stands for"]),
        ("a:\n  <<: 1\n", ["c.yml:2: << takes over maps only"]),
        ("? [a]\n: 1\n", ["c.yml:1: a key must be a single text"]),
        ("a: &a [*a]\n", ["c.yml: has an alias that contains itself"]),
        ("a: *b\n", ["c.yml:1: is not YAML: found undefined alias 'b'"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(text: str, expected: list[str]):
    assert refusal(text) == expected


def test_a_small_file_does_not_mean_a_huge_one():
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert refusal("\n".join(lines)) == ["c.yml: means more than 20000 values; its aliases multiply"]


def test_a_huge_file_is_refused():
    assert refusal("#" * 1_000_001) == ["c.yml: has 1000001 characters, a compose file at most 1000000"]


def test_a_deep_file_is_refused():
    [problem] = refusal("a: " + "[" * 1500)
    assert problem.startswith("c.yml")
