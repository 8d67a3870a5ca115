"""What a budget may be."""

import pytest

from modules.budget.inputs import BudgetInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"actual_percent": (50, 60, 70, 80, 90), "forecast_percent": (100,)},
            ["actual_percent and forecast_percent together must be 1 to 5 shares, got 6"],
        ),
        (
            {"actual_percent": (), "forecast_percent": ()},
            ["actual_percent and forecast_percent together must be 1 to 5 shares, got 0"],
        ),
        ({"actual_percent": (80, 50)}, ["actual_percent must rise from share to share, got [80, 50]"]),
        ({"forecast_percent": (100, 100)}, ["forecast_percent must rise from share to share, got [100, 100]"]),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: BudgetInputs(monthly_usd=100, **changes)) == expected


def test_refuses_a_budget_of_nothing():
    assert len(messages(lambda: BudgetInputs(monthly_usd=0))) == 1


@pytest.mark.requirement("C-30")
def test_warns_at_half_at_four_fifths_at_all_of_it_and_by_forecast():
    inputs = BudgetInputs(monthly_usd=100)
    assert (inputs.actual_percent, inputs.forecast_percent) == ((50, 80, 100), (100,))
