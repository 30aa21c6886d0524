"""Expressions of time: where one begins, how far it goes, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from musnad.analysis.times.cursor import DAY_LONG, OF, Found
from musnad.analysis.times.days import SHARES
from musnad.analysis.times.doubts import Doubts
from musnad.analysis.times.hours import Hours
from musnad.analysis.times.lexicon import Word, opening_words, words_of
from musnad.analysis.times.spans import Spans
from musnad.arabic import Page, fold_text, stems
from musnad.arabic.kept import kept
from musnad.arabic.numbers import number_words

_MISREAD = ("ألا", "يؤم")  # ألان is a man and يؤمها leads the prayer, folded like الآن and يومها
_TODAY, _BUT = "اليوم", fold_text("أما")
_MIDDLES = ("midnight", "midday")
_UNTIL_NOW = frozenset(map(fold_text, ("حتى", "وحتى", "حتي")))
_FINALLY = fold_text("وأخيرا")
_IN = frozenset(map(fold_text, ("في", "فى", "منذ")))
_LATER = frozenset(map(fold_text, ("لاحقا", "ولاحقا", "لاحق", "فيما", "وفيما")))  # فيما بعد


# The rules that read nothing but what begins with a word of certain categories; the others are always asked.
_OPENED_BY = {
    rule: frozenset(categories.split())
    for rule, categories in {
        "nth": "unit own-unit", "day_word": "day unit", "weekday": "weekday unit", "season": "these season",
        "decade": "decade", "century": "unit", "hijri_month": "unit hijri-month", "holiday": "holiday",
        "reign": "reign-of", "financial": "unit", "period": "these unit", "every": "every", "adverb": "set",
    }.items()
}  # fmt: skip


class Parser(Doubts, Hours, Spans):
    """Reads the expressions of one page, left to right, never looking beyond the sentence."""

    def __init__(self, page: Page, published: date | None) -> None:
        super().__init__(page, published)
        rules: tuple[Callable[[int], Found | None], ...] = (
            self.written, self.clock, self.nth, self.vague, self.share_of_year, self.hijri, self.dated,
            self.part_of_day, self.day_word, self.weekday, self.season, self.decade, self.of_century, self.century,
            self.years, self.hijri_year, self.hijri_month, self.holiday, self.reign, self.financial, self.period,
            self.every, self.counted, self.adverb, self.bare_year,
        )  # fmt: skip
        self.rules = tuple((_OPENED_BY.get(rule.__name__), rule) for rule in rules)

    def all(self) -> Iterator[Found]:
        """Every expression, by start."""
        for sentence in self.page.sentences:
            self.first, self.stop, self.named_day = sentence.first, sentence.last, None
            after = sentence.first
            for i in [i for i in range(sentence.first, sentence.last) if _can_start(self.forms[i])]:
                found = self.at(i) if i >= after else None
                if found is None:
                    continue
                after = max(found.last, i + 1)
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
            self.about_at, self.about_from = (at, i) if prefix is about else (-1, -1)
            core = self.core(at) or (self.running(at) if prefix is edge else None)
            if core is None or (
                prefix is edge
                and ((core.type != "DATE" and core.rule not in _MIDDLES) or core.rule in ("vague", "day"))
            ):
                continue
            if prefix is about and core.type not in ("DURATION", "TIME") and core.rule != "ago":
                continue
            return replace(core, start=self.page.inside(i, prefix.skip))
        return self.core(i)

    def core(self, i: int) -> Found | None:
        known = self.categories(i)
        for opened_by, rule in self.rules:
            found = rule(i) if opened_by is None or not opened_by.isdisjoint(known) else None
            if found is not None:
                return None if self.other_word(i, found) else found
        return None

    def vague(self, i: int) -> Found | None:
        """الآن, وقت سابق, الفترة المقبلة, ذلك الحين: what only points."""
        for word in self.words(i):
            if word.category == "ref-after-in":
                if i == self.first or self.forms[i - 1].lstrip("و") not in _IN:
                    continue
                return self.made(i, word.skip, word.last, "DATE", word.value, "vague", "vague")
            if word.category == "ref-after-until" and i > self.first and self.forms[i - 1] in _UNTIL_NOW:
                return self.made(i, word.skip, word.last, "DATE", word.value, "vague", "vague")
            if word.category == "ref":
                if self.raw(i).startswith(_MISREAD) or self.forms[i] == _FINALLY:
                    continue
                value = self.pointed(i, word)
                dated = self.narrowed(word.last) if word.value != "PRESENT_REF" else None
                if dated:
                    return replace(dated, start=self.page.inside(i, word.skip))
                return self.made(i, word.skip, word.last, "DATE", value, "vague", "vague")
            if word.category == "long":
                return self.made(i, word.skip, word.last, "DURATION", word.value, "duration", "long")
            if word.category == "then":
                return self.same(i)
        before = self.forms[i - 1] if i > self.first else ""
        if self.forms[i] == _TODAY and (before == _BUT or before in words_of("lasting")):
            return self.made(i, 0, i + 1, "DATE", "PRESENT_REF", "vague", "vague")
        pointing = self.several(i)
        if pointing is None:
            return self.late(i)
        dated = self.narrowed(pointing.last) if pointing.value != "PRESENT_REF" else None
        return replace(dated, start=pointing.start) if dated else pointing

    def late(self, i: int) -> Found | None:
        """وقت متأخر من يوم الجمعة, ساعة مبكرة من صباح اليوم, الساعات الأولى من صباح الخميس."""
        word = self.word(i, "hours")
        if word is None or word.last + 1 >= self.stop:
            return None
        dated = self.narrowed(word.last)
        if dated is None:
            return None
        if dated.value and len(dated.value) == DAY_LONG:
            part = "TMO" if word.value == "early" else "TNI"
            dated = replace(dated, type="TIME", value=dated.value + part, precision="time")
        return replace(dated, start=self.page.inside(i, word.skip))

    def pointed(self, i: int, word: Word) -> str:
        later = not _LATER.isdisjoint(self.forms[i : word.last])
        if i > self.first and self.forms[i - 1] in _UNTIL_NOW and word.value == "FUTURE_REF":
            return "PAST_REF"  # حتى وقت قريب
        return "PAST_REF" if later and not self.ahead(i) and not self.perhaps(i) else word.value

    def narrowed(self, at: int) -> Found | None:
        """The day after وقت سابق [من] الجمعة."""
        if at < self.stop and self.forms[at] in ("،", ",") and self.word(at + 1, "weekday"):
            at += 1
        if at < self.stop and self.forms[at] in OF:
            at += 1
        found = self.part_of_day(at) or self.day_word(at) or self.weekday(at) or (self.period(at) if at > 0 else None)
        return found if found and self.page.starts[at] == found.start else None


@kept
def _can_start(form: str) -> bool:
    """Whether any expression of time begins with this folded word: the filter that keeps most words cheap."""
    if form[0].isdigit() or form in SHARES:
        return True
    starters = _starters()
    return any(stem.text in starters for stem in stems(form))


@cache
def _starters() -> frozenset[str]:
    """The folded words, without clitics, that an expression of time can begin with."""
    return opening_words().union(["ال" + word for word in opening_words()], number_words())
