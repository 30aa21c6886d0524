"""Who may take part in an event: the names, descriptions and unnamed people around a trigger, and where they stand."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from musnad.analysis.events.called import Called
from musnad.analysis.events.people import Phrase, is_people, phrases
from musnad.analysis.events.phrase_ends import Limits, definite
from musnad.analysis.events.scene import Scene
from musnad.arabic import stems
from musnad.arabic.kept import kept
from musnad.arabic.page import Sentence
from musnad.record import Entity, Participant

_WINDOW = 24
# سكان غزة, ميليشيات صالح: people of a name are somebody else than it; in الرئيس فلان the name is the participant.
_OWNERS = {
    **dict.fromkeys(("force", "fighters", "people", "crowd"), frozenset(("GPE", "LOC", "NORP", "PER"))),
    **dict.fromkeys(("office", "persons"), frozenset(("ORG",))),
}
_LETTERS = {"ب": "ب", "ل": "ل", "ك": "ك"}


class Filler(NamedTuple):
    """Somebody near a trigger: the participant, tokens [first, last) of this mention, and what kind of words it is.

    `kind` is the entity's type, "nominal" for a description of a named entity, "people" for somebody unnamed,
    "nationality" for an adjective on the trigger that names a country; "beyond" and one of these for those whom only
    the tagger connects with the trigger; `sort` what sort of people.
    """

    participant: Participant
    first: int
    last: int
    kind: str
    sort: str = ""


@kept
def letter_of(form: str) -> str | None:
    """The preposition of one letter that may be written onto a noun (بالجيش، للجيش، لوزير)."""
    bare = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    if bare.startswith(("بال", "كال")):
        return bare[0]
    if bare.startswith("لل"):
        return "ل"
    return _LETTERS.get(bare[0]) if len(bare) > 3 and bare[0] in "بل" and is_people(bare[1:]) else None


def _under(named: list[Filler], people: list[Filler]) -> list[Filler]:
    """The names, each with the sort of the unnamed people it belongs to, if any (غزة in سكان غزة)."""
    owners = {f.last: f for f in people if f.kind != "people"}
    return [n._replace(sort=f"of {owners[n.last].sort}") if n.last in owners else n for n in named]


def _row(fillers: list[Filler]) -> tuple[list[Filler], list[int], int]:
    """The fillers of a sentence with their first tokens and the length of the longest."""
    return fillers, [f.first for f in fillers], max((f.last - f.first for f in fillers), default=0)


class Cast:
    """The possible participants of one article, found once and asked for by trigger."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._names = frozenset(scene.names.mentions)
        self._lands = _lands(scene)
        self._called = Called()
        self._by_sentence = [_row(self._of_sentence(n)) for n in range(len(scene.article.page.sentences))]

    def around(self, token: int) -> list[Filler]:
        """The fillers of the trigger's sentence within two dozen tokens of it, by place."""
        number = self.scene.sentence_at[token]
        fillers, firsts, longest = self._by_sentence[number]
        # Only what starts so near can reach into the window: a sentence may be megabytes long.
        some = fillers[bisect_left(firsts, token - _WINDOW - longest) : bisect_left(firsts, token + _WINDOW)]
        near = [f for f in some if f.last > token - _WINDOW and f.first != token]
        if any(f.first < token < f.last for f in near):
            near = [f for f in (self._before(f, token) for f in near) if not f.first <= token < f.last]
        return near + self._nationalities(token)

    def beyond(self, token: int, proposed: Iterable[tuple[int, int]]) -> list[Filler]:
        """Those among tokens [first, last) that are proposed for a trigger and are not around it, each once.

        They stand in other sentences, where the words around the trigger do not tell who they are to it, or are called
        by words that no list holds.
        """
        near = self.around(token)
        found: dict[Participant, Filler] = {}
        for first, last in proposed:
            if any(f.first < last and first < f.last for f in near) or first <= token < last:
                continue
            filler = self._called_there(first, last)
            if all(filler.participant != f.participant for f in near):
                found.setdefault(filler.participant, filler)
        return list(found.values())

    def _called_there(self, first: int, last: int) -> Filler:
        """Who is called by tokens [first, last): somebody known of their sentence, or else by just these words."""
        fillers, firsts, longest = self._by_sentence[self.scene.sentence_at[first]]
        some = fillers[bisect_left(firsts, first - longest) : bisect_left(firsts, last)]
        known = max(
            (f for f in some if f.last > first), key=lambda f: min(f.last, last) - max(f.first, first), default=None
        )
        if known is not None:
            return known._replace(kind=f"beyond {known.kind}")
        page = self.scene.article.page
        span = self.scene.article.span(page.starts[first], page.ends[last - 1])
        return Filler(Participant(span=span), first, last, "beyond people")

    def _before(self, filler: Filler, token: int) -> Filler:
        """An unnamed filler whose words run into the trigger (لاجئين سوريين أنقذتهم), cut short before it."""
        span = filler.participant.span
        page = self.scene.article.page
        if span is None or not filler.first < token < filler.last:
            return filler
        if span.start < page.starts[token] < span.end:
            span = self.scene.article.span(span.start, page.ends[token - 1])
        return filler._replace(participant=Participant(span=span), last=token)

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
        people = self._people(sentence, found, taken)
        return sorted([*_under(found, people), *people], key=lambda f: (f.first, f.last))

    def _people(self, sentence: Sentence, named: list[Filler], taken: set[int]) -> list[Filler]:
        """The unnamed of a sentence; right before a name only those who are somebody else than the name."""
        scene, names = self.scene, {f.first: f for f in named}
        found: list[Filler] = []
        limits = Limits(taken, scene.time_at, scene.cue_at)
        for phrase in phrases(scene.article.page, sentence.first, sentence.last, limits):
            name = names.get(phrase.last)
            if name is None:
                found.append(Filler(self._unnamed(phrase), phrase.first, phrase.last, "people", phrase.sort))
            elif definite(scene.article.page.forms[phrase.head]) or name.kind not in _OWNERS.get(phrase.sort, ()):
                continue  # المعارض أحمد: the name itself
            else:
                who = self._unnamed(phrase._replace(last=name.last), name.participant.entity)
                found.append(Filler(who, phrase.first, name.last, f"people of {name.kind}", phrase.sort))
        return found

    def _unnamed(self, phrase: Phrase, owner: str | None = None) -> Participant:
        """Who is meant: those whom the article has called so before (مسلحين… المسلحون), or others."""
        page = self.scene.article.page
        form = page.forms[phrase.first]
        head = page.starts[phrase.first] + (0 if letter_of(form) else _conjunction(form))
        who = Participant(span=self.scene.article.span(head, page.ends[phrase.last - 1]))
        return self._called.who(page, phrase, who, owner)

    def _nationalities(self, token: int) -> list[Filler]:
        """Adjectives of nationality on the trigger noun: الحملة العسكرية التركية، الضربات الأمريكية والفرنسية."""
        article, page = self.scene.article, self.scene.article.page
        last = page.sentences[self.scene.sentence_at[token]].last
        found: list[Filler] = []
        at = token + 1
        while at < min(last, token + 3 if not found else found[-1].last + 1):
            form = page.forms[at]
            if not form.isalpha() or self.scene.mention_at[at] >= 0 or (found and form[0] != "و"):
                break
            country = self._country(form)
            if country is not None:
                key = self._lands.get(country)
                start = page.starts[at] + (1 if found else 0)
                who = Participant(entity=key) if key else Participant(span=article.span(start, page.ends[at]))
                found.append(Filler(who, at, at + 1, "nationality"))
            at += 1
        return found

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
