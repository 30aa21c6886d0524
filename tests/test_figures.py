"""Tolls: what is counted, how many, on which characters."""

import math

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


@pytest.mark.parametrize(
    "sentence",
    [
        "مقتل 30 شخصا بينهم 16 طفلا",
        "مقتل 30 شخصا وقالت الشرطة إن ستة من القتلى احترق منزلهم",
        "مقتل 30 شخصا، ومن بين القتلى 18 عنصرا",
        "مقتل 30 شخصا، وبين قتلى الجمعة 16 مدنيا",
        "قتل 30 شخصا، عشرون منهم في المستشفى",
    ],
)
def test_a_part_of_a_toll_is_no_toll(sentence: str) -> None:
    assert [f.value for f in figures(lay_out(sentence))] == [30]


@pytest.mark.parametrize(
    ("sentence", "value", "bounds", "of"),
    [
        ("مقتل أكثر من 40 شخصا", 40, (40, math.inf), set()),
        ("قتل 52 شخصا على الأقل", 52, (52, math.inf), set()),
        ("إصابة نحو 100 شخص", 100, (80, 120), set()),
        ("مقتل سبعة جنود في كمين", 7, (7, 7), {"جنود"}),
    ],
)
def test_a_toll_says_how_exact_it_is_and_whom_it_counts(
    sentence: str, value: int, bounds: tuple[float, float], of: set[str]
) -> None:
    (found,) = figures(lay_out(sentence))
    assert (found.value, (found.low, found.high), found.of) == (value, bounds, of)
