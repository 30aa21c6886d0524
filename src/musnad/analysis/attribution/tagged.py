"""What the learned tagger says of a cue, beside what the grammar found: contents' ends, sources, media."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from musnad.analysis.attribution.adverbials import between, dative
from musnad.analysis.attribution.cues import passive
from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.phrases import Tokens, speaks
from musnad.analysis.attribution.scene import THAT, Scene
from musnad.analysis.proposals import LinkProposal, Proposal, Proposals
from musnad.arabic.index import is_whole
from musnad.record import ACTS, Reason, Span

# A source or medium is taken over from here on. These thresholds were swept
# (training/sweep.py) on 130 articles of outlets that the tagger had not learnt; to be swept again with each new tagger.
_SURE = 0.75
# The originator of a source that the grammar takes for somebody unnamed.
UNNAMED = 0.55
# A cue that the grammar does not see is taken from here on, with what the tagger gives it from the second on.
ALONE, ALONE_PART = 0.7, 0.4
# Who stands behind a verb of asking is asked, not its subject, from here on.
ASKED = 0.5
_SAME_CONTENT = 0.5


@dataclass(slots=True)
class Tagged:
    """The tagger's cues by token, and its links by cue."""

    cues: dict[int, Proposal] = field(default_factory=dict)
    links: dict[tuple[int, int], list[LinkProposal]] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene, proposals: Proposals) -> "Tagged":
        """Index what the tagger proposed; empty where there is none."""
        made = cls()
        for proposal in proposals.cues:
            if proposal.by == "tagger" and proposal.feature("cue") != "none":
                token = scene.page.token_at(proposal.start)
                if token not in made.cues or made.cues[token].score < proposal.score:
                    made.cues[token] = proposal
        for link in proposals.links:
            made.links.setdefault(link.head, []).append(link)
        return made

    def score(self, token: int) -> float:
        """How likely the tagger thinks a cue starts at a token (0 where it proposed none)."""
        proposal = self.cues.get(token)
        return proposal.score if proposal is not None else 0.0

    def improve(self, scene: Scene, draft: Draft) -> None:
        """Fill what the grammar left open: source and medium."""
        if draft.token not in self.cues:
            return
        source = self._tokens(scene, draft.token, "source")
        nobody = self._best(draft.token, "content") is not None and self._best(draft.token, "source") is None
        if draft.source is not None and nobody and not draft.paper and not speaks(scene, draft.source[0]):
            draft.source = None
        apart = draft.source is None or source is None or draft.source[1] <= source[0] or source[1] <= draft.source[0]
        free = not draft.speaker and not draft.paper
        if source is not None and apart and free and not _later(scene, draft.token, source):
            draft.source = source
            draft.reasons.append(Reason("tagger:source", self._score(draft.token, "source")))
        if draft.medium is None and draft.source is not None:
            medium = self._tokens(scene, draft.token, "medium")
            if medium is not None and medium != draft.source:
                draft.medium = medium
                draft.reasons.append(Reason("tagger:medium", self._score(draft.token, "medium")))
        if source is None and self._asks(scene, draft):
            draft.source, draft.addressee = None, draft.source
            draft.reasons.append(Reason("tagger:addressee", self._score(draft.token, "addressee")))
        draft.addressee = draft.addressee or self._tokens(scene, draft.token, "addressee")
        draft.accused = draft.accused or self._tokens(scene, draft.token, "target")

    def _asks(self, scene: Scene, draft: Draft) -> bool:
        """ودعا السوريين إلى: whether the words behind a verb of asking are who is asked, and no others its subject."""
        found, source, heard = draft.match, draft.source, self._best(draft.token, "addressee")
        if found is None or source is None or heard is None or not found.frame.addressed or draft.paper:
            return False
        tokens = scene.page.tokens_in(*heard.tail)
        same = tokens.start == source[0] > draft.token
        return same and heard.score >= ASKED and self._best(draft.token, "source") is None

    def alone(self, scene: Scene, drafts: list[Draft], within: Container[int]) -> list[Draft]:
        """Statements at cues that the grammar does not see, where no other has their content.

        `within` are the tokens of other cues of several words (بحسب ما نقلت).
        """
        if not self.cues:
            return []
        cues = {d.token for d in drafts}
        told = [_characters(d.content) for d in drafts]
        made = []
        for token, proposal in sorted(self.cues.items()):
            if token in cues or token in within or proposal.score < ALONE or proposal.label not in ACTS:
                continue
            if any(r.verbal and passive(scene, token, r) for r in readings(scene.form(token))):
                continue
            content = [scene.article.span(*k.tail) for k in self._all(token, "content") if k.score >= ALONE_PART]
            if not content or any(_alike(_characters(content), other) for other in told):
                continue
            cue = scene.article.span(proposal.start, proposal.end)
            draft = Draft(token, proposal.start, cue, proposal.label, proposal.score, content=content)
            source = self._tokens(scene, token, "source", ALONE_PART)
            draft.source = source if source is None or not _later(scene, token, source) else None
            middle = between(scene, token + 1, max(token + 1, scene.page.token_at(content[0].start)))
            draft.setting, draft.addressee, draft.medium = middle.setting, middle.addressee, middle.medium
            draft.reasons.append(Reason("tagger:cue", proposal.score))
            made.append(draft)
        return made

    def originator(self, scene: Scene, draft: Draft, least: float) -> tuple[str | None, Tokens] | None:
        """Whom the tagger thinks the originator of a cue: the entity if its words are a name, and the words."""
        best = self._best(draft.token, "originator")
        if best is None or best.score < least:
            return None
        tokens = scene.page.tokens_in(*best.tail)
        named = [m.key for m in scene.names.within(*best.tail) if scene.page.token_at(m.start) == tokens.start]
        return (named[0] if named else None), (tokens.start, tokens.stop)

    def originators(self, token: int) -> list[tuple[tuple[int, int], float]]:
        """All words that the tagger thinks may name the originator of a cue, in code points, the surest first."""
        return [(k.tail, k.score) for k in sorted(self._all(token, "originator"), key=lambda k: (-k.score, k.tail))]

    def content(self, token: int) -> tuple[tuple[int, int], float] | None:
        """Where the tagger thinks the content of a cue stands, in code points, and how sure it is."""
        best = self._best(token, "content")
        return (best.tail, best.score) if best is not None else None

    def _all(self, token: int, role: str) -> list[LinkProposal]:
        proposal = self.cues.get(token)
        if proposal is None:
            return []
        return [k for k in self.links.get((proposal.start, proposal.end), ()) if k.role == role]

    def _best(self, token: int, role: str) -> LinkProposal | None:
        return max(self._all(token, role), key=lambda k: (k.score, -k.tail[0]), default=None)

    def _score(self, token: int, role: str) -> float:
        best = self._best(token, role)
        return round(best.score, 4) if best is not None else 0.0

    def _tokens(self, scene: Scene, token: int, role: str, least: float | None = None) -> Tokens | None:
        best = self._best(token, role)
        if best is None or best.score < (_SURE if least is None else least):
            return None
        tokens = scene.page.tokens_in(*best.tail)
        if not tokens or _joins(scene, tokens) or (role == "source" and _spoken_to(scene, tokens.start)):
            return None
        return _whole(scene, tokens)


def _later(scene: Scene, cue: int, source: Tokens) -> bool:
    """Whether words stand behind a plural verb, whose subject they cannot be (كما شكروا الأردن)."""
    found = [r for r in readings(scene.form(cue)) if r.verbal]
    return source[0] > cue and bool(found) and all(r.number == "p" for r in found)


def _whole(scene: Scene, tokens: range) -> Tokens:
    """Words with the rest of a name that they cut (تورك of سي.ان.ان-تورك)."""
    first, end = tokens.start, tokens.stop
    while first in scene.named and first not in scene.mentions:
        first -= 1
    while end in scene.named and end not in scene.mentions:
        end += 1
    return first, end


def _joins(scene: Scene, tokens: range) -> bool:
    """Whether words name nobody but join clauses (وتضيف غير أن)."""
    form, following = scene.form(tokens.start), scene.form(tokens.stop)
    return len(tokens) == 1 and (form in words("linker") or form in THAT or (form == "غير" and following in THAT))


def _spoken_to(scene: Scene, token: int) -> bool:
    """Whether words open with the preposition لـ (وقالت لوالديها), so that they name nobody who speaks."""
    return dative(scene, token) and not is_whole(scene.form(token)) and not is_document(scene.form(token))


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _alike(one: set[int], other: set[int]) -> bool:
    return 2 * len(one & other) >= _SAME_CONTENT * (len(one) + len(other))
