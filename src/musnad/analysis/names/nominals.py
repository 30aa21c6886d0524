"""Definite descriptions that stand for somebody named: الوزير, الرئيس الفرنسي, المتحدث باسم الحركة, الصحيفة."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from musnad.analysis.named import Mention
from musnad.analysis.names.found import Finds
from musnad.analysis.names.lexicon import lexis, words
from musnad.analysis.names.offices import Office
from musnad.arabic import fold_text
from musnad.datafiles import rows
from musnad.record import Entity

# What speaks for an antecedent; the sum decides.
_SAME_OFFICE, _HOLDS, _SAME_KIND, _SAME_BODY, _SAME_COUNTRY = 3.0, 3.0, 1.5, 2.0, 1.0
_LEAST = 1.5
_TITLE = 4  # words from إدارة to the name: إدارة الرئيس الأمريكي
_STATE = "country"
_REACH = 200  # names, or titles without a name, that are looked at from a description
_SHORTEST = 4  # letters of a noun
_CLITICS = "وفبك"
_RECENT = 80  # tokens in which somebody without a name is still spoken of
_MANY = ("ون", "ين", "ان")
# The sectors of persons whom المسؤول الأميركي and the like may mean.
_OFFICIAL = {
    "official": frozenset({"GOV", "MIL", "COP", "SPY"}),
    "military-official": frozenset({"MIL"}),
    "security-official": frozenset({"COP", "SPY", "MIL"}),
}
# Titles that mostly describe somebody else or nobody in particular.
_NO_REFERENCE = frozenset({"scientist", "resident", "mr", "doctor-title", "civilian-victim-family", "worker", "trader"})
_KINDS = (
    ("minister", ("minister", "secretary", "eu-foreign-policy-chief")),
    ("official", ("minister", "official", "spokesperson", "president", "commander", "ambassador", "adviser", "officer",
                  "director", "envoy", "general", "colonel", "brigadier", "major", "member", "deputy", "head",
                  "representative", "governor", "secretary", "chief", "attache", "consul")),
    ("spokesperson", ("spokesperson", "press-secretary")),
    ("president", ("president",)),
    ("leader", ("president", "leader", "supreme-leader", "chief", "commander", "head")),
    ("commander", ("commander", "chief", "general")),
    ("officer", ("general", "colonel", "brigadier", "major", "captain", "lieutenant", "officer")),
    ("envoy", ("envoy",)),
    ("special-envoy", ("envoy",)),
    ("un-envoy", ("envoy",)),
    ("ambassador", ("ambassador",)),
    ("prince", ("crown-prince", "prince", "emir")),
    ("emir", ("crown-prince", "prince", "emir")),
    ("member-of-parliament", ("member", "senator", "speaker")),
    ("diplomat", ("ambassador", "envoy", "minister", "consul")),
    ("head", ("head", "president", "leader", "chair", "chief")),
    ("border-official", ("commander", "border")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Antecedents:
    """The persons and bodies of an article with the offices beside their names, and where they are named.

    `heads` are the first words of bodies' names, `introduced` the words that stand before a name (تنظيم داعش).
    Searches walk over a bounded number of names from the description, so that all of them cost linear time.
    """

    finds: Finds
    entities: dict[str, Entity]
    held: dict[str, list[Office]]
    unnamed: list[Office]
    heads: dict[str, frozenset[str]]
    introduced: dict[str, set[str]]

    def unnamed_since(self, office: Office, last: int) -> bool:
        """Whether somebody without a name was introduced by a like title since token `last`, or shortly before."""
        at = bisect_left(self.unnamed, office.first, key=lambda other: other.first)
        return any(
            (last < other.first and _like_titles(office, other))
            or (office.first - _RECENT < other.first and office.role.key == other.role.key)
            for other in self.unnamed[max(0, at - _REACH) : at]
        )

    def near(self, token: int, type_: str, *, forward: bool) -> dict[str, int]:
        """The entities of a type named before a token (after it with `forward`), nearest first, and where last."""
        at = bisect_left(self.finds.all, token, key=lambda f: f.first)
        names = self.finds.all[at : at + _REACH] if forward else self.finds.all[max(0, at - _REACH) : at][::-1]
        found: dict[str, int] = {}
        for f in names:
            if f.label == type_:
                found.setdefault(f.key, f.first)
        return found


def nominals(
    finds: Finds, entities: dict[str, Entity], titles: Sequence[Office], taken: set[int], held: dict[str, list[Office]]
) -> tuple[Mention, ...]:
    """The resolved descriptions, by start.

    `titles` are all titles of the article, `taken` the first tokens of those that stand beside a name, `held` the
    offices of each person's key.
    """
    unnamed = [office for office in titles if office.first not in taken and not _definite(finds, office)]
    heads = {
        key: frozenset(fold_text(name).split(" ", 1)[0] for name in (entity.name_ar, *entity.aliases))
        for key, entity in entities.items()
        if entity.type in ("ORG", "FAC")
    }
    introduced: dict[str, set[str]] = {}
    for f in finds.all:
        introduced.setdefault(f.key, set()).update(word for _, word in readings(finds, finds.before(f)))
    known = _Antecedents(finds, entities, held, unnamed, heads, introduced)
    found = [m for office in titles if office.first not in taken and (m := _person(known, office))]
    covered = {i for office in titles for i in range(office.first, office.last)}
    covered.update(i for f in finds.all for i in range(f.first, f.last))
    found += _bodies(known, covered)
    found += _homes(known)
    found += _administrations(known)
    return tuple(sorted(found))


def readings(finds: Finds, form: str) -> tuple[tuple[int, str], ...]:
    """A folded word whole and without clitics; nothing for no word."""
    return lexis(finds.article.knowledge).traits(form).readings if form else ()


def _person(known: _Antecedents, office: Office) -> Mention | None:
    """The person whom a title without a name means."""
    page = known.finds.article.page
    headline = page.sentences[page.sentence_at(page.starts[office.first])].paragraph == 0
    first = page.forms[office.first][office.skip :]
    if first in words("many") or first.endswith(_MANY) or office.role.key in _NO_REFERENCE:
        return None
    if not _definite(known.finds, office) and not headline:
        return None
    near = known.near(office.first, "PER", forward=headline)
    scores = {key: score for key in near if (score := _fit(known, office, key)) >= _LEAST}
    if not scores:
        return None
    key = max(scores, key=lambda key: scores[key])  # the nearest of the best
    if not headline and scores[key] < _SAME_OFFICE and known.unnamed_since(office, near[key]):
        return None
    return Mention(page.inside(office.first, office.skip), page.ends[office.last - 1], key)


def _definite(finds: Finds, office: Office) -> bool:
    first, *rest = finds.article.page.forms[office.first : office.bare]
    if first[office.skip :].startswith(("ال", "لل")):
        return True
    return any(form.startswith(("ال", "لل")) for form in rest) or (
        office.body is not None and office.body.first == office.bare
    )


def _like_titles(one: Office, other: Office) -> bool:
    return one.role.key == other.role.key or _kindred(one.role.key, other.role.key)


def _fit(known: _Antecedents, office: Office, key: str) -> float:
    """How well a person fits a title; 0 where nothing but the country speaks for him, or something against."""
    entity = known.entities[key]
    if office.country and entity.country and office.country != entity.country and len(entity.country) == 3:
        return 0.0
    score = 0.0
    for other in known.held.get(key, ()):
        if other.role.key == office.role.key:
            score = max(score, _SAME_OFFICE)
        elif _kindred(office.role.key, other.role.key):
            score = max(score, _SAME_KIND)
        if office.body is not None and other.body is not None and office.body.key == other.body.key:
            score += _SAME_BODY
    if office.country and office.country == entity.country and entity.sector in _OFFICIAL.get(office.role.key, ()):
        score = max(score, _SAME_KIND)
    on = known.finds.article.published
    for of in (office.body.key if office.body else None, office.country or entity.country):
        holders = known.finds.article.knowledge.holder(office.role.key, of, on) if on is not None and of else ()
        if any(holder.key == key for holder in holders):
            score = max(score, _HOLDS)
        elif office.country and holders:
            score = min(score, _SAME_KIND)
    if score and office.country and office.country == entity.country:
        score += _SAME_COUNTRY
    return score


def _kindred(generic: str, special: str) -> bool:
    """Whether a generic title (الوزير) may stand for the bearer of a special one (وزير الخارجية)."""
    return any(generic == kind and any(part in special for part in parts) for kind, parts in _KINDS)


@dataclass(frozen=True, slots=True)
class _Noun:
    bare: str
    type: str
    kinds: frozenset[str]
    heads: frozenset[str]


@cache
def _nouns() -> dict[str, _Noun]:
    _, *body = rows("analysis/data/names_nominals.tsv")
    return {
        fold_text(noun): _Noun(
            fold_text(noun)[2:],
            type_,
            frozenset(filter(None, kinds.split("|"))),
            frozenset(map(fold_text, heads.split("|"))),
        )
        for noun, type_, kinds, heads in body
    }


def _bodies(known: _Antecedents, covered: set[int]) -> Iterator[Mention]:
    """الوزارة, الصحيفة الفرنسية: bodies by the noun that tells their kind."""
    page = known.finds.article.page
    headline = next((s.first for s in page.sentences if s.paragraph > 0), 0)
    nouns = _noun_readings()
    for at in [at for at, form in enumerate(page.forms) if form in nouns]:
        for skip, noun, indefinite in nouns[page.forms[at]]:
            if at in covered or (indefinite and at >= headline):
                continue
            country = known.finds.nationality(page.forms[at + 1]) if at + 1 < len(page.forms) else None
            if indefinite and not country:
                break
            key = _body(known, noun, country, at, forward=at < headline)
            if key:
                yield Mention(page.inside(at, skip), page.ends[at + 1 if country else at], key)
            break


@cache
def _with_and_without_article() -> dict[str, tuple[_Noun, bool]]:
    """The nouns, and whether this form of them lacks the article."""
    bare = {form.removeprefix("ال"): (noun, True) for form, noun in _nouns().items() if form.startswith("ال")}
    return bare | {form: (noun, False) for form, noun in _nouns().items()}


@cache
def _noun_readings() -> dict[str, tuple[tuple[int, _Noun, bool], ...]]:
    """Every folded word that may be one of the nouns, bare or behind a clitic, with what it may be."""
    nouns = _with_and_without_article()
    forms = [clitic + noun for noun in nouns for clitic in ("", *_CLITICS)]
    forms += ["ل" + noun[1:] for noun in nouns if noun.startswith("ال")]
    return {form: found for form in forms if (found := _readings(form))}


def _readings(form: str) -> tuple[tuple[int, _Noun, bool], ...]:
    """The nouns that a folded word may be: letters of clitics, the noun, whether it stands without its article."""
    found = []
    for skip in (0, 1) if len(form) >= _SHORTEST else ():
        word = form[skip:] if not skip or form[0] in _CLITICS else ""
        to = form.startswith("لل") and not skip
        word = "ا" + form[1:] if to else word
        if known := _with_and_without_article().get(word):
            found.append((skip + to, *known))
    return tuple(found)


def _body(known: _Antecedents, noun: _Noun, country: str | None, at: int, *, forward: bool) -> str | None:
    fitting = []
    for key in known.near(at, noun.type, forward=forward):
        entity = known.entities[key]
        if country and country != entity.country:
            continue
        if noun.bare in known.introduced.get(key, ()) or not noun.heads.isdisjoint(known.heads.get(key, ())):
            return key
        village = noun.type == "GPE" and entity.kind is None and "city" in noun.kinds
        if village or entity.kind in noun.kinds:
            fitting.append(key)
    if _STATE in noun.kinds:  # البلاد is the state that the article is about
        fitting.sort(key=lambda key: -known.finds.countries[known.entities[key].country or ""])
    return fitting[0] if fitting else None


def _homes(known: _Antecedents) -> Iterator[Mention]:
    """بلاده: the state, named in the article, of the person or body named before it in the same sentence."""
    page = known.finds.article.page
    states = {e.country: key for key, e in known.entities.items() if e.kind == "country"}
    home = words("home") if states else frozenset()
    for at in [at for at, form in enumerate(page.forms) if form in home]:
        form = page.forms[at]
        first = page.sentences[page.sentence_at(page.starts[at])].first
        for kind in ("PER", "ORG"):
            key, where = next(iter(known.near(at, kind, forward=False).items()), ("", -1))
            state = states.get(known.entities[key].country) if where >= first else None
            if state:
                skip = not form.startswith("بلاد")
                yield Mention(page.inside(at, int(skip)), page.ends[at], state)
                break


def _administrations(known: _Antecedents) -> Iterator[Mention]:
    """إدارة ترامب: the government of a person's country, where the article names it."""
    page = known.finds.article.page
    governments = {e.country: key for key, e in known.entities.items() if e.type == "ORG" and e.kind == "government"}
    for f in known.finds.all if governments else ():
        at = f.first - 1
        while f.label == "PER" and at > f.first - _TITLE and page.forms[at] not in words("government_of"):
            at -= 1
        government = governments.get(known.entities[f.key].country)
        if f.label == "PER" and at >= 0 and page.forms[at] in words("government_of") and government:
            yield Mention(page.inside(at, page.forms[at][0] in "ول"), page.ends[f.last - 1], government)
