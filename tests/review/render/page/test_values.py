import pytest

from review.model import ABSENT, SENSITIVE, UNKNOWN
from review.render.page.values import LONGEST, MOST, shown, table


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a<b", "<code>a&lt;b</code>"),
        (5, "<code>5</code>"),
        (True, "<code>true</code>"),
        ({"b": 1, "a": [None]}, "<code>{&quot;a&quot;: [null], &quot;b&quot;: 1}</code>"),
        ("", '<span class="mark">empty</span>'),
        (None, '<span class="mark">none</span>'),
        (ABSENT, '<span class="mark">none</span>'),
        (SENSITIVE, '<span class="mark">sensitive</span>'),
        (UNKNOWN, '<span class="mark">known after apply</span>'),
    ],
)
def test_values(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_long_value_is_cut_and_counted() -> None:
    assert shown("x" * (LONGEST + 1500)).endswith('x<span class="mark"> and 1,500 more characters</span></code>')


def test_a_resource_is_shown_without_what_is_empty() -> None:
    html = table({"name": "a", "empty": None, "list": [], "block": [{"port": 80, "none": None}], "ids": ["x", "y"]})

    assert html == (
        '<table class="values"><tbody>'
        '<tr><th scope="row">block[0].port</th><td><code>80</code></td></tr>'
        '<tr><th scope="row">ids</th><td><code>[&quot;x&quot;, &quot;y&quot;]</code></td></tr>'
        '<tr><th scope="row">name</th><td><code>a</code></td></tr>'
        "</tbody></table>"
    )


def test_the_tags_of_all_resources_are_left_out() -> None:
    assert "system" not in table({"tags": {"component": "a"}, "tags_all": {"component": "a", "system": "shop"}})
    assert "system" in table({"tags": None, "tags_all": {"system": "shop"}})


def test_very_many_values_are_counted() -> None:
    html = table({f"a{number:03}": number for number in range(MOST + 5)})

    assert html.count("<tr>") == MOST + 1
    assert "and 5 more values" in html
