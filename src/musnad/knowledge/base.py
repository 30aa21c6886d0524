"""Who and where, opened once: every look-up of the tables and gazetteers at run time."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from musnad.arabic import fold
from musnad.arabic.kept import kept
from musnad.knowledge import artefact
from musnad.knowledge.model import NEAR, PLACE_TYPES, Entry, Match, Role, RoleMatch, Tenure
from musnad.knowledge.resolve import Context, Resolution, resolve_place
from musnad.knowledge.scan import Reader, Scanner, words_in
from musnad.knowledge.tables import actor_entry, key_of, read_table, split, written_apart_or_together

_TOWN, _LARGE = 2_000, 50_000  # people of a near and a far place
_FIELDS = tuple(Entry.__dataclass_fields__)
# After these words even a name that is a common word means a place or outlet: مدينة الباب, صحيفة الحياة (folded).
_PLACE_CUES = "مدينه مدينتي بلده بلدتي قريه محافظه محافظتي قضاء ناحيه مديريه"
_OUTLET_CUES = "صحيفه صحيفتي جريده قناه قناتي موقع مجله اذاعه شبكه"
_CUES = {
    conjunction + preposition + word: kind
    for kind, words in (("place", _PLACE_CUES), ("agency", "وكاله"), ("outlet", _OUTLET_CUES))
    for word in words.split()
    for conjunction in ("", "و", "ف")
    for preposition in ("", "ب", "ل", "ك")
}
_AFTER_CUE = re.compile(" +[\"«“']?")
_SINGULAR = ("ي", "يه")  # as folded


class Knowledge:
    """Who and where: `lookup("حلب")` gives Aleppo, `scan` finds every known name of a folded text.

    Built by `knowledge()` from the artefact; `own` is a table in the form of the actors tables whose names win over
    the shipped ones.
    """

    def __init__(self, payload: artefact.Payload, own: Path | None = None) -> None:
        self._columns: dict[str, list[Any]] = payload["entries"]
        self._entries: dict[int, Entry] = {}
        self._doubtful_forms: dict[int, list[str]] = {}
        self._forms = _untracked(payload["forms"])
        self._quiet = _untracked(payload["quiet"])
        self._surnames = _untracked(payload["surnames"])
        self._adjectives: dict[str, str] = payload["adjectives"]
        self._definite: dict[str, tuple[str, ...]] = {}
        self._spellings: dict[str, str] = payload["spellings"]
        self._reader = Reader(self._spellings)
        self._key = kept(self._spelt)
        self._press: dict[str, str] = payload["press"]
        self._roles = [Role(*row) for row in payload["roles"]]
        self._role_forms: dict[str, int] = payload["role_forms"]
        self._holders: dict[str, list[Tenure]] = {}
        for row in payload["holders"]:
            tenure = Tenure(*row)
            self._holders.setdefault(f"{tenure.role} {tenure.of}", []).append(tenure)
        self._index = {key: i for i, key in enumerate(self._columns["key"])}
        self._index |= {alias: self._index[key] for alias, key in payload["aliases"].items()}
        if own is not None:
            self._add(own)
        self._scanner = Scanner(self._forms, self._reader, frozenset(payload["outside"]))
        self._quiet_scanner = Scanner(self._quiet, self._reader)
        self._role_scanner = Scanner(self._role_forms, self._reader)

    def scan(self, folded: str) -> list[Match]:
        """All known names of a text folded by `musnad.arabic.fold`, longest first choice, none over another.

        Offsets are code points of the folded text. Names that are also common words count only after a word such as
        مدينة, and are otherwise left to `lookup`.
        """
        found = [Match(start, end, self._found(self._forms[form])) for start, end, form in self._scanner.find(folded)]
        starts = [match.start for match in found]
        for cue, kind in _cues(folded):
            at = bisect_right(starts, cue) - 1
            if at >= 0 and found[at].end > cue:
                continue
            form, end = self._quiet_scanner.longest_at(folded, cue)
            meant = tuple(
                entry
                for entry in self._found(self._quiet.get(form, ()))
                if (_worth_naming(entry) if kind == "place" else entry.kind == kind)
            )
            if meant and (at + 1 == len(starts) or starts[at + 1] >= end):
                found.append(Match(cue, end, meant))
        return sorted((match for match in found if match.candidates), key=lambda match: match.start)

    def scan_known(self, folded: str, named: Iterable[Entry]) -> list[Match]:
        """The doubtful names (an ordinary word, a common surname) of entries that the text names fully elsewhere.

        القاعدة is al-Qaeda where the article also says تنظيم القاعدة. Offsets and order as in `scan`.
        """
        numbers = {self._index[entry.key] for entry in named if entry.key in self._index}
        forms = {
            form: [number for number in self._quiet[form] if number in numbers]
            for number in sorted(numbers)
            for form in self._doubtful().get(number, ())
            if self._occurs(form.partition(" ")[0], folded)
        }
        found = self._quiet_scanner.find(folded, forms) if forms else ()
        return [Match(start, end, self._found(forms[form])) for start, end, form in found]

    def _occurs(self, word: str, folded: str) -> bool:
        """Whether a word stands in a text in any of its spellings: a cheap look before a scan."""
        return word in folded or any(
            usual in word and word.replace(usual, variant) in folded for variant, usual in self._spellings.items()
        )

    def lookup(self, form: str) -> tuple[Entry, ...]:
        """The entries that a name may mean, most usual first; folded inside; the whole name, without clitics."""
        key = self._key(form)
        numbers = dict.fromkeys(self._forms.get(key, ()))
        numbers.update(dict.fromkeys(self._quiet.get(key, ())))
        return self._found(list(numbers))

    def entry(self, key: str) -> Entry | None:
        """The entry of a key, as `rus.kremlin` or `gn.170063`."""
        number = self._index.get(key)
        return None if number is None else self._entry(number)

    def nationality(self, adjective: str) -> str | None:
        """The country (ISO alpha-3) of an adjective of nationality, in any form: الأميركي is USA."""
        return self._adjectives.get(self._key(adjective))

    def adjectives(self, country: str) -> tuple[str, ...]:
        """What says of a body that it is a country's, folded: الروسي and الروسية of RUS."""
        if not self._definite:
            for form, code in self._adjectives.items():
                if form.startswith("ال") and form.endswith(_SINGULAR):
                    self._definite[code] = (*self._definite.get(code, ()), form)
        return self._definite.get(country, ())

    def role(self, form: str) -> Role | None:
        """The title or office that a form names: الرئيس, وزيرة الخارجية."""
        number = self._role_forms.get(self._key(form))
        return None if number is None else self._roles[number]

    def role_of_key(self, key: str) -> Role | None:
        """The title or office of a key of the roles table, as `foreign-minister`."""
        return next((role for role in self._roles if role.key == key), None)

    def roles_scan(self, folded: str) -> list[RoleMatch]:
        """All titles and offices of a folded text, longest first choice, none over another."""
        return [
            RoleMatch(start, end, self._roles[self._role_forms[form]])
            for start, end, form in self._role_scanner.find(folded)
        ]

    def holder(self, role_key: str, of: str, on: date) -> tuple[Entry, ...]:
        """Who held an office of a country (ISO alpha-3) or body (its key) at a day; several where terms overlap."""
        return tuple(
            entry
            for tenure in self._holders.get(f"{role_key} {of}", ())
            if tenure.holds(on) and (entry := self.entry(tenure.person))
        )

    def tenures(self, role_key: str, of: str) -> tuple[Tenure, ...]:
        """All known holders of an office, by start."""
        return tuple(sorted(self._holders.get(f"{role_key} {of}", ()), key=lambda tenure: tenure.start))

    def bodies_of(self, role_key: str) -> tuple[str, ...]:
        """The countries and bodies whose holders of this office are known."""
        return tuple(sorted(key.split(" ")[1] for key in self._holders if key.startswith(f"{role_key} ")))

    def offices(self, person: str) -> tuple[Tenure, ...]:
        """All offices that a person (key) is known to have held, by start."""
        held = (t for terms in self._holders.values() for t in terms if t.person == person)
        return tuple(sorted(held, key=lambda tenure: (tenure.start, tenure.role, tenure.of)))

    def persons_by_surname(self, form: str) -> tuple[Entry, ...]:
        """The persons whom the press calls by this name alone."""
        return self._found(self._surnames.get(self._key(form), ()))

    def usual_name(self, form: str) -> str | None:
        """The English name of what a full, unmistakable name means; None for surnames and doubtful names."""
        key = self._key(form)
        surname_of = self._surnames.get(key, ())
        full = [number for number in self._forms.get(key, ()) if number not in surname_of]
        return self._entry(full[0]).name_en if full else None

    def press_spelling(self, name: str) -> str | None:
        """How people called by this Arabic word (or two: عبد الله) mostly spell it in Latin letters."""
        return self._press.get(self._key(name))

    def resolve_place(self, candidates: Sequence[Entry], context: Context | None = None) -> Resolution:
        """Choose among places of one name; abstains, and says why, when two fit."""
        return resolve_place(candidates, context)

    def _doubtful(self) -> dict[int, list[str]]:
        """The names of each actor or person that `scan` leaves out."""
        if not self._doubtful_forms:
            for form, numbers in self._quiet.items():
                for number in numbers:
                    if self._type(number) not in PLACE_TYPES:
                        self._doubtful_forms.setdefault(number, []).append(form)
        return self._doubtful_forms

    def _type(self, number: int) -> str:
        entry = self._entries.get(number)
        return entry.type if entry else str(self._columns["type"][number])

    def _spelt(self, form: str) -> str:
        """The key of a form; it is kept, so that nothing on the way to it needs to be."""
        folded = fold(form).text
        one_word = folded.isalpha()  # mostly so: no need to look for its words
        return self._reader.respelt(folded) if one_word else key_of(folded, self._spellings)

    def _entry(self, number: int) -> Entry:
        entry = self._entries.get(number)
        if entry is None:
            values = {name: self._columns[name][number] for name in _FIELDS}
            values["sectors"] = split(values["sectors"] or "")
            entry = self._entries[number] = Entry(**values)
        return entry

    def _found(self, numbers: Sequence[int]) -> tuple[Entry, ...]:
        return tuple(map(self._entry, numbers))

    def _add(self, path: Path) -> None:
        """Add a user's actors: their names mean them alone, a shipped entry of the same key is replaced."""
        named: dict[str, list[int]] = {}
        for number, (row, entry) in enumerate(_own_entries(path), start=len(self._columns["key"])):
            self._entries[number] = entry
            self._index[entry.key] = number
            for name in written_apart_or_together(split(row["arabic"])):
                named.setdefault(self._key(name), []).append(number)
        mine = _untracked(named)
        self._forms = {**self._forms, **mine}
        self._quiet = {form: numbers for form, numbers in self._quiet.items() if form not in mine}
        self._surnames = {form: numbers for form, numbers in self._surnames.items() if form not in mine}


def _untracked(table: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    """A table of tuples for one of lists: the garbage collector, which walks over lists, passes over those."""
    return dict(zip(table, map(tuple, table.values()), strict=True))


def _cues(folded: str) -> Iterator[tuple[int, str]]:
    """Where a name would begin after each word that brings doubtful ones out, and what that word is for."""
    spans, words, distinct = words_in(folded)
    if distinct.isdisjoint(_CUES):
        return
    for (_, end), word in zip(spans, words, strict=True):
        if word in _CUES and (gap := _AFTER_CUE.match(folded, end)):
            yield gap.end(), _CUES[word]


def _worth_naming(entry: Entry) -> bool:
    """A place that a cue like مدينة brings out: any of the Arab world, only a large one elsewhere."""
    if entry.type not in PLACE_TYPES:
        return False
    return entry.kind != "city" or (entry.population or 0) >= (_TOWN if entry.country in NEAR else _LARGE)


def _own_entries(path: Path) -> Iterator[tuple[dict[str, str], Entry]]:
    for number, row in enumerate(read_table(path), start=2):
        yield row, actor_entry(row, f"{path.name}, row {number}")


@lru_cache(maxsize=4)
def knowledge(actors: Path | None = None) -> Knowledge:
    """Open the knowledge once per process; `actors` is a user's own table, which wins. Raises KnowledgeError."""
    _, payload = artefact.read()
    return Knowledge(payload, actors)
