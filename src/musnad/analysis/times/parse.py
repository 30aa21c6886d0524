"""Expressions of time: where one begins, how far it goes, and what it says."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from musnad.analysis.times.cursor import OF, Found
from musnad.analysis.times.days import SHARES, Days
from musnad.analysis.times.lexicon import Word, opening_words, words_of
from musnad.analysis.times.spans import Spans
from musnad.arabic import Page, fold_text, stems
from musnad.arabic.numbers import is_number_word, ordinal

_PAST_THE_HOUR = {fold_text("والنصف"): 30, fold_text("والربع"): 15, fold_text("والثلث"): 20}
_GMT = frozenset(map(fold_text, ("ت", "بتوقيت", "توقيت")))


class Parser(Days, Spans):
    """Reads the expressions of one page, left to right, never looking beyond the sentence."""

    def __init__(self, page: Page, published: date | None) -> None:
        super().__init__(page, published)
        self.rules: tuple[Callable[[int], Found | None], ...] = (
            self.written, self.clock, self.vague, self.share_of_year, self.hijri, self.dated, self.part_of_day,
            self.day_word, self.weekday, self.season, self.decade, self.period, self.every, self.counted, self.adverb,
            self.bare_year,
        )  # fmt: skip

    def all(self) -> Iterator[Found]:
        """Every expression, by start."""
        for sentence in self.page.sentences:
            self.first, self.stop, self.named_day = sentence.first, sentence.last, None
            i = sentence.first
            while i < self.stop:
                found = self.at(i) if _can_start(self.forms[i]) else None
                if found is None:
                    i += 1
                    continue
                i = max(found.last, i + 1)
                if found.type in ("DATE", "TIME") and found.value and not found.value.endswith("_REF"):
                    self.last_date = found.value[:10]
                    self.named_day = found.value[:10] if len(found.value) >= 10 else self.named_day
                yield found

    def at(self, i: int) -> Found | None:
        """The expression that begins at token `i`."""
        edge = self.word(i, "edge")
        about = self.word(i, "about")
        for prefix in (edge, about):
            if prefix is None or prefix.last >= self.stop:
                continue
            at = prefix.last + 1 if self.forms[prefix.last] in OF and prefix.last + 1 < self.stop else prefix.last
            self.about_at = at if prefix is about else -1
            core = self.core(at)
            if core is None or (
                prefix is edge and ((core.type != "DATE" and core.rule != "midnight") or core.rule in ("vague", "day"))
            ):
                continue
            if prefix is about and core.type not in ("DURATION", "TIME") and core.rule != "ago":
                continue
            return replace(core, start=self.page.inside(i, prefix.skip))
        return self.core(i)

    def core(self, i: int) -> Found | None:
        for rule in self.rules:
            found = rule(i)
            if found is not None:
                return None if self.other_word(i, found) else found
        return None

    def other_word(self, i: int, found: Found) -> bool:
        """Whether the words around show that no time is meant: صلاة الجمعة, روسيا اليوم, الربيع العربي."""
        before = self.forms[i - 1] if i > self.first else ""
        after = self.forms[found.last] if found.last < self.stop else ""
        if after in words_of("not-before"):
            return True
        return before in words_of("not-after-day" if found.rule == "day" else "not-after")

    def clock(self, i: int) -> Found | None:
        """الساعة 22:30, الساعة الثامنة مساء, 18,00 ت غ."""
        hour_word = self.word(i, "unit")
        named = bool(hour_word and hour_word.value == "TH1" and hour_word.definite)
        at = i + 1 if named else i
        read = self.hour(at, named=named)
        if read is None:
            return None
        hour, minute, last = read
        zone = ""
        part = self.word(last, "daypart")
        if part is None and last < self.stop and self.forms[last] in OF:
            part = self.word(last + 1, "daypart")
        if part:
            last = part.last
            hour += 12 if part.value in ("AF", "EV") and hour < 12 else 0
        if last + 1 < self.stop and self.forms[last] in _GMT and self.forms[last + 1].startswith("غ"):
            last, zone = last + 2, "Z"
        written = at + 2 < self.stop and self.forms[at + 1] == ":" and len(self.forms[at + 2]) == 2
        if not (named or zone or written):
            return None
        day = self.day_word(last) or self.weekday(last)
        base = self.named_day or (self.published.isoformat() if self.published else None)
        if day:
            base, last = day.value, day.last
        value = f"{base or 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}{zone}"
        skip = hour_word.skip if named and hour_word else 0
        return self.made(i, skip, last, "TIME", value, "time", "clock")

    def hour(self, i: int, *, named: bool) -> tuple[int, int, int] | None:
        if i >= self.stop:
            return None
        split = re.fullmatch(r"(\d{1,2})[.,٫](\d{2})", self.forms[i])
        hour, minute, last = -1, 0, i + 1
        if split:
            hour, minute = int(split[1]), int(split[2])
        elif self.forms[i].isdigit() and len(self.forms[i]) <= 2:
            hour = int(self.forms[i])
            if last + 1 < self.stop and self.forms[last] == ":" and self.forms[last + 1].isdigit():
                minute, last = int(self.forms[last + 1]), last + 2
        elif named and (read := ordinal(self.page, i, self.stop)):
            hour, last = read
            minute = _PAST_THE_HOUR.get(self.forms[last], 0) if last < self.stop else 0
            last += bool(minute)
        return (hour, minute, last) if 0 <= hour <= 24 and minute < 60 else None

    def vague(self, i: int) -> Found | None:
        """الآن, وقت سابق, الفترة المقبلة, ذلك الحين: what only points."""
        for word in self.words(i):
            if word.category == "ref-after-in":
                if self.forms[i - 1] not in ("في", "فى") or i == self.first:
                    continue
                return self.made(i, word.skip, word.last, "DATE", word.value, "vague", "vague")
            if word.category == "ref":
                value = self.pointed(i, word)
                dated = self.narrowed(word.last) if word.value != "PRESENT_REF" else None
                if dated:
                    return replace(dated, start=self.page.inside(i, word.skip))
                return self.made(i, word.skip, word.last, "DATE", value, "vague", "vague")
            if word.category == "long":
                return self.made(i, word.skip, word.last, "DURATION", word.value, "duration", "long")
            if word.category == "then" and self.last_date:
                return self.made(i, word.skip, word.last, "DATE", self.last_date, "vague", "then")
        return self.late(i)

    def late(self, i: int) -> Found | None:
        """وقت متأخر من يوم الجمعة."""
        if (
            i + 2 >= self.stop
            or self.forms[i] != "وقت"
            or self.forms[i + 1] not in (fold_text("متأخر"), fold_text("مبكر"))
        ):
            return None
        dated = self.narrowed(i + 2)
        return replace(dated, start=self.page.starts[i]) if dated else None

    def pointed(self, i: int, word: Word) -> str:
        later = self.forms[i + (0 if word.last == i + 1 else 1)] in (fold_text("لاحقا"), fold_text("لاحق"))
        return "PAST_REF" if later and not self.ahead(i) else word.value

    def narrowed(self, at: int) -> Found | None:
        """The day after وقت سابق [من] الجمعة."""
        if at < self.stop and self.forms[at] in ("،", ",") and self.word(at + 1, "weekday"):
            at += 1
        if at < self.stop and self.forms[at] in OF:
            at += 1
        found = self.part_of_day(at) or self.day_word(at) or self.weekday(at) or (self.period(at) if at > 0 else None)
        return found if found and self.page.starts[at] == found.start else None

    def part_of_day(self, i: int) -> Found | None:
        """فجر أمس الجمعة, مساء الأربعاء, الليلة الماضية, منتصف الليل."""
        part = self.word(i, "daypart")
        if part is None:
            return None
        if part.definite:
            which, last = self.relative(part.last)
            if which in ("past", "last") and part.value == "NI" and self.published:
                night = self.published - timedelta(days=1)
                return self.made(i, part.skip, last, "TIME", f"{night.isoformat()}TNI", "time", "daypart")
            return self.midnight(i, part)
        at = part.last
        if at < self.stop and self.forms[at] in OF:
            at += 1
        day = self.day_word(at) or self.weekday(at) or self.dated_day(at)
        if day is None or day.start != self.page.starts[at]:
            return None
        value = f"{day.value}T{part.value}" if day.value and len(day.value) == 10 else None
        return self.made(i, part.skip, day.last, "TIME", value, "time", "daypart")

    def midnight(self, i: int, part: Word) -> Found | None:
        """منتصف الليل: the beginning of the publication day, unless a day was just named."""
        if self.forms[i - 1] != "منتصف" or i == self.first or not self.published:
            return None
        value = f"{self.published.isoformat()}T00:00"
        return self.made(i, part.skip, part.last, "TIME", value, "time", "midnight")


@lru_cache(maxsize=65536)
def _can_start(form: str) -> bool:
    """Whether any expression of time begins with this folded word: the filter that keeps most words cheap."""
    if form[0].isdigit() or is_number_word(form) or form in SHARES:
        return True
    opening = opening_words()
    return any(s.text in opening or (s.text.startswith("ال") and s.text[2:] in opening) for s in stems(form))
