"""Words of violence and politics that mean something else here: ضرب مثالا، قصف مرمى ضيفه، انقلاب حافلة.

How often a word is a trigger says nothing of the company in which it never is one; `data/events_figurative.tsv` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from musnad.analysis.events.lexicon import forms_of, keys
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import BREAKS
from musnad.arabic import Sentence, fold_text
from musnad.arabic.kept import kept
from musnad.datafiles import read_table

# The first word of a phrase → all its words.
Phrases = dict[str, list[tuple[str, ...]]]


@dataclass(slots=True)
class _Company:
    """What stands beside the words of one set: within so many tokens behind or ahead, anywhere, nowhere."""

    beside: list[tuple[str, int, Phrases]] = field(default_factory=list)
    sentence: Phrases = field(default_factory=dict)
    unless: Phrases = field(default_factory=dict)


@cache
def _company() -> dict[str, _Company]:
    """The company of each set."""
    found: dict[str, _Company] = {}
    for row in read_table("analysis/data/events_figurative.tsv"):
        company = found.setdefault(row["set"], _Company())
        side, _, reach = row["side"].partition(" ")
        if side != "word":
            phrases: Phrases = company.sentence if side == "sentence" else company.unless if side == "unless" else {}
            for phrase in row["words"].split(","):
                head, *rest = fold_text(phrase).split()
                phrases.setdefault(head, []).append((head, *rest))
            if reach:
                company.beside.append((side, int(reach), phrases))
    return found


@cache
def _words() -> dict[str, frozenset[tuple[str, str]]]:
    """Folded form of a word → the sets it belongs to, each with the type of event that it then is not."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in read_table("analysis/data/events_figurative.tsv"):
        if row["side"] == "word":
            for form in forms_of(row["pos"], row["words"]):
                found.setdefault(form, set()).add((row["set"], row["type"]))
    return {form: frozenset(sets) for form, sets in found.items()}


@kept
def _sets_of(form: str) -> frozenset[tuple[str, str]]:
    """The sets that a folded token may belong to, whatever is written together with it."""
    words = _words()
    if words.keys().isdisjoint(keys(form)):
        return frozenset()
    return frozenset(one for key in keys(form) for one in words.get(key, ()))


class Figurative:
    """Tells of the words of one article what they do not mean; each sentence is looked through once for each set."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._whole: dict[int, dict[str, bool]] = {}  # sentence → what all of it says

    def not_meant(self, token: int) -> frozenset[str]:
        """The types of event that a token is none of, though its word may be."""
        page = self._scene.article.page
        sets = _sets_of(page.forms[token])
        if not sets:
            return frozenset()
        number = self._scene.sentence_at[token]
        sentence, whole = page.sentences[number], self._whole.setdefault(number, {})
        return frozenset(kind for name, kind in sets if _holds(page.forms, sentence, token, name, whole))


def _holds(forms: Sequence[str], sentence: Sentence, at: int, name: str, whole: dict[str, bool]) -> bool:
    """Whether the word at a token has the company of a set; what all of the sentence says is kept in `whole`."""
    company, every = _company()[name], range(sentence.first, sentence.last)
    for key, phrases in ((name, company.sentence), (f"{name} unless", company.unless)):
        if key not in whole:
            whole[key] = _among(forms, every, phrases)
    if whole[f"{name} unless"]:
        return False
    return whole[name] or any(
        _among(forms, _clause(forms, every, at, side, reach), phrases) for side, reach, phrases in company.beside
    )


def _clause(forms: Sequence[str], every: range, at: int, side: str, reach: int) -> range:
    """The tokens of the clause on one side of a token, so many at most."""
    behind = range(at + 1, min(every.stop, at + 1 + reach))
    tokens = behind if side == "behind" else range(at - 1, max(every.start, at - reach) - 1, -1)
    return next((tokens[:n] for n, one in enumerate(tokens) if forms[one] in BREAKS), tokens)


def _among(forms: Sequence[str], tokens: range, phrases: Phrases) -> bool:
    """Whether a phrase begins at one of the tokens."""
    if not phrases:
        return False
    heads = phrases.keys()
    begun = [at for at in tokens if not heads.isdisjoint(keys(forms[at]))]
    return any(_reads(forms, at, phrase) for at in begun for key in keys(forms[at]) for phrase in phrases.get(key, ()))


def _reads(forms: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    there = forms[at : at + len(phrase)]
    return len(there) == len(phrase) and all(word in keys(form) for word, form in zip(phrase, there, strict=True))
