"""How likely a word in a frame is a cue: a logistic model over a few readable features, learned from annotated news."""

import math
from functools import cache, lru_cache
from itertools import repeat
from typing import NamedTuple

from musnad.analysis.attribution.lexicon import Reading, words
from musnad.analysis.attribution.markers import Match
from musnad.analysis.attribution.scene import PREPOSITIONS, THAT, Scene, Unit
from musnad.arabic.kept import kept
from musnad.datafiles import read_table

_PRIOR_WEIGHT = 2.0
_LOOKS_KEPT = 65536


class Count(NamedTuple):
    """Sightings, and how many of them were right."""

    seen: int
    right: int


class Evidence(NamedTuple):
    """What is looked at to tell a cue from an ordinary word."""

    token: int
    reading: Reading
    match: Match
    relative: bool
    speaker: bool
    subject: bool


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


def features(scene: Scene, evidence: Evidence, unit: Unit) -> tuple[str, ...]:
    """The features of a candidate, by name: its lemma, shape, frame and act, alone and in pairs, and what is beside."""
    return _alone(*_looks(evidence)) + _beside(scene, evidence, unit)


def _looks(evidence: Evidence) -> tuple[str, str, str, str, str]:
    """Lemma, shape, frame, act and kind of a candidate."""
    reading, found = evidence.reading, evidence.match
    form = shape(reading, subject=evidence.subject)
    return reading.lemma.name, form, found.marker, found.frame.act, reading.kind


def _alone(lemma: str, form: str, frame: str, act: str, kind: str) -> tuple[str, ...]:
    """The features of a candidate that do not hang on what stands beside it."""
    return (
        f"lemma={lemma}", f"shape={form}", f"frame={frame}", f"act={act}",
        f"shape,frame={form},{frame}", f"lemma,frame={lemma},{frame}", f"lemma,shape={lemma},{form}",
        f"lemma,kind={lemma},{kind}", f"kind,frame,act={kind},{frame},{act}",
    )  # fmt: skip


def _beside(scene: Scene, evidence: Evidence, unit: Unit) -> tuple[str, ...]:
    """The features of a candidate that its place gives it."""
    token, reading, found, relative, speaker, _ = evidence
    kind = reading.kind
    made = [
        f"before,kind={_neighbour(scene, token - 1, unit)},{kind}",
        f"after,kind={_neighbour(scene, token + 1, unit)},{kind}",
        f"clitic,kind={reading.clitic},{kind}",
        f"source,kind={'yes' if found.between.source else 'no'},{kind}",
    ]
    if scene.enclosing[token] >= 0:
        made.append(f"quoted,kind={kind}")
    if unit.paragraph == 0:
        made.append(f"headline,kind={kind}")
    if relative:
        made.append("relative")
    if speaker:
        made.append(f"speaker,kind={kind}")
    if reading.pronoun:
        made.append(f"pronoun,kind={kind}")
    return tuple(made)


def _neighbour(scene: Scene, token: int, unit: Unit) -> str:
    """The class of the word beside a candidate."""
    if token < unit.first:
        return "start"
    if token >= unit.last:
        return "end"
    listed, other = _word_class(scene.form(token))
    if listed:
        return listed
    if token in scene.openings:
        return "quote"
    return "name" if token in scene.named and other != "preposition" else other


@kept
def _word_class(form: str) -> tuple[str, str]:
    """The class of a word wherever it stands, or "", and what it is where nothing else is known of it."""
    if form in THAT or form[1:] in THAT:
        return "that", ""
    for name in ("relative", "was", "linker", "auxiliary"):
        if form in words(name):
            return name, ""
    if form in ("،", ","):
        return "comma", ""
    return "", "preposition" if form in PREPOSITIONS else "definite" if form.startswith("ال") else "word"


def probability(scene: Scene, evidence: Evidence, unit: Unit) -> float:
    """The probability (0–1) that a candidate is a cue."""
    weights = _weights()
    beside = map(weights.get, _beside(scene, evidence, unit), repeat(0.0))
    return 1 / (1 + math.exp(-(weights["bias"] + sum(beside, _weight_alone(*_looks(evidence))))))


@lru_cache(maxsize=_LOOKS_KEPT)
def _weight_alone(*looks: str) -> float:
    """The sum of the weights of `_alone`: the same lemmas come again in the same frames."""
    return sum(map(_weights().get, _alone(*looks), repeat(0.0)))


@cache
def _weights() -> dict[str, float]:
    return {r["feature"]: float(r["weight"]) for r in read_table("analysis/data/cue_weights.tsv")}


def certainty(rule: str) -> float:
    """How often (0–1) a rule that finds sources finds the right one; unseen rules are taken for the average."""
    rules = _rules()
    average = (sum(c.right for c in rules.values()) + 1) / (sum(c.seen for c in rules.values()) + 2)
    count = rules.get(rule, Count(0, 0))
    return (count.right + _PRIOR_WEIGHT * average) / (count.seen + _PRIOR_WEIGHT)


@cache
def _rules() -> dict[str, Count]:
    return {r["rule"]: Count(int(r["seen"]), int(r["right"])) for r in read_table("analysis/data/source_rules.tsv")}
