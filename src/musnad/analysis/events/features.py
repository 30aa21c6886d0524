"""What speaks for and against a word being a trigger: a few dozen features, each readable on the page."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log

from musnad.analysis.events.candidates import Candidate, keys
from musnad.analysis.events.scene import Scene
from musnad.arabic import fold_text
from musnad.datafiles import read_table

_NEAR = 4
PREPOSITIONS = frozenset(
    fold_text(w)
    for w in "في من إلى على عن مع ضد بين حول بعد قبل خلال منذ لدى عبر نحو تجاه بشأن إثر عقب جراء حتى رغم وسط أمام بسبب "
    "نتيجة لـ بـ".split()
)
_LETTER_PREPOSITIONS = ("ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Lists of folded words by name, from `data/events_words.tsv`."""
    found: dict[str, set[str]] = {}
    for row in read_table("analysis/data/events_words.tsv"):
        found.setdefault(row["list"], set()).add(fold_text(row["word"]))
    return {name: frozenset(words) for name, words in found.items()}


def trigger_features(
    scene: Scene, candidate: Candidate, rate: float, seen: int, kin: Mapping[str, float]
) -> dict[str, float]:
    """The features of one candidate.

    `rate` is how often its word was a trigger of this type (0–1, smoothed), `seen` how often it was met at all;
    `kin` counts the article's likely triggers by type and by word.
    """
    entry, reading = candidate.entry, candidate.reading
    odds = log(rate / (1 - rate))
    found = {
        "bias": 1.0,
        "word's odds": odds,
        "word's odds, seen often": odds if seen >= 8 else 0.0,
        "word never seen": float(seen == 0),
        f"form {reading.form}": 1.0,
        f"type {entry.type}": 1.0,
        "company asked for": float(candidate.specific),
        "others of its type": log(1 + kin[entry.type]),
        "the same word elsewhere": log(1 + kin[entry.word]),
        "all others": log(1 + kin["all"]) - 2.5,
        "definite": float(reading.definite),
        "pronoun": float(bool(reading.pronoun)),
        "preposition on it": float(reading.proclitics[: 1 + reading.definite] in _LETTER_PREPOSITIONS),
        "future": float(reading.pos == "v" and "س" in reading.proclitics),
    }
    found |= _layers(scene, candidate)
    found |= _neighbours(scene, candidate)
    return {name: value for name, value in found.items() if value}


def _mentions_before(scene: Scene, offset: int) -> int:
    return bisect_left(scene.names.mentions, offset, key=lambda m: m.start)


def _layers(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """What the other layers say of the token and of its sentence."""
    token = candidate.token
    page = scene.article.page
    sentence = page.sentences[scene.sentence_at[token]]
    after = scene.mention_at[token + 1 : min(token + 1 + _NEAR, sentence.last)]
    before = scene.mention_at[max(sentence.first, token - _NEAR) : token]
    first, past = (_mentions_before(scene, at) for at in (sentence.start, sentence.end))
    named = past - first
    cue = scene.cue_at[token]
    return {
        "inside a name": float(scene.mention_at[token] >= 0),
        "cue of a statement": float(cue >= 0),
        "inside a source": float(scene.source_at[token] >= 0),
        "inside a time": float(scene.time_at[token] >= 0),
        "inside a content": float(scene.statement_at[token] >= 0),
        "first words of a content": float(_opens_content(scene, token)),
        "name right after": float(bool(after) and after[0] >= 0),
        "name soon after": float(any(m >= 0 for m in after)),
        "name soon before": float(any(m >= 0 for m in before)),
        "names in the sentence": float(min(named, 5)) / 5,
        "no name in the sentence": float(named == 0),
        "headline": float(sentence.paragraph == 0),
        "far down": log(1 + scene.sentence_at[token]) / 3,
        "time in the sentence": float(bool(scene.times_near(token))),
    }


def _opens_content(scene: Scene, token: int) -> bool:
    inside = scene.statement_at[token]
    return inside >= 0 and (token == 0 or scene.statement_at[token - 1] != inside)


def _neighbours(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """What stands beside the word."""
    page = scene.article.page
    token = candidate.token
    sentence = page.sentences[scene.sentence_at[token]]
    before = page.forms[token - 1] if token > sentence.first else ""
    after = page.forms[token + 1] if token + 1 < sentence.last else ""
    noun = candidate.reading.pos != "v"
    definite = candidate.reading.definite
    found = {
        "first in the sentence": float(not before),
        "last in the sentence": float(not after),
        "after a preposition": float(before in PREPOSITIONS),
        "after a definite word": float(noun and definite and before.startswith("ال")),
        "definite after an indefinite word": float(
            noun
            and definite
            and bool(before)
            and before.isalpha()
            and not before.startswith(("ال", "لل", "وال", "بال"))
            and before not in PREPOSITIONS
        ),
        "before a definite word": float(noun and after.startswith("ال")),
        "before a preposition": float(after in PREPOSITIONS),
        "quotation mark beside": float(not before.isalpha() and bool(before)),
        "number after": float(after[:1].isdigit()),
    }
    found |= dict.fromkeys(_listed(before, after), 1.0)
    return found


@lru_cache(maxsize=65536)
def _listed(before: str, after: str) -> tuple[str, ...]:
    """The lists of words in which the neighbours of a trigger stand, as features."""
    sides = {"before": before, "after": after}
    found = []
    for name, words in word_lists().items():
        side, _, label = name.partition(" ")
        if sides[side].isalpha() and not words.isdisjoint(keys(sides[side])):
            found.append(f"{side}: {label}")
    return tuple(found)
