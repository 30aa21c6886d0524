"""A statement in the making."""

from dataclasses import dataclass, field

from musnad.analysis.attribution.lexicon import Reading
from musnad.analysis.attribution.markers import Match
from musnad.analysis.attribution.phrases import Tokens
from musnad.record import Act, Link, Reason, Span

Chain = tuple[Link, ...]


@dataclass(slots=True)
class Candidate:
    """Somebody who may be the originator: the chain he would have, the rule that proposes him, what holds of him."""

    chain: Chain
    rule: str
    features: dict[str, float] = field(default_factory=dict)

    def holds(self, *names: str) -> None:
        """Note features that hold."""
        for name in names:
            self.features[name] = 1.0


@dataclass(slots=True, eq=False)
class Draft:
    """A cue with what has been found out about it so far; tokens are half-open ranges.

    `implied` says that no words name the source and `candidates` who then may be it, `speaker` that it is the
    speaker of the statement around it (first person, or إنه before the verb), `joint` that another source speaks too,
    `paper` that it is the author of the paper in which the cue stands; `like` is another draft whose originator it is.
    """

    token: int
    start: int
    cue: Span | None
    act: Act
    score: float
    reading: Reading | None = None
    match: Match | None = None
    source: Tokens | None = None
    source_skip: int = 0
    medium: Tokens | None = None
    addressee: Tokens | None = None
    setting: Tokens | None = None
    accused: Tokens | None = None
    holder: Tokens | None = None
    content: list[Span] = field(default_factory=list)
    antecedent: Tokens | None = None
    relative: bool = False
    speaker: bool = False
    trailing: bool = False
    joint: bool = False
    paper: bool = False
    like: "Draft | None" = None
    implied: bool = False
    candidates: dict[Link, Candidate] = field(default_factory=dict)
    within: "Draft | None" = None
    chain: tuple[Link, ...] = ()
    certainty: float = 1.0
    reasons: list[Reason] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """The gender of the verb: "m", "f" or "" where it tells none."""
        return self.reading.gender if self.reading is not None else ""

    @property
    def number(self) -> str:
        """The number of the verb; a verb before its subject is singular whatever the subject."""
        return self.reading.number if self.reading is not None else "s"
