"""Whose country somebody is of whom no table knows it: the likeliest of those that the article names around the name.

Each state that the article names is weighed by what speaks for it: how often it is named, whether it stands in the
name's sentence, or is the last before or the first after the name. The weights are learnt from annotated articles
(training/country_weights.py), where six in ten persons are of the country an article names most, and eight in ten of
the likeliest where it is at least as likely as not.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp
from typing import NamedTuple

from musnad.analysis.names.found import NO_STATES, Finds, Found
from musnad.analysis.names.lexicon import GIVEN, lexis
from musnad.datafiles import read_table

LEAST = 0.5  # below, the country is rather left open
_RANKS = 4  # states weighed by how often they are named
_CLOSE = 4  # tokens
_FAR = 200  # tokens; no sentence is looked through further, however long
ARAB = frozenset(
    "DZA BHR EGY IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SYR TUN ARE YEM".split()
)  # their names are given all over the Arab world


class Likely(NamedTuple):
    """A country and the probability that it is the one meant."""

    country: str
    score: float


def country_around(finds: Finds, f: Found, kind: str, *, titled: bool = False) -> Likely | None:
    """The country of a name: `kind` is its type, or BODY for what every state has; None where none is likely."""
    return likeliest(weighed(finds, f, kind, titled=titled), _weights())


def likeliest(states: Mapping[str, Iterable[str]], weights: Mapping[str, float]) -> Likely | None:
    """The state of the greatest probability, if that is LEAST or more."""
    logits = {code: weights["bias"] + sum(weights.get(one, 0.0) for one in sorted(states[code])) for code in states}
    if not logits:
        return None
    best = max(logits, key=lambda code: (logits[code], code))
    score = 1 / (1 + exp(-logits[best]))
    return Likely(best, score) if score >= LEAST else None


def weighed(finds: Finds, f: Found, kind: str, *, titled: bool) -> dict[str, set[str]]:
    """What speaks for each state that may be meant, in words of the table."""
    seen: dict[str, set[str]] = {}
    for country, feature in _spoken(finds, f):
        seen.setdefault(country, set()).add(feature)
    like = "Arab name" if lexis(finds.article.knowledge).like(f.name.partition(" ")[0]) == GIVEN else "other name"
    for country, features in seen.items():
        where = "Arab state" if country in ARAB else "other state"
        features.add(where)
        if kind == "PER":
            features.add(f"{like} {where}")
            if titled:
                features.update({"title", "title first"} if "rank 0" in features else {"title"})
    return {country: {f"{kind} {one}" for one in features} for country, features in seen.items()}


def _spoken(finds: Finds, f: Found) -> Iterator[tuple[str, str]]:
    """Each state named, with one thing that speaks for it."""
    states = {code: count for code, count in finds.countries.items() if code not in NO_STATES}
    total = sum(states.values())
    for rank, (code, count) in enumerate(sorted(states.items(), key=lambda one: (-one[1], one[0]))[:_RANKS]):
        yield code, f"rank {rank}"
        yield code, f"share {int(5 * count / total) / 5:.1f}"
    page = finds.article.page
    sentence = page.sentences[page.sentence_at(f.proposal.start)]
    inside = {
        one.country for one in finds.told_in(max(sentence.first, f.first - _FAR), min(sentence.last, f.last + _FAR))
    }
    for code in inside:
        yield code, "sentence" if len(inside) > 1 else "sentence alone"
    for side, one in (("before", finds.told_before(f.first)), ("after", finds.told_from(f.last))):
        if one is not None:
            yield one.country, f"{side} {'same' if sentence.first <= one.first < sentence.last else 'other'}"
            yield one.country, f"{side} {one.kind}"
            if (f.first - one.first if side == "before" else one.first - f.last) <= _CLOSE:
                yield one.country, f"{side} close"


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_table("analysis/data/names_countries.tsv")}
