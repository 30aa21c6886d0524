"""From triggers to events: status, statement, participants, place and time of each report, then one event of many."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from musnad.analysis.article import Article
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.gather import Mention, Weighed, gather
from musnad.analysis.events.participants import weigh
from musnad.analysis.events.parties import choose
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.status import Verdict, judge, pooled, side_of
from musnad.analysis.events.triggers import Trigger, select
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.record import STATUSES, Abstention, Event, Reason, Report, Statement, Status, Time, content_id

# Each from a sweep over held-out training articles.
_PLACE, _ONE_EVENT = 0.3, 0.45
_TIME_REACH = 14
_BEGUN = ("occurred", "ongoing")
# What is denied first is what is denied (28 of 41 in the labelled articles, 10 others happened), which too few denials
# taught weights and tagger; in log-odds, and then the tagger's word that it happened does not count.
_DENIED = 1.5
_TAGGER_STATUS = 2.5


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
    return tuple(_event(scene, _agreed(sightings)) for sightings in gathered(scene, proposals))


def gathered(scene: Scene, proposals: Proposals) -> list[list[Sighting]]:
    """The reports of an article, each with all that is known of it, in one list for each event."""
    triggers = select(scene, proposals)
    cast_ = Cast(scene)
    tokens = frozenset(t.candidate.token for t in triggers)
    tagged = TriggerRoles.of(scene.article.page, proposals.triggers, proposals.links)
    sightings: list[Sighting] = []
    for trigger in triggers:
        last = sightings[-1] if sightings else None
        before = (last.trigger.candidate.token, last.verdict.status) if last else None
        around = tuple(weigh(scene, cast_, trigger.candidate, tokens, tagged))
        sightings.append(_sighting(scene, trigger, around, before))
    groups = gather(scene, [s.mention for s in sightings], _ONE_EVENT)
    return [[sightings[i] for i in group] for group in groups]


def _agreed(sightings: Sequence[Sighting]) -> list[Sighting]:
    verdicts = pooled([s.verdict for s in sightings])
    return [s._replace(verdict=verdict) for s, verdict in zip(sightings, verdicts, strict=True)]


def _sighting(
    scene: Scene, trigger: Trigger, around: tuple[Weighed, ...], before: tuple[int, Status] | None
) -> Sighting:
    candidate = trigger.candidate
    inside = scene.statement_at[candidate.token]
    bias = _status_bias(trigger)
    if inside >= 0 and scene.statements[inside].act == "deny" and _first_in(scene, inside, before):
        bias = {"denied": _DENIED} | {s: more for s, more in bias.items() if s not in _BEGUN}
    verdict = judge(scene, candidate, bias, before)
    statement = scene.statements[inside].id if inside >= 0 else None
    return Sighting(trigger, verdict, Mention(scene, candidate, verdict.status, around), statement)


def _first_in(scene: Scene, statement: int, before: tuple[int, Status] | None) -> bool:
    """Whether no trigger stands before this one in the words of a statement."""
    return before is None or scene.statement_at[before[0]] != statement


def _status_bias(trigger: Trigger) -> dict[str, float]:
    status = trigger.proposal.feature("status") if trigger.proposal else None
    return {status: _TAGGER_STATUS} if status in STATUSES else {}


def _time(scene: Scene, sighting: Sighting) -> int | None:
    """The nearest time of the trigger's sentence within reach; one that follows wins over one as far ahead.

    What happened or goes on has no time after publication: such a one is another event's.
    """
    page, token, begun = scene.article.page, sighting.trigger.candidate.token, sighting.verdict.status in _BEGUN
    best: tuple[int, int] | None = None
    for index in scene.times_near(token):
        at = page.token_at(scene.times[index].span.start)
        distance = (at - token) * 2 if at > token else (token - at) * 2 + 1
        if begun and side_of(scene, scene.times[index]) == "future":
            continue
        if distance <= 2 * _TIME_REACH and (best is None or distance < best[0]):
            best = (distance, index)
    return best[1] if best else None


def _event(scene: Scene, sightings: Sequence[Sighting]) -> Event:
    first = sightings[0]
    surest = max(sightings, key=lambda s: s.trigger.score)
    kind = surest.trigger.candidate.entry.type
    actors, recipients = choose(scene, kind, [s.mention.cast for s in sightings])
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
        time=next((time for s in sightings if (time := _time(scene, s)) is not None), None),
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
    modes: Counter[str] = Counter()
    for sighting in sightings:
        proposal = sighting.trigger.proposal
        mode = sighting.trigger.candidate.entry.mode or (proposal.feature("mode") if proposal else None)
        if mode:
            modes[mode] += 1
    return modes.most_common(1)[0][0] if modes else None


def _why(sightings: Sequence[Sighting]) -> tuple[Reason, ...]:
    """For each report who took its word as a trigger and what its status stands on."""
    reasons: list[Reason] = []
    for s in sightings:
        entry = s.trigger.candidate.entry
        reasons.append(Reason(s.trigger.by + ":trigger", round(s.trigger.score, 3), f"{entry.type} {entry.lemma}"))
        note = f"{s.verdict.status}: {'; '.join(s.verdict.grounds) or 'nothing speaks against'}"
        reasons.append(Reason("grammar:status", round(s.verdict.score, 3), note))
    return tuple(reasons)
