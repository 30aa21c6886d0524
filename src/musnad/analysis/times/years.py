"""Weeks to centuries: what is longer than a day and has its place in the calendar."""

from dataclasses import replace

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, OFFSETS, YEARS, Found
from musnad.analysis.times.digits import Digits
from musnad.analysis.times.lexicon import Word, words_of
from musnad.arabic import fold_text
from musnad.arabic.numbers import ordinal

_NAME_REACH = 3  # words of what is called after its year, before it
_LETTERS = {"D": 10, "M": 7, "Y": 4}  # of a date, down to its day, month or year
_LAST_CENTURY, _HALF = "19", fold_text("النصف")
_REIGN_REACH = 5  # words that may name a ruler
_TO = frozenset("/-\\–—_")
_THAT = fold_text("ذلك")
_MANY = ("ين", "ان")
_IN = frozenset(("في", fold_text("فى")))


def _is_year(form: str) -> bool:
    return form.isdigit() and len(form) == 4 and 1900 <= int(form) <= 2100


class Years(Digits):
    """Rules for periods of the calendar."""

    def season(self, i: int) -> Found | None:
        """صيف 2012, صيف العام الماضي, الخريف المقبل, هذا الشتاء."""
        these = self.word(i, "these")
        if these and these.value == "this" and (word := self.word(these.last, "season")) and word.definite:
            return self.of_season(i, word, "this", word.last) if not word.skip else None
        word = self.word(i, "season")
        if word is None:
            return None
        year = self.year(word.last)
        if year and not word.definite:
            return self.made(i, word.skip, year[1], "DATE", f"{year[0]:04d}-{word.value}", "season", "season")
        which, last = self.relative(word.last)
        if word.definite and which:
            return self.of_season(i, word, which, last)
        if word.definite and not word.skip and self.coming(i) and self.forms[i - 1] in _IN:
            after = self.forms[word.last] if word.last < self.stop else ""
            return None if after.startswith("ال") else self.of_season(i, word, "next", word.last)
        of = None if word.definite else self.period(word.last)
        if of and of.value and len(of.value) == 4:
            return self.made(i, word.skip, of.last, "DATE", f"{of.value}-{word.value}", "season", "season")
        return None

    def of_season(self, i: int, word: Word, which: str, last: int) -> Found:
        value = calendar.season(self.published, word.value, which) if self.published else None
        return self.made(i, word.skip if word.last > i else 0, last, "DATE", value, "season", "season")

    def decade(self, i: int) -> Found | None:
        """الثمانينات, السبعينيات من القرن الماضي: 198 and 197, as ISO 8601 shortens them."""
        word = self.word(i, "decade")
        if word is None:
            return None
        at = word.last + (word.last < self.stop and self.forms[word.last] in OF)
        century = self.century_at(at)
        if century is None and not word.definite:
            return None
        value, last = century or (_LAST_CENTURY, word.last)
        return self.made(i, word.skip, last, "DATE", value + word.value, "decade", "decade")

    def of_century(self, i: int) -> Found | None:
        """العقد الثاني من القرن الحادي والعشرين: 201, النصف الأول من القرن الماضي: 19."""
        unit = self.word(i, "unit")
        decade = unit is not None and unit.definite and unit.value == "DE1"
        if not decade and self.forms[i] != _HALF:
            return None
        first = unit.last if unit and decade else i + 1
        which = ordinal(self.page, first, self.stop) if first < self.stop else None
        century = self.century_at(which[1] + 1) if which and self.forms[which[1] : which[1] + 1] == ("من",) else None
        if which is None or century is None or which[0] > 10:
            return None
        value = century[0] + (str(which[0] - 1) if decade else "")
        return self.made(i, unit.skip if unit else 0, century[1], "DATE", value, "decade", "decade")

    def century_at(self, i: int) -> tuple[str, int] | None:
        """A century at token `i` (القرن العشرين, القرن الماضي) as ISO 8601 shortens it, and the token after."""
        unit = self.word(i, "unit")
        if unit is None or unit.value != "C1" or unit.skip:
            return None
        found = self.century(i) or self.period(i)
        return (found.value, found.last) if found and found.value else None

    def period(self, i: int) -> Found | None:
        """الأسبوع الماضي, هذا العام, العام 2013, عام 2013, الشهر الجاري."""
        these = self.word(i, "these")
        at = these.last if these and these.value == "this" else i
        unit = self.word(at, "unit")
        if unit is None or unit.value[-1] not in "12":
            return None
        skip = these.skip if these and at != i else unit.skip
        kind, single = unit.value[:-1], unit.value.endswith("1")
        if kind == "Y" and (year := self.year(unit.last)) and at == i:
            return self.made(i, skip, year[1], "DATE", f"{year[0]:04d}", "year", "year")
        if not unit.definite or kind.startswith("T") or not single:
            return None
        which, last = self.relative(unit.last)
        if at != i:
            which, last = "this", unit.last
        if which is None or self.forms[last - 1].endswith(_MANY):  # السنة القادمين: Sunnis who come
            return None
        precision = calendar.DAY_PRECISIONS[kind]
        if not self.published:
            return self.made(i, skip, last, "DATE", None, precision, "period")
        if which == "following":
            offset = 1
            if self.last_date and kind == "Y" and self.last_date[:4].isdigit():
                value = f"{int(self.last_date[:4]) + 1:04d}"
                return self.made(i, skip, last, "DATE", value, precision, "period")
        offset = OFFSETS.get(which, 0)
        return self.made(i, skip, last, "DATE", calendar.period(self.published, kind, offset), precision, "period")

    def same(self, i: int) -> Found | None:
        """ذلك الحين, العام نفسه: the day, month or year last named, as much of it as the phrase says."""
        word = self.word(i, "then")
        if word is None or (not self.last_date and self.forms[i] != _THAT):
            return None
        value = self.last_date[: _LETTERS[word.value]] if self.last_date else "PAST_REF"
        return self.made(i, word.skip, word.last, "DATE", value, "vague", "then")

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

    def reign(self, i: int) -> Found | None:
        """عهد صدام, عهد الرئيس السابق محمد حسني مبارك: the days of who rules no more."""
        word = self.word(i, "reign-of")
        if word is None or word.definite:
            return None
        last = 0
        for at in range(word.last, min(word.last + _REIGN_REACH, self.stop)):
            of = self.word(at, "reign")
            if of and not of.skip and (self.published is None or int(of.value) < self.published.year):
                last = of.last
                break
            if self.forms[at] in words_of("former"):
                last = at + 1
            elif not self.forms[at].startswith("ال"):
                break
        return self.made(i, word.skip, last, "DATE", "PAST_REF", "vague", "reign") if last else None

    def running(self, i: int) -> Found | None:
        """العام, الشهر, الصيف after نهاية or مطلع: the running one."""
        season = self.word(i, "season")
        if season and season.definite and not season.skip:
            return self.of_season(i, season, "this", season.last)
        unit = self.word(i, "unit")
        if unit is None or not unit.definite or unit.value not in ("Y1", "M1", "W1") or unit.skip or not self.published:
            return None
        kind = unit.value[:-1]
        value = calendar.period(self.published, kind, 0)
        return self.made(i, 0, unit.last, "DATE", value, calendar.DAY_PRECISIONS[kind], "period")

    def bare_year(self, i: int) -> Found | None:
        """2013 after في, منذ, بين …; alone in brackets; a year named with و after another."""
        form = self.forms[i]
        if not _is_year(form) or i == self.first:
            return None
        before = self.forms[i - 1]
        follows = self.forms[i + 1] if i + 1 < self.stop else ""
        alone = before == "(" and follows == ")"
        near = self.forms[max(self.first, i - _NAME_REACH) : i]
        named = any(f in words_of("year-named") or f[1:] in words_of("year-named") for f in near)
        led = before in words_of("year-lead") or before[1:] in words_of("year-lead")
        if not alone and not led and not (named and before.isalpha()):
            return None
        if before == "و" and not _is_year(self.forms[i - 2]):
            return None
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
