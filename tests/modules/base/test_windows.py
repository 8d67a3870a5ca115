"""Windows of databases and caches."""

import pytest

from modules.base.inputs import Inputs
from modules.base.windows import DailyWindow, WeeklyWindow, daily_minutes, overlap, weekly_minutes
from tests.modules import messages


class WindowInputs(Inputs):
    """One window of each kind."""

    daily: DailyWindow = "03:00-04:00"
    weekly: WeeklyWindow = "sun:04:30-sun:05:30"


DAILY = "daily must be a daily window in UTC of 30 minutes or more, such as 03:00-04:00, got "
WEEKLY = "weekly must be a weekly window in UTC of 30 minutes to a day, such as sun:04:30-sun:05:30, got "


@pytest.mark.parametrize("window", ["3:00-4:00", "03:00", "24:00-01:00", "03:60-05:00", "03:00-03:29", "03:00-03:00"])
def test_refused_daily_windows(window):
    assert messages(lambda: WindowInputs(daily=window)) == [f'{DAILY}"{window}"']


@pytest.mark.parametrize(
    "window", ["Sun:04:30-Sun:05:30", "sun:04:30", "04:30-05:30", "sun:04:30-sun:04:59", "sun:04:30-mon:04:30"]
)
def test_refused_weekly_windows(window):
    assert messages(lambda: WindowInputs(weekly=window)) == [f'{WEEKLY}"{window}"']


def test_windows_may_cross_midnight():
    assert messages(lambda: WindowInputs(daily="23:45-00:15", weekly="sun:23:30-mon:00:30")) == []


@pytest.mark.parametrize(
    ("daily", "weekly", "expected"),
    [
        ("03:00-04:00", "sun:04:00-sun:05:00", False),
        ("03:00-04:00", "sun:02:00-sun:03:00", False),
        ("03:00-04:00", "sun:03:59-sun:05:00", True),
        ("03:00-04:00", "sun:02:00-sun:03:01", True),
        ("03:00-06:00", "wed:04:00-wed:05:00", True),
        ("04:00-04:30", "wed:03:00-wed:06:00", True),
        ("23:30-00:30", "mon:00:00-mon:00:45", True),
        ("00:00-00:30", "sun:23:30-mon:00:15", True),
        ("23:00-23:30", "sun:23:30-mon:00:15", False),
    ],
)
def test_overlap(daily, weekly, expected):
    assert overlap(daily, weekly) is expected


def test_length_of_a_window_across_midnight():
    assert daily_minutes("23:30-00:45") == 75


def test_length_of_a_window_across_the_end_of_the_week():
    assert weekly_minutes("sun:23:30-mon:00:45") == 75
