import pytest

from review.render.escape import code, preformatted, prose


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It is destroyed, (all of it).", "It is destroyed, (all of it)."),
        ("*a* _b_ `c` [d](e) ![f]", "&#42;a&#42; &#95;b&#95; &#96;c&#96; &#91;d&#93;(e) &#33;&#91;f&#93;"),
        ("</details><b>", "&#60;/details&#62;&#60;b&#62;"),
        ("@maintainers #12", "&#64;&#8203;maintainers &#35;&#8203;12"),
        ("https://evil.example www.evil.example", "https&#58;//evil.example www&#46;evil.example"),
        ("&lt;", "&#38;lt;"),
        ("line\nbreak\x1b", "line&#92;nbreak&#92;x1b"),
        ("$x$ | ~y~", "&#36;x&#36; &#124; &#126;y&#126;"),
    ],
)
def test_prose_is_what_it_says(text: str, written: str):
    assert prose(text) == written


def test_code_needs_no_guard_against_mentions():
    assert code('aws_x.y["@all"]') == "<code>aws&#95;x.y&#91;&#34;&#64;all&#34;&#93;</code>"


def test_in_a_block_only_html_matters():
    assert preformatted("+ `a` </pre> @x\n") == "+ `a` &lt;/pre&gt; @x\\n"
