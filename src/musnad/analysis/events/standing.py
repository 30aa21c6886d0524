"""Where those around a trigger stand to it: in which slot, how far, with what between, and meant by its pronoun."""

from collections.abc import Sequence
from typing import NamedTuple

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.fillers import Filler, letter_of
from musnad.analysis.events.prepositions import preposition_of
from musnad.analysis.events.pronouns import referring
from musnad.analysis.events.scene import Scene
from musnad.arabic import fold_text

_LONGEST_TITLE = 6
RELATIVES = frozenset(("التي", "الذي", "الذين", "اللذين", "اللتين"))
CLAUSE_OPENERS = frozenset(
    fold_text(w) for w in "أن وأن بأن قد وقد فقد لقد كما حيث فيما بينما عندما بعدما حين لم لن لا ولم ولن ولا ثم".split()
)
_OPENERS = CLAUSE_OPENERS | RELATIVES


class Place(NamedTuple):
    """Where a filler stands to its trigger: the slot, what lies between, and what its pronoun says of him."""

    slot: str
    after: bool
    distance: int
    commas: int
    triggers: int
    rank: int
    joined: bool
    clauses: int
    cues: int
    pronoun: tuple[str, ...]


def places(scene: Scene, candidate: Candidate, fillers: Sequence[Filler], triggers: frozenset[int]) -> list[Place]:
    """The place of each filler; `triggers` are the tokens of all likely triggers."""
    forms, token = scene.article.page.forms, candidate.token
    breaks, cues, openers = scene.breaks, scene.cues_before, scene.counted_before(_OPENERS)
    afters = [filler.first > token for filler in fillers]
    joins = [i > 0 and _joined(forms, fillers[i - 1], filler) for i, filler in enumerate(fillers)]
    slots: list[str] = []
    ranks: list[int] = []
    totals: dict[str, int] = {}
    for i, (filler, after) in enumerate(zip(fillers, afters, strict=True)):
        if filler.kind == "nationality":
            slot = "nationality"
        elif joins[i] and afters[i - 1] == after:
            slot = slots[i - 1]
        else:
            slot = _slot(forms, filler.first, token if after else -1, fillers, i)
            slot = ("after " if after else "before ") + slot
        slots.append(slot)
        ranks.append(totals.get(slot, 0))
        totals[slot] = ranks[i] + 1
    meant = referring(forms, candidate, fillers, afters)
    found: list[Place] = []
    for filler, after, slot, rank, joined, pronoun in zip(fillers, afters, slots, ranks, joins, meant, strict=True):
        low, high = (token + 1, filler.first) if after else (filler.last, token)
        found.append(
            Place(
                slot,
                after,
                high - low,
                breaks[high] - breaks[low],
                len(triggers.intersection(range(low, high))),
                rank if after else totals[slot] - 1 - rank,  # before the trigger the nearest comes first
                joined,
                openers[high] - openers[low],
                cues[high] - cues[low],
                pronoun,
            )
        )
    return found


def _joined(forms: Sequence[str], left: Filler, right: Filler) -> bool:
    """س وص, or س، ص: the second of a list."""
    gap = forms[left.last : right.first]
    if right.kind == "people" and forms[right.first][0] == "و":
        return not gap
    if not gap:
        return forms[right.first][:1] == "و"
    return len(gap) <= 4 and gap[0][:1] == "و" and not any(preposition_of(form, "") for form in gap)


def _slot(forms: Sequence[str], first: int, stop: int, fillers: Sequence[Filler], index: int) -> str:
    """The preposition that governs the phrase that ends in the filler, "bare" where none does."""
    letter = letter_of(forms[first])
    if letter:
        return letter
    low = max(stop, first - _LONGEST_TITLE - 1)
    previous_end = fillers[index - 1].last if index else 0
    for at in range(first - 1, low, -1):
        form = forms[at]
        following = forms[at + 1]
        slot = preposition_of(form, following)
        if slot:
            return slot
        if not form.isalpha():
            if form in "«\"“'":
                continue
            return "bare"
        letter = letter_of(form)
        if letter:
            return letter
        if at < previous_end and fillers[index - 1].kind in ("PER", "nominal"):
            return "bare"
    return "bare"
