"""Lengths of time and how often: three days, every hour, two years ago."""

from musnad.analysis.times import calendar
from musnad.analysis.times.cursor import OF, Cursor, Found
from musnad.analysis.times.lexicon import Word, words_of
from musnad.arabic import fold_text, stems
from musnad.arabic.numbers import cardinal

_CONSTRUCT = (fold_text("يومي"), fold_text("عامي"))

_MORE = frozenset(map(fold_text, ("آخر", "إضافيا", "كاملا")))
_DECADE = fold_text("عقد")
_LATER = fold_text("لاحق")
_POINTS = {"past": "PAST_REF", "last": "PAST_REF", "past2": "PAST_REF", "next": "FUTURE_REF", "this": "PRESENT_REF"}
_FROM_THEN = frozenset(map(fold_text, ("ذلك", "قبلها", "قبله", "بعدها", "بعده")))  # قبل ذلك بأيام
_MOST_DECADES = 10
_AND_HALF = fold_text("ونصف")
_HOUR = frozenset(map(fold_text, ("الساعة", "ساعة")))
_HALVES = {"Y": "6M", "M": "15D"}  # a year and a half, a month and a half


class Spans(Cursor):
    """Rules for durations and sets."""

    def every(self, i: int) -> Found | None:
        """كل يوم, كل خمس دقائق."""
        word = self.word(i, "every")
        if word is None or word.definite or word.last >= self.stop:
            return None
        number = cardinal(self.page, word.last, self.stop)
        unit = self.word(number[1] if number else word.last, "unit")
        if unit is None or unit.skip or unit.definite:
            return None
        count = number[0] if number else 2 if unit.value.endswith("2") else 1
        if unit.value.endswith("X") and not number:
            return None
        return self.made(i, word.skip, unit.last, "SET", calendar.duration(count, unit.value[:-1]), None, "every")

    def counted(self, i: int) -> Found | None:
        """عامين, 60 يوما, عدة أيام, الأشهر الثلاثة الماضية; after قبل a date."""
        few = self.word(i, "few")
        number, clitics = (None, 0) if few else self.number(i)
        at, skip = (few.last, few.skip) if few else (number[1], clitics) if number else (i, 0)
        unit = self.word(at, "unit")
        about = i == self.about_at and self.forms[i].startswith("ال")  # قرابة الشهر, ما يقرب من الساعة
        if (
            unit is None
            or (at != i and unit.skip)
            or (at == i and unit.definite and unit.value[-1] == "1" and not about and not self.halved(unit))
        ):
            return None
        if at == i and unit.value == "Y1" and unit.last < self.stop and self.forms[unit.last].isdigit():
            return None  # لسنة 67 قضائية
        if number and (unit.definite or (unit.value == "Y1" and self.year(at))):  # السبع الأسبوع المقبل, 412 عام 2010
            return None
        if few and unit.definite and unit.value[:-1] == "DE":  # عدد من العقود: contracts
            return None
        if number and unit.value[:-1] in ("DE", "C") and number[0] > _MOST_DECADES:  # 75 عقدا: contracts
            return None
        if at == i and self.forms[i].endswith(_CONSTRUCT) and unit.value[-1] == "2":  # يومي, عامي: dual before its noun
            return None
        skip = unit.skip if at == i else skip
        kind, size = unit.value[:-1], unit.value[-1]
        count: int | str = number[0] if number else "X" if few or size == "X" else int(size)
        last = unit.last
        lead = self.lead(i, skip)
        alone = not number and not few and size != "2"
        half = _HALVES.get(kind) if self.halved(unit) else None
        if alone and not about and not half and not self.bare(i, last, skip, lead, definite=unit.definite):
            return None
        if not number and not few and size == "X" and last < self.stop:
            after = self.number_after(last)
            if after:  # الأشهر الثلاثة
                count, last = after
        if half:
            last += 1
            if last < self.stop and self.forms[last] in ("العام", "السنه"):
                last += 1
        last = self.trailing(last)
        _, last = self.relative(last)
        before_else = last < self.stop and self.forms[last] in OF  # قبل شهرين من وفاته is not told from today
        if lead == "ago" and self.published and isinstance(count, int) and not half and not before_else:
            dated = calendar.ago(self.published, count, kind)
            if dated:
                return self.made(i, skip, last, dated[0], dated[1], dated[2], "ago")
        minutes, last = self.minutes(last) if kind == "TH" else ("", last)
        value = calendar.duration(count, kind) + (half or minutes)
        return self.made(i, skip, last, "DURATION", value, "duration", "counted")

    def minutes(self, i: int) -> tuple[str, int]:
        """The minutes behind hours, as TIMEX3 ends with them, and the token after: ساعة وعشرين دقيقة, ساعتين ونصف."""
        if i >= self.stop or not self.forms[i].startswith("و"):
            return "", i
        if self.forms[i] == _AND_HALF:
            return "30M", i + 1 + (i + 1 < self.stop and self.forms[i + 1] in _HOUR)
        number, skip = self.number(i)
        unit = self.word(number[1], "unit") if number and skip else None
        return (f"{number[0]}M", unit.last) if number and unit and unit.value[:-1] == "TM" else ("", i)

    def halved(self, unit: Word) -> bool:
        """Whether half a unit is added to a year or month: عاما ونصف العام."""
        return unit.value[:-1] in _HALVES and unit.last < self.stop and self.forms[unit.last] == _AND_HALF

    def number(self, i: int) -> tuple[tuple[int, int] | None, int]:
        """The number at token `i` with the token after it, and the letters of clitics before it (لثلاثة, للخمس)."""
        for stem in stems(self.forms[i]):
            if stem.proclitics.endswith("ال") or (stem.skip and stem.text[0].isdigit()):
                continue
            found = cardinal(self.page, i, self.stop, stem.text)
            if found:
                return found, stem.skip
        return None, 0

    def number_after(self, i: int) -> tuple[int, int] | None:
        """The number with ال that follows its noun: الأشهر الثلاثة, الساعات الـ48."""
        if i + 1 < self.stop and self.forms[i] == "ال" and self.forms[i + 1].isdigit():
            return cardinal(self.page, i + 1, self.stop)
        return cardinal(self.page, i, self.stop) if i < self.stop and self.forms[i].startswith("ال") else None

    def several(self, i: int) -> Found | None:
        """السنوات القليلة المقبلة, الأيام الماضية, فترة سابقة: a stretch without number that only points."""
        unit = self.word(i, "era")
        if unit is None:
            return None
        few = self.word(unit.last, "few-after")
        at = few.last if few and few.definite == unit.definite and not few.skip else unit.last
        which = self.word(at, "relative")
        if which is None or which.definite != unit.definite or which.skip or which.value not in _POINTS:
            return None
        if not unit.definite and unit.skip and self.forms[i][unit.skip - 1] == "ل" and which.value == "next":
            return None  # لعقود قادمة lasts
        if which.value == "last" and unit.value != "recent":  # المرحلة الأخيرة is the final one
            return None
        value = _POINTS[which.value]
        later = self.forms[which.last - 1].startswith(_LATER)
        if not unit.definite and later and not self.ahead(i) and not self.perhaps(i):
            value = "PAST_REF"  # مرحلة لاحقة, told in the past
        return self.made(i, unit.skip, which.last, "DATE", value, "vague", "vague")

    def trailing(self, last: int) -> int:
        while last < self.stop:
            word = self.word(last, "few-after") or self.word(last, "about-after")
            if word is None or word.skip:
                return last
            last = word.last
        return last

    def lead(self, i: int, skip: int) -> str | None:
        """What stands before a span of time: "ago" for قبل, "for" for منذ, خلال …; a clitic ل counts as "for"."""
        if skip and self.forms[i][skip - 1] == "ل":
            return "for"
        if i == self.about_at:
            return self.lead(self.about_from, 0) or "for"
        at = i - 1
        while at >= self.first and (self.forms[at] in words_of("about")):
            at -= 1
        word = self.word(at, "lead") if at >= self.first else None
        return word.value if word and word.last <= i else None

    def bare(self, i: int, last: int, skip: int, lead: str | None, *, definite: bool) -> bool:
        """Whether a unit without a number is a span of time: only after منذ, خلال, قبل … or with طويلة after it."""
        if definite:
            return self.number_after(last) is not None
        if skip and self.forms[i][skip - 1] == "ب":
            return i > self.first and self.forms[i - 1] in _FROM_THEN
        if i - 2 >= self.first and self.forms[i - 2].rstrip("ا") == self.forms[i] and self.forms[i - 1] == "بعد":
            return False  # يوما بعد يوم
        if skip and self.words(i)[0].value in ("DE1", "C1", "TS1"):  # لعقد اجتماع: to hold
            return False
        if last < self.stop and self.forms[i][skip:] == _DECADE and i != self.about_at and self.holds(last):
            return False
        if self.forms[last : last + 1] == ("من",) and self.forms[min(last + 1, self.stop - 1)].startswith("ال"):
            return self.words(i)[0].value[-1] == "X"  # أسابيع من السجالات
        if last < self.stop and self.forms[last] in _MORE and self.forms[i].endswith("ا"):  # عاما آخر
            return True
        return lead is not None or self.trailing(last) > last

    def holds(self, at: int) -> bool:
        """Whether what follows عقد says that something is held: عقد عدة اجتماعات."""
        return self.forms[at][0].isalpha() and self.forms[at] not in words_of("after-decade")

    def adverb(self, i: int) -> Found | None:
        """يوميا, أسبوعي, سنويا."""
        word = self.word(i, "set")
        if word is None or word.skip > 1 or self.month(word.last) is not None:  # شهري يناير وفبراير
            return None
        return self.made(i, word.skip, word.last, "SET", word.value, None, "set")
