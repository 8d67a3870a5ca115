import pytest

from review.markup import escape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("\ud800", "\ufffd"),
        ("\u202etxt", "\ufffdtxt"),
        ("two\nlines", "two\nlines"),
        (5, "5"),
    ],
)
def test_nothing_is_markup(text: object, expected: str) -> None:
    assert escape(text) == expected
