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
    """A time on a line of labels: a date as it is, a week by its days, anything else in the article's own words.

    2016-09-06, 2016-09 and 2016 stay; 2016-W36 → 2016-09-05 – 2016-09-11; FUTURE_REF → قريباً.
    """
    last = last_day(time.value)
    if last is None or time.value is None:
        return time.span.text
    if not (match := _WEEK.match(time.value)):
        day, clock, _ = time.value.partition("T")
        return f"{day} ({time.span.text})" if clock else day
    first = last - timedelta(days=1 if match[3] else 6)
    return f"{first.isoformat()} – {last.isoformat()}"
