"""Times for people: a TIMEX3 value as days, and the last day of it, when what was planned for it is due."""

import re
from calendar import monthrange
from datetime import date, timedelta

from musnad.record import Time

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")


def last_day(value: str | None) -> date | None:
    """The last day that a value covers, or None where it is no day, week, month or year.

    2016-09-06 → itself; 2016-W36 → Sunday 2016-09-11; 2016-09 → 2016-09-30; 2016 → 2016-12-31.
    """
    if not value:
        return None
    try:
        if match := _DAY.match(value):
            return date(*map(int, match.groups()))
        if match := _WEEK.match(value):
            return date.fromisocalendar(int(match[1]), int(match[2]), 7)
        if match := _MONTH.match(value):
            year, month = int(match[1]), int(match[2])
            return date(year, month, monthrange(year, month)[1])
        if match := _YEAR.match(value):
            return date(int(match[1]), 12, 31)
    except (ValueError, OverflowError):
        return None
    return None


def shown(time: Time) -> str:
    """A time on a line of labels: its days, with the article's own words beside an hour and for what is no day.

    2016-09-06T18:00 → 2016-09-06 (السادسة مساء); FUTURE_REF → قريباً.
    """
    days = as_days(time.value)
    if not days or not time.value:
        return time.span.text
    return f"{days} ({time.span.text})" if "T" in time.value else days


def as_days(value: str | None) -> str:
    """A value as its days without the hour: a date as it is, a week by its ends, "" for what is neither.

    2016-09-06, 2016-09 and 2016 stay; 2016-W36 → 2016-09-05 – 2016-09-11; 2016-09-06TMO → 2016-09-06.
    """
    last = last_day(value)
    if last is None or value is None:
        return ""
    if not (match := _WEEK.match(value)):
        return value.partition("T")[0]
    first = last - timedelta(days=1 if match[3] else 6)
    return f"{first.isoformat()} – {last.isoformat()}"
