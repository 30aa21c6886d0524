"""Learn the numbers of the events layer from annotated articles; `training/event_weights.py` is the command.

They go into `events_scores.tsv` (how often each word was a trigger) and `events_weights.tsv` (the weight of each
feature in each decision) beside the inventory. The same articles give the same files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.analysis.events import weighing
from musnad.analysis.events.candidates import Candidate, best_readings, candidates
from musnad.analysis.events.fillers import Cast, Filler
from musnad.analysis.events.fitting import fit, fit_classes
from musnad.analysis.events.gather import LOOKED_AT, Mention, pair_features
from musnad.analysis.events.learning import Lesson, same
from musnad.analysis.events.lexicon import DATA
from musnad.analysis.events.participants import ROLES, filler_features
from musnad.analysis.events.rates import Rates, count, learnt_rates
from musnad.analysis.events.standing import places
from musnad.analysis.events.status import status_features
from musnad.analysis.events.triggers import feature_rows
from musnad.analysis.events.weighing import Weights, holding
from musnad.analysis.events.when import time_features
from musnad.datafiles import read_table
from musnad.record import STATUSES, Event, Report, Status

Row = Mapping[str, float]
Learnt = dict[str, dict[str, float]]
# Statuses: 2 to 10 are flat on articles held back (.751 to .756); 3 is the better on gold/dev.
_PENALTY = {"trigger": 3.0, "status": 3.0, "part": 8.0, "time": 3.0, "one event": 3.0}
# What weighs less changes hardly a decision and would triple the table.
_LEAST_WRITTEN = 0.05


@dataclass(frozen=True)
class Seen:
    """A gold report whose trigger is a candidate, with its event and the fillers around it."""

    candidate: Candidate
    event: Event
    report: Report
    fillers: tuple[tuple[Filler, dict[str, dict[str, float]]], ...]


def labelled(lesson: Lesson) -> list[tuple[Candidate, bool]]:
    """Every candidate of an article and whether it is a trigger of its type."""
    gold = [(r.trigger.start, r.trigger.end, e.type) for e in lesson.events for r in e.reports]
    found = best_readings(lesson.scene.article, candidates(lesson.scene.article))
    return [
        (c, any(s < c.span.end and c.span.start < e and kind == c.entry.type for s, e, kind in gold)) for c in found
    ]


def seen_reports(lesson: Lesson) -> list[Seen]:
    """The gold reports that the inventory can find, by place."""
    scene = lesson.scene
    cast = Cast(scene)
    by_kind: dict[str, list[Candidate]] = {}
    for candidate in best_readings(scene.article, candidates(scene.article)):
        by_kind.setdefault(candidate.entry.type, []).append(candidate)
    found = []
    for event in lesson.events:
        for report in event.reports:
            t = report.trigger
            for c in by_kind.get(event.type, ()):
                if c.span.start < t.end and t.start < c.span.end:
                    near = cast.around(c.token)
                    placed = zip(near, places(scene, c, near, lesson.triggers), strict=True)
                    rows = tuple((f, {r: filler_features(scene, c, f, p, r) for r in ROLES}) for f, p in placed)
                    found.append(Seen(c, event, report, rows))
                    break
    return sorted(found, key=lambda s: s.candidate.span.start)


def learn(articles: Sequence[Lesson]) -> tuple[Rates, Learnt]:
    """The counts and weights that a set of articles teaches."""
    labels = [labelled(a) for a in articles]
    rates = count(pair for one in labels for pair in one)
    learnt: Learnt = {"trigger": _learn_triggers(articles, labels, rates)}
    reports = [seen_reports(a) for a in articles]
    rows = [row for a, r in zip(articles, reports, strict=True) for row in _status_rows(a, r)]
    by_status = fit_classes(
        [row for row, _ in rows],
        [found for _, found in rows],
        STATUSES,
        _PENALTY["status"],
        _first("status_rules.tsv", "status"),
    )
    learnt |= {f"status {status}": by_status[status] for status in STATUSES}
    rules = _first("participant_rules.tsv", "role")
    for role in ROLES:
        part = [(f[1][role], fills(f[0], s.event, role)) for r in reports for s in r for f in s.fillers]
        learnt[role] = fit([row for row, _ in part], [hit for _, hit in part], _PENALTY["part"], rules[role])
    learnt["time"] = _learn_times(articles, reports)
    learnt["one event"] = _learn_gathering(articles, reports, learnt)
    return rates, learnt


def _learn_times(articles: Sequence[Lesson], reports: Sequence[list[Seen]]) -> dict[str, float]:
    rows: list[Row] = []
    hits: list[bool] = []
    for article, seen in zip(articles, reports, strict=True):
        scene = article.scene
        triggers = frozenset(scene.article.page.token_at(s.report.trigger.start) for s in seen)
        for s in seen:
            value = scene.times[s.event.time].value if s.event.time is not None else None
            for index in scene.times_near(s.candidate.token):
                rows.append(time_features(scene, s.candidate, s.report.status, index, triggers))
                hits.append(value is not None and scene.times[index].value == value)
    return fit(rows, hits, _PENALTY["time"])


def _status_rows(article: Lesson, reports: Sequence[Seen]) -> list[tuple[Row, str]]:
    rows: list[tuple[Row, str]] = []
    before: tuple[int, Status] | None = None
    for s in reports:
        rows.append((status_features(article.scene, s.candidate, before), s.report.status))
        before = (s.candidate.token, s.report.status)
    return rows


def _first(name: str, key: str) -> Learnt:
    """The weights that grammar gives before any counting: status or role → feature → weight."""
    found: Learnt = {}
    for row in read_table(f"analysis/data/{name}"):
        found.setdefault(row[key], {})[row["feature"]] = float(row["weight"])
    return found


def _learn_triggers(
    articles: Sequence[Lesson], labels: Sequence[list[tuple[Candidate, bool]]], rates: Rates
) -> dict[str, float]:
    rows: list[Row] = []
    hits: list[bool] = []
    for article, one in zip(articles, labels, strict=True):
        rows.extend(feature_rows(article.scene, [c for c, _ in one], rates, count(one).words))
        hits.extend(hit for _, hit in one)
    return fit(rows, hits, _PENALTY["trigger"])


def fills(filler: Filler, event: Event, role: str) -> bool:
    """Whether a filler is a gold participant of the event in a role."""
    if role == "place":
        return event.place is not None and filler.participant.entity == event.place
    return any(same(filler.participant, p) for p in (event.actors if role == "actor" else event.recipients))


def _learn_gathering(articles: Sequence[Lesson], reports: Sequence[list[Seen]], learnt: Learnt) -> dict[str, float]:
    models = {role: Weights(learnt[role]) for role in ROLES}
    rows: list[Row] = []
    hits: list[bool] = []
    for article, seen in zip(articles, reports, strict=True):
        by_type: dict[str, list[tuple[Mention, str]]] = {}
        for s in seen:
            cast = tuple((f, {r: models[r].probability(x[r]) for r in ROLES}) for f, x in s.fillers)
            mention = Mention(article.scene, s.candidate, s.report.status, cast)
            earlier = by_type.setdefault(s.event.type, [])
            for between, (other, event) in enumerate(reversed(earlier[-LOOKED_AT:])):
                rows.append(holding(pair_features(article.scene, other, mention, between)))
                hits.append(event == s.event.id)
            earlier.append((mention, s.event.id))
    return fit(rows, hits, _PENALTY["one event"])


def write(rates: Rates, learnt: Learnt) -> None:
    """Write both tables beside the inventory."""
    lines = [
        "# How often a word (or, for words never met, its class) was a trigger of its type in the annotated articles.",
        "# Made by `python -m training.event_weights FOLDER`; do not edit.",
        "what\tkey\ttriggers\tseen\tscore",
    ]
    for what, table in (("word", rates.words), ("class", rates.classes)):
        lines += [f"{what}\t{key}\t{k}\t{n}\t{k / n:.2f}" for key, (k, n) in sorted(table.items())]
    _write("events_scores.tsv", lines)
    comments = (
        "# The weight of each feature in each decision of the events layer: logistic regressions with a ridge penalty.",
        "# Made by `python -m training.event_weights FOLDER`; do not edit.",
    )
    write_weights("events_weights.tsv", comments, learnt)


def write_weights(name: str, comments: Sequence[str], learnt: Learnt) -> None:
    """Write a table of weights, decision by decision."""
    lines = [*comments, "decision\tfeature\tweight"]
    for decision, weights in learnt.items():
        lines += [f"{decision}\t{name}\t{w:.3f}" for name, w in sorted(weights.items()) if abs(w) >= _LEAST_WRITTEN]
    _write(name, lines)


def _write(name: str, lines: Sequence[str]) -> None:
    Path(str(DATA / name)).write_text("\n".join(lines) + "\n", encoding="utf-8")


def install(rates: Rates, learnt: Learnt) -> None:
    """Use freshly learnt numbers in this process, as cross-validation does."""
    weighing.replace(learnt)
    rates_now = learnt_rates()
    for table, new in ((rates_now.words, rates.words), (rates_now.classes, rates.classes)):
        table.clear()
        table.update(new)
    rates_now.known.clear()
