"""Copies are found whatever an editor did to them; articles that only tell one story are none."""

import random

import pytest

from musnad.corroboration.copies import families, pairs
from musnad.corroboration.passages import passages

WORDS = (
    "الحكومة الميناء الصيادون البحر السفينة العاصمة الاتفاق الوزير المدينة الطريق القرية الجسر المطر الحقول المدرسة"
    " الطلاب السوق التجار الأسعار القمح الخبز المطحنة النهر السد الكهرباء المحطة العمال النقابة الإضراب الرواتب"
).split()


def article(seed: int, length: int = 160) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(length))


def replaced(text: str, share: float) -> str:
    chance = random.Random(5)
    return " ".join(chance.choice(WORDS) if chance.random() < share else word for word in text.split())


EDITS = {
    "another headline": lambda t: "عنوان آخر للخبر نفسه\n" + t,
    "three words in a hundred": lambda t: replaced(t, 0.03),
    "ten words in a hundred": lambda t: replaced(t, 0.10),
    "a paragraph added": lambda t: t + "\n" + article(99, 60),
    "half cut": lambda t: t[: len(t) // 2],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_article_is_a_copy(edit: str) -> None:
    original = article(1)
    found = pairs([(1, "أ", original), (2, "ب", EDITS[edit](original)), (3, "ج", article(2))])
    assert [(p.first, p.second) for p in found] == [(1, 2)]


def test_a_formula_of_the_outlet_makes_no_copies() -> None:
    formula = article(7, 80)
    texts = [(n, "أ", article(100 + n) + "\n" + formula) for n in range(8)]
    assert pairs(texts) == []


def test_a_family_bears_the_least_number() -> None:
    original = article(1)
    found = pairs([(9, "أ", original), (4, "ب", replaced(original, 0.05)), (6, "ج", original[: len(original) // 2])])
    assert families(found) == {4: 4, 6: 4, 9: 4}


def test_nothing_in_nothing_out() -> None:
    assert pairs([]) == []
    assert pairs([(1, None, "خبر قصير")]) == []


def test_a_lifted_paragraph_is_found_with_both_its_places() -> None:
    paragraph, start = article(3, 40), article(4, 90) + "\n"
    first, later = start + paragraph + "\n" + article(5, 90), article(6, 90) + "\n" + replaced(paragraph, 0.05)
    assert pairs([(1, "أ", first), (2, "ب", later)]) == [], "as wholes they are no copies"
    (found,) = passages([(1, "أ", first), (2, "ب", later)])
    assert (found.article, later[found.start : found.end]) == (2, later.split("\n")[1])
    assert (found.source, first[found.source_start : found.source_end]) == (1, paragraph)


@pytest.mark.parametrize("outlet", ["أ", "ب"], ids=["one outlet", "a family"])
def test_what_an_outlet_repeats_and_what_copies_share_is_not_lifted(outlet: str) -> None:
    paragraph = article(3, 40)
    texts = [(1, "أ", paragraph), (2, outlet, paragraph)]
    assert passages(texts, {1: 1, 2: 1} if outlet == "ب" else None) == []
