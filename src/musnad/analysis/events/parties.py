"""Who takes part in an event: actors and recipients chosen together, over all that its reports say of each.

Each report weighs alone who stands beside it (`participants.py`). Here it is put together what they say of one and the
same, and of all ways to give out the roles the likeliest is taken: that one acted tells on whether another did too.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log
from typing import NamedTuple

from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.gather import Weighed
from musnad.analysis.events.lexicon import Entry
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.weighing import Jury, jury, log_odds, weights
from musnad.record import Participant

# The likeliest that are thought about at all, and how many of them may share a role.
KEPT, MOST = 6, 3
NOBODY, ACTOR, RECIPIENT = range(3)
ROLES = ("event's actor", "event's recipient")
PAIRS = ("two actors", "two recipients", "actor and recipient")
NUMBERS = "how many"
# Where the tagger speaks the chances beside a report are surer, and so they weigh otherwise.
WITH_TAGGER = " with tagger"
_BEAM = 12
_LEAST, _UNHEARD = 1e-5, -4.0
_BESIDE, _CLOSE, _NEVER = 3, 7, 99

Features = dict[str, float]
_Beginning = tuple[float, tuple[int, ...], tuple[tuple[int, int], ...], int, int]


class Row(NamedTuple):
    """A mention of a party beside a report of the event, with its log odds as actor and as recipient there."""

    report: int
    filler: Filler
    odds: tuple[float, float]


class Party(NamedTuple):
    """Who may take part in an event: all mentions beside its reports, and the best log odds of any in any role.

    `by_report` are the mentions by report, `tokens` all tokens of theirs.
    """

    participant: Participant
    rows: tuple[Row, ...]
    best: float
    by_report: Mapping[int, Sequence[Filler]]
    tokens: frozenset[int]


def parties(casts: Sequence[Sequence[Weighed]], governed: Mapping[str, str] | None = None) -> list[Party]:
    """The likeliest of those beside the reports of an event, by first place; a cast holds the fillers of one report.

    Whom `governed` names (`Scene.seats`) is one party with its country, called as it is where it is likeliest: it would
    stand in the way of the other side of talks, and neither would be right for both.
    """
    rows: dict[Participant | str, list[Row]] = {}  # entities by their keys
    country = (governed or {}).get
    for report, cast in enumerate(casts):
        for filler, chance in cast:
            odds = (log_odds(chance["actor"], _LEAST), log_odds(chance["recipient"], _LEAST))
            key = filler.participant.entity
            who = country(key, key) if key else filler.participant
            rows.setdefault(who, []).append(Row(report, filler, odds))
    likeliest = sorted(rows.values(), key=lambda some: -max([max(row.odds) for row in some]))[:KEPT]
    return sorted(map(_party, likeliest), key=lambda p: (p.rows[0].report, p.rows[0].filler.first))


def _party(rows: Sequence[Row]) -> Party:
    likeliest = max(rows, key=lambda row: max(row.odds))
    by_report: dict[int, list[Filler]] = {}
    for row in rows:
        by_report.setdefault(row.report, []).append(row.filler)
    tokens = frozenset([token for row in rows for token in range(row.filler.first, row.filler.last)])
    return Party(likeliest.filler.participant, tuple(rows), max(likeliest.odds), by_report, tokens)


def kinds_of(entries: Sequence[Entry]) -> tuple[str, ...]:
    """What kind of event the words of its reports make it, from the general to the particular: type, mode, word."""
    modes = [entry.mode for entry in entries if entry.mode]
    mode = _commonest(modes) if modes else "none"
    words = [entry.word for entry in entries]
    type_ = entries[0].type
    return type_, f"{type_} {mode}", f"{type_} {_commonest(words)}"


def _commonest(values: Sequence[str]) -> str:
    """The value that comes most often, of equals the first."""
    return max(dict.fromkeys(values), key=values.count)  # few are distinct, however many there are


def party_features(party: Party, kinds: Sequence[str], reports: int) -> tuple[Features, Features]:
    """What speaks for a party as actor and as recipient of an event of so many reports, 0 where it does not hold."""
    beside = {row.report for row in party.rows}
    fillers = [row.filler for row in party.rows]
    looks = [filler.kind for filler in fillers]
    most = _commonest(looks)
    common: Features = {
        "bias": 1.0,
        f"kind {most}": 1.0,
        "share of the reports": len(beside) / reports,
        "reports beside": log(len(beside)),
        "one mention, many reports": len(party.rows) == 1 and reports > 1,
        "one report": reports == 1,
    }
    for kind in kinds:
        common[f"of {kind}"] = 1.0
    for filler in fillers:
        if filler.sort:
            common[f"sort {filler.sort}"] = 1.0
    return common | _odds_features(party, 0, reports), common | _odds_features(party, 1, reports)


def _odds_features(party: Party, role: int, reports: int) -> Features:
    """How likely the reports alone make a party in a role (0 actor, 1 recipient), and in the other."""
    best: dict[int, float] = {}
    for row in party.rows:
        odds = row.odds[role]
        if odds > best.get(row.report, odds - 1):
            best[row.report] = odds
    ranked = sorted([row.odds[role] for row in party.rows], reverse=True)
    return {
        "odds": ranked[0],
        "odds above even": max(ranked[0], 0.0),
        "odds of the other role": max([row.odds[1 - role] for row in party.rows]),
        "second odds behind": ranked[1] - ranked[0] if len(ranked) > 1 else 0.0,
        "mean odds": (sum(best.values()) + _UNHEARD * (reports - len(best))) / reports,
    }


def pair_features(scene: Scene, kinds: Sequence[str], a: Party, b: Party) -> Features:
    """What speaks for two parties sharing a role, or standing against each other, 0 where it does not hold."""
    entities = scene.names.entities
    left, right = entities.get(a.participant.entity or ""), entities.get(b.participant.entity or "")
    one, other = a.rows[0].filler.kind, b.rows[0].filler.kind
    found: Features = {
        "bias": 1.0,
        f"kinds {one} {other}" if one <= other else f"kinds {other} {one}": 1.0,
        "difference": abs(a.best - b.best) / 4,
        "one in the other": _overlap(a.participant, b.participant),
        # The words for one stand in the words for the other: قادة الحزب beside الحزب.
        "one called by the other": not a.tokens.isdisjoint(b.tokens),
    }
    for kind in kinds:
        found[f"of {kind}"] = 1.0
    if left and right and left.country and left.country == right.country:
        found["one country"] = found[f"one country, {' '.join(sorted((left.type, right.type)))}"] = 1.0
    together = _together(a, b)
    apart = min([abs(x.first - y.first) for x, y in together], default=_NEVER)
    near = "beside" if apart <= _BESIDE else "close" if apart <= _CLOSE else "far" if apart < _NEVER else "never"
    found[f"stand {near}"] = 1.0
    found["joined by and"] = apart <= _CLOSE and any(_joined(scene, x, y) for x, y in together)
    return found


def _together(a: Party, b: Party) -> list[tuple[Filler, Filler]]:
    """The mentions of two parties beside the same report, each two in the order in which they stand."""
    found = []
    for report, of_a in a.by_report.items():
        for y in b.by_report.get(report, ()):
            for x in of_a:
                found.append((x, y) if (x.first, x.last) <= (y.first, y.last) else (y, x))
    return found


def _overlap(a: Participant, b: Participant) -> bool:
    return a.span is not None and b.span is not None and a.span.start < b.span.end and b.span.start < a.span.end


def _joined(scene: Scene, left: Filler, right: Filler) -> bool:
    """Whether و stands between two names, or on the second."""
    forms = scene.article.page.forms[left.last : right.first + 1]
    return 0 < len(forms) <= _BESIDE + 2 and any(form[0] == "و" for form in forms)


def choose(
    scene: Scene, entries: Sequence[Entry], casts: Sequence[Sequence[Weighed]], heard: bool = False
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """The actors and the recipients of an event, each by first place; `heard` where the tagger had a voice in it.

    For each report of it there is the entry of its word and the cast beside it.
    """
    kinds = kinds_of(entries)
    found = parties(casts, scene.seats)
    suffix = WITH_TAGGER if heard else ""
    (actor, recipient), pairs = (weights(role + suffix) for role in ROLES), jury(*(pair + suffix for pair in PAIRS))
    single = []
    for party in found:
        acting, receiving = party_features(party, kinds, len(casts))
        single.append((0.0, actor.logit(acting), recipient.logit(receiving)))
    both = {
        (i, j): pairs.logits(pair_features(scene, kinds, found[i], found[j]))
        for i, j in combinations(range(len(found)), 2)
    }
    given = _best(kinds, single, both, jury(NUMBERS + suffix))
    actors = tuple(p.participant for p, role in zip(found, given, strict=True) if role == ACTOR)
    return actors, tuple(p.participant for p, role in zip(found, given, strict=True) if role == RECIPIENT)


def numbers_of(kinds: Sequence[str], actors: int, recipients: int) -> tuple[str, ...]:
    """The features that tell how many have each role."""
    how_many = f"{actors} and {recipients}"
    return how_many, *(f"{kind} {how_many}" for kind in kinds)


def _best(
    kinds: tuple[str, ...],
    single: Sequence[tuple[float, float, float]],
    both: Mapping[tuple[int, int], tuple[float, ...]],
    numbers: Jury,
) -> tuple[int, ...]:
    """The way to give out roles of the greatest weight, party by party, the best dozen beginnings kept."""
    # Each with the roles given so far: to whom and which, and how many are actors and recipients.
    beginnings: list[_Beginning] = [(0.0, (), (), 0, 0)]
    for j, (_, actor, recipient) in enumerate(single):
        longer = []
        pairs = [both[i, j] for i in range(j)]
        for weight, given, roles, actors, recipients in beginnings:
            longer.append((weight, (*given, NOBODY), roles, actors, recipients))
            acting = receiving = 0.0
            for i, role in roles:
                two_actors, two_recipients, opposed = pairs[i]
                if role == ACTOR:
                    acting, receiving = acting + two_actors, receiving + opposed
                else:
                    acting, receiving = acting + opposed, receiving + two_recipients
            if actors < MOST:
                more = (*roles, (j, ACTOR))
                longer.append((weight + actor + acting, (*given, ACTOR), more, actors + 1, recipients))
            if recipients < MOST:
                more = (*roles, (j, RECIPIENT))
                longer.append((weight + recipient + receiving, (*given, RECIPIENT), more, actors, recipients + 1))
        longer.sort(reverse=True)
        beginnings = longer[:_BEAM]
    of_numbers = {pair: _of_numbers(numbers, kinds, pair) for pair in {(one[3], one[4]) for one in beginnings}}
    return max([(weight + of_numbers[n, m], given) for weight, given, _, n, m in beginnings])[1]


def _of_numbers(numbers: Jury, kinds: tuple[str, ...], counts: tuple[int, int]) -> float:
    """What it weighs how many have each role."""
    key = (*kinds, *counts)
    return (numbers.known.get(key) or numbers.keep(key, numbers.total(numbers_of(kinds, *counts))))[0]
