"""Accounts of one event that cannot all be true, side by side.

A later account by the same source is an update, not a contradiction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from musnad.corroboration.told import Account, Told
from musnad.corroboration.weigh import kilometres
from musnad.corroboration.words import says

Kind = Literal["happened", "actor", "place", "toll"]
# Verbal events are not blamed on anybody; these are.
_BLAMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"})
_FAR_KM = 60
_TOLL_APART = 0.15
_SAME_DAYS = 1
# Accounts weeks apart are mostly of two events of one story.
_NEAR = 4
# How alike two accounts must be to speak of one thing, and, where only their actor or place differs, of one deed.
# So alike that it is one sentence in two printings: then only the readings differ, not the accounts.
_ONE_THING, _ONE_DEED, _SAME_WORDS, _ONE_SENTENCE = 0.3, 0.4, 0.65, 0.8
_HAPPENED, _DENIED = frozenset({"occurred", "ongoing"}), frozenset({"denied"})

Likeness = Callable[[Account, Account], float]


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


def contradictions(
    cluster: Sequence[Told], origin: dict[int, str], alike: Likeness = lambda _one, _other: 0.7
) -> list[Contradiction]:
    """The contradictions within one event's tellings, each pair of sides once, the earliest accounts first.

    `origin` names the independent medium of each document: accounts of one origin or one originator do not contradict.
    `alike` (0–1) says how far two accounts speak of one thing: a cluster of a long story holds more than one.
    """
    ordered = sorted(cluster, key=lambda t: (t.published, t.number))
    found: list[Contradiction] = []
    for kind, sides in (
        ("happened", _happened(ordered, alike)),
        ("actor", [*_denied(ordered, alike), *_blamed(ordered, alike)]),
        ("place", _placed(ordered, alike)),
        ("toll", _tolls(ordered, alike)),
    ):
        seen: set[tuple[str, ...]] = set()
        for one, other in sides:
            if (one.document, one.start) == (other.document, other.start):
                continue  # one sentence, read in two ways
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


def _happened(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """It happened, or goes on; it did not."""
    accounts = [(t, a) for t in tellings for a in t.accounts]
    yes = [(t, a) for t, a in accounts if a.status in _HAPPENED and not _negates(a) and t.turn is None]
    # «لن ترفع العقوبات» denies a plan, not what has happened.
    no = [(t, a) for t, a in accounts if a.status in _DENIED and t.turn is None and a.by and _negates(a)]
    for t, a in no:
        near = [
            (u, b)
            for u, b in yes
            if u.type == t.type
            and _days_apart(t, u) <= _NEAR
            and alike(a, b) >= (_ONE_THING if a.denies else _SAME_WORDS)
        ]
        # The accounts nearest in time that say the opposite; all others say the same again.
        for u, b in sorted(near, key=lambda x: (_days_apart(t, x[0]), -alike(a, x[1]), x[0].number))[:2]:
            yield _in_time(_side(t, a, "denied"), _side(u, b, "occurred"))


def _negates(account: Account) -> bool:
    """A denial in so many words; what is merely read as not having happened is seldom one."""
    return (account.denies or says("not", account.evidence)) and not says("never", account.evidence)


def _denied(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """A deed, and one who denies a part in it: «نفت واشنطن تنفيذ الضربة»."""
    accounts = [(t, a) for t in tellings if t.type in _BLAMED for a in t.accounts]
    for t, a in accounts:
        if not a.denies or a.status in _DENIED or not says("part", a.evidence):
            continue
        near = [
            (a.by in b.blames, alike(a, b), u, b)
            for u, b in accounts
            if not b.denies and b.status in _HAPPENED and (u.actors or b.blames) and _days_apart(t, u) <= _NEAR
            and alike(a, b) < _ONE_SENTENCE and (a.by in b.blames or alike(a, b) >= _ONE_THING)
        ]  # fmt: skip
        # Who blames the one that denies, else the account most like the denial.
        for _, _, u, b in sorted(near, key=lambda x: (not x[0], -x[1], x[2].number))[:1]:
            yield _in_time(_side(t, a, "denies a part"), _side(u, b, _doer(u, b)))


def _blamed(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """One deed laid at two doors; who is done to by one account is no doer of another."""
    blaming = [
        (t, a, frozenset(a.blames) or t.actors)
        for t in tellings
        for a in t.accounts
        if t.type in _BLAMED and a.by and not a.denies and a.status in _HAPPENED
        and (a.blames or len(t.actors) == 1) and _lays_blame(a)
    ]  # fmt: skip
    for (t, a, doers), (u, b, others) in combinations(blaming, 2):
        if doers & (others | u.recipients) or others & t.recipients or _days_apart(t, u) > _NEAR:
            continue
        if t.recipients and u.recipients and not t.recipients & u.recipients:
            continue
        if _one_deed(t, a, u, b, alike):
            yield _side(t, a, _doer(t, a)), _side(u, b, _doer(u, b))


def _lays_blame(account: Account) -> bool:
    """Words of blame that are not «لا دليل على مسؤولية …»."""
    return says("blame", account.evidence) and not says("not", account.evidence)


def _doer(telling: Told, account: Account) -> str:
    """Who did it by an account's own words, else by what its article says of the event."""
    return account.blames[0] if account.blames else " ".join(sorted(telling.actors))


def _one_deed(t: Told, a: Account, u: Told, b: Account, alike: Likeness) -> bool:
    """Whether two accounts speak of one deed: by their own words, or by a word for it that its articles explain.

    «بلغت حصيلة الهجوم ثمانية قتلى» does not say which attack: its article does, where it names the spot.
    """
    if alike(a, b) >= _ONE_SENTENCE:
        return False
    if alike(a, b) >= _ONE_DEED:
        return True
    if not t.places & u.places or t.low > u.high or u.low > t.high:
        return False
    mine, theirs = ({w for c in x.accounts for w in c.trigger} for x in (t, u))
    deed = mine & theirs
    if deed.isdisjoint(a.words) or deed.isdisjoint(b.words):
        return False
    return any(alike(c, d) >= _ONE_DEED for c in t.accounts for d in u.accounts)


def _placed(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """One deed at two places too far apart for one; countries and provinces hold both."""
    told = [t for t in tellings if t.point and t.place and t.place.startswith("geonames:") and _some(t, _HAPPENED)]
    for a, b in combinations(told, 2):
        if a.place != b.place and a.point and b.point and kilometres(a.point, b.point) > _FAR_KM:
            best = _best(a, b, alike, _SAME_WORDS) if _days_apart(a, b) <= _NEAR else None
            if best:
                yield _side(a, best[0], a.place or ""), _side(b, best[1], b.place or "")


def _tolls(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """Tolls of one kind that differ by more than a seventh on one day, or that later went down."""
    counted = [
        (t, f, a)
        for t in tellings
        for f in t.tolls
        if (a := next((a for a in t.accounts if a.start <= f.start and f.end <= a.end), t.accounts[0]))
        and a.status in _HAPPENED
    ]
    for (t, f, mine), (u, g, theirs) in combinations(counted, 2):
        if t.document == u.document or f.kind != g.kind or _days_apart(t, u) > _NEAR or _elsewhere(t, u):
            continue
        apart = abs(f.value - g.value) / max(f.value, g.value, 1)
        rising = g.value > f.value and u.published - t.published > _SAME_DAYS
        if apart > _TOLL_APART and not rising and _one_deed(t, mine, u, theirs, alike):
            yield _side(t, mine, f"{f.kind} {f.value}"), _side(u, theirs, f"{g.kind} {g.value}")


def _elsewhere(t: Told, u: Told) -> bool:
    """Whether two tellings name other spots or days: «ثلاثة قتلى في الأنبار» and «سبعة في بغداد» are two tolls."""
    return bool(t.places and u.places and not t.places & u.places) or t.low > u.high or u.low > t.high


def _best(t: Told, u: Told, alike: Likeness, least: float) -> tuple[Account, Account] | None:
    """The two accounts that are most alike, if they are alike enough."""
    happened = [(a, b) for a in t.accounts for b in u.accounts if {a.status, b.status} <= _HAPPENED]
    if not happened:
        return None
    best = max(happened, key=lambda p: (alike(*p), -p[0].start, -p[1].start))
    return best if least <= alike(*best) < _ONE_SENTENCE else None


def _days_apart(t: Told, u: Told) -> int:
    return abs(t.published - u.published)


def _in_time(one: Side, other: Side) -> tuple[Side, Side]:
    return (one, other) if (one.published, one.event) <= (other.published, other.event) else (other, one)


def _some(telling: Told, statuses: frozenset[str]) -> bool:
    return any(a.status in statuses for a in telling.accounts)
