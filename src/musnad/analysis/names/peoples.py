"""Peoples by number and sect, and countries by a word of their full name."""

import re

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import NATION, exact_places, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text
from musnad.arabic.numbers import is_number_word

_SHORTEST = 3  # letters of a country behind ف
_STATES = frozenset({"PCLI", "PCLD", "PCLS"})
_KINGDOM = fold_text("المملكة")
_KINGDOMS = {"SAU": "sau", "JOR": "jor", "BHR": "bhr", "MAR": "mar"}
_SUNNIS, _SHIA = fold_text("السنة"), (fold_text("الشيعة"), fold_text("والشيعة"), fold_text("الشيعية"))


def peoples(ground: Ground) -> list[Proposal]:
    """171 فلسطينيا, السنة beside الشيعة, المملكة of the kingdom that the article speaks of."""
    found = [*_exactly(ground), *_after_fa(ground)]
    kingdom = _kingdom(ground)
    sects = any(form in ground.forms for form in _SHIA)
    for at in range(len(ground.forms)) if kingdom or sects else ground.having(NATION):
        if at in ground.covered:
            continue
        form, traits = ground.forms[at], ground.traits[at]
        if traits.country and not form.startswith("ال") and at and ground.joined(at - 1) and _counted(ground, at - 1):
            found.append(_people(ground, at, 0, 0.8))
        for skip, word in traits.readings if kingdom or sects else ():
            if word == _KINGDOM and kingdom and not ground.traits[min(at + 1, len(ground.forms) - 1)].country:
                found.append(ground.proposal(at, skip, at + 1, "GPE", 0.75, "kingdom", kingdom))
            elif word == _SUNNIS and sects and ground.form(at - 1) not in words("year_before"):
                found.append(_people(ground, at, skip, 0.7))
    return found


def _exactly(ground: Ground) -> list[Proposal]:
    """Places whose letters are a name only as they are written, not as they are folded: إب is no father (أب)."""
    found, page = [], ground.page
    for place in exact_places():
        for match in re.finditer(re.escape(place), page.text):
            at = page.token_at(match.start())
            if at in ground.covered or page.ends[at] != match.end():
                continue
            skips = {page.inside(at, skip): skip for skip, _ in ground.traits[at].readings}
            entries = [entry for entry in ground.article.knowledge.lookup(place) if entry.type == "GPE"]
            if match.start() in skips and entries:
                skip = skips[match.start()]
                found.append(ground.proposal(at, skip, at + 1, "GPE", 0.85, "known", entries[0].key))
    return found


def _after_fa(ground: Ground) -> list[Proposal]:
    """Countries behind ف: فمصر."""
    found = []
    for at, form in enumerate(ground.forms):
        rest = form[1:]
        if form[0] != "ف" or len(rest) < _SHORTEST or at in ground.covered:
            continue
        states = [e for e in ground.article.knowledge.lookup(rest) if e.feature in _STATES]
        if states and ground.article.knowledge.nationality(rest) is None:
            found.append(ground.proposal(at, 1, at + 1, "GPE", 0.8, "known", states[0].key))
    return found


def _people(ground: Ground, at: int, skip: int, score: float) -> Proposal:
    text = ground.page.text[ground.page.inside(at, skip) : ground.page.ends[at]]
    entries = [entry for entry in ground.article.knowledge.lookup(text) if entry.type == "NORP"]
    return ground.proposal(at, skip, at + 1, "NORP", score, "counted", entries[0].key if entries else "")


def _counted(ground: Ground, at: int) -> bool:
    form = ground.forms[at]
    return form[0].isdigit() or form in words("counts") or is_number_word(form)


def _kingdom(ground: Ground) -> str:
    """The key of the kingdom whose names or adjective stand most in the article, the largest where none does."""
    if _KINGDOM not in ground.page.folded.text:
        return ""
    counts = dict.fromkeys(_KINGDOMS, 0)
    names = (ground.article.knowledge.entry(p.feature("key") or "") for _, p in ground.taken.values())
    for country in (
        *(ground.traits[at].country for at in ground.having(NATION)),
        *(entry.country for entry in names if entry),
    ):
        if country in counts:
            counts[country] += 1
    return _KINGDOMS[max(counts, key=lambda country: counts[country])]
