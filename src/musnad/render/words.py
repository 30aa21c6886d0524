"""Labels in English and Arabic, from a table that translators can edit."""

from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["en", "ar"]


@cache
def words(language: Language) -> dict[str, str]:
    """Every label by its key (words.tsv)."""
    lines = files("musnad.render").joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    column = rows[0].index(language)
    return {row[0]: row[column] for row in rows[1:]}
