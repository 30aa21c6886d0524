"""Finding known names in running text: clitics, longest names, title words, doubtful names, a user's own table."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import lines_run

from musnad.arabic import fold
from musnad.errors import KnowledgeError
from musnad.knowledge import Knowledge, knowledge
from musnad.knowledge.scan import Reader, Scanner, without_clitics


@pytest.fixture(scope="module")
def base() -> Knowledge:
    return knowledge()


def found(base: Knowledge, text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    return [
        (text[folded.original(m.start) : folded.original(m.end)], m.candidates[0].key) for m in base.scan(folded.text)
    ]


@pytest.mark.parametrize(
    ("text", "mention", "key"),
    [
        ("وصل الوفد إلى دمشق", "دمشق", "gn.170654"),
        ("غادر بدمشق", "دمشق", "gn.170654"),
        ("وبدمشق التقى", "دمشق", "gn.170654"),
        ("السفر للاذقية", "لاذقية", "gn.173576"),
        ("توجه للقاهرة", "لقاهرة", "gn.360630"),
        ("دعم للولايات المتحدة", "لولايات المتحدة", "usa"),
        ("في الغوطة الشرقية", "الغوطة الشرقية", "gpe.eastern-ghouta"),
        ("وعين العرب", "عين العرب", "gn.172256"),
        ("كوباني", "كوباني", "gn.172256"),
        ("قال بشّار الأسد", "بشّار الأسد", "bashar-al-assad"),
        ("رئيس مصر عبدالفتاح السيسي", "عبدالفتاح السيسي", "abdel-fattah-el-sisi"),
        ("الولايات المتحدة الأميركية", "الولايات المتحدة الأميركية", "usa"),
        ("ذكرت بي.بي.سي", "بي.بي.سي", "bbc"),
    ],
)
def test_a_name_starts_after_its_clitics(base: Knowledge, text: str, mention: str, key: str) -> None:
    assert (mention, key) in found(base, text)


def test_the_longest_name_wins(base: Knowledge) -> None:
    assert found(base, "المرصد السوري لحقوق الإنسان") == [("المرصد السوري لحقوق الإنسان", "sohr")]
    assert found(base, "مجلس الأمن الدولي")[0][0] == "مجلس الأمن الدولي"


def test_a_word_that_says_what_a_place_is_stands_outside_but_counts(base: Knowledge) -> None:
    assert found(base, "في محافظة درعا") == [("درعا", "adm1.sy-dr")]
    assert found(base, "في درعا")[0] == ("درعا", "gn.170905")
    assert found(base, "ريف دمشق") == [("ريف دمشق", "adm1.sy-rd")]
    assert found(base, "شمال سوريا") == [("سوريا", "syr")]


def test_a_common_word_is_a_place_only_after_a_word_that_says_so(base: Knowledge) -> None:
    assert found(base, "فتح الباب أمام الحوار") == []
    assert found(base, "دخلوا مدينة الباب") == [("الباب", "gn.174018")]
    assert found(base, "مسقط رأسه قرية صغيرة") == []
    assert found(base, "كيف حدث ذلك") == []


def test_names_inside_other_words_are_none(base: Knowledge) -> None:
    assert found(base, "المصريون") != [("مصر", "egy")]
    assert found(base, "استقطر الماء") == []
    assert found(base, "جاءت فاطمة") == []


def test_no_name_runs_over_a_line_end(base: Knowledge) -> None:
    assert found(base, "دير\nالزور") == []


def test_doubtful_names_count_once_the_full_name_is_there(base: Knowledge) -> None:
    folded = fold("قال تنظيم القاعدة في اليمن إن القاعدة ستنتقم").text
    named = [entry for match in base.scan(folded) for entry in match.candidates]
    again = {(m.start, m.candidates[0].country) for m in base.scan_known(folded, named)}
    assert all(folded[start:].startswith("القاعده") for start, _ in again)


def test_a_users_table_wins(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "key,type,arabic,english,country,sector\nours,ORG,داعش|جمعية النور الأهلية,Ours,LBN,SOC\n", encoding="utf-8"
    )
    base = Knowledge(dict(_payload()), mine)
    assert found(base, "هاجم داعش القرية") == [("داعش", "ours")]
    assert found(base, "زار جمعية النور الأهلية") == [("جمعية النور الأهلية", "ours")]
    assert base.entry("ours") is not None


def _payload() -> dict[str, object]:
    from musnad.knowledge import artefact

    return artefact.read()[1]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("key,type,arabic\nx,THING,س\n", "type"),
        ("key,type,arabic\n,ORG,س\n", "no key"),
        ("key,type,arabic,sector\nx,ORG,س,XYZ\n", "sector"),
        ("key,type,arabic\nx,ORG\n", "values"),
    ],
)
def test_a_broken_users_table_is_refused_with_the_reason(tmp_path: Path, table: str, reason: str) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(table, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=reason):
        Knowledge(dict(_payload()), mine)


def test_a_users_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        Knowledge(dict(_payload()), tmp_path / "none.csv")


@given(st.text(alphabet="ولبفكالمصرسوي دمشق.-\n«»", max_size=80))
def test_matches_are_ordered_word_aligned_and_apart(text: str) -> None:
    matches = knowledge().scan(fold(text).text)
    assert all(one.end <= other.start for one, other in pairwise(matches))
    folded = fold(text).text
    for match in matches:
        assert match.candidates
        assert folded[match.end : match.end + 1] in ("", " ", ".", "-", "\n", "«", "»")


@given(st.text(alphabet="ولبفكاسم", min_size=1, max_size=9))
def test_what_clitics_leave_is_the_end_of_the_word(word: str) -> None:
    for skip, rest in without_clitics(word):
        assert rest.endswith(word[skip:][1:])


def test_scanning_takes_work_in_proportion_to_the_text() -> None:
    scanner = Scanner({" ".join(["حزب"] * 30): 1, "حزب": 1}, Reader({}))

    def work(length: int) -> int:
        return lines_run(lambda: list(scanner.find("حزب " * length)))

    assert 0 < work(4_000) < 2.2 * work(2_000)
