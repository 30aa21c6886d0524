"""Follow-ups: what became of what was planned, promised or demanded."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import or_, select

from musnad.corroboration.words import turn_of
from musnad.store import Store, database, schema

State = Literal["occurred", "under way", "denied", "cancelled", "postponed", "open", "silent"]
# A plan is overdue when nothing is heard of it for so long after its last day.
GRACE = timedelta(days=2)
# A day that so many reports name is the day of the plan.
_SURE = 5
_MANY = 3
_ENDS: dict[str, State] = {
    "occurred": "occurred", "ongoing": "under way", "denied": "denied", "cancelled": "cancelled",
    "postponed": "postponed",
}  # fmt: skip
# A report that something changed tells more of its day than one that the plan stands, which every background repeats.
_WEIGHT = {"planned": 1.0, "occurred": 1.5, "ongoing": 1.0, "denied": 1.0, "cancelled": 3.0, "postponed": 2.0}


@dataclass(frozen=True, slots=True)
class Step:
    """One report in the history of a plan."""

    published: date
    outlet: str | None
    status: str
    trigger: str
    article: str
    event: str
    due: tuple[date, date] | None
    type: str


@dataclass(frozen=True, slots=True)
class Phase:
    """From one day to another most reports say the same of a plan: planned, cancelled, postponed, occurred …"""

    status: str
    first: date
    last: date
    reports: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A plan with its due days (None where nobody said when), its history by date, and its state on a day.

    `phases` is the history in short.
    """

    cluster: str
    type: str
    title: str
    due: tuple[date, date] | None
    state: State
    history: tuple[Step, ...]
    phases: tuple[Phase, ...] = ()


def follow_ups(store: Store, on: date) -> list[FollowUp]:
    """Every plan known on a day, the next due first, those without a day last."""
    plans = [made for name, steps in _histories(store, on).items() if (made := _followed(name, steps, on))]
    return sorted(plans, key=lambda f: (f.due is None, f.due or (on, on), f.cluster))


def is_due(plan: FollowUp, due: str, day: date) -> bool:
    """Whether a plan is `overdue` on a day, or due in its week (`this-week`); any is for another word."""
    if due == "overdue":
        return plan.state == "silent"
    if due == "this-week":
        monday = day - timedelta(days=day.weekday())
        return plan.due is not None and plan.due[0] <= monday + timedelta(days=6) and plan.due[1] >= monday
    return True


def _histories(store: Store, on: date) -> dict[str, list[Step]]:
    """The reports of each cluster in which anything lies ahead, oldest first."""
    e, r, d, c = schema.events.c, schema.reports.c, schema.documents.c, schema.clusters.c
    ahead = (
        select(c.cluster)
        .join(schema.events, e.number == c.event)
        .join(schema.reports, r.event == c.event)
        .join(schema.documents, d.number == e.document)
        .where(or_(r.status == "planned", e.first_day > d.published))
        .distinct()
    )
    query = (
        select(c.cluster, e.type, e.id, e.first_day, e.last_day, r.status, r.trigger, d.published, d.outlet, d.key)
        .select_from(schema.clusters)
        .join(schema.events, e.number == c.event)
        .join(schema.reports, r.event == c.event)
        .join(schema.documents, d.number == e.document)
        .where(c.cluster.in_(ahead), d.published <= on)
        .order_by(d.published, d.number, e.number, r.place)
    )
    found: dict[str, list[Step]] = defaultdict(list)
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query):
            due = (row.first_day, row.last_day) if row.first_day and row.last_day else None
            status = _turned(row.status, row.trigger)
            found[row.cluster].append(
                Step(row.published, row.outlet, status, row.trigger, row.key, row.id, due, row.type)
            )
    return found


def _turned(status: str, trigger: str) -> str:
    """A report that a cancellation took place is one that the plan was cancelled; a threat to cancel leaves it open."""
    turn = turn_of(trigger)
    if turn is None:
        return status
    return turn if status in ("occurred", "ongoing") else "possible"


def _followed(cluster: str, told: Sequence[Step], on: date) -> FollowUp | None:
    plans = {s.event for s in told if s.status == "planned"}
    told = [replace(s, status="planned") if _only_mentions(s, plans) else s for s in told]
    first = next((i for i, s in enumerate(told) if s.status == "planned"), None)
    if first is None:
        return None
    due = _due(told)
    history = tuple(replace(s, status=_as_of_its_day(s, told, due)) for s in told)
    phases = _phases(history)
    return FollowUp(cluster, told[first].type, told[first].trigger, due, _state(phases, told, due, on), history, phases)


def _only_mentions(step: Step, plans: set[str]) -> bool:
    """Whether an article that reads as if it had happened only mentions what lies ahead.

    So it is when its day is still to come, or when the article tells of the plan and its day is not today:
    «سيوقعان اتفاقا … وقال إن الاتفاق ينهي عشرين عاما».
    """
    if step.status not in ("occurred", "ongoing"):
        return False
    if step.due and step.due[0] > step.published:
        return True
    return step.event in plans and not (step.due and step.due[0] <= step.published <= step.due[1])


def _due(told: Sequence[Step]) -> tuple[date, date] | None:
    """The due days that most reports of the plan name, of the latest half of them: a plan moves."""
    days = [s.due for s in told if s.due and s.status == "planned" and s.due[1] >= s.published]
    if not days:
        return None
    # The days named most exactly first: the twelfth says more than the month.
    counted = Counter(days[len(days) // 2 :])
    return max(counted, key=lambda d: (counted[d], -(d[1] - d[0]).days, d))


def _as_of_its_day(step: Step, told: Sequence[Step], due: tuple[date, date] | None) -> str:
    """What a report says of the plan on its day: before the days that the plan names nothing of it has occurred.

    A headline in the present («يوقعان اتفاقا») or a bare noun («القمة») then only mentions what lies ahead.
    """
    if step.status not in ("occurred", "ongoing"):
        return step.status
    if due and due[0] == due[1] > step.published and sum(s.due == due for s in told) >= _SURE:
        return "planned"
    named = [s.due for s in told if s.status == "planned" and s.due and s.published <= step.published]
    named = [d for d in named if d[0] != d[1] or d[0] >= step.published] or named
    ahead = sum(d[0] > step.published for d in named)
    return "planned" if named and ahead * 2 > len(named) else step.status


def _phases(history: Sequence[Step]) -> tuple[Phase, ...]:
    """The history told in short: what most of a day's reports say, equal days side by side made one."""
    days: dict[date, list[Step]] = defaultdict(list)
    for step in history:
        days[step.published].append(step)
    found: list[Phase] = []
    for day in sorted(days):
        steps = days[day]
        counted = Counter(s.status for s in steps if s.status in _WEIGHT)
        if not counted:
            continue
        status = max(counted, key=lambda s: (counted[s] * _WEIGHT[s], s))
        if found and found[-1].status == status:
            found[-1] = Phase(status, found[-1].first, day, found[-1].reports + len(steps))
        else:
            found.append(Phase(status, day, day, len(steps)))
    return tuple(_without_lone(found, days))


def _without_lone(phases: Sequence[Phase], days: dict[date, list[Step]]) -> list[Phase]:
    """One article alone against what many say before and after it makes no phase."""
    kept: list[Phase] = []
    for i, phase in enumerate(phases):
        around = [*phases[i - 1 : i], *phases[i + 1 : i + 2]] if i else []
        alone = len({s.article for s in days[phase.first] if s.status == phase.status}) == 1
        between = len(around) == 2 and around[0].status == around[1].status
        if alone and between and min(p.reports for p in around) >= _MANY * phase.reports:
            continue
        if kept and kept[-1].status == phase.status:
            kept[-1] = Phase(phase.status, kept[-1].first, phase.last, kept[-1].reports + phase.reports)
        else:
            kept.append(phase)
    return kept


def _state(phases: Sequence[Phase], told: Sequence[Step], due: tuple[date, date] | None, on: date) -> State:
    """What the last phase says; a report of the plan itself says nothing new."""
    last = next((p.status for p in reversed(phases) if p.status in _ENDS or p.status == "planned"), "planned")
    if last in _ENDS:
        return _ENDS[last]
    days = [s.due for s in told if s.status == "planned" and s.due]
    if due and days and due[0] > days[0][1] and due[1] + GRACE >= on:
        return "postponed"
    return "silent" if due and due[1] + GRACE < on else "open"
