"""Dates of publication as pages and feeds write them: ISO 8601, RFC 822, and in Arabic words."""

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime

from musnad.arabic import fold_text
from musnad.arabic.months import months, valid

_NAME = r"[^\W\d_]+"
_DAY_LAST = re.compile(r"(?<!\d)(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
# 01 سبتمبر 2016; 1 أيلول/سبتمبر 2016; 1 أيلول (سبتمبر) 2016
_WORDS = re.compile(
    rf"(\d{{1,2}})\s+({_NAME}(?:\s+{_NAME})?)(?:\s*[/(]\s*{_NAME}(?:\s+{_NAME})?\s*\)?)?\s*,?\s+(\d{{4}})"
)
_MONTH_FIRST = re.compile(rf"({_NAME}(?:\s+{_NAME})?)\s+(\d{{1,2}})\s*,\s*(\d{{4}})")
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FIRST_YEAR, _LAST_YEAR = 1800, 2200  # what lies before is a year of the Hijra beside the other date


def day_of(text: str | None) -> date | None:
    """The day a string names, or None.

    2016-09-01T…; Thu, 01 Sep 2016 …; 1/9/2016 (the day first); الخميس, 01 سبتمبر 2016; سبتمبر 1, 2016. The day is the
    one that is written, whatever the time zone beside it; of a date in both calendars it is the Gregorian one.
    """
    if not text:
        return None
    folded = fold_text(text.strip().replace("،", ","))
    for found in _days(folded):
        if found and _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    try:
        return parsedate_to_datetime(text.strip()).date()
    except (ValueError, TypeError, IndexError):
        return None


def _days(folded: str) -> Iterator[date | None]:
    """The days that a folded string may mean, the surest reading first."""
    for match in _DAY_LAST.finditer(folded):
        yield valid(int(match[1]), int(match[2]), int(match[3]))
    for match in _WORDS.finditer(folded):
        yield _named(match[3], match[2], match[1])
    for match in _MONTH_FIRST.finditer(folded):
        yield _named(match[3], match[1], match[2])
    for match in _DAY_FIRST.finditer(folded):
        yield valid(int(match[3]), int(match[2]), int(match[1]))
    if compact := _COMPACT.match(folded):
        yield valid(int(compact[1]), int(compact[2]), int(compact[3]))


def _named(year: str, name: str, day: str) -> date | None:
    for word in (name, *name.split()):  # a weekday may stand before the month
        month = months().get(word) or (_ENGLISH.index(word[:3]) + 1 if word[:3] in _ENGLISH else None)
        if month:
            return valid(int(year), month, int(day))
    return None
