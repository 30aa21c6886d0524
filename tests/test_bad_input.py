"""Input nobody controls, through the whole analysis: a clear error or a correct record, never a crash.

That time stays linear is shown by benchmarks/growth.py, not here: a test that looks at a clock fails on a busy machine.
"""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import musnad
from musnad.errors import EmptyInput, NotArabic
from musnad.record import Record, dumps, from_json

SAID = "وقال الوزير سمير الحلواني في بيان إن «الزيارة ستتم الأسبوع المقبل». "
ARTICLE = (
    "الرباط تستضيف محادثات السلام\n"
    "أعلن وزير الخارجية المغربي أن المحادثات ستبدأ الثلاثاء المقبل في الرباط. ونفى المتحدث باسم الحكومة وقوع هجوم على "
    "الوفد، مضيفاً أن القوات انتشرت أمس.\n"
)


@cache
def validator() -> Draft202012Validator:
    """The schema of records, loaded once."""
    from importlib.resources import files

    return Draft202012Validator(json.loads(files("musnad.record").joinpath("schema.json").read_text(encoding="utf-8")))


def checked(text: str, engine: str = "grammar") -> Record:
    """The record of a text; it must be valid, survive JSON (which checks every span), and refer to nothing unknown."""
    record = musnad.read(text, published="2019-05-07", engine=engine)
    data = json.loads(dumps(record))
    validator().validate(data)
    assert from_json(data) == record
    assert record.document.text == text.replace("\0", "\ufffd")  # which no PostgreSQL keeps
    statements, entities = {s.id for s in record.statements}, set(record.entities)
    assert len(statements) == len(record.statements)
    for s in record.statements:
        assert s.within is None or s.within in statements - {s.id}
        assert {x for link in s.chain for x in (link.entity, link.for_) if x} <= entities
        assert s.target is None or s.target in entities
    for e in record.events:
        assert {r.statement for r in e.reports if r.statement} <= statements
        assert {p.entity for p in (*e.actors, *e.recipients) if p.entity} <= entities
        assert e.place is None or e.place in entities
        assert e.time is None or 0 <= e.time < len(record.times)
    return record


def test_the_plain_article_is_read() -> None:
    record = checked(ARTICLE)
    assert len(record.statements) >= 2
    assert record.events


@settings(max_examples=60)
@given(st.text(max_size=150))
def test_any_unicode_after_an_article(junk: str) -> None:
    text = (ARTICLE + junk).encode("utf-8", "replace").decode()
    checked(text)


PIECES = st.sampled_from([
    "قال", "الوزير", "سمير الحلواني", "إن", "«", "»", '"', "“", "”", "لـ»", "'", ".", "،", ":", "\n", "أمس", "مضيفاً",
    "نقلت", "عن", "وكالة", "رويترز", "هجوم", "على", "لم", "سوف", "زيارة", "دمشق", "بحسب", "ـ", "\u202b", "\u200f", "ﻻ",
    "٢٠١٩", "…", "\ufffd", "مُحَمَّدٌ",
])  # fmt: skip


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=60), st.sampled_from([" ", ""]))
def test_any_heap_of_cues_names_and_broken_quotation_marks(pieces: list[str], between: str) -> None:
    checked("خبر عن الوزير " + between.join(pieces))


@settings(max_examples=25)
@given(st.lists(PIECES, max_size=60), st.sampled_from([" ", ""]), st.text(max_size=30))
def test_any_heap_under_the_learned_tagger(pieces: list[str], between: str, junk: str) -> None:
    text = "خبر عن الوزير " + between.join(pieces) + junk.encode("utf-8", "replace").decode()
    checked(text, "model")


def test_quotes_nested_fifty_deep() -> None:
    record = checked(ARTICLE + "".join("قال الوزير إن «" for _ in range(50)) + "الهجوم وقع" + "»" * 50)
    assert record.statements


def test_a_thousand_quotes() -> None:
    record = checked(ARTICLE + SAID * 1000)
    assert len(record.statements) > 1000


def test_one_sentence_of_a_hundred_kilobytes() -> None:
    checked("قال الوزير إن " + "القوات انتشرت في دمشق ثم انسحبت منها " * 2700)


@pytest.mark.parametrize("mark", ["«", "»", '"', "“", "(", "'", ".", "،", "\n", "ـ", "\u202e", "ّ"])
def test_a_long_run_of_one_mark(mark: str) -> None:
    checked(ARTICLE + mark * 5000)


def test_every_spelling_of_the_same_article_gives_the_same_reading() -> None:
    plain = checked(ARTICLE)
    spelt = {
        "presentation forms": ARTICLE.replace("لا", "\ufefb").replace("ب", "\ufe90"),
        "tatweel": ARTICLE.replace("حك", "حـك").replace("هج", "هــج"),
        "vowel signs": ARTICLE.replace("أعلن", "أَعْلَنَ").replace("نفى", "نَفَى"),
        "bidi controls": ARTICLE.replace("أعلن", "\u202bأعلن\u202c"),
        "Persian letters": ARTICLE.replace("ي", "ی").replace("ك", "ک"),
    }
    for name, text in spelt.items():
        record = checked(text)
        assert [s.act for s in record.statements] == [s.act for s in plain.statements], name
        assert len(record.entities) == len(plain.entities), name


def test_hostile_markup_is_text() -> None:
    text = ARTICLE + "وقال «<script>alert('لا')</script>» ثم =HYPERLINK(\"x\")\n"
    checked(text)


@pytest.mark.parametrize(("text", "error"), [("", EmptyInput), (" \n ", EmptyInput), ("No Arabic here", NotArabic)])
def test_nothing_to_read_is_an_error(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        musnad.read(text)


@pytest.mark.parametrize("text", ["ا", "قال", "قال إن", "قال:", "نقلت وكالة عن", "أمس", "و", "إن قال قال إن", "؟ا"])
def test_texts_of_a_word_or_two(text: str) -> None:
    checked(text)


@pytest.mark.parametrize("published", [None, "1800-01-01", "2200-12-31"])
def test_publication_dates_at_the_edges(published: str | None) -> None:
    text = ARTICLE + "قبل عشرة آلاف سنة وبعد 300 يوم ومنذ 99999999 عاماً والأسبوع المقبل والعام الماضي وأمس وغداً"
    assert musnad.read(text, published=published).times
