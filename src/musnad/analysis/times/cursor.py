"""A place in a page's tokens, and the small readings that the rules of time share."""

import re
from dataclasses import dataclass
from datetime import date

from musnad.analysis.times.lexicon import Word, lexicon, words_of
from musnad.arabic import Page, fold_text
from musnad.arabic.kept import kept
from musnad.record import Precision, TimeType

YEARS = range(1000, 2101)
DAY_LONG = len("2016-08-31")  # letters of a value that is a day
OF = frozenset(map(fold_text, ("من",)))
SLASHES = frozenset("/-\\")
_FUTURE_VERB = re.compile(r"[وف]?(س[يتن]\w{3,})")
_CLUE_REACH = 9
_TWICE_AWAY = {fold_text("قبل"): ("past", "past2"), fold_text("بعد"): ("next", "next2")}
OFFSETS = {"past": -1, "last": -1, "next": 1, "following": 1, "past2": -2, "next2": 2}
_AUGUST = fold_text("آب")
_MAY = frozenset(("قد", "وقد", "فقد"))
_ON, _THAT = fold_text("على"), fold_text("أن")
_BY = frozenset(map(fold_text, ("بحلول", "وبحلول", "حلول")))
_BEFORE_MONTH = frozenset(
    map(
        fold_text,
        ("من", "شهر", "في", "منذ", "حتى", "بداية", "نهاية", "منتصف", "مطلع", "أوائل", "أواخر", "بحلول", "حلول"),
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of time: code points, TIMEX3 type and value, and the rule that read it.

    `value` is None where it needs a publication date that is not known; `last` is the token after it.
    """

    start: int
    end: int
    type: TimeType
    value: str | None
    precision: Precision | None
    rule: str
    last: int


_NONE: dict[str, Word] = {}


class Cursor:
    """Reads small things at a token; knows its sentence's bounds and the day last named."""

    def __init__(self, page: Page, published: date | None) -> None:
        self.page, self.published = page, published
        self.forms = page.forms
        self.stop = 0
        self.first = 0
        self.last_date: str | None = None
        self.named_day: str | None = None  # the day last named in this sentence
        self.about_at = self.about_from = -1  # what follows أكثر من, نحو …, and where that began
        self.seen: dict[int, list[Word]] = {}
        self.firsts: dict[int, dict[str, Word]] = {}  # by category

    def word(self, i: int, category: str) -> Word | None:
        first = self.firsts.get(i) if i < self.stop else _NONE
        return (self.categories(i) if first is None else first).get(category)

    def categories(self, i: int) -> dict[str, Word]:
        """The words of time at token `i` by category, the longest of each."""
        if i >= self.stop:
            return _NONE
        first = self.firsts.get(i)
        if first is None:
            words = self.words(i)
            first = self.firsts[i] = {w.category: w for w in reversed(words)} if words else _NONE
        return first

    def words(self, i: int) -> list[Word]:
        found = self.seen.get(i)
        if found is None:
            found = self.seen[i] = lexicon().at(self.forms, i, self.stop)
        return found

    def relative(self, i: int) -> tuple[str | None, int]:
        """The adjective at token `i` (الماضي → past, قبل الماضي → past2) and the token after it."""
        if i + 1 < self.stop and self.forms[i] in _TWICE_AWAY:
            once, twice = _TWICE_AWAY[self.forms[i]]
            found = self.word(i + 1, "relative")
            return (twice, found.last) if found and found.definite and found.value == once else (None, i)
        found = self.word(i, "relative")
        if found and found.definite and found.skip == 0:
            return found.value, found.last
        return None, i

    def month(self, i: int) -> tuple[int, int, int] | None:
        """The month at token `i`, with its second name (تموز/يوليو): number, skip, token after."""
        weak = False
        found = self.word(i, "month")
        if found is None:
            found, weak = self.word(i, "weak-month"), True
        if found is None or (found.definite and found.last == i + 1):
            return None
        last, doubled = found.last, False
        bracket = last < self.stop and self.forms[last] == "("
        at = last + 1 if last < self.stop and (bracket or self.forms[last] in SLASHES) else last
        for category in ("month", "weak-month"):
            second = self.word(at, category)
            if second and second.skip == 0 and second.value == found.value:
                closes = second.last < self.stop and self.forms[second.last] == ")"
                if bracket and not closes:
                    continue
                last, doubled = second.last + bracket, True
                break
        if weak and not doubled and not self.supported(i, last):
            return None
        return int(found.value), found.skip, last

    def supported(self, i: int, last: int) -> bool:
        """Whether a day, a year or an adjective beside a doubtful month shows that it is one."""
        before = self.forms[i - 1] if i > self.first else ""
        if before.isdigit() and int(before) <= 31:
            return True
        if (before in _BEFORE_MONTH or (before[:1] == "و" and before[1:] in _BEFORE_MONTH)) and (
            not self.forms[i].endswith(_AUGUST) or self.raw(i).endswith("آب")
        ):
            return True  # without their madda the letters of آب are a city (إب), a father, a door (باب)
        return self.year(last) is not None or self.relative(last)[0] is not None

    def year(self, i: int) -> tuple[int, int] | None:
        """A year at token `i`, with عام or سنة before it or ميلادية after it: number, token after."""
        at = i
        noun = self.word(i, "unit")
        if noun and noun.value in ("Y1", "Y2") and noun.skip == 0:
            at = noun.last
        if at < self.stop and self.forms[at].isdigit() and int(self.forms[at]) in YEARS:
            last = at + 1
            if last < self.stop and self.forms[last] == "م":
                last += 1
            return int(self.forms[at]), last
        return None

    def raw(self, i: int) -> str:
        """The letters of token `i` as they are written."""
        return self.page.text[self.page.starts[i] : self.page.ends[i]]

    def ahead(self, i: int) -> bool:
        """Whether the nearest word before token `i` that tells past from future speaks of the future."""
        for form in reversed(self.forms[max(self.first, i - _CLUE_REACH) : i]):
            if _future(form):
                return True
            if form in words_of("past") or (form[0] in "وف" and form[1:] in words_of("past")):
                return False
        return False

    def coming(self, i: int) -> bool:
        """Whether a date at token `i` lies ahead by the words before it: the future, a plan, بحلول."""
        by = i > self.first and self.forms[i - 1] in _BY
        return by or self.ahead(i) or self.scheduled(i)

    def perhaps(self, i: int) -> bool:
        """Whether the words before token `i` leave open what comes: ربما, قد يصل, على أن تعرض."""
        for at in range(max(self.first, i - _CLUE_REACH), i - 1):
            form, follows = self.forms[at], self.forms[at + 1]
            if form in words_of("perhaps") or (form in _MAY and follows[0] in "يتن"):
                return True
            if form == _ON and follows == _THAT:
                return True
        return False

    def scheduled(self, i: int) -> bool:
        """Whether a day at token `i` is one for which something is set down: تستضيفها قطر الثلاثاء."""
        for at in range(i - 1, max(self.first, i - _CLUE_REACH) - 1, -1):
            form = self.forms[at]
            if form in words_of("not-scheduled"):
                return False
            if form in words_of("scheduled"):
                return self.forms[at - 1] not in words_of("not-scheduled") or at == self.first
        return False

    def made(
        self, i: int, skip: int, last: int, kind: TimeType, value: str | None, precision: Precision | None, rule: str
    ) -> Found:
        return Found(self.page.inside(i, skip), self.page.ends[last - 1], kind, value, precision, rule, last)


@kept
def _future(form: str) -> bool:
    plain = form[1:] if form[:1] in ("و", "ف") else form
    return form in words_of("future") or plain in words_of("future") or _future_verb(form)


def _future_verb(form: str) -> bool:
    """Whether a folded word is an imperfect with the س of the future: سيزور, not سياسة or سيناء."""
    match = _FUTURE_VERB.fullmatch(form)
    return bool(match) and not match[1].startswith(tuple(words_of("not-future")))  # type: ignore[index]
