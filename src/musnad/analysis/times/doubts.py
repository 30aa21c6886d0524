"""Where the words of an expression of time mean something else: prayers, programmes, groups named after a day."""

from functools import cached_property

from musnad.analysis.times.cursor import Cursor, Found
from musnad.analysis.times.lexicon import words_of
from musnad.arabic import fold_text, stems

_TODAY, _NEAR = "اليوم", fold_text("قريبا")
_QUOTES = frozenset("\"«»“”'‘’")
_PROGRAMME = frozenset(map(fold_text, ("برنامج", "برنامجه", "برنامجها", "ببرنامج")))
_MARKS = tuple((mark,) for mark in '(«"“')
_FROM, _VERY = ("من",), fold_text("جدا")
_BOTH, _JULY, _FUTURE = map(fold_text, ("الاثنين", "يوليه", "مستقبلا"))


class Doubts(Cursor):
    """What speaks against an expression."""

    def other_word(self, i: int, found: Found) -> bool:
        """Whether the words around show that no time is meant: صلاة الجمعة, روسيا اليوم, الربيع العربي."""
        before = self.forms[i - 1] if i > self.first else ""
        after = self.forms[found.last] if found.last < self.stop else ""
        if after in words_of("not-before") or (self.forms[i] == _NEAR and self.is_place(found.last)):
            return True
        if found.rule == "set" and self.forms[found.last - 1].startswith("ال"):
            return any(f in words_of("paper") for f in self.forms[max(self.first, i - 2) : i])
        if found.rule == "decade" and self.is_age(found.last):
            return True
        if found.rule == "day":
            return before in words_of("not-after-day") or self.titled(i, found.last)
        if found.rule == "weekday" and after in words_of("not-after-two"):
            return True  # الاثنين الآخرين
        if self.forms[i] == _BOTH and before in words_of("both-before"):
            return True
        if self.forms[i] == _FUTURE and after in words_of("better"):
            return True
        if self.forms[i] == _JULY and before in words_of("verb-before"):
            return True
        if found.rule in ("dated", "month") and self.is_name(i, found):
            return True
        general = found.precision == "year" if found.rule == "period" else found.value == "P2Y" and found.last == i + 1
        if general and _bare(before) in words_of("not-after-year"):
            return True  # النائب العام السابق, المديرين العامين
        if found.rule == "vague" and self.forms[found.last - 1].startswith("ال") and after in words_of("any-day"):
            return not self.forms[i].startswith(_TODAY)  # اللحظة التي
        return before in words_of("not-after")

    def is_place(self, last: int) -> bool:
        """Whether near is said of a place: قريبا من, قريبا جدا من."""
        at = last + (self.forms[last : last + 1] == (_VERY,))
        return self.forms[at : min(at + 1, self.stop)] == _FROM

    def titled(self, i: int, last: int) -> bool:
        """Whether a word for a day ends a title (صحيفة «الغد», برنامج القاهرة اليوم) or means any day."""
        if i > self.first and self.forms[i - 1] in _QUOTES:
            return any(f in _QUOTES for f in self.forms[last : min(last + 2, self.stop)])
        if self.forms[i] != _TODAY:
            return False
        programme = any(f in _PROGRAMME for f in self.forms[max(self.first, i - 3) : i])
        return programme or (last < self.stop and self.forms[last] in words_of("any-day"))

    def is_age(self, last: int) -> bool:
        """Whether a decade is of somebody's life: في الثلاثينات من عمره."""
        of, life = self.forms[last : last + 1], self.forms[last + 1 : min(last + 2, self.stop)]
        return of == ("من",) and bool(life) and life[0] in words_of("life")

    def is_name(self, i: int, found: Found) -> bool:
        """Whether something is called after a day without its year: قصر 22 مايو, قوى 14 آذار and then 14 آذار alone."""
        first = i - (found.rule == "month" and i > self.first and self.forms[i - 1].isdigit())
        called = first > self.first and self.forms[first - 1] in words_of("called-after-day")
        day = self.forms[first].isdigit() or self.forms[first].startswith("ال")
        of = found.rule == "month" and self.forms[max(self.first, i - 1)] in _FROM
        inside = of and self.forms[max(self.first, i - 2)].startswith("بال")  # بالسادس من أكتوبر
        return (called and day) or inside or " ".join(self.forms[first : found.last]) in self.groups

    @cached_property
    def groups(self) -> frozenset[str]:
        """The days after which the page calls a group."""
        forms = self.page.forms
        found = set()
        for i, form in enumerate(forms):
            at = i + 1 + (forms[i + 1 : i + 2] in _MARKS)
            if form in words_of("group-of") and at + 1 < len(forms) and forms[at].isdigit():
                found.add(f"{forms[at]} {forms[at + 1]}")
        return frozenset(found)


def _bare(form: str) -> str:
    """A noun without ال and the prepositions before it."""
    return next((s.text for s in stems(form) if s.proclitics.endswith("ال")), form)
