"""The chosen names of an article with what they may mean, and the countries that the article is about."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from musnad.analysis.article import Article
from musnad.analysis.names.choose import chosen
from musnad.analysis.names.lexicon import GIVEN, NAME, NATION, lexis, sectors
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text
from musnad.knowledge import Entry
from musnad.record import EntityType, Reason

_ALIKE = 80  # per cent of letters in common between two spellings of a given name
_PLACES = frozenset({"GPE", "LOC", "FAC"})
NO_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})
NOT_ABOUT = frozenset({"JRN"})  # an outlet's country says nothing of the article's subject


@dataclass(slots=True)
class Found:
    """A chosen name: tokens [first, last), the folded name, the entries it may mean, the key it gets, and its type."""

    proposal: Proposal
    reasons: tuple[Reason, ...]
    first: int
    last: int
    name: str
    candidates: tuple[Entry, ...]
    key: str = ""
    label: EntityType = field(init=False)

    def __post_init__(self) -> None:
        self.label = self.proposal.label  # type: ignore[assignment]  # proposers of mentions use entity types


class Told(NamedTuple):
    """A token that names one state, and by what: the type of a name that begins there, or ADJ for an adjective."""

    first: int
    country: str
    kind: str


@dataclass(slots=True)
class Finds:
    """All names of an article by start.

    `at` gives the one that begins at a token; `countries` counts the states that the article names; `own` counts
    the names that mean one entry alone; `told` are the places where it names a state, in order.
    """

    article: Article
    all: list[Found]
    at: dict[int, Found]
    countries: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    told: list[Told] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, proposals: list[Proposal]) -> "Finds":
        """Choose among proposals and look the names up."""
        names = []
        for p, reasons in chosen(proposals):
            tokens = article.page.tokens_in(p.start, p.end)
            name = fold_text(article.text[p.start : p.end])
            names.append(Found(p, reasons, tokens.start, tokens.stop, name, _candidates(article, p)))
        finds = cls(article, names, {f.first: f for f in names})
        finds._count()
        return finds

    def _count(self) -> None:
        """Count what countries the article names, by names of one meaning and by adjectives of nationality."""
        for f in self.all:
            if len(f.candidates) == 1:
                self.own[f.candidates[0].key] += 1
            countries = {e.country for e in f.candidates if e.sector not in NOT_ABOUT}
            if len(countries) == 1 and (country := next(iter(countries))):
                self.countries[country] += 1
                if country not in NO_STATES:
                    self.told.append(Told(f.first, country, f.label))
        covered = {i for f in self.all for i in range(f.first, f.last)}
        forms = self.article.page.forms
        traits = lexis(self.article.knowledge).traits_of(forms)
        for i in [i for i, one in enumerate(traits) if one.starts & NATION]:
            nationality = str(traits[i].coordinated)
            if i not in covered:
                self.countries[nationality] += 1
                self.told.append(Told(i, nationality, "ADJ"))
        self.told.sort()

    def told_before(self, token: int) -> Told | None:
        """The last state named before a token."""
        at = self._told_at(token)
        return self.told[at - 1] if at else None

    def told_from(self, token: int) -> Told | None:
        """The first state named from a token on."""
        at = self._told_at(token)
        return self.told[at] if at < len(self.told) else None

    def told_in(self, first: int, last: int) -> list[Told]:
        """The states named by tokens [first, last)."""
        return self.told[self._told_at(first) : self._told_at(last)]

    def _told_at(self, token: int) -> int:
        return bisect_left(self.told, token, key=lambda one: one.first)

    def nationality(self, form: str) -> str | None:
        """The country of an adjective of nationality, with or without و before it."""
        return lexis(self.article.knowledge).traits(form).coordinated

    def before(self, f: Found) -> str:
        """The folded word before a name, over one mark; "" where a line begins."""
        page = self.article.page
        i = f.first - 1
        if i >= 0 and not page.forms[i][0].isalnum():
            i -= 1
        if i < 0 or "\n" in page.text[page.ends[i] : f.proposal.start]:
            return ""
        return page.forms[i]

    def mainly(self) -> tuple[str | None, float]:
        """The country that the article names most, and its share of all."""
        states = {code: count for code, count in self.countries.items() if code not in NO_STATES}
        if not states:
            return None, 0.0
        country, count = max(states.items(), key=lambda item: (item[1], item[0]))
        return country, count / sum(states.values())


def _candidates(article: Article, p: Proposal) -> tuple[Entry, ...]:
    """The entries of a name that fit its type; what the proposer meant is among them."""
    known = article.knowledge
    text = article.text[p.start : p.end]
    entries = [e for e in known.lookup(text) if _fits(e, p.label)]
    meant = known.entry(p.feature("key") or "")
    if meant is not None:
        entries = [meant, *(entry for entry in entries if entry.key != meant.key or entry != meant)]
    if not entries and p.label == "PER":
        entries = _by_surname(article, fold_text(text))
    return tuple(entries)


def _by_surname(article: Article, name: str) -> list[Entry]:
    """Persons of this surname whose given name is spelt nearly so: فيتوريا نولاند."""
    given, *_, surname = name.split() if " " in name else ("", "")
    if not given:
        return []
    return [
        entry
        for entry in article.knowledge.persons_by_surname(surname)
        if fuzz.ratio(fold_text(entry.name_ar).split()[0], given) >= _ALIKE
    ]


def _fits(entry: Entry, label: str) -> bool:
    return entry.type == label or (entry.type in _PLACES and label in _PLACES)


def called(article: Article, p: Proposal) -> str:
    """A name as it stands alone: with its article whole where ل before it has swallowed letters of it.

    للقوات is for القوات, للجنة for اللجنة; but what is for لبنان has no article.
    """
    name = article.text[p.start : p.end]
    if name[0] != "ل" or article.text[p.start - 1 : p.start] != "ل":
        return name
    first = fold_text(name.partition(" ")[0])
    if first in sectors():  # لجنة, لواء
        return "ال" + name
    known = lexis(article.knowledge).like(first) in (NAME, GIVEN) or article.knowledge.lookup(name)
    return name if known else "ا" + name
