"""The Gregorian calendar: its months by their Arabic names, and which days it has."""

from datetime import date
from functools import cache

from musnad.arabic.fold import fold_text
from musnad.datafiles import rows


@cache
def months() -> dict[str, int]:
    """Every name of a month, folded, and its number."""
    table = rows("arabic/data/months.tsv")
    return {fold_text(name): int(number) for number, names in table for name in names.split("|")}


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
