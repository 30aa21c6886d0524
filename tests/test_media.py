"""Through whom something was said, and who is cited behind what he vouches for."""

import pytest
from tests.test_attribution import chain, read, told


def test_who_is_cited_behind_a_sentence_passes_on_what_it_tells() -> None:
    announced, cited, later = read("عنوان\nأعلن سامر حداد اكتمال السد، بحسب وكالة الشرق. وأضاف حداد أن المال متوفر.")
    assert told(cited) == ["أعلن سامر حداد اكتمال السد"]
    assert announced.within == cited.id
    assert chain(announced) == ["agency", "minister"]
    assert chain(later) == ["agency", "minister"]  # he goes on through the medium


def test_who_is_cited_for_what_another_says_is_no_medium_of_what_that_one_says_later() -> None:
    announced, _, later = read(
        "عنوان\nقرر حزب النهر تأجيل المؤتمر، بحسب ما أفاد سامر حداد. وأعلن حزب النهر موعدا جديدا."
    )
    assert chain(announced) == ["minister", "party"]
    assert chain(later) == ["party"]


def test_the_verb_of_a_prepositional_cue_is_no_cue_of_its_own() -> None:
    (said,) = read("عنوان\nاكتمل السد الكبير أمس، حسبما أفادت وكالة الشرق في خبر قصير.")
    assert said.cue is not None
    assert said.cue.text == "حسبما أفادت"


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        # who broadcasts a speech passes nothing on; who publishes what was said does
        ("وقال سامر حداد في كلمة أمام المجلس بثها التلفزيون إن السد اكتمل.", ["minister"]),
        ("وقال سامر حداد في تصريحات بثتها وكالة الشرق إن السد اكتمل.", ["agency", "minister"]),
    ],
)
def test_the_medium_of_a_setting(sentence: str, links: list[str]) -> None:
    (said,) = read(f"عنوان\n{sentence}")
    assert chain(said) == links
