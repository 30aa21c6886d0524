"""How often a word of the inventory was a trigger of its type in annotated articles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from musnad.analysis.events.candidates import Candidate
from musnad.datafiles import read_table

# A word seen n times weighs n against this many of its class: 4 did best over held-out outlets (2, 4, 8, 16 tried).
_CLASS_WEIGHT = 4.0
_LEAST, _MOST = 0.01, 0.97


def class_of(candidate: Candidate) -> str:
    """The class whose rate stands in for a word that was never seen: type, part of speech, company."""
    return f"{candidate.entry.type}/{candidate.entry.pos}{'+' if candidate.specific else ''}"


def word_of(candidate: Candidate) -> str:
    """The word that is counted; a passive is one of its own, which may look like a common noun (وزير as و + زير)."""
    return f"{candidate.entry.id}/passive" if candidate.reading.form == "passive" else candidate.entry.id


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts (triggers, occurrences) by word and by class; `known` are the rates worked out so far, one a word."""

    words: dict[str, tuple[int, int]] = field(default_factory=dict)
    classes: dict[str, tuple[int, int]] = field(default_factory=dict)
    known: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict, compare=False, repr=False)

    def rate(self, candidate: Candidate, less: tuple[int, int] = (0, 0)) -> tuple[float, int]:
        """The smoothed rate of a candidate's word (0–1) and how often it was seen.

        `less` takes counts away again: those of the very article, when learning from it.
        """
        key = word_of(candidate), candidate.entry.pos
        found = self.known.get(key) if less == (0, 0) else None
        if found is None:
            k, n = self.words.get(key[0], (0, 0))
            k, n = k - less[0], n - less[1]
            ck, cn = self.classes.get(class_of(candidate), (1, 4))
            rate = (k + _CLASS_WEIGHT * (ck + 1) / (cn + 4)) / (n + _CLASS_WEIGHT)
            found = min(max(rate, _LEAST), _MOST), n
            if less == (0, 0):
                self.known[key] = found
        return found


def count(labelled: Iterable[tuple[Candidate, bool]]) -> Rates:
    """Count candidates that are triggers of their type (True) or are not."""
    rates = Rates()
    for candidate, hit in labelled:
        for table, key in ((rates.words, word_of(candidate)), (rates.classes, class_of(candidate))):
            k, n = table.get(key, (0, 0))
            table[key] = (k + hit, n + 1)
    return rates


@cache
def learnt_rates() -> Rates:
    """The counts shipped in `data/events_scores.tsv`."""
    rates = Rates()
    for row in read_table("analysis/data/events_scores.tsv"):
        table = rates.words if row["what"] == "word" else rates.classes
        table[row["key"]] = (int(row["triggers"]), int(row["seen"]))
    return rates
