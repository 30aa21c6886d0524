"""Which unnamed people of an article are the same: those called alike, by noun, number and what describes them."""

import re
from functools import cache
from typing import NamedTuple

from musnad.analysis.events.people import Phrase
from musnad.arabic import fold_text
from musnad.arabic.kept import kept
from musnad.arabic.page import Page
from musnad.datafiles import read_table
from musnad.record import Participant

# So many of one name are looked at, the last first, so that long texts stay linear.
_LOOKED_AT = 16
_ARTICLE = re.compile(r"[وفبك]?ال|و?لل")
_ENDING = re.compile(r"(?<=\w{3})(?:يين|يون|ون|ين|ات|[هاي])$")
_SOUND = re.compile(r"(?<=\w{3})(?:يين|يون|ون|ين|ات)$")
_OTHERS = frozenset(map(fold_text, "آخر أخرى آخرين آخرون آخران أخريات جديد جديدة جدد مماثل مماثلة".split()))
_MANY = 11
_ROUND = tuple(map(fold_text, ("ألف", "آلاف", "مليون", "ملايين", "مئة", "مائة")))


class _Group(NamedTuple):
    """Unnamed people met so far: who they are, how many, and the words that describe them."""

    who: Participant
    number: str
    described: frozenset[str]


class Called:
    """The unnamed people of an article, in the order in which they are met."""

    def __init__(self) -> None:
        self._groups: dict[str, list[_Group]] = {}

    def who(self, page: Page, phrase: Phrase, new: Participant, owner: str | None = None) -> Participant:
        """Those of an earlier phrase whom this one means, or the `new` ones; `owner` is the name they belong to."""
        words = [page.forms[at] for at in range(phrase.head + 1, phrase.last)]
        described = frozenset(map(bare, words)) if owner is None else frozenset((owner,))
        groups = self._groups.setdefault(_noun(phrase), [])
        if phrase.sort != "pronoun" and _OTHERS.isdisjoint(words):
            for i in range(len(groups) - 1, max(-1, len(groups) - 1 - _LOOKED_AT), -1):
                if _same(groups[i], phrase, described, owner is not None):
                    groups.append(groups.pop(i))
                    return groups[-1].who
        groups.append(_Group(new, phrase.number, described))
        return new


def _same(group: _Group, phrase: Phrase, described: frozenset[str], owned: bool) -> bool:
    """Whether a phrase may mean a group: it says no more of them than was said, and looks back or says the same."""
    if not described <= group.described:
        return False
    if phrase.number:
        return phrase.number == group.number
    if phrase.definite or owned:
        return True
    return bool(described) and described == group.described and not group.number


def _noun(phrase: Phrase) -> str:
    """The noun by which they are called, a plural where it is one or counts more than ten."""
    key, sound = phrase.key, _SOUND.search(phrase.key)
    if not sound and _over_ten(phrase.number):
        many = _plurals().get(key)
        return bare(many) if many else bare(key) + "+"
    return bare(key) + ("+" if sound else "")


def _over_ten(count: str) -> bool:
    """Whether a number has its noun in the singular: 14 جنديا, ألف جندي."""
    return int(count) >= _MANY if count.isdigit() else count.endswith(_ROUND)


@cache
def _plurals() -> dict[str, str]:
    table = read_table("analysis/data/events_people_plurals.tsv")
    return {fold_text(row["one"]): fold_text(row["many"]) for row in table}


@kept
def bare(form: str) -> str:
    """A folded word without article and endings: one for المسلحون, مسلحين and مسلح, for السورية and سوريين."""
    rest = _ARTICLE.sub("", form, count=1) if _ARTICLE.match(form) else form
    return _ENDING.sub("", _ENDING.sub("", rest))
