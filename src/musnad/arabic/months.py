"""The Gregorian months by their Arabic names."""

from functools import cache

from musnad.arabic.fold import fold_text
from musnad.datafiles import rows


@cache
def months() -> dict[str, int]:
    """Every name of a month, folded, and its number."""
    table = rows("arabic/data/months.tsv")
    return {fold_text(name): int(number) for number, names in table for name in names.split("|")}
