"""Learn whose country somebody is of whom no table knows it; writes data/names_countries.tsv.

    python -m training.country_weights ../shared/gold/train

learns from that folder and from the articles read beside it (training/labels, without those read last): a logistic
regression over the features of names/countries.py, one weight a line, in log odds. Prints how many countries are told
and how many of them rightly, on folds of outlets held back and on the articles read last. Deterministic.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from musnad.analysis import names
from musnad.analysis.article import Article
from musnad.analysis.names.countries import likeliest, weighed
from musnad.analysis.names.found import Finds
from musnad.analysis.names.guess import country_beside
from musnad.analysis.names.link import generic, link
from musnad.analysis.names.offices import beside, offices
from musnad.analysis.proposals import Proposal
from musnad.record import Record, Span
from training.cue_weights import fit, records
from training.generalise import as_records
from training.labels import articles

TARGET = Path(__file__).parents[1] / "src/musnad/analysis/data/names_countries.tsv"
HEADER = (
    "# What speaks for and against a state that an article names being the country of somebody no table knows:\n"
    "# weights in log odds. Features: names/countries.py; BODY is what every state has.\n"
    "# Written by training/country_weights.py.\n"
    "feature\tweight\n"
)
READ, READ_LAST = "read-[a-y] read-z read-z[a-d]", "read-z[e-h]"
FOLDS = 6
SMALL = 0.01
KINDS = ("PER", "ORG", "FAC")


@dataclass(frozen=True)
class Example:
    """A state that may be meant by a name: the features, and whether it is."""

    features: frozenset[str]
    holds: bool


@dataclass(frozen=True)
class Case:
    """A name with the states that may be meant."""

    outlet: str
    kind: str
    states: dict[str, Example]


def cases(record: Record) -> Iterable[Case]:
    """The names of an annotated article whose country has to be told from the words around them."""
    article = Article.of(record.document)
    finds = Finds.of(article, names.propose(article))
    titled = {person.first for _, person in beside(finds, offices(finds))}
    entries = link(finds, {})
    met: set[str] = set()
    for f in finds.all:
        told = any(map(finds.nationality, f.name.split())) or country_beside(finds, [f])
        if f.label not in KINDS or told:
            continue
        gold = next((e for e in record.entities.values() if e.type == f.label and _among(f.proposal, e.mentions)), None)
        if gold is None or not gold.country:
            continue
        kinds = ["BODY"] if f.label == "ORG" and generic(f.name) and not f.candidates else []
        if entries[f.key] is None and f.key not in met:
            met.add(f.key)
            kinds.append(f.label)
        for kind in kinds:
            spoken = weighed(finds, f, kind, titled=f.first in titled)
            states = {code: Example(frozenset(one), code == gold.country) for code, one in spoken.items()}
            yield Case(record.document.outlet or "", kind, states)


def _among(name: Proposal, mentions: Iterable[Span]) -> bool:
    return any(span.start < name.end and name.start < span.end for span in mentions)


def told(some: Iterable[Case], weights: dict[str, float]) -> tuple[int, int]:
    """How many countries are told, and how many rightly."""
    made = right = 0
    for case in some:
        likely = likeliest({code: one.features for code, one in case.states.items()}, weights)
        if likely is not None:
            made += 1
            right += case.states[likely.country].holds
    return made, right


def learnt(some: Iterable[Case]) -> dict[str, float]:
    """The weights of a logistic regression over all states of all names."""
    return fit([one for case in some for one in case.states.values()])


def main(folder: str) -> None:
    """Cross-validate, fit on all, write."""
    some = [case for record in records(Path(folder), READ) for case in cases(record)]
    last = [case for record in as_records(articles(files=READ_LAST)).values() for case in cases(record)]
    outlets = sorted({case.outlet for case in some})
    fold_of = {outlet: number % FOLDS for number, outlet in enumerate(outlets)}
    folds = [learnt(case for case in some if fold_of[case.outlet] != fold) for fold in range(FOLDS)]
    weights = learnt(some)
    for kind in (*KINDS, "BODY"):
        those = [case for case in some if case.kind == kind]
        counts = [told((c for c in those if fold_of[c.outlet] == n), one) for n, one in enumerate(folds)]
        made, right = (sum(column) for column in zip(*counts, strict=True))
        print(f"{kind}: held back {right} of {made} right, of {len(those)} names", end="; ")
        those = [case for case in last if case.kind == kind]
        made, right = told(those, weights)
        print(f"read last {right} of {made}, of {len(those)}")
    lines = [f"{f}\t{w:.3f}" for f, w in sorted(weights.items()) if abs(w) >= SMALL]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
