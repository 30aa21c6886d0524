"""The unnamed who may take part in an event: what a phrase spans, what is counted, who was named before."""

from dataclasses import replace

import pytest

from musnad.analysis.article import Article
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.learning import translated
from musnad.analysis.events.people import phrases
from musnad.analysis.events.phrase_ends import Limits
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.record import Document, Entity, Event, Participant, Report, Span


def spans(text: str) -> list[str]:
    """The unnamed people of a text, as the tokens of their phrases."""
    page = Article.of(Document(text)).page
    nothing = [-1] * len(page.forms)
    found = phrases(page, 0, len(page.forms), Limits(frozenset(), nothing, nothing))
    return [text[page.starts[p.first] : page.ends[p.last - 1]] for p in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("وصل لاجئون سوريون إلى الميناء", ["لاجئون سوريون"]),
        ("أطلق المسلحون النار على الحاجز", ["المسلحون", "الحاجز"]),  # the verb's object is no part of its subject
        ("اعتقل 12 مشتبها", ["12 مشتبها"]),
        ("قتل ستة جنود في الكمين", ["ستة جنود"]),
        ("أحرق ستة آلاف فدان من القمح", []),  # a number of things is nobody
        ("طارد الانقلابيين في الجبل", ["الانقلابيين"]),  # a people by its ending, in no list
        ("احتجز خفر السواحل 23 نجارا مغربيا", ["23 نجارا مغربيا"]),  # counted like people, in no list
        ("على بعد 23 كيلومترا، وزرع 40 فدانا", []),
        ("اختطاف جنود لفتيات في الجبل", ["جنود", "لفتيات"]),  # whom they took is not who took them
        ("قتل جنود عشرين متظاهرا", ["جنود", "عشرين متظاهرا"]),
        ("استقبل الملك خمسة وعشرين طبيبا", ["الملك", "خمسة وعشرين طبيبا"]),
        ("أوقفوا عددا من الناشطين المحليين و7 من القيادات", ["عددا من الناشطين المحليين", "7 من القيادات"]),
        ("احتجز «19» شخصا يشتبه بهم", ["19» شخصا"]),
        ("لقي 19 شخصا حتفهم", ["19 شخصا"]),
        ("كان هناك جنود نيجيريون أو مدنيون", ["جنود نيجيريون", "مدنيون"]),
        ("ناشدت الحكومة الأهالي", ["الحكومة", "الأهالي"]),  # no adjective: it would be feminine
        ("طلبت السلطات العليا والسلطات المحلية", ["السلطات العليا", "والسلطات المحلية"]),
        ("قضت محكمة محلية بغرامة", ["محكمة محلية"]),
        ("سفينة محملة بالقمح", ["سفينة محملة"]),
        ("إنها جماعات كانت تسيطر عليها", ["جماعات"]),
        ("أمر قادته بشن حملة", ["قادته"]),
        ("وصلت فرق الدفاع المدني إلى جانب الأهالي", ["فرق الدفاع المدني", "الأهالي"]),
        ("صدر بيان أمني عن القضاء", ["القضاء"]),  # an adjective is not «my army»
        ("شنوا حملة عسكرية في محافظة بعيدة", []),  # nor is a feminine «his army»: folding takes ة for ه
        ("خطط لمهاجمة الحراس ومساعدة الأهالي", ["الحراس", "الأهالي"]),  # a deed is none of his attackers
        ("تسعى بهدف الكشف عما جرى", []),  # neither nine, nor an aim, nor an uncle
        ("وصلت وزيرة الدفاع مع حراسه", ["وزيرة الدفاع", "حراسه"]),
        ("خطف مسلحون ضابطا", ["مسلحون", "ضابطا"]),  # a sound plural has adjectives like itself, and no genitive
        ("اتهم متشددون يهود شرطيا", ["متشددون يهود", "شرطيا"]),
        ("أوقف شرطي مواطنا تونسيا", ["شرطي", "مواطنا تونسيا"]),  # another case: no adjective
        ("ناشدت سلطات عليا رجلا", ["سلطات عليا", "رجلا"]),
        ("نفى جنديان وقوع خسائر", ["جنديان"]),  # a dual of a noun that is listed in the singular
        ("تصافح الرئيسان واتفق الجانبان على ذلك", ["الرئيسان", "الجانبان"]),
        ("زار العاملون دولتين", ["العاملون", "دولتين"]),
        ("بث التلفزيون برنامجا عن الشؤون المالية", []),  # these only end like people
        ("رد الاحتلال على احتلال أرضه", ["الاحتلال"]),  # the deed and who does it
    ],
)
def test_phrases_of_people(text: str, people: list[str]) -> None:
    expected = [p for p in spans(text) if not p.endswith(("الميناء", "الكمين", "الجبل"))]
    assert expected == people


def cast(text: str, names: Names | None = None) -> Cast:
    return Cast(Scene(Article.of(Document(text)), names or Names.of({}), (), ()))


def test_those_called_so_before_are_the_same() -> None:
    text = "هاجم مسلحون القرية. ثم انسحب المسلحون منها."
    found = cast(text)
    at = found.scene.article.page.forms.index("انسحب")
    assert found.around(at)[0].participant.span == Span(text.index("مسلحون"), text.index("مسلحون") + 6, "مسلحون")


def who(text: str, form: str) -> str:
    """The first mention of those whom the last token of this form begins to name."""
    found = cast(text)
    page = found.scene.article.page
    start = max(at for at, one in enumerate(page.forms) if one == form)
    every = (f for at in range(len(page.forms)) for f in found.around(at))
    span = next(f.participant.span for f in every if f.first == start)
    return span.text if span is not None else ""


@pytest.mark.parametrize(
    ("text", "later", "first"),
    [
        ("احتجز 14 مهندسا. ثم أفرج عن المهندسين.", "المهندسين", "14 مهندسا"),
        ("احتجز 14 جنديا. ثم أفرج عن الجنود.", "الجنود", "14 جنديا"),
        ("قتل 12 شخصا. وقال الطبيب إن 12 شخصاً قتلوا.", "12", "12 شخصا"),
        ("قتل 12 شخصا. وأصيب 40 شخصا.", "40", "40 شخصا"),
        ("وصل دبلوماسيون بولنديون. وقال الدبلوماسيون البولنديون كلاما.", "الدبلوماسيون", "دبلوماسيون بولنديون"),
        ("طرد الدبلوماسيين البولنديين. وغادر دبلوماسيون بولنديون.", "دبلوماسيون", "الدبلوماسيين البولنديين"),
        ("انسحب النظام البائد. وعاد النظام.", "النظام", "النظام البائد"),
        ("هاجمت القوات. وانسحبت القوات البحرية.", "القوات", "القوات البحرية"),  # says more: others, perhaps
        ("قتل مسلح. ثم انسحب المسلحون.", "المسلحون", "المسلحون"),  # one is not many
        ("وصل جنود. ثم وصل جنود آخرون.", "جنود", "جنود آخرون"),
        ("التقت السلطات الشمالية والسلطات الجنوبية. ثم غادرت السلطات.", "السلطات", "السلطات الجنوبية"),
    ],
)
def test_who_is_meant_by_a_later_phrase(text: str, later: str, first: str) -> None:
    assert who(text, later) == first


def test_who_bears_a_name_behind_is_nobody_beside_it() -> None:
    text = "انتقد المعارض سامر حداد الحكومة"
    at = text.index("سامر")
    names = Names.of({"samer": Entity("samer", "PER", "سامر حداد", "Samer Haddad", (Span(at, at + 9, "سامر حداد"),))})
    assert [f.kind for f in cast(text, names).around(0)] == ["PER", "people"]


def test_the_trigger_is_no_part_of_those_ahead_of_it() -> None:
    found = cast("بين لاجئين سوريين أنقذتهم البحرية")
    around = found.around(found.scene.article.page.forms.index("انقذتهم"))
    assert around[0].participant.span is not None
    assert around[0].participant.span.text == "لاجئين سوريين"


def test_the_people_of_a_place_are_not_the_place() -> None:
    text = "تظاهر سكان الموصل"
    at = text.index("الموصل")
    names = Names.of({"mosul": Entity("mosul", "GPE", "الموصل", "Mosul", (Span(at, len(text), "الموصل"),))})
    found = cast(text, names).around(0)
    assert [(f.kind, f.sort) for f in found] == [("people of GPE", "people"), ("GPE", "of people")]


def test_gold_that_spells_a_name_out_means_the_name() -> None:
    text = "هاجمت قوات النخبة القرية"
    span = Span(text.index("قوات"), text.index(" القرية"), "قوات النخبة")
    named = Entity("elite", "ORG", "قوات النخبة", "Elite Forces", (span,))
    trigger = Span(0, 5, "هاجمت")
    event = Event("e1", "ASSAULT", (Report(trigger, "occurred"),), actors=(Participant(span=span),))
    assert translated(event, {}, {}, Names.of({"elite": named})).actors == (Participant(entity="elite"),)
    part = replace(event, actors=(Participant(span=replace(span, end=len(text), text=text[span.start :])),))
    some = Names.of({"x": replace(named, key="x", mentions=(Span(span.start, span.start + 4, "قوات"),))})
    assert translated(part, {}, {}, some) == part  # a name within is somebody else
