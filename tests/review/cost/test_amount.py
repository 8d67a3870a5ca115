import pytest

from review.cost.amount import NONE, Amount, scaled, total


def test_sums_and_differences_month_by_month():
    assert total([Amount(1, 2, 3), Amount(10, 20, 30)]) == Amount(11, 22, 33)
    assert Amount(10, 20, 30) - Amount(1, 2, 3) == Amount(9, 18, 27)
    assert total([]) == NONE


def test_nothing_is_false():
    assert not NONE
    assert Amount(0, 0, 1)


@pytest.mark.parametrize(
    ("average", "expected"),
    [(None, Amount(2, 4, 10)), (3, Amount(2, 3, 10)), (1, Amount(2, 2, 10)), (11, Amount(2, 10, 10))],
)
def test_what_scales_stays_between_its_limits(average: float | None, expected: Amount):
    assert scaled(2, 10, average) == expected
