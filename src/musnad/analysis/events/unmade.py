"""Events named behind a word that keeps them from being facts: تراجع عن قراره طرد السفير، تأجلت الزيارة، يخطط لهجوم."""

from collections.abc import Mapping

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.governed import NO_DENIAL, STOPS, has, is_subject, kinds_of, with_it
from musnad.analysis.events.lexicon import readings
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import NEGATIONS, tense_of
from musnad.record import Status

Kinds = Mapping[tuple[str, str], frozenset[str]]

# How many words may stand between: the subject, what was decided, a verbal noun.
_REACH = 7
_FROM, _SHORT_OF = "عن", "دون"
_NO_VERB = ("ل", "ب", "ال")
# Verbs of these kinds say what became of the event they govern, and of what is not so when they are denied.
_FATES: dict[str, Status] = {
    "renounces": "denied",
    "refuses": "denied",
    "cancels": "denied",
    "postpones": "planned",
    "plans": "planned",
    "prevents": "possible",
    "blocks": "possible",
}


def unmade(scene: Scene, candidate: Candidate) -> Status | None:
    """The status that a noun has by the word it hangs on, where that word says that it is not or not yet a fact."""
    if candidate.reading.pos == "v":
        return None
    forms, token = scene.article.page.forms, candidate.token
    first, inside = scene.article.page.sentences[scene.sentence_at[token]].first, scene.statement_at[token]
    way: list[int] = []  # the words between, nearest first
    for at in range(token - 1, max(first, token - 1 - _REACH) - 1, -1):
        form = forms[at]
        if form in STOPS or not with_it(scene, at, inside):
            return None
        if scene.mention_at[at] < 0 and scene.time_at[at] < 0:
            kinds = kinds_of(form)
            fate = _fate(scene, candidate, at, way) if kinds else None
            if fate is not None:
                return _unless_denied(scene, at, first, fate, kinds)
            passes = _passed(kinds) or is_subject(form, at == token - 1)
            if not passes and (tense_of(form) or any(r.pos == "n" for r in readings(form))):
                return None
        way.append(at)
    return None


def _fate(scene: Scene, candidate: Candidate, at: int, way: list[int]) -> Status | None:
    """What the word at a token does to the event, with the words between them."""
    forms, entry = scene.article.page.forms, candidate.entry
    planned = any(has(kinds_of(forms[one]), "plan") for one in way)
    for (kind, pos), types in kinds_of(forms[at]).items():
        was_there = not types.isdisjoint((entry.type, f"{entry.type}/{entry.mode}")) and not planned
        if kind not in _FATES or was_there or (pos == "v" and _is_noun(forms[at], kind)):
            continue
        if kind == "renounces" and not _behind_from(scene, candidate.token, way):
            continue
        if kind == "blocks" and not any(forms[one] == _SHORT_OF for one in way):
            continue
        if kind == "plans" and pos == "n" and way and not candidate.reading.proclitics.startswith("ل"):
            continue
        return _FATES[kind]
    return None


def _is_noun(form: str, kind: str) -> bool:
    """Whether what looks like a verb of a kind bears what no verb bears (لرفض، العدل), unlike ألغى, which begins so."""
    return any(form.startswith(c) and (kind, "v") in kinds_of(form.removeprefix(c)) for c in _NO_VERB)


def _passed(kinds: Kinds) -> bool:
    """Whether what governs an event may stand before this word: what was decided, or a noun of bringing about."""
    return has(kinds, "plan") or has(kinds, "brings")


def _behind_from(scene: Scene, token: int, way: list[int]) -> bool:
    """Whether عن stands right before the event, its verbal noun or what was decided."""
    forms = scene.article.page.forms
    for at in way:
        if forms[at] == _FROM:
            return at + 1 == token or _passed(kinds_of(forms[at + 1]))
    return False


def _unless_denied(scene: Scene, at: int, first: int, fate: Status, kinds: Kinds) -> Status | None:
    """What is not even planned is denied; what is not renounced, refused or put off is left to the other words."""
    forms = scene.article.page.forms
    if at == first or forms[at - 1] not in NEGATIONS:
        return None if at > first and forms[at - 1] in ("من", "ومن") else fate  # من أجل looks like أجّل
    return "denied" if has(kinds, "plans") and (at - 1 == first or forms[at - 2] not in NO_DENIAL) else None
