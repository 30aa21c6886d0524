"""Days and months: what lies at one place in the calendar."""

from dataclasses import replace
from datetime import timedelta

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, OFFSETS, SLASHES, Found
from musnad.analysis.times.lexicon import Word
from musnad.analysis.times.years import Years
from musnad.arabic import fold_text, stems
from musnad.arabic.months import valid
from musnad.arabic.numbers import ordinal

SHARES = {fold_text("النصف"): "H", fold_text("الربع"): "Q", fold_text("الفصل"): "Q"}
_FIRST = frozenset(map(fold_text, ("أول", "الأول")))
_LONGEST_MONTH = 31
_BEFORE_DAY = ("", "و", "ل", "ول")
_ALSO = frozenset(map(fold_text, ("و", "أو", "،")))
_MOST_LISTED = 3
_OF_MONTH = frozenset({"past", "this", "next"})
_DUAL = ("ين", "ان")
_WEEK, _LAST = fold_text("الأسبوع"), fold_text("الأخير")
_TOUCHED = "لامس"  # he touched; to yesterday is لأمس
_ON_END = (fold_text("على"), fold_text("التوالي"))
_UNTIL = frozenset(map(fold_text, ("إلى", "الى", "حتى", "وحتى", "-", "–", "ل")))


class Days(Years):
    """Rules for days, and for what is told from one."""

    def dated(self, i: int) -> Found | None:
        """24 مارس, الرابع عشر من تموز/يوليو الماضي, مايو 2013, من 5 إلى 12 مارس; a day of this month."""
        prefix = self.word(i, "unit")
        at, skip = i, 0
        if prefix and prefix.value in ("D1", "D2", "M1") and not prefix.definite:  # يوم 24 مارس, يومي 7 و8, شهر يوليو
            at, skip = prefix.last, prefix.skip
        day = self.day_number(at)
        if day is None:
            return self.month_only(i, skip, at) if at == i or (prefix and prefix.value == "M1") else None
        number, after, clitics = day
        skip = clitics if at == i else skip
        if clitics and at != i:
            return None
        ranged = self.until(after)
        second, at = ranged[:2] if ranged else (None, after)
        if self.forms[after - 1].isdigit() or not self.after_week(i):
            found = self.in_month(i, skip, number, second, at)
            return found or (self.listed(i, skip, number, after) if ranged is None else None)
        return None

    def after_week(self, i: int) -> bool:
        """Whether an ordinal counts what stands before it, a week or month, and so is no day."""
        before = self.word(i - 1, "unit") if i > self.first else None
        return before is not None and before.definite

    def in_month(self, i: int, skip: int, day: int, second: int | None, at: int) -> Found | None:
        """The day whose month stands at token `at`: by its name, or as this or the last one."""
        if at < self.stop and self.forms[at] in SLASHES:
            at += 1
        if at < self.stop and self.forms[at] in OF:
            at += 1
        if (unit := self.word(at, "unit")) and unit.value == "M1" and unit.definite and self.published:
            which, last = self.relative(unit.last)
            if which:
                offset = OFFSETS.get(which, 0)
                month = calendar.period(self.published, "M", offset)
                return self.made(i, skip, last, "DATE", _days(month, day, second), "day", "dated")
            return None
        which, last = self.relative(at)
        if which in _OF_MONTH and self.published and self.forms[at - 1].isdigit() and self.forms[at].endswith("ي"):
            month = calendar.period(self.published, "M", OFFSETS.get(which, 0))  # في 26 الجاري
            return self.made(i, skip, last, "DATE", _days(month, day, second), "day", "dated")
        if unit and unit.value == "M1" and not unit.definite:
            at = unit.last
        bracket = at + 2 < self.stop and self.forms[at] == "(" and self.forms[at + 2] == ")"  # 19 (فبراير)
        month_read = self.month(at + bracket)
        if month_read is None or month_read[1]:
            return None
        month_read = (*month_read[:2], month_read[2] + bracket)
        return self.completed(i, skip, day, second, month_read[0], month_read[2])

    def listed(self, i: int, skip: int, day: int, after: int) -> Found | None:
        """The first of several days that share a month: 7 و8 فبراير, الثالث والرابع من تموز."""
        at = after
        for _ in range(_MOST_LISTED):
            at += at < self.stop and self.forms[at] in _ALSO
            read = self.day_number(at)
            if read is None or (at == after and not read[2]):
                return None
            at = read[1]
            found = self.in_month(i, skip, day, None, at)
            if found:
                return replace(found, end=self.page.ends[after - 1], last=after)
        return None

    def day_number(self, i: int) -> tuple[int, int, int] | None:
        """A day of the month at token `i`: number, token after, letters of و or ل before it."""
        if i >= self.stop:
            return None
        if self.forms[i].isdigit():
            read, skip = (int(self.forms[i]), i + 1), 0
            return (*read, skip) if 1 <= read[0] <= _LONGEST_MONTH else None
        if self.forms[i] in _FIRST:
            return 1, i + 1, 0
        for stem in stems(self.forms[i]):
            if stem.proclitics in _BEFORE_DAY and (found := ordinal(self.page, i, self.stop, stem.text)):
                return (*found, stem.skip) if found[0] <= _LONGEST_MONTH else None
        return None

    def until(self, i: int) -> tuple[int, int, int] | None:
        if i + 1 < self.stop and self.forms[i] in _UNTIL and (read := self.day_number(i + 1)):
            return None if read[2] else read
        return None

    def year_after(self, at: int) -> tuple[int, int] | None:
        """The year behind a month and where it ends: written out, or as one from here (من العام الماضي)."""
        year = self.year(at)
        if year is None and at < self.stop and self.forms[at] in OF:
            of = self.period(at + 1) or self.same(at + 1)
            if of and of.value and len(of.value) == 4:
                return int(of.value), of.last
        return year

    def completed(self, i: int, skip: int, day: int, second: int | None, month: int, last: int) -> Found | None:
        which, last = self.relative(last)
        year = self.year_after(last)
        known = self.commemorated(i, month, f"{day:02d}") if year is None and which is None else None
        if year:
            moment, last = valid(year[0], month, day), year[1]
        elif known:
            moment = valid(known, month, day)
        elif self.published:
            moment = calendar.day_and_month(self.published, day, month, which, ahead=self.coming(i))
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
        known = self.commemorated(i, month) if which is None else None
        if known:
            return self.made(i, skip, last, "DATE", f"{known:04d}-{month:02d}", "month", "month")
        value = (
            calendar.month_alone(self.published, month, which, ahead=self.coming(i))
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
        if self.raw(i).lstrip("و") == _TOUCHED:
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

    def nth(self, i: int) -> Found | None:
        """لليوم الثاني على التوالي, a length; عامها الثالث, للأسبوع الثاني, the running one."""
        unit = self.word(i, "unit") or self.word(i, "own-unit")
        if unit is None or unit.value not in ("D1", "W1", "M1", "Y1") or unit.last >= self.stop:
            return None
        owned = unit.category == "own-unit"
        which = ordinal(self.page, unit.last, self.stop)
        if which is None or not (owned or unit.definite):
            return None
        last = which[1]
        if self.forms[last : min(last + 2, self.stop)] == _ON_END:
            return self.made(i, unit.skip, last + 2, "DURATION", f"P{which[0]}{unit.value[0]}", "duration", "counted")
        if not self.published or not (owned or (unit.skip and self.forms[i][unit.skip - 1] == "ل")):
            return None
        if last < self.stop and self.forms[last] in OF:
            return None
        value = calendar.period(self.published, unit.value[0], 0)
        return self.made(i, unit.skip, last, "DATE", value, calendar.DAY_PRECISIONS[unit.value[0]], "period")

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
        pair = self.pair(i, skip, word)
        if pair:
            return pair
        which, last = self.relative(word.last)
        beside = self.word(last, "day")
        if beside and beside.skip == 0 and which is None:  # الخميس أمس الأول
            last = beside.last
        at = last + 1 if last < self.stop and self.forms[last] in ("،", ",") else last
        exact = self.dated_day(at) or (self.hijri(at) if at < self.stop else None)
        if exact and exact.start == self.page.starts[at] and exact.value:
            return replace(exact, start=self.page.inside(i, skip), rule="weekday")
        value = None
        if self.published:
            ahead = self.ahead(i) or self.scheduled(i)
            value = calendar.weekday(self.published, int(word.value), which, ahead=ahead).isoformat()
        return self.made(i, skip, last, "DATE", value, "day", "weekday")

    def pair(self, i: int, skip: int, first: Word) -> Found | None:
        """الاثنين والثلاثاء المقبلين: both days, by the adjective they share."""
        second = self.word(first.last, "weekday")
        if second is None or not second.definite or self.forms[first.last][: second.skip] != "و" or not self.published:
            return None
        which, last = self.relative(second.last)
        if which is None or not self.forms[last - 1].endswith(_DUAL):
            return None
        apart = timedelta(days=(int(second.value) - int(first.value)) % 7)
        if which == "next":
            opens = calendar.weekday(self.published, int(first.value), which, ahead=True)
        else:
            opens = calendar.weekday(self.published, int(second.value), which, ahead=False) - apart
        return self.made(i, skip, last, "DATE", f"{opens}/{opens + apart}", "day", "weekday")

    def share_of_year(self, i: int) -> Found | None:
        """النصف الثاني من 2016, الربع الأول من العام الجاري, الأسبوع الثاني من تموز."""
        letter = SHARES.get(self.forms[i])
        of_month = self.forms[i] == _WEEK
        which = ordinal(self.page, i + 1, self.stop) if (letter or of_month) and i + 1 < self.stop else None
        if which is None and of_month and i + 1 < self.stop and self.forms[i + 1] == _LAST:
            which = (0, i + 2)
        if which is None:
            return None
        at = self.relative(which[1])[1] + 1
        if at >= self.stop or self.forms[at - 1] not in OF:
            return None
        month = self.dated(at)  # half a month is told by its month
        if month is not None and month.rule == "month":
            value, precision = month.value, month.precision
            if of_month:
                year_of, _, number = (month.value or "").partition("-")  # XXXX where the article has no date
                value = calendar.nth_week(int(year_of), int(number), which[0]) if year_of.isdecimal() else None
                precision = "week"
            return self.made(i, 0, month.last, "DATE", value, precision, "share")
        year = self.year(at) if letter else None
        of = self.period(at) if year is None and letter else None
        if year:
            text, last = f"{year[0]:04d}", year[1]
        elif of and of.value and len(of.value) == 4:
            text, last = of.value, of.last
        else:
            return None
        return self.made(i, 0, last, "DATE", f"{text}-{letter}{which[0]}", "season", "share")

    def commemorated(self, i: int, month: int, day: str = "") -> int | None:
        """The year of a day or month that an event is called after: ثورة 25 يناير, حرب أكتوبر."""
        at = i - 1 - (i - 1 > self.first and self.forms[i - 1] == "ال")
        words = self.words(at) if at >= self.first else []
        years = (
            w.value[:4] for w in words if w.category == "event-of" and w.value[5:].startswith(f"{month:02d}-{day}")
        )
        return next((int(year) for year in years), None)


def _days(month: str | None, day: int, second: int | None) -> str:
    """A day of a month (2016-08), or all from it to a second one."""
    until = f"/{month}-{second:02d}" if second else ""
    return f"{month}-{day:02d}{until}"
