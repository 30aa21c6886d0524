"""Whether a report says that its event happened, goes on, is planned, possible, called for, or denied.

The statuses are weighed against one another over the same features: cue words ahead of the trigger in its clause and
right behind it (`data/status_cues.tsv`), the words there themselves (`status_words.py`), the form of the trigger, the
act of the statement it stands in, the times beside it. Grammar gives the first weights (`data/status_rules.tsv`),
counting in annotated articles moves them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from math import exp, log

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.governed import undone, unreal
from musnad.analysis.events.lexicon import forms_of, keys, readings
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.status_void import called_untrue
from musnad.analysis.events.status_words import word_features
from musnad.analysis.events.tenses import BREAKS, FUTURE_VERB, NEGATIONS, tense_features
from musnad.analysis.events.unmade import unmade
from musnad.analysis.events.unsettled import unsettled
from musnad.analysis.events.weighing import jury
from musnad.arabic import fold_text
from musnad.datafiles import read_table
from musnad.record import STATUSES, Status, Time

_NEAR, _FAR, _BEHIND = 2, 14, 3
# How far the other reports of an event draw a report's status: flat from .25 to .5 over held-out articles.
_PULL = 0.25
_DECISIONS = tuple(f"status {s}" for s in STATUSES)
BEGUN: tuple[Status, ...] = ("occurred", "ongoing")
_LOUD = 0.2  # log-odds from which a feature is told as a ground
_IMPERFECT = re.compile(r"[وف]?[يت][^\W\d_]{2,}")
# «لم تقصف» happened to nobody, unless something is excepted («لم تقصف سوى موقع»): of 80 annotated verbs behind a
# negation seven had begun, five of them with an exception.
# Ten of fourteen annotated nouns that a denied verb would have brought about are denied («لم يوقعا الاتفاق»), whatever
# else speaks. What is called untrue in so many words (لا صحة لـ) is denied more surely.
_UNDONE, _UNTRUE = 3.0, 6.0
_NEGATED, _EXCEPT, _EXCEPTED = -8.0, frozenset(map(fold_text, ("إلا", "سوى", "غير"))), 8
_WHICH = frozenset(("التي", "الذي", "الذين", "اللذين"))
_JOINED = 5
_CUES_KEPT = 65536


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, the chance of each (together 1), and the features that spoke loudest for it."""

    status: Status
    chances: Mapping[Status, float]
    grounds: tuple[str, ...]

    @property
    def score(self) -> float:
        """How sure, 0–1."""
        return self.chances[self.status]


@cache
def _cues() -> dict[str, dict[str, frozenset[str]]]:
    """Side → folded form → names of the cues; a verb is also one in its tense."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in read_table("analysis/data/status_cues.tsv"):
        word, cue = row["word"], row["cue"]
        forms = forms_of(row["pos"], word) if row["pos"] != "w" else {fold_text(word): False}
        for form, kind in forms.items():
            names = found.setdefault(row["side"], {}).setdefault(form, set())
            names.update((cue, f"{cue} {kind}") if row["pos"] == "v" else (cue,))
    return {side: {form: frozenset(names) for form, names in forms.items()} for side, forms in found.items()}


@lru_cache(maxsize=_CUES_KEPT)
def cues_of(side: str, form: str) -> frozenset[str]:
    """The cues that a folded token is, on one side of a trigger."""
    table, known = _cues()[side], keys(form)
    if table.keys().isdisjoint(known):
        return frozenset()
    return frozenset(name for key in known for name in table.get(key, ()))


def _tenses(form: str) -> frozenset[str]:
    return frozenset(r.form for r in readings(form) if r.pos == "v")


def status_features(scene: Scene, candidate: Candidate, before: tuple[int, Status] | None = None) -> dict[str, float]:
    """All that speaks on the status of one trigger; `before` is the trigger before it (token) and its status."""
    page = scene.article.page
    token, reading = candidate.token, candidate.reading
    sentence = page.sentences[scene.sentence_at[token]]
    found: dict[str, float] = {"bias": 1.0} | word_features(scene, candidate)
    if reading.pos == "v" and "س" in reading.proclitics:
        found["future s on it"] = 1.0
    if token > sentence.first and page.forms[token - 1] in NEGATIONS:
        found[f"right after a negation, {reading.pos}"] = 1.0
    if "ل" in reading.proclitics.removesuffix("ال"):
        found[f"l- on {reading.pos}"] = 1.0
    if candidate.entry.word.startswith(("قتيل", "مقتل", "جريح", "مصرع")):
        found["a toll"] = 1.0
    found |= tense_features(scene, candidate)
    _look_ahead(scene, token, sentence.first, found)
    # Visits and talks called off did not happen (an agreement called off once did).
    if "near: called off" in found and candidate.entry.type == "CONSULT":
        found["called off, CONSULT"] = 1.0
    for after in range(token + 1, min(token + 1 + _BEHIND, sentence.last)):
        if page.forms[after] in BREAKS:
            break
        for name in cues_of("after", page.forms[after]):
            found[f"behind: {name}"] = 1.0
        if page.forms[after] in _WHICH and after + 1 < sentence.last:
            goes_on = page.forms[after + 1][0] in "يت" and "perfect" not in _tenses(page.forms[after + 1])
            found["behind: which goes on" if goes_on else "behind: which happened"] = 1.0
    _statement(scene, token, reading.form, found)
    for index in scene.times_near(token):
        found[f"time {side_of(scene, scene.times[index])}"] = 1.0
    if _IMPERFECT.fullmatch(page.forms[sentence.first]) and scene.mention_at[sentence.first] < 0:
        found[f"sentence opens with an imperfect, {reading.pos}"] = 1.0
    if before is not None and scene.sentence_at[before[0]] == scene.sentence_at[token]:
        joined = page.forms[token][0] == "و" and token - before[0] <= _JOINED
        found[f"{'joined to' if joined else 'after'} {before[1]}"] = 1.0
    if denied_first(scene, candidate, before[0] if before else None):
        found["denied first"] = 1.0
    if sentence.paragraph == 0:
        found["headline"] = 1.0
        found[f"headline {reading.form}"] = 1.0
    return found


def _excepted(scene: Scene, token: int) -> bool:
    """Whether something is excepted from what is said at a token, in its clause (لم تقصف سوى موقع)."""
    page = scene.article.page
    last = page.sentences[scene.sentence_at[token]].last
    clause = takewhile(lambda form: form not in BREAKS, page.forms[token + 1 : min(token + 1 + _EXCEPTED, last)])
    return any(form in _EXCEPT for form in clause)


def denied_first(scene: Scene, candidate: Candidate, before: int | None) -> bool:
    """Whether a trigger is the first in the words of a denial, mostly the denied one; `before` is the one before."""
    inside = scene.statement_at[candidate.token]
    if inside < 0 or scene.statements[inside].act != "deny":
        return False
    return before is None or scene.statement_at[before] != inside


def _look_ahead(scene: Scene, token: int, first: int, found: dict[str, float]) -> None:
    """Cue words ahead of the trigger: beside it, in its clause, and in the clause before."""
    page = scene.article.page
    inside = scene.statement_at[token]
    zone = "near"
    for at in range(token - 1, max(first, token - _FAR) - 1, -1):
        form = page.forms[at]
        if form in BREAKS:
            zone = "beyond"
            continue
        if scene.statement_at[at] != inside and inside >= 0:
            break
        if token - at > _NEAR and zone == "near":
            zone = "clause"
        for name in cues_of("before", form):
            found[f"{zone}: {name}"] = 1.0
        if FUTURE_VERB.fullmatch(form):
            found[f"{zone}: s- verb"] = 1.0


def _statement(scene: Scene, token: int, form: str, found: dict[str, float]) -> None:
    inside = scene.statement_at[token]
    if inside < 0:
        found["the article itself"] = 1.0
        return
    statement = scene.statements[inside]
    found[f"act {statement.act}"] = 1.0
    found[f"act {statement.act} {form}"] = 1.0
    if token == 0 or scene.statement_at[token - 1] != inside:
        found[f"act {statement.act} of it"] = 1.0
    first = scene.article.page.token_at(statement.content[0].start)
    if token - first <= 3:
        found[f"act {statement.act} close"] = 1.0
    if statement.directness == "direct":
        found["direct speech"] = 1.0


def side_of(scene: Scene, time: Time) -> str:
    """Whether a time lies before, on or after the day of publication."""
    published, value = scene.article.published, time.value or ""
    if time.type == "DURATION":
        return "duration"
    if value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
        return {"PAST_REF": "past", "PRESENT_REF": "present", "FUTURE_REF": "future"}[value]
    if published is None or not value[:4].isdigit():
        return "unknown"
    if "W" in value:
        year, week = value[:4], value[6:8]
        own = published.isocalendar()
        there, here = (int(year), int(week) if week.isdigit() else 0), (own.year, own.week)
        return "past" if there < here else "future" if there > here else "present"
    day = published.isoformat()[: min(len(value), 10)]
    there_day = value[: len(day)]
    return "past" if there_day < day else "future" if there_day > day else "present"


def judge(
    scene: Scene,
    candidate: Candidate,
    bias: Mapping[str, float] | None = None,
    before: tuple[int, Status] | None = None,
) -> Verdict:
    """The status of a trigger's report; `bias` adds to the weight of a status (what another proposer thinks)."""
    features = status_features(scene, candidate, before)
    statuses = jury(*_DECISIONS)
    more = bias or {}
    rows = statuses.rows(features)
    logits = {s: logit + more.get(s, 0.0) for s, logit in zip(STATUSES, statuses.sums(rows.values()), strict=True)}
    _overrule(scene, candidate, before, "right after a negation, v" in features, logits)
    chances = _normal(logits)
    best = max(STATUSES, key=chances.__getitem__)
    number = STATUSES.index(best)
    loud = sorted([(row[number], n) for n, row in rows.items() if row[number] > _LOUD and n != "bias"], reverse=True)
    return Verdict(best, chances, tuple(n for _, n in loud[:3]))


def _overrule(
    scene: Scene, candidate: Candidate, before: tuple[int, Status] | None, negated: bool, logits: dict[Status, float]
) -> None:
    """What construction alone decides, whatever else speaks: a fact that is none is the worse mistake."""
    untrue = not negated and called_untrue(scene, candidate, before[0] if before else None)
    fate = None if negated or untrue else unmade(scene, candidate)
    nothing = negated or (fate is None and undone(scene, candidate))
    if untrue or (nothing and not _excepted(scene, candidate.token)):
        logits |= {s: logits[s] + _NEGATED for s in BEGUN}
        logits["denied"] += 0.0 if negated else _UNTRUE if untrue else _UNDONE
    elif negated:  # but for what is excepted
        logits["denied"] -= _UNDONE
    elif fate is not None or unreal(scene, candidate):
        gone: tuple[Status, ...] = (*BEGUN, "planned") if fate == "denied" else BEGUN
        logits |= {s: logits[s] + _NEGATED for s in gone}
        logits[fate or "possible"] += _UNTRUE if fate == "denied" else _UNDONE
    elif unsettled(scene, candidate):
        logits |= {s: logits[s] + _NEGATED for s in BEGUN}


def pooled(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts of the reports of one event, each drawn towards the mean of the others.

    Reports of one event agree in five cases of six, so what is plain in one helps where another is silent.
    """
    if len(verdicts) < 2:
        return list(verdicts)
    logs = [{s: log(v.chances[s] + 1e-6) for s in STATUSES} for v in verdicts]
    total = {s: sum(one[s] for one in logs) for s in STATUSES}
    found = []
    for verdict, own in zip(verdicts, logs, strict=True):
        others = {s: (total[s] - own[s]) / (len(verdicts) - 1) for s in STATUSES}
        chances = _normal({s: own[s] + _PULL * others[s] for s in STATUSES})
        best = max(STATUSES, key=lambda s: chances[s])
        grounds = verdict.grounds if best == verdict.status else ("the event's other reports",)
        found.append(Verdict(best, chances, grounds))
    return found


def _normal(logits: Mapping[Status, float]) -> dict[Status, float]:
    top = max(logits.values())
    raised = {s: exp(logit - top) for s, logit in logits.items()}
    total = sum(raised.values())
    return {s: value / total for s, value in raised.items()}
