"""Who said what, on whose word: statements and chains of sentences written for the purpose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.work import lines_run

from musnad.analysis import attribution
from musnad.analysis.article import Article
from musnad.analysis.named import Names
from musnad.analysis.proposals import LinkProposal, Proposal, Proposals
from musnad.record import Document, Entity, Span, Statement

Cast = dict[str, tuple[str, str | None, list[str]]]
CAST: Cast = {
    "minister": ("PER", "GOV", ["سامر حداد", "حداد"]),
    "woman": ("PER", None, ["ليلى نصار", "نصار"]),
    "agency": ("ORG", "JRN", ["وكالة الشرق", "الشرق"]),
    "paper": ("ORG", "JRN", ["صحيفة الصباح"]),
    "party": ("ORG", "PTY", ["حزب النهر"]),
    "london": ("GPE", "GOV", ["لندن"]),
    "paris": ("GPE", "GOV", ["باريس"]),
}


def read(
    text: str, cast: Cast = CAST, extra: list[Proposal] | None = None, links: list[LinkProposal] | None = None
) -> tuple[Statement, ...]:
    """The statements of a text whose names are given."""
    article = Article.of(Document(text))
    entities = {}
    for key, (kind, sector, forms) in cast.items():
        spans, taken = [], set()
        for form in forms:
            at = text.find(form)
            while at >= 0:
                if at not in taken:
                    spans.append(Span(at, at + len(form), form))
                    taken.update(range(at, at + len(form)))
                at = text.find(form, at + len(form))
        if spans:
            entities[key] = Entity(key, kind, forms[0], key, tuple(spans), sector=sector)  # type: ignore[arg-type]
    proposals = Proposals(cues=attribution.propose(article) + (extra or []), links=links or [])
    return attribution.compose(article, proposals, Names.of(entities), ())


def chain(statement: Statement) -> list[str]:
    return [link.entity or f"~{link.anonymous.text if link.anonymous else ''}" for link in statement.chain]


def told(statement: Statement) -> list[str]:
    return [span.text for span in statement.content]


def test_a_verb_its_subject_and_a_clause() -> None:
    (said,) = read("عنوان\nقال وزير المياه سامر حداد إن السد سيكتمل في الربيع.")
    assert said.cue is not None
    assert said.source is not None
    assert (said.cue.text, said.source.text) == ("قال", "وزير المياه سامر حداد")
    assert told(said) == ["السد سيكتمل في الربيع"]
    assert (chain(said), said.directness, said.act) == (["minister"], "indirect", "say")
    assert said.why
    assert said.confidence is not None


@pytest.mark.parametrize(
    ("sentence", "links", "content"),
    [
        # what stands between commas is no end: an answer, a statement, a meeting
        ("قال سامر حداد، رداً على سؤال، إن السد سيكتمل.", ["minister"], "السد سيكتمل"),
        ("أعلن سامر حداد، في بيان، اكتمال السد الكبير.", ["minister"], "اكتمال السد الكبير"),
        ("أكد سامر حداد خلال مؤتمر صحفي حرص بلاده على السد.", ["minister"], "حرص بلاده على السد"),
        # where an unnamed source sits belongs to it
        ("أعلن مسؤول في المركز العلمي مقتل شخصين في الحادث.", ["~مسؤول في المركز العلمي"], "مقتل شخصين في الحادث"),
        # a paper's author says what stands in it
        ("وجاء في بيان لحزب النهر أن السد اكتمل أمس.", ["party"], "السد اكتمل أمس"),
        ("أصدر حزب النهر بيانا قال فيه إن السد اكتمل أمس.", ["party"], "السد اكتمل أمس"),
        # how he said it, or where, is not who said it
        ("قال سامر حداد إن السد يكتمل. وأضاف مستنكرا أن الكلام كثر.", ["minister"], "الكلام كثر"),
        ("قال سامر حداد إن السد يكتمل. وأشار في مقر عمله إلى أن المال متوفر.", ["minister"], "المال متوفر"),
        # a title after a comma and the name that it brings
        ("نفى مدير السد، العميد سامر حداد بتصريح قصير، توقف العمل.", ["minister"], None),
        # the nearest who can speak before الذي
        ("سقط قتيلان برصاص حزب النهر الذي أكد أن الهجوم انتهى.", ["party"], "الهجوم انتهى"),
        # an attitude is described, nobody named
        ("قال سامر حداد إن المال نفد وعبر عن قلق بالغ إزاء توقف العمل.", ["minister"], "توقف العمل"),
        # what hangs on a title before its bearer's name
        ("نفى مدير الري بالولاية الشمالية سامر حداد نقص الماء.", ["minister"], "نقص الماء"),
        # a paper's author after صادر عن
        ("اكتمل بناء السد الكبير أمس، وفقا لبيان صادر عن حزب النهر.", ["party"], None),
        # a sentence that its source closes
        ("اكتمل بناء السد الكبير أمس، أعلن حزب النهر.", ["party"], "اكتمل بناء السد الكبير أمس"),
        # the medium that somebody cited has spoken to
        ("اكتمل بناء السد الكبير أمس، وفقا لما أكده سامر حداد لوكالة الشرق.", ["agency", "minister"], None),
        # ذكر, not ذكّر بـ, where a clause follows
        ("ذكر سامر حداد بالمدينة أن العمل بدأ.", ["minister"], "العمل بدأ"),
        # what a pronoun in a relative clause takes up, with الذي or without
        ("بدأ أمس الإضراب الذي دعا إليه حزب النهر.", ["party"], "الإضراب"),
        ("وبدأت أمس هدنة قصيرة اقترحها حزب النهر.", ["party"], "هدنة قصيرة"),
        # what stands in commas is no object
        ("رفض سامر حداد، الذي زار المدينة أمس، الخطة الجديدة.", ["minister"], "الخطة الجديدة"),
        ("أعلن مدير السد، سامر حداد، موقف الوزارة من الخطة.", ["minister"], "موقف الوزارة من الخطة"),
        # a title in quotation marks is nothing said
        ("قال سامر حداد في ندوة بعنوان «السد والناس في مئة عام كاملة» إن العمل بدأ.", ["minister"], "العمل بدأ"),
        # a medium spoken to before the verb, or without a name
        ("وفي تصريح لوكالة الشرق، قال سامر حداد إن السد سيكتمل.", ["agency", "minister"], "السد سيكتمل"),
        ("قال سامر حداد في حديث لإذاعة محلية إن السد سيكتمل.", ["~إذاعة محلية", "minister"], "السد سيكتمل"),
        # whom a medium cites
        ("اكتمل بناء السد الكبير أمس، بحسب ما نقلت وكالة الشرق عن سامر حداد.", ["agency", "minister"], None),
    ],
)
def test_whose_word_it_is(sentence: str, links: list[str], content: str | None) -> None:
    said = next(s for s in read(f"عنوان\n{sentence}") if content is None or told(s) == [content])
    assert chain(said) == links


def test_a_participle_goes_on_with_the_same_source() -> None:
    first, second = read("عنوان\nأعلن سامر حداد أن العمل بدأ، مشيراً إلى أن المال متوفر.")
    assert told(first) == ["العمل بدأ"]
    assert told(second) == ["المال متوفر"]
    assert second.source is None
    assert chain(second) == ["minister"]
    assert (first.act, second.act) == ("announce", "explain")


def test_a_verb_without_subject_goes_on_with_the_same_source() -> None:
    first, second = read("عنوان\nأكدت ليلى نصار أن الطريق آمن. وأضافت أن الجسر سيفتح غداً.")
    assert chain(first) == chain(second) == ["woman"]
    assert second.source is None


def test_the_medium_comes_before_the_originator() -> None:
    (said,) = read("عنوان\nنقلت وكالة الشرق عن سامر حداد قوله إن السد سيكتمل.")
    assert said.cue is not None
    assert said.cue.text == "نقلت"
    assert chain(said) == ["agency", "minister"]
    assert told(said) == ["السد سيكتمل"]


def test_who_is_spoken_to_is_a_medium_where_it_is_one() -> None:
    (said,) = read("عنوان\nقال مصدر أمني لوكالة الشرق إن الهدوء عاد.")
    assert chain(said) == ["agency", "~مصدر أمني"]
    assert said.addressee is not None


def test_an_unnamed_source_is_the_same_when_he_comes_back() -> None:
    first, second = read("عنوان\nقال مصدر أمني لوكالة الشرق إن الهدوء عاد. وأوضح المصدر أن الشارع فتح.")
    assert chain(first) == chain(second) == ["agency", "~مصدر أمني"]


def test_a_source_spoken_of_again_is_the_unnamed_one_not_a_body() -> None:
    *_, said = read("عنوان\nقال مسؤول محلي إن الهدوء عاد. وأيد حزب النهر فتح السوق. وقال المصدر إن الشارع فتح.")
    assert chain(said) == ["~مسؤول محلي"]


def test_unnamed_people_of_a_place_are_not_the_place() -> None:
    (said,) = read("عنوان\nقال مؤيدون لحزب النهر إن الهدوء عاد.")
    assert chain(said) == ["~مؤيدون لحزب النهر"]


def test_who_was_quoted_goes_on_whatever_the_gender_of_the_medium() -> None:
    text = "عنوان\nأكد حزب النهر أن العمل بدأ. ونقلت وكالة الشرق عن سامر حداد قوله إن المال متوفر. وأضاف أن الطريق آمن."
    assert [chain(s) for s in read(text)][1:] == [["agency", "minister"]] * 2


def test_the_medium_before_him_whom_it_quotes() -> None:
    *_, said = read("عنوان\nقال سامر حداد إن العمل بدأ. ونقل التلفزيون عنه قوله إن المال متوفر.")
    assert chain(said) == ["~التلفزيون", "minister"]


def test_what_somebody_says_in_a_relative_clause_does_not_make_him_the_speaker() -> None:
    *_, said = read("عنوان\nدافع سامر حداد عن السد الذي انتقد حزب النهر كلفته. وأضاف أن العمل بدأ.")
    assert chain(said) == ["minister"]


def test_whom_a_medium_cites_at_the_head_of_a_sentence_goes_on() -> None:
    *_, said = read("عنوان\nوبحسب صحيفة الصباح، قال سامر حداد إن العمل بدأ. وأضاف أن المال متوفر.")
    assert chain(said) == ["paper", "minister"]


def test_the_one_bearer_of_a_title_is_meant_by_it() -> None:
    said, *_ = read("عنوان\nقال سفير فرنسا الجديد إن العمل بدأ. ووصل السفير سامر حداد أمس.")
    assert chain(said) == ["minister"]


@pytest.mark.parametrize(
    "text",
    [
        "أكد سامر حداد أن العمل بدأ. وقال معاليه إن المال متوفر.",  # a form of address stands for who spoke
        "أعرب سامر حداد عن أمل لندن في السلام. وأضاف أن المال متوفر.",  # whose hope he told does not go on
        "ونفى سامر حداد النبأ وقال إن المال متوفر.",
    ],
)
def test_he_who_spoke_goes_on(text: str) -> None:
    assert chain(read(f"عنوان\n{text}")[-1]) == ["minister"]


def test_after_a_pronoun_before_the_verb_stands_who_is_asked() -> None:
    *_, asked = read("عنوان\nأكدت ليلى نصار أن الطريق آمن، كما أنها طالبت سامر حداد بفتح الجسر.")
    assert chain(asked) == ["woman"]
    assert asked.addressee is not None
    assert asked.addressee.entity == "minister"


def test_a_citation_within_a_report() -> None:
    (said,) = read("عنوان\nذكرت وكالة الشرق نقلاً عن مصدر محلي أن الطريق قطع.")
    assert chain(said) == ["agency", "~مصدر محلي"]


def test_who_does_not_give_his_name_asks_for_nothing_more() -> None:
    """His words were taken for what he asks, so that what he tells of seemed only asked for."""
    said, asked = read("عنوان\nوأضاف المسؤول الذي طلب عدم نشر اسمه أن الطريق قطع.")
    assert told(said) == ["الطريق قطع"]
    assert (chain(asked), told(asked), asked.act) == (["~المسؤول"], ["عدم نشر اسمه"], "request")


@pytest.mark.parametrize("own", ["، على حد قوله", "، حسب وصفه", " على حد تعبيره"])
def test_words_that_confirm_the_speaker_end_his_content(own: str) -> None:
    (said,) = read(f"عنوان\nقال سامر حداد إن الطريق قطع{own}.")
    assert told(said) == ["الطريق قطع"]


def test_what_happened_meanwhile_is_told_too_unless_somebody_else_speaks() -> None:
    (said,) = read("عنوان\nقال سامر حداد إن الطريق قطع، فيما أصيب ثلاثة عمال.")
    assert told(said) == ["الطريق قطع، فيما أصيب ثلاثة عمال"]
    first, second = read("عنوان\nقال سامر حداد إن الطريق قطع، فيما قالت ليلى نصار إن العمل توقف.")
    assert (told(first), told(second)) == (["الطريق قطع"], ["العمل توقف"])


def test_quotation_marks_stay_outside_a_direct_quotation() -> None:
    (said,) = read("عنوان\nوقال سامر حداد: «لن نوقف العمل قبل أن يصل الماء».")
    assert told(said) == ["لن نوقف العمل قبل أن يصل الماء"]
    assert said.directness == "direct"


def test_a_content_partly_quoted_is_mixed() -> None:
    (said,) = read("عنوان\nقالت ليلى نصار إن الوضع «أسوأ بكثير مما نظن» في القرى.")
    assert said.directness == "mixed"


def test_what_is_called_a_name_does_not_speak() -> None:
    """A report that somebody calls biased was taken for the one who calls it so."""
    rejected, called = read("عنوان\nرفض الوزير سامر حداد الاتهامات، ووصف تقرير المنظمة بشأن السجون بأنه متضارب.")
    assert [c.text for c in rejected.content] == ["الاتهامات"]
    assert called.chain == rejected.chain
    assert [c.text for c in called.content] == ["تقرير المنظمة بشأن السجون", "متضارب"]


def test_measures_taken_are_no_attitude() -> None:
    """«وسط مخاوف» is nobody's fear, and who takes measures takes no decision."""
    (said,) = read("عنوان\nقالت مصادر يمنية إن القوات في حالة تأهب، واتخذت إجراءات احترازية وسط مخاوف من هجوم وشيك.")
    assert said.act == "say"


def test_what_something_is_called() -> None:
    (said,) = read("عنوان\nوصف سامر حداد الخطة بأنها «خطوة كبيرة».")
    assert told(said) == ["الخطة", "خطوة كبيرة"]
    assert said.act == "think"


def test_a_charge_has_a_target() -> None:
    (said,) = read("عنوان\nاتهمت لندن حزب النهر بتمويل الشغب.")
    assert (chain(said), said.target, said.act) == (["london"], "party", "accuse")
    assert told(said) == ["تمويل الشغب"]


def test_an_attitude_gives_the_act() -> None:
    (hoped,) = read("عنوان\nأعرب سامر حداد عن أمله في أن تنجح المحادثات.")
    assert (hoped.act, told(hoped)) == ("hope", ["تنجح المحادثات"])


def test_a_headline_with_a_colon() -> None:
    first = read("حداد: السد سيكتمل في الربيع\nقال سامر حداد إن السد سيكتمل في الربيع.")[0]
    assert first.cue is None
    assert chain(first) == ["minister"]
    assert told(first) == ["السد سيكتمل في الربيع"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("عنوان\nوقتل ثلاثة جنود في الهجوم، بحسب وكالة الشرق.", "قتل ثلاثة جنود في الهجوم"),
        ("عنوان\nوبحسب وكالة الشرق، فإن الهجوم وقع ليلاً.", "الهجوم وقع ليلاً"),
    ],
)
def test_prepositional_cues(text: str, content: str) -> None:
    (said,) = read(text)
    assert (chain(said), told(said), said.act) == (["agency"], [content], "report")


def test_a_statement_within_a_statement() -> None:
    outer, inner = read("عنوان\nقالت وكالة الشرق إن سامر حداد وعد بأن العمل لن يتوقف.")
    assert inner.within == outer.id
    assert chain(inner) == ["agency", "minister"]


def test_two_sources_who_speak_as_one() -> None:
    first, second = read("عنوان\nنفت لندن وباريس وجود أي اتفاق سري.")
    assert (chain(first), chain(second)) == (["london"], ["paris"])
    assert first.content == second.content
    assert first.id != second.id


def test_a_spokesman_without_a_name() -> None:
    (said,) = read("عنوان\nقال المتحدث باسم حزب النهر إن المؤتمر تأجل.")
    assert said.chain[0].entity is None
    assert said.chain[0].for_ == "party"


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("سامر حداد", ["person"]),
        ("حزب النهر", ["institution"]),
        ("لندن", ["institution"]),
        ("المتحدث باسم حزب النهر", ["spokesperson"]),
        ("مصدر أمني", ["anonymous"]),
        ("مصدر أمني لوكالة الشرق", ["agency", "anonymous"]),
        ("مصدر لصحيفة الصباح", ["outlet", "anonymous"]),
        ("وسائل إعلام محلية", ["outlet"]),
        ("تقارير صحفية", ["document"]),
        ("السلطات المحلية", ["institution"]),
        ("وزير الخارجية", ["office"]),
        ("وزير سابق", ["anonymous"]),
    ],
)
def test_each_link_says_what_kind_of_source_it_is(source: str, kinds: list[str]) -> None:
    (said,) = read(f"عنوان\nقال {source} إن السد سيكتمل في الربيع.")
    assert [link.kind for link in said.chain] == kinds


def test_the_subject_before_the_verb() -> None:
    (denied,) = read("لندن تنفي وجود أي اتفاق سري\nمتن الخبر هنا.")
    assert (chain(denied), told(denied)) == (["london"], ["وجود أي اتفاق سري"])


def test_a_verb_after_a_preposition_is_none() -> None:
    assert not read("عنوان\nوصل الوفد بدون ذكر التفاصيل.")


def test_a_tagger_and_the_lexicon_weigh_a_doubtful_cue_together() -> None:
    text = "عنوان\nقرر سامر حداد نقل المصنع."
    start = text.index("قرر")
    (sure,) = read(text, extra=[Proposal(start, start + 3, "intend", 0.97, "tagger")])
    (unsure,) = read(text, extra=[Proposal(start, start + 3, "intend", 0.3, "tagger")])
    assert (sure.confidence or 0) >= (unsure.confidence or 0)


def spot(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize("score", [0.97, 0.6])
def test_a_tagger_brings_a_cue_that_the_lexicon_lacks_where_it_is_sure(score: float) -> None:
    text = "همهم سامر حداد طويلا أن الجسر سيفتح غدا."
    cue = spot(text, "همهم")
    links = [
        LinkProposal(cue, spot(text, "سامر حداد"), "source", 0.9, "tagger"),
        LinkProposal(cue, spot(text, "الجسر سيفتح غدا"), "content", 0.9, "tagger"),
    ]
    assert read(text) == ()
    found = read(text, extra=[Proposal(*cue, "say", score, "tagger")], links=links)
    said = [(s.chain[-1].entity, s.content[0].text, s.why[0].by) for s in found]
    assert said == ([("minister", "الجسر سيفتح غدا", "tagger:cue")] if score > 0.9 else [])


def test_a_tagger_says_who_an_office_is() -> None:
    text = "وصل سامر حداد أمس.\nوقال وزير النقل إن الجسر سيفتح غدا."
    cue = spot(text, "قال")
    links = [LinkProposal(cue, spot(text, "سامر حداد"), "originator", 0.9, "tagger")]
    proposed = [Proposal(*cue, "say", 0.95, "tagger")]
    assert read(text, extra=proposed)[0].chain[-1].anonymous is not None
    assert read(text, extra=proposed, links=links)[0].chain[-1].entity == "minister"


def test_an_unnamed_man_of_a_party_is_not_the_party() -> None:
    text = "وقال مصدر في حزب النهر إن الجسر سيفتح غدا."
    cue = spot(text, "قال")
    links = [LinkProposal(cue, spot(text, "حزب النهر"), "originator", 0.9, "tagger")]
    (said,) = read(text, extra=[Proposal(*cue, "say", 0.95, "tagger")], links=links)
    assert said.chain[-1].entity is None


def test_a_tagger_names_the_medium_that_the_grammar_did_not_find() -> None:
    text = "عنوان\nقال سامر حداد إن السد سيكتمل، كما بثت وكالة الشرق."
    cue = (text.index("قال"), text.index("قال") + 3)
    medium = (text.index("وكالة"), text.index("."))
    links = [LinkProposal(cue, medium, "medium", 0.9, "tagger")]
    said = read(text, extra=[Proposal(*cue, "say", 0.95, "tagger")], links=links)[0]
    assert len(said.chain) == 2
    assert "tagger:medium" in [reason.by for reason in said.why]


def test_the_same_text_gives_the_same_record() -> None:
    text = "عنوان\nأكدت ليلى نصار أن الطريق آمن، مضيفة أن الجسر سيفتح."
    assert read(text) == read(text)


PARTS = (
    'قال قالت إن أن وأضاف مضيفاً مشيراً إلى عن نقلت اتهم بـ وصف بأنها بحسب كما الوزير المصدر « » " ( ) : ، . .. - '
    "لوكالة سامر حداد وزير باسم الذي قوله أعرب أمله في خلال مؤتمر \u064e \u200f ﻻ لندن وباريس قائلاً لن 12"
)
WORDS = st.sampled_from([*PARTS.split(), "\n", "وكالة الشرق"])


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_spans_are_exact_whatever_is_written(parts: list[str]) -> None:
    text = " ".join(parts) or "."
    statements = read(text)
    assert len({s.id for s in statements}) == len(statements)
    ids = {s.id for s in statements}
    for statement in statements:
        for span in (statement.cue, statement.source, statement.setting, *statement.content):
            assert span is None or text[span.start : span.end] == span.text
        assert statement.content
        assert statement.within is None or statement.within in ids - {statement.id}


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    read(text or ".")


@pytest.mark.parametrize(
    "unit",
    [
        "قال الوزير «كلام قصير هنا» ",
        "« قال الوزير إن السد »",
        "قال الوزير إن المصدر أكد أن ",
        "قال سامر حداد: «نعم ونعم ونعم ونعم\n",
        "حداد: نعم ونعم ونعم\n",
        "باسم ",
        "بيان البيان ",
        "كلمة ",
    ],
    ids=["quotes", "nested", "one-sentence", "unclosed", "headlines", "spokesmen", "documents", "words"],
)
def test_work_grows_with_length_only(unit: str) -> None:
    def work(times: int) -> int:
        return lines_run(lambda: read(unit * times, {}))

    read(unit, {})  # tables load on first use
    assert 0 < work(800) < 2.3 * work(400)


def test_a_quoted_document_right_behind_who_sends_it_ends() -> None:
    """Between وجه and the document stands nothing but the quotation mark: nobody to look for in it."""
    (said,) = read('عنوان\nقال سامر حداد إن السد سيكتمل.\nووجه "رسالة" إلى لندن قائلا "إن السد لنا جميعا".')[-1:]
    assert told(said) == ["السد لنا جميعا"]
