"""How many tasks a schedule of Application Auto Scaling lets run on average."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, product

# Any year will do that is not a leap year: what counts is the average over all of it.
FIRST, LAST = datetime(2027, 1, 1), datetime(2028, 1, 1)
YEAR_HOURS = (LAST - FIRST) / timedelta(hours=1)
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) \S+\)")
LAST_DAY = "L"


@dataclass(frozen=True, slots=True)
class Capacity:
    """The fewest and the most tasks that autoscaling may run."""

    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """From each time of `schedule` on, other limits; None keeps the one before."""

    schedule: str
    minimum: float | None
    maximum: float | None


def average(begins_with: Capacity, actions: Iterable[ScheduledAction]) -> Capacity:
    """The limits over a year, weighted by time. An action whose schedule is not of the kind we know counts nothing."""
    events = sorted(
        ((moment, action) for action in actions for moment in _moments(action.schedule)), key=lambda event: event[0]
    )
    capacity = begins_with
    # The year begins as it ends.
    for _, action in events:
        capacity = _after(capacity, action)
    minimum = maximum = 0.0
    for (start, action), (end, _) in pairwise([(FIRST, None), *events, (LAST, None)]):
        capacity = capacity if action is None else _after(capacity, action)
        hours = (end - start) / timedelta(hours=1)
        minimum += capacity.minimum * hours
        maximum += capacity.maximum * hours
    return Capacity(minimum / YEAR_HOURS, maximum / YEAR_HOURS)


def _after(capacity: Capacity, action: ScheduledAction) -> Capacity:
    return Capacity(
        capacity.minimum if action.minimum is None else action.minimum,
        capacity.maximum if action.maximum is None else action.maximum,
    )


def _moments(schedule: str) -> Iterator[datetime]:
    """Each time of the year that a cron expression names; none where it has something we do not know."""
    match = CRON.fullmatch(schedule.strip())
    if match is None:
        return
    try:
        minutes = _named(match[1], 0, 59)
        hours = _named(match[2], 0, 23)
        months = _named(match[4], 1, 12, MONTHS)
        weekdays = _named(match[5], 1, 7, WEEKDAYS)
        days = None if match[3] == LAST_DAY else _named(match[3], 1, 31)
    except ValueError:
        return
    for day in (FIRST + timedelta(days=count) for count in range((LAST - FIRST).days)):
        in_month = (day + timedelta(days=1)).day == 1 if days is None else day.day in days
        # Python counts from Monday, AWS from Sunday and from 1.
        if in_month and day.month in months and (day.weekday() + 1) % 7 + 1 in weekdays:
            for hour, minute in product(sorted(hours), sorted(minutes)):
                yield day + timedelta(hours=hour, minutes=minute)


def _named(field: str, least: int, most: int, names: Sequence[str] = ()) -> set[int]:
    """The numbers that a field of a cron expression means. Raises ValueError for one that we do not know."""
    found: set[int] = set()
    for part in field.upper().split(","):
        span, _, step = part.partition("/")
        if span in ("*", "?"):
            first, last = least, most
        else:
            start, _, end = span.partition("-")
            first = _number(start, least, names)
            last = _number(end, least, names) if end else most if step else first
        found |= set(range(first, last + 1, int(step or 1)))
    return found


def _number(text: str, least: int, names: Sequence[str]) -> int:
    return names.index(text) + least if text in names else int(text)
