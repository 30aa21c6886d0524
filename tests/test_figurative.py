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
        # Common words that are seldom the event they look like.
        ("يسعى الاتحاد إلى تحقيق أهدافه في المدارس", "ACCUSE"),
        ("حقق المزارعون أرباحا كبيرة هذا العام", "ACCUSE"),
        ("يبحث الشاب عن عمل في العاصمة", "CONSULT"),
        ("دعا المعلم التلاميذ إلى ضبط النفس", "COERCE"),
        ("ناقش المجلس جدول أعمال القمة", "ASSAULT"),
        ("خضع الوزير لعملية جراحية في القلب", "ASSAULT"),
        ("قال المدير في اتصال هاتفي مع قناة الشاطئ إن المدرسة مغلقة", "CONSULT"),
        ("قال المدير في مؤتمر صحفي إن المدرسة مغلقة", "CONSULT"),
        ("نقل المدير وزير الاتصالات إلى مكتبه", "CONSULT"),
        ("أجرى الأطباء اختبارات الحمض النووي", "MOBILIZE"),
        ("للقرار أبعاد سياسية", "COERCE"),
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
        ("فتحت الشرطة تحقيقا في مقتل التاجر", "ACCUSE"),
        ("بحث الوزيران العلاقات بين البلدين", "CONSULT"),
        ("أجرى الرئيس اتصالا هاتفيا بنظيره التركي", "CONSULT"),
        ("أجرت كوريا الشمالية تجربة نووية جديدة", "MOBILIZE"),
    ],
)
def test_without_it_the_word_is_meant(sentence: str, kind: str) -> None:
    assert kind in types(sentence)


@pytest.mark.parametrize(
    ("sentence", "trigger", "instead"),
    [
        # What two words tell together is reported once.
        ("قتل ثلاثة جنود في عملية تفجير", "عملية", "تفجير"),
        ("سقط قتلى وجرحى في القصف", "جرحى", "القصف"),
        # Where fire ceases nobody shoots.
        ("اتفق الطرفان على وقف إطلاق النار", "إطلاق", "وقف"),
    ],
)
def test_a_word_that_adds_nothing_is_no_report(sentence: str, trigger: str, instead: str) -> None:
    record = analyse(Document(f"خبر اليوم\n{sentence}."), engine="grammar")
    triggers = {r.trigger.text for e in record.events for r in e.reports}
    assert trigger not in triggers
    assert any(instead in one for one in triggers)
