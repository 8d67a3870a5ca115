"""When a scheduled action happens, in the syntax of Application Auto Scaling: cron(...) or at(...).

https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

from modules.base.fields import refused

FIELDS = "minutes hours day-of-month month day-of-week year"
_CRON = re.compile(r"cron\((.*)\)")
_AT = re.compile(r"at\((.*)\)")
_NAMED_ZONE = re.compile(r"UTC|[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")


@dataclass(frozen=True)
class _Field:
    name: str
    least: int
    most: int
    words: tuple[str, ...] = ()
    """Names that stand for least, least + 1, ..."""
    special: str = r"(?!)"
    """Pattern of what else this field alone accepts."""

    def accepts(self, text: str) -> bool:
        return all(self._accepts_part(part) for part in text.split(","))

    def _accepts_part(self, part: str) -> bool:
        if part == "*" or re.fullmatch(self.special, part):
            return True
        values, slash, step = part.partition("/")
        if slash and not (step.isdecimal() and int(step) > 0):
            return False
        if slash and values == "*":
            return True
        least, dash, most = values.partition("-")
        numbers = [self._number(least), self._number(most) if dash else self._number(least)]
        return None not in numbers and (not dash or numbers == sorted(numbers, key=lambda number: number or 0))

    def _number(self, text: str) -> int | None:
        if text.upper() in self.words:
            return self.least + self.words.index(text.upper())
        return int(text) if text.isdecimal() and self.least <= int(text) <= self.most else None


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_CRON_FIELDS = (
    _Field("minutes", 0, 59),
    _Field("hours", 0, 23),
    _Field("day-of-month", 1, 31, special=r"\?|L|([1-9]|[12]\d|3[01])W"),
    _Field("month", 1, 12, words=_MONTHS),
    _Field("day-of-week", 1, 7, words=_DAYS, special=r"\?|L|[1-7]L|[1-7]#[1-5]"),
    _Field("year", 1970, 2199),
)


def _check_schedule(value: str) -> str:
    if match := _AT.fullmatch(value):
        try:
            datetime.strptime(match[1], "%Y-%m-%dT%H:%M:%S")
        except ValueError:
            raise refused("at() with a time such as at(2026-12-24T18:00:00)", value) from None
        return value
    match = _CRON.fullmatch(value)
    texts = match[1].split() if match else []
    if len(texts) != len(_CRON_FIELDS):
        raise refused(f"at(...) or cron() with the six fields {FIELDS}, such as cron(0 6 ? * MON-FRI *)", value)
    for field, text in zip(_CRON_FIELDS, texts, strict=True):
        if not field.accepts(text):
            raise refused(f"a cron() whose {field.name} AWS understands; {text} is not", value)
    if (texts[2] == "?") == (texts[4] == "?"):
        raise refused("a cron() with ? in exactly one of day-of-month and day-of-week", value)
    return value


def _check_timezone(value: str) -> str:
    known = available_timezones()
    # A machine without time zone data knows none; AWS then has the last word.
    if not _NAMED_ZONE.fullmatch(value) or (known and value not in known):
        raise refused("an IANA time zone such as UTC or America/New_York", value)
    return value


Schedule = Annotated[str, AfterValidator(_check_schedule)]
Timezone = Annotated[str, AfterValidator(_check_timezone)]
