import pytest
from pydantic import ValidationError

from modules.base.inputs import Inputs
from review.cost.amount import Amount
from review.cost.ranges import Range, of


class Figures(Inputs):
    gib: Range = of(10)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("20", Amount(10, 20, 40)),
        ("0", Amount(0, 0, 0)),
        ("[1, 2, 10]", Amount(1, 2, 10)),
        ("[3, 3, 3]", Amount(3, 3, 3)),
    ],
)
def test_one_figure_or_three(given: str, read: Amount):
    assert Figures.model_validate_json(f'{{"gib": {given}}}', strict=True).gib == read


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ('"20"', '"20"'),
        ("[1, 2]", "[1, 2]"),
        ("[3, 2, 1]", "[3, 2, 1]"),
        ("-1", "-1"),
        ("true", "true"),
        ("1e999", "inf"),
        ('[1, "2", 3]', '[1, "2", 3]'),
    ],
)
def test_anything_else_is_refused(given: str, shown: str):
    with pytest.raises(ValidationError) as refused:
        Figures.model_validate_json(f'{{"gib": {given}}}', strict=True)
    assert [error["msg"] for error in refused.value.errors()] == [
        f"must be a number, or three that rise, for a quiet, an expected and a busy month, got {shown}"
    ]


def test_is_written_as_it_is_read():
    assert Figures().model_dump_json() == '{"gib":[5.0,10.0,20.0]}'
