"""Reports of one event: pairs of reports of one type are weighed, then each joins the event it fits best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.weighing import squash, weights
from musnad.analysis.tagger_roles import TriggerRoles, logit
from musnad.record import Status

# A report is compared with at most so many reports of its type before it, so that long texts stay linear.
LOOKED_AT = 24
# Somebody near a trigger with the chance of each role.
Weighed = tuple[Filler, Mapping[str, float]]


@dataclass(frozen=True)
class Mention:
    """One report before it is gathered: its trigger, its status, and who may take part (filler, role → chance)."""

    scene: Scene
    candidate: Candidate
    status: Status
    cast: tuple[Weighed, ...]

    @cached_property
    def actors(self) -> frozenset[str]:
        """The entities that likely did it."""
        return _likely(self, "actor")

    @cached_property
    def recipients(self) -> frozenset[str]:
        """The entities that likely had it done to them."""
        return _likely(self, "recipient")

    @cached_property
    def places(self) -> frozenset[str]:
        """Cities and the like near the trigger."""
        return _placed(self)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The dates around the trigger."""
        return _dates(self.scene, self.candidate.token)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The figures beside the trigger."""
        return _numbers(self.scene, self.candidate.token)


def pair_features(scene: Scene, earlier: Mention, later: Mention, between: int) -> dict[str, float]:
    """What speaks for two reports of one type being of one event; `between` counts reports of the type between."""
    a, b = earlier.candidate, later.candidate
    gap = scene.sentence_at[b.token] - scene.sentence_at[a.token]
    same_word = a.entry.word == b.entry.word
    found: dict[str, float] = {
        "bias": 1.0,
        f"type {a.entry.type}": 1.0,
        "same word": same_word,
        "same word, later definite": same_word and b.reading.definite,
        "later definite": b.reading.definite,
        "later definite, bare": b.reading.definite and not _company(scene, b.token),
        "later indefinite": b.reading.pos == "n" and not b.reading.definite and not b.reading.pronoun,
        "later demonstrative": _demonstrative(scene, b.token),
        "same sentence": gap == 0,
        "same sentence, joined by w-": gap == 0 and b.token - a.token < 4 and _joined(scene, b.token),
        "next sentence": gap == 1,
        "sentences between": log(1 + gap),
        "reports between": log(1 + between),
        "none between": between == 0,
        "from the headline": scene.sentence_at[a.token] == 0,
        "same mode": a.entry.mode is not None and a.entry.mode == b.entry.mode,
        "other mode": None not in (a.entry.mode, b.entry.mode) and a.entry.mode != b.entry.mode,
        "same status": earlier.status == later.status,
        "occurred and not": (earlier.status == "occurred") != (later.status == "occurred"),
        "same statement": scene.statement_at[a.token] == scene.statement_at[b.token],
        f"forms {a.reading.pos}{b.reading.pos}": 1.0,
    }
    found |= _company_features(earlier, later)
    return found


def _company_features(earlier: Mention, later: Mention) -> dict[str, float]:
    """Whether the same people take part, whether others do, and whether places and times agree."""
    found: dict[str, float] = {}
    for role, left, right in (
        ("actor", earlier.actors, later.actors),
        ("recipient", earlier.recipients, later.recipients),
    ):
        if left and right:
            found[f"same {role}"] = bool(left & right)
            found[f"other {role}"] = not left & right
    left, right = earlier.actors | earlier.recipients, later.actors | later.recipients
    found["somebody in both"] = bool(left & right)
    found["share in both"] = len(left & right) / len(left | right) if left | right else 0.0
    places_a, places_b = earlier.places, later.places
    found["same place"] = bool(places_a & places_b)
    found["other place"] = bool(places_a) and bool(places_b) and not places_a & places_b
    times_a, times_b = earlier.dates, later.dates
    found["same time"] = bool(times_a & times_b)
    found["other time"] = bool(times_a) and bool(times_b) and not times_a & times_b
    numbers_a, numbers_b = earlier.numbers, later.numbers
    found["same number"] = bool(numbers_a & numbers_b)
    found["other number"] = bool(numbers_a) and bool(numbers_b) and not numbers_a & numbers_b
    return found


def _likely(mention: Mention, role: str) -> frozenset[str]:
    return frozenset(
        f.participant.entity for f, chance in mention.cast if chance[role] >= 0.3 and f.participant.entity is not None
    )


def _placed(mention: Mention) -> frozenset[str]:
    token = mention.candidate.token
    return frozenset(
        f.participant.entity
        for f, _ in mention.cast
        if f.kind in ("GPE", "LOC", "FAC") and f.participant.entity is not None and abs(f.first - token) <= 8
    )


def _dates(scene: Scene, token: int) -> frozenset[str]:
    found = (scene.times[i] for i in scene.times_near(token))
    return frozenset(t.value for t in found if t.value is not None and t.type == "DATE")


def _numbers(scene: Scene, token: int) -> frozenset[str]:
    forms = scene.article.page.forms
    return frozenset(form for form in forms[max(0, token - 3) : token + 5] if form[0].isdigit())


def _company(scene: Scene, token: int) -> bool:
    """Whether a definite noun is followed by words that describe it (الهجوم الذي، الحملة العسكرية)."""
    forms = scene.article.page.forms
    after = forms[token + 1] if token + 1 < len(forms) else ""
    return after.startswith("ال") or scene.mention_at[min(token + 1, len(forms) - 1)] >= 0


def _demonstrative(scene: Scene, token: int) -> bool:
    before = scene.article.page.forms[token - 1] if token else ""
    return before.lstrip("وفبل") in ("هذا", "هذه", "ذلك", "تلك", "هذين", "هاتين", "هذا")


def _joined(scene: Scene, token: int) -> bool:
    return scene.article.page.forms[token][0] == "و"


def pairs_before(mentions: Sequence[Mention]) -> Iterator[tuple[int, list[int]]]:
    """For each report the reports of its type before it that it is compared with, the last first."""
    by_type: dict[str, list[int]] = {}
    for i, mention in enumerate(mentions):
        earlier = by_type.setdefault(mention.candidate.entry.type, [])
        yield i, earlier[: -LOOKED_AT - 1 : -1]
        earlier.append(i)


def pair_logit(scene: Scene, earlier: Mention, later: Mention, between: int, tagged: TriggerRoles) -> float:
    """The log-odds of two reports being of one event, by grammar and, where it knows both, the tagger."""
    odds = weights("one event").logit(pair_features(scene, earlier, later, between))
    a, b = earlier.candidate.token, later.candidate.token
    if not (tagged.knows(a) and tagged.knows(b)):
        return odds
    return weights("one event with tagger").logit(same_features(odds, tagged, a, b))


def same_features(odds: float, tagged: TriggerRoles, a: int, b: int) -> dict[str, float]:
    """What grammar and tagger say of two triggers being of one event; the tagger is asked from both ends."""
    found = {"bias": 1.0, "grammar": odds}
    more, less = sorted((tagged.score(a, "same", b, b + 1), tagged.score(b, "same", a, a + 1)), reverse=True)
    if not more:
        found["tagger silent"] = 1.0
        return found
    found["tagger"] = logit(more)
    if less:
        found["tagger from both"], found["tagger from the other"] = 1.0, logit(less)
    return found


def gather(scene: Scene, mentions: Sequence[Mention], threshold: float, tagged: TriggerRoles) -> list[list[int]]:
    """Groups of indexes into `mentions` (which come by place): each group is one event, in order of first report.

    A report joins the event before it of which its members' mean pull is strongest, if that is at least `threshold`.
    """
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    for i, earlier in pairs_before(mentions):
        pulls: dict[int, list[float]] = {}
        for between, j in enumerate(earlier):
            chance = squash(pair_logit(scene, mentions[j], mentions[i], between, tagged))
            pulls.setdefault(group_of[j], []).append(chance)
        best = max(pulls, key=lambda g: (_pull(pulls[g]), g), default=-1)
        if best >= 0 and _pull(pulls[best]) >= threshold:
            groups[best].append(i)
            group_of[i] = best
        else:
            group_of[i] = len(groups)
            groups.append([i])
    return groups


def _pull(chances: Sequence[float]) -> float:
    """The mean of the strongest pull and of all: one firm link is not enough against many loose ones."""
    return (max(chances) + sum(chances) / len(chances)) / 2
