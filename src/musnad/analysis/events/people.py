"""People, bodies and things without a name: noun phrases of an article that may do or suffer an event."""

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from musnad.analysis.events.lexicon import keys, readings
from musnad.analysis.events.prepositions import preposition_of
from musnad.arabic import fold_text
from musnad.arabic.kept import kept
from musnad.arabic.page import Page
from musnad.datafiles import read_table

_LONGEST = 3
# Sound plurals that name people by kind: nisbas (انقلابيين), participles with the article (المخربون).
_BY_KIND = re.compile(r"\w{3,}(?:يين|يون)|[وفبكل]?(?:ال|لل)م\w{3,}(?:ون|ين)")
_NO_PEOPLE = frozenset("مليون مليونين المليون المليونين تلفزيون تليفزيون الملايين الميادين المضامين".split())
_SOUND = re.compile(r"\w{3}(?:ون|ين)$")
# What looks like an article without being one.
_THOUSANDS = frozenset(map(fold_text, ("آلاف", "ألف", "ألفا", "ألفي", "ألفين")))
_RELATIVES = frozenset(("التي", "الذي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "اللاتي"))
_ONE = re.compile(r"\w{3,}يا")


class Phrase(NamedTuple):
    """Tokens [first, last) of a noun phrase, the sort of its head (`events_people.tsv`), and what it is called.

    `stem` and `modifier` are the head and the word behind it without article and endings; `definite` is with the
    article and without a number: those who may have been named before.
    """

    first: int
    last: int
    sort: str
    stem: str
    modifier: str
    definite: bool


@cache
def _sorts() -> dict[str, str]:
    return {fold_text(row["word"]): row["class"] for row in read_table("analysis/data/events_people.tsv")}


@kept
def head_of(form: str) -> tuple[str, str] | None:
    """The sort and the stem of a folded token that is a noun for people and the like, or None."""
    table = _sorts()
    known = [key for key in keys(form) if key in table]
    if known:
        key = min(known, key=lambda k: (-len(k), k))
        return table[key], key
    if form.endswith("ا") and form[:-1] in table:
        return table[form[:-1]], form[:-1]
    if _BY_KIND.fullmatch(form) and form not in _NO_PEOPLE:
        return "people", form.lstrip("وفبكل").removeprefix("ال")[:-2]
    return None


def is_people(form: str) -> bool:
    """Whether a folded token is a noun for people, bodies or forces."""
    return head_of(form) is not None


def phrases(page: Page, first: int, last: int, taken: Container[int], times: list[int]) -> list[Phrase]:
    """The unnamed people among tokens [first, last) that do not begin in a name (`taken`) or a time."""
    found: list[Phrase] = []
    forms, at = page.forms, first
    for start in [t for t in range(first, last) if head_of(forms[t]) or (t and forms[t - 1][:1].isdigit())]:
        if start < at or start in taken or times[start] >= 0:
            continue
        phrase = _phrase(page, start, _before_time(times, start, last), taken)
        if phrase is not None:
            if start > first and page.forms[start - 1][:1].isdigit() and times[start - 1] < 0:
                phrase = phrase._replace(first=start - 1, definite=False)
            found.append(phrase)
            at = phrase.last
    return found


def _before_time(times: list[int], start: int, last: int) -> int:
    """Where the next time begins within a phrase's length of its head: السلطات الألمانية | الجمعة."""
    return next((at for at in range(start + 1, min(last, start + _LONGEST)) if times[at] >= 0), last)


def _phrase(page: Page, start: int, last: int, taken: Container[int]) -> Phrase | None:
    head = head_of(page.forms[start])
    if head is None:
        if not (start and page.forms[start - 1][:1].isdigit() and _ONE.fullmatch(page.forms[start])):
            return None
        head = ("persons", page.forms[start][:-1])
    sort, stem = head
    end = _end(page, start, last, taken)
    if sort == "quantity":
        heads = (head_of(page.forms[at]) for at in range(start + 1, end))
        counted = next((h for h in heads if h and h[0] != sort), None)
        if counted is None and (end > start + 1 or end in taken):
            return None
        sort, stem = counted or ("pronoun", stem)
    modifier = _bare(page.forms[start + 1]) if end > start + 1 else ""
    return Phrase(start, end, sort, _bare(stem), modifier, _definite(page.forms[start]))


_ARTICLE = re.compile(r"[وفبك]?ال|و?لل")
_ENDING = re.compile(r"(?<=\w{3})(?:ون|ين|ات|[ويها])$")


def _bare(form: str) -> str:
    """A folded word without article and endings: one for المسلحون, مسلحين and مسلحو."""
    return _ENDING.sub("", _ARTICLE.sub("", form, count=1) if _ARTICLE.match(form) else form)


def _end(page: Page, start: int, last: int, taken: Container[int]) -> int:
    """Where the phrase ends: at a preposition, a conjunction, a name, a verb, or where definiteness changes back."""
    forms = page.forms
    end = start + 1
    while end < min(last, start + _LONGEST) and end not in taken and forms[end].isalpha():
        form, before = forms[end], forms[end - 1]
        if preposition_of(form, "") or form[0] == "و" or form in _RELATIVES:
            break
        definite = _definite(form)
        if _definite(before) and not definite:
            break
        # المسلحون النار, مسلحون القرية: a sound plural has adjectives like itself and, whole, no genitive.
        if definite and _SOUND.search(before) and not (_definite(before) and _SOUND.search(form)):
            break
        if end > start + 1 and not definite and any(r.pos == "v" for r in readings(form)):
            break
        end += 1
    return end


def _definite(form: str) -> bool:
    return form not in _THOUSANDS and form.startswith(("ال", "لل", "وال", "بال", "كال", "فال", "ولل"))
