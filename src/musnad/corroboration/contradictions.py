"""Accounts of one event that cannot all be true, side by side.

A later account by the same source is an update, not a contradiction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from musnad.arabic import fold_text
from musnad.corroboration.claims import Claim
from musnad.corroboration.figures import Figure
from musnad.corroboration.told import Account, Told
from musnad.corroboration.weigh import kilometres
from musnad.corroboration.words import says

Kind = Literal["happened", "actor", "place", "toll", "said"]
NOT = "not "  # before an actor, in the claim that it was not this one
# Words and sanctions are not blamed on anybody; these are.
_BLAMED = frozenset({"ASSAULT", "COERCE"})
_FAR_KM = 60
_TOLL_APART = 0.15
_SAME_DAYS = 1
# Accounts weeks apart are mostly of two events of one story.
_NEAR = 4
# How alike two accounts must be to speak of one thing, and, where only their actor or place differs, of one deed.
# So alike that it is one sentence in two printings: then only the readings differ, not the accounts.
_ONE_THING, _ONE_DEED, _SAME_DEED, _SAME_WORDS, _ONE_SENTENCE = 0.33, 0.4, 0.6, 0.65, 0.8
_HAPPENED = frozenset({"occurred", "ongoing"})

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

    `origin` names the independent medium of each telling: accounts of one origin or one originator do not contradict.
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
        seen: set[tuple[object, ...]] = set()
        for one, other in sides:
            sentences = (one.document, one.start), (other.document, other.start)
            if sentences[0] == sentences[1] or (*sentences, one.claim, other.claim) in seen:
                continue  # one sentence, read in two ways
            seen.add((*sentences, one.claim, other.claim))
            voices = tuple(sorted((_voice(one, origin), _voice(other, origin))))
            claims = tuple(sorted((one.claim, other.claim)))
            if voices[0] == voices[1] or (*voices, *claims) in seen:
                continue
            seen.add((*voices, *claims))
            found.append(Contradiction(kind, one, other))  # type: ignore[arg-type]  # the kinds of the tuple above
    return found


def _voice(side: Side, origin: dict[int, str]) -> str:
    """On whose word an account stands: its originator, or the medium that tells it itself."""
    return side.by or origin.get(side.event, str(side.document))


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
    """It happened, or goes on; it did not. What comes after a denial may have happened after it."""
    # Who denies an accusation does not deny that he was accused.
    accounts = [(t, a) for t in tellings if t.turn is None and t.type != "ACCUSE" for a in t.accounts]
    yes = [(t, a) for t, a in accounts if a.status in _HAPPENED and a.claim is None and not _hedged(a)]
    no = [(t, a) for t, a in accounts if a.by and a.claim and a.claim.kind == "not"]
    for t, a in no:
        near = [
            (u, b)
            for u, b in yes
            if u.type == t.type and t.document != u.document
            and -_NEAR <= u.published - t.published <= _SAME_DAYS
            and _same_word(a, b) and not says("not", b.evidence)
            and _may_be_one(t, a, u, b)
            and alike(a, b) >= _ONE_THING
        ]  # fmt: skip
        # The accounts nearest in time that say the opposite; all others say the same again.
        for u, b in sorted(near, key=lambda x: (_days_apart(t, x[0]), -alike(a, x[1]), x[0].number))[:2]:
            yield _in_time(_side(t, a, "denied"), _side(u, b, "occurred"))


def _hedged(account: Account) -> bool:
    """Whether an account only tells that others say so."""
    return says("doubt", account.evidence) or says("accusation", account.evidence)


def _denied(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """A deed laid at somebody's door, and a denial that he has a part in it: «نفت واشنطن تنفيذ الضربة»."""
    claims = list(_claims(tellings))
    for t, a, denial in claims:
        if denial.kind != "no part":
            continue
        near = [
            ((t.document == u.document, _days_apart(t, u), -alike(a, b), u.number), u, b)
            for u, b, charge in claims
            if charge.kind == "did" and charge.doers & denial.doers and not a.voices & b.voices
            and _days_apart(t, u) <= _NEAR and _may_be_one(t, a, u, b) and _same_spot(t, a, u, b, alike)
        ]  # fmt: skip
        for _, u, b in sorted(near, key=lambda x: x[0])[:1]:
            yield _in_time(_side(t, a, _denies(a, denial)), _side(u, b, _named(b)))


def _blamed(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """One deed laid at two doors, each pair of doors once; who is done to by one account is no doer of another."""
    charges = [(t, a, c.doers) for t, a, c in _claims(tellings) if c.kind == "did"]
    found: dict[frozenset[frozenset[str]], tuple[tuple[bool, int, float], Side, Side]] = {}
    for (t, a, doers), (u, b, others) in combinations(charges, 2):
        if doers & (others | u.recipients) or others & t.recipients or _days_apart(t, u) > _NEAR:
            continue
        # One article that names two doors says itself how they go together.
        if t.document == u.document or a.voices & b.voices or not _may_be_one(t, a, u, b):
            continue
        if _same_spot(t, a, u, b, alike) and alike(a, b) < _ONE_SENTENCE:
            doors, rank = frozenset((doers, others)), (t.document == u.document, _days_apart(t, u), -alike(a, b))
            if doors not in found or rank < found[doors][0]:
                found[doors] = rank, _side(t, a, _named(a)), _side(u, b, _named(b))
    for _, one, other in found.values():
        yield one, other


def _claims(tellings: Sequence[Told]) -> Iterator[tuple[Told, Account, Claim]]:
    """What is claimed of deeds, on somebody's word."""
    return ((t, a, a.claim) for t in tellings if t.type in _BLAMED for a in t.accounts if a.claim and a.by)


def _denies(account: Account, denial: Claim) -> str:
    """Of himself in a fixed phrase, of others by their names."""
    return (
        "denies a part" if denial.doers <= account.voices else f"{NOT}{denial.named or ' '.join(sorted(denial.doers))}"
    )


def _named(account: Account) -> str:
    return account.claim.named or " ".join(sorted(account.claim.doers)) if account.claim else ""


def _same_word(a: Account, b: Account) -> bool:
    """Whether two accounts use one word for the event, whatever its prefix: يعقد, انعقد and عقد."""
    return any(v.endswith(w) or w.endswith(v) for v in a.trigger for w in b.trigger)


def _may_be_one(t: Told, a: Account, u: Told, b: Account) -> bool:
    """Whether neither the days nor the spots of two accounts exclude each other, nor who is in them."""
    if t.low > u.high or u.low > t.high:
        return False
    mine, theirs = a.places or t.places, b.places or u.places
    if mine and theirs and not mine & theirs:
        return False
    return not (t.recipients and u.recipients and not t.recipients & (u.recipients | u.actors))


def _same_spot(t: Told, a: Account, u: Told, b: Account, alike: Likeness) -> bool:
    """Whether two accounts name one spot, or are so alike that they need not."""
    return bool((a.places or t.places) & (b.places or u.places)) or alike(a, b) >= _ONE_DEED


def _placed(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """One deed at two spots too far apart for one, each the only one that its account names."""
    told = [
        (t, a)
        for t in tellings
        if t.type == "ASSAULT" and t.point and t.place
        for a in t.accounts
        if a.status in _HAPPENED and a.places == {t.place}
    ]
    for (t, a), (u, b) in combinations(told, 2):
        if t.place in u.places or u.place in t.places or not (t.point and u.point):
            continue
        if kilometres(t.point, u.point) <= _FAR_KM or _days_apart(t, u) > _NEAR or not _same_word(a, b):
            continue
        if _SAME_WORDS <= alike(a, b) < _ONE_SENTENCE:
            yield _side(t, a, t.place or ""), _side(u, b, u.place or "")


def _tolls(tellings: Sequence[Told], alike: Likeness) -> Iterator[tuple[Side, Side]]:
    """Tolls of the same people that exclude each other on one day, or that later went down."""
    counted = [
        (t, f, a)
        for t in tellings
        for f in t.tolls
        for a in t.accounts
        if a.start <= f.start and f.end <= a.end and a.status in _HAPPENED
        and not a.past and not says("running", a.evidence)
        # A sum and its parts, or the tolls of two attacks.
        and len({g.value for g in t.tolls if g.kind == f.kind and a.start <= g.start and g.end <= a.end}) == 1
    ]  # fmt: skip
    for (t, f, mine), (u, g, theirs) in combinations(counted, 2):
        if t.document == u.document or f.kind != g.kind or f.of != g.of or _days_apart(t, u) > _NEAR:
            continue
        # A toll that rises later is an update; the tellings come in the order of their days.
        rising = g.value > f.value and u.published > t.published
        if rising or not _exclude(f, g) or not _may_be_one(t, mine, u, theirs):
            continue
        if _one_deed(t, mine, u, theirs, alike):
            yield _side(t, mine, f"{f.kind} {f.value}"), _side(u, theirs, f"{g.kind} {g.value}")


def _exclude(f: Figure, g: Figure) -> bool:
    """Whether no number lies within the bounds of both, give or take a seventh."""
    less, more = sorted((f, g), key=lambda x: x.value)
    return less.high < more.low * (1 - _TOLL_APART)


def _one_deed(t: Told, a: Account, u: Told, b: Account, alike: Likeness) -> bool:
    """Whether two accounts speak of one deed: by their own words, or by a word for it that its articles explain.

    «بلغت حصيلة الهجوم ثمانية قتلى» does not say which attack: its article does, where it names the spot.
    """
    if alike(a, b) >= _ONE_SENTENCE or not t.places & u.places:
        return False
    dated = t.due is not None and t.due == u.due
    if alike(a, b) >= (_ONE_DEED if dated else _SAME_DEED):
        return True
    deed = {w for c in t.accounts for w in c.trigger} & {w for c in u.accounts for w in c.trigger}
    told_before = any(f"ال{w}" in fold_text(x.evidence) for w in deed for x in (a, b) if not x.places)
    if not told_before or deed.isdisjoint(a.words) or deed.isdisjoint(b.words):
        return False
    return any(alike(c, d) >= (_ONE_DEED if dated else _SAME_DEED) for c in t.accounts for d in u.accounts)


def _days_apart(t: Told, u: Told) -> int:
    return abs(t.published - u.published)


def _in_time(one: Side, other: Side) -> tuple[Side, Side]:
    return (one, other) if (one.published, one.event) <= (other.published, other.event) else (other, one)
