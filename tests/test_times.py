"""Expressions of time and their TIMEX3 values, as a reader of the news would settle them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.analysis.times import Parser
from musnad.arabic import lay_out

WEDNESDAY = date(2016, 8, 31)


def values(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    return [(text[f.start : f.end], f.value) for f in Parser(lay_out(text), published).all()]


@pytest.mark.parametrize(
    ("sentence", "span", "value"),
    [
        ("وصل الوفد أمس إلى المدينة", "أمس", "2016-08-30"),
        ("يعود الوزير بعد غد", "بعد غد", "2016-09-02"),
        ("التقى الوفدان اليوم الأربعاء", "اليوم الأربعاء", "2016-08-31"),
        ("اندلع حريق يوم الاثنين الماضي", "يوم الاثنين الماضي", "2016-08-29"),
        ("يزور العاصمة الثلاثاء المقبل", "الثلاثاء المقبل", "2016-09-06"),
        ("سيلتقي الوزيران الخميس", "الخميس", "2016-09-01"),
        ("وقع الهجوم الخميس", "الخميس", "2016-08-25"),
        ("تنعقد الجلسة الأسبوع المقبل", "الأسبوع المقبل", "2016-W36"),
        ("انخفضت الأسعار هذا العام", "هذا العام", "2016"),
        ("منذ عام 2013", "عام 2013", "2013"),
        ("في آب الماضي", "آب الماضي", "2015-08"),
        ("في ٣ تموز/يوليو ٢٠١٤", "٣ تموز/يوليو ٢٠١٤", "2014-07-03"),
        ("في الرابع عشر من أيلول/سبتمبر المقبل", "الرابع عشر من أيلول/سبتمبر المقبل", "2016-09-14"),
        ("يوم 5 جويلية 2015", "يوم 5 جويلية 2015", "2015-07-05"),
        ("في 20 غشت 2012", "20 غشت 2012", "2012-08-20"),
        ("الرياض 26 شوال 1436 هـ", "26 شوال 1436 هـ", "2015-08-11"),
        ("قبل يومين", "يومين", "2016-08-29"),
        ("قبل ثلاثة أشهر", "ثلاثة أشهر", "2016-05"),
        ("منذ أربع وثلاثين سنة", "أربع وثلاثين سنة", "P34Y"),
        ("لمدة عدة أيام", "عدة أيام", "PXD"),
        ("استمر الاجتماع نحو 6 ساعات", "نحو 6 ساعات", "PT6H"),
        ("يصدر التقرير كل شهر", "كل شهر", "P1M"),
        ("مساء الأحد", "مساء الأحد", "2016-08-28TEV"),
        ("في الساعة 22:30", "الساعة 22:30", "2016-08-31T22:30"),
        ("في صيف 2012", "صيف 2012", "2012-SU"),
        ("في النصف الثاني من 2015", "النصف الثاني من 2015", "2015-H2"),
        ("حتى نهاية الشهر الجاري", "نهاية الشهر الجاري", "2016-08"),
        ("في نهاية السبعينيات من القرن الماضي", "نهاية السبعينيات من القرن الماضي", "197"),
        ("في النصف الثاني من يوليو", "النصف الثاني من يوليو", "2016-07"),
        ("منذ منتصف مارس(آذار) 2011", "منتصف مارس(آذار) 2011", "2011-03"),
        ("خلال شهر ونصف", "شهر ونصف", "P1M15D"),
        ("في الساعة العاشرة والنصف", "الساعة العاشرة والنصف", "2016-08-31T10:30"),
        ("نعمل في الوقت الراهن على الحل", "الوقت الراهن", "PRESENT_REF"),
        ("تتضح الصورة في الأيام المقبلة", "الأيام المقبلة", "FUTURE_REF"),
    ],
)
def test_an_expression_has_its_span_and_value(sentence: str, span: str, value: str) -> None:
    assert (span, value) in values(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "خرجوا بعد صلاة الجمعة في مسيرة",  # the Friday prayer, not a Friday
        "قالت قناة روسيا اليوم إن الوفد وصل",  # an outlet's name
        "دعا إلى عقد اجتماع",  # to hold a meeting, not a decade
        "الربيع العربي غيّر المنطقة",
        "مارس الضغوط على الحكومة",  # he exerted pressure, not March
    ],
)
def test_words_of_time_that_mean_something_else_are_left_alone(sentence: str) -> None:
    assert values(sentence) == []


def test_without_a_publication_date_relative_times_have_no_value() -> None:
    assert values("وصل أمس", None) == [("أمس", None)]
    assert values("في 3 مايو 2014", None) == [("3 مايو 2014", "2014-05-03")]


def test_the_span_begins_after_clitics() -> None:
    assert values("لمدة شهرين وأربعة أيام")[0] == ("شهرين", "P2M")
    assert values("استعدادا لليوم الثلاثاء") == [("ليوم الثلاثاء", "2016-08-30")]


@given(st.text(alphabet="اليومأمسقبلبعد 0123456789/:.\n،السبتوعشرين«»ًّ", max_size=200), st.dates())
def test_any_text_gives_spans_inside_it(text: str, published: date) -> None:
    for found in Parser(lay_out(text), published).all():
        assert 0 <= found.start < found.end <= len(text)
