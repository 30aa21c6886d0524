"""Where a noun phrase for unnamed people ends: what can stand behind its head, and what cannot."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from musnad.analysis.events.lexicon import readings
from musnad.analysis.events.prepositions import preposition_of
from musnad.arabic import fold_text
from musnad.arabic.index import is_whole
from musnad.arabic.kept import kept
from musnad.arabic.numbers import is_number_word
from musnad.arabic.page import Page

_LONGEST = 3
_REACH = 10
_SOUND = re.compile(r"\w{3}(?:ون|ين)$")
_DUAL = re.compile(r"\w{3}ان$")
# An accusative without article; طائراتها, ضحايا and عليا only look like one.
_ACCUSATIVE = re.compile(r"(?!عليا$|دنيا$)\w{3,}(?<!ه)(?<!هم)(?<!اي)ا")
# Broken plurals and the like that describe a sound plural: متشددون يهود.
_BROKEN = frozenset(
    fold_text(w)
    for w in "عرب روس يهود أجانب أتراك أكراد كرد أفارقة أفغان ألمان صرب هنود كبار جدد كثر شباب أبرياء عزل سود".split()
)
_NO_DUAL = frozenset(
    fold_text(w) for w in "سكان شبان إخوان أركان أعيان لجان فرسان رهبان بلدان كيان برلمان طيران".split()
)
_WITH_ARTICLE = ("ال", "لل", "وال", "بال", "كال", "فال", "ولل")
# What looks like an article without being one.
_THOUSANDS = frozenset(map(fold_text, ("آلاف", "ألف", "ألفا", "ألفي", "ألفين")))
_RELATIVES = frozenset(("التي", "الذي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "اللاتي"))
_PARTICLES = frozenset(
    fold_text(w)
    for w in "أن إن أنه أنها أنهم إنه إنها إنهم لأن لكن أو أم ثم قد لقد لم لن لا ما لو إذا إذ إلا كما كي لكي بل "
    "سوى هو هي هم هذا هذه ذلك تلك هؤلاء كان كانت كانوا ليس ليست ليسوا تم يتم سوف لدى عدا أي فقط أيضا هنا هناك اليوم "
    "أمس".split()
)
_NISBA = re.compile(r"\w{3,}(?:ي|يه|يين|يون|يات|يا)")
_PREPOSITION = re.compile(r"(?:[بك]ال|لل)\w{2,}|[بل](?!ال)\w{3,}")
# An imperfect with ي, or a plural with وا: the verb of those before it.
_VERB = re.compile(r"ي\w{2,}|\w{2,}وا")
# مصرعهم, حتفهم: what is theirs describes nobody indefinite.
_THEIRS = re.compile(r"\w{3,}(?<!ت)هم|\w{3,}هما")
_NOUNS_WITH_YA = frozenset(map(fold_text, "يهود يمين يسار يوم يد يمن يوميا يقين ينابيع".split()))
# Adjectives of the feminine that do not end in ة.
_FEMININE = ("ه", "ات", "ا")
_GREATER = frozenset(
    map(fold_text, "الكبرى العظمى الأولى الوسطى الأخرى الصغرى القصوى اليسرى اليمنى العليا الدنيا".split())
)


class Limits(NamedTuple):
    """What stands on the tokens of an article, one entry a token: no phrase begins in it, and none reaches into it.

    `taken` are the tokens of names; `times` and `cues` the number of the time or statement whose words a token is, or
    -1.
    """

    taken: Container[int]
    times: Sequence[int]
    cues: Sequence[int]

    def barred(self, token: int) -> bool:
        """Whether a token is of a name, a time or a cue."""
        return token in self.taken or self.times[token] >= 0 or self.cues[token] >= 0

    def before(self, start: int, last: int) -> int:
        """Where the next time or cue begins within a phrase's length of a token: السلطات الألمانية | الجمعة."""
        ahead = range(start + 1, min(last, start + _REACH))
        return next((at for at in ahead if self.times[at] >= 0 or self.cues[at] >= 0), last)


def definite(form: str) -> bool:
    """Whether a folded token bears the article."""
    return form not in _THOUSANDS and form.startswith(_WITH_ARTICLE)


def end_of(page: Page, head: int, last: int, taken: Container[int], owned: bool) -> int:
    """The token behind a phrase with this head; `owned` where a pronoun is written onto it (قادته).

    It ends at a preposition, a conjunction, a name or a verb, where definiteness changes back, and where a word does
    not agree.
    """
    forms, end = page.forms, head + 1
    while end < min(last, head + _LONGEST) and end not in taken and forms[end].isalpha():
        if stops(forms[end]) or not _goes_on(forms[end - 1], forms[end], end == head + 1, owned):
            break
        end += 1
    return end


@kept
def stops(form: str) -> bool:
    """Whether a folded token is no part of a noun phrase that is under way."""
    if form[0] == "و" and not is_whole(form):
        return True
    if preposition_of(form, "") or form in _RELATIVES or form in _PARTICLES or is_number_word(form):
        return True
    nisba = _NISBA.fullmatch(form) is not None
    # جنود لفتيات: a plural in يات is one of women more often than a nisba
    if _PREPOSITION.fullmatch(form) and not is_whole(form) and (not nisba or form.endswith("يات")):
        return True
    return form.startswith(("بال", "لل")) or (
        _VERB.fullmatch(form) is not None and not nisba and form not in _NOUNS_WITH_YA
    )


def _goes_on(before: str, form: str, first: bool, owned: bool) -> bool:
    """Whether a word may stand behind another in one phrase, by article, agreement and part of speech."""
    if not definite(form):
        if definite(before) or owned or _THEIRS.fullmatch(form) or _is_verb(form, first):
            return False
        return _agrees(before, form)
    # المسلحون النار, مسلحون القرية: a sound plural has adjectives like itself and, whole, no genitive.
    if _SOUND.search(before):
        return definite(before) and _SOUND.search(form) is not None
    # الحكومة الأهالي: two nouns; an adjective of a feminine would be one.
    feminine = first and definite(before) and before.endswith(("ه", "ات"))
    return not feminine or form.endswith(_FEMININE) or form in _GREATER


def _agrees(before: str, form: str) -> bool:
    """Whether an indefinite word may describe another or be its genitive: not an object behind its subject.

    «مسلحون ضابطا» and «شرطي مواطنا» are two, by number and by case.
    """
    if _SOUND.search(before):
        return _SOUND.search(form) is not None or form in _BROKEN
    if _DUAL.search(before) and before not in _NO_DUAL:
        return _DUAL.search(form) is not None
    return _ACCUSATIVE.fullmatch(before) is not None or _ACCUSATIVE.fullmatch(form) is None


def _is_verb(form: str, first: bool) -> bool:
    """Whether a word of the inventory is a verb: right behind the head only one that is nothing else."""
    found = {reading.pos for reading in readings(form)}
    return "v" in found and not (first and len(found) > 1)
