"""From the parts of an expression of time to its TIMEX3 value, given the publication date."""

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from musnad.arabic.months import valid
from musnad.record import Precision, TimeType

Value = tuple[TimeType, str | None, Precision | None]

# Reviewed on the training articles: of dates without a year, those up to two months ahead whose like last lay
# most of a year back are nearly always meant ahead (a summit on 12 June, read in May).
NEAR_AHEAD, FAR_BACK = 62, 250
_JUST_BACK = 10  # days that a date may lie behind which is told as ahead: a visit that goes on, read in its midst
_MONTHS_AHEAD = 2  # and of months the next two: March, read in January
_UNIT_OF = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "C": "century"}
_MONTH = 30
DAY_PRECISIONS: dict[str, Precision] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "C": "century",
}  # fmt: skip


def week(day: date) -> str:
    """The ISO week of a day, as 2016-W35."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def month_of(year: int, month: int) -> str:
    """A month as 2016-09, counted on over the year's end."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04d}-{month:02d}"


def weekday(published: date, number: int, which: str | None, *, ahead: bool) -> date:
    """The day that a weekday names: the last one up to the publication date, or the next where that is meant.

    `which` is the adjective after it (past, next, this or None), `ahead` a sign of the future in its clause.
    """
    back = (published.isoweekday() - number) % 7
    if which in ("next", "next2") or (which is None and ahead):
        forward = (7 - back) if back or which else 0
        return published + timedelta(days=forward + 7 * (which == "next2"))
    if which in ("past", "last", "past2") and back == 0:
        back = 7
    return published - timedelta(days=back + 7 * (which == "past2"))


def beside_today(published: date, number: int, offset: int) -> date:
    """The day of أمس الخميس or اليوم الجمعة: the named weekday nearest to the day that is meant."""
    meant = published + timedelta(days=offset)
    off = (number - meant.isoweekday() + 3) % 7 - 3
    return meant + timedelta(days=off)


def day_and_month(published: date, day: int, month: int, which: str | None, *, ahead: bool) -> date | None:
    """The day of a date without its year."""
    candidates = [d for year in range(published.year - 1, published.year + 2) if (d := valid(year, month, day))]
    past = [d for d in candidates if d <= published]
    later = [d for d in candidates if d > published]
    if not past or not later:
        return past[-1] if past else later[-1] if later else None
    if which == "this":
        return next((d for d in candidates if d.year == published.year), past[-1])
    if which in ("past", "last"):
        return past[-1]
    if ahead and which is None and (published - past[-1]).days <= _JUST_BACK:
        return past[-1]
    near = (later[0] - published).days <= NEAR_AHEAD and (published - past[-1]).days >= FAR_BACK
    return later[0] if which == "next" or ahead or near else past[-1]


def month_alone(published: date, month: int, which: str | None, *, ahead: bool) -> str:
    """The month of يوليو, يوليو الماضي, ديسمبر المقبل."""
    year = published.year
    if which is None and 0 < (month - published.month) % 12 <= _MONTHS_AHEAD:
        ahead = True
    if which in ("past", "last"):
        return month_of(year if month < published.month else year - 1, month)
    if which == "next" or (ahead and which is None):
        return month_of(
            year if month > published.month or (which is None and month == published.month) else year + 1, month
        )
    if which == "this":
        return month_of(year, month)
    return month_of(year if month <= published.month else year - 1, month)


def period(published: date, unit: str, offset: int) -> str | None:
    """The week, month, year… that lies `offset` of them from the publication date."""
    match unit:
        case "D":
            return (published + timedelta(days=offset)).isoformat()
        case "W":
            return week(published + timedelta(weeks=offset))
        case "M":
            return month_of(published.year, published.month + offset)
        case "Y":
            return f"{published.year + offset:04d}"
        case "DE":
            return f"{published.year // 10 + offset:03d}"
        case "C":
            return f"{published.year // 100 + offset:02d}"
    return None


_SEASON_ENDS = {"SP": 5, "SU": 8, "FA": 11, "WI": 14}  # the last month of each, counted from January of its year


def season(published: date, letters: str, which: str) -> str:
    """The season of الصيف الماضي, الخريف المقبل, هذا الشتاء: by the year in which it begins."""
    month, year = published.month, published.year
    if letters == "WI" and month <= _SEASON_ENDS["WI"] - 12:  # January and February are of the winter before
        month, year = month + 12, year - 1
    end = _SEASON_ENDS[letters]
    if which in ("past", "last"):
        year -= month <= end
    elif which == "next":
        year += month > end - 3
    return f"{year:04d}-{letters}"


def nth_week(year: int, month: int, number: int) -> str | None:
    """The week of الأسبوع الثاني من تموز, in which the middle of its seven days lies; 0 is the last one."""
    if not number:
        return week(date.fromisoformat(month_of(year, month + 1) + "-01") - timedelta(days=4))
    day = valid(year, month, 7 * number - 3)
    return week(day) if day else None


def ago(published: date, count: int, unit: str) -> Value | None:
    """The date of قبل يومين, قبل ثلاثة أشهر: as fine as its unit. Hours give nothing a date can say."""
    if unit not in _UNIT_OF:
        return None
    years = {"DE": 10, "C": 100}.get(unit)
    value = period(published, "Y", -count * years) if years else period(published, unit, -count)
    return "DATE", value, DAY_PRECISIONS[unit]


def duration(count: int | str, unit: str) -> str:
    """A TIMEX3 duration: P3D, PXM, PT6H; decades as years where they are counted."""
    if unit == "DE" and isinstance(count, int):
        return f"P{count * 10}Y"
    if unit == "C" and isinstance(count, int):
        return f"P{count * 100}Y"
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"


def hijri_month(published: date, month: int, which: str | None, year: int | None = None) -> str | None:
    """The Gregorian month in which a Hijri month begins: of its year, or the one that lies nearest as `which` says."""
    try:
        here = Hijri(year or Gregorian.fromdate(published).to_hijri().year, month, 1)
        began = [Hijri(y, month, 1).to_gregorian() for y in range(here.year - 1, here.year + 2)]
    except (ValueError, OverflowError):
        return None
    past = [d for d in began if d <= published]
    if year is not None:
        meant = began[1]
    elif which == "next":
        meant = next(d for d in began if d > published)
    elif which == "past" and (published - past[-1]).days < _MONTH:
        meant = past[-2]
    else:
        meant = past[-1]
    return f"{meant.year:04d}-{meant.month:02d}"


def near_hijri_day(published: date, day: int, month: int, which: str | None) -> str | None:
    """A Hijri day as a Gregorian date: the last, the next, or without an adjective the nearest one."""
    year = Gregorian.fromdate(published).to_hijri().year
    days = [date.fromisoformat(d) for y in range(year - 1, year + 2) if (d := from_hijri(day, month, y))]
    if which in ("past", "last"):
        days = [d for d in days if d <= published][-1:]
    elif which == "next":
        days = [d for d in days if d > published][:1]
    return min(days, key=lambda d: abs(d - published)).isoformat() if days else None


def from_hijri(day: int, month: int, year: int) -> str | None:
    """A Hijri day (Umm al-Qura) as a Gregorian date, within the years that the calendar's tables cover."""
    try:
        return Hijri(year, month, day).to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return None
