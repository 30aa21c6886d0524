"""PLOVER's codes for an event: type and mode after its own recodings, quad, score, nearest CAMEO code.

Codes and scores as the PLOVER codebook (2.0 draft) prints them; where its sections contradict one another, the choice
is written down in data/plover.tsv.
"""

from dataclasses import dataclass
from functools import cache

from musnad.datafiles import rows

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
# Cooperation that lies ahead is an agreement to it; a retreat that is only announced is a concession.
_AHEAD = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
# What did not happen, may happen or is only wanted is no event of these data sets.
LEFT_OUT = frozenset({"denied", "possible", "called_for"})


@dataclass(frozen=True, slots=True)
class Code:
    """A type and mode as the codebook counts them: quad 1–4, score −10 to 10, CAMEO code."""

    type: str
    mode: str | None
    quad: int
    score: float
    cameo: str

    @property
    def quad_name(self) -> str:
        """The quad in POLECAT's words."""
        return QUADS[self.quad]


@cache
def _codes() -> dict[tuple[str, str], Code]:
    table = rows("export/data/plover.tsv")
    return {(t, m): Code(t, m or None, int(quad), float(score), cameo) for t, m, quad, score, cameo in table}


def code(type: str, mode: str | None, status: str) -> Code:
    """The code of an event with the given status (occurred, ongoing, planned …)."""
    if status == "planned" and type in _AHEAD:
        type, mode = _AHEAD[type], None
    return _codes().get((type, mode or "")) or _codes()[type, ""]
