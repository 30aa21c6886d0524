"""What all who stand beside a trigger tell of each: who else is there, and whom a pronoun on the trigger may mean.

Weighed alone, nobody knows that a genitive is the victim unless «على» names one (قصف المدينة, قصف روسيا على المدينة),
that a verb with its subject behind it needs none from before, or that «زيارتها» is nearer to a woman than to a man.
"""

from collections.abc import Sequence
from typing import NamedTuple

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.lexicon import Reading

# How far a slot tells on the others, and where a verb's own subject stands.
_NEAR, _SUBJECT = 8, 4
_MOST_NAMED = 2
# What a pronoun agrees with, by kind or by the look of the first word.
_AGREE = {
    "ه": frozenset(("PER", "masculine")),
    "ها": frozenset(("GPE", "feminine")),
    "هم": frozenset(("plural", "NORP")),
    "هما": frozenset(("PER", "GPE", "plural")),
}


class Stand(NamedTuple):
    """Where a filler stands to a trigger: slot, side, whether the nearest in it, how far, and whether in its clause."""

    slot: str
    after: bool
    nearest: bool
    distance: int
    inside: bool


def company(
    forms: Sequence[str], candidate: Candidate, fillers: Sequence[Filler], stands: Sequence[Stand]
) -> list[tuple[str, ...]]:
    """For each filler the features that tell what the others beside a trigger make of it; `forms` are the article's."""
    reading, type_ = candidate.reading, candidate.entry.type
    pos = "passive" if reading.form == "passive" else reading.pos
    slots = {stand.slot: i for i, stand in enumerate(stands) if _tells(stand)}
    subject = next((i for i in slots.values() if reading.pos == "v" and _may_be_subject(stands[i])), -1)
    meant = _agreeing(forms, reading.pronoun, fillers, stands)
    found: list[tuple[str, ...]] = []
    for i, (filler, stand) in enumerate(zip(fillers, stands, strict=True)):
        where = f"{stand.slot} {'1st' if stand.nearest else 'later'}"
        others = [slot for slot, j in slots.items() if j != i and slot != stand.slot] or ["nobody"]
        some = [feature for other in others for feature in _beside(pos, type_, where, other)]
        if reading.pos == "v" and subject != i:
            some.append(f"{pos} {where}, {'a' if subject >= 0 else 'no'} subject behind")
        if reading.pronoun:
            some += _referring(reading, candidate, _look(filler, forms), stand, meant.get(i, -1))
        found.append(tuple(some))
    return found


def _beside(pos: str, type_: str, where: str, other: str) -> tuple[str, str]:
    return f"{pos} {where} beside {other}", f"{type_} {pos} {where} beside {other}"


def _tells(stand: Stand) -> bool:
    """Whether a filler is so near a trigger that its slot tells what the others are to it."""
    return stand.nearest and stand.inside and stand.distance <= _NEAR


def _may_be_subject(stand: Stand) -> bool:
    return stand.slot == "after bare" and stand.distance < _SUBJECT


def _look(filler: Filler, forms: Sequence[str]) -> str:
    """How a filler looks to a pronoun: by kind, or by the ending of its first word."""
    kind = filler.kind.partition(" ")[0]
    if kind in ("PER", "GPE", "NORP"):
        return kind
    head = forms[filler.first]
    if head.endswith(("ون", "ين")):
        return "plural"
    return "feminine" if head.endswith(("ه", "ات")) else "masculine"


def _agreeing(forms: Sequence[str], pronoun: str, fillers: Sequence[Filler], stands: Sequence[Stand]) -> dict[int, int]:
    """The fillers ahead of a trigger that its pronoun may mean, each with how many nearer ones it may mean."""
    wanted = _AGREE.get(pronoun, frozenset())
    ahead = [i for i, stand in enumerate(stands) if not stand.after and _look(fillers[i], forms) in wanted]
    return {i: nearer for nearer, i in enumerate(reversed(ahead))}


def _referring(reading: Reading, candidate: Candidate, seen: str, stand: Stand, nearer: int) -> tuple[str, ...]:
    """What a pronoun on the trigger says of somebody: a noun's owner (زيارته), whom a verb is done to (اعتقلته)."""
    side = "after" if stand.after else "before"
    agrees = "no" if nearer < 0 else f"{min(nearer, _MOST_NAMED)} nearer"
    return (
        f"{reading.pos} {reading.pronoun}, {seen} {side}",
        f"{reading.pos} {reading.pronoun}, {side}, {agrees}",
        f"{candidate.entry.type} {reading.pos} pronoun, {side}, {agrees}",
        f"word {candidate.entry.word} {reading.pos} pronoun, {side}, {agrees}",
    )
