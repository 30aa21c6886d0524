"""Who may take part in an event: the names, descriptions and unnamed people around a trigger, and where they stand."""

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.analysis.events.candidates import keys
from musnad.analysis.events.scene import Scene
from musnad.arabic import fold_text, stems
from musnad.datafiles import read_table
from musnad.record import Entity, Participant

_WINDOW = 24
_SPAN_TOKENS = 3
_BREAKS = frozenset(".؛:!؟?…\n")
_WORDS_KEPT = 65536
# Folded prepositions → the slot they open; several that mark the doer are one.
_PREPOSITIONS = {
    fold_text(word): slot
    for slot, words in {
        "في": "في داخل وسط", "من": "من", "إلى": "إلى", "على": "على", "عن": "عن", "مع": "مع", "ضد": "ضد تجاه بحق حيال",
        "بين": "بين", "حول": "حول بشأن", "قرب": "قرب شمال جنوب شرق غرب شرقي غربي شمالي جنوبي نحو لدى عند باتجاه صوب",
        "بعد": "بعد قبل خلال منذ عقب إثر أثناء عشية حتى",
        "أمام": "أمام", "جراء": "جراء بسبب نتيجة", "ب": "عبر بواسطة",
        "by": "بقيادة بمشاركة برئاسة بوساطة بدعم برعاية",
    }.items()
    for word in words.split()
}  # fmt: skip
_DOER = {("من", fold_text("قبل")), ("من", fold_text("جانب")), ("علي", fold_text("يد")), ("علي", fold_text("ايدي"))}
_LETTERS = {"ب": "ب", "ل": "ل", "ك": "ك"}


class Filler(NamedTuple):
    """Somebody near a trigger: the participant, tokens [first, last) of this mention, and what kind of words it is.

    `kind` is the entity's type, "nominal" for a description of a named entity, "people" for somebody unnamed,
    "nationality" for an adjective on the trigger that names a country of the article.
    """

    participant: Participant
    first: int
    last: int
    kind: str


@cache
def _people() -> frozenset[str]:
    return frozenset(fold_text(row["word"]) for row in read_table("analysis/data/events_people.tsv"))


@lru_cache(maxsize=_WORDS_KEPT)
def is_people(form: str) -> bool:
    """Whether a folded token is a noun for people, bodies or forces."""
    return not keys(form).isdisjoint(_people())


@lru_cache(maxsize=_WORDS_KEPT)
def preposition_of(form: str, following: str) -> str | None:
    """The slot that a token opens as a preposition by itself, or None."""
    bare = form[1:] if form[:1] in "وف" and form[1:] in _PREPOSITIONS else form
    if (bare, following) in _DOER:
        return "by"
    return _PREPOSITIONS.get(bare)


@lru_cache(maxsize=_WORDS_KEPT)
def letter_of(form: str) -> str | None:
    """The preposition of one letter that may be written onto a noun (بالجيش، للجيش، لوزير)."""
    bare = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    if bare.startswith(("بال", "كال")):
        return bare[0]
    if bare.startswith("لل"):
        return "ل"
    return _LETTERS.get(bare[0]) if len(bare) > 3 and bare[0] in "بل" and is_people(bare[1:]) else None


class Cast:
    """The possible participants of one article, found once and asked for by trigger."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._by_sentence: dict[int, tuple[list[Filler], list[int], int]] = {}
        self._names = frozenset(scene.names.mentions)
        self._lands = _lands(scene)

    def around(self, token: int) -> list[Filler]:
        """The fillers of the trigger's sentence within two dozen tokens of it, by place."""
        number = self.scene.sentence_at[token]
        if number not in self._by_sentence:
            found = self._of_sentence(number)
            longest = max((f.last - f.first for f in found), default=0)
            self._by_sentence[number] = found, [f.first for f in found], longest
        fillers, firsts, longest = self._by_sentence[number]
        # Only what starts so near can reach into the window: a sentence may be megabytes long.
        some = fillers[bisect_left(firsts, token - _WINDOW - longest) : bisect_left(firsts, token + _WINDOW)]
        near = [f for f in some if f.last > token - _WINDOW]
        return [*(f for f in near if not f.first <= token < f.last), *self._nationality(token)]

    def _of_sentence(self, number: int) -> list[Filler]:
        scene = self.scene
        page, sentence = scene.article.page, scene.article.page.sentences[number]
        found: list[Filler] = []
        for mention in scene.between(sentence.start, sentence.end):
            tokens = page.tokens_in(mention.start, mention.end)
            entity = scene.names.entities.get(mention.key)
            if len(tokens) and entity is not None:
                kind = entity.type if mention in self._names else "nominal"
                found.append(Filler(Participant(entity=mention.key), tokens[0], tokens[-1] + 1, kind))
        taken = {t for f in found for t in range(f.first, f.last)}
        found.extend(self._unnamed(sentence.first, sentence.last, taken))
        return sorted(found, key=lambda f: (f.first, f.last))

    def _unnamed(self, first: int, last: int, taken: set[int]) -> list[Filler]:
        page = self.scene.article.page
        found: list[Filler] = []
        at = first
        while at < last:
            start, at = at, at + 1
            if start in taken or not is_people(page.forms[start]) or self.scene.time_at[start] >= 0:
                continue
            end = start + 1
            while end < min(last, start + _SPAN_TOKENS) and end not in taken and page.forms[end].isalpha():
                if preposition_of(page.forms[end], "") or page.forms[end][0] == "و":
                    break
                end += 1
            if end in taken and end == start + 1:  # مقاتلي «قوات …»: the name that follows is the participant
                continue
            if start > first and page.forms[start - 1][:1].isdigit():
                start -= 1
            head = page.starts[start]
            if start < at - 1 or letter_of(page.forms[start]) is None:
                head = page.starts[start] + _conjunction(page.forms[start])
            span = self.scene.article.span(head, page.ends[end - 1])
            found.append(Filler(Participant(span=span), start, end, "people"))
            at = end
        return found

    def _nationality(self, token: int) -> list[Filler]:
        """An adjective of nationality on the trigger noun: الحملة العسكرية التركية."""
        page, last = self.scene.article.page, self.scene.article.page.sentences[self.scene.sentence_at[token]].last
        for at in range(token + 1, min(token + 3, last)):
            form = page.forms[at]
            if not form.isalpha() or self.scene.mention_at[at] >= 0:
                break
            country = self._country(form)
            if country is not None and country in self._lands:
                return [Filler(Participant(entity=self._lands[country]), at, at + 1, "nationality")]
        return []

    def _country(self, form: str) -> str | None:
        known = self.scene.article.knowledge
        for stem in stems(form)[:2]:
            country = known.nationality(stem.text)
            if country is not None:
                return country
        return None


def _conjunction(form: str) -> int:
    return 1 if form[:1] in "وف" and is_people(form[1:]) else 0


def _lands(scene: Scene) -> dict[str, str]:
    """Country code → the entity that stands for the country itself: a GPE of that code, most mentioned first."""
    best: dict[str, Entity] = {}
    for entity in scene.names.entities.values():
        if entity.type == "GPE" and entity.country:
            other = best.get(entity.country)
            if other is None or _rank(entity) > _rank(other):
                best[entity.country] = entity
    return {country: entity.key for country, entity in best.items()}


def _rank(entity: Entity) -> tuple[bool, int]:
    whole = entity.place is None or entity.place.precision == "country"
    return (whole, len(entity.mentions))
