"""Whose word it is: subjects, sources that speak as one, offices and pronouns, of sentences written for the purpose."""

import pytest
from tests.test_attribution import chain, read, told


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
