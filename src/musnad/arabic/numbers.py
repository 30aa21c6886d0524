"""Arabic numbers as words, cardinal and ordinal, up to 9,999: enough for days, years and spans of time."""

from functools import cache

from musnad.arabic.fold import fold_text
from musnad.arabic.page import Page

_UNITS = {
    1: "واحد واحدة أحد إحدى", 2: "اثنان اثنين اثنتين اثنتان اثنا اثني اثنتي", 3: "ثلاثة ثلاث",
    4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
}  # fmt: skip
_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDREDS = {
    100: "مئة مائة مية", 200: "مئتين مئتان مائتين مائتان مئتي مائتي", 300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة", 900: "تسعمئة تسعمائة",
    1000: "ألف", 2000: "ألفين ألفان",
}  # fmt: skip
_ORDINALS = {
    1: "أول أولى حادي حادية", 2: "ثاني ثانية", 3: "ثالث ثالثة", 4: "رابع رابعة", 5: "خامس خامسة",
    6: "سادس سادسة", 7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة", 10: "عاشر عاشرة",
}  # fmt: skip


def _table(words: dict[int, str]) -> dict[str, int]:
    return {fold_text(form): value for value, forms in words.items() for form in forms.split()}


_CARDINAL = _table(_UNITS)
_TEN = {fold_text(stem + ending): value for value, stem in _TENS.items() for ending in ("ون", "ين")} | _table(_HUNDREDS)
_ORDINAL = _table(_ORDINALS)
_TEEN = frozenset(map(fold_text, ("عشر", "عشرة")))
_DAYS_OF_A_MONTH = 31


def cardinal(page: Page, i: int, stop: int, word: str = "") -> tuple[int, int] | None:
    """The number written at token `i` and the token after it; None where there is none.

    ٣، ثلاثة، الثلاثة، أحد عشر، أربع وثلاثين. `word` is the token without its clitics where it has some (لثلاثة).
    """
    form = word or page.forms[i]
    if form[0].isdigit():
        return (int(form), i + 1) if form.isdigit() and len(form) <= 4 else None
    value = _value(form)
    if value is None:
        return None
    i += 1
    if value < 10 and i < stop and page.forms[i] in _TEEN:
        return value + 10, i + 1
    while i < stop and page.forms[i].startswith("و"):
        more = _value(page.forms[i][1:])
        if more is None:
            break
        value, i = value + more, i + 1
    return value, i


def is_number_word(form: str) -> bool:
    """Whether a folded word is a number or, with ال, an ordinal."""
    return form in number_words()


@cache
def number_words() -> frozenset[str]:
    """All folded words that are numbers or, with ال, ordinals."""
    plain = (*_CARDINAL, *_TEN)
    spelt = (*plain, *("ال" + word for word in plain))
    return frozenset([w for w in spelt if _value(w) is not None] + ["ال" + word for word in _ORDINAL])


def _value(form: str) -> int | None:
    plain = form[2:] if form.startswith("ال") and len(form) > 3 else form
    found = _CARDINAL.get(plain)
    return found if found is not None else _TEN.get(plain)


def ordinal(page: Page, i: int, stop: int, word: str = "") -> tuple[int, int] | None:
    """The ordinal with ال at token `i` (الرابع، الرابع عشر، الخامس والعشرين، العشرين) and the token after it.

    `word` is the token without its clitics where it has some (والرابع).
    """
    form = word or page.forms[i]
    if not form.startswith("ال"):
        return None
    value = _ORDINAL.get(form[2:])
    if value is None:
        tens = _TEN.get(form[2:])
        return (tens, i + 1) if tens is not None and tens <= _DAYS_OF_A_MONTH - 1 else None
    if i + 1 < stop:
        following = page.forms[i + 1]
        if following in _TEEN:
            return value + 10, i + 2
        if following.startswith("وال"):
            tens = _TEN.get(following[3:])
            if tens is not None:
                return value + tens, i + 2
    return value, i + 1
