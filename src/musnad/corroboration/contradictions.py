"""Accounts of one event that cannot all be true, side by side.

A later account by the same source is an update, not a contradiction.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from musnad.corroboration.told import Account, Told

Kind = Literal["happened", "actor", "place", "toll"]
# Verbal events are not blamed on anybody; these are.
_BLAMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"})
_FAR_KM = 60
_TOLL_APART = 0.15
_SAME_DAYS = 1
_HAPPENED, _DENIED = frozenset({"occurred", "ongoing"}), frozenset({"denied"})


@dataclass(frozen=True, slots=True)
class Side:
    """One account: which event of which article, what it claims, and the words with their code points."""

    event: int
    document: int
    published: int
    outlet: str | None
    by: str | None
    claim: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two accounts of one event that exclude each other."""

    kind: Kind
    one: Side
    other: Side


def contradictions(cluster: Sequence[Told], origin: dict[int, str]) -> list[Contradiction]:
    """The contradictions within one event's tellings, each pair of sides once, the earliest accounts first.

    `origin` names the independent medium of each document: accounts of one origin or one originator do not contradict.
    """
    ordered = sorted(cluster, key=lambda t: (t.published, t.number))
    found: list[Contradiction] = []
    for kind, sides in (
        ("happened", _happened(ordered)),
        ("actor", _blamed(ordered)),
        ("place", _placed(ordered)),
        ("toll", _tolls(ordered)),
    ):
        seen: set[tuple[str, ...]] = set()
        for one, other in sides:
            voices = tuple(sorted((_voice(one, origin), _voice(other, origin))))
            claims = tuple(sorted((one.claim, other.claim)))
            if voices[0] == voices[1] or (*voices, *claims) in seen:
                continue
            seen.add((*voices, *claims))
            found.append(Contradiction(kind, one, other))  # type: ignore[arg-type]  # the kinds of the tuple above
    return found


def _voice(side: Side, origin: dict[int, str]) -> str:
    """On whose word an account stands: its originator, or the medium that tells it itself."""
    return side.by or origin.get(side.document, str(side.document))


def _side(telling: Told, account: Account, claim: str) -> Side:
    return Side(
        telling.number,
        telling.document,
        telling.published,
        telling.outlet,
        account.by,
        claim,
        account.start,
        account.end,
        account.evidence,
    )


def _happened(tellings: Sequence[Told]) -> Iterator[tuple[Side, Side]]:
    """It happened, or goes on; it did not."""
    accounts = [(t, a) for t in tellings for a in t.accounts]
    yes = [_side(t, a, "occurred") for t, a in accounts if a.status in _HAPPENED]
    no = [_side(t, a, "denied") for t, a in accounts if a.status in _DENIED]
    for one in no:
        # The account nearest in time that says the opposite; all others say the same again.
        nearest = sorted(yes, key=lambda s: (abs(s.published - one.published), s.event))
        for other in nearest[:2]:
            yield (other, one) if other.published <= one.published else (one, other)


def _blamed(tellings: Sequence[Told]) -> Iterator[tuple[Side, Side]]:
    """One deed laid at two doors."""
    told = [t for t in tellings if t.type in _BLAMED and t.actors and _some(t, _HAPPENED)]
    for a, b in combinations(told, 2):
        if a.actors & b.actors or a.actors & b.recipients or b.actors & a.recipients:
            continue
        if a.recipients and b.recipients and not a.recipients & b.recipients:
            continue
        yield _side(a, a.accounts[0], " ".join(sorted(a.actors))), _side(b, b.accounts[0], " ".join(sorted(b.actors)))


def _placed(tellings: Sequence[Told]) -> Iterator[tuple[Side, Side]]:
    """One deed at two places too far apart for one; countries and provinces hold both."""
    told = [t for t in tellings if t.point and t.place and t.place.startswith("geonames:") and _some(t, _HAPPENED)]
    for a, b in combinations(told, 2):
        if a.place != b.place and a.point and b.point and _kilometres(a.point, b.point) > _FAR_KM:
            yield _side(a, a.accounts[0], a.place or ""), _side(b, b.accounts[0], b.place or "")


def _tolls(tellings: Sequence[Told]) -> Iterator[tuple[Side, Side]]:
    """Tolls of one kind that differ by more than a seventh on one day, or that later went down."""
    counted = [(t, f) for t in tellings for f in t.tolls if _some(t, _HAPPENED)]
    for (a, f), (b, g) in combinations(counted, 2):
        if a.document == b.document or f.kind != g.kind:
            continue
        apart = abs(f.value - g.value) / max(f.value, g.value, 1)
        rising = g.value > f.value and b.published - a.published > _SAME_DAYS
        if apart > _TOLL_APART and not rising:
            yield _side(a, a.accounts[0], f"{f.kind} {f.value}"), _side(b, b.accounts[0], f"{g.kind} {g.value}")


def _some(telling: Told, statuses: frozenset[str]) -> bool:
    return any(a.status in statuses for a in telling.accounts)


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points in degrees (haversine)."""
    (la, lo), (lb, lp) = (map(math.radians, a), map(math.radians, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))
