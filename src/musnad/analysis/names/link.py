"""Which names of an article stand for one entity."""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence

from rapidfuzz import fuzz

from musnad.analysis.names.countries import ARAB, country_around
from musnad.analysis.names.echoes import MINISTRY, parts_of
from musnad.analysis.names.found import NO_STATES, Finds, Found
from musnad.analysis.names.guess import country_beside
from musnad.analysis.names.lexicon import CLOSING, GIVEN, OPENING, lexis, sectors, words
from musnad.analysis.names.offices import Office
from musnad.arabic import fold_text
from musnad.knowledge import Context, Entry

_ALIKE = 84  # per cent of letters in common between two spellings of one foreign name
_LONG = 5
_MOST_ADJECTIVES = 2  # between a body and what it is called in brackets
_COMPARED = 100  # persons whose names are compared with one, so that no list of names costs its square
_STATES = frozenset({"PCLI", "PCLD"})
_LARGE = 500_000  # people; cities above this are known without their country
_FAMOUS, _FAR_LARGER = 150_000, 4  # people; times the next city of the name
_MAINLY = 0.4  # share of the names of countries from which an article is about one of them
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MOVEMENTS = frozenset({"PTY", "REB"})  # known by their names alone: حزب الله

Entries = dict[str, Entry | None]


def link(finds: Finds, holders: dict[int, list[Office]]) -> Entries:
    """Give every name its key; keys of unknown entities begin with "?". The entry of each key.

    `holders` are the offices beside the name that begins at a token.
    """
    entries: Entries = {}
    fuller = _fuller_bodies(finds)
    full = {f.first for f in finds.all if len(parts_of(f.name, 0, len(f.name))) > 1}
    settled = {
        f.candidates[0].key
        for f in finds.all
        if f.first in full and f.name not in fuller and len(f.candidates) == 1
        if not _namesake(finds, f, f.candidates[0])
    }
    strangers, rulers = set[str](), set[str]()
    for f in sorted(finds.all, key=lambda f: f.first not in full):  # a full name settles who is meant by a short one
        short = f.name.removeprefix("ال")
        titled = short in rulers and finds.before(f) in words("called_by_given")
        shortened = f.name in fuller if f.label == "ORG" else f.label == "PER" and (short in strangers or titled)
        entry = _meant(finds, f, settled, holders.get(f.first, []), shortened=shortened)
        if entry is not None:
            f.key = entry.key
            entries[entry.key] = entry
        given, surname = _ends(f)
        rulers.add(given)
        strangers.update({surname} if entry is None else ())
    _join_persons(finds, entries)
    _join_bodies(finds, entries, fuller)
    _join_ministries(finds, entries)
    _join_others(finds, entries)
    _join_places(finds, entries)
    return {f.key: entries[f.key] for f in finds.all}


def _ends(f: Found) -> tuple[str, str]:
    """The first and the last part of a person's full name, without ال; "" where it has but one."""
    parts = parts_of(f.name, 0, len(f.name)) if f.label == "PER" else []
    return (parts[0].removeprefix("ال"), parts[-1].removeprefix("ال")) if len(parts) > 1 else ("", "")


def _fuller_bodies(finds: Finds) -> dict[str, Found]:
    """A body's name without its last word, an adjective of nationality → the first such body of the article."""
    found: dict[str, Found] = {}
    for f in finds.all:
        head, _, last = f.name.rpartition(" ")
        if f.label == "ORG" and head and finds.nationality(last):
            found.setdefault(head, f)
            if head.startswith("ال"):
                found.setdefault(f"{MINISTRY} {head}", f)
    return found


def _meant(finds: Finds, f: Found, settled: set[str], offices: Sequence[Office], *, shortened: bool) -> Entry | None:
    """The entry that a name means here; None where none is known, two fit, or the article has the name more fully."""
    candidates = f.candidates
    if shortened:
        candidates = tuple(e for e in candidates if e.key in settled)
    if f.label in _PLACES:
        candidates = tuple(e for e in candidates if not _elsewhere(finds, e))
    if f.label == "ORG":
        candidates = tuple(e for e in candidates if not _of_another_country(finds, f, e))
    if f.label == "PER":
        candidates = tuple(e for e in candidates if not _namesake(finds, f, e))
    if f.label == "ORG" and generic(f.name):
        candidates = tuple(e for e in candidates if not _foreign(finds, f, e))
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if f.label in _PLACES:
        alike = tuple(e for e in candidates if e.type == f.label) if f.label == "LOC" else ()
        if len(alike) == 1:  # منطقة الساحل is no town of the name
            return alike[0]
        beside = country_beside(finds, [f])  # مدينة سالزبوري البريطانية
        candidates = tuple(e for e in candidates if e.country == beside) or candidates
        if len(candidates) == 1:
            return candidates[0]
        state = next((e for e in candidates if e.feature in _STATES), None)
        if state is not None and _among_states(finds, f):
            return state
        resolved = finds.article.knowledge.resolve_place(candidates, Context(finds.countries)).entry
        return resolved or _famous(candidates)
    ranked = sorted(((_fit(finds, e, settled, offices), -i) for i, e in enumerate(candidates)), reverse=True)
    if f.label == "PER" and not ranked[0][0] and not ranked[1][0]:
        return None  # nothing in the article speaks for either of two bearers
    return candidates[-ranked[0][1]]


def _famous(candidates: Sequence[Entry]) -> Entry | None:
    """The city that everybody means unless told otherwise: Geneva, not Geneva, Illinois."""
    first, second = sorted(candidates, key=lambda e: -(e.population or 0))[:2]
    famous = (first.population or 0) >= _FAMOUS and (first.population or 0) >= _FAR_LARGER * (second.population or 1)
    return first if famous and first is candidates[0] else None


def _among_states(finds: Finds, f: Found) -> bool:
    """Whether a name stands in a list with states: السعودية والبحرين وعمان."""
    near = [finds.at.get(i) for i in (f.first - 2, f.first - 1, f.last, f.last + 1)]
    return any(g is not None and len(g.candidates) == 1 and g.candidates[0].feature in _STATES for g in near)


def _elsewhere(finds: Finds, entry: Entry) -> bool:
    """Whether a small place is of an Arab country that the article never names, being mainly about another one.

    The same names are given all over the Arab world: الثورة, المنصورة, البيضاء.
    """
    small = entry.precision in ("city", "sub-city") or fold_text(entry.name_ar).split(" ")[-1] in words("directions")
    if not small or entry.feature == "PPLC" or (entry.population or 0) > _LARGE:
        return False
    country, share = finds.mainly()
    return (
        country in ARAB
        and entry.country in ARAB
        and share >= _MAINLY
        and finds.countries[entry.country] <= finds.own[entry.key]
    )


def generic(name: str) -> bool:
    """Whether a body's name begins with a noun that every state has one of: وزارة الخارجية, المحكمة العليا."""
    return name.split(" ", 1)[0].removeprefix("ال") in sectors()


def _foreign(finds: Finds, f: Found, entry: Entry) -> bool:
    """Whether a body belongs to a state that the article never names; of what states have, by nothing but this body."""
    if entry.country is None or entry.country in NO_STATES or entry.sector == "JRN":
        return False
    told = entry.sector in _MOVEMENTS or any(finds.nationality(word) for word in f.name.split())
    return finds.countries[entry.country] <= (0 if told else finds.own[entry.key])


def _namesake(finds: Finds, f: Found, entry: Entry) -> bool:
    """Whether two given names are rather somebody else's: those of an Egyptian where Egypt is never named."""
    parts = f.name.split()
    traits = lexis(finds.article.knowledge)
    given = [traits.like(part) == GIVEN or part in words("given_after_title") for part in parts]
    if entry.wikidata or len(parts) != 2 or not all(given):
        return False
    others = finds.countries[entry.country or ""] - finds.own[entry.key]
    return entry.country in ARAB and finds.mainly()[0] in ARAB and others <= 0


def _of_another_country(finds: Finds, f: Found, entry: Entry) -> bool:
    """Whether the adjective after an outlet's name in quotation marks is another country's: «الحدث» اللبنانية."""
    forms = finds.article.page.forms
    if entry.sector != "JRN" or entry.country is None or f.last + 1 >= len(forms) or forms[f.last] not in CLOSING:
        return False
    return finds.nationality(forms[f.last + 1]) not in (None, entry.country)


def _fit(finds: Finds, entry: Entry, settled: set[str], offices: Sequence[Office]) -> float:
    score = 4.0 if entry.key in settled else 0.0
    score += 3.0 * any(_holds(finds, office, entry) for office in offices)
    score += 2.0 * any(office.country and office.country == entry.country for office in offices)
    if entry.country and finds.countries:
        score += 1.5 * finds.countries[entry.country] / finds.countries.total()
    return score


def _holds(finds: Finds, office: Office, entry: Entry) -> bool:
    """Whether the tables say that a person held the office at the article's date."""
    on = finds.article.published
    if on is None or office.country is None:
        return False
    return any(e.key == entry.key for e in finds.article.knowledge.holder(office.role.key, office.country, on))


def _join_persons(finds: Finds, entries: Entries) -> None:
    """Gather the names of unknown persons: full names first, then surnames and spellings like them."""
    persons = [(f, parts_of(f.name, 0, len(f.name))) for f in finds.all if f.label == "PER"]
    known = _Persons()
    for f, parts in persons:
        if f.key:
            known.add(parts, f.key)
    unknown = [(f, parts) for f, parts in persons if not f.key]
    for f, parts in sorted(unknown, key=lambda one: (-len(one[1]), one[0].first)):
        f.key = known.find(parts) or _new(entries, f.name)
        known.add(parts, f.key)


class _Persons:
    """Persons by their names' parts; only those that share a part, and some last ones, are compared."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        self._sharing: dict[str, list[tuple[str, ...]]] = {}
        self._last: deque[tuple[str, ...]] = deque(maxlen=_COMPARED)

    def add(self, parts: list[str], key: str) -> None:
        """Note a name; the first bearer of the same words keeps them."""
        name = tuple(parts)
        if name in self._names:
            return
        self._names[name] = key
        self._last.append(name)
        for part in {parts[0], parts[-1], " ".join(parts[-2:])}:
            sharing = self._sharing.setdefault(part.removeprefix("ال"), [])
            if len(sharing) < _COMPARED:
                sharing.append(name)

    def find(self, parts: list[str]) -> str | None:
        """The key of a person who may be meant, in the order in which they were added."""
        exact = self._names.get(tuple(parts))
        if exact is not None:
            return exact
        sharing = (self._sharing.get(part.removeprefix("ال"), ()) for part in (parts[-1], parts[0]))
        for name in (*next(sharing), *next(sharing), *self._last):
            if _same_person(parts, name):
                return self._names[name]
        return None


def _same_person(parts: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a name may be a shorter or otherwise spelt form of one that is as full, or of the same word."""
    if len(other) == 1:
        return len(parts) == 1 and _alike(parts[0], other[0])
    if len(parts) == 1:
        return any(_alike(parts[0], o) for o in (other[-1], " ".join(other[-2:]))) or parts[0] == other[0]
    return _alike(parts[-1], other[-1]) and _alike(parts[0], other[0])


def _alike(one: str, other: str) -> bool:
    one, other = one.removeprefix("ال"), other.removeprefix("ال")
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and fuzz.ratio(one, other) >= _ALIKE


def _new(entries: Entries, name: str) -> str:
    key = "?" + name
    while key in entries:  # the same words for another entity
        key += "?"
    entries[key] = None
    return key


def _join_bodies(finds: Finds, entries: Entries, fuller: dict[str, Found]) -> None:
    """وزارة الخارجية is وزارة الخارجية السورية where the article names that, else the one of the state spoken of."""
    for f in finds.all:
        if f.label != "ORG" or f.key or not generic(f.name):
            continue
        f.key = _explained(finds, f) or (fuller[f.name].key if f.name in fuller else "")
        if not f.key and (entry := _of_state(finds, f, f.name)) is not None:
            f.key = entry.key
            entries[entry.key] = entry


def _join_ministries(finds: Finds, entries: Entries) -> None:
    """«الداخلية» is the ministry of that name which the article names, else the one of the state spoken of."""
    named: dict[str, str] = {}
    for f in finds.all:
        head, _, rest = f.name.partition(" ")
        if f.label == "ORG" and f.key and head == MINISTRY:
            named.setdefault(rest.split(" ")[0], f.key)
    for f in finds.all:
        if f.label != "ORG" or f.key or f.candidates or " " in f.name or not f.name.startswith("ال"):
            continue
        f.key = named.get(f.name, "")
        if not f.key and (entry := _of_state(finds, f, f"{MINISTRY} {f.name}")) is not None:
            f.key = entry.key
            entries[entry.key] = entry


def _explained(finds: Finds, f: Found) -> str:
    """The key of the body named in brackets or quotation marks behind it: وكالة الأنباء الرسمية (سانا)."""
    forms, at = finds.article.page.forms, f.last
    while at < min(f.last + _MOST_ADJECTIVES, len(forms) - 1) and forms[at].startswith("ال"):
        at += 1
    named = finds.at.get(at + 1) if at < len(forms) and forms[at] in OPENING else None
    return named.key if named is not None and named.label == "ORG" else ""


def _of_state(finds: Finds, f: Found, name: str) -> Entry | None:
    """The body of this name in the state that the article speaks of there, as its full name says it."""
    beside = country_beside(finds, [f])
    likely = None if beside else country_around(finds, f, "BODY")
    country = likely.country if likely else beside
    if country is None:
        return None
    for adjective in finds.article.knowledge.adjectives(country):
        for entry in finds.article.knowledge.lookup(f"{name} {adjective}"):
            if entry.type == "ORG" and entry.country == country:
                return entry
    return None


def _join_others(finds: Finds, entries: Entries) -> None:
    """Gather the names of unknown organisations and places: the same words but for ال, or another spelling."""
    keys = {(f.label, _plain(f.name)): f.key for f in reversed(finds.all) if f.key}
    strange: list[Found] = []
    for f in finds.all:
        if f.key:
            continue
        place = (f.label, _plain(f.name))
        f.key = keys.get(place, "") or _bracketed(finds, f)
        if not f.key and f.label == "GPE":
            f.key = next((g.key for g in strange[:_MOST_STRANGE] if _alike(f.name, g.name)), "")
        if not f.key:
            f.key = _new(entries, f.name)
            if f.label == "GPE":
                strange.append(f)
        keys[place] = f.key


_MOST_STRANGE = 50  # unknown places whose spellings are compared, so that no list of villages costs its square


def _bracketed(finds: Finds, f: Found) -> str:
    """The key of the body right before a name in brackets, its acronym: وحدات حماية الشعب (YPG)."""
    if f.label != "ORG" or not f.first or finds.article.page.forms[f.first - 1] != "(":
        return ""
    at = bisect_left(finds.all, f.first, key=lambda g: g.first) - 1
    before = finds.all[at] if at >= 0 else None
    return before.key if before is not None and before.label == "ORG" and before.last == f.first - 1 else ""


def _plain(name: str) -> str:
    first, *rest = name.split()
    return " ".join([first.removeprefix("ال").removeprefix("ل"), *rest])


def _join_places(finds: Finds, entries: Entries) -> None:
    """A province and its city, قطاع غزة and غزة, الغوطة and الغوطة الشرقية are one place in one article."""
    counts = Counter(f.key for f in finds.all)
    leading: dict[tuple[str, str | None], str] = {}
    members: list[tuple[Found, tuple[str, str | None]]] = []
    for f in finds.all:
        if f.label not in ("GPE", "LOC") or not f.key:
            continue
        name = f.name.split()
        while len(name) > 1 and name[0] in words("same_place"):
            name = name[1:]
        if f.label == "LOC" and f.name in words("landscape"):
            name = name[:1]
        entry = entries[f.key]
        group = (f.label + " " + " ".join(name), entry.country if entry else None)
        members.append((f, group))
        best = leading.get(group)
        if best is None or counts[f.key] > counts[best]:
            leading[group] = f.key
    for f, group in members:
        f.key = leading[group]
