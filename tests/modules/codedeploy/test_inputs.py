"""How CodeDeploy may be asked to deploy."""

import pytest

from modules.codedeploy.inputs import BlueGreenInputs, CanaryInputs
from tests.modules import messages


@pytest.mark.requirement("C-20")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"percentage": 0}, ["percentage must be at least 1, got 0"]),
        ({"percentage": 100}, ["percentage must be at most 99, got 100"]),
        ({"interval_minutes": 0}, ["interval_minutes must be at least 1, got 0"]),
        ({"termination_wait_minutes": 2881}, ["termination_wait_minutes must be at most 2880, got 2881"]),
        ({"approval_wait_minutes": -1}, ["approval_wait_minutes must be at least 0, got -1"]),
    ],
)
def test_a_canary_stays_in_what_codedeploy_accepts(changes, expected):
    assert messages(lambda: CanaryInputs(**{"kind": "canary", **changes})) == expected


@pytest.mark.requirement("C-20")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"termination_wait_minutes": -1}, ["termination_wait_minutes must be at least 0, got -1"]),
        ({"approval_wait_minutes": 2881}, ["approval_wait_minutes must be at most 2880, got 2881"]),
        (
            {"percentage": 10},
            ["percentage is not a setting; here are approval_wait_minutes, kind, termination_wait_minutes"],
        ),
    ],
)
def test_blue_green_stays_in_what_codedeploy_accepts(changes, expected):
    assert messages(lambda: BlueGreenInputs(**{"kind": "blue_green", **changes})) == expected
