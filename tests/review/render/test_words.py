import pytest

from review.model import ABSENT, SENSITIVE, AttributeChange
from review.render.words import both, by_severity, dotted, headline, plain, shown, title
from tests.review.making import entry, only_change, plan


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a plain text, ünïcode", "a plain text, ünïcode"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("two\nlines\r\ttab", r"two\nlines\r\ttab"),
        ("\u202egnp.exe\u200b\xa0", r"\u202egnp.exe\u200b\xa0"),
        ("\ud800", r"\ud800"),
        ("\x9b31m", r"\x9b31m"),
    ],
)
def test_nothing_steers_a_terminal(text: str, seen: str):
    assert plain(text) == seen


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (("name",), "name"),
        (("ingress", 0, "cidr_blocks", 1), "ingress[0].cidr_blocks[1]"),
        (("tags", "cost-center"), "tags.cost-center"),
        (("tags", "a.b"), 'tags["a.b"]'),
        (("tags", "\x1b[2J"), r'tags["\u001b[2J"]'),
    ],
)
def test_paths(path: tuple[str | int, ...], seen: str):
    assert dotted(path) == seen


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (SENSITIVE, "(sensitive)"),
        ("(sensitive)", '"(sensitive)"'),
        ({"b": [1, None], "a": True}, '{"a": true, "b": [1, null]}'),
        ("x" * 200, '"' + "x" * 98 + "… (202 characters)"),
        ("\x1b", r'"\u001b"'),
    ],
)
def test_values(value: object, seen: str):
    assert shown(value) == seen


def test_of_two_long_texts_the_place_where_they_differ_is_shown():
    before, after = both(AttributeChange(("user_data",), "a" * 500 + "old" + "b" * 500, "a" * 500 + "new" + "b" * 500))
    assert before == "…" + "a" * 24 + "old" + "b" * 73 + "…"
    assert after == "…" + "a" * 24 + "new" + "b" * 73 + "…"
    assert both(AttributeChange(("a",), "x" * 200, ABSENT))[1] == "(absent)"


def test_one_line_for_a_change():
    replaced = entry("x_y.z", {"a": 1, "b": 1}, {"a": 2, "b": 2}, replace_paths=[["b"]])
    assert title(only_change(replaced)) == "-/+ x_y.z (because of b)"
    tainted = entry(
        "x_y.z", {"a": 1}, {"a": 1}, actions=["delete", "create"], more={"action_reason": "replace_because_tainted"}
    )
    assert title(only_change(tainted)) == "-/+ x_y.z (replace because tainted)"
    assert title(only_change(entry("x_y.z", {"a": 1}, {"a": 2, "b": 1}))) == "  ~ x_y.z (a, b)"
    old = entry('x_y.z["\x1b"]', {"a": 1}, None, more={"deposed": "12ab"})
    assert title(only_change(old)) == r'  - x_y.z["\x1b"] (deposed 12ab)'


def test_counts():
    found = plan(
        entry("x_y.a", None, {"a": 1}),
        entry("x_y.b", {"a": 1}, {"a": 2}, importing={"id": "b"}),
        entry("x_y.c", {"a": 1}, None, actions=["forget"]),
    )
    assert headline(found) == "1 to add, 1 to change, 0 to replace, 0 to destroy, 1 to import, 1 to forget"
    assert by_severity([]) == ""
    assert by_severity([1, 3, 1]) == "1 3, 2 1"
