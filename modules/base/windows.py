"""Backup and maintenance windows as RDS and ElastiCache spell them, in UTC."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator

from modules.base.fields import refused

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES, WEEK_MINUTES = 24 * 60, 7 * 24 * 60

_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_DAILY = re.compile(f"{_TIME}-{_TIME}")
_WEEKLY = re.compile(f"({'|'.join(DAYS)}):{_TIME}-({'|'.join(DAYS)}):{_TIME}")


def overlap(daily: str, weekly: str) -> bool:
    """Whether a window of every day, "03:00-04:00", and one of a week, "sun:03:30-sun:04:30", share a minute."""
    first, length = _daily(daily)
    start, weekly_length = _weekly(weekly)
    for day in range(len(DAYS)):
        daily_start = day * DAY_MINUTES + first
        if (start - daily_start) % WEEK_MINUTES < length or (daily_start - start) % WEEK_MINUTES < weekly_length:
            return True
    return False


def daily_minutes(window: str) -> int:
    """Length of a window such as "23:30-00:30" in minutes."""
    return _daily(window)[1]


def weekly_minutes(window: str) -> int:
    """Length of a window such as "sun:23:30-mon:00:30" in minutes."""
    return _weekly(window)[1]


def _daily(window: str) -> tuple[int, int]:
    match = _DAILY.fullmatch(window)
    if match is None:
        raise ValueError(f"{window} is no daily window")
    start, end = _minutes(match[1], match[2]), _minutes(match[3], match[4])
    return start, (end - start) % DAY_MINUTES


def _weekly(window: str) -> tuple[int, int]:
    match = _WEEKLY.fullmatch(window)
    if match is None:
        raise ValueError(f"{window} is no weekly window")
    start = DAYS.index(match[1]) * DAY_MINUTES + _minutes(match[2], match[3])
    end = DAYS.index(match[4]) * DAY_MINUTES + _minutes(match[5], match[6])
    return start, (end - start) % WEEK_MINUTES


def _minutes(hours: Any, minutes: Any) -> int:
    return int(hours) * 60 + int(minutes)


def _check_daily(value: str) -> str:
    if not _DAILY.fullmatch(value) or _daily(value)[1] < 30:
        raise refused("a daily window in UTC of 30 minutes or more, such as 03:00-04:00", value)
    return value


def _check_weekly(value: str) -> str:
    if not _WEEKLY.fullmatch(value) or not 30 <= _weekly(value)[1] < DAY_MINUTES:
        raise refused("a weekly window in UTC of 30 minutes to a day, such as sun:04:30-sun:05:30", value)
    return value


DailyWindow = Annotated[str, AfterValidator(_check_daily)]
WeeklyWindow = Annotated[str, AfterValidator(_check_weekly)]
