"""Glosses: a statement or event in one plain line, built from the structure alone."""

import pytest

from musnad.analysis import gloss, gloss_arabic
from musnad.record import Document, Entity, Event, Participant, Record, Span, Time


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
    expected = "تأكيد من مصدر مطلع، عبر وكالة الواحة: زيارة سمير الحلواني في الرباط، الأسبوع المقبل (مرتقب)"
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


def test_what_is_of_several_words_takes_who_does_it_with_a_preposition_in_arabic() -> None:
    army, foes = Participant(entity="army"), Participant(entity="foes")
    assert told("ASSAULT", "aerial", [army], [foes]) == (
        "air strike by the Army on the Rebels",
        "غارة جوية من جانب الجيش على المقاتلين",
    )
    assert told("ASSAULT", None, [army], [foes])[1] == "هجوم الجيش على المقاتلين"


def test_what_several_do_with_one_another_is_between_them() -> None:
    both = [Participant(entity="army"), Participant(entity="foes")]
    assert told("CONSULT", None, both, []) == ("talks between the Army and the Rebels", "محادثات بين الجيش والمقاتلين")
    assert told("CONSULT", "visit", both, [])[0] == "visit by the Army and the Rebels"


def test_a_preposition_of_the_article_is_not_doubled() -> None:
    words = Participant(span=Span(0, 7, "للمنطقة"))
    assert told("AID", None, [], [words]) == ("aid to “المنطقة”", "مساعدة إلى المنطقة")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("P3Y", "for 3 years"),
        ("PXM", "for months"),
        ("PT1H", "for 1 hour"),
        ("PXCE", "for centuries"),
        ("2031", "2031"),
    ],
)
def test_lengths_are_told_in_words(value: str, words: str) -> None:
    time = Time(Span(0, 3, "مدة"), "DURATION" if value[0] == "P" else "DATE", value)
    one = Event("e1", "PROTEST", (), time=0)
    assert gloss.event(Record(Document("خبر"), {}, times=(time,), events=(one,)), one) == f"protest, {words}"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("الاتحاد الأوروبي", "للاتحاد الأوروبي"),
        ("اللجنة", "للجنة"),
        ("السفارة", "للسفارة"),
        ("ألمانيا", "لألمانيا"),
        ("18 شخصا", "لـ18 شخصا"),
    ],
)
def test_what_is_written_together_in_arabic(words: str, written: str) -> None:
    assert gloss_arabic.with_preposition("لـ", words) == written


@pytest.mark.parametrize(
    ("name", "behind"),
    [("الحوثيون", "الحوثيين"), ("الإخوان المسلمون", "الإخوان المسلمين"), ("التلفزيون السوري", "التلفزيون السوري")],
)
def test_names_of_many_stand_in_the_genitive(name: str, behind: str) -> None:
    assert gloss_arabic.genitive(name) == behind


def test_the_article_behind_its_preposition_is_given_back() -> None:
    assert [gloss_arabic.without_to(w) for w in ("للمنطقة", "للاجئين", "للاتحاد", "لبنان")] == [
        "المنطقة",
        "اللاجئين",
        "الاتحاد",
        "لبنان",
    ]


def told(type_: str, mode: str | None, actors: list[Participant], recipients: list[Participant]) -> tuple[str, str]:
    one = Event("e1", type_, (), mode, actors=tuple(actors), recipients=tuple(recipients))  # type: ignore[arg-type]
    known = {
        "army": Entity("army", "ORG", "الجيش", "the Army", ()),
        "foes": Entity("foes", "NORP", "المقاتلون", "the Rebels", ()),
    }
    record = Record(Document("خبر"), entities=known, events=(one,))
    return gloss.event(record, one), gloss.event(record, one, "ar")
