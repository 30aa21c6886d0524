"""The inventory of event words: which printed form may report an event of which PLOVER type.

`data/events_TYPE.tsv` holds one lemma a row; their forms are made here once, at first use.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from musnad.analysis.events.inflect import noun_forms, participle_forms, verb_forms
from musnad.arabic import Stem, fold_text, stems, without_enclitic
from musnad.arabic.index import is_whole
from musnad.arabic.kept import kept
from musnad.datafiles import read_table
from musnad.record import EVENT_TYPES, EventType

DATA = files("musnad.analysis") / "data"
_VERB_CLITICS = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول", "فل"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the inventory in one reading.

    `after`: one of these folded words must stand among the next few for this reading; empty where none need.
    `actor` and `recipient`: the slots where those participants stand (subject, object, genitive, a preposition).
    `word` is the folded singular or perfect, `id` the name under which its score is learnt: type, word, + where it
    needs company.
    """

    lemma: str
    pos: str
    type: EventType
    mode: str | None
    after: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    word: str = field(init=False, compare=False, repr=False)
    id: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        word = fold_text(self.lemma.partition(";")[0].partition("/")[0])
        object.__setattr__(self, "word", word)
        object.__setattr__(self, "id", f"{self.type}:{word}{'+' if self.after else ''}")


class Entries(NamedTuple):
    """Entries that share a form: all, the words of which some need one for company, and those that need none.

    In `alone` each word stands once.
    """

    all: tuple[Entry, ...]
    asked: frozenset[str]
    alone: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: tuple[Entry, ...]) -> "Entries":
        """The entries with what is asked for."""
        asked = frozenset[str]().union(*(entry.after for entry in entries))
        return cls(entries, asked, _fitting(entries, frozenset()) if asked else entries)

    def beside(self, company: frozenset[str]) -> tuple[Entry, ...]:
        """The entries, each word once, that need no company or find it among the words beside."""
        return self.alone if self.asked.isdisjoint(company) else _fitting(self.all, company)


def _fitting(entries: tuple[Entry, ...], company: frozenset[str]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if not entry.after or not entry.after.isdisjoint(company):
            found.setdefault(entry.id, entry)
    return tuple(found.values())


class Reading(NamedTuple):
    """One way to read a printed form as words of the inventory.

    `skip` letters of proclitics come before the trigger (the article and the س of the future are part of it);
    `form` is "perfect", "imperfect" or "passive" of verbs, "noun" or "accusative" of nouns; `definite` is with the
    article, `pronoun` the pronoun that is written onto it, `proclitics` all that precedes the word.
    """

    entries: Entries
    pos: str
    form: str
    skip: int
    proclitics: str
    pronoun: str
    definite: bool


@cache
def inventory() -> tuple[Entry, ...]:
    """All entries, in the order of PLOVER's types and of the tables."""
    tables = ((kind, read_table(f"analysis/data/events_{kind.lower()}.tsv")) for kind in EVENT_TYPES)
    return tuple(_entry(row, kind) for kind, table in tables for row in table)


def _entry(row: dict[str, str], kind: EventType) -> Entry:
    def parts(name: str) -> frozenset[str]:
        return frozenset(fold_text(p) for p in row[name].split(",") if p != "-")

    mode = None if row["mode"] == "-" else row["mode"]
    return Entry(row["lemma"], row["pos"], kind, mode, parts("after"), parts("actor"), parts("recipient"))


@cache
def _forms() -> dict[str, list[tuple[Entry, str | bool]]]:
    """Folded form without clitics → the entries that have it, each with what `forms_of` says of the form."""
    found: defaultdict[str, list[tuple[Entry, str | bool]]] = defaultdict(list)
    made: dict[tuple[str, str], Mapping[str, str | bool]] = {}
    for entry in dict.fromkeys(inventory()):
        key = (entry.pos, entry.lemma)
        forms = made.get(key) or made.setdefault(key, forms_of(*key))
        for form, kind in forms.items():
            found[form].append((entry, kind))
    return dict(found)


@kept
def _by_kind(form: str) -> tuple[tuple[str, str, Entries], ...]:
    """(pos, form kind, the entries that have it) of a folded form without clitics."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry, kind in _forms()[form]:
        label = kind if isinstance(kind, str) else "accusative" if kind else "noun"
        found.setdefault((entry.pos, label), []).append(entry)
    return tuple((pos, kind, Entries.of(_apart(entries))) for (pos, kind), entries in found.items())


def forms_of(pos: str, lemma: str) -> Mapping[str, str | bool]:
    """Every form of a lemma: a verb's with their tenses, a noun's or participle's with its accusatives marked."""
    if pos == "v":
        return verb_forms(lemma)
    return participle_forms(lemma) if pos == "p" else noun_forms(lemma)


@kept
def keys(form: str) -> frozenset[str]:
    """All that a folded token may be looked up as: itself, without proclitics, without a pronoun."""
    return frozenset([base for stem in stems(form) for base, _ in without_enclitic(stem.text)])


@kept
def readings(form: str) -> tuple[Reading, ...]:
    """Every way to read a folded token as words of the inventory, fewest letters taken off first."""
    inventory_forms = _forms()
    if inventory_forms.keys().isdisjoint(keys(form)):
        return ()
    found: list[Reading] = []
    # وزارة is no «and he visited her»
    for stem in stems(form)[:1] if is_whole(form) else stems(form):
        definite = stem.proclitics.endswith("ال")
        for base, pronoun in without_enclitic(stem.text):
            if base not in inventory_forms:
                continue
            for pos, kind, entries in _by_kind(base):
                if _fits(stem, pos, kind, pronoun):
                    skip = stem.skip - _kept(stem.proclitics)
                    found.append(Reading(entries, pos, kind, skip, stem.proclitics, pronoun, definite))
    return tuple(found)


def _apart(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries without those that differ in nothing that is learnt from one before; those that need company stay."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    return tuple(entry for entry in entries if entry.after or first[entry.id] is entry)


def _fits(stem: Stem, pos: str, kind: str, pronoun: str) -> bool:
    definite = stem.proclitics.endswith("ال")
    if pos == "v":
        future = "س" in stem.proclitics or stem.proclitics.endswith("ل")
        return stem.proclitics in _VERB_CLITICS and (kind != "perfect" or not future)
    if "س" in stem.proclitics or (definite and pronoun):
        return False
    return kind != "accusative" or not (definite or pronoun)


def _kept(proclitics: str) -> int:
    """Letters of the proclitics that belong to the trigger: the article (its second lam in لل) and the future's س."""
    if proclitics.endswith("ال"):
        return 1 if proclitics.endswith("لال") or proclitics in ("لال",) else 2
    return 1 if proclitics.endswith("س") else 0
