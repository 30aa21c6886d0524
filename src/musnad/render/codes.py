"""What crosses articles in words: the codes of searches, plans and contradictions, by words.tsv and the glosses."""

from collections.abc import Iterable, Iterator, Mapping

from musnad.analysis import gloss
from musnad.corroboration.contradictions import NOT
from musnad.render.words import Language, words


def course(code: str, language: Language) -> str:
    """The state of a plan, or what a report says of it: a status, or that it was called off or put off."""
    return words(language).get(f"state:{code}") or gloss.status_label(code, language)


def disputed(kind: str, language: Language) -> str:
    """What the accounts of a contradiction disagree about."""
    return words(language)[f"conflict:{kind}"]


def source_kind(kind: str, language: Language) -> str:
    """What kind of originator stands behind a statement."""
    return words(language)["outlet_kind" if kind == "outlet" else kind]


def shared(tokens: Iterable[str], names: Mapping[str, str]) -> Iterator[str]:
    """What two reports share, each once: words, and actors and places by name; spots and country codes are left out."""
    told = (token[2:] if token.startswith("w:") else names.get(token[2:]) for token in tokens)
    return iter(dict.fromkeys(filter(None, told)))


def claimed(claim: str, names: Mapping[str, str], language: Language) -> str:
    """A claim as it is read: an actor or a place by its name, a known phrase, a status, or what a toll counts."""
    w = words(language)
    known = names.get(claim) or w.get(f"claim:{claim}") or w.get(f"state:{claim}")
    if known:
        return known
    if claim.startswith(NOT):
        return f"{w['claim:not']} {claimed(claim.removeprefix(NOT), names, language)}"
    return " ".join(names.get(word) or w.get(f"claim:{word}", word) for word in claim.split())
