"""Arabic script: whatever the text, folding keeps its way back, and words, quotations and sentences lie in it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic import fold, fold_text, lay_out, quotations, stems, without_enclitic

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ًٌَُِّْـ،؛؟.\n«»\"“”'()0123٤٥٦-\u200f\u202b\ufeff\ufefbﷲ")
QUOTED = st.text(alphabet="قالإن .\n«»\"“”„'‘’``،:", max_size=60)
ANYTHING = st.text(max_size=120)
TEXTS = st.one_of(ARABIC, ANYTHING, QUOTED)


@given(TEXTS)
def test_every_folded_character_knows_where_it_stood(text: str) -> None:
    folded = fold(text)
    places = [folded.original(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert places[-1] == len(text)


@given(TEXTS)
def test_folding_folds_each_character_for_itself(text: str) -> None:
    folded = fold(text)
    for i, character in enumerate(folded.text):
        assert character in fold(text[folded.original(i)]).text


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@given(st.text(alphabet=st.characters(whitelist_categories=["Nd", "No"])))
def test_every_folded_digit_is_a_number(text: str) -> None:
    assert all(int(c) < 10 for c in fold_text(text) if c.isdigit())


@given(TEXTS)
def test_a_folded_offset_is_found_again(text: str) -> None:
    folded = fold(text)
    for offset in range(len(text) + 1):
        assert folded.original(folded.folded(offset)) >= offset


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("أكَّد", "اكد"), ("الرَّئيسُ", "الرييس"), ("مـــصـر", "مصر"), ("ﻻجئ", "لاجي"), ("مدرسةٌ", "مدرسه"), ("٢٠١٦", "2016"),
        ("گوگل", "كوكل"), ("إلى", "الي"), ("CNN", "cnn"), ("\u202bنص\u202c", "نص"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_together(printed: str, folded: str) -> None:
    assert fold_text(printed) == folded


@given(TEXTS)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    page = lay_out(text)
    assert len(page.forms) == len(page.starts) == len(page.ends)
    before = 0
    for form, start, end in zip(page.forms, page.starts, page.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert start >= before or text[start : start + 1] == text[before - 1 : before]  # two words of one ligature
        assert form
        before = end


@given(TEXTS)
def test_sentences_lie_in_the_text_apart_and_hold_every_visible_character(text: str) -> None:
    page = lay_out(text)
    before = 0
    for sentence in page.sentences:
        assert before <= sentence.start < sentence.end <= len(text)
        assert not text[before : sentence.start].strip()
        assert sentence.first <= sentence.last <= len(page.forms)
        before = sentence.end
    assert not text[before:].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("عنوان\nقال حداد إن\nالسد الكبير\nاكتمل.\nوأضاف.", 4),  # after إن the clause must follow
        ("عنوان\nقال حداد أمس\n:\n«اكتمل السد».\nوأضاف.", 3),  # a colon opens no line
        ("عنوان\nقال المدير،\nسامر حداد\n، إن السد اكتمل\n.\nوأضاف.", 3),  # a link on a line of its own
        (
            "عنوان\nاكتمل السد الكبير أخيرا بعد أعوام.\nوأكد حداد أمس أن الوزارة\nوالبلدية\nتعملان.",
            3,
        ),  # nor does one in mid-clause
        ("عنوان\nوكان\nسامر حداد\nقد أكد ذلك.\nوأضاف.", 3),  # كان ends nothing
        ("عنوان\nجدة\n" + "كتب حداد أن السد\nاكتمل في الربيع.\n" * 4, 6),  # lines that something wrapped
        ("عنوان\nاكتمل السد الكبير أخيرا بعد أعوام\nاقرأ أيضا\nالسد في صور", 4),  # lines without stops all through
        ("عنوان طويل من كلمات\nفي الربيع اكتمل السد\nوأضاف حداد", 3),  # the headline ends where it ends
    ],
)
def test_a_line_break_within_a_sentence_does_not_end_it(text: str, sentences: int) -> None:
    assert len(lay_out(text).sentences) == sentences


@given(TEXTS)
def test_quotations_nest_and_hold_their_marks(text: str) -> None:
    found = quotations(text)
    for q in found:
        assert 0 <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)
        assert text[q.inner_start : q.inner_end].strip()
        assert "\n" not in text[q.start : q.end]
        if q.closed:
            assert q.inner_end < q.end
    for a, b in pairwise(found):
        assert b.start >= a.end or b.end <= a.end, "quotations cross"


@given(st.text(alphabet="وفسبكلامنتيه", min_size=1, max_size=12))
def test_a_word_without_its_clitics_is_an_end_of_it(form: str) -> None:
    for stem in stems(form):
        assert len(stem.text) >= min(2, len(form))
        rest = form[stem.skip :]
        assert stem.text == rest or (rest.startswith("ل") and stem.text == "ا" + rest)
    for stem_text, pronoun in without_enclitic(form):
        assert form.endswith(pronoun)
        assert stem_text[:-1] == form[: len(stem_text) - 1]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نعم»", ["نعم"]),
        ("قال «إن «المبادرة» تمضي» أمس", ["إن «المبادرة» تمضي", "المبادرة"]),
        ("قال »نعم« ثم", ["نعم"]),
        ('قال "نعم" ثم "لا"', ["نعم", "لا"]),
        ("قال “نعم” ثم", ["نعم"]),
        ("لـ»وحدات البناء» الجديدة", ["وحدات البناء"]),
    ],
)
def test_quotation_marks_as_papers_print_them(text: str, inside: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in quotations(text)] == inside


def test_a_quotation_that_never_closes_ends_with_its_line() -> None:
    (q,) = quotations("قال «نعم ثم ذهب\nوعاد")
    assert not q.closed
    assert q.end == len("قال «نعم ثم ذهب")


def test_quotes_nested_fifty_deep_are_told_apart() -> None:
    found = quotations("قال " + "«ثم " * 50 + "نعم" + "»" * 50)
    assert len(found) == 50
    assert sorted(q.depth for q in found) == list(range(50))


@given(st.text(alphabet="ابلمي \n"))
def test_presentation_forms_fold_as_the_letters_they_are(text: str) -> None:
    shaped = text.replace("لا", "\ufefb").replace("ب", "\ufe91")
    assert fold_text(shaped) == fold_text(text)
