"""Where a content begins and ends, where a tagger differs from the grammar."""

import pytest
from tests.test_attribution import read, spot, told

from musnad.analysis.proposals import LinkProposal, Proposal


def contents(text: str, verb: str, said: str, score: float) -> list[str]:
    """The content of the one statement at `verb` where a tagger takes `said` for it."""
    cue = spot(text, verb)
    links = [LinkProposal(cue, spot(text, said), "content", score, "tagger")]
    statements = read(text, extra=[Proposal(*cue, "say", 0.95, "tagger")], links=links)
    return told(next(s for s in statements if s.cue and s.cue.text == verb))


@pytest.mark.parametrize(
    ("text", "verb", "grammar", "tagger"),
    [
        # a verbal noun and who is to do it were taken for the subject
        (
            "عنوان\nأكد وقوف المجلس البلدي خلف سكان الحي القديم.",
            "أكد",
            "خلف سكان الحي القديم",
            "وقوف المجلس البلدي خلف سكان الحي القديم",
        ),
        # after the comma the article goes on by itself
        (
            "عنوان\nقالت ليلى نصار إن الطريق آمن، وسار عليه أمس مئات الناس.",
            "قالت",
            "الطريق آمن، وسار عليه أمس مئات الناس",
            "الطريق آمن",
        ),
        # surely even without a comma
        (
            "عنوان\nقررت ليلى نصار إغلاق الجسر احتجاجا على الضوضاء.",
            "قررت",
            "إغلاق الجسر احتجاجا على الضوضاء",
            "إغلاق الجسر",
        ),
    ],
)
def test_a_sure_tagger_moves_a_bound_an_unsure_one_does_not(text: str, verb: str, grammar: str, tagger: str) -> None:
    assert contents(text, verb, tagger, 0.5) == [grammar]
    assert contents(text, verb, tagger, 0.95) == [tagger]


@pytest.mark.parametrize(
    ("text", "verb", "grammar", "tagger"),
    [
        # what she says goes on with «and that», or is all in quotation marks
        ("عنوان\nقالت ليلى نصار إن الطريق آمن، وإن الجسر قديم.", "قالت", "الطريق آمن، وإن الجسر قديم", "الطريق آمن"),
        ("عنوان\nقالت ليلى نصار: «الطريق آمن، وسار عليه الناس».", "قالت", "الطريق آمن، وسار عليه الناس", "الطريق آمن"),
        # a relative clause belongs to its noun, what else was done to nothing that was said
        ("عنوان\nانتقدت ليلى نصار الطريق الذي شقه الحزب.", "انتقدت", "الطريق الذي شقه الحزب", "الطريق"),
        ("عنوان\nرفضت ليلى نصار إغلاق الجسر.\nوفتحت الطريق.", "رفضت", "إغلاق الجسر", "إغلاق الجسر.\nوفتحت الطريق"),
        # a noun of attitude belongs to the cue
        ("عنوان\nأعرب سامر حداد عن أمله في فتح الجسر.", "أعرب", "فتح الجسر", "أمله في فتح الجسر"),
    ],
)
def test_what_belongs_together_is_not_cut(text: str, verb: str, grammar: str, tagger: str) -> None:
    assert contents(text, verb, tagger, 0.99) == [grammar]


def test_those_who_were_named_behind_a_singular_verb_go_on_in_the_plural() -> None:
    first, second = read("عنوان\nقال الناشطون إن السد اكتمل، كما أعلنوا أن المال متوفر.")
    assert (told(first), told(second)) == (["السد اكتمل"], ["المال متوفر"])


def test_a_verb_of_asking_goes_on_with_who_is_told_of() -> None:
    outer, *_ = read("عنوان\nوأضاف سامر حداد أن لندن حذرت من سقوط الجسر، وطالبت الهيئة بإغلاق الطريق.")
    assert told(outer) == ["لندن حذرت من سقوط الجسر، وطالبت الهيئة بإغلاق الطريق"]
