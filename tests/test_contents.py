"""What a content holds and where it ends, by grammar alone."""

import pytest
from tests.test_attribution import CAST, chain, read, told


def contents(sentence: str) -> list[list[str]]:
    """The contents of the statements of a sentence, in the order of their cues."""
    return [told(s) for s in read(f"عنوان\n{sentence}")]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        # when and why it was done is told too
        ("قال سامر حداد إن الجسر أغلق، وذلك بعد فيضان النهر.", "الجسر أغلق، وذلك بعد فيضان النهر"),
        ("أعلن سامر حداد إغلاق الجسر، وذلك بسبب فيضان النهر.", "إغلاق الجسر، وذلك بسبب فيضان النهر"),
        # where and to what it was said is not
        ("أعلن سامر حداد إغلاق الجسر، وذلك خلال جولة في المدينة.", "إغلاق الجسر"),
        ("قال سامر حداد إن الجسر أغلق، وذلك ردا على سؤال.", "الجسر أغلق"),
        ("رفض سامر حداد إغلاق الجسر، وذلك على هامش معرض الكتاب.", "إغلاق الجسر"),
    ],
)
def test_what_follows_wadhalika_is_told_unless_it_is_of_the_telling(sentence: str, content: str) -> None:
    assert contents(sentence) == [[content]]


@pytest.mark.parametrize(
    "sentence",
    [
        "أكد سامر حداد أن الجسر سيفتح وفق خطوات عدة تبدأ غدا.",
        "أكد سامر حداد أن الجسر سيفتح حسب طبيعة الأرض في كل حي.",
    ],
)
def test_what_no_one_says_is_followed_not_cited(sentence: str) -> None:
    (said,) = read(f"عنوان\n{sentence}")
    assert chain(said) == ["minister"]
    assert told(said) == [sentence.split("أن ")[1].rstrip(".")]


@pytest.mark.parametrize(
    "source", ["أشخاص مقربين من الوزارة", "كلام سامر حداد", "الإحصائيات الرسمية", "محاميه", "مشاركين في اللقاء"]
)
def test_who_can_speak_and_papers_are_cited(source: str) -> None:
    assert contents(f"اكتمل بناء السد الكبير أمس، بحسب {source}.") == [["اكتمل بناء السد الكبير أمس"]]


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("قال مسؤول محلي ومصادر بالشرطة إن السد اكتمل.", ["~مسؤول محلي", "~مصادر بالشرطة"]),
        ("قالت ليلى نصار رئيسة البلدية وشهود عيان إن السد اكتمل.", ["woman", "~شهود عيان"]),
        ("قال النائبان سامر حداد وليلى نصار للصحفيين إن السد اكتمل.", ["minister", "woman"]),
        ("اكتمل السد الكبير في الشمال، وفق مصادر طبية محلية ووكالة الشرق.", ["~مصادر طبية محلية", "agency"]),
        # whom another noun only counts speak as one
        ("قال عدد من الكتاب ورجال القانون إن السد اكتمل.", ["~عدد من الكتاب ورجال القانون"]),
    ],
)
def test_each_of_those_whom_w_joins_has_a_statement(sentence: str, links: list[str]) -> None:
    assert [chain(s)[-1] for s in read(f"عنوان\n{sentence}")] == links


def test_names_joined_to_who_demands_are_not_asked() -> None:
    cast = CAST | {"rome": ("GPE", "GOV", ["روما"])}
    statements = read("عنوان\nوطالبت لندن وباريس وروما بفتح الجسر.", cast)
    assert [(chain(s), s.addressee) for s in statements] == [(["london"], None), (["paris"], None), (["rome"], None)]


def test_papers_joined_by_a_lone_w_before_a_quotation_mark() -> None:
    cast = CAST | {"evening": ("ORG", "JRN", ["المساء"]), "paper": ("ORG", "JRN", ["الصباح"])}
    statements = read('عنوان\nانتقدت صحيفتا "الصباح" و"المساء" اليوم إغلاق الجسر.', cast)
    assert [chain(s) for s in statements] == [["paper"], ["evening"]]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        # what is called so is named by the quotation alone, and the article goes on
        ("وأعلن حزب النهر إطلاق ما سماه «أسبوع الغضب الكبير» للتظاهر أمام السد.", ["أسبوع الغضب الكبير"]),
        ('وقال سامر حداد إن من وصفه بـ"العدو القديم" مستمر في عمله.', ["العدو القديم"]),
        # a noun before the quotation belongs to the name
        ('وتصنفه لندن تنظيما "خطرا".', ['تنظيما "خطرا"']),
        # a clause is not over with its quotation
        ('ووصفه سامر حداد بأنه "كارثة" على الناس.', ['"كارثة" على الناس']),
    ],
)
def test_what_something_is_called(sentence: str, content: list[str]) -> None:
    assert contents(sentence)[-1] == content


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("وهاجم مسلحون مجهولون المصنع أمس.", 0),
        ("وهاجم حزب النهر مقرا للحكومة.", 0),
        ("وهاجم حزب النهر سياسة الحكومة.", 1),
    ],
)
def test_an_attack_with_arms_is_no_accusation(sentence: str, said: int) -> None:
    assert len(read("عنوان\n" + sentence)) == said


def test_two_titles_behind_a_name_are_no_content() -> None:
    """What he denies stands behind the second comma."""
    sentence = "نفى سامر حداد، نائب الرئيس ووزير الدفاع السابق، ما ورد في تقرير عن الجسر."
    assert contents(sentence) == [["ما ورد في تقرير عن الجسر"]]
