import pytest

from review.render.page.element import Safe, element, joined


def test_texts_are_escaped() -> None:
    assert element("p", "<b>", 5) == "<p>&lt;b&gt;5</p>"


def test_elements_inside_are_not() -> None:
    assert element("p", element("b", "&"), [element("i", "x"), None, "y"]) == "<p><b>&amp;</b><i>x</i>y</p>"


def test_attributes_are_escaped() -> None:
    assert element("a", "x", href='"><script>', class_="muted", aria_label="&") == (
        '<a href="&quot;&gt;&lt;script&gt;" class="muted" aria-label="&amp;">x</a>'
    )


def test_attributes_may_be_switched_off_and_on() -> None:
    assert element("form", hidden=True, id=None, tabindex=False) == "<form hidden></form>"


@pytest.mark.parametrize("name", ["meta", "input"])
def test_some_elements_have_no_end(name: str) -> None:
    assert element(name, id="a") == f'<{name} id="a">'


def test_content_without_an_element() -> None:
    assert joined("<", Safe("<br>")) == "&lt;<br>"


def test_what_is_made_of_safe_text_is_no_longer_safe() -> None:
    assert element("p", Safe("<b>") + "<i>") == "<p>&lt;b&gt;&lt;i&gt;</p>"
