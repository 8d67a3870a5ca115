"""JSON with references in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources import json_text

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text().filter(lambda text: "${" not in text),
    lambda inner: st.lists(inner) | st.dictionaries(st.text().filter(lambda text: "${" not in text), inner),
    max_leaves=10,
)


@given(PLAIN)
def test_without_references_it_is_json(value):
    assert json.loads(json_text(value)) == value


def test_reference_stays_as_it_is():
    text = json_text({"Resource": ['${aws_s3_bucket.logs["a"].arn}/*', 'say "hi"']})
    assert text == r'{"Resource": ["${aws_s3_bucket.logs["a"].arn}/*", "say \"hi\""]}'


def test_braces_and_quotes_inside_a_reference_are_kept():
    assert json_text('${join(",", [for k, v in {"a}" = 1} : "${k}\\""])}"') == (
        '"${join(",", [for k, v in {"a}" = 1} : "${k}\\""])}\\""'
    )


def test_escaped_marker_is_text():
    assert json_text('$${not "a" reference}') == r'"$${not \"a\" reference}"'


def test_order_of_keys_is_kept():
    assert json_text({"b": 1, "a": 2}) == '{"b": 1, "a": 2}'


def test_unclosed_reference_is_refused():
    with pytest.raises(ValueError, match=r"^an interpolation is not closed in '\$\{aws_vpc'$"):
        json_text("${aws_vpc")
