"""Nouns of the speaker's own act that open what he announces."""

import pytest
from tests.test_attribution import chain, read, told

from musnad.datafiles import read_table
from musnad.record import ACTS


@pytest.mark.parametrize(
    ("sentence", "act", "content"),
    [
        ("أعلن حزب النهر رفضه قرار البرلمان بوقف السد.", "reject", "قرار البرلمان بوقف السد"),
        ("وأكد سامر حداد رفضه لأي تدخل في السد.", "reject", "أي تدخل في السد"),
        ("وأعلن سامر حداد عن نيته بناء السد.", "intend", "بناء السد"),
        ("وأكدت لندن التزامها بدعم المزارعين.", "promise", "دعم المزارعين"),
        ("وأكدت ليلى نصار رغبتها في شراء الحقل.", "intend", "شراء الحقل"),
    ],
)
def test_a_noun_of_his_own_act_is_a_statement_within(sentence: str, act: str, content: str) -> None:
    outer, inner = read("عنوان\n" + sentence)
    assert (inner.act, told(inner), inner.within, chain(inner)) == (act, [content], outer.id, chain(outer))


@pytest.mark.parametrize(
    "sentence",
    [
        "وأعلن سامر حداد استعداده لبناء السد.",
        "وأعلن سامر حداد أن رفضه لا يعني شيئا.",
        "وأعلن سامر حداد رفضه وغادر القاعة.",
    ],
)
def test_other_nouns_make_none(sentence: str) -> None:
    assert len(read("عنوان\n" + sentence)) == 1


def test_attitudes_name_known_acts() -> None:
    assert {row["act"] for row in read_table("analysis/data/attitudes.tsv")} <= set(ACTS)
