"""Days written in digits, and the Hijri calendar."""

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, SLASHES, YEARS, Cursor, Found
from musnad.arabic import fold_text
from musnad.arabic.months import valid
from musnad.arabic.numbers import cardinal, ordinal

_HIJRI_YEARS = range(1300, 1500)
_HIJRA = frozenset(map(fold_text, ("هـ", "هج", "هجرية", "هجري", "للهجرة")))
_BLESSED = fold_text("المبارك")


class Digits(Cursor):
    """Rules for dates in digits and for Hijri days, months and years."""

    def written(self, i: int) -> Found | None:
        """31/8/2016, 2016-08-31, 19/10/1436 هـ."""
        f = self.forms
        if i + 5 > self.stop or not f[i].isdigit() or f[i + 1] not in SLASHES or f[i + 3] != f[i + 1]:
            return None
        if not (f[i + 2].isdigit() and f[i + 4].isdigit()):
            return None
        a, b, c = int(f[i]), int(f[i + 2]), int(f[i + 4])
        day, month, year = (c, b, a) if a in YEARS else (a, b, c)
        if year in _HIJRI_YEARS:
            value = calendar.from_hijri(day, month, year)
            return self.made(i, 0, self.after_hijra(i + 5), "DATE", value, "day", "hijri") if value else None
        moment = valid(year, month, day) if year in YEARS else None
        return self.made(i, 0, i + 5, "DATE", moment.isoformat(), "day", "written") if moment else None

    def after_hijra(self, i: int) -> int:
        """The token after a mark of Hijri years at token `i`; `i` itself where there is none."""
        return i + (i < self.stop and self.forms[i] in _HIJRA)

    def hijri(self, i: int) -> Found | None:
        """26 شوال 1436 هـ, العشرين من شهر رجب الماضي."""
        day = cardinal(self.page, i, self.stop) or ordinal(self.page, i, self.stop)
        if day is None or day[1] >= self.stop or not 1 <= day[0] <= 30:
            return None
        at = day[1] + 1 if self.forms[day[1]] in OF else day[1]
        unit = self.word(at, "unit")
        at = unit.last if unit and unit.value == "M1" and not unit.definite else at
        month = self.word(at, "hijri-month")
        if month is None or month.skip or month.definite:
            return None
        if month.last >= self.stop or not self.forms[month.last].isdigit():
            return self.hijri_day(i, day[0], int(month.value), month.last)
        year, last = int(self.forms[month.last]), month.last + 1
        if year not in _HIJRI_YEARS:
            return None
        last = self.after_hijra(last)
        value = calendar.from_hijri(day[0], int(month.value), year)
        return self.made(i, 0, last, "DATE", value, "day", "hijri") if value else None

    def hijri_day(self, i: int, day: int, month: int, last: int, skip: int = 0) -> Found | None:
        """A Hijri day without its year: the one that lies nearest as the adjective after it says."""
        last += last < self.stop and self.forms[last] == _BLESSED
        which, last = self.relative(last)
        value = calendar.near_hijri_day(self.published, day, month, which) if self.published else None
        return self.made(i, skip, last, "DATE", value, "day", "hijri") if value else None

    def holiday(self, i: int) -> Found | None:
        """عيد الفطر المبارك, عيد الأضحى المقبل."""
        word = self.word(i, "holiday")
        return self.hijri_day(i, int(word.value[3:]), int(word.value[:2]), word.last, word.skip) if word else None

    def hijri_year(self, i: int) -> Found | None:
        """عام 1436هـ: told as the Gregorian year that holds most of it."""
        unit = self.word(i, "unit")
        at, skip = (unit.last, unit.skip) if unit and unit.value == "Y1" else (i, 0)
        if at >= self.stop or not self.forms[at].isdigit() or int(self.forms[at]) not in _HIJRI_YEARS:
            return None
        last = self.after_hijra(at + 1)
        middle = calendar.from_hijri(1, 7, int(self.forms[at]))
        if last == at + 1 or middle is None:
            return None
        return self.made(i, skip, last, "DATE", middle[:4], "year", "hijri")

    def hijri_month(self, i: int) -> Found | None:
        """شهر رمضان الماضي, شوال 1436: told as the Gregorian month in which it begins."""
        prefix = self.word(i, "unit")
        named = prefix is not None and prefix.value == "M1" and not prefix.definite
        at, skip = (prefix.last, prefix.skip) if named and prefix else (i, 0)
        month = self.word(at, "hijri-month")
        if month is None or month.definite or (named and month.skip) or not self.published:
            return None
        last = month.last
        if last < self.stop and self.forms[last] == _BLESSED:
            last += 1
        which, last = self.relative(last)
        year = None
        if which is None and last < self.stop and self.forms[last].isdigit() and int(self.forms[last]) in _HIJRI_YEARS:
            year, last = int(self.forms[last]), self.after_hijra(last + 1)
        if which is None and year is None and not named:
            return None
        value = calendar.hijri_month(self.published, int(month.value), which, year)
        skip = skip if named else month.skip
        return self.made(i, skip, last, "DATE", value, "month", "hijri") if value else None
