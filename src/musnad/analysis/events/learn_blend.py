"""Learn how grammar and tagger are added up in the events layer; `training/event_blend.py` is the command.

Only articles that neither has learnt can teach it: of its own lessons the tagger is surer than of any other text. They
are few, so the weights are few; where the grammar alone has learnt a decision, its weights are what these start from.
"""

from collections.abc import Iterator, Mapping, Sequence

from musnad.analysis.events.candidates import Candidate, likeliest
from musnad.analysis.events.compose import gathered
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.fitting import fit
from musnad.analysis.events.gather import pair_features, pairs_before, same_features
from musnad.analysis.events.learn import fills
from musnad.analysis.events.learn_parties import DECISIONS, gold_event, learn_parties, told
from musnad.analysis.events.learning import Lesson
from musnad.analysis.events.participants import weigh
from musnad.analysis.events.parties import WITH_TAGGER
from musnad.analysis.events.told import beyond_features, tagger_features
from musnad.analysis.events.weighing import all_weights, holding, log_odds, replace, weights
from musnad.analysis.proposals import LinkRole
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.record import Event

Learnt = dict[str, dict[str, float]]
_ROLES: tuple[LinkRole, ...] = ("actor", "recipient")
_PENALTY, _PENALTY_TOGETHER = 1.0, 25.0
_LEAST = 1e-6
# Three numbers each, set once: those of triggers are the best of a dozen on gold/dev, those of places and times fitted
# to the 94 articles ze to zh, which neither had learnt.
_SET = {
    "trigger with tagger": {"bias": -0.4, "grammar": 0.6, "tagger": 0.8},
    "place with tagger": {"bias": -0.16, "grammar": 0.67, "tagger": 0.62},
    "time with tagger": {"bias": 0.09, "grammar": 0.79, "tagger": 0.67},
}


def learn_roles(lessons: Sequence[Lesson]) -> Learnt:
    """How much of grammar and tagger counts in who acts and who suffers, beside one report."""
    rows: dict[LinkRole, list[Mapping[str, float]]] = {role: [] for role in _ROLES}
    hits: dict[LinkRole, list[bool]] = {role: [] for role in _ROLES}
    for one in lessons:
        scene, cast = one.scene, Cast(one.scene)
        tagged = TriggerRoles.of(scene.article.page, one.proposals.triggers, one.proposals.links)
        for candidate, event in _reported(one):
            if not tagged.knows(candidate.token):
                continue
            for filler, chance in weigh(scene, cast, candidate, one.triggers, TriggerRoles()):
                for role in _ROLES:
                    odds = log_odds(chance[role], _LEAST)
                    rows[role].append(holding(tagger_features(odds, role, tagged, candidate.token, filler)))
                    hits[role].append(fills(filler, event, role))
    return {role + WITH_TAGGER: fit(rows[role], hits[role], _PENALTY) for role in _ROLES}


def learn_beyond(lessons: Sequence[Lesson]) -> Learnt:
    """How likely those are to act or to suffer whom only the tagger connects with a report."""
    rows: dict[LinkRole, list[Mapping[str, float]]] = {role: [] for role in _ROLES}
    hits: dict[LinkRole, list[bool]] = {role: [] for role in _ROLES}
    for one in lessons:
        cast = Cast(one.scene)
        tagged = TriggerRoles.of(one.scene.article.page, one.proposals.triggers, one.proposals.links)
        for candidate, event in _reported(one):
            for filler in cast.beyond(candidate.token, tagged.parties(candidate.token)):
                for role in _ROLES:
                    rows[role].append(holding(beyond_features(role, tagged, candidate.token, filler)))
                    hits[role].append(fills(filler, event, role))
    return {f"{role} beyond": fit(rows[role], hits[role], _PENALTY) for role in _ROLES}


def learn_gathering(lessons: Sequence[Lesson]) -> Learnt:
    """How much the tagger's links between triggers count in whether two reports are of one event."""
    rows: list[Mapping[str, float]] = []
    hits: list[bool] = []
    for one in lessons:
        scene = one.scene
        tagged = TriggerRoles.of(scene.article.page, one.proposals.triggers, one.proposals.links)
        every = [sighting for group in gathered(scene, one.proposals, tagged) for sighting in group]
        every.sort(key=lambda sighting: sighting.trigger.candidate.token)
        mentions, events = [s.mention for s in every], [gold_event(one, s) for s in every]
        for i, earlier in pairs_before(mentions):
            for between, j in enumerate(earlier):
                a, b = mentions[j].candidate.token, mentions[i].candidate.token
                left, right = events[j], events[i]
                if left is not None and right is not None and tagged.knows(a) and tagged.knows(b):
                    odds = weights("one event").logit(pair_features(scene, mentions[j], mentions[i], between))
                    rows.append(same_features(odds, tagged, a, b))
                    hits.append(left.id == right.id)
    return {"one event" + WITH_TAGGER: fit(rows, hits, _PENALTY)}


def _reported(one: Lesson) -> Iterator[tuple[Candidate, Event]]:
    """The gold reports that the inventory can find."""
    page = one.scene.article.page
    known = {(c.token, c.entry.type): c for c in reversed(likeliest(one.scene.article))}
    for event in one.events:
        for report in event.reports:
            candidate = known.get((page.token_at(report.trigger.start), event.type))
            if candidate is not None:
                yield candidate, event


def learn_blend(lessons: Sequence[Lesson]) -> Learnt:
    """All that is learnt of both voices together."""
    learnt = _SET | learn_roles(lessons) | learn_beyond(lessons)
    replace(learnt)
    learnt |= learn_gathering(lessons)
    replace(learnt)
    examples = [example for one in lessons for example in told(one)]
    together = learn_parties(examples, {name: all_weights()[name] for name in DECISIONS}, _PENALTY_TOGETHER)
    return learnt | {name + WITH_TAGGER: weights for name, weights in together.items()}
