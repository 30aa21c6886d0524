"""How well the tagger thinks the words around a trigger fit its roles, for whoever weighs participants."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log

from musnad.analysis.proposals import LinkProposal, LinkRole, Proposal
from musnad.arabic.page import Page

# What the tagger does not propose counts as this likely by it.
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class TriggerRoles:
    """The tagger's role links by the token of their trigger, as (first token, last token exclusive, role, score)."""

    by_trigger: dict[int, list[tuple[int, int, LinkRole, float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, triggers: Iterable[Proposal], links: Iterable[LinkProposal]) -> "TriggerRoles":
        """Index the links of the tagger's triggers; empty where the tagger did not run."""
        made = cls({page.token_at(p.start): [] for p in triggers if p.by == "tagger"})
        heads = {(p.start, p.end) for p in triggers if p.by == "tagger"}
        for link in links:
            tokens = page.tokens_in(*link.tail) if link.head in heads else None
            if tokens:
                found = (tokens.start, tokens.stop, link.role, link.score)
                made.by_trigger[page.token_at(link.head[0])].append(found)
        return made

    @property
    def spoke(self) -> bool:
        """Whether the tagger ran and proposed any trigger."""
        return bool(self.by_trigger)

    def knows(self, trigger: int) -> bool:
        """Whether the tagger proposed a trigger on this token; without it a score of 0 says nothing."""
        return trigger in self.by_trigger

    def score(self, trigger: int, role: LinkRole, first: int, last: int) -> float:
        """The probability (0–1, calibrated) that tokens [first, last) fill the role; 0 if below what is proposed."""
        links = self.by_trigger.get(trigger, ())
        return max((s for a, b, r, s in links if r == role and a < last and first < b), default=0.0)

    def most(self, trigger: int, role: LinkRole) -> float:
        """The probability of the likeliest to fill the role; 0 if nobody is proposed."""
        return max((s for _, _, r, s in self.by_trigger.get(trigger, ()) if r == role), default=0.0)

    def parties(self, trigger: int) -> list[tuple[int, int]]:
        """The tokens [first, last) of whoever is proposed to act or to suffer, each once."""
        links = self.by_trigger.get(trigger, ())
        return list(dict.fromkeys((a, b) for a, b, role, _ in links if role in ("actor", "recipient")))

    def odds(self, trigger: int, role: LinkRole, first: int, last: int) -> float:
        """The same as log-odds; what is not proposed is hardly so."""
        return logit(self.score(trigger, role, first, last))


def logit(score: float) -> float:
    """A probability of the tagger's as log-odds, never further out than what it does not propose."""
    score = min(max(score, _LEAST), 1 - _LEAST)
    return log(score / (1 - score))
