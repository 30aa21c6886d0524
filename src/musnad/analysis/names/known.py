"""Names that the tables know, cut to what the guidelines count as the name."""

import re
from collections.abc import Iterator, Sequence

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import CLOSING, COMMON, OPENING, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text
from musnad.arabic.numbers import is_number_word
from musnad.knowledge import Entry

_WORD = re.compile(r"[^\W_]+")
_KNOWN = 0.85
# القاعدة is a base where the article also has قاعدة, and never the organisation by more than this word.
_BASE = frozenset(map(fold_text, ("القاعدة", "لقاعدة")))
_BASES = frozenset(map(fold_text, ("قاعدة", "بقاعدة", "لقاعدة", "وقاعدة")))
_WEST = fold_text("الغرب")
# Countries called like the masculine adjective of their people.
_MASCULINE = frozenset(map(fold_text, ("مالي",)))
_SHORT = 3  # letters of هذا, لما and the like
_HAMZAS = "أإآؤئ"
_TANWIN = "\u064b"
_LONE = 0.6  # a surname of the tables alone, with neither title nor verb before it nor the full name elsewhere
_WHOLE = fold_text("القاعدة في")
_COUNTRIES = frozenset({"PCLI", "PCLD", "PCLS", "TERR", "PCLIX"})


def known(ground: Ground) -> list[Proposal]:
    """Names of the tables; the feature `key` holds the entry that the form most usually means."""
    folded = ground.page.folded
    found = []
    for start, end, entry in _cuts(ground, folded.text):
        text = folded.text[start:end]
        if text in words("ordinary") or (text in _BASE and not _BASES.isdisjoint(ground.forms)):
            continue
        if _phrase(ground, folded.original(start), folded.original(end)):
            continue
        if entry.type != "NORP" and _TANWIN in ground.page.text[folded.original(start) : folded.original(end)]:
            continue  # كوبًا is a cup
        if end - start <= _SHORT and _hamza_alone(
            ground.page.text[folded.original(start) : folded.original(end)], entry
        ):
            continue  # وأم is and a mother, وام an agency
        if text[0].isdigit() and ground.form(ground.page.token_at(folded.original(start)) - 1) not in words(
            "settlement"
        ):
            continue  # 6 أكتوبر is a day far more often than the city
        score = _score(ground, folded.original(start), text, entry)
        if score:
            label = "LOC" if text in words("landscape") else entry.type
            features = (("key", entry.key),)
            found.append(
                Proposal(folded.original(start), folded.original(end), label, score, "grammar:known", features)
            )
    return found


def _phrase(ground: Ground, start: int, end: int) -> bool:
    """Whether a word of the tables is part of a common phrase: كرد فعل, بعون الله, من جهة الغرب."""
    at = ground.page.token_at(start)
    if ground.page.ends[at] != end:
        return False
    if ground.form(at + 1) in words("makes_phrase") and ground.joined(at):
        return True
    return ground.forms[at] == _WEST and ground.form(at - 1) in words("toward") and ground.joined(at - 1)


def _hamza_alone(written: str, entry: Entry) -> bool:
    """Whether a word carries a hamza that the name does not, so that only folding makes them one."""
    return any(letter in written and letter not in entry.name_ar for letter in _HAMZAS)


def _cuts(ground: Ground, text: str) -> Iterator[tuple[int, int, Entry]]:
    """The names of a folded text, cut; what a cut leaves over is read again: محكمة الصلح في القدس holds القدس."""
    for match in ground.article.knowledge.scan(text):
        start, end, entry = _cut(ground, text, match.start, match.end, match.candidates)
        yield start, end, entry
        if end < match.end:
            rest = ground.article.knowledge.scan(text[end : match.end])
            for m in rest:
                again = _cut(ground, text, end + m.start, end + m.end, m.candidates)
                if again[0] >= end:
                    yield again


def _cut(ground: Ground, text: str, start: int, end: int, candidates: Sequence[Entry]) -> tuple[int, int, Entry]:
    """Take generic words off both ends of a match, and say which entry is left."""
    entry = candidates[0]
    spans = [m.span() for m in _WORD.finditer(text, start, end)]
    if len(spans) < 2 or text[start:end] in words("place_whole") or _WHOLE in text[start:end]:
        return start, end, entry
    forms = [text[a:b] for a, b in spans]
    for i in range(2, len(forms)):
        if forms[i] in words("cut_before") or forms[i].removeprefix("ل") in words("cut_before"):
            return start, spans[i - 1][1], entry
    if forms[0] in words("administration"):
        for i in range(1, len(forms)):
            person = next((e for e in _entries(ground, text[spans[i][0] : end]) if e.type == "PER"), None)
            if person is not None:
                return spans[i][0], end, person
    if forms[-1] in words("after_name"):
        shorter = _entries(ground, text[start : spans[-2][1]])
        if not shorter or entry in shorter:
            return start, spans[-2][1], entry
    if entry.type == "PER" and forms[0] in words("title"):
        rest = _entries(ground, text[spans[1][0] : end])
        return (spans[1][0], end, entry) if entry in rest else (start, end, entry)
    if entry.type in ("GPE", "LOC"):
        first = 0
        while first + 1 < len(forms) and forms[first] in words("before_place"):
            first += 1
        if first:
            rest = tuple(e for e in _entries(ground, text[spans[first][0] : end]) if e.type != "PER")
            if rest:
                return spans[first][0], end, entry if entry in rest else rest[0]
        return start, end, entry
    keeps = forms[1] in words("keeps_head")
    if entry.type == "ORG" and not keeps and forms[0] in words("before_org" if len(forms) == 2 else "before_long_org"):
        alone = ground.article.knowledge.scan(text[spans[1][0] : end])
        if alone and (alone[0].start, alone[0].end) == (0, end - spans[1][0]) and entry in alone[0].candidates:
            return spans[1][0], end, entry
    return start, end, entry


def _entries(ground: Ground, form: str) -> tuple[Entry, ...]:
    return ground.article.knowledge.lookup(form)


def _score(ground: Ground, start: int, text: str, entry: Entry) -> float:
    """How surely a form of the tables is a name here; 0 where it is an adjective of a noun before it."""
    i = ground.page.token_at(start)
    alone = start == ground.page.starts[i]
    before = ground.form(i - 1) if alone and ground.joined(i - 1) else ""
    if entry.type == "NORP":
        return _people(ground, i, before, text)
    if entry.type == "ORG" and before in words("minister") and text.startswith("ال"):
        return 0.0
    if entry.sector == "BUS" and alone and _word_before(ground, i) in words("product"):
        return 0.0
    if (
        text in words("also_adjective")
        and before
        and _noun_before(ground, i - 1, text)
        and before not in words("title")
    ):
        return 0.0
    quoted = alone and ground.form(i - 1) in CLOSING and ground.joined(i - 1)
    adjective = entry.feature in _COUNTRIES and ground.article.knowledge.nationality(text) is not None
    if entry.feature in _COUNTRIES and _counted(ground, i - 1, before, text):
        return 0.0
    doubtful = (adjective and (text in _MASCULINE or _otherwise_spelt(ground, text))) or text in words("mostly_words")
    if doubtful and before and before not in words("before_country"):
        return 0.0
    if adjective and (quoted or (before and _noun_before(ground, i - 1, text))) and not _in_a_list(ground, i + 1):
        return 0.0
    return _KNOWN


def _word_before(ground: Ground, i: int) -> str:
    """The folded word before token `i`, over a mark that opens a quotation."""
    return ground.form(i - 1 - (ground.form(i - 1) in OPENING))


def _number(form: str) -> bool:
    return form.lstrip("و")[:1].isdigit() or is_number_word(form)


def _counted(ground: Ground, i: int, before: str, text: str) -> bool:
    """Whether a country's form is the adjective of what is counted before it: 600 لاجئا سوريا."""
    if not text.endswith("يا") or ground.article.knowledge.nationality(text[:-1]) is None:
        return False
    return before.endswith("ا") and not before.endswith("وا") and len(before) > _SHORT and _number(ground.form(i - 1))


def _otherwise_spelt(ground: Ground, text: str) -> bool:
    """Whether the article writes the country in another way, so that this form is its adjective: سوريا and سورية."""
    return text.endswith("ه") and text[:-1] + "ا" in ground.forms


def _in_a_list(ground: Ground, after: int) -> bool:
    """Whether a name is followed by و and another country: السعودية والبحرين."""
    form = ground.form(after)
    return len(form) > 3 and form[0] == "و" and any(e.feature in _COUNTRIES for e in _entries(ground, form[1:]))


def _qualifies(ground: Ground, p: Proposal) -> bool:
    """Whether a surname is an adjective here, between two words with ال: المبعوث العربي الأممي."""
    at = ground.page.token_at(p.start)
    if p.start != ground.page.starts[at] or ground.lexis.traits(ground.forms[at]).country is None:
        return False
    before, after = ground.form(at - 1), ground.form(at + 1)
    return before.startswith("ال") and after.startswith("ال") and ground.joined(at - 1) and ground.joined(at)


def supported(ground: Ground, found: list[Proposal]) -> list[Proposal]:
    """Surnames that are also ordinary words (الصدر، الحكيم) kept only beside a title or verb, or with a full name."""
    full = {p.feature("key") for p in found if p.label == "PER" and " " in ground.page.text[p.start : p.end]}
    kept = []
    for p in found:
        one_word = " " not in ground.page.text[p.start : p.end]
        if p.label == "PER" and one_word and _qualifies(ground, p):
            continue
        if p.label == "PER" and one_word and p.feature("key") not in full:
            at = ground.page.token_at(p.start)
            before = ground.form(at - 1)
            marked = before in words("before_surname") or before in words("title") or before in OPENING
            skip = ground.page.folded.folded(p.start) - ground.page.folded.folded(ground.page.starts[at])
            if not marked and ground.like(ground.forms[at][skip:]) <= COMMON:
                continue
            lone = not marked and at >= ground.page.sentences[0].last
            kept.append(p._replace(score=_LONE) if lone else p)
            continue
        kept.append(p)
    return kept


def _people(ground: Ground, i: int, before: str, text: str) -> float:
    """Peoples: المواطنين المصريين and مسؤولين أتراك are a noun with its adjective, no mention."""
    form = ground.forms[i]
    if form[0] == "و" and form != text and i and ground.traits[i - 1].country and not ground.forms[i - 1].endswith("ه"):
        last = ground.forms[i - 1]
        if i > 1 and ground.joined(i - 2) and last.startswith("ال") and _noun_before(ground, i - 2, last):
            return 0.0  # الجنود الماليين والفرنسيين
    quoted = ground.form(i - 2) if before in CLOSING and text.startswith("ال") else ""
    if quoted.startswith("ال") and ground.like(quoted) <= COMMON:
        return 0.0  # «مئات الأطفال» الأفغان
    if not before or not before[0].isalpha():
        return _KNOWN
    stripped = before[1:] if before[0] in "وفبلك" and before[1:3] == "ال" else before
    if text.startswith("ال"):
        definite = stripped.startswith(("ال", "لل")) or (before[0] in "وف" and before[1:].startswith("لل"))
        return 0.0 if definite or _kin(before) else _KNOWN
    plural = (before.endswith(("ين", "ون", "ات", "اء")) and len(before) > 4) or before in words("persons")
    return 0.2 if plural else _KNOWN


def _kin(form: str) -> bool:
    """Whether a word is a noun with a pronoun whose adjective a people after it is: أشقائه السوريين."""
    bare = next((form.removesuffix(p) for p in words("pronouns") if form.endswith(p)), "")
    return any(bare.removeprefix(clitic) in words("kin") for clitic in ("", "و", "ب", "ل", "ف")) if bare else False


def _noun_before(ground: Ground, i: int, text: str) -> bool:
    before = ground.form(i)
    if text.startswith("ال"):
        bare = before[1:] if before[:1] in tuple("وفبلك") and before[1:3] == "ال" else before
        return bare.startswith("ال") and len(bare) > 4 and bare not in words("stop")
    return before.endswith(("ه", "ات", "يا", "ير")) and len(before) > 3
