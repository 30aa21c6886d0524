"""Tolls: what is counted, how many, on which characters."""

import pytest

from musnad.arabic import lay_out
from musnad.corroboration.figures import figures


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("قتل 48 شخصا على الأقل في الغارة", "killed", 48),
        ("أسفر الهجوم عن مقتل خمسة جنود", "killed", 5),
        ("وإصابة 1,200 مدني بجروح", "wounded", 1200),
        ("سقط ثلاثة قتلى في التفجير", "killed", 3),
        ("اعتقال ٣٥ متظاهرا في العاصمة", "detained", 35),
        ("نزوح 20 ألف شخص من المدينة", "displaced", 20000),
        ("مقتل جنديين في كمين", "killed", 2),
    ],
)
def test_a_toll_is_read(sentence: str, kind: str, value: int) -> None:
    assert (kind, value) in [(f.kind, f.value) for f in figures(lay_out(sentence))]


@pytest.mark.parametrize(
    "sentence", ["قتل في عام 2013", "بينهم 16 طفلا قتلوا", "وصل 20 شخصا إلى المطار", "الدورة الثالثة من المؤتمر"]
)
def test_other_numbers_are_no_tolls(sentence: str) -> None:
    assert list(figures(lay_out(sentence))) == []


def test_a_part_of_a_toll_is_no_toll() -> None:
    assert [f.value for f in figures(lay_out("مقتل 30 شخصا بينهم 16 طفلا"))] == [30]
