"""From triggers to events: status, statement, participants, place and time of each report, then one event of many."""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from musnad.analysis.article import Article
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.gather import Mention, Weighed, gather
from musnad.analysis.events.governed import of_verbal_noun
from musnad.analysis.events.participants import weigh
from musnad.analysis.events.parties import choose
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.status import BEGUN, Verdict, denied_first, judge, pooled
from musnad.analysis.events.triggers import Trigger, select
from musnad.analysis.events.when import LEAST, weighed
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.record import MODES, Abstention, Event, Reason, Report, Statement, Time, content_id

# Each from a sweep over held-out training articles.
_PLACE, _ONE_EVENT = 0.25, 0.45
# The tagger's links are surer, and learnt with what makes up for their silence.
_ONE_EVENT_TOLD = 0.58
# More for what a denial names first than was learnt: the same share of 47 is right from 0 to 3, and a denial that is
# read as a fact is the worse mistake.
_DENIED = 2.5
# The tagger's share beside the grammar's, and the log-probability below which it does not go: on 83 articles that
# neither had learnt 1 to 2 are flat, and the whole table of chances is worth a point more than the likeliest status.
# Within that, 1.5 is the better on gold/dev with the present tagger (1: .812, 1.5: .822).
_TAGGER_STATUS, _LEAST_STATUS = 1.5, -6.0
# A noun and the verbal noun that brings it about (توقيع اتفاق) had one status in 11 of 12 annotated pairs.
_LEAST_SHARED = 1e-3


class Sighting(NamedTuple):
    """One report with all that is known of it."""

    trigger: Trigger
    verdict: Verdict
    mention: Mention
    statement: str | None


def compose(
    article: Article, proposals: Proposals, names: Names, times: tuple[Time, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """The events of an article, by first report, each with every report of it."""
    scene = Scene(article, names, times, statements)
    tagged = TriggerRoles.of(article.page, proposals.triggers, proposals.links)
    groups = gathered(scene, proposals, tagged)
    triggers = frozenset(s.trigger.candidate.token for group in groups for s in group)
    return tuple(_event(scene, _agreed(group), triggers, tagged) for group in groups)


def gathered(scene: Scene, proposals: Proposals, tagged: TriggerRoles) -> list[list[Sighting]]:
    """The reports of an article, each with all that is known of it, in one list for each event."""
    triggers = select(scene, proposals)
    cast_ = Cast(scene)
    tokens = frozenset(t.candidate.token for t in triggers)
    sightings: list[Sighting] = []
    for trigger in triggers:
        last = sightings[-1] if sightings else None
        around = tuple(weigh(scene, cast_, trigger.candidate, tokens, tagged))
        sightings.append(_sighting(scene, trigger, around, last))
    groups = gather(scene, [s.mention for s in sightings], _ONE_EVENT_TOLD if tagged.spoke else _ONE_EVENT, tagged)
    return [[sightings[i] for i in group] for group in groups]


def _agreed(sightings: Sequence[Sighting]) -> list[Sighting]:
    verdicts = pooled([s.verdict for s in sightings])
    return [s._replace(verdict=verdict) for s, verdict in zip(sightings, verdicts, strict=True)]


def _sighting(scene: Scene, trigger: Trigger, around: tuple[Weighed, ...], last: Sighting | None) -> Sighting:
    candidate = trigger.candidate
    inside = scene.statement_at[candidate.token]
    before = (last.trigger.candidate.token, last.verdict.status) if last else None
    denied = denied_first(scene, candidate, before[0] if before else None)
    bias = _status_bias(trigger, denied)
    if last and of_verbal_noun(scene, candidate, last.trigger.candidate.token):
        bias = {s: bias.get(s, 0.0) + log(max(chance, _LEAST_SHARED)) for s, chance in last.verdict.chances.items()}
    verdict = judge(scene, candidate, bias, before)
    statement = scene.statements[inside].id if inside >= 0 else None
    return Sighting(trigger, verdict, Mention(scene, candidate, verdict.status, around), statement)


def _status_bias(trigger: Trigger, denied: bool) -> dict[str, float]:
    """What the tagger and a denial add to the log-odds of each status; then the tagger's "happened" does not count."""
    told = trigger.proposal.feature("statuses") if trigger.proposal else None
    if not told:
        return {"denied": _DENIED} if denied else {}
    names, chances = told.split()[::2], map(float, told.split()[1::2])
    bias = {s: max(log(p), _LEAST_STATUS) if p else _LEAST_STATUS for s, p in zip(names, chances, strict=True)}
    if denied:
        bias = {s: more for s, more in bias.items() if s not in BEGUN}
    top = max(bias.values(), default=0.0)
    bias = {s: _TAGGER_STATUS * (more - top) for s, more in bias.items()}
    return bias | {"denied": bias.get("denied", 0.0) + _DENIED} if denied else bias


def _time(scene: Scene, sightings: Sequence[Sighting], triggers: frozenset[int], tagged: TriggerRoles) -> int | None:
    """The likeliest of the times around the reports of an event, if likely enough."""
    found = (one for s in sightings for one in weighed(scene, s.trigger.candidate, s.verdict.status, triggers, tagged))
    chance, index = max(found, key=lambda one: (one[0], -one[1]), default=(0.0, -1))
    return index if chance >= LEAST else None


def _event(scene: Scene, sightings: Sequence[Sighting], triggers: frozenset[int], tagged: TriggerRoles) -> Event:
    first = sightings[0]
    surest = max(sightings, key=lambda s: s.trigger.score)
    kind = surest.trigger.candidate.entry.type
    entries = [s.trigger.candidate.entry for s in sightings]
    actors, recipients = choose(scene, entries, [s.mention.cast for s in sightings], tagged.spoke)
    abstained = tuple(
        Abstention(field, "nobody in the clauses of its reports fits")
        for field, who in (("actors", actors), ("recipients", recipients))
        if not who
    )
    return Event(
        id=content_id("e", scene.article.document.key, first.trigger.candidate.span),
        type=kind,
        reports=tuple(Report(s.trigger.candidate.span, s.verdict.status, s.statement) for s in sightings),
        mode=_mode(sightings),
        actors=actors,
        recipients=recipients,
        place=_place(sightings),
        time=_time(scene, sightings, triggers, tagged),
        confidence=round(surest.trigger.score, 3),
        why=_why(sightings),
        abstained=abstained,
    )


def _place(sightings: Sequence[Sighting]) -> str | None:
    best: dict[str, float] = {}
    for sighting in sightings:
        for filler, chance in sighting.mention.cast:
            key = filler.participant.entity
            if key is not None and filler.kind in ("GPE", "LOC", "FAC"):
                best[key] = max(best.get(key, 0.0), chance["place"])
    key = max(best, key=lambda k: best[k], default=None)
    return key if key is not None and best[key] >= _PLACE else None


def _mode(sightings: Sequence[Sighting]) -> str | None:
    found: Counter[str] = Counter()
    for sighting in sightings:
        proposal = sighting.trigger.proposal
        entry = sighting.trigger.candidate.entry
        mode = entry.mode or (proposal.feature("mode") if proposal else None)
        if mode and mode in MODES.get(entry.type, ()):  # the tagger says type and mode each by itself
            found[mode] += 1
    return found.most_common(1)[0][0] if found else None


def _why(sightings: Sequence[Sighting]) -> tuple[Reason, ...]:
    """For each report who took its word as a trigger and what its status stands on."""
    reasons: list[Reason] = []
    for s in sightings:
        entry = s.trigger.candidate.entry
        reasons.append(Reason(s.trigger.by + ":trigger", round(s.trigger.score, 3), f"{entry.type} {entry.lemma}"))
        note = f"{s.verdict.status}: {'; '.join(s.verdict.grounds) or 'nothing speaks against'}"
        reasons.append(Reason("grammar:status", round(s.verdict.score, 3), note))
    return tuple(reasons)
