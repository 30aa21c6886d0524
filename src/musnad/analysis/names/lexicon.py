"""The word lists of the grammar of names, folded, read once; and what they say of a word."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.arabic import fold_text, stems
from musnad.arabic.kept import kept
from musnad.datafiles import lines, rows
from musnad.knowledge import Knowledge, RoleMatch

_SERVANT, _SERVANT_LETTERS = "عبدال", 6
_FATHER, _FATHER_LETTERS = "ابو", 6
_CLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فل"})
_CLITIC_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
_ENDINGS = ("ها", "هم", "وا", "ات", "ته", "تهم", "هما", "ايي", "يه", "تم")
STOP, COMMON, UNKNOWN, NAME, GIVEN = range(5)
# What a word, with or without clitics, may start, and what it is as it stands: bits of Traits.starts. TITLED is a title
# or office, SPEECH opens what somebody said, MARK is no word, NATION an adjective of nationality, behind و or not.
TITLE, MEDIUM, GROUP, SETTLEMENT, HEAD, FIXED, PERSON = (1 << i for i in range(7))
TITLED, SPEECH, MARK, KUNYA, NATION = (1 << i for i in range(7, 12))


@cache
def exact_places() -> frozenset[str]:
    """Names of places by the very letters in which they are written."""
    return frozenset(_table()["exact_place"].split("|"))


@cache
def _table() -> dict[str, str]:
    return dict(rows("analysis/data/names_words.tsv")[1:])


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(map(fold_text, words.split("|"))) for kind, words in _table().items()}


# Marks that open and close what is named.
OPENING, CLOSING = frozenset('"«“('), frozenset('"»”')


@kept
def words(kind: str) -> frozenset[str]:
    """The folded words of a kind of names_words.tsv."""
    return _words()[kind]


@dataclass(frozen=True, slots=True)
class Head:
    """One line of names_heads.tsv."""

    noun: str
    type: str
    shape: str
    score: float


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """The head nouns of organisations and places by folded form."""
    found: dict[str, tuple[Head, ...]] = {}
    for noun, type_, shape, score in rows("analysis/data/names_heads.tsv")[1:]:
        form = fold_text(noun)
        found[form] = (*found.get(form, ()), Head(form, type_, shape, float(score)))
    return found


@cache
def fixed() -> dict[str, list[tuple[str, ...]]]:
    """First word → the names that are names without more (البنك المركزي), longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(words("fixed_org") | words("sure"), key=lambda n: (-n.count(" "), n)):
        found.setdefault(name.split()[0], []).append(tuple(name.split()))
    return found


@cache
def named_beside() -> dict[str, list[tuple[str, str]]]:
    """Doubtful short name → whom it means where another is named: the keys of both, the first that fits first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, key, beside in rows("analysis/data/names_beside.tsv")[1:]:
        found.setdefault(name, []).append((key, beside))
    return found


@cache
def sectors() -> dict[str, str]:
    """Head noun without ال → the sector of what it heads."""
    return {
        word.removeprefix("ال"): kind.split("_")[1].upper()
        for kind in ("sector_gov", "sector_mil", "sector_cop", "sector_jud", "sector_leg", "sector_spy", "sector_pty",
                     "sector_reb", "sector_edu", "sector_med", "sector_bus", "sector_jrn", "sector_lab", "sector_cvl")
        for word in words(kind)
    }  # fmt: skip


@cache
def facilities() -> dict[str, str]:
    """Head noun without ال → the sector of the facility that it heads."""
    kinds = ("facility_med", "facility_rel", "facility_mil", "facility_gov", "facility_bus")
    return {word.removeprefix("ال"): kind.split("_")[1].upper() for kind in kinds for word in words(kind)}


class Traits(NamedTuple):
    """What is known of a folded word.

    `like`: how like a part of a person's name it is; `readings`: the word whole, then without و ف ب ل ك before it,
    as (letters skipped, rest); `words`: what is left in each; `starts`: bits for what one of these may start;
    `country`: that of an adjective of nationality; `coordinated`: the same, also behind و.
    """

    like: int
    readings: tuple[tuple[int, str], ...]
    words: tuple[str, ...]
    starts: int
    country: str | None
    coordinated: str | None


@cache
def _starts() -> dict[str, int]:
    """What each word of the lists may start, as bits."""
    found: dict[str, int] = {}
    lists = (
        (words("title"), TITLE), (words("medium"), MEDIUM), (words("group"), GROUP),
        (words("settlement"), SETTLEMENT), (heads().keys(), HEAD), (fixed().keys(), FIXED),
    )  # fmt: skip
    for listed, bit in lists:
        for word in listed:
            found[word] = found.get(word, 0) | bit
    return found


class Lexis:
    """Traits of words, found once for each form."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        # What is known of a folded word, and how like a part of a person's name it is: STOP, COMMON, UNKNOWN, NAME or
        # GIVEN. Both are asked so often that they are the look-ups themselves.
        self.traits = kept(self._found)
        self.like = kept(self._kind)
        self._last: tuple[tuple[str, ...], list[Traits]] = (), []
        self._common = frozenset(lines("analysis/data/names_common.tsv")[1:])
        self._given = frozenset(lines("analysis/data/names_given.tsv")[1:])
        self._stop, self._joins, self._titles = words("stop"), words("joins_name"), words("title")
        self._not_given, self._speech, self._kunya = words("not_given"), words("opens_speech"), words("kunya")
        self._starts = _starts()

    def traits_of(self, forms: tuple[str, ...]) -> list[Traits]:
        """What is known of each of an article's folded words; both halves of the layer ask for them."""
        if self._last[0] is not forms:
            self._last = forms, list(map(self.traits, forms))
        return self._last[1]

    def _found(self, form: str) -> Traits:
        readings = tuple([(s.skip, s.text) for s in stems(form) if not s.skip or s.proclitics in _CLITICS])
        titled = form in self._titles or self._known.role(form) is not None
        starts = (titled and TITLED) | (form in self._speech and SPEECH) | (form in self._kunya and KUNYA)
        starts |= 0 if form[0].isalnum() else MARK
        for _, word in readings:
            starts |= self._starts.get(word, 0)
            like = self.like(word)
            if like == GIVEN or (like == NAME and not word.startswith("ال")):
                starts |= PERSON
        country = self._country(form)
        behind = country or (self._country(form[1:]) if form[0] == "و" and len(form) > 3 else None)
        starts |= NATION if behind else 0
        return Traits(self.like(form), readings, tuple([word for _, word in readings]), starts, country, behind)

    def _country(self, form: str) -> str | None:
        if len(form) < 3 or not form[0].isalpha() or form in words("not_nationality"):
            return None
        return self._known.nationality(form)

    def _kind(self, form: str) -> int:
        if not form or not form[0].isalpha() or form[0] < "\u0600" or form in self._stop:
            return STOP
        if form in self._not_given:
            return COMMON
        if form in self._given or form in words("given_al"):
            return GIVEN
        if form.startswith(_SERVANT) and len(form) > _SERVANT_LETTERS:  # عبدالعظيم
            return GIVEN
        if form in self._common or form in self._titles:
            return COMMON
        if form.startswith(_FATHER) and len(form) >= _FATHER_LETTERS and not form.endswith(_ENDINGS):  # أبوجعفر
            return GIVEN
        if len(form) < 3 and form not in self._joins:
            return STOP
        bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
        if self._known.press_spelling(bare):
            return NAME
        return COMMON if self._inflected(form) else UNKNOWN

    def _foreign(self, stem: str) -> bool:
        """Whether nothing known is left of a word without ون, so that these are letters of a name: ليفانون."""
        return not any(rest + end in self._common for rest in (stem, stem[1:]) for end in ("", "ه", "ي", "ين", "ا"))

    def _inflected(self, form: str) -> bool:
        """Whether an unknown word carries clitics or endings that names do not have."""
        if form.startswith(_CLITIC_ARTICLES) or form.endswith(_ENDINGS):
            return True
        if form.endswith("ون") and len(form) > 5 and not self._foreign(form[:-2]):
            return True
        if form.startswith("ال") and form.endswith(("ين", "تان", "تين")):
            return True
        return any(stem.skip and (stem.text in self._common or stem.text[:2] == "ال") for stem in stems(form))


@lru_cache(maxsize=2)
def titles(known: Knowledge, folded: str) -> tuple[RoleMatch, ...]:
    """The titles of a folded text; both halves of the layer ask for them."""
    return tuple(known.roles_scan(folded))


@lru_cache(maxsize=4)
def lexis(known: Knowledge) -> Lexis:
    """The lexis for one knowledge, kept so that its findings are."""
    return Lexis(known)
