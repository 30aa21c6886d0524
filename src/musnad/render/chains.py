"""The chain of a statement on one line of text."""

from collections.abc import Callable

from musnad.analysis import gloss
from musnad.record import Link, Record, Statement
from musnad.render.words import Language, words


def chain(record: Record, s: Statement, language: Language, apart: Callable[[str], str] = str) -> str:
    """The links with arrows between, the outermost first; `apart` sets a name apart from the words around it."""
    arrow = " ← " if language == "ar" else " → "
    return arrow.join(link(record, one, language, apart) for one in s.chain) or words(language)["nobody"]


def link(record: Record, one: Link, language: Language, apart: Callable[[str], str] = str) -> str:
    """A transmitter: its name in the labels' language, an unnamed one with the article's words."""
    name = gloss.link(record, one, language)
    if one.anonymous and language == "en" and one.anonymous.text not in name:
        return f"{apart(name)} ({apart(one.anonymous.text)})"
    return apart(name)
