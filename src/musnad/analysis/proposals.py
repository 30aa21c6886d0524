"""What a proposer suggests about a text: spans with labels and scores, and links between them.

The word lists and rules of the grammar propose in this form, and so does the learned tagger; the composers of
the layers (names, times, attribution, events) decide between them and say in `why` who won.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Proposal(NamedTuple):
    """Code points [start, end) may be a `label`; `score` is how sure the proposer is (0–1), `by` who it is.

    `by` is "grammar:RULE" or "tagger". Labels: an entity type for mentions, a TIMEX3 type for times, an act for
    cues, a PLOVER type for triggers, "source" or "content" for those. `features` holds what else the proposer knows
    under documented names: `status` and `mode` of a trigger, `statuses` with their probabilities, `value` of a time,
    `key` of a known entity.
    """

    start: int
    end: int
    label: str
    score: float
    by: str
    features: tuple[tuple[str, str], ...] = ()

    def feature(self, name: str) -> str | None:
        """The value of a feature, or None."""
        for key, value in self.features:
            if key == name:
                return value
        return None


LinkRole = Literal[
    "source", "originator", "medium", "content", "setting", "addressee", "target",
    "actor", "recipient", "place", "time", "same",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """The span `head` (a cue or trigger) may have the span `tail` in the given role."""

    head: tuple[int, int]
    tail: tuple[int, int]
    role: LinkRole
    score: float
    by: str


@dataclass(slots=True)
class Proposals:
    """All suggestions of all proposers about one text, layer by layer."""

    mentions: list[Proposal] = field(default_factory=list)
    times: list[Proposal] = field(default_factory=list)
    cues: list[Proposal] = field(default_factory=list)
    sources: list[Proposal] = field(default_factory=list)
    contents: list[Proposal] = field(default_factory=list)
    triggers: list[Proposal] = field(default_factory=list)
    links: list[LinkProposal] = field(default_factory=list)

    def add(self, other: "Proposals") -> None:
        """Take in the suggestions of another proposer."""
        for name in ("mentions", "times", "cues", "sources", "contents", "triggers"):
            getattr(self, name).extend(getattr(other, name))
        self.links.extend(other.links)
