import pytest

from review.cost.kinds import PRICED
from review.cost.kinds.free import FREE, why_free


def test_nothing_is_both_free_and_priced():
    assert [kind for kind in PRICED if why_free(kind)] == []


def test_every_type_has_a_reason():
    assert all(why.strip() for why in FREE.values())


@pytest.mark.parametrize(
    ("kind", "why"), [("aws_iam_role", "IAM is free"), ("random_password", "exists in the state only")]
)
def test_families_that_are_free(kind: str, why: str):
    assert why_free(kind) == why


@pytest.mark.parametrize("kind", ["aws_instance", "google_compute_instance", "aws_iamx"])
def test_others_are_not_free(kind: str):
    assert why_free(kind) is None
