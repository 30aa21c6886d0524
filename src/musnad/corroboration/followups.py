"""Follow-ups: what became of what was planned, promised or demanded."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select

from musnad.store import Store, database, schema

State = Literal["occurred", "under way", "denied", "postponed", "open", "silent"]
# A plan is overdue when nothing is heard of it for so long after its last day.
GRACE = timedelta(days=2)
_AHEAD = frozenset({"planned", "called_for"})


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


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A plan with its due days (None where nobody said when), its history by date, and its state on a day."""

    cluster: str
    type: str
    title: str
    due: tuple[date, date] | None
    state: State
    history: tuple[Step, ...]


def follow_ups(store: Store, on: date) -> list[FollowUp]:
    """Every plan known on a day, the next due first, those without a day last."""
    plans = [made for name, steps in _histories(store, on).items() if (made := _followed(name, steps, on))]
    return sorted(plans, key=lambda f: (f.due is None, f.due or (on, on), f.cluster))


def _histories(store: Store, on: date) -> dict[str, list[tuple[str, Step]]]:
    """The reports of each cluster in which anything lies ahead, oldest first."""
    e, r, d, c = schema.events.c, schema.reports.c, schema.documents.c, schema.clusters.c
    ahead = select(c.cluster).join(schema.reports, r.event == c.event).where(r.status == "planned").distinct()
    query = (
        select(c.cluster, e.type, e.id, e.first_day, e.last_day, r.status, r.trigger, d.published, d.outlet, d.key)
        .select_from(schema.clusters)
        .join(schema.events, e.number == c.event)
        .join(schema.reports, r.event == c.event)
        .join(schema.documents, d.number == e.document)
        .where(c.cluster.in_(ahead), d.published <= on)
        .order_by(d.published, d.number, e.number, r.place)
    )
    found: dict[str, list[tuple[str, Step]]] = defaultdict(list)
    with database.reading(store.engine, store.name) as connection:
        for row in connection.execute(query):
            due = (row.first_day, row.last_day) if row.first_day and row.last_day else None
            step = Step(row.published, row.outlet, row.status, row.trigger, row.key, row.id, due)
            found[row.cluster].append((row.type, step))
    return found


def _followed(cluster: str, steps: Sequence[tuple[str, Step]], on: date) -> FollowUp | None:
    history = tuple(step for _, step in steps)
    first = next((i for i, s in enumerate(history) if s.status == "planned"), None)
    if first is None:
        return None
    plans = [s for s in history if s.status in _AHEAD and s.due]
    due = plans[-1].due if plans else None
    return FollowUp(cluster, steps[0][0], history[first].trigger, due, _state(history, first, due, on), history)


def _state(history: Sequence[Step], first: int, due: tuple[date, date] | None, on: date) -> State:
    """What the last report after the plan says; a report of the plan itself says nothing new."""
    later = history[first + 1 :]
    start = due[0] if due else history[first].published
    for step in reversed(later):
        if step.status == "occurred" and step.published >= start:
            return "occurred"
        if step.status == "ongoing" and step.published >= start:
            return "under way"
        if step.status == "denied":
            return "denied"
        if step.status == "planned":
            break
    days = [s.due for s in history if s.status == "planned" and s.due]
    if len(days) > 1 and days[-1][0] > days[0][1] and (due is None or due[1] + GRACE >= on):
        return "postponed"
    if due and due[1] + GRACE < on:
        return "silent"
    return "open"
