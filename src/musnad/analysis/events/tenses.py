"""Which tense the verbs around a trigger have, that it hangs on or that follows: سيعقد، عقد، لم يعقد، أن يعقد."""

import re
from functools import cache

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.lexicon import forms_of, keys, readings
from musnad.analysis.events.scene import Scene
from musnad.arabic.kept import kept
from musnad.datafiles import read_table

BREAKS = frozenset("،؛:.,;!؟?…")
FUTURE_VERB = re.compile(r"[وف]?س[يتنا]..+")
NEGATIONS = frozenset(("لم", "لن", "لا", "ليس", "ليست", "ولم", "ولن", "ولا", "فلم", "عدم", "بعدم", "وعدم", "دون"))
_IMPERFECT = re.compile(r"[وف]?ي[^\W\d_]{3,}")
THAT = frozenset(("ان", "بان", "وان", "وبان", "الا"))
_REACH, _CLOSE = 8, 3


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Folded form of a verb among the status cues → its tenses."""
    found: dict[str, set[str]] = {}
    for row in read_table("analysis/data/status_cues.tsv"):
        if row["pos"] == "v":
            for form, kind in forms_of("v", row["word"]).items():
                found.setdefault(form, set()).add(str(kind))
    return {form: frozenset(kinds) for form, kinds in found.items()}


@kept
def tense_of(form: str) -> str | None:
    """The tense of a folded token if it is a verb that the tables know or plainly a future or imperfect."""
    if FUTURE_VERB.fullmatch(form):
        return "future"
    table, kinds = _verbs(), {r.form for r in readings(form) if r.pos == "v"}
    if not table.keys().isdisjoint(keys(form)):
        kinds.update(*(table.get(key, ()) for key in keys(form)))
    if "perfect" in kinds and form[0] not in "يت" and not form.startswith("ال"):
        return "perfect"
    return "imperfect" if "imperfect" in kinds or _IMPERFECT.fullmatch(form) else None


def tense_features(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """The nearest verbs of the clause on both sides: their tenses."""
    return _ahead(scene, candidate) | _behind(scene, candidate)


def _behind(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """The nearest verb that follows in the clause, whose subject a noun may be: العقوبات ستعود."""
    token, pos = candidate.token, candidate.reading.pos
    last = scene.article.page.sentences[scene.sentence_at[token]].last
    found = _nearest(scene, range(token + 1, min(last, token + 1 + _REACH)))
    if found is None:
        return {f"no verb behind, {pos}": 1.0}
    at, tense = found
    where = "close behind" if at - token <= _CLOSE else "far behind"
    return {f"verb behind: {tense}, {pos}": 1.0, f"verb {where}: {tense}, {pos}": 1.0}


def _ahead(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """The nearest verb ahead of the trigger in its clause: its tense, and whether it is negated or after أن."""
    page, token, pos = scene.article.page, candidate.token, candidate.reading.pos
    first, inside = page.sentences[scene.sentence_at[token]].first, scene.statement_at[token]
    nearest = _nearest(scene, range(token - 1, max(first, token - _REACH) - 1, -1), inside)
    if nearest is None:
        return {f"no verb before, {pos}": 1.0}
    at, tense = nearest
    name = f"{_mood(page.forms[at - 1] if at > first else '', tense)}{tense}, {pos}"
    found = {f"verb before: {name}": 1.0}
    if token - at <= _CLOSE:
        found[f"verb close before: {name}"] = 1.0
    return found


def _nearest(scene: Scene, tokens: range, inside: int = -1) -> tuple[int, str] | None:
    """The first of these tokens that is a verb, with its tense; a clause, or the statement `inside`, is not left."""
    forms = scene.article.page.forms
    for at in tokens:
        if forms[at] in BREAKS or (inside >= 0 and scene.statement_at[at] != inside):
            break
        if scene.mention_at[at] >= 0 or scene.time_at[at] >= 0:
            continue
        tense = tense_of(forms[at])
        if tense is not None:
            return at, tense
    return None


def _mood(before: str, tense: str) -> str:
    if before in NEGATIONS:
        return "negated "
    return "that " if before in THAT and tense == "imperfect" else ""
