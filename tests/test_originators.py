"""Whose word it is: subjects, sources that speak as one, offices and pronouns, of sentences written for the purpose."""

import re

import pytest
from tests.test_attribution import CAST, chain, read, told

import musnad
from musnad.analysis import attribution
from musnad.analysis.article import Article
from musnad.analysis.attribution.originators import weights
from musnad.analysis.named import Names
from musnad.analysis.proposals import LinkProposal, Proposal, Proposals
from musnad.knowledge import Knowledge
from musnad.record import Document, Entity, Span


def who(text: str) -> list[str]:
    """The last link of each statement of a text below a headline."""
    return [chain(s)[-1] for s in read("عنوان\n" + text) if s.chain]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("تخشى لندن وحلفاؤها من أن يسقط الجسر.", ["london", "~حلفاؤها"]),
        ("أعلنت كل من لندن وباريس عن فتح الجسر.", ["london", "paris"]),
        ("أكد حزب النهر والهيئة المحلية للمياه تضامنهم مع السكان.", ["party", "~الهيئة المحلية للمياه"]),
        ("نددت لندن ودول الخليج بإغلاق الجسر.", ["london", "~دول الخليج"]),
        # one crowd, one body with two concerns, one man with two offices
        ("قالت صحف ومواقع محلية إن الجسر مغلق.", ["~صحف ومواقع محلية"]),
        ("قالت وزارة الزراعة والري إن الجسر مفتوح.", ["~وزارة الزراعة والري"]),
        ("قال وزير النقل ورئيس الحزب سامر حداد إن الجسر مفتوح.", ["minister"]),
    ],
)
def test_sources_that_speak_as_one_make_a_statement_each(sentence: str, speakers: list[str]) -> None:
    assert who(sentence) == speakers


def test_what_stands_between_a_verb_and_its_object_is_not_told() -> None:
    (said,) = read("عنوان\nوتضيف غير أن الجسر القديم سيبقى مفتوحا.")
    assert said.source is None
    (said,) = read("عنوان\nقال سامر حداد في مداخلة هاتفية لبرنامج «هنا المدينة»، إن الجسر مفتوح.")
    assert told(said) == ["الجسر مفتوح"]


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("وقال سامر حداد لوكالة النور إن الجسر مفتوح.", ["~وكالة النور", "minister"]),
        ("قالت صحيفة الصباح إن الجسر مغلق. وقال سامر حداد للصحيفة إنه مفتوح.", ["paper", "minister"]),
        ("وانتقد سامر حداد ـ في تصريح خاص لوكالة الشرق - الموقف من الجسر.", ["agency", "minister"]),
        ("ذكرت وكالة الشرق أن الجسر مغلق. وقالت نقلا عن مصادر خاصة إن الطريق آمن.", ["agency", "~مصادر خاصة"]),
        ("ونقلت صحيفة الصباح قول سامر حداد: «الجسر مفتوح أمام الناس».", ["paper", "minister"]),
        ("ونقلت وكالة الشرق تصريحات لسامر حداد قال فيها: «الجسر مفتوح».", ["agency", "minister"]),
        ("كما نقلت وكالة الشرق عن مصدر أمني إفادته بأن الجسر مفتوح.", ["agency", "~مصدر أمني"]),
        ("وقال سامر حداد لإذاعة محلية إن الجسر مفتوح.", ["~إذاعة محلية", "minister"]),
    ],
)
def test_a_medium_spoken_to_or_that_passes_words_on_leads_the_chain(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == links


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("جاء ذلك بعد تصريحات لسامر حداد أكد فيها أن الجسر مفتوح.", "minister"),
        ("وجاء الرد على بيان أصدرته لندن واتهمت فيه باريس بإغلاق الجسر.", "london"),
        ("وكان ذلك بعد ساعات من رسالة كتبتها ليلى نصار ووصفت فيها الجسر بأنه قديم.", "woman"),
        ("أصدر حزب النهر توضيحا قال فيه إن الجسر مفتوح.", "party"),
        ("قال معالي وزير النقل سامر حداد إن الجسر مفتوح. وأشار معاليه إلى أن الطريق طويل.", "minister"),
        ("وأكد ذلك سامر حداد في حديث صحفي.", "minister"),
    ],
)
def test_a_paper_speaks_for_its_author_and_an_honour_for_its_bearer(sentence: str, speaker: str) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == [speaker]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("وجه سامر حداد تحذيرا شديد اللهجة إلى باريس من إغلاق الجسر.", "إغلاق الجسر"),
        ("ووجه سامر حداد الشكر لباريس على دورها في فتح الجسر.", "دورها في فتح الجسر"),
        ("وجهت لندن أصابع الاتهام إلى باريس بإغلاق الجسر.", "إغلاق الجسر"),
        ("وأكد ذلك سامر حداد في حديث صحفي.", "ذلك"),
    ],
)
def test_whom_a_warning_is_aimed_at_is_not_what_it_says(sentence: str, content: str) -> None:
    assert told(read("عنوان\n" + sentence)[-1]) == [content]


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("وقال سامر حداد في حواره أمس مع وكالة الشرق: الجسر مفتوح أمام الناس.", ["agency", "minister"]),
        ("وأضاف سامر حداد في نبأ أوردته وكالة الشرق أن الجسر مفتوح.", ["agency", "minister"]),
        ("أكد سامر حداد، كما ذكرت وكالة الشرق، أن الجسر مفتوح. وأضاف حداد أن الطريق آمن.", ["agency", "minister"]),
        # of whom she speaks for, and he who speaks for an office
        ("وقالت المتحدثة باسم وزيرة النقل ليلى نصار إن الجسر مفتوح.", ["~المتحدثة باسم وزيرة النقل ليلى نصار"]),
        ("وقال المتحدث باسم الوزارة سامر حداد إن الجسر مفتوح.", ["minister"]),
        # a place is no author
        ("وقال بيان للجالية المحلية في لندن إن الجسر مفتوح.", ["~بيان للجالية المحلية في لندن"]),
    ],
)
def test_who_is_meant_where_several_are_named(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == links


def test_an_office_without_a_country_is_not_the_foreign_one() -> None:
    text = (
        "عنوان\nالتقى وزير النقل سامر حداد أمس وزير النقل الألماني كارل براندت.\n"
        "وقال وزير النقل إن الجسر مفتوح. وقال وزير النقل الألماني إن الجسر جميل."
    )
    cast = {**CAST, "guest": ("PER", "GOV", ["كارل براندت"])}
    assert [chain(s) for s in read(text, cast)] == [["minister"], ["guest"]]


def originators(text: str, verb: str, named: str, score: float = 0.95) -> list[str]:
    """The chain of the last statement where a tagger thinks that `named` speaks at `verb`."""
    cue = (text.rindex(verb), text.rindex(verb) + len(verb))
    links = [LinkProposal(cue, (text.index(named), text.index(named) + len(named)), "originator", score, "tagger")]
    return chain(read(text, extra=[Proposal(*cue, "say", 0.95, "tagger")], links=links)[-1])


def test_who_spoke_in_the_sentence_goes_on_whatever_a_tagger_thinks() -> None:
    here = "عنوان\nوصلت ليلى نصار.\nوقال سامر حداد إن الجسر مفتوح، وأكد أن الطريق آمن."
    assert originators(here, "أكد", "ليلى نصار") == ["minister"]
    apart = "عنوان\nوصل سامر حداد. وقالت لندن إن الجسر مفتوح.\nوأكد أن الطريق آمن."
    assert originators(apart, "أكد", "سامر حداد") == ["minister"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("مصدر مقرب من سامر حداد", "~مصدر مقرب من سامر حداد"),
        ("مساعد لسامر حداد", "~مساعد لسامر حداد"),
        ("والد الفتاة", "~والد الفتاة"),  # known by his tie alone
        ("وزير المياه", "minister"),
    ],
)
def test_who_is_known_by_his_tie_to_a_man_is_not_the_man(source: str, speaker: str) -> None:
    here = f"عنوان\nوصل سامر حداد أمس.\nوقال {source} إن الجسر مفتوح."
    assert originators(here, "قال", "سامر حداد")[-1] == speaker
    cue, name = (here.index("قال"), here.index("قال") + 3), here.rindex("سامر حداد")
    links = [LinkProposal(cue, (name, name + 9), "originator", 0.95, "tagger")]
    assert chain(read(here, extra=[Proposal(*cue, "say", 0.95, "tagger")], links=links)[-1])[-1] == speaker


@pytest.mark.parametrize(("role", "speaker"), [("addressee", "party"), ("source", "~سكان البلدة")])
def test_who_stands_behind_a_verb_of_asking_may_be_asked(role: str, speaker: str) -> None:
    text = "عنوان\nأعلن حزب النهر فتح الجسر.\nودعا سكان البلدة إلى الحذر."
    cue, name = (text.index("دعا"), text.index("دعا") + 3), text.index("سكان")
    links = [LinkProposal(cue, (name, name + len("سكان البلدة")), role, 0.9, "tagger")]
    asked = read(text, extra=[Proposal(*cue, "request", 0.95, "tagger")], links=links)[-1]
    assert chain(asked) == [speaker]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("متحدث باسم سامر حداد", "سامر حداد"),
        ("مصادر في حزب النهر", "حزب النهر"),
        ("محامو الدفاع في مكتب سامر حداد", "سامر حداد"),
    ],
)
def test_a_name_within_a_source_is_not_the_source(source: str, named: str) -> None:
    assert originators(f"عنوان\nوقال {source} إن الجسر مفتوح.", "قال", named)[-1].startswith("~")


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        # a plan is followed, not cited
        ("نفى سامر حداد إغلاق الجسر، وفقا للسياسات المعتادة، قائلا: «الجسر مفتوح».", ["minister"]),
        # nobody passes himself on twice
        ("ذكرت وكالة الشرق أن ليلى نصار قالت لوكالة الشرق إن الطريق آمن.", ["agency", "woman"]),
        # the main clause after another's, and the turn to somebody else
        ("وفيما أشار سامر حداد إلى إغلاق الجسر، أعلنت لندن فتح الطريق.", ["london"]),
        ("قال سامر حداد إن الجسر مغلق، من جانبها أعلنت لندن فتح الطريق.", ["london"]),
    ],
)
def test_whose_words_hold_whose(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == links


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        # who is asked within a speaker's sentence; at the head of one he speaks
        ("قال سامر حداد إن الجسر مغلق، وطالب حزب النهر بفتح الطريق.", ["minister"]),
        ("قالت ليلى نصار إن الجسر مغلق.\nوطالب حزب النهر بفتح الطريق.", ["party"]),
    ],
)
def test_who_is_asked_does_not_speak(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == links


def test_a_relative_clause_between_commas_holds_no_more_than_it() -> None:
    statements = read("عنوان\nقالت ليلى نصار إن الجسر، الذي تعهد سامر حداد بإغلاقه، ما زال مفتوحا.")
    assert told(statements[-1]) == ["إغلاقه"]


def test_what_is_expected_by_nobody_is_no_statement() -> None:
    assert read("عنوان\nويتوقع أن يفتح الجسر غدا.") == ()
    assert who("ويتوقع سامر حداد أن يفتح الجسر غدا.") == ["minister"]


def test_in_a_headline_what_stands_before_the_verb_speaks() -> None:
    (said,) = read("سنابل تدعو إلى فتح الجسر القديم\nمر الناس أمس على الطريق.")
    assert chain(said) == ["~سنابل"]


def test_a_written_passive_names_nobody_who_says_it() -> None:
    assert read("عنوان\nوقد يُتهم سامر حداد بإغلاق الجسر.") == ()
    text = "عنوان\nكان الجسر مغلقا، واتُّهم سامر حداد بإغلاقه."
    cue = (text.index("اتُّهم"), text.index("اتُّهم") + len("اتُّهم"))
    links = [LinkProposal(cue, (text.index("إغلاقه"), text.index("إغلاقه") + 6), "content", 0.95, "tagger")]
    assert read(text, extra=[Proposal(*cue, "accuse", 0.95, "tagger")], links=links) == ()


@pytest.mark.parametrize(
    ("sentences", "speaker"),
    [
        # the nearer speaker, but for a verb that cannot be his
        ("قال سامر حداد إن الجسر مغلق.\nوأعلن حزب النهر فتح الطريق.\nوأضاف أن العمل مستمر.", "party"),
        ("قالت ليلى نصار إن الجسر مغلق.\nوقال سامر حداد إن الطريق آمن.\nوأضافت أن العمل مستمر.", "woman"),
        ("قال سامر حداد إن الجسر مغلق.\nوقالت ليلى نصار إن الطريق آمن.\nوأضاف أن العمل مستمر.", "minister"),
        ("قالت مصادر محلية إن الجسر مغلق.\nوقال سامر حداد إن الطريق آمن.\nوأضافت أن العمل مستمر.", "~مصادر محلية"),
    ],
)
def test_who_goes_on_is_the_likeliest_of_those_who_spoke(sentences: str, speaker: str) -> None:
    assert who(sentences)[-1] == speaker


def test_a_doubtful_word_of_the_tagger_is_weighed_with_the_rest() -> None:
    text = "عنوان\nقال سامر حداد إن الجسر مغلق.\nوتحدثت ليلى نصار عن الطريق أمام الناس.\nوأضافت أن العمل مستمر."
    at, name = text.index("أضافت"), text.index("ليلى نصار")
    cue = (at, at + len("أضافت"))
    extra = [Proposal(*cue, "say", 0.95, "tagger")]

    def last(score: float) -> list[str]:
        links = [LinkProposal(cue, (name, name + len("ليلى نصار")), "originator", score, "tagger")]
        return chain(read(text, extra=extra, links=links)[-1])

    assert last(0.6) == ["woman"]
    assert chain(read(text.replace("أضافت", "أضاف"))[-1]) == ["minister"]


def test_the_certainty_of_who_goes_on_falls_with_rivals() -> None:
    one = read("عنوان\nقال سامر حداد إن الجسر مغلق. وأضاف أن العمل مستمر.")[-1]
    two = read("عنوان\nقال حزب النهر إن الطريق آمن. وقال سامر حداد إن الجسر مغلق. وأضاف أن العمل مستمر.")[-1]
    assert chain(one) == chain(two) == ["minister"]
    assert one.why[-1].score > two.why[-1].score


def test_weights_of_originators_are_of_features_that_are_looked_at() -> None:
    assert all(known and all(-9 < weight < 9 for weight in known.values()) for known in weights().values())
    assert {"agrees", "tagger", "outer,himself"} <= {feature for known in weights().values() for feature in known}


def test_his_country_is_the_land_not_its_capital() -> None:
    text = "عنوان\nوصل سامر حداد إلى باريس. وقال حداد إن بلاده تعهدت بدعم السد. وتقع باريس في فرنسا."
    article = Article.of(Document(text), Knowledge.__new__(Knowledge))

    def named(key: str, kind: str, *forms: str, sort: str | None = None) -> Entity:
        spans = (Span(m.start(), m.end(), m.group()) for m in re.finditer("|".join(forms), text))
        return Entity(key, kind, forms[0], key, tuple(spans), country="FRA", kind=sort)  # type: ignore[arg-type]

    entities = {
        "minister": named("minister", "PER", "سامر حداد", "حداد"),
        "paris": named("paris", "GPE", "باريس", sort="capital"),
        "france": named("france", "GPE", "فرنسا", sort="country"),
    }
    said = attribution.compose(article, Proposals(cues=attribution.propose(article)), Names.of(entities), ())
    assert [chain(s) for s in said] == [["minister"], ["minister", "france"]]


def test_whom_the_sentence_is_about_speaks_on_in_it() -> None:
    text = "عنوان\nقالت ليلى نصار إن السد سينهار. وقد زار سامر حداد القرية أمس مؤكدا أن السد سيكتمل."
    assert chain(read(text)[-1]) == ["minister"]


def test_of_two_with_one_surname_the_verb_tells_who_speaks() -> None:
    text = "قالت مريم كنعان إنها بخير. وزار يوسف كنعان القرية. وأضافت كنعان أن السد سيكتمل."
    record = musnad.read(text, published="2018-06-04", engine="grammar")
    speakers = [s.chain[-1].entity for s in record.statements]
    assert speakers[0] is not None
    assert speakers == [speakers[0]] * 2
    assert record.entities[speakers[0]].name_ar == "مريم كنعان"


def test_who_is_named_only_in_a_quotation_does_not_go_on_speaking() -> None:
    text = (
        "لقاء مرتقب\nقال مسؤول أمريكي إن المحادثات ستشمل السد.\n"
        'وأضاف المسؤول "يتشرف الوزير سامر حداد بلقاء نظيره" مشيرا إلى أن الاثنين يعرفان بعضهما منذ سنوات.'
    )
    record = musnad.read(text, published="2013-03-02", engine="grammar")
    assert [link.anonymous.text for s in record.statements for link in s.chain if link.anonymous] == [
        "مسؤول أمريكي"
    ] * 3
