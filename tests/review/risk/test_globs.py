from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.risk.globs import LONGEST, AllBut, Globs, covers, overlap

PATTERNS = st.text(alphabet="ab*?", max_size=7)
TEXTS = st.text(alphabet="ab", max_size=7)


@pytest.mark.parametrize(
    ("pattern", "other", "covered"),
    [
        ("s3:*", "s3:Get*", True),
        ("s3:Get*", "s3:*", False),
        ("*", "*", True),
        ("a*", "a*b", True),
        ("a*b", "a*", False),
        ("a?", "a*", False),
        ("a?", "ab", True),
        ("a?", "a?", True),
        ("ab", "a?", False),
        ("", "", True),
        ("*", "", True),
        ("arn:*:b/*", "arn:aws:s3:::b/x/*", True),
    ],
)
def test_a_pattern_covers_another(pattern: str, other: str, covered: bool):
    assert covers(pattern, other) is covered


@given(PATTERNS, PATTERNS, TEXTS)
def test_what_is_covered_matches_whatever_the_other_one_matches(pattern: str, other: str, text: str):
    if covers(pattern, other) and fnmatchcase(text, other):
        assert fnmatchcase(text, pattern)


@given(PATTERNS, PATTERNS, TEXTS)
def test_patterns_that_both_match_a_text_overlap(one: str, other: str, text: str):
    if fnmatchcase(text, one) and fnmatchcase(text, other):
        assert overlap(one, other)


@given(TEXTS, PATTERNS)
def test_for_plain_texts_to_cover_to_overlap_and_to_match_are_the_same(text: str, pattern: str):
    assert covers(pattern, text) == overlap(pattern, text) == fnmatchcase(text, pattern)


def test_patterns_longer_than_any_name_are_compared_by_letters():
    long = "a*" * LONGEST
    assert covers(long, long)
    assert not covers(long, "a" * LONGEST)
    assert overlap(long, "b")


def test_hostile_patterns_take_no_time():
    assert not covers("a*" * 500 + "b", "a" * 2000)
    assert overlap("a*" * 200, "*a" * 200)


def test_letters_of_either_case_are_the_same_in_actions_only():
    assert Globs(("s3:GetObject",), fold=True).cover("S3:getobject")
    assert not Globs(("arn:b",)).cover("arn:B")


def test_all_but_some():
    most = Globs(("iam:*",), negated=True, fold=True)
    assert most.cover("s3:GetObject")
    assert not most.cover("iam:PassRole")
    assert not most.cover("*")
    assert most.cover(AllBut(("iam:*", "sts:*")))
    assert not most.cover(AllBut(("sts:*",)))
    assert Globs(("*",)).cover(AllBut(("iam:*",)))
    assert not Globs(("s3:*",)).cover(AllBut(("iam:*",)))
    assert [str(part) for part in most.parts()] == ["everything but iam:*"]
