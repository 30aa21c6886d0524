"""Arabic names in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.knowledge import romanise
from musnad.knowledge.romanise import by_rule


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد بن سلمان", "Mohammed bin Salman"),
        ("جون كيري", "John Kerry"),
        ("بشار الأسد", "Bashar al-Assad"),
        ("عبد الله العتيبي", "Abdullah al-Otaibi"),
        ("جون توماس", "John Thomas"),
        ("عمر السهلي", "Omar al-Sehly"),  # whose press spelling has the article already
        ("حلب", "Aleppo"),
        ("هيئة تحرير الشام", "Hay'at Tahrir al-Sham"),
    ],
)
def test_known_names_are_spelt_as_the_press_does(arabic: str, latin: str) -> None:
    assert romanise(arabic) == latin


def test_a_surname_alone_is_not_given_a_first_name() -> None:
    assert romanise("شمخاني") == "Shamkhani"


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("شهبندر", "shahabanadar"),
        ("مقداد", "maqdad"),
        ("وليد", "walid"),
        ("أوباما", "ubama"),
        ("كُرْد", "kurd"),
        ("يوسف", "yusaf"),
    ],
)
def test_unknown_words_go_letter_by_letter(word: str, latin: str) -> None:
    assert by_rule(word) == latin


def test_other_scripts_stay() -> None:
    assert romanise("BBC") == "BBC"
    assert romanise("") == ""


@given(st.text(alphabet="ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ", max_size=40))
def test_arabic_comes_back_in_latin_letters(name: str) -> None:
    latin = romanise(name)
    assert not any("\u0600" <= letter <= "\u06ff" for letter in latin)
