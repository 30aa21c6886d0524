"""Who the words before or behind a cue name: whole offices, subjects parted by a comma, deeds that are nobody."""

import pytest
from tests.test_attribution import chain, read, told

import musnad
from musnad.record import Statement


def first(sentence: str) -> Statement:
    return read("عنوان\n" + sentence)[0]


def source(statement: Statement) -> str:
    return statement.source.text if statement.source is not None else ""


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("قال سفير فرنسا لدى لندن سامر حداد إن السد سيكتمل.", "سفير فرنسا لدى لندن سامر حداد"),
        ("أكد ممثل فرنسا الدائم لدى لندن سامر حداد أن السد سيكتمل.", "ممثل فرنسا الدائم لدى لندن سامر حداد"),
        ("رأى الخبير في شؤون الأنهار الدكتور سامر حداد أن السد سيكتمل.", "الخبير في شؤون الأنهار الدكتور سامر حداد"),
        ("وطالب المتحدث باسم الوزارة السفير سامر حداد بإغلاق الجسر.", "المتحدث باسم الوزارة السفير سامر حداد"),
        ("وصف النائب المحلي - سامر حداد - الخطة بأنها ضعيفة.", "النائب المحلي - سامر حداد"),
        ("قال معالي وزير المالية سامر حداد إن السد سيكتمل.", "معالي وزير المالية سامر حداد"),
        ("وقال أعضاء المجلس في خطابهم إن السد سيكتمل.", "أعضاء المجلس"),
    ],
)
def test_an_office_goes_on_to_where_and_of_what_it_is_and_to_its_name(sentence: str, speaker: str) -> None:
    said = first(sentence)
    assert source(said) == speaker
    assert chain(said)[-1] == "minister" or "سامر" not in sentence


@pytest.mark.parametrize(
    ("sentence", "cue", "speaker"),
    [
        ("ورفض السكان الخطة غير أن سامر حداد، قال إن السد سيكتمل.", "قال", "سامر حداد"),
        ("لكن مسؤولا محليا كبيرا، قال إن السد سيكتمل.", "قال", "مسؤولا محليا كبيرا"),
        ("وكان حزب النهر، قد أعلن أن السد سيكتمل.", "أعلن", "حزب النهر"),
        ("غير أن هناك بعض السكان يرون أن السد سينهار.", "يرون", "بعض السكان"),
        ("جرحى في مظاهرة والرئيس يدعو إلى الحوار.", "يدعو", "الرئيس"),
        # what stands before the comma tells when, and speaks of a meeting
        ("وعندما سئل إن كانت الجلسة بعيدة عن المدينة، قال إن السد سيكتمل.", "قال", ""),
        ("وفي وقت سابق ذكرت ليلى نصار أن السد سيكتمل.", "ذكرت", "ليلى نصار"),
    ],
)
def test_a_subject_stands_before_its_verb(sentence: str, cue: str, speaker: str) -> None:
    said = next(s for s in read("عنوان\n" + sentence) if s.cue is not None and s.cue.text == cue)
    assert source(said) == speaker


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("قررت تجميد أي تعاون مع الشركة.", "تجميد أي تعاون مع الشركة"),
        ("وتعتزم استخدام قوارب جديدة في النهر.", "استخدام قوارب جديدة في النهر"),
        ("ونفى ارتكاب أي مخالفات في العمل.", "ارتكاب أي مخالفات في العمل"),
    ],
)
def test_a_deed_behind_a_verb_is_not_who_does_it(sentence: str, content: str) -> None:
    statements = read("عنوان\nقالت ليلى نصار إن السد سيكتمل. " + sentence)
    assert (source(statements[-1]), told(statements[-1])) == ("", [content])


def test_there_is_fear_says_of_nobody_that_he_fears() -> None:
    assert len(read("عنوان\nقال سامر حداد إن السد سيكتمل. وهناك قلق في المدينة من انهياره.")) == 1


def test_a_paper_alone_is_of_whom_it_was_told_to_be() -> None:
    statements = read("عنوان\nأعلن حزب النهر أن السد سيكتمل. وجاء في بيان: أن العمل مستمر.")
    assert chain(statements[-1]) == chain(statements[0])


def test_a_headline_does_not_make_a_woman_of_the_man_who_speaks_first() -> None:
    headline, _ = read("محامية الحزب: موكلي بريء من كل التهم\nقال سامر حداد إن الجلسة تأجلت.")
    assert chain(headline)[-1].startswith("~")


def test_a_headlines_single_word_is_of_the_man_who_speaks_and_has_it_in_his_name() -> None:
    headline, said = read("حداد يدعو إلى فتح الجسر\nقال الوزير سامر حداد إن السد سيكتمل.")
    assert chain(headline) == chain(said) == ["minister"]


def test_an_envoy_is_known_by_the_adjective_of_whom_he_is_of() -> None:
    text = "عنوان\nقال المبعوث الأممي إلى لندن إن الحل قريب. ووصل مبعوث الأمم المتحدة إلى لندن سامر حداد."
    assert chain(read(text)[0]) == ["minister"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # another country's minister is not whom he asks
        ("ناشد وزير المالية الفرنسي دونالد ترامب أن يفتح الجسر.", ["~وزير المالية الفرنسي"]),
        ("وغضبت المنظمات المحلية في العالم التي تتهم حزب النهر بالإهمال.", ["~المنظمات المحلية في العالم"]),
        ("قال سامر حداد إن السد سيكتمل. وينص القانون الجديد على عقوبة السجن.", ["minister", "~القانون الجديد"]),
    ],
)  # fmt: skip
def test_who_stands_beside_a_speaker_does_not_speak(text: str, speakers: list[str]) -> None:
    assert [(chain(s) or [""])[-1] for s in read("عنوان\n" + text)] == speakers


def test_a_station_is_no_agency_spoken_of_again() -> None:
    text = "عنوان\nقالت وكالة رويترز إن الجسر مغلق. لكن المحطة رفضت الرواية الحكومية."
    record = musnad.read(text, published="2018-06-04", engine="grammar")
    assert record.statements[-1].chain[-1].anonymous is not None


def test_a_word_written_as_a_passive_is_no_noun() -> None:
    assert len(read("عنوان\nقال سامر حداد إنه قد طُلب من السكان البقاء في بيوتهم.")) == 1


def test_who_is_accused_for_years_is_not_who_accuses() -> None:
    said = read("عنوان\nقالت ليلى نصار إن السد سيكتمل. وتتهم فرنسا منذ سنوات بالإهمال.")[-1]
    assert source(said) == ""
