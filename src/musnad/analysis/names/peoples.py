"""Peoples by number and sect, and countries by a word of their full name."""

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import NATION, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text
from musnad.arabic.numbers import is_number_word

_KINGDOM = fold_text("المملكة")
_KINGDOMS = {"SAU": "sau", "JOR": "jor", "BHR": "bhr", "MAR": "mar"}
_SUNNIS, _SHIA = fold_text("السنة"), (fold_text("الشيعة"), fold_text("والشيعة"), fold_text("الشيعية"))


def peoples(ground: Ground) -> list[Proposal]:
    """171 فلسطينيا, السنة beside الشيعة, المملكة of the kingdom that the article speaks of."""
    found = []
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


def _people(ground: Ground, at: int, skip: int, score: float) -> Proposal:
    text = ground.page.text[ground.page.inside(at, skip) : ground.page.ends[at]]
    entries = [entry for entry in ground.article.knowledge.lookup(text) if entry.type == "NORP"]
    return ground.proposal(at, skip, at + 1, "NORP", score, "counted", entries[0].key if entries else "")


def _counted(ground: Ground, at: int) -> bool:
    form = ground.forms[at]
    return form[0].isdigit() or form in words("counts") or is_number_word(form)


def _kingdom(ground: Ground) -> str:
    """The key of the kingdom whose name or adjective stands most in the article, "" where none does."""
    if _KINGDOM not in ground.page.folded.text:
        return ""
    counts = dict.fromkeys(_KINGDOMS, 0)
    for at in ground.having(NATION):
        country = ground.traits[at].country
        if country in counts:
            counts[country] += 1
    named, most = max(counts.items(), key=lambda item: item[1])
    return _KINGDOMS[named] if most else ""
