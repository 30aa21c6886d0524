"""Which time an event has: each time of a report's sentence is weighed by where it stands, whatever it says."""

from collections.abc import Iterator

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.status import BEGUN, side_of
from musnad.analysis.events.weighing import holding, squash, weights
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.record import Status, Time

DECISION, WITH_TAGGER = "time", "time with tagger"
_DISTANCES = (1, 3, 6, 10, 15, 25)
# Over held-out articles a higher one gives fewer and surer times, at the same F1 up to .4.
LEAST = 0.2


def weighed(
    scene: Scene, candidate: Candidate, status: Status, triggers: frozenset[int], tagged: TriggerRoles
) -> Iterator[tuple[float, int]]:
    """The times of a report's sentence as (chance of being the event's, index); `triggers` are all triggers' tokens."""
    for index in scene.times_near(candidate.token):
        if status in BEGUN and side_of(scene, scene.times[index]) == "future":
            continue  # what happened or goes on has no time to come: such a one is another event's
        odds = weights(DECISION).logit(time_features(scene, candidate, status, index, triggers))
        if tagged.knows(candidate.token):
            tokens = scene.time_tokens[index]
            told = tagged.odds(candidate.token, "time", tokens.start, tokens.stop)
            odds = weights(WITH_TAGGER).logit({"bias": 1.0, "grammar": odds, "tagger": told})
        yield squash(odds), index


def time_features(
    scene: Scene, candidate: Candidate, status: Status, index: int, triggers: frozenset[int]
) -> dict[str, float]:
    """What speaks for a time being that of a report's event."""
    page, token, time = scene.article.page, candidate.token, scene.times[index]
    tokens = scene.time_tokens[index]
    sentence = page.sentences[scene.sentence_at[token]]
    after = tokens.start > token
    low, high = (token + 1, tokens.start) if after else (tokens.stop, token)
    where = "after" if after else "before"
    gap = _gap(scene, token, index)
    distance = sum(gap >= edge for edge in _DISTANCES)
    others = scene.times_near(token)
    closer = range(max(sentence.first, tokens.start - gap + 1), min(sentence.last, tokens.start + gap))
    nearer = sum(_gap(scene, token, other) < gap for other in others)
    before = page.forms[tokens.start - 1] if tokens.start > sentence.first else "nothing"
    side, pos = side_of(scene, time), candidate.reading.pos
    found: dict[str, float] = {
        "bias": 1.0,
        f"{where} {distance}": 1.0,
        f"{where} {distance} {pos}": 1.0,
        f"{where} {min(nearer, 3)} nearer": 1.0,
        "only one": len(others) == 1,
        f"commas {where}": min(scene.breaks[high] - scene.breaks[low], 6) / 3 if high > low else 0.0,
        f"triggers between {where}": min(len(triggers.intersection(range(low, high))), 3) / 2,
        "another's": not triggers.isdisjoint(closer),
        "cues between": min(scene.cues_before[high] - scene.cues_before[low], 2) / 2 if high > low else 0.0,
        "outside the statement": scene.statement_at[tokens.start] != scene.statement_at[token],
        f"{time.type} {_grain(time)}": 1.0,
        f"{side} {status}": 1.0,
        f"{side} {time.type}": 1.0,
        f"behind {before}": 1.0,
        f"behind {before} {where}": 1.0,
        f"event {candidate.entry.type}": 1.0,
        f"opens the sentence {where}": tokens.start == sentence.first,
        "headline": sentence.paragraph == 0,
    }
    return holding(found)


def _gap(scene: Scene, token: int, index: int) -> int:
    """How many tokens stand between a trigger and a time."""
    tokens = scene.time_tokens[index]
    return tokens.start - token - 1 if tokens.start > token else token - tokens.stop


def _grain(time: Time) -> str:
    """How fine a time is: by the length of its value, or the value where it is no date."""
    value = time.value or "none"
    return value if value.endswith("_REF") else str(len(value)) if time.type == "DATE" else ""
