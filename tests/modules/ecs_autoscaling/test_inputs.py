"""How the number of tasks may be asked for."""

import pytest

from modules.ecs_autoscaling.inputs import EcsAutoscalingInputs
from tests.modules import messages


def autoscaling(**changes) -> EcsAutoscalingInputs:
    return EcsAutoscalingInputs(**{"minimum_tasks": 1, "maximum_tasks": 10, **changes})


@pytest.mark.requirement("C-19")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"minimum_tasks": 11}, ["minimum_tasks must be at most maximum_tasks, 10, got 11"]),
        ({"maximum_tasks": 0}, ["maximum_tasks must be at least 1, got 0"]),
        ({"cpu_percent": 101}, ["cpu_percent must be at most 100, got 101"]),
        ({"memory_percent": -1}, ["memory_percent must be at least 0, got -1"]),
        ({"requests_per_target": 0}, ["requests_per_target must be at least 1, got 0"]),
        ({"scale_in_cooldown_seconds": -1}, ["scale_in_cooldown_seconds must be at least 0, got -1"]),
        (
            {"cpu_percent": 0, "memory_percent": 0},
            ["cpu_percent must be more than 0, or nothing scales: there is no other measure and no schedule, got 0"],
        ),
        (
            {
                "scheduled_actions": {
                    "Night": {"schedule": "cron(0 20 * * ? *)", "minimum_tasks": 0, "maximum_tasks": 1}
                }
            },
            ['scheduled_actions.Night must be a name such as month-end-start, got "Night"'],
        ),
        (
            {
                "scheduled_actions": {
                    "night": {"schedule": "cron(0 20 * * ? *)", "minimum_tasks": 2, "maximum_tasks": 1}
                }
            },
            ["scheduled_actions.night.minimum_tasks must be at most maximum_tasks, 1, got 2"],
        ),
    ],
)
def test_bounds_and_measures_that_cannot_work_are_refused(changes, expected):
    assert messages(lambda: autoscaling(**changes)) == expected


@pytest.mark.requirement("M-09")
def test_defaults_are_cpu_70_memory_80_in_after_300_seconds_and_out_after_120():
    assert autoscaling().model_dump() == {
        "minimum_tasks": 1,
        "maximum_tasks": 10,
        "cpu_percent": 70,
        "memory_percent": 80,
        "requests_per_target": None,
        "scale_in_cooldown_seconds": 300,
        "scale_out_cooldown_seconds": 120,
        "scheduled_actions": {},
    }


def test_a_schedule_alone_is_enough():
    night = {"schedule": "cron(0 20 * * ? *)", "minimum_tasks": 0, "maximum_tasks": 1}
    assert messages(lambda: autoscaling(cpu_percent=0, memory_percent=0, scheduled_actions={"night": night})) == []
