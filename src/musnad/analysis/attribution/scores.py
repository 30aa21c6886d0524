"""How likely a word in a frame is a cue: counts from annotated articles, smoothed."""

from functools import cache
from typing import NamedTuple

from musnad.analysis.attribution.lexicon import Reading, lemma_acts, rows

# How many sightings the average of all lemmas in the same form and frame is worth (swept 1–8 on held-out folds).
_PRIOR_WEIGHT = 2.0
_ONE_LEMMA = 4
_UNSEEN = 0.15


class Count(NamedTuple):
    """Sightings of a word in a frame, and how many of them were cues."""

    seen: int
    cues: int


def shape(reading: Reading, *, subject: bool) -> str:
    """The kind of form that matters for whether a word is a cue: noun with a possessor, first person, …

    `subject` says that somebody who can speak is named as its subject.
    """
    if reading.kind == "noun":
        if reading.pronoun:
            return "noun-his"
        return "noun-the" if reading.clitic.endswith(("ال", "لل")) else "noun"
    if reading.person == "1":
        return reading.kind + "-I"
    return reading.kind + "-who" if subject else reading.kind


@cache
def _counts() -> dict[tuple[str, str, str], Count]:
    return {(r["lemma"], r["shape"], r["frame"]): Count(int(r["seen"]), int(r["cues"])) for r in rows("cue_scores.tsv")}


@cache
def _rules() -> dict[str, Count]:
    return {r["rule"]: Count(int(r["seen"]), int(r["right"])) for r in rows("source_rules.tsv")}


def certainty(rule: str) -> float:
    """How often (0–1) a rule that finds sources finds the right one; unseen rules are taken for the average."""
    rules = _rules()
    average = (sum(c.cues for c in rules.values()) + 1) / (sum(c.seen for c in rules.values()) + 2)
    count = rules.get(rule, Count(0, 0))
    return (count.cues + _PRIOR_WEIGHT * average) / (count.seen + _PRIOR_WEIGHT)


@cache
def _priors() -> dict[tuple[str, ...], float]:
    """The share of cues by shape and frame, and by shape, frame and act."""
    sums: dict[tuple[str, ...], list[float]] = {}
    acts = lemma_acts()
    for (lemma, form, frame), count in _counts().items():
        keys: tuple[tuple[str, ...], ...] = ((form, frame), (form, frame, acts.get(lemma, "")))
        for key in keys:
            total = sums.setdefault(key, [0.0, 0.0])
            weight = min(count.seen, _ONE_LEMMA) / count.seen  # one frequent word must not speak for all
            total[0] += count.seen * weight
            total[1] += count.cues * weight
    found: dict[tuple[str, ...], float] = {}
    for key in sorted(sums, key=len):
        seen, cues = sums[key]
        wider = found.get(key[:2], _UNSEEN)
        found[key] = (cues + _PRIOR_WEIGHT * wider) / (seen + _PRIOR_WEIGHT)
    return found


def score(reading: Reading, form: str, frame: str) -> float:
    """The probability (0–1) that this reading, of a shape and in a frame, is a cue."""
    priors = _priors()
    prior = priors.get((form, frame, reading.lemma.act), priors.get((form, frame), _UNSEEN))
    count = _counts().get((reading.lemma.name, form, frame), Count(0, 0))
    return (count.cues + _PRIOR_WEIGHT * prior) / (count.seen + _PRIOR_WEIGHT)
