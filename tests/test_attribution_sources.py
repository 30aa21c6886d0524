"""Whose words they are: media and papers apart from who speaks in them, offices apart from who belongs to them."""

import pytest
from tests.test_attribution import chain, read

import musnad


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("قالت وكالة الشرق في تقرير بثته بموقعها إن السد سيكتمل.", ["agency"]),
        ("قالت ليلى نصار في مقال نشره موقعها إن السد سيكتمل.", ["woman"]),
        ("وفي مقابلته مع صحيفة الصباح قال سامر حداد إن السد سيكتمل.", ["paper", "minister"]),
        ("وعد بالكثير، وفي حديثه لصحيفة الصباح، قال سامر حداد إن السد سيكتمل.", ["paper", "minister"]),
    ],
)
def test_a_medium_is_another_than_who_publishes_himself(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[-1]) == links


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("وكشف تحقيق أجرته وكالة الشرق أن السد لن يكتمل.", ["agency"]),
        ("وأظهر استطلاع للرأي أجراه حزب النهر أن السد لن يكتمل.", ["party"]),
        ("وكشف تحقيق جديد أن السد لن يكتمل.", ["~تحقيق جديد"]),
        ("وأعلنت دولة لندن أن السد سيكتمل.", ["london"]),
        ("وقال مسؤولان بحزب النهر إن السد سيكتمل.", ["~مسؤولان بحزب النهر"]),
        ("وأفاد مصور وكالة الشرق بأن السد انهار.", ["~مصور وكالة الشرق"]),
        ("وأفاد مراسل الشرق بأن السد انهار.", ["~مراسل الشرق"]),
        ("وقال بيان قصير صدر عن حزب النهر إن السد انهار.", ["party"]),
        ("وقال مراسل وكالة الشرق سامر حداد إن السد انهار.", ["minister"]),
        ("وقالت محامية حداد إن السد انهار.", ["~محامية حداد"]),
        ("وقال ضابط مقرب من الوزير سامر حداد إن السد انهار.", ["~ضابط مقرب من الوزير سامر حداد"]),
        ("وقال قائد موال للوزير سامر حداد إن السد انهار.", ["~قائد موال للوزير سامر حداد"]),
    ],
)
def test_whose_words_they_are_and_who_only_belongs_to_a_name(sentence: str, links: list[str]) -> None:
    assert chain(read("عنوان\n" + sentence)[0]) == links


def test_the_name_of_an_office_is_of_who_holds_it_not_of_who_serves_him() -> None:
    """Only the tables know whose name it is: a chief of staff bears no name here, a deputy his own."""
    text = "قال مدير مكتب رئيس الوزراء ديفيد كاميرون إن الجلسة أرجئت. وقال نائب رئيس الوزراء نك كليغ إن القرار صدر."
    served, deputy = musnad.read("لندن\n" + text, published="2013-03-01", engine="grammar").statements
    assert served.chain[-1].entity is None
    assert deputy.chain[-1].entity == "nick-clegg"
    (once,) = musnad.read(
        "القاهرة\nقال مستشار الرئيس السابق حسني مبارك إن الجلسة أرجئت.", published="2013-03-01", engine="grammar"
    ).statements
    assert once.chain[-1].entity is None


@pytest.mark.parametrize(
    ("sentence", "links", "asked"),
    [
        # what stands before فيه or خلالها is where it was said
        ("وأجرى الوفدان لقاءات سرية، أكدت خلالها لندن أن السد سيكتمل.", ["london"], None),
        ("نشرت ليلى نصار ردا على خطاب سامر حداد قال فيه إن السد سيكتمل.", ["minister"], None),
        ("وصلت أمس رسالة من حزب النهر أكد فيها أن السد سيكتمل.", ["party"], None),
        ("ووقع سامر حداد مساء أمس قرارا أعلن فيه أن السد سيكتمل.", ["minister"], None),
        # who is named behind a verb of asking is asked
        ("زار سامر حداد البلدة بعد تصريحاته التي طالب فيها باريس بدعم السد.", ["minister"], "paris"),
        ("أصدر حزب النهر بيانا طالب فيه باريس بدعم السد.", ["party"], "paris"),
        ("أصدر حزب النهر بيانا طالب فيه سامر حداد باريس بدعم السد.", ["minister"], "paris"),
    ],
)
def test_who_speaks_in_a_paper(sentence: str, links: list[str], asked: str | None) -> None:
    said = read("عنوان\n" + sentence)[-1]
    assert (chain(said), said.addressee and said.addressee.entity) == (links, asked)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("قال سامر حداد: «وعدت لندن بدعم السد الكبير، وندين الحريق الأخير».", ["minister", "london", "minister"]),
        ("قالت ليلى نصار: «سمعنا خطاب حداد كاملا، وتعهدنا ببناء السد الكبير».", ["woman", "woman"]),
        ("قال مواطن إن حداد زار السد فضلا عن مطالبتنا بالمال.", ["~مواطن", "~مواطن"]),
    ],
)
def test_we_are_who_is_quoted(sentence: str, speakers: list[str]) -> None:
    assert [chain(s)[-1] for s in read("عنوان\n" + sentence)] == speakers


@pytest.mark.parametrize(
    ("sentence", "links", "act"),
    [
        ("علمت وكالة الشرق من مصادر مطلعة أن السد سيكتمل.", ["agency", "~مصادر مطلعة"], "say"),
        ("وعلمت وكالة الشرق أن السد سيكتمل.", ["agency"], "report"),
        ("وعلم سامر حداد أن السد سيكتمل.", ["minister"], "think"),
    ],
)
def test_what_a_medium_learns_it_reports(sentence: str, links: list[str], act: str) -> None:
    (learnt,) = read("عنوان\n" + sentence)
    assert (chain(learnt), learnt.act) == (links, act)


def test_a_land_is_asked_by_a_masculine_verb() -> None:
    asked = read("عنوان\nوقال سامر حداد إن السد سيكتمل. وحث باريس على دعم السد.")[-1]
    assert (chain(asked), asked.target) == (["minister"], "paris")


LEAD = "عنوان\nقال متحدث باسم حزب النهر إن السد سيكتمل. وأضاف أن العمل بدأ.\n"


def test_the_unnamed_man_of_the_lead_is_who_is_named_first_after_it() -> None:
    said, went_on, named = read(LEAD + "وقال المتحدث سامر حداد إن المال جاهز.")
    assert [chain(s) for s in (said, went_on, named)] == [["minister"]] * 3


@pytest.mark.parametrize(
    "rest",
    [
        "وقال رئيس الوزراء سامر حداد إن المال جاهز.",  # another office
        "وقالت ليلى نصار إن المال جاهز.",  # a woman
        "وقال سامر حداد إن المال جاهز. وأكد المتحدث أن الماء كثير.",  # he speaks again, unnamed
    ],
)
def test_the_unnamed_man_of_the_lead_is_nobody_else(rest: str) -> None:
    assert chain(read(LEAD + rest)[0]) == ["~متحدث باسم حزب النهر"]
