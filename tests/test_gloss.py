"""Glosses: a statement or event in one plain line, built from the structure alone."""

import pytest

from musnad.analysis import gloss
from musnad.record import Record


def test_statements_in_english(small_record: Record) -> None:
    lines = [s.english for s in gloss.glossed(small_record).statements]
    assert lines == [
        "Al-Waha reported (partly quoted)",
        "An informed source affirmed, via Al-Waha (quoted): visit by Samir al-Halwani in Rabat, 2019-W20 (planned)",
        "Samir al-Halwani denied: attack in Oujda (denied)",
        "Samir al-Halwani accused Palm Party (quoted)",
        "Samir al-Halwani said (quoted): visit by Samir al-Halwani in Rabat, 2019-W20 (planned)",
    ]


def test_statements_in_arabic(small_record: Record) -> None:
    first, second, *_ = (gloss.statement(small_record, s, "ar") for s in small_record.statements)
    assert first == "إفادة من وكالة الواحة"
    expected = "تأكيد من مصدراً مطلعاً، عبر وكالة الواحة: زيارة سمير الحلواني في الرباط، الأسبوع المقبل (مرتقب)"
    assert second == expected


def test_events(small_record: Record) -> None:
    visit, attack = small_record.events
    assert gloss.event(small_record, visit) == "visit by Samir al-Halwani in Rabat, 2019-W20 (planned)"
    assert gloss.event(small_record, attack, "ar") == "هجوم في وجدة (منفي)"


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("مصدر أمني", "a security source"),
        ("مصدرٌ أمنيٌّ رفيع", "“مصدرٌ أمنيٌّ رفيع”"),
        ("المسؤول الأميركي", "the American official"),
        ("تقارير صحفية", "press reports"),
        ("مسؤول إسرائيلي سابق", "a former Israeli official"),
        ("الخبراء", "the experts"),
        ("سكان", "residents"),
    ],
)
def test_unnamed_sources_word_by_word_or_not_at_all(words: str, english: str) -> None:
    assert gloss.source_words(words) == english
