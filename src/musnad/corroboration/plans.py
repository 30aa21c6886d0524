"""One plan over time: what is planned again with other days, or called off, is gathered with the plan itself.

Reports of a plan weeks apart name other days or none, so their windows do not meet; what holds them together is who is
to do it with whom, and the word for it. A new report goes on with an earlier plan as long as that one has not taken
place; a cancellation is gathered with the plan that its own sentence names.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.corroboration.gather import by_content
from musnad.corroboration.told import Told

# A plan of which nothing was heard for so many days is another one when it comes up again.
SILENCE = 45
# Two actors and more name a plan ("the talks of these two"); of one alone there are too many.
_LEAST_ACTORS = 2
_KINDS = {"AGREE": "CONSULT", "COOPERATE": "CONSULT"}


@dataclass(slots=True)
class _Plan:
    """A plan as it grows: which groups are in it, when it was last spoken of, whether it took place."""

    groups: list[int]
    last: int
    over: int | None


def chained(groups: Sequence[list[int]], by_number: dict[int, Told]) -> list[list[int]]:
    """Groups of event numbers, those that tell one plan over time made one. Linear in the groups."""
    groups = _called_off(groups, by_number)
    kept: list[list[int]] = []
    plans: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for i, members in enumerate(groups):
        told = [by_number[m] for m in members]
        who = _who(told)
        if len(who) >= _LEAST_ACTORS and (_ahead(told) or any(t.turn for t in told)):
            plans[_kind(told), who].append(i)
    taken: set[int] = set()
    for found in plans.values():
        order = sorted(found, key=lambda i: min(by_content(by_number[m]) for m in groups[i]))
        for plan in _in_time(order, groups, by_number):
            if len(plan.groups) > 1:
                kept.append(sorted(m for i in plan.groups for m in groups[i]))
                taken.update(plan.groups)
    return sorted([*kept, *(g for i, g in enumerate(groups) if i not in taken)])


def _called_off(groups: Sequence[list[int]], by_number: dict[int, Told]) -> list[list[int]]:
    """Each event that calls something off moves to the plan that its own sentence names, where it names one."""
    where = {m: i for i, members in enumerate(groups) for m in members}
    planned = [any(a.status == "planned" for m in members for a in by_number[m].accounts) for members in groups]
    by_document: dict[int, list[Told]] = defaultdict(list)
    for number in sorted(by_number):
        by_document[by_number[number].document].append(by_number[number])
    moved = [list(members) for members in groups]
    for number in sorted(by_number):
        telling = by_number[number]
        if telling.turn is None:
            continue
        sentences = {(a.start, a.end) for a in telling.accounts}
        near = [
            o.number
            for o in by_document[telling.document]
            if o.turn is None and planned[where[o.number]] and _meets(o, sentences)
        ]
        if near and where[near[0]] != where[number]:
            moved[where[number]].remove(number)
            moved[where[near[0]]].append(number)
    return [sorted(m) for m in moved if m]


def _meets(telling: Told, sentences: set[tuple[int, int]]) -> bool:
    return any(a.start < end and start < a.end for a in telling.accounts for start, end in sentences)


def _in_time(order: Sequence[int], groups: Sequence[list[int]], by_number: dict[int, Told]) -> list[_Plan]:
    plans: list[_Plan] = []
    for i in order:
        told = [by_number[m] for m in groups[i]]
        first, last = min(t.published for t in told), max(t.published for t in told)
        current = plans[-1] if plans else None
        if current and first - current.last <= SILENCE and (current.over is None or first <= current.over):
            current.groups.append(i)
            current.last = max(current.last, last)
            current.over = current.over or _over(told)
        else:
            plans.append(_Plan([i], last, _over(told)))
    return plans


def _kind(told: Sequence[Told]) -> str:
    """A cancellation is of the kind of what it cancels, which is nearly always a meeting or an agreement."""
    counted = Counter("CONSULT" if t.turn else _KINDS.get(t.type, t.type) for t in told)
    return max(counted, key=lambda k: (counted[k], k))


def _who(told: Sequence[Told]) -> frozenset[str]:
    """The actors that at least a third of the reports name, doer or done to."""
    counted = Counter(a for t in told for a in t.actors | t.recipients)
    return frozenset(a for a, n in counted.items() if n * 3 >= len(told))


def _ahead(told: Sequence[Told]) -> bool:
    statuses = Counter(a.status for t in told for a in t.accounts)
    return statuses["planned"] * 4 >= sum(statuses.values())


def _over(told: Sequence[Told]) -> int | None:
    """The day on which most reports with a day of their own say that it took place, else None."""
    days = Counter(
        t.due[0]
        for t in told
        if t.due
        and t.due[0] == t.due[1]
        and t.published >= t.due[0]
        and any(a.status == "occurred" for a in t.accounts)
    )
    if not days or sum(days.values()) < 3:
        return None
    return max(days, key=lambda d: (days[d], d))
