"""Weeks to centuries: what is longer than a day and has its place in the calendar."""

from dataclasses import replace

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, OFFSETS, YEARS, Found
from musnad.analysis.times.digits import Digits
from musnad.analysis.times.lexicon import words_of
from musnad.arabic import fold_text
from musnad.arabic.numbers import ordinal

_TO = frozenset("/-\\–—_")


class Years(Digits):
    """Rules for periods of the calendar."""

    def season(self, i: int) -> Found | None:
        """صيف 2012, صيف العام الماضي."""
        word = self.word(i, "season")
        if word is None:
            return None
        year = self.year(word.last)
        if year and not word.definite:
            return self.made(i, word.skip, year[1], "DATE", f"{year[0]:04d}-{word.value}", "season", "season")
        which, last = self.relative(word.last)
        if word.definite and which and self.published:
            offset = OFFSETS.get(which, 0)
            return self.made(
                i, word.skip, last, "DATE", f"{self.published.year + offset}-{word.value}", "season", "season"
            )
        of = None if word.definite else self.period(word.last)
        if of and of.value and len(of.value) == 4:
            return self.made(i, word.skip, of.last, "DATE", f"{of.value}-{word.value}", "season", "season")
        return None

    def decade(self, i: int) -> Found | None:
        """الثمانينات, السبعينيات من القرن الماضي: 198 and 197, as ISO 8601 shortens them."""
        word = self.word(i, "decade")
        if word is None or not word.definite:
            return None
        last = word.last
        if last + 2 < self.stop and self.forms[last] in OF and self.forms[last + 1] == fold_text("القرن"):
            _, last = self.relative(last + 2)
        return self.made(i, word.skip, last, "DATE", f"19{word.value}", "decade", "decade")

    def period(self, i: int) -> Found | None:
        """الأسبوع الماضي, هذا العام, العام 2013, عام 2013, الشهر الجاري."""
        these = self.word(i, "these")
        at = these.last if these and these.value == "this" and these.skip == 0 else i
        unit = self.word(at, "unit")
        if unit is None or unit.value[-1] not in "12":
            return None
        kind, single = unit.value[:-1], unit.value.endswith("1")
        if kind == "Y" and (year := self.year(unit.last)) and at == i:
            return self.made(i, unit.skip, year[1], "DATE", f"{year[0]:04d}", "year", "year")
        if not unit.definite or kind.startswith("T") or not single:
            return None
        which, last = self.relative(unit.last)
        if at != i:
            which, last = "this", unit.last
        if which is None:
            return None
        precision = calendar.DAY_PRECISIONS[kind]
        if not self.published:
            return self.made(i, unit.skip, last, "DATE", None, precision, "period")
        if which == "following":
            offset = 1
            if self.last_date and kind == "Y" and self.last_date[:4].isdigit():
                value = f"{int(self.last_date[:4]) + 1:04d}"
                return self.made(i, unit.skip, last, "DATE", value, precision, "period")
        offset = OFFSETS.get(which, 0)
        return self.made(i, unit.skip, last, "DATE", calendar.period(self.published, kind, offset), precision, "period")

    def century(self, i: int) -> Found | None:
        """القرن التاسع عشر: 18, as ISO 8601 shortens it."""
        unit = self.word(i, "unit")
        if unit is None or not unit.definite or unit.value not in ("C1", "C2") or unit.last >= self.stop:
            return None
        which = ordinal(self.page, unit.last, self.stop)
        if which is None:
            return None
        return self.made(i, unit.skip, which[1], "DATE", f"{which[0] - 1:02d}", "century", "century")

    def years(self, i: int) -> Found | None:
        """2013/2014, عام 1967-1973."""
        unit = self.word(i, "unit")
        at, skip = (unit.last, unit.skip) if unit and unit.value == "Y1" else (i, 0)
        if at + 2 >= self.stop or self.forms[at + 1] not in _TO:
            return None
        first, second = self.forms[at], self.forms[at + 2]
        if not (first.isdigit() and second.isdigit() and len(first) == len(second) == 4):
            return None
        if int(first) not in YEARS or int(second) not in YEARS or int(first) >= int(second):
            return None
        return self.made(i, skip, at + 3, "DATE", f"{first}/{second}", "year", "years")

    def financial(self, i: int) -> Found | None:
        """العام المالي الجاري, السنة الدراسية 2013/2014: told as the year."""
        unit = self.word(i, "unit")
        if unit is None or unit.value != "Y1" or not unit.definite or unit.last + 1 >= self.stop:
            return None
        if self.forms[unit.last] not in words_of("kind-of-year"):
            return None
        year = self.years(unit.last + 1)
        if year is None and (read := self.year(unit.last + 1)):
            year = self.made(unit.last + 1, 0, read[1], "DATE", f"{read[0]:04d}", "year", "year")
        if year is not None:
            return replace(year, start=self.page.inside(i, unit.skip))
        which, last = self.relative(unit.last + 1)
        if which is None or not self.published:
            return None
        value = calendar.period(self.published, "Y", OFFSETS.get(which, 0))
        return self.made(i, unit.skip, last, "DATE", value, "year", "year")

    def running(self, i: int) -> Found | None:
        """العام, الشهر after نهاية or مطلع: the running one."""
        unit = self.word(i, "unit")
        if unit is None or not unit.definite or unit.value not in ("Y1", "M1") or unit.skip or not self.published:
            return None
        kind = unit.value[:-1]
        value = calendar.period(self.published, kind, 0)
        return self.made(i, 0, unit.last, "DATE", value, calendar.DAY_PRECISIONS[kind], "period")

    def bare_year(self, i: int) -> Found | None:
        """2013 after في, منذ, بين …; a year named with و after another."""
        form = self.forms[i]
        if not (form.isdigit() and len(form) == 4 and 1900 <= int(form) <= 2100) or i == self.first:
            return None
        before = self.forms[i - 1]
        if before not in words_of("year-lead") and before[1:] not in words_of("year-lead"):
            return None
        follows = self.forms[i + 1] if i + 1 < self.stop else ""
        if (
            follows
            and follows[0].isalpha()
            and before in ("من", "الي", "و", "خلال", "بعد", "قبل")
            and self.counts(i + 1)
        ):
            return None
        return self.made(i, 0, i + 1, "DATE", form, "year", "year")

    def counts(self, i: int) -> bool:
        """Whether the word is what a number before it counts: indefinite, in the accusative (شخصا)."""
        form = self.forms[i]
        return form.endswith("ا") and not form.startswith("ال")
