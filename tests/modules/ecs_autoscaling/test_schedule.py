"""When scheduled actions may happen."""

import pytest

from modules.ecs_autoscaling import schedule
from modules.ecs_autoscaling.inputs import ScheduledActionInputs
from tests.modules import messages

SIX_FIELDS = (
    "schedule must be at(...) or cron() with the six fields minutes hours day-of-month month day-of-week year, such as "
    "cron(0 6 ? * MON-FRI *)"
)


def refusal(**changes) -> list[str]:
    values = {"schedule": "cron(0 6 ? * MON-FRI *)", "minimum_tasks": 1, "maximum_tasks": 2, **changes}
    return messages(lambda: ScheduledActionInputs(**values))


@pytest.mark.requirement("C-19")
@pytest.mark.parametrize(
    "schedule",
    [
        "at(2026-12-24T18:00:00)",
        "cron(0 10 * * ? *)",
        "cron(30 6 ? * MON *)",
        "cron(0/15 8-18 ? * mon-fri *)",
        "cron(*/5 * L * ? *)",
        "cron(0 6 15W * ? 2026-2030)",
        "cron(0 6 ? JAN,JUL 6#3 *)",
        "cron(0 6 ? * 2L *)",
        "cron(0 6 29 1,3,5,7,8,10,12 ? *)",
    ],
)
def test_what_application_auto_scaling_understands_is_accepted(schedule):
    assert refusal(schedule=schedule) == []


@pytest.mark.parametrize("schedule", ["0 6 * * *", "cron(0 6 * * *)", "cron(0 6 ? * MON-FRI * *)", "rate(1 day)", ""])
def test_another_syntax_is_refused(schedule):
    assert refusal(schedule=schedule) == [f'{SIX_FIELDS}, got "{schedule}"']


@pytest.mark.parametrize(
    ("schedule", "field", "text"),
    [
        ("cron(60 6 ? * MON *)", "minutes", "60"),
        ("cron(0 24 ? * MON *)", "hours", "24"),
        ("cron(0 18-8 ? * MON *)", "hours", "18-8"),
        ("cron(0 6 32 * ? *)", "day-of-month", "32"),
        ("cron(0 6 L-2 * ? *)", "day-of-month", "L-2"),
        ("cron(0 6 1 13 ? *)", "month", "13"),
        ("cron(0 6 1 JANUARY ? *)", "month", "JANUARY"),
        ("cron(0 6 ? * 0 *)", "day-of-week", "0"),
        ("cron(0 6 ? * MONDAY *)", "day-of-week", "MONDAY"),
        ("cron(0/0 6 ? * MON *)", "minutes", "0/0"),
        ("cron(0,,5 6 ? * MON *)", "minutes", "0,,5"),
        ("cron(0 6 ? * MON 1969)", "year", "1969"),
    ],
)
def test_the_field_that_aws_would_refuse_is_named(schedule, field, text):
    assert refusal(schedule=schedule) == [
        f'schedule must be a cron() whose {field} AWS understands; {text} is not, got "{schedule}"'
    ]


@pytest.mark.parametrize("schedule", ["cron(0 6 * * * *)", "cron(0 6 ? * ? *)"])
def test_one_of_the_two_days_is_a_question_mark(schedule):
    assert refusal(schedule=schedule) == [
        f'schedule must be a cron() with ? in exactly one of day-of-month and day-of-week, got "{schedule}"'
    ]


@pytest.mark.parametrize("schedule", ["at(2026-13-24T18:00:00)", "at(tomorrow)", "at(2026-12-24 18:00)"])
def test_a_moment_that_does_not_exist_is_refused(schedule):
    assert refusal(schedule=schedule) == [
        f'schedule must be at() with a time such as at(2026-12-24T18:00:00), got "{schedule}"'
    ]


@pytest.mark.parametrize("timezone", ["EST5", "Europe/Lodnon", ""])
def test_a_time_zone_that_does_not_exist_is_refused(timezone):
    assert refusal(timezone=timezone) == [
        f'timezone must be an IANA time zone such as UTC or America/New_York, got "{timezone}"'
    ]


def test_a_machine_without_time_zone_data_accepts_what_looks_like_one(monkeypatch):
    monkeypatch.setattr(schedule, "available_timezones", set)
    assert refusal(timezone="Europe/London") == []
