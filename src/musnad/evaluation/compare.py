"""One record against the gold record of the same article: every figure of the annotation guidelines' scorer.

Statements pair by the characters of their contents (Dice), as PARC 3 and PolNeAR are scored; event reports by
overlapping triggers. What an entity, link or participant means is compared through the mentions that the two
records share, never through keys or names.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from musnad.evaluation.tally import Tally
from musnad.record import Entity, Event, Link, Participant, Record, Report, Span, Statement

SAME_CONTENT = 0.5  # least Dice of two contents to be one statement; the annotators' own agreement lies far above
WHOLE_CONTENT = 0.9
_RIGHT_ORIGINATOR, _SAME_CUE = 0.002, 0.001  # break ties between two sources of one content
_PLACES_AND_PEOPLES = ("GPE", "NORP")

ReportOf = tuple[Event, Report]
T = TypeVar("T")


def compare(gold: Record, made: Record) -> Tally:
    """All figures of one article; `made` must be of the same text."""
    comparison = _Comparison(gold, made)
    comparison.names()
    comparison.times()
    comparison.statements()
    comparison.events()
    return comparison.tally


def paired(gold: Record, made: Record) -> tuple[list[tuple[Statement, Statement]], Callable[[Link, Link], bool]]:
    """The statements that are one in both records, and what tells whether a gold and a made link are one source."""
    comparison = _Comparison(gold, made)
    return comparison.pairs(), comparison.link_right


def _overlap(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end)}


def _dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pair(gold: Sequence[T], made: Sequence[T], score: Callable[[T, T], float], least: float) -> list[tuple[T, T]]:
    """One-to-one pairs of at least the score `least`, best first, then in the order of the text."""
    scored = ((score(g, m), -i, -j) for i, g in enumerate(gold) for j, m in enumerate(made))
    taken_gold: set[int] = set()
    taken_made: set[int] = set()
    pairs = []
    for _, i, j in sorted((s for s in scored if s[0] >= least), reverse=True):
        if i not in taken_gold and j not in taken_made:
            taken_gold.add(i)
            taken_made.add(j)
            pairs.append((gold[-i], made[-j]))
    return pairs


class _Comparison:
    def __init__(self, gold: Record, made: Record) -> None:
        self.gold, self.made, self.tally = gold, made, Tally()
        self.same = _stand_for(gold, made)

    def names(self) -> None:
        gold, made = _mentions(self.gold), _mentions(self.made)
        both = gold.keys() & made.keys()
        self.tally.count("mentions", len(both), len(gold), len(made))
        gold_pairs, made_pairs = _coreferring(self.gold), _coreferring(self.made)
        self.tally.count("coreference", len(gold_pairs & made_pairs), len(gold_pairs), len(made_pairs))
        countries = [k for k in both if gold[k].country]
        self.tally.count("actor country", sum(gold[k].country == made[k].country for k in countries), len(countries))
        sectors = [k for k in both if gold[k].sector]
        self.tally.count("actor sector", sum(gold[k].sector == made[k].sector for k in sectors), len(sectors))
        ids = [(gold[k].wikidata, made[k].wikidata) for k in both if gold[k].wikidata]
        self.tally.count("wikidata", sum(g == m for g, m in ids), len(ids), sum(bool(m) for _, m in ids))

    def times(self) -> None:
        pairs = _pair(
            self.gold.times, self.made.times, lambda g, m: float(_overlap(g.span, m.span) and g.value == m.value), 1
        )
        self.tally.count("times", len(pairs), len(self.gold.times), len(self.made.times))

    def statements(self) -> None:
        gold, made, count = self.gold.statements, self.made.statements, self.tally.count
        pairs = self.pairs()
        count("statements", len(pairs), len(gold), len(made))
        gold_cues, made_cues = [s.cue for s in gold if s.cue], [s.cue for s in made if s.cue]
        cues = _pair(gold_cues, made_cues, lambda g, m: float(_overlap(g, m)), 1)
        count("cues", len(cues), len(gold_cues), len(made_cues))
        count("who said what", sum(self._originator_right(g, m) for g, m in pairs), len(gold), len(made))
        count("isnad", sum(self._chain_right(g.chain, m.chain) for g, m in pairs), len(gold), len(made))
        count("directness", sum(g.directness == m.directness for g, m in pairs), len(pairs))
        count("act", sum(g.act == m.act for g, m in pairs), len(pairs))
        self._addressed(pairs)
        paired = {g.id: m.id for g, m in pairs}
        nested = [(paired.get(g.within), m.within) for g, m in pairs if g.within]
        count("within", sum(g == m and m is not None for g, m in nested), len(nested))
        whole = sum(_dice(_characters(g.content), _characters(m.content)) >= WHOLE_CONTENT for g, m in pairs)
        count("content>=.9", whole, len(pairs))

    def pairs(self) -> list[tuple[Statement, Statement]]:
        """The statements of both records that are one."""
        gold, made = self.gold.statements, self.made.statements
        contents = {id(s): _characters(s.content) for s in (*gold, *made)}

        def likeness(g: Statement, m: Statement) -> float:
            same = _dice(contents[id(g)], contents[id(m)])
            if same < SAME_CONTENT:
                return 0.0
            return same + _RIGHT_ORIGINATOR * self._originator_right(g, m) + _SAME_CUE * _overlap(g.cue, m.cue)

        return _pair(gold, made, likeness, SAME_CONTENT)

    def _addressed(self, pairs: list[tuple[Statement, Statement]]) -> None:
        targets = [(Participant(g.target), m.target) for g, m in pairs if g.target]
        right = sum(m is not None and self._participant_right(g, Participant(m)) for g, m in targets)
        self.tally.count("target", right, len(targets))
        addressees = [(g.addressee, m.addressee) for g, m in pairs if g.addressee]
        right = sum(m is not None and self._participant_right(g, m) for g, m in addressees)
        self.tally.count("addressee", right, len(addressees))

    def events(self) -> None:
        gold, made, count = _reports(self.gold), _reports(self.made), self.tally.count

        def likeness(g: ReportOf, m: ReportOf) -> float:
            return float(_overlap(g[1].trigger, m[1].trigger)) + (g[0].type == m[0].type) / 2

        pairs = _pair(gold, made, likeness, 1)
        count("triggers", len(pairs), len(gold), len(made))
        typed = [(g, m) for g, m in pairs if g[0].type == m[0].type]
        count("typed", len(typed), len(gold), len(made))
        count("status", sum(g[1].status == m[1].status for g, m in typed), len(typed))
        count("attributed", self._attributed(typed), len(typed))
        self._circumstances(typed)
        together, gathered = _gathered([g for g, _ in typed]), _gathered([m for _, m in typed])
        count("one event", len(together & gathered), len(together), len(gathered))
        self._participants(typed, len(gold), len(made))

    def _attributed(self, typed: list[tuple[ReportOf, ReportOf]]) -> int:
        gold, made = _originators(self.gold), _originators(self.made)
        right = 0
        for (_, g), (_, m) in typed:
            a, b = gold.get(g.statement), made.get(m.statement)
            right += self.link_right(a, b) if a and b else a is b
        return right

    def _circumstances(self, typed: list[tuple[ReportOf, ReportOf]]) -> None:
        events = [(g, m) for (g, _), (m, _) in typed]
        asked = [(g, m) for g, m in events if g.mode]
        self.tally.count("mode", sum(g.mode == m.mode for g, m in asked), len(asked))
        asked = [(g, m) for g, m in events if g.place]
        self.tally.count("place", sum(self.same.get(m.place or "") == g.place for g, m in asked), len(asked))
        values = [(self.gold.times[g.time].value, m.time) for g, m in events if g.time is not None]
        right = sum(m is not None and g == self.made.times[m].value for g, m in values)
        self.tally.count("event time", right, len(values))

    def _participants(self, typed: list[tuple[ReportOf, ReportOf]], gold: int, made: int) -> None:
        fillers = [pair for (g, _), (m, _) in typed for pair in ((g.actors, m.actors), (g.recipients, m.recipients))]
        right = sum(len(_pair(g, m, lambda a, b: float(self._participant_right(a, b)), 1)) for g, m in fillers)
        self.tally.count("participants", right, sum(len(g) for g, _ in fillers), sum(len(m) for _, m in fillers))
        whole = [
            (g[1].status, m[1].status)
            for g, m in typed
            if self._all_right(g[0].actors, m[0].actors) and self._all_right(g[0].recipients, m[0].recipients)
        ]
        self.tally.count("who did what to whom", len(whole), gold, made)
        self.tally.count("... and status", sum(g == m for g, m in whole), gold, made)

    def _all_right(self, gold: Sequence[Participant], made: Sequence[Participant]) -> bool:
        return (
            len(gold) == len(made)
            and all(any(self._participant_right(g, m) for m in made) for g in gold)
            and all(any(self._participant_right(g, m) for g in gold) for m in made)
        )

    def _participant_right(self, gold: Participant, made: Participant) -> bool:
        if gold.entity is not None and made.entity is not None:
            if self.same.get(made.entity) == gold.entity:
                return True
            g, m = self.gold.entities.get(gold.entity), self.made.entities.get(made.entity)
            # a country, its capital and its people count as one
            return (
                g is not None
                and m is not None
                and g.type in _PLACES_AND_PEOPLES
                and m.type in _PLACES_AND_PEOPLES
                and bool(g.country)
                and g.country == m.country
            )
        made_spans = _words_of(self.made, made)
        return any(_overlap(g, m) for g in _words_of(self.gold, gold) for m in made_spans)

    def link_right(self, gold: Link, made: Link) -> bool:
        if gold.entity is not None and made.entity is not None:
            return self.same.get(made.entity) == gold.entity
        return _overlap(gold.anonymous, made.anonymous)

    def _chain_right(self, gold: Sequence[Link], made: Sequence[Link]) -> bool:
        return len(gold) == len(made) and all(map(self.link_right, gold, made))

    def _originator_right(self, gold: Statement, made: Statement) -> bool:
        return bool(gold.chain and made.chain) and self.link_right(gold.chain[-1], made.chain[-1])


def _stand_for(gold: Record, made: Record) -> dict[str, str]:
    """For each made entity, the gold entity with which it shares most mention characters."""
    owner = {i: key for key, entity in gold.entities.items() for i in _characters(entity.mentions)}
    same = {}
    for key, entity in made.entities.items():
        votes: dict[str, int] = {}
        for i in _characters(entity.mentions):
            if i in owner:
                votes[owner[i]] = votes.get(owner[i], 0) + 1
        if votes:
            same[key] = max(votes, key=votes.__getitem__)
    return same


def _mentions(record: Record) -> dict[tuple[int, int, str], Entity]:
    return {(m.start, m.end, e.type): e for e in record.entities.values() for m in e.mentions}


def _coreferring(record: Record) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    places = (sorted({(m.start, m.end) for m in e.mentions}) for e in record.entities.values())
    return {pair for one in places for pair in combinations(one, 2)}


def _words_of(record: Record, participant: Participant) -> Sequence[Span]:
    if participant.entity is not None:
        entity = record.entities.get(participant.entity)
        return entity.mentions if entity else ()
    return (participant.span,) if participant.span else ()


def _reports(record: Record) -> list[ReportOf]:
    return [(event, report) for event in record.events for report in event.reports]


def _originators(record: Record) -> dict[str | None, Link]:
    return {s.id: s.chain[-1] for s in reversed(record.statements) if s.chain}


def _gathered(reports: list[ReportOf]) -> set[tuple[int, int]]:
    """Pairs of places in the list whose reports are of one event."""

    def pairs() -> Iterator[tuple[int, int]]:
        by_event: dict[int, list[int]] = {}
        for i, (event, _) in enumerate(reports):
            by_event.setdefault(id(event), []).append(i)
        for members in by_event.values():
            yield from combinations(members, 2)

    return set(pairs())
