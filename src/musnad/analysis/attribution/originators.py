"""Who speaks at a cue that names nobody: all who may are weighed, by weights learnt from annotated news.

Rules propose: those who spoke before, who is named in the sentence, whom the tagger thinks it, of a statement within
another its speaker and who its clause is about. What speaks for and against each adds up to its log odds
(`data/originator_weights.tsv`, learnt by `training/originator_weights.py`); without a tagger its features are absent.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from musnad.analysis.attribution.draft import Candidate, Chain, Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.media import Media
from musnad.analysis.attribution.nesting import after, agrees, leads, level_of, outer_of, speaking
from musnad.analysis.attribution.relay import relays
from musnad.analysis.attribution.scene import PREPOSITIONS, Scene, Unit, bare
from musnad.analysis.attribution.sources import Sources
from musnad.analysis.attribution.tagged import Tagged
from musnad.datafiles import read_table
from musnad.record import Link

TOP, INSIDE = "top", "inside"
_BEFORE, _LAST, _TAGGED = 6, 3, 3
_LEAST, _SURE = 0.02, 0.75
_UNNAMED = ("source", "spokesman", "title", "generic", "medium", "body")
_SEVERAL = ("ون", "ين", "ات")


class Choice(NamedTuple):
    """Who was chosen, by which rule he was proposed, and how likely he is (0–1)."""

    chain: Chain
    rule: str
    chance: float


class Originators:
    """Weighs who may be the implied originator of a statement."""

    def __init__(self, scene: Scene, sources: Sources, media: Media, tagged: Tagged) -> None:
        self.scene, self.sources, self.media, self.tagged = scene, sources, media, tagged

    def choose(
        self, draft: Draft, told: Sequence[Draft], kept: Mapping[Link, Chain], subject: Link | None, *, any_gender: bool
    ) -> Choice | None:
        """The likeliest of all who may speak; None where there is nobody.

        `told` are the statements before, `kept` the chains with which somebody goes on, `subject` who the clause
        around is about; `any_gender` says that the verb agrees with the document that holds the words.
        """
        draft.candidates = found = self._candidates(draft, told, kept, subject, "" if any_gender else draft.gender)
        if not found:
            return None
        known = weights()[INSIDE if outer_of(draft) is not None else TOP]
        odds = {link: logit(known, one.features) for link, one in found.items()}
        best = max(odds, key=odds.__getitem__)
        chance = 1 / sum(exp(min(other - odds[best], 0.0)) for other in odds.values())
        return Choice(found[best].chain, found[best].rule, round(chance, 4))

    def _candidates(
        self, draft: Draft, told: Sequence[Draft], kept: Mapping[Link, Chain], subject: Link | None, gender: str
    ) -> dict[Link, Candidate]:
        outer, unit = outer_of(draft), self.scene.unit_at(draft.token)
        around = outer.chain if outer is not None else ()
        found: dict[Link, Candidate] = {}

        def add(link: Link, rule: str, chain: Chain | None = None) -> Candidate:
            if link not in found:
                new = after(around, (link,)) if around else kept.get(link, (link,))
                found[link] = Candidate(chain or new, rule)
                if chain is None:
                    found[link].holds("new")
            return found[link]

        if subject is not None:
            add(subject, "source:subject").holds("subject")
        if outer is not None and around:
            self._of_outer(add(around[-1], "source:speaker", around), draft, outer, gender)
        level = [d for d in told if level_of(d) is outer and d is not draft]
        for rank, before in enumerate(reversed(level[-_BEFORE:])):
            chain = speaking(before)
            self._of_speaker(add(chain[-1], "source:continues", chain), rank, before, draft, unit, gender)
        for rank, before in enumerate(reversed(told[-_LAST:])):
            if before.chain[-1] in found or outer is not None:
                add(before.chain[-1], "source:continues").holds(f"last={rank}")
        for link, (score, named) in self._by_tagger(draft, told).items():
            one = add(link, "source:tagger")
            one.features["tagger"] = log(score / (1 - score))
            one.holds(
                "tagged", "tagged=name" if named else "tagged=words", *(["tagged=sure"] if score >= _SURE else [])
            )
        for mention in self.scene.names.within(self.scene.page.starts[unit.first], draft.start):
            token, kind = self.scene.page.token_at(mention.start), self.scene.entity_type(mention)
            quoted = self.scene.enclosing[token] not in (-1, self.scene.enclosing[draft.token])
            if kind in ("PER", "ORG", "GPE") and not quoted:  # of whom somebody speaks in what is quoted there
                one = add(Link(entity=mention.key), "source:clause")
                one.holds("in sentence", f"in sentence={kind}", *(["opens"] if token <= unit.first + 1 else []))
                one.holds(*(["behind preposition"] if self.scene.form(token - 1) in PREPOSITIONS else []))
        for link, one in found.items():
            self._of_kind(one, link, draft, gender)
        return found

    def _of_outer(self, one: Candidate, draft: Draft, outer: Draft, gender: str) -> None:
        """Of the speaker of the statement around: whether its words are his."""
        reading = draft.reading
        one.holds("outer", f"outer,{reading.kind if reading else ''}", f"outer,{reading.clitic if reading else ''}+")
        held = {
            "outer,himself": draft.speaker,
            "outer,I": reading is not None and reading.person == "1",
            "outer,relative": draft.relative,
            "outer,quoted": self.scene.enclosing[draft.token] >= 0,
        }
        one.holds(*(name for name, holds in held.items() if holds))
        if outer.gender and gender:
            one.holds(f"outer,{'agrees' if outer.gender == gender else 'disagrees'}")

    def _of_speaker(self, one: Candidate, rank: int, before: Draft, draft: Draft, unit: Unit, gender: str) -> None:
        """Of who has spoken before: how far back, in what kind of statement."""
        if any(name.startswith("told=") for name in one.features):
            one.features["again"] = one.features.get("again", 0.0) + 1
            return
        there = self.scene.unit_at(before.token)
        back = unit.paragraph - there.paragraph
        where = "sentence" if there.first == unit.first else ("paragraph", "before")[back] if back in (0, 1) else "far"
        one.holds(f"told={rank},{'leads' if leads(before) else 'hangs'}", f"where={where}")
        one.holds(f"told,{draft.reading.kind if draft.reading else ''}")
        one.holds(f"where,told={where},{min(rank, 2)}", "named there" if before.source is not None else "implied there")
        if before.gender and gender:
            same = "agrees" if agrees(before, draft) else "disagrees"
            one.holds(same, f"{same},{min(rank, 1)}")
        held = {
            "trailing": before.trailing,
            "joint": before.joint,
            f"quoted by a medium,{min(rank, 1)}": relays(before) and len(before.chain) > 1,
            "headline": before.cue is None or there.paragraph == 0,
        }
        one.holds(*(name for name, holds in held.items() if holds))

    def _by_tagger(self, draft: Draft, told: Sequence[Draft]) -> dict[Link, tuple[float, bool]]:
        """Whom the tagger thinks it: somebody named, the source of a statement before, or what words before say."""
        page, found = self.scene.page, dict[Link, tuple[float, bool]]()
        for tail, score in self.tagged.originators(draft.token):
            tokens = page.tokens_in(*tail)
            if not tokens:
                continue
            named = [m.key for m in self.scene.names.within(*tail) if page.token_at(m.start) == tokens.start]
            same = [d for d in told if d.source and d.source[0] < tokens.stop and tokens.start < d.source[1]]
            link: Link | None = None
            if named:
                link = Link(entity=named[0])
            elif same:
                link = same[-1].chain[-1]
            elif tail[0] < draft.start:
                link, _ = self.sources.link((tokens.start, tokens.stop))
            if link is not None and link not in found and len(found) < _TAGGED:
                found[link] = (min(max(score, _LEAST), 1 - _LEAST), bool(named))
        return found

    def _of_kind(self, one: Candidate, link: Link, draft: Draft, gender: str) -> None:
        """What kind of source somebody is, and whether the verb can be his."""
        scene, reading = self.scene, draft.reading
        if link.entity is not None:
            kind = scene.entity_type_of(link.entity)
            several = kind == "NORP"
        else:
            assert link.anonymous is not None
            form = scene.form(scene.page.token_at(link.anonymous.start))
            kind = next((f"unnamed {name}" for name in _UNNAMED if bare(form) in words(name)), "unnamed")
            several = form.endswith(_SEVERAL) or form in words("several_speak")
        one.holds(f"type={kind}")
        if several:
            one.holds("several", f"several,{draft.number}")
        if gender == "f":
            one.holds(f"f,type={kind}")
        if reading is not None and reading.person == "1":
            one.holds(f"I,type={kind}")
        if self.media.speaks(link):
            one.holds("medium")


def logit(known: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of feature times weight."""
    return sum(value * known.get(name, 0.0) for name, value in features.items())


@cache
def weights() -> dict[str, dict[str, float]]:
    """Decision → feature → weight."""
    found: dict[str, dict[str, float]] = {TOP: {}, INSIDE: {}}
    for row in read_table("analysis/data/originator_weights.tsv"):
        found[row["decision"]][row["feature"]] = float(row["weight"])
    return found
