"""Names that quotation marks, a medium's kind or a kind of place give away."""

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import COMMON, FIXED, GROUP, MARK, MEDIUM, SETTLEMENT, STOP, UNKNOWN, fixed, words
from musnad.analysis.proposals import Proposal
from musnad.knowledge import Entry

_LONGEST_QUOTED = 5
_PARTICIPLE = 6  # letters
_OPENING, _CLOSING = frozenset("\"«“'(‘"), frozenset("\"»”')’")
_MARKS = _OPENING | _CLOSING


def introduced(ground: Ground) -> list[Proposal]:
    """Names after a word that says their kind (صحيفة «الوطن», مدينة غضم), and known names alone in quotation marks."""
    found = []
    for at in ground.having(MEDIUM | GROUP | SETTLEMENT | FIXED | MARK):
        starts = ground.starts[at]
        if starts & MEDIUM and at not in ground.covered:
            found += _medium(ground, at)
        elif starts & GROUP:
            found += _group(ground, at)
        elif starts & SETTLEMENT and at not in ground.covered:
            found += _settlement(ground, at)
        if starts & FIXED:
            found += _fixed(ground, at)
        if ground.forms[at] in _OPENING and at + 1 not in ground.taken:
            found += _alone(ground, at)
    return found


def _inner(ground: Ground, at: int) -> tuple[int, int]:
    """The tokens of a short quotation or bracket that opens at token `at`; (0, 0) where there is none."""
    if ground.form(at) not in _OPENING:
        return 0, 0
    for last in range(at + 1, min(at + 2 + _LONGEST_QUOTED, len(ground.forms))):
        if ground.forms[last] in _CLOSING:
            return (at + 1, last) if last > at + 1 else (0, 0)
        if not ground.forms[last][0].isalnum() and ground.forms[last] not in ".-":
            return 0, 0
    return 0, 0


def _entries(ground: Ground, first: int, last: int, type_: str) -> list[Entry]:
    text = ground.page.text[ground.page.starts[first] : ground.page.ends[last - 1]]
    return [entry for entry in ground.article.knowledge.lookup(text) if entry.type == type_]


def _named(ground: Ground, first: int, last: int, score: float, rule: str, sector: str = "") -> list[Proposal]:
    entries = _entries(ground, first, last, "ORG")
    best = next((e for e in entries if not sector or e.sector == sector), entries[0] if entries else None)
    return [ground.proposal(first, 0, last, "ORG", 0.9 if best else score, rule, best.key if best else "")]


def _medium(ground: Ground, at: int) -> list[Proposal]:
    """صحيفة «الوطن», وكالة أنباء فارس: in quotation marks any name, without them a known one or one with ال."""
    after = at + 1
    if ground.form(after) in words("medium_kind"):
        after += 1
    first, last = _inner(ground, after)
    if last:
        whole = first in ground.taken and ground.taken[first][0] == last and _is_org(ground, first)
        return [] if whole else _named(ground, first, last, 0.85, "medium", "JRN")
    if not ground.joined(after - 1) or after >= len(ground.forms) or (after in ground.taken and _is_org(ground, after)):
        return []
    for last in (after + 3, after + 2, after + 1):
        if last <= len(ground.forms) and all(ground.joined(i) for i in range(after, last - 1)):
            known = _entries(ground, after, last, "ORG")
            if any(entry.sector == "JRN" for entry in known):
                return _named(ground, after, last, 0.9, "medium", "JRN")
    if not any(word in words("paper") for _, word in ground.traits[at].readings):
        return []
    form = ground.forms[after]
    adjective = ground.is_adjective(after) or form.endswith(("يه", "ي")) or form in words("stop")
    if form[0].isalpha() and len(form) > 2 and not adjective and ground.like(form) not in (STOP, COMMON):
        return [ground.proposal(after, 0, after + 1, "ORG", 0.55, "medium")]
    return []


def _is_org(ground: Ground, at: int) -> bool:
    return ground.taken[at][1].label == "ORG"


def _group(ground: Ground, at: int) -> list[Proposal]:
    """تنظيم «س», حركة «س»: a name in quotation marks."""
    first, last = _inner(ground, at + 1)
    if not last or first in ground.taken:
        return []
    return _named(ground, first, last, 0.75, "group")


def _settlement(ground: Ground, at: int) -> list[Proposal]:
    """بلدة غضم, قريتي إبطع وداعل: a word that is not a common one, then one with ال."""
    first, last = _inner(ground, at + 1)
    if not last:
        first = at + 1
        if not ground.joined(at) or first >= len(ground.forms):
            return []
        last = _place_end(ground, first)
    if not last or first in ground.taken:
        return []
    found = [_place(ground, first, 0, last)]
    while last < len(ground.forms) and ground.joined(last - 1) and ground.forms[last].startswith("و"):
        word = ground.forms[last][1:]
        if (
            last in ground.taken
            or len(word) < 3
            or ground.like(word) <= COMMON
            or ground.like(ground.forms[last]) <= COMMON
        ):
            break
        end = last + 1
        if ground.joined(last) and _article_word(ground, end):
            end += 1
        found.append(_place(ground, last, 1, end))
        last = end
    return found


def _place(ground: Ground, first: int, skip: int, last: int) -> Proposal:
    entries = [] if skip else _entries(ground, first, last, "GPE")
    return ground.proposal(
        first, skip, last, "GPE", 0.85 if entries else 0.7, "settlement", entries[0].key if entries else ""
    )


def _place_end(ground: Ground, first: int) -> int:
    form = ground.forms[first]
    if form in words("before_place") or form in words("plain") or ground.is_adjective(first):
        return 0
    kind = ground.like(form)
    if kind == STOP or not form[0].isalpha():
        return 0
    opens = form in words("opens_place") and ground.joined(first) and ground.like(ground.form(first + 1)) > STOP
    if kind == COMMON and not opens and not _entries(ground, first, first + 1, "GPE"):
        return 0
    participle = form[0] == "م" and form.endswith("ه") and len(form) >= _PARTICIPLE
    origin = form.endswith("يه") and not form.startswith("ال")
    if (kind == UNKNOWN and (form[0] == "ي" or participle)) or origin:  # منطقة منكوبة, مديرية يطرد
        return 0
    if kind == UNKNOWN and form.startswith("ال") and form.endswith(("ه", "ين", "ون", "ات")):
        return 0
    if not ground.joined(first) or first + 1 >= len(ground.forms):
        return first + 1
    strange = kind == UNKNOWN and not form.startswith("ال") and ground.like(ground.forms[first + 1]) == UNKNOWN
    return first + 2 if opens or strange or _article_word(ground, first + 1) else first + 1


def _article_word(ground: Ground, at: int) -> bool:
    form = ground.form(at)
    if at in ground.taken or not form.startswith("ال") or form in words("stop") or form in words("after_name"):
        return False
    return ground.like(form) > COMMON and not ground.is_adjective(at)


def _alone(ground: Ground, at: int) -> list[Proposal]:
    """«الحر», (سانا): a doubtful name of the tables alone in quotation marks or brackets."""
    first, last = _inner(ground, at)
    if not last or last - first > 3:
        return []
    if last - first == 1 and ground.like(ground.forms[first]) == COMMON and not ground.forms[first].startswith("ال"):
        return []
    entries = _entries(ground, first, last, "ORG")
    return [ground.proposal(first, 0, last, "ORG", 0.7, "alone", entries[0].key)] if entries else []


def _fixed(ground: Ground, at: int) -> list[Proposal]:
    """Bodies that are names without more: البنك المركزي, خفر السواحل."""
    for skip, word in ground.traits[at].readings:
        for sequence in fixed().get(word, ()):
            if all(ground.form(at + i) == sequence[i] and ground.joined(at + i - 1) for i in range(1, len(sequence))):
                last = at + len(sequence)
                if ground.form(at - 1) in words("minister"):
                    return []
                if " ".join(sequence) not in words("sure"):
                    return [ground.proposal(at, skip, last, "ORG", 0.6, "fixed")]
                entries = ground.article.knowledge.lookup(" ".join(sequence))
                return [ground.proposal(at, skip, last, e.type, 0.8, "sure", e.key) for e in entries[:1]]
    return []
