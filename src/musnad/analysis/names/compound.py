"""Organisations and places composed by grammar: a head noun with what it governs, or with its adjectives."""

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import COMMON, HEAD, STOP, UNKNOWN, Head, heads, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text

_LONGEST = 8
_ADJECTIVES = ("ي", "ه", "ا")
_VERBAL, _OBJECTS = "يتن", ("ه", "ها")  # معبر يفتحه: a verb with its object
_VALLEY = "وادي"
_PEOPLE = 8  # letters from which لل…ين is for people (للصحفيين), not what a body is for (للشؤون)
_TOLD = 0.85  # of a body whose name says what it is for
_OWN_NAME = 0.75  # heads that an adjective of nationality alone makes a name: البنك السوري
_FEMININE_PLURALS = frozenset(
    map(
        fold_text,
        ("قوات", "وحدات", "كتائب", "لجان", "ميليشيات", "فصائل", "ألوية", "سرايا", "القوات", "السلطات", "الخطوط"),
    )
)


def compounds(ground: Ground) -> list[Proposal]:
    """Names of organisations, facilities and landscapes that begin with a head noun."""
    table = heads()
    found = []
    for at in ground.having(HEAD):
        if at in ground.covered and at in ground.taken and ground.taken[at][1].score > 0.8:
            continue
        for skip, word in ground.traits[at].readings:
            for head in () if _misread(ground, at, word) else table.get(word, ()):
                end = _end(ground, at, head)
                if end:
                    told = head.shape == "the" and any(_purpose(ground, i) for i in range(at + 2, end - 1))
                    score = _TOLD if told else head.score
                    found.append(ground.proposal(at, skip, end, head.type, score, f"{head.shape}:{head.noun}"))
            if word in table:
                break
    return found


def _misread(ground: Ground, at: int, word: str) -> bool:
    """Whether folding made a verb look like a head noun: وأدى is no وادي."""
    return word == _VALLEY and not ground.page.text[ground.page.starts[at] : ground.page.ends[at]].endswith("وادي")


def _end(ground: Ground, at: int, head: Head) -> int:
    """The token after the compound that a head begins; 0 where nothing follows that makes a name."""
    if not ground.joined(at):
        return 0
    if head.shape == "name":
        return _name(ground, at)
    return _phrase(ground, at, head)


def _name(ground: Ground, at: int) -> int:
    """مطار بنغازي الدولي, جبل العروس: one word or known place that may be any but a common one, then adjectives."""
    first = at + 1
    if first in ground.taken:
        end = ground.taken[first][0]
        if ground.page.starts[first] != ground.taken[first][1].start:
            return 0
    else:
        form = ground.forms[first]
        kind = ground.like(form)
        if (
            form in words("plain")
            or kind <= STOP
            or (kind == COMMON and not form.startswith("ال"))
            or ground.is_adjective(first)
            or (kind == UNKNOWN and form[0] in _VERBAL and form.endswith(_OBJECTS))
        ):
            return 0
        end = first + 1
    while end < at + 4 and ground.joined(end - 1) and end not in ground.covered:
        form = ground.forms[end]
        if (
            not form.startswith("ال")
            or form in words("stop")
            or form in words("after_name")
            or ground.is_adjective(end)
        ):
            break
        if ground.like(form) == COMMON and not form.endswith(("ي", "يه")):
            break
        end += 1
    return end


def _construct(ground: Ground, at: int, head: int) -> bool:
    """Whether a noun without an article governs a word with one here: رابطة [مناهضي الحروب], لجنة [مكافحة الإرهاب]."""
    form, governed = ground.forms[at], ground.form(at + 1)
    if at > head + 1 or at in ground.covered or not ground.joined(at) or at + 1 in ground.covered:
        return False
    plural = form.endswith("ي") and ground.like(form) > STOP
    if (ground.like(form) != COMMON and not plural) or form.startswith(("ال", "ل", "و", "ب", "ف")) or len(form) < 4:
        return False
    if form in words("title") or form in words("before_surname") or ground.is_adjective(at):
        return False
    return governed.startswith("ال") and governed not in words("stop") and len(governed) > 4


def _purpose(ground: Ground, at: int) -> bool:
    """Whether a token opens what a body is for: المنظمة المصرية [لحقوق الإنسان], المركز الدولي [لدراسة التشدد]."""
    form, governed = ground.forms[at], ground.form(at + 1)
    if not form.startswith("ل") or form.startswith("لل") or not ground.joined(at) or at in ground.covered:
        return False
    known = len(form) > 3 and ground.like(form[1:]) == COMMON and form[1:] not in words("title")
    return known and governed.startswith("ال") and len(governed) > 4 and governed not in words("stop")


def _phrase(ground: Ground, at: int, head: Head) -> int:
    """Words with the article that follow the head, up to an adjective of nationality that agrees with it."""
    feminine = head.noun.endswith("ه") or head.noun in _FEMININE_PLURALS
    end = at + 1
    nationality = False
    while end < min(len(ground.forms), at + _LONGEST) and ground.joined(end - 1) and not nationality:
        form = ground.forms[end]
        if end in ground.taken and ground.taken[end][1].label in ("GPE", "ORG", "LOC"):
            if ground.page.starts[end] != ground.taken[end][1].start or head.shape == "the" or end > at + 1:
                break
            if head.noun in words("before_long_org") and ground.taken[end][1].label == head.type:
                return 0  # وكالة [فرانس برس]
            return ground.taken[end][0]
        if form in words("stop") or form in words("after_name") or form in words("title"):
            break
        if end == at + 1 and form in words("plain"):
            break
        if ground.is_adjective(end):
            if form.startswith("ال") and form.endswith("ه") == feminine:
                end += 1
                end += 2 * (head.shape == "the" and _purpose(ground, end))
            break
        further = end > at + 1
        if head.shape == "the" and further and _purpose(ground, end):
            end += 2
            continue
        if head.shape == "of" and _construct(ground, end, at):
            end += 2
            continue
        for_what = (
            head.shape == "the" and form.startswith("لل") and not (form.endswith(("ين", "ون")) and len(form) >= _PEOPLE)
        )
        goes_on = further and (
            for_what or (form[1:] in words("second_purpose") and form[0] == "و" and head.noun in words("coordinates"))
        )
        if not goes_on and not (form.startswith("ال") and len(form) > 3):
            break
        adjective = form.endswith(_ADJECTIVES) or form in words("body_adjectives")
        if not adjective and not goes_on and end > at + (head.shape == "of"):
            break  # أقر مجلس الوزراء القانون
        end += 1
    if head.noun + " " + ground.form(at + 1) in words("not_alone") and end == at + 2:
        return 0
    if head.shape == "the" and end == at + 2 and ground.is_adjective(at + 1) and head.score < _OWN_NAME:
        return 0
    return end if end > at + 1 else 0
