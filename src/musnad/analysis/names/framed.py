"""Persons by their place: strangers between an office and the words that open what its holder says.

قال رئيس بلدية النخيل **حمدان الراوي** إن …; نقلت عن مدير شركة الساحل **وسيم قاسم** قوله; زعم **أنور السيلاوي**، سفير …:
nothing else can stand there.
"""

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import COMMON, GIVEN, MARK, NAME, SPEECH, STOP, TITLE, TITLED, UNKNOWN, words
from musnad.analysis.proposals import Proposal

# Precision on annotated news: .8 where a given name opens the run, .6 where only strangers do.
_WITH_GIVEN, _STRANGERS = 0.8, 0.62
_LONGEST, _FURTHEST = 5, 14
_COMMAS = frozenset("،,")
_ALI = "علي"  # folding makes على (on) of it; only its printed final letter tells


def framed(ground: Ground) -> list[Proposal]:
    """Names of persons that end where reported speech opens and follow an office with its body or place."""
    found = []
    starts = ground.starts
    for sentence in ground.page.sentences:
        for at in range(sentence.first + 3, sentence.last):
            if not starts[at] & (SPEECH | TITLED | MARK):
                continue
            made = None
            if starts[at] & SPEECH:
                made = _before(ground, sentence.first, at)
            if made is None and (starts[at] & TITLED or ground.forms[at] in _COMMAS):
                made = _between(ground, sentence.first, at)
            if made is not None:
                found.append(made)
    return found


def _between(ground: Ground, first: int, close: int) -> Proposal | None:
    """A name between two commas after an office, or between a verb of speech and a comma or office."""
    start = close
    while start > first and close - start < _LONGEST and _inside(ground, start - 1):
        start -= 1
    if close - start < 2 or start <= first:
        return None
    before = ground.forms[start - 1]
    office_after = _titled(ground, close + (ground.forms[close] in _COMMAS))
    said = (before in words("speech_before_name") and ground.joined(start - 1)) and office_after
    apart = before in _COMMAS and ground.forms[close] in _COMMAS and _follows_office(ground, first, start - 1)
    if not said and not apart:
        return None
    kinds = [GIVEN if _is_ali(ground, k) else ground.like(ground.forms[k]) for k in range(start, close)]
    if kinds.count(COMMON) > (kinds[0] == GIVEN or (kinds[0] == NAME and said)):
        return None
    if kinds[0] < NAME and kinds.count(COMMON) > 0:
        return None
    return ground.proposal(start, 0, close, "PER", _WITH_GIVEN if GIVEN in kinds else _STRANGERS, "framed")


def _inside(ground: Ground, at: int) -> bool:
    if at in ground.covered or ground.is_adjective(at) or ground.starts[at] & TITLE:
        return False
    if ground.forms[at] in words("speech_before_name") or ground.forms[at] in words("opens_speech"):
        return False
    if not ground.joined(at) and ground.form(at + 1) not in _COMMAS:
        return False
    return ground.like(ground.forms[at]) > STOP or _is_ali(ground, at)


def _titled(ground: Ground, at: int) -> bool:
    """Whether a title or office begins at a token, without clitics."""
    return at < len(ground.forms) and bool(ground.starts[at] & TITLED)


def _before(ground: Ground, first: int, opens: int) -> Proposal | None:
    """The name that ends right before an opening word."""
    start = opens
    while start > first and opens - start < _LONGEST and _may_be_part(ground, start - 1):
        start -= 1
    if opens - start < 2 or ground.forms[start].startswith("ال") or not _follows_office(ground, first, start):
        return None
    given = any(ground.like(ground.forms[k]) == GIVEN or _is_ali(ground, k) for k in range(start, opens))
    return ground.proposal(start, 0, opens, "PER", _WITH_GIVEN if given else _STRANGERS, "framed")


def _may_be_part(ground: Ground, at: int) -> bool:
    if at in ground.covered or not ground.joined(at) or ground.is_adjective(at):
        return False
    return ground.like(ground.forms[at]) >= UNKNOWN or _is_ali(ground, at)


def _is_ali(ground: Ground, at: int) -> bool:
    return ground.page.text[ground.page.starts[at] : ground.page.ends[at]] == _ALI


def _office(ground: Ground, at: int) -> bool:
    known = ground.article.knowledge
    return any(known.role(word) is not None for _, word in ground.traits[at].readings)


def _follows_office(ground: Ground, first: int, start: int) -> bool:
    """Whether an office with its body, place or adjective stands right before a token."""
    before = start - 1
    if before < first or not (ground.joined(before) or ground.forms[start] in _COMMAS):
        return False
    settled = before in ground.covered or ground.is_adjective(before) or ground.forms[before].startswith("ال")
    if not settled:
        return False
    for at in range(before, max(first, start - _FURTHEST) - 1, -1):
        if ground.forms[at] in words("opens_speech"):
            return False
        if ground.starts[at] & TITLE or _office(ground, at):
            return True
    return False
