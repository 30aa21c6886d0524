"""Days and months: what lies at one place in the calendar."""

from dataclasses import replace
from datetime import timedelta

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, OFFSETS, SLASHES, Found
from musnad.analysis.times.years import Years
from musnad.arabic import fold_text
from musnad.arabic.months import valid
from musnad.arabic.numbers import ordinal

SHARES = {fold_text("النصف"): "H", fold_text("الربع"): "Q"}
_UNTIL = frozenset(map(fold_text, ("إلى", "الى", "حتى", "-", "–", "ل")))


class Days(Years):
    """Rules for days, and for what is told from one."""

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

    def commemorated(self, i: int, month: int, day: int) -> int | None:
        """The year of a day that an event is called after: ثورة 25 يناير, هجمات 11 سبتمبر."""
        at = i - 1 - (i - 1 > self.first and self.forms[i - 1] == "ال")
        words = self.words(at) if at >= self.first else []
        years = (w.value[:4] for w in words if w.category == "event-of" and w.value[5:] == f"{month:02d}-{day:02d}")
        return next((int(year) for year in years), None)

