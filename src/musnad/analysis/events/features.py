"""What speaks for and against a word being a trigger: a few dozen features, each readable on the page."""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import log

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.lexicon import keys
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
    """The features of one candidate, 0 where one does not hold.

    `rate` is how often its word was a trigger of this type (0–1, smoothed), `seen` how often it was met at all;
    `kin` counts the article's likely triggers by type and by word.
    """
    entry, reading = candidate.entry, candidate.reading
    odds = log(rate / (1 - rate))
    found: dict[str, float] = {
        "bias": 1.0,
        "word's odds": odds,
        "word's odds, seen often": odds if seen >= 8 else 0.0,
        "word never seen": seen == 0,
        f"form {reading.form}": 1.0,
        f"type {entry.type}": 1.0,
        "company asked for": candidate.specific,
        "others of its type": log(1 + kin[entry.type]),
        "the same word elsewhere": log(1 + kin[entry.word]),
        "all others": log(1 + kin["all"]) - 2.5,
        "definite": reading.definite,
        "pronoun": bool(reading.pronoun),
        "preposition on it": reading.proclitics[: 1 + reading.definite] in _LETTER_PREPOSITIONS,
        "future": reading.pos == "v" and "س" in reading.proclitics,
    }
    found |= _layers(scene, candidate)
    found |= _neighbours(scene, candidate)
    return found


def _layers(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """What the other layers say of the token and of its sentence."""
    token = candidate.token
    page = scene.article.page
    sentence = page.sentences[scene.sentence_at[token]]
    after = scene.mention_at[token + 1 : min(token + 1 + _NEAR, sentence.last)]
    before = scene.mention_at[max(sentence.first, token - _NEAR) : token]
    named = scene.named_in[scene.sentence_at[token]]
    cue = scene.cue_at[token]
    return {
        "inside a name": scene.mention_at[token] >= 0,
        "cue of a statement": cue >= 0,
        "inside a source": scene.source_at[token] >= 0,
        "inside a time": scene.time_at[token] >= 0,
        "inside a content": scene.statement_at[token] >= 0,
        "first words of a content": _opens_content(scene, token),
        "name right after": bool(after) and after[0] >= 0,
        "name soon after": max(after, default=-1) >= 0,
        "name soon before": max(before, default=-1) >= 0,
        "names in the sentence": min(named, 5) / 5,
        "no name in the sentence": named == 0,
        "headline": sentence.paragraph == 0,
        "far down": log(1 + scene.sentence_at[token]) / 3,
        "time in the sentence": bool(scene.times_near(token)),
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
    found: dict[str, float] = {
        "first in the sentence": not before,
        "last in the sentence": not after,
        "after a preposition": before in PREPOSITIONS,
        "after a definite word": noun and definite and before.startswith("ال"),
        "definite after an indefinite word": (
            noun
            and definite
            and before.isalpha()
            and not before.startswith(("ال", "لل", "وال", "بال"))
            and before not in PREPOSITIONS
        ),
        "before a definite word": noun and after.startswith("ال"),
        "before a preposition": after in PREPOSITIONS,
        "quotation mark beside": bool(before) and not before.isalpha(),
        "number after": after[:1].isdigit(),
    }
    found |= dict.fromkeys(_listed("before", before), 1.0)
    found |= dict.fromkeys(_listed("after", after), 1.0)
    return found


@lru_cache(maxsize=65536)
def _listed(side: str, form: str) -> tuple[str, ...]:
    """The lists of words in which the neighbour of a trigger on one side stands, as features."""
    if not form.isalpha():
        return ()
    known = keys(form)
    return tuple(feature for feature, words in _lists_of(side) if not words.isdisjoint(known))


@cache
def _lists_of(side: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The lists of words that may stand on one side of a trigger, each with its feature."""
    lists = ((name.partition(" "), words) for name, words in word_lists().items())
    return tuple((f"{side}: {label}", words) for (of, _, label), words in lists if of == side)
