"""Events that the word they hang on leaves open: أي هجوم، مستعد للحوار، خشية اندلاع حرب، من أجل وقف الحرب.

They are no facts; whether they are planned, possible, called for or denied is left to the other words.
"""

from collections.abc import Sequence

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.governed import has, kinds_of, with_it
from musnad.analysis.events.people import is_people
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import BREAKS, FUTURE_VERB, NEGATIONS
from musnad.arabic import fold_text

# How many words may stand between: prepositions, who it is, a verbal noun of bringing about.
_REACH = 6
_IN, _FROM, _ABOUT, _SAKE, _ANY = "في", "من", "عن", "اجل", "اي"
_PREPOSITIONS = frozenset(map(fold_text, ("على", "إلى", "عن", "من", "ب", "ل", "مع", "نحو")))
_SUCH = frozenset(map(fold_text, ("أي", "مثل", "مزيد", "المزيد", "هذا", "هذه")))
# Before a verb that leads to an event they leave it open, as the future does: قد يؤدي إلى حرب.
_MAY = frozenset(("قد", "ربما", "ان", "سوف"))
# By what joins the event to the word ahead: nothing, a preposition, or في.
_BARE, _JOINED, _WITHIN = ("open",), ("open", "open to"), ("open in",)


def unsettled(scene: Scene, candidate: Candidate) -> bool:
    """Whether a noun hangs on a word that leaves it open, with nothing but joining words and names between."""
    if candidate.reading.pos == "v":
        return False
    forms, token = scene.article.page.forms, candidate.token
    first, inside = scene.article.page.sentences[scene.sentence_at[token]].first, scene.statement_at[token]
    kinds = _JOINED if candidate.reading.proclitics.removesuffix("ال").endswith(("ل", "ب")) else _BARE
    for at in range(token - 1, max(first, token - 1 - _REACH) - 1, -1):
        form, before = forms[at], forms[at - 1] if at > first else ""
        if not with_it(scene, at, inside):
            return False
        if form == _SAKE:
            return before.endswith(_FROM)
        if scene.mention_at[at] < 0 and any(has(kinds_of(form), kind) for kind in kinds):
            return _leaves_open(forms[max(first, at - 2) : at], form, bare=kinds == _BARE)
        if kinds != _BARE and has(kinds_of(form), "leads"):
            return bool(FUTURE_VERB.fullmatch(form)) or (before in _MAY and form[0] in "يت")
        if form == _IN:
            kinds = _WITHIN
        elif form in _PREPOSITIONS:
            kinds = kinds if kinds == _WITHIN else _JOINED
        elif ("brings", "n") in kinds_of(form):
            if forms[at + 1] == _ABOUT:  # تعهد بإجراء تحقيق عن الغارة
                return False
            kinds = _JOINED if form.startswith(("ل", "ب")) else _BARE
        elif not (form in _SUCH or _who(scene, at, form, before, joined=kinds != _BARE)):
            return False
    return False


def _leaves_open(before: Sequence[str], form: str, *, bare: bool) -> bool:
    """Whether a word of the table is meant, not as in أثار المنع احتجاجات, أي مصادرتها (that is), فشل في منع الهجوم."""
    nearest = before[-1] if before else ""
    if nearest in NEGATIONS or (bare and form.startswith("ال")) or (form == _ANY and nearest in BREAKS):
        return False
    return not (len(before) > 1 and nearest == _IN and has(kinds_of(before[0]), "fails"))


def _who(scene: Scene, at: int, form: str, before: str, *, joined: bool) -> bool:
    """Whether a word may be who is able, wants or plans, and not of whom the event is: خطة واشنطن للانسحاب."""
    if scene.mention_at[at] >= 0 or is_people(form):
        return joined
    governs = any(pos == "v" and kind.startswith(("open", "leads")) for kind, pos in kinds_of(before))
    return form.startswith("ال") and governs
