import pytest

from modules.base.inputs import Inputs
from review.cost.amount import Amount
from review.cost.usage import UsageInputs
from tests.review.cost.making import usage


@pytest.mark.parametrize("figure", ["monthly_active_users", "logs.flow_gib"])
def test_figures_are_assumed_until_they_are_given(figure: str):
    assert not UsageInputs().is_given(figure)
    given = usage(monthly_active_users=7, logs={"flow_gib": 7})
    assert given.is_given(figure)
    assert given.amount(figure) == Amount(3.5, 7, 14)


def test_a_section_that_is_given_leaves_its_other_figures_assumed():
    assert not usage(logs={"flow_gib": 7}).is_given("logs.services_gib")


def test_every_figure_says_what_it_is():
    sections = [UsageInputs, *(type(value) for _, value in UsageInputs() if isinstance(value, Inputs))]
    for section in sections:
        assert set(section.meanings()) == set(section.model_fields), section
