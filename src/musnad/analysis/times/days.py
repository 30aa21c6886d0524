"""Days, months, years and the periods between: what lies at a place in the calendar."""

from dataclasses import replace
from datetime import timedelta

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, OFFSETS, SLASHES, YEARS, Cursor, Found
from musnad.analysis.times.lexicon import words_of
from musnad.arabic import fold_text
from musnad.arabic.months import valid
from musnad.arabic.numbers import cardinal, ordinal

SHARES = {fold_text("النصف"): "H", fold_text("الربع"): "Q"}
_TO = SLASHES | frozenset("–—_")
_HIJRI_YEARS = range(1300, 1500)
_BLESSED = fold_text("المبارك")
_UNTIL = frozenset(map(fold_text, ("إلى", "الى", "حتى", "-", "–", "ل")))


class Days(Cursor):
    """Rules for points and periods of the calendar."""

    def written(self, i: int) -> Found | None:
        """31/8/2016, 2016-08-31."""
        f = self.forms
        if i + 5 > self.stop or not f[i].isdigit() or f[i + 1] not in SLASHES or f[i + 3] != f[i + 1]:
            return None
        if not (f[i + 2].isdigit() and f[i + 4].isdigit()):
            return None
        a, b, c = int(f[i]), int(f[i + 2]), int(f[i + 4])
        day = valid(a, b, c) if a in YEARS else valid(c, b, a) if c in YEARS else None
        return self.made(i, 0, i + 5, "DATE", day.isoformat(), "day", "written") if day else None

    def hijri(self, i: int) -> Found | None:
        """26 شوال 1436 هـ."""
        day = cardinal(self.page, i, self.stop) or ordinal(self.page, i, self.stop)
        if day is None or day[1] >= self.stop or not 1 <= day[0] <= 30:
            return None
        at = day[1] + 1 if self.forms[day[1]] in OF else day[1]
        month = self.word(at, "hijri-month")
        if month is None or month.last >= self.stop or not self.forms[month.last].isdigit():
            return None
        year, last = int(self.forms[month.last]), month.last + 1
        if year not in _HIJRI_YEARS:
            return None
        if last < self.stop and self.forms[last] in ("ه", "هج", "هجريه", "هجري"):
            last += 1
        value = calendar.from_hijri(day[0], int(month.value), year)
        return self.made(i, 0, last, "DATE", value, "day", "hijri") if value else None

    def dated(self, i: int) -> Found | None:
        """24 مارس, الرابع عشر من تموز/يوليو الماضي, مايو 2013, من 5 إلى 12 مارس; a day of this month."""
        start, skip = i, 0
        prefix = self.word(i, "unit")
        at = i
        if prefix and prefix.value in ("D1", "M1") and not prefix.definite:  # يوم 24 مارس, شهر يوليو
            at, skip = prefix.last, prefix.skip
        day = self.day_number(at)
        if day is None:
            return self.month_only(start, skip, at) if at == i or (prefix and prefix.value == "M1") else None
        number, after = day
        ranged = self.until(after)
        second, at = ranged if ranged else (None, after)
        if at < self.stop and self.forms[at] in SLASHES:
            at += 1
        if at < self.stop and self.forms[at] in OF:
            at += 1
        if (unit := self.word(at, "unit")) and unit.value == "M1" and unit.definite and self.published:
            which, last = self.relative(unit.last)
            if which:
                offset = OFFSETS.get(which, 0)
                month = calendar.period(self.published, "M", offset)
                return self.made(start, skip, last, "DATE", f"{month}-{number:02d}", "day", "dated")
            return None
        if unit and unit.value == "M1" and not unit.definite:
            at = unit.last
        month_read = self.month(at)
        if month_read is None or month_read[1]:
            return None
        return self.completed(start, skip, number, second, month_read[0], month_read[2])

    def day_number(self, i: int) -> tuple[int, int] | None:
        if i >= self.stop:
            return None
        read = ordinal(self.page, i, self.stop)
        if read is None and self.forms[i] in (fold_text("أول"), fold_text("الأول")):
            read = (1, i + 1)
        if read is None and self.forms[i].isdigit():
            read = (int(self.forms[i]), i + 1)
        return read if read and 1 <= read[0] <= 31 else None

    def until(self, i: int) -> tuple[int, int] | None:
        if i + 1 < self.stop and self.forms[i] in _UNTIL and (read := self.day_number(i + 1)):
            return read
        return None

    def year_after(self, at: int) -> tuple[int, int] | None:
        """The year behind a month and where it ends: written out, or as one from here (من العام الماضي)."""
        year = self.year(at)
        if year is None and at < self.stop and self.forms[at] in OF:
            of = self.period(at + 1)
            if of and of.value and len(of.value) == 4:
                return int(of.value), of.last
        return year

    def completed(self, i: int, skip: int, day: int, second: int | None, month: int, last: int) -> Found | None:
        which, last = self.relative(last)
        year = self.year_after(last)
        known = self.commemorated(i, month, day) if year is None and which is None else None
        if year:
            moment, last = valid(year[0], month, day), year[1]
        elif known:
            moment = valid(known, month, day)
        elif self.published:
            moment = calendar.day_and_month(self.published, day, month, which, ahead=self.ahead(i))
        else:
            return self.made(i, skip, last, "DATE", f"XXXX-{month:02d}-{day:02d}", "day", "dated")
        if moment is None:
            return None
        value = moment.isoformat()
        if second and (end := valid(moment.year, month, second)):
            value = f"{value}/{end.isoformat()}"
        return self.made(i, skip, last, "DATE", value, "day", "dated")

    def month_only(self, i: int, skip: int, at: int) -> Found | None:
        read = self.month(at)
        if read is None or (at != i and read[1]):
            return None
        month, month_skip, last = read
        skip = skip if at != i else month_skip
        which, last = self.relative(last)
        year = self.year_after(last)
        if year:
            return self.made(i, skip, year[1], "DATE", f"{year[0]:04d}-{month:02d}", "month", "month")
        value = (
            calendar.month_alone(self.published, month, which, ahead=self.ahead(i))
            if self.published
            else f"XXXX-{month:02d}"
        )
        return self.made(i, skip, last, "DATE", value, "month", "month")

    def dated_day(self, i: int) -> Found | None:
        found = self.dated(i)
        return found if found and found.rule == "dated" else None

    def day_word(self, i: int) -> Found | None:
        """اليوم, أمس الجمعة, بعد غد, يوم أمس."""
        word = self.word(i, "day")
        at, skip = i, word.skip if word else 0
        if word is None:
            prefix = self.word(i, "unit")
            if prefix and prefix.value == "D1" and not prefix.definite:
                word, skip = self.word(prefix.last, "day"), prefix.skip
            if word is None or word.skip:
                return None
        last = word.last
        at = last
        opened = at < self.stop and self.forms[at] in ("/", "،", ",", "(")
        named = self.word(at + 1 if opened else at, "weekday")
        if named and named.definite and named.skip == 0:
            last = named.last
            if opened and self.forms[at] == "/" and last < self.stop and self.forms[last] == "/":
                last += 1
        else:
            named = None
        value = None
        if self.published:
            offset = int(word.value)
            day = (
                calendar.beside_today(self.published, int(named.value), offset)
                if named
                else self.published + timedelta(days=offset)
            )
            value = day.isoformat()
        return self.made(i, skip, last, "DATE", value, "day", "day")

    def weekday(self, i: int) -> Found | None:
        """السبت, يوم الاثنين الماضي, الأحد 24 مارس."""
        word, skip = self.word(i, "weekday"), 0
        if word is None:
            prefix = self.word(i, "unit")
            if prefix is None or prefix.value not in ("D1", "D2") or prefix.definite:
                return None
            word, skip = self.word(prefix.last, "weekday"), prefix.skip
            if word is None or word.skip:
                return None
        else:
            skip = word.skip
        if not word.definite:
            return None
        which, last = self.relative(word.last)
        beside = self.word(last, "day")
        if beside and beside.skip == 0 and which is None:  # الخميس أمس الأول
            last = beside.last
        at = last + 1 if last < self.stop and self.forms[last] in ("،", ",") else last
        exact = self.dated_day(at)
        if exact and exact.start == self.page.starts[at] and exact.value:
            return replace(exact, start=self.page.inside(i, skip), rule="weekday")
        value = None
        if self.published:
            ahead = self.ahead(i) or self.scheduled(i)
            value = calendar.weekday(self.published, int(word.value), which, ahead=ahead).isoformat()
        return self.made(i, skip, last, "DATE", value, "day", "weekday")

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

    def share_of_year(self, i: int) -> Found | None:
        """النصف الثاني من 2016, الربع الأول من العام الجاري."""
        letter = SHARES.get(self.forms[i])
        which = ordinal(self.page, i + 1, self.stop) if letter and i + 1 < self.stop else None
        if which is None or which[1] + 1 >= self.stop or self.forms[which[1]] not in OF:
            return None
        month = self.dated(which[1] + 1)  # half a month is told by its month
        if month is not None and month.rule == "month":
            return self.made(i, 0, month.last, "DATE", month.value, "month", "share")
        year = self.year(which[1] + 1)
        of = self.period(which[1] + 1) if year is None else None
        if year:
            text, last = f"{year[0]:04d}", year[1]
        elif of and of.value and len(of.value) == 4:
            text, last = of.value, of.last
        else:
            return None
        return self.made(i, 0, last, "DATE", f"{text}-{letter}{which[0]}", "season", "share")

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
            year, last = int(self.forms[last]), last + 1
        if which is None and year is None and not named:
            return None
        value = calendar.hijri_month(self.published, int(month.value), which, year)
        skip = skip if named else month.skip
        return self.made(i, skip, last, "DATE", value, "month", "hijri") if value else None

    def commemorated(self, i: int, month: int, day: int) -> int | None:
        """The year of a day that an event is called after: ثورة 25 يناير, هجمات 11 سبتمبر."""
        at = i - 1 - (i - 1 > self.first and self.forms[i - 1] == "ال")
        words = self.words(at) if at >= self.first else []
        years = (w.value[:4] for w in words if w.category == "event-of" and w.value[5:] == f"{month:02d}-{day:02d}")
        return next((int(year) for year in years), None)

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
