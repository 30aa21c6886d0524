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
    def people(self) -> frozenset[str]:
        """The entities that likely took part."""
        return self.actors | self.recipients

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
    return _later_features(scene, later) | _both_features(scene, earlier, later, between)


def _later_features(scene: Scene, later: Mention) -> dict[str, float]:
    """What the later of two reports alone says on whether its event was told of before; 0 what does not hold."""
    token, reading = later.candidate.token, later.candidate.reading
    return {
        "bias": 1.0,
        f"type {later.candidate.entry.type}": 1.0,
        "later definite": reading.definite,
        "later definite, bare": reading.definite and not _company(scene, token),
        "later indefinite": reading.pos == "n" and not reading.definite and not reading.pronoun,
        "later demonstrative": _demonstrative(scene, token),
    }


def _both_features(scene: Scene, earlier: Mention, later: Mention, between: int) -> dict[str, float]:
    """What two reports say together, 0 what does not hold."""
    a, b = earlier.candidate, later.candidate
    gap = scene.sentence_at[b.token] - scene.sentence_at[a.token]
    same_word = a.entry.word == b.entry.word
    modes = a.entry.mode is not None and b.entry.mode is not None
    found: dict[str, float] = {
        "same word": same_word,
        "same word, later definite": same_word and b.reading.definite,
        "same sentence": gap == 0,
        "same sentence, joined by w-": gap == 0 and b.token - a.token < 4 and _joined(scene, b.token),
        "next sentence": gap == 1,
        "sentences between": log(1 + gap),
        "reports between": log(1 + between),
        "none between": between == 0,
        "from the headline": scene.sentence_at[a.token] == 0,
        "same mode": modes and a.entry.mode == b.entry.mode,
        "other mode": modes and a.entry.mode != b.entry.mode,
        "same status": earlier.status == later.status,
        "occurred and not": (earlier.status == "occurred") != (later.status == "occurred"),
        "same statement": scene.statement_at[a.token] == scene.statement_at[b.token],
        f"forms {a.reading.pos}{b.reading.pos}": 1.0,
    }
    return found | _company_features(earlier, later)


def _company_features(earlier: Mention, later: Mention) -> dict[str, float]:
    """Whether the same people take part, whether others do, and whether places, times and figures agree."""
    found: dict[str, float] = {}
    for what, left, right in (
        ("actor", earlier.actors, later.actors),
        ("recipient", earlier.recipients, later.recipients),
        ("place", earlier.places, later.places),
        ("time", earlier.dates, later.dates),
        ("number", earlier.numbers, later.numbers),
    ):
        if left and right:
            found[f"{'other' if left.isdisjoint(right) else 'same'} {what}"] = 1.0
    both = earlier.people & later.people
    if both:
        found["somebody in both"] = 1.0
        found["share in both"] = len(both) / len(earlier.people | later.people)
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


def _with_tagger(odds: float, tagged: TriggerRoles, a: int, b: int) -> float:
    """The log-odds of two triggers being of one event by grammar and, where it knows both, the tagger."""
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
    model = weights("one event")
    for i, earlier in pairs_before(mentions):
        later = mentions[i]
        alone = model.logit(_later_features(scene, later)) if earlier else 0.0
        pulls: dict[int, list[float]] = {}
        for between, j in enumerate(earlier):
            odds = alone + model.logit(_both_features(scene, mentions[j], later, between))
            odds = _with_tagger(odds, tagged, mentions[j].candidate.token, later.candidate.token)
            pulls.setdefault(group_of[j], []).append(squash(odds))
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
