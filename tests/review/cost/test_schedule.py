import pytest

from review.cost.schedule import Capacity, ScheduledAction, average

ALWAYS = Capacity(2, 8)


def test_without_actions_the_limits_stay():
    assert average(ALWAYS, []) == ALWAYS


def test_nights_and_weekends():
    # 13 hours on five days of seven: 13 * 5 / (24 * 7). 2027 begins on a Friday and ends on one: 261 weekdays, not 260.7.
    actions = [
        ScheduledAction("cron(0 20 * * ? *)", 0, 0),
        ScheduledAction("cron(0 7 ? * MON-FRI *)", 1, 1),
    ]
    found = average(Capacity(1, 1), actions)
    assert found.minimum == found.maximum == pytest.approx(261 * 13 / 8760)


def test_the_end_of_a_month():
    # Seven months of 31 days: three days of 24 hours with 10 instead of 3.
    actions = [
        ScheduledAction("cron(0 0 29 1,3,5,7,8,10,12 ? *)", 10, 20),
        ScheduledAction("cron(0 0 1 * ? *)", 3, 12),
    ]
    found = average(Capacity(3, 12), actions)
    assert found.minimum == pytest.approx(3 + 7 * 7 * 3 / 365)
    assert found.maximum == pytest.approx(12 + 8 * 7 * 3 / 365)


def test_the_year_begins_as_it_ends():
    assert average(ALWAYS, [ScheduledAction("cron(0 12 1 7 ? *)", 5, 8)]) == Capacity(5, 8)


def test_a_limit_that_is_left_out_stays():
    assert average(ALWAYS, [ScheduledAction("cron(0 12 1 7 ? *)", None, 6)]) == Capacity(2, 6)


@pytest.mark.parametrize(
    ("schedule", "share"),
    [
        ("cron(0 0 L * ? *)", 12 / 365),
        ("cron(0 0 ? * 1 *)", 52 / 365),
        ("cron(0/30 0/12 1 JAN ? *)", 1 / 365),
    ],
)
def test_other_words_of_cron(schedule: str, share: float):
    found = average(Capacity(0, 0), [ScheduledAction(schedule, 1, 1), ScheduledAction("cron(59 23 * * ? *)", 0, 0)])
    assert found.minimum == pytest.approx(share, rel=0.001)


@pytest.mark.parametrize(
    "schedule", ["rate(1 hour)", "at(2027-01-01T00:00:00)", "cron(0 0 15W * ? *)", "cron(0 0 ? * 6#3 *)"]
)
def test_schedules_of_another_kind_change_nothing(schedule: str):
    assert average(ALWAYS, [ScheduledAction(schedule, 9, 9)]) == ALWAYS
