"""Names that the tables know, cut to what the guidelines count as the name."""

import re
from collections.abc import Sequence

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import words
from musnad.analysis.proposals import Proposal
from musnad.knowledge import Entry

_WORD = re.compile(r"[^\W_]+")
_KNOWN, _DOUBTFUL = 0.85, 0.45
_COUNTRIES = frozenset({"PCLI", "PCLD", "PCLS", "TERR", "PCLIX"})
_NUMBERS = frozenset({"عشرات", "مئات", "الاف", "الف", "مليون", "ملايين", "اعتقال", "مقتل"})


def known(ground: Ground) -> list[Proposal]:
    """Names of the tables; the feature `key` holds the entry that the form most usually means."""
    folded = ground.page.folded
    found = []
    for match in ground.article.knowledge.scan(folded.text):
        start, end, entry = _cut(ground, folded.text, match.start, match.end, match.candidates)
        text = folded.text[start:end]
        if text in words("ordinary"):
            continue
        score = _score(ground, folded.original(start), text, entry)
        if score:
            label = "LOC" if text in words("landscape") else entry.type
            features = (("key", entry.key),)
            found.append(
                Proposal(folded.original(start), folded.original(end), label, score, "grammar:known", features)
            )
    return found


def _cut(ground: Ground, text: str, start: int, end: int, candidates: Sequence[Entry]) -> tuple[int, int, Entry]:
    """Take generic words off both ends of a match, and say which entry is left."""
    entry = candidates[0]
    spans = [m.span() for m in _WORD.finditer(text, start, end)]
    if len(spans) < 2 or text[start:end] in words("place_whole"):
        return start, end, entry
    forms = [text[a:b] for a, b in spans]
    for i in range(2, len(forms)):
        if forms[i] in words("cut_before") or forms[i].removeprefix("ل") in words("cut_before"):
            return start, spans[i - 1][1], entry
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
            rest = _entries(ground, text[spans[first][0] : end])
            if rest:
                return spans[first][0], end, entry if entry in rest else rest[0]
        return start, end, entry
    if entry.type == "ORG" and forms[0] in words("before_org"):
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
        return _people(ground, before, text)
    adjective = entry.feature in _COUNTRIES and ground.article.knowledge.nationality(text) is not None
    return 0.0 if adjective and before and _noun_before(ground, i - 1, text) else _KNOWN


def _people(ground: Ground, before: str, text: str) -> float:
    """Peoples: المواطنين المصريين and مسؤولين أتراك are a noun with its adjective, no mention."""
    if not before or not before[0].isalpha():
        return _KNOWN
    stripped = before[1:] if before[0] in "وفبلك" and before[1:3] == "ال" else before
    if text.startswith("ال"):
        definite = stripped.startswith(("ال", "لل")) or (before[0] in "وف" and before[1:].startswith("لل"))
        return 0.0 if definite else _KNOWN
    plural = before.endswith(("ين", "ون", "ات", "اء")) and len(before) > 4
    return 0.2 if plural else _KNOWN


def _noun_before(ground: Ground, i: int, text: str) -> bool:
    before = ground.form(i)
    if text.startswith("ال"):
        bare = before[1:] if before[:1] in tuple("وفبلك") and before[1:3] == "ال" else before
        return bare.startswith("ال") and len(bare) > 4 and bare not in words("stop")
    return before.endswith(("ه", "ات", "يا", "ير")) and len(before) > 3
