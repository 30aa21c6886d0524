"""From many proposals of names to the best set in which none overlap."""

from bisect import bisect_right
from collections.abc import Iterable

from musnad.analysis.proposals import Proposal
from musnad.record import Reason

LEAST = 0.5  # below this a name is more likely wrong than right
# Of the tagger's names only persons that it is as sure of as this: on articles that nobody had seen they find strangers
# who speak, while its other names cost more than they bring. Its silence says nothing against a name.
_TAGGED_TYPE, _TAGGED_LEAST = "PER", 0.7
_CERTAIN = 0.98
_TAGGER = "tagger"


def chosen(proposals: Iterable[Proposal]) -> list[tuple[Proposal, tuple[Reason, ...]]]:
    """The set of non-overlapping names with the greatest total weight, by start, and who spoke for each.

    Proposers that agree on a name add up. Weighted interval scheduling (Kleinberg & Tardos, Algorithm Design, 6.1):
    O(n log n) in the number of proposals.
    """
    ranked = sorted(_merged(proposals), key=lambda one: (one[0].end, one[0].start, one[0].label))
    ends = [p.end for p, _ in ranked]
    best = [0.0]
    before = []
    for i, (p, _) in enumerate(ranked):
        before.append(bisect_right(ends, p.start, 0, i))
        best.append(max(best[i], best[before[i]] + _weight(p)))
    taken = []
    i = len(ranked)
    while i:
        if best[i] > best[i - 1]:
            taken.append(ranked[i - 1])
            i = before[i - 1]
        else:
            i -= 1
    return taken[::-1]


def _weight(p: Proposal) -> float:
    """How much a name adds: its surplus of certainty, a little more for each character, so that longer ones win."""
    return (p.score - LEAST + 0.01) * (p.end - p.start + 2)


def _merged(proposals: Iterable[Proposal]) -> list[tuple[Proposal, tuple[Reason, ...]]]:
    """One proposal for each span and label, its score raised where several proposers agree."""
    groups: dict[tuple[int, int, str], list[Proposal]] = {}
    for p in proposals:
        if p.by == _TAGGER and (p.label != _TAGGED_TYPE or p.score < _TAGGED_LEAST):
            continue
        groups.setdefault((p.start, p.end, p.label), []).append(p)
    found = []
    for (start, end, label), group in groups.items():
        by_proposer: dict[str, Proposal] = {}
        for p in group:
            kind = p.by.split(":")[0]
            if kind not in by_proposer or by_proposer[kind].score < p.score:
                by_proposer[kind] = p
        score = 1 - _product(1 - min(p.score, _CERTAIN) for p in by_proposer.values())
        if score < LEAST:
            continue
        leading = max(group, key=lambda p: (p.feature("key") is not None, p.score))
        reasons = tuple(Reason(p.by, p.score) for p in sorted(group, key=lambda p: (-p.score, p.by)))
        found.append((Proposal(start, end, label, score, leading.by, leading.features), reasons))
    return found


def _product(factors: Iterable[float]) -> float:
    result = 1.0
    for factor in factors:
        result *= factor
    return result
