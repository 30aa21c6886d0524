"""People, bodies and things without a name: noun phrases of an article that may do or suffer an event."""

import re
from functools import cache
from typing import NamedTuple

from musnad.analysis.events.lexicon import keys
from musnad.analysis.events.phrase_ends import Limits, definite, end_of, stops
from musnad.arabic import fold_text, stems, without_enclitic
from musnad.arabic.index import is_whole
from musnad.arabic.kept import kept
from musnad.arabic.numbers import cardinal
from musnad.arabic.page import Page
from musnad.datafiles import read_table

# Sound plurals that name people by kind: nisbas (انقلابيين), participles with the article (المخربون).
# A dual of two towns (المدينتين) has a ت ahead of it.
_SOUND_ENDINGS = ("ين", "ون")
_BY_KIND = re.compile(r"\w{3,}(?:يين|يون)|[وفبكل]?(?:ال|لل)م\w{3,}(?<!ت)(?:ون|ين)")
_CLITICS = re.compile(r"[وف]?(?:[بكل]?ال|لل)?")
_NO_PEOPLE = frozenset(
    fold_text(w)
    for w in "مليون مليونين بليون تريليون تلفزيون تليفزيون ملايين ميادين مضامين موازين شؤون ديون عيون تعيين ماراثون "
    "ماضيين مجالين مطارين موسمين موقفين مستويين ملفين مبنيين".split()
)
# What eleven to ninety-nine are counted with: an accusative without article (14 صيادا), no pronoun and no وا.
_COUNTED = re.compile(r"(?!ال)\w{3,}(?<![هو])ا")
_QUANTITY, _THING = "quantity", "thing"
_QUOTES = frozenset("«»\"“”'")
# إلى جانب، من جهته، احتلال المدينة، مقاومة الضغوط: without the article these are no party to anything.
_DEFINITE = frozenset(("جانب", "جهه", "احتلال", "مقاومه", "قياده"))
_PRONOUN_ME = "ي"
# Folded, a feminine ends as a noun with the pronoun «his» does (وزيرة، وزيره). Of these sorts it is a woman, of others
# an adjective or a deed (عسكرية، مهاجمة), and so it is of a few nouns.
_HIS, _FEMININE = "ه", "ة"
_WOMEN = frozenset(("office", "persons", "captives"))
_NO_WOMAN = frozenset(fold_text(w) for w in "محافظ مساعد دبلوماسي صحفي مجهول تجار عمال مرضي".split())
# Shorter, a dual would be many another word: هذان, بيان.
_SHORTEST = 3
_NO_DUAL = frozenset(("عدوان",))
_TWO_OR_MANY = frozenset(("ان", "ين", "ون"))


class Head(NamedTuple):
    """What a noun for people and the like is: its sort, its key in `events_people.tsv`, the pronoun written onto it."""

    sort: str
    key: str
    pronoun: str


class Phrase(NamedTuple):
    """Tokens [first, last) of a noun phrase, the sort of its head (`events_people.tsv`), and what it is called.

    `head` is the token of the noun, `key` the noun as the table has it; `number` is how many they are said to be, in
    figures where they can be told, "" where nothing counts them; `definite` is with the article or of somebody
    definite, without a number: those who may have been named before.
    """

    first: int
    last: int
    sort: str
    head: int
    key: str
    number: str
    definite: bool


@cache
def _sorts() -> dict[str, str]:
    return {fold_text(row["word"]): row["class"] for row in read_table("analysis/data/events_people.tsv")}


@kept
def head_of(form: str) -> Head | None:
    """What a folded token is as a noun for people and the like, or None."""
    known = _listed(form)
    if known is not None:
        return None if known.sort == _THING else known
    if (
        form.endswith(_SOUND_ENDINGS)
        and _BY_KIND.fullmatch(form)
        and _NO_PEOPLE.isdisjoint((form, form[1:], _CLITICS.sub("", form, count=1)))
    ):
        return Head("people", form.lstrip("وفبكل").removeprefix("ال"), "")
    return None


def _listed(form: str) -> Head | None:
    """The longest reading of a token as a noun of the table, with an accusative's alef or a pronoun taken off it."""
    table, found = _sorts(), list[Head]()
    if form[-1] != "ا" and form[-2:] not in _TWO_OR_MANY and table.keys().isdisjoint(keys(form)):
        return None  # most words
    for stem in stems(form)[:1] if is_whole(form) else stems(form):  # واحدة is no «and one of hers»
        article = stem.proclitics.endswith("ال")
        for base, pronoun in without_enclitic(stem.text):
            if base in table and not (pronoun and (article or not _may_own(base, pronoun))):
                found.append(Head(table[base], base, pronoun))
        if stem.text.endswith("ا") and stem.text[:-1] in table and not article:
            found.append(Head(table[stem.text[:-1]], stem.text[:-1], ""))
        if (one := _one_of(stem.text)) is not None:
            found.append(one)
        if found and not article and found[0].key in _DEFINITE:
            return None
    return min(found, key=lambda h: (-len(h.key), h.key), default=None)


def _one_of(form: str) -> Head | None:
    """A dual or sound plural of a noun of the table (جنديان، دولتين، عاملون), under its oblique form."""
    stem, ending = form[:-2], form[-2:]
    if ending not in _TWO_OR_MANY or len(stem) < _SHORTEST or form in _sorts() or form in _NO_DUAL:
        return None
    single = stem[:-1] + "ه" if stem.endswith("ت") and ending != "ون" else stem
    sort = _sorts().get(single, _QUANTITY)
    return None if sort == _QUANTITY else Head(sort, stem + "ين", "")


def _may_own(base: str, pronoun: str) -> bool:
    """Whether a noun bears a pronoun: مسؤولي is the plural before a genitive, أمني an adjective and nobody's army."""
    return pronoun != _PRONOUN_ME or base + "ين" in _sorts()


def _describes(key: str) -> bool:
    """Whether a noun of the table is an adjective as well: a nisba in the singular (مدني، عسكري)."""
    return key.endswith("ي") and key + "ين" in _sorts()


def is_people(form: str) -> bool:
    """Whether a folded token is a noun for people, bodies or forces."""
    return head_of(form) is not None


def _head_at(page: Page, at: int) -> Head | None:
    """What the token is as a noun for people; ة is told from a pronoun by the text, for folding takes them for one."""
    head = head_of(page.forms[at])
    if head is None or head.pronoun != _HIS or page.text[page.ends[at] - 1] != _FEMININE:
        return head
    return head._replace(pronoun="") if head.sort in _WOMEN and head.key not in _NO_WOMAN else None


def phrases(page: Page, first: int, last: int, limits: Limits) -> list[Phrase]:
    """The unnamed people among tokens [first, last) that do not begin in a name, a time or a cue."""
    found: list[Phrase] = []
    at = first
    for start in [t for t in range(first, last) if page.forms[t][0].isdigit() or _head_at(page, t)]:
        if start < at or limits.barred(start):
            continue
        phrase = _phrase(page, start, limits.before(start, last), limits)
        if phrase is not None:
            found.append(phrase)
            at = phrase.last
    return found


def _phrase(page: Page, start: int, last: int, limits: Limits) -> Phrase | None:
    """The phrase that begins at a token, its number first."""
    forms = page.forms
    count, at = _number(page, start, last)
    if at < last and at not in limits.taken:
        head = _head_at(page, at) or _counted(forms[at], count)
        if head is not None and head.sort != _QUANTITY:
            if _describes(head.key) and at > 0 and definite(forms[at]) and definite(forms[at - 1]):
                return None  # الدفاع المدني
            end = end_of(page, at, last, limits.taken, bool(head.pronoun))
            known = not count and (definite(forms[at]) or (end > at + 1 and definite(forms[at + 1])))
            return Phrase(start, end, head.sort, at, head.key, count, known)
    return _number_alone(page, start, at, last, limits)


def _number(page: Page, start: int, last: int) -> tuple[str, int]:
    """How many a phrase counts, "" where it does not, and the token of what is counted: 14، «17»، عشرات، ثلاثة آلاف."""
    forms, count, at = page.forms, "", start
    head = _head_at(page, at)
    found = cardinal(page, at, last, head.key if head else "")
    if found is not None:
        count, at = str(found[0]), found[1]
    elif head is None:
        count, at = forms[at], at + 1
    if count and start and at < last and forms[start - 1] in _QUOTES and forms[at] in _QUOTES:
        at += 1
    while at < last and (more := _head_at(page, at)) is not None and more.sort == _QUANTITY:
        count, at = f"{count} {more.key}".lstrip(), at + 1
    if count and at + 1 < last and forms[at] == "من" and is_people(forms[at + 1]):
        at += 1
    return count, at


def _number_alone(page: Page, start: int, at: int, last: int, limits: Limits) -> Phrase | None:
    """A number that stands for those it counts (قتل عشرة، عدد من حماية الوزير), but not one of things or of a name."""
    forms, head = page.forms, _head_at(page, start)
    if head is None or at in limits.taken or (at + 1 in limits.taken and forms[at] == "من"):
        return None
    if at < last and forms[at].isalpha() and not stops(forms[at]):
        return None
    return Phrase(start, at, "pronoun", start, head.key, "", False)


def _counted(form: str, count: str) -> Head | None:
    """A noun that no list holds, called people because eleven to ninety-nine are counted so (14 صيادا)."""
    if not (count.isdigit() and 11 <= int(count) % 100 <= 99 and _COUNTED.fullmatch(form)) or _listed(form):
        return None
    return Head("persons", form[:-1], "")
