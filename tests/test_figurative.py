"""Words of violence and politics that mean something else in their company are no events; without it they are."""

import pytest

from musnad.analysis.compose import analyse
from musnad.record import Document


def types(sentence: str) -> set[str]:
    return {e.type for e in analyse(Document(f"خبر اليوم\n{sentence}."), engine="grammar").events}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("ضرب المدير مثالا بما جرى في المدرسة", "ASSAULT"),
        ("قصف المهاجم مرمى ضيفه بالتسديدات", "ASSAULT"),
        ("شن المذيع هجوما إعلاميا على الفنان", "ASSAULT"),
        ("طعنت المعارضة في نتائج الانتخابات", "ASSAULT"),
        ("فجر النائب مفاجأة أمام زملائه", "ASSAULT"),
        ("ضرب زلزال سواحل الجزيرة", "ASSAULT"),
        ("قتل سبعة أشخاص في حادث سير على الطريق الساحلي", "ASSAULT"),
        ("احتلت الجامعة المرتبة الأولى في التصنيف", "COERCE"),
        ("جرح عشرون طالبا في انقلاب حافلة", "COERCE"),
        ("تظاهر اللص بأنه شرطي", "PROTEST"),
        ("التقى الفريقان في مباراة ودية", "CONSULT"),
    ],
)
def test_in_its_company_the_word_is_no_event(sentence: str, kind: str) -> None:
    assert kind not in types(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("ضربت الطائرات مواقع الجماعة", "ASSAULT"),
        ("قصف الجيش المدينة بالمدفعية", "ASSAULT"),
        ("قتل سبعة أشخاص في انفجار سيارة مفخخة خلال مباراة لكرة القدم", "ASSAULT"),
        ("احتلت القوات البلدة", "COERCE"),
        ("تظاهر آلاف العمال ضد الحكومة", "PROTEST"),
        ("التقى الرئيس المنتخب وزير الخارجية", "CONSULT"),
    ],
)
def test_without_it_the_word_is_meant(sentence: str, kind: str) -> None:
    assert kind in types(sentence)
