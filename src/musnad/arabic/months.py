"""The Gregorian months by their Arabic names."""

from functools import cache
from importlib.resources import files

from musnad.arabic.fold import fold_text


@cache
def months() -> dict[str, int]:
    """Every name of a month, folded, and its number."""
    text = (files("musnad.arabic") / "data" / "months.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold_text(name): int(number) for number, names in rows for name in names.split("|")}
