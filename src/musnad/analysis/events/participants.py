"""Who did it and to whom: every filler near a trigger is weighed as actor and as recipient by where it stands."""

from collections.abc import Sequence
from math import log

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.features import word_lists
from musnad.analysis.events.fillers import Cast, Filler
from musnad.analysis.events.lexicon import keys, readings
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.standing import CLAUSE_OPENERS, RELATIVES, Place, places
from musnad.analysis.events.told import by_tagger, tagger_features
from musnad.analysis.events.voices import voice_features
from musnad.analysis.events.weighing import Jury, holding, jury, squash, weights
from musnad.analysis.proposals import LinkRole
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.arabic.kept import kept

ROLES = ("actor", "recipient", "place")
_ASKED: tuple[LinkRole, ...] = ("actor", "recipient", "place")
_PLACES = frozenset({"في", "ب", "قرب", "من", "الي"})
_BETWEEN = 7


def _light_verb(forms: Sequence[str], filler: Filler, token: int) -> bool:
    """Whether the filler is the subject of a verb that lends the trigger its action: شن الجيش هجوما."""
    if filler.first > token:
        return any(map(_lends, forms[token + 1 : min(filler.first, token + 6)]))
    return any(map(_lends, forms[max(0, filler.first - 4) : filler.first]))


@kept
def _lends(form: str) -> bool:
    return not word_lists()["before light verb"].isdisjoint(keys(form))


def filler_features(scene: Scene, candidate: Candidate, filler: Filler, place: Place, role: str) -> dict[str, float]:
    """What speaks for a filler in a role."""
    pos, opening = _part_of_speech(scene, candidate), _opening(scene, candidate)
    slotted = (
        *_slotted(*_stand(candidate, filler, place, pos, opening)),
        *_of_word(*_word_and_slot(candidate, filler, place, pos)),
        *_of_next(_behind(scene, candidate), place.slot, place.after, place.rank == 0),
    )
    others = _other_features(scene, candidate, filler, place, pos, opening)
    words = map("".join, _words(scene, candidate.token, filler, place))
    frame = _framed(_wanted(candidate)[ROLES.index(role)], place.slot, place.rank == 0)
    return dict.fromkeys(slotted, 1.0) | dict.fromkeys(words, 1.0) | holding(others) | {frame: 1.0}


def _words(scene: Scene, token: int, filler: Filler, place: Place) -> list[tuple[str, str]]:
    """The words themselves beside and between trigger and filler: what no list of slots holds, counting may know.

    Each with what says where it stands.
    """
    page = scene.article.page
    forms, sentence = page.forms, page.sentences[scene.sentence_at[token]]
    first, last = filler.first, filler.last
    opening, before, behind, beside, between = _WORDS_AFTER if place.after else _WORDS_BEFORE
    found = [(opening, forms[first])]
    for at, where in zip((first - 1, first - 2), before, strict=True):
        if at >= sentence.first and at != token:
            found.append((where, forms[at]))
    if last < sentence.last and last != token:
        found.append((behind, forms[last]))
    low, high = (token + 1, first) if place.after else (last, token)
    if high > low:
        found.append((beside, forms[token + 1 if place.after else token - 1]))
        if high - low <= _BETWEEN:
            found += [(between, form) for form in dict.fromkeys(forms[low:high])]
    return found


def _places_of_words(side: str) -> tuple[str, tuple[str, str], str, str, str]:
    """How the features of `_words` begin where the filler is on one side of the trigger."""
    before = (f"1 ahead of it {side} ", f"2 ahead of it {side} ")
    return f"first word {side} ", before, f"behind it {side} ", f"beside the trigger {side} ", f"between {side} "


_WORDS_AFTER, _WORDS_BEFORE = _places_of_words("after"), _places_of_words("before")


def _wanted(candidate: Candidate) -> tuple[frozenset[str], ...]:
    """The slots in which the inventory's frame of the word has each role."""
    return candidate.entry.actor, candidate.entry.recipient, _PLACES


def _slotted(kind: str, type_: str, pos: str, opening: str, slot: str, first: str, distance: int) -> tuple[str, ...]:
    """The features that only say in which slot a filler stands."""
    nearness = "close" if distance < 3 else "near" if distance < 7 else "far"
    return (
        "bias",
        f"{pos} {slot} {first}",
        f"{pos} {slot} {first} {nearness}",
        f"{pos} {opening} {slot} {first}",
        f"{type_} {pos} {slot}",
        f"{type_} {slot}",
        f"{type_} {pos} {slot} {first}",
        f"{kind} {slot}",
        f"{kind} {type_}",
        f"{kind} {pos} {slot} {first}",
        f"distance {distance}",
    )


def _of_word(word: str, pos: str, slot: str, first: str, kind: str) -> tuple[str, ...]:
    """The features that say in which slot of which word a filler stands."""
    return f"word {word} {pos} {slot}", f"word {word} {pos} {slot} {first}", f"word {word} {kind}"


def _word_and_slot(candidate: Candidate, filler: Filler, place: Place, pos: str) -> tuple[str, str, str, str, str]:
    """What `_of_word` is told of a filler and its place."""
    return candidate.entry.word, pos, place.slot, "1st" if place.rank == 0 else "later", filler.kind


def _of_next(behind: str, slot: str, after: bool, first: bool) -> tuple[str, ...]:
    """The features that say in which slot a filler stands of a trigger before which other word."""
    return (
        f"trigger before {behind} {slot}",
        f"trigger before {behind} {'after' if after else 'before'} {'1st' if first else 'later'}",
    )


def _behind(scene: Scene, candidate: Candidate) -> str:
    """The word right behind a trigger in its sentence."""
    page, token = scene.article.page, candidate.token
    last = page.sentences[scene.sentence_at[token]].last
    return page.forms[token + 1] if token + 1 < last else "nothing"


def _standing(
    roles: Jury, candidate: Candidate, filler: Filler, place: Place, pos: str, opening: str
) -> tuple[float, ...]:
    """What the slot in which a filler stands weighs in each role; the same ones come again and are remembered."""
    key = _stand(candidate, filler, place, pos, opening)
    return roles.known.get(key) or roles.keep(key, roles.total(_slotted(*key)))


def _stand(
    candidate: Candidate, filler: Filler, place: Place, pos: str, opening: str
) -> tuple[str, str, str, str, str, str, int]:
    """What `_slotted` is told of a filler and its place."""
    distance = min(place.distance, 8) if place.distance < 12 else 12
    first = "1st" if place.rank == 0 else "later"
    return filler.kind, candidate.entry.type, pos, opening, place.slot, first, distance


def _fitting(roles: Jury, candidate: Candidate, place: Place) -> tuple[float, ...]:
    """What it weighs in each role that the inventory's frame of the word has it in this slot; remembered."""
    wanted, slot, first = _wanted(candidate), place.slot, place.rank == 0
    key = (wanted, slot, first)
    found = roles.known.get(key)
    if found is not None:
        return found
    found = tuple([roles.weight(_framed(role, slot, first))[number] for number, role in enumerate(wanted)])
    return roles.keep(key, found)


def _part_of_speech(scene: Scene, candidate: Candidate) -> str:
    reading = candidate.reading
    pos = "passive" if reading.form == "passive" else reading.pos
    if pos == "v" and any(r.pos == "n" for r in readings(scene.article.page.forms[candidate.token])):
        return "v or n"
    return pos


def _other_features(
    scene: Scene, candidate: Candidate, filler: Filler, place: Place, pos: str, opening: str
) -> dict[str, float]:
    """What else speaks for a filler, in any role."""
    entry, reading = candidate.entry, candidate.reading
    inside = scene.statement_at[candidate.token]
    same = scene.statement_at[filler.first] == inside
    found: dict[str, float] = {}
    if reading.pos != "v" and _light_verb(scene.article.page.forms, filler, candidate.token):
        found[f"light verb, {'after' if place.after else 'before'} {'1st' if place.rank == 0 else 'later'}"] = 1.0
        found[f"light verb, {place.slot}"] = 1.0
    if (
        opening == "opening"
        and place.slot == "after bare"
        and place.rank == 0
        and "subject" in entry.actor
        and filler.kind != "people"
        and place.distance < 4
    ):
        found["named, right after an opening verb"] = 1.0
    found |= _between(scene, candidate, filler, place)
    if not same:
        found["outside the statement"] = 1.0
    if scene.source_at[filler.first] >= 0:
        found["in a source"] = 1.0
    if reading.pronoun:
        found["pronoun, after" if place.after else "pronoun, before"] = 1.0
    entity = scene.names.entities.get(filler.participant.entity or "")
    if entity is not None:
        if entity.sector is not None:
            found[f"sector {entity.sector}"] = 1.0
            found[f"sector {entity.sector} {entry.type}"] = 1.0
        found["mentions in the article"] = log(len(entity.mentions)) / 2
        if entity.mentions and entity.mentions[0].end <= scene.headline_end:
            found["in the headline"] = 1.0
        if entity.key in scene.speakers:
            found["speaks in the article"] = 1.0
    if place.rank == 0 and place.slot == "before bare":
        found[f"nearest before a {reading.form}"] = 1.0
    found |= voice_features(scene, candidate, filler, place.slot, pos)
    return found | dict.fromkeys(place.pronoun, 1.0)


def _between(scene: Scene, candidate: Candidate, filler: Filler, place: Place) -> dict[str, float]:
    """What lies between filler and trigger, and how the two agree."""
    entry, reading = candidate.entry, candidate.reading
    found: dict[str, float] = {}
    side = "after" if place.after else "before"
    if place.commas:
        found["commas between"] = min(place.commas, 4) / 2
    if place.triggers:
        found["triggers between"] = min(place.triggers, 3) / 2
        found[f"trigger between, {place.slot}"] = 1.0
    if place.clauses:
        found["clauses opened between"] = min(place.clauses, 3) / 2
        found[f"clause opened between, {side}"] = 1.0
    if place.cues:
        found["cues between"] = min(place.cues, 2) / 2
        found[f"cue between, {side}"] = 1.0
    if filler.sort:
        found[f"sort {filler.sort} {place.slot}"] = 1.0
        found[f"sort {filler.sort} {entry.type}"] = 1.0
        found[f"sort {filler.sort} {reading.form}"] = 1.0
    if reading.pos == "v" and place.slot in ("after bare", "before bare"):
        found[_agreement(scene, candidate, filler, place)] = 1.0
    if place.joined:
        found["joined"] = 1.0
    return found


def _opening(scene: Scene, candidate: Candidate) -> str:
    """Where a verb stands: at the head of its clause (its subject follows), after a relative, or inside."""
    if candidate.reading.pos != "v":
        return "-"
    page, token = scene.article.page, candidate.token
    before = page.forms[token - 1] if token > page.sentences[scene.sentence_at[token]].first else ""
    if before in RELATIVES:
        return "relative"
    if page.forms[token][-2:] in ("وا", "ون"):
        return "plural"
    heads = not before.isalpha() or candidate.reading.proclitics[:1] in ("و", "ف") or before in CLAUSE_OPENERS
    return "opening" if heads else "inside"


def _agreement(scene: Scene, candidate: Candidate, filler: Filler, place: Place) -> str:
    """The gender of a verb beside the look of the filler: تستقبل سوريا, قال الوزير."""
    forms = scene.article.page.forms
    verb, head = forms[candidate.token], forms[filler.first]
    if candidate.reading.form == "imperfect":
        gender = "f" if verb[len(candidate.reading.proclitics) :][:1] == "ت" else "m"
    else:
        gender = "f" if verb.removesuffix(candidate.reading.pronoun).endswith("ت") else "m"
    return f"{gender} verb, {filler.kind} {_ending(head)} {place.slot} {'1st' if place.rank == 0 else 'later'}"


@kept
def _ending(form: str) -> str:
    """How a noun ends, where that tells of gender or number."""
    return next((ending for ending in ("ه", "ات", "ين", "ون") if form.endswith(ending)), "-")


def _framed(wanted: frozenset[str], slot: str, first: bool) -> str:
    """How a slot fits the inventory's frame of the word."""
    return f"frame {_fit(wanted, slot)} {'1st' if first else 'later'}"


def _fit(wanted: frozenset[str], slot: str) -> str:
    where, _, what = slot.partition(" ")
    if what in wanted or slot in wanted:
        return "asks for it"
    if what == "bare":
        if where == "before" and "subject" in wanted:
            return "subject before"
        if where == "after" and wanted & {"subject", "object", "genitive"}:
            return "+".join(sorted(wanted & {"subject", "object", "genitive"})) + " after"
    return "does not ask"


def weigh(
    scene: Scene, cast: Cast, candidate: Candidate, triggers: frozenset[int], tagged: TriggerRoles
) -> list[tuple[Filler, dict[str, float]]]:
    """Each filler near a trigger with its chance in each role; the tagger has a voice where it knows the trigger."""
    fillers = cast.around(candidate.token)
    pos, opening, behind = _part_of_speech(scene, candidate), _opening(scene, candidate), _behind(scene, candidate)
    roles, known = jury(*ROLES), tagged.knows(candidate.token)
    found = []
    for filler, place in zip(fillers, places(scene, candidate, fillers, triggers), strict=True):
        rows = [
            _standing(roles, candidate, filler, place, pos, opening),
            _fitting(roles, candidate, place),
            *roles.rows_of(_of_word, *_word_and_slot(candidate, filler, place, pos)),
            *roles.rows_of(_of_next, behind, place.slot, place.after, place.rank == 0),
            *roles.listed_words(_words(scene, candidate.token, filler, place)),
            *roles.scaled(_other_features(scene, candidate, filler, place, pos, opening)),
        ]
        logits: Sequence[float] = roles.sums(rows)
        if known:
            logits = [_with_tagger(o, r, tagged, candidate, filler) for o, r in zip(logits, _ASKED, strict=True)]
        actor, recipient, where = logits
        found.append((filler, {"actor": squash(actor), "recipient": squash(recipient), "place": squash(where)}))
    told = tagged.parties(candidate.token)
    others = cast.beyond(candidate.token, told) if told else []
    return [*found, *((filler, by_tagger(tagged, candidate.token, filler)) for filler in others)]


def _with_tagger(odds: float, role: LinkRole, tagged: TriggerRoles, candidate: Candidate, filler: Filler) -> float:
    """The log-odds of a filler in a role by grammar and tagger together."""
    if role == "place":
        told = tagged.odds(candidate.token, role, filler.first, filler.last)
        return weights("place with tagger").logit({"bias": 1.0, "grammar": odds, "tagger": told})
    return weights(f"{role} with tagger").logit(tagger_features(odds, role, tagged, candidate.token, filler))
