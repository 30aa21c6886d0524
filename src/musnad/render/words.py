"""Labels in English and Arabic, from a table that translators can edit."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from musnad.datafiles import rows

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, Language] = ("en", "ar")


@cache
def words(language: Language) -> dict[str, str]:
    """Every label by its key (words.tsv)."""
    return _table("words.tsv", language)


def sentence(rule: str, language: Language) -> str:
    """What a rule or model means as a ground, in words (rules.tsv); an unknown one is its own name.

    Two that agreed are joined by a plus: tagger+grammar:trigger.
    """
    if "+" in rule:
        return ("؛ " if language == "ar" else "; ").join(sentence(one, language) for one in rule.split("+"))
    known = _table("rules.tsv", language)
    at = rule
    while at and at not in known:  # grammar:source:name, medium → grammar:source:name → grammar:source → grammar
        at = at[: max(at.rfind(","), at.rfind(":"), at.rfind("-"), 0)]
    return known.get(at, rule)


def listed(parts: Iterable[str], language: Language) -> str:
    """Parts with the language's comma between them."""
    return ("، " if language == "ar" else ", ").join(parts)


def ground(reason: str, language: Language) -> str:
    """Why a field was left empty, in words (reasons.tsv); an unknown reason stays as it is."""
    known = _table("reasons.tsv", language)
    if reason in known:
        return known[reason]
    first, colon, rest = reason.partition(": ")
    return f"{known.get(first, first)}{colon}{rest}"


@cache
def _table(file: str, language: Language) -> dict[str, str]:
    header, *body = rows(f"render/{file}")
    column = header.index(language)
    return {row[0]: row[column] for row in body}
