"""Hours and parts of the day."""

import re
from dataclasses import replace
from datetime import date, timedelta

from musnad.analysis.times.cursor import DAY_LONG, OF, Found
from musnad.analysis.times.days import Days
from musnad.analysis.times.lexicon import Word, words_of
from musnad.arabic import fold_text
from musnad.arabic.numbers import ordinal

_PAST_THE_HOUR = {fold_text("والنصف"): 30, fold_text("والربع"): 15, fold_text("والثلث"): 20}
_ZONE = frozenset(map(fold_text, ("ت", "بتوقيت", "توقيت")))
_GREENWICH = ("غ", "جرين")
_GMT = frozenset(map(fold_text, ("تغ", "غرينتش", "جرينتش")))
_NOON, _AROUND_NOON = fold_text("الظهر"), {fold_text("بعد"): "AF", fold_text("قبل"): "MO"}
_TONIGHT, _MIDDLE = fold_text("الليلة"), "منتصف"
_TO = frozenset(("-", "/", "–", "—", fold_text("إلى")))
_ONE = fold_text("الواحدة")
_BEFORE_NOON = {"AF": 12, "EV": 12, "MI": 6}  # from this hour on a clock of twelve hours needs no more
_NIGHTLY = fold_text("ليلا")
_ALL_NIGHT = frozenset(map(fold_text, ("طوال", "طيلة", "خلال")))


class Hours(Days):
    """Rules for times within a day."""

    def clock(self, i: int) -> Found | None:
        """الساعة 22:30, الساعة الثامنة مساء, 18,00 ت غ, 1600 تغ."""
        hour_word = self.word(i, "unit")
        named = bool(hour_word and hour_word.value == "TH1" and hour_word.definite)
        at = i + 1 if named else i
        read = self.hour(at, named=named)
        if read is None:
            return None
        hour, minute, last = read
        half, last = self.half_of_day(last)
        hour += 12 if hour < _BEFORE_NOON.get(half, 0) else 0  # الواحدة ظهرا is 13, الحادية عشرة ظهرا is 11
        after = self.zone(last)
        zone, last = ("Z", after) if after else ("", last)
        written = at + 2 < self.stop and self.forms[at + 1] == ":" and len(self.forms[at + 2]) == 2
        spoken = half and self.forms[at].endswith("ه")  # العاشرة صباحا
        if not (named or zone or written or spoken):
            return None
        of = last < self.stop and self.forms[last] in OF  # ظهرا من يوم أمس
        day = self.day_word(last + of) or self.weekday(last + of)
        base = self.named_day or (self.published.isoformat() if self.published else None)
        if day:
            base, last = day.value, day.last
        value = f"{base or 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}{zone}"
        skip = hour_word.skip if named and hour_word else 0
        return self.made(i, skip, last, "TIME", value, "time", "clock")

    def half_of_day(self, i: int) -> tuple[str, int]:
        """The part of the day after an hour (مساء, من صباح, بعد الظهر) and the token after it; "" where none is."""
        at = i + 1 if i < self.stop and self.forms[i] in OF else i
        if at + 1 < self.stop and self.forms[at] in _AROUND_NOON and self.forms[at + 1] == _NOON:
            return _AROUND_NOON[self.forms[at]], at + 2
        part = self.word(at, "daypart")
        return (part.value, part.last) if part and not part.skip else ("", i)

    def zone(self, i: int) -> int:
        """The token after a mark of Greenwich time at token `i`; 0 where there is none."""
        if i < self.stop and self.forms[i] in _GMT:
            return i + 1
        second = i + 2 if self.forms[i + 1 : i + 2] == (".",) else i + 1  # ت.غ
        named = second < self.stop and self.forms[i] in _ZONE and self.forms[second].startswith(_GREENWICH)
        return second + 1 if named else 0

    def hour(self, i: int, *, named: bool) -> tuple[int, int, int] | None:
        if i >= self.stop:
            return None
        split = re.fullmatch(r"(\d{1,2})[.,٫](\d{2})", self.forms[i])
        hour, minute, last = -1, 0, i + 1
        if split:
            hour, minute = int(split[1]), int(split[2])
        elif self.forms[i].isdigit() and len(self.forms[i]) == 4 and self.zone(i + 1):
            hour, minute = int(self.forms[i][:2]), int(self.forms[i][2:])
        elif self.forms[i].isdigit() and len(self.forms[i]) <= 2:
            hour = int(self.forms[i])
            if last + 1 < self.stop and self.forms[last] == ":" and self.forms[last + 1].isdigit():
                minute, last = int(self.forms[last + 1]), last + 2
        elif named and self.forms[i] == _ONE:
            hour = 1
        elif (named or self.forms[i].endswith("ه")) and (read := ordinal(self.page, i, self.stop)):
            hour, last = read
            minute = _PAST_THE_HOUR.get(self.forms[last], 0) if last < self.stop else 0
            last += bool(minute)
        return (hour, minute, last) if 0 <= hour <= 24 and minute < 60 else None

    def part_of_day(self, i: int) -> Found | None:
        """فجر أمس الجمعة, مساء الأربعاء, الليلة الماضية, منتصف الليل, هذا الصباح."""
        these = self.word(i, "these")
        if these and these.value == "this" and not these.skip and (part := self.word(these.last, "daypart")):
            return self.today(i, 0, part) if part.definite and not part.skip else None
        part = self.word(i, "daypart")
        if part is None:
            return self.midday(i)
        if part.definite:
            around = _AROUND_NOON.get(self.forms[i - 1]) if i > self.first and self.forms[i] == _NOON else None
            if around:
                return self.today(i, 0, part._replace(value=around))
            which, last = self.relative(part.last)
            if (
                self.forms[i][part.skip :] == _TONIGHT
                and which is None
                and self.forms[i - 1] not in words_of("then-of")
            ):
                return self.today(i, part.skip, part)
            whole = i > self.first and self.forms[i - 1] in _ALL_NIGHT
            if part.value == "NI" and self.published and (whole or which in ("past", "last", "past2")):
                night = self.published - timedelta(days=2 if which == "past2" else 1)
                return self.made(i, part.skip, last, "TIME", f"{night.isoformat()}TNI", "time", "daypart")
            return self.midnight(i, part)
        at = part.last
        if at < self.stop and self.forms[at] in OF:
            at += 1
        day = self.day_word(at) or self.weekday(at) or self.dated_day(at)
        if day is None or day.start != self.page.starts[at]:
            return self.tonight(i, part) if self.forms[i] == _NIGHTLY else None
        if i > self.first and part.value == "MI":
            part = part._replace(value=_AROUND_NOON.get(self.forms[i - 1], part.value))  # بعد ظهر الجمعة
        if part.value == "NI":
            day = self.into_next(day)
        value = f"{day.value}T{part.value}" if day.value and len(day.value) == DAY_LONG else None
        if value and i > self.first and self.forms[i - 1] == _MIDDLE and part.value == "NI":
            after = date.fromisoformat(day.value or "") + timedelta(days=1)
            return self.made(i, part.skip, day.last, "TIME", f"{after.isoformat()}T00:00", "time", "midnight")
        return self.made(i, part.skip, day.last, "TIME", value, "time", "daypart")

    def today(self, i: int, skip: int, part: Word) -> Found:
        """A part of the publication day: الليلة, هذا المساء."""
        value = f"{self.published.isoformat()}T{part.value}" if self.published else None
        return self.made(i, skip, part.last, "TIME", value, "time", "daypart")

    def tonight(self, i: int, part: Word) -> Found | None:
        """The night of the day last named, or else the one before the publication: اعتقلوا ليلا."""
        told = self.last_date if self.last_date and len(self.last_date) == DAY_LONG else None
        day = told or (str(self.published - timedelta(days=1)) if self.published else None)
        value = f"{day}T{part.value}" if day else None
        return self.made(i, part.skip, part.last, "TIME", value, "time", "daypart")

    def into_next(self, day: Found) -> Found:
        """With the weekday after it, where a night is told by both: ليل السبت الأحد."""
        at = day.last + (day.last < self.stop and self.forms[day.last] in _TO)
        following = self.word(at, "weekday")
        if following is None or not following.definite or following.skip or not day.value:
            return day
        if date.fromisoformat(day.value).isoweekday() % 7 + 1 != int(following.value):
            return day
        return replace(day, end=self.page.ends[following.last - 1], last=following.last)

    def midday(self, i: int) -> Found | None:
        """منتصف النهار: noon of the publication day."""
        noon = self.word(i, "noon")
        if noon is None or not noon.definite or i == self.first or self.forms[i - 1] != _MIDDLE or not self.published:
            return None
        return self.made(i, 0, noon.last, "TIME", f"{self.published}{noon.value}", "time", "midday")

    def midnight(self, i: int, part: Word) -> Found | None:
        """منتصف الليل: the beginning of the publication day."""
        if self.forms[i - 1] != _MIDDLE or i == self.first or not self.published:
            return None
        value = f"{self.published.isoformat()}T00:00"
        return self.made(i, part.skip, part.last, "TIME", value, "time", "midnight")
