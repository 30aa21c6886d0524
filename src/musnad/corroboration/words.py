"""Words that turn a story: what cancels or postpones a plan, what leads to another article, what denies a part."""

from functools import cache, lru_cache
from typing import Literal

from musnad.arabic import fold_text, stems, without_enclitic
from musnad.arabic.index import index_words
from musnad.datafiles import rows

Turn = Literal["cancelled", "postponed"]


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Folded forms without clitics, by kind."""
    return {
        kind: frozenset(w for form in forms.split("|") for w in (fold_text(form), *index_words(form)))
        for kind, forms in rows("corroboration/data/turns.tsv")
    }


def says(kind: str, words: str) -> bool:
    """Whether any word says what the kind is about."""
    return not _forms()[kind].isdisjoint(index_words(words))


@lru_cache(maxsize=65536)
def among(kind: str, form: str) -> bool:
    """Whether a folded word, without its clitics and pronouns, is one of a kind's: بقصفهم is قصف."""
    forms = _forms()[kind]
    return any(text in forms for stem in stems(form) for text, _ in without_enclitic(stem.text))


def turn_of(trigger: str) -> Turn | None:
    """What a trigger does to a plan: إلغاء cancels it, تأجيل postpones it; most do nothing to one."""
    if says("cancelled", trigger):
        return "cancelled"
    return "postponed" if says("postponed", trigger) else None


def leads_elsewhere(line: str) -> bool:
    """Whether a line is only a link to another article: «للمزيد: …», «اقرأ أيضا …», «شاهد: …»."""
    words = index_words(line[:40])[:2]
    return bool(words) and (
        words[0] in _forms()["link"] or (len(words) > 1 and words[0] == "اقرا" and words[1] == "ايضا")
    )


_ENDINGS = ("تين", "تان", "يون", "يين", "يات", "ات", "ين", "ون", "ان", "يه", "ه", "ي", "ا")
_LEAST = 3


def stem(word: str) -> str:
    """An index word without its ending of number and gender: كيماويه, كيماويات and كيماوي are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word
