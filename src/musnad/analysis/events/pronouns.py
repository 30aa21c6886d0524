"""Whom a pronoun on a trigger may mean, of all who stand beside it: «زيارتها» is nearer to a woman than to a man."""

from collections.abc import Sequence

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.fillers import Filler

_MOST_NAMED = 2
# What a pronoun agrees with, by kind or by the look of the first word.
_AGREE = {
    "ه": frozenset(("PER", "masculine")),
    "ها": frozenset(("GPE", "feminine")),
    "هم": frozenset(("plural", "NORP")),
    "هما": frozenset(("PER", "GPE", "plural")),
}


def referring(
    forms: Sequence[str], candidate: Candidate, fillers: Sequence[Filler], after: Sequence[bool]
) -> list[tuple[str, ...]]:
    """For each filler what a pronoun on the trigger says of it; `after` tells who stands behind the trigger.

    On a noun it is the owner (زيارته), on a verb whom it is done to (اعتقلته).
    """
    reading, entry = candidate.reading, candidate.entry
    if not reading.pronoun:
        return [() for _ in fillers]
    looks = [_look(filler, forms) for filler in fillers]
    wanted = _AGREE.get(reading.pronoun, frozenset())
    ahead = [i for i, behind in enumerate(after) if not behind and looks[i] in wanted]
    nearer = {i: f"{min(n, _MOST_NAMED)} nearer" for n, i in enumerate(reversed(ahead))}
    found: list[tuple[str, ...]] = []
    for i, behind in enumerate(after):
        where = f"{'after' if behind else 'before'}, {nearer.get(i, 'no')}"
        found.append(
            (
                f"{reading.pos} {reading.pronoun}, {looks[i]} {'after' if behind else 'before'}",
                f"{reading.pos} {reading.pronoun}, {where}",
                f"{entry.type} {reading.pos} pronoun, {where}",
                f"word {entry.word} {reading.pos} pronoun, {where}",
            )
        )
    return found


def _look(filler: Filler, forms: Sequence[str]) -> str:
    """How a filler looks to a pronoun: by kind, or by the ending of its first word."""
    kind = filler.kind.partition(" ")[0]
    if kind in ("PER", "GPE", "NORP"):
        return kind
    head = forms[filler.first]
    if head.endswith(("ون", "ين")):
        return "plural"
    return "feminine" if head.endswith(("ه", "ات")) else "masculine"
