"""Which words of an article are triggers, and of which type."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple, cast

from musnad.analysis.article import Article
from musnad.analysis.events.candidates import Candidate, likeliest
from musnad.analysis.events.features import trigger_features
from musnad.analysis.events.figurative import Figurative
from musnad.analysis.events.lexicon import Entries, Entry, Reading
from musnad.analysis.events.rates import Rates, learnt_rates, word_of
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.weighing import Weights, holding, squash, weights
from musnad.analysis.proposals import Proposal, Proposals
from musnad.record import EVENT_TYPES, EventType

# Grammar alone: over held-out training articles typed events are flat from .29 to .37. With the tagger, on 719 articles
# that neither had learnt, .37 found 59 of 100; .3 finds 62 at a better F1.
THRESHOLD, _WITH_TAGGER = 0.37, 0.3
_LEAST_PROPOSED = 0.05
# A word that was a trigger more rarely than this is none, whatever stands around it: it need not be looked at.
_HOPELESS, _NEVER = 0.04, -6.0
# What the missing voice counts as, where the tagger speaks: a word it did not propose, a word the inventory lacks.
_TAGGER_SILENT, _GRAMMAR_SILENT = -4.0, -2.5


class Trigger(NamedTuple):
    """A word taken as a trigger: its candidate, how sure (0–1), who spoke for it, and what the tagger thinks of it."""

    candidate: Candidate
    score: float
    by: str
    proposal: Proposal | None = None


def propose(article: Article) -> list[Proposal]:
    """Every word of the inventory that is more than rarely a trigger, one proposal a type; `features` hold the mode."""
    rates = learnt_rates()
    found: list[Proposal] = []
    for candidate in likeliest(article):
        rate, _ = rates.rate(candidate)
        if rate >= _LEAST_PROPOSED:
            entry, span = candidate.entry, candidate.span
            features = (("lemma", entry.lemma), *((("mode", entry.mode),) if entry.mode else ()))
            by = "grammar:company" if candidate.specific else "grammar:inventory"
            found.append(Proposal(span.start, span.end, entry.type, rate, by, features))
    return found


def feature_rows(
    scene: Scene, found: Sequence[Candidate], rates: Rates, own: Mapping[str, tuple[int, int]]
) -> list[dict[str, float]]:
    """The features of all candidates of an article; `own` are counts to leave out (the article's own, in learning)."""
    return [holding(row or {}) for row in _rows(scene, found, rates, own, 0.0)]


def _rows(
    scene: Scene, found: Sequence[Candidate], rates: Rates, own: Mapping[str, tuple[int, int]], least: float
) -> list[dict[str, float] | None]:
    """The features of the candidates, None for words that are triggers less often than `least`."""
    rated = [rates.rate(c, own.get(word_of(c), (0, 0))) for c in found] if own else list(map(rates.rate, found))
    kin: defaultdict[str, float] = defaultdict(float)
    for candidate, (rate, _) in zip(found, rated, strict=True):
        for key, amount in ((candidate.entry.type, rate), ("all", rate), (candidate.entry.word, 1.0)):
            kin[key] += amount
    rows: list[dict[str, float] | None] = []
    for candidate, (rate, seen) in zip(found, rated, strict=True):
        if rate < least:
            rows.append(None)
            continue
        kind, word = candidate.entry.type, candidate.entry.word
        others = {kind: kin[kind] - rate, "all": kin["all"] - rate, word: kin[word] - 1}
        rows.append(trigger_features(scene, candidate, rate, seen, others))
    return rows


def select(scene: Scene, proposals: Proposals) -> list[Trigger]:
    """The triggers of an article, by place, at most one a token."""
    article = scene.article
    found = likeliest(article)
    model = weights("trigger")
    rows = _rows(scene, found, learnt_rates(), {}, _HOPELESS)
    logits = [model.logit(row) if row is not None else _NEVER for row in rows]
    tagged, void = _tagged(article, proposals), Figurative(scene)
    if not tagged:
        scored = zip(found, map(squash, logits), strict=True)
        by_grammar = [Trigger(c, score, "grammar") for c, score in scored if score >= THRESHOLD]
        return _best(by_grammar, THRESHOLD, void)
    both = weights("trigger with tagger")
    triggers = []
    for candidate, logit in zip(found, logits, strict=True):
        proposal = tagged.get(candidate.token, {}).pop(candidate.entry.type, None)
        score = _blend(both, logit, _logit(proposal.score) if proposal else _TAGGER_SILENT)
        triggers.append(Trigger(candidate, score, "tagger+grammar" if proposal else "grammar", proposal))
    for token, kinds in tagged.items():
        for proposal in kinds.values():
            score = _blend(both, _GRAMMAR_SILENT, _logit(proposal.score))
            triggers.append(Trigger(_unlisted(article, token, proposal), score, "tagger", proposal))
    return _best(triggers, _WITH_TAGGER, void)


def _blend(both: Weights, grammar: float, tagger: float) -> float:
    return both.probability({"bias": 1.0, "grammar": grammar, "tagger": tagger})


def _best(triggers: Sequence[Trigger], least: float, void: Figurative) -> list[Trigger]:
    best: dict[int, Trigger] = {}
    for trigger in triggers:
        token = trigger.candidate.token
        if trigger.score < least or (token in best and trigger.score <= best[token].score):
            continue
        if trigger.candidate.entry.type not in void.not_meant(token):
            best[token] = trigger
    return [best[token] for token in sorted(best)]


def _tagged(article: Article, proposals: Proposals) -> dict[int, dict[str, Proposal]]:
    """The tagger's proposals by token and type, the surest of each."""
    found: defaultdict[int, dict[str, Proposal]] = defaultdict(dict)
    for proposal in proposals.triggers:
        if not proposal.by.startswith("grammar") and proposal.label in EVENT_TYPES:
            token = article.page.token_at(proposal.start)
            other = found[token].get(proposal.label)
            if token < len(article.page.forms) and (other is None or proposal.score > other.score):
                found[token][proposal.label] = proposal
    return dict(found)


def _unlisted(article: Article, token: int, proposal: Proposal) -> Candidate:
    """A candidate for a word that only the tagger knows."""
    nobody: frozenset[str] = frozenset()
    kind = cast(EventType, proposal.label)
    entry = Entry(article.page.forms[token], "n", kind, proposal.feature("mode"), nobody, nobody, nobody)
    reading = Reading(Entries.of((entry,)), "n", "noun", 0, "", "", False)
    return Candidate(token, article.span(proposal.start, proposal.end), entry, reading, False)


def _logit(score: float) -> float:
    score = min(max(score, 0.001), 0.999)
    return log(score / (1 - score))
