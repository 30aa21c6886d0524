"""No speaker made up and none missed: adverbs, objects and relative clauses beside a cue, several who speak as one."""

import pytest
from tests.test_attribution import chain, read, told

import musnad
from musnad.record import Statement


def first(sentence: str) -> Statement:
    return read("عنوان\n" + sentence)[0]


def source(statement: Statement) -> str:
    return statement.source.text if statement.source is not None else ""


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("رفض سامر حداد بشكل علني إغلاق الجسر.", "سامر حداد", "إغلاق الجسر"),
        ("طالب حزب النهر بلهجة حادة بإغلاق الجسر.", "حزب النهر", "إغلاق الجسر"),
        ("وأضاف متهكما: «سنبني السد في عام واحد».", "", "سنبني السد في عام واحد"),
        ("وأضافت باكية أن بيتها غرق.", "", "بيتها غرق"),
        ("قالت ليلى نصار في هذا الإطار إن السد سيكتمل.", "ليلى نصار", "السد سيكتمل"),
        ("قال سامر حداد من قبل إن السد سيكتمل.", "سامر حداد", "السد سيكتمل"),
        ("وقالت في بداية يومين من مراجعة الخطط إن السد سيكتمل.", "", "السد سيكتمل"),
    ],
)
def test_how_and_where_something_is_said_names_nobody(sentence: str, speaker: str, content: str) -> None:
    statement = first(sentence)
    assert (source(statement), told(statement)) == (speaker, [content])


@pytest.mark.parametrize(
    "sentence",
    [
        "انتقد سكان القرية الوزير الذي كانوا يعتقدون أن وعوده صادقة.",  # they did, not he
        "ووصل السكان إلى المحطة التي قال سامر حداد إن العمل فيها توقف.",
    ],
)
def test_whom_a_relative_clause_is_about_need_not_speak_in_it(sentence: str) -> None:
    assert all(source(s) not in ("الوزير", "المحطة") for s in read("عنوان\n" + sentence))


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("ذكر بيان صادر عن حزب النهر، أن السد سيكتمل.", "بيان صادر عن حزب النهر", "السد سيكتمل"),
        ("وأكد بيان صادر عن حزب النهر أن السد سيكتمل.", "بيان صادر عن حزب النهر", "السد سيكتمل"),
        ("أكد سامر حداد، خلال لقائه أمس وفدا من السكان، حرصها على الجسر.", "سامر حداد", "حرصها على الجسر"),
        ("قال مسؤول كبير، تحدث شريطة عدم كشف هويته، إن السد سيكتمل.", "مسؤول كبير", "السد سيكتمل"),
        ("واعتبرت معلقة أخرى في الصحيفة أن الخطة ضعيفة.", "معلقة أخرى", "الخطة ضعيفة"),
    ],
)  # fmt: skip
def test_a_content_leaves_out_who_speaks_and_holds_its_first_words(sentence: str, speaker: str, content: str) -> None:
    statement = first(sentence)
    assert (source(statement), told(statement)) == (speaker, [content])


def test_an_exception_after_a_concession_opens_the_main_clause() -> None:
    denied = first("ورغم نفي لندن وقوع هجوم على السد، إلا أن السكان رأوا الدخان.")
    assert told(denied) == ["وقوع هجوم على السد"]


def test_who_supports_somebody_says_nothing() -> None:
    assert read("عنوان\nساندت لندن الحكومة خلال الحرب.") == ()
    assert chain(first("ساندت لندن مقترح الوساطة.")) == ["london"]


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("قتل ثلاثة جنود، بحسب تصريحات أدلى بها سامر حداد.", ["minister"]),
        ("بلغ عدد القتلى ألفا، بحسب أرقام كشف عنها حزب النهر.", ["party"]),
        ("وقع الحادث ليلا، بحسب وكالة الشرق التي أشارت إلى أن الحافلة قديمة.", ["agency"]),
    ],
)
def test_whose_are_the_figures_and_words_that_are_cited(sentence: str, links: list[str]) -> None:
    cited = [s for s in read("عنوان\n" + sentence) if s.cue is not None and s.cue.text == "بحسب"]
    assert [chain(s) for s in cited] == [links]
    assert "أن" not in source(cited[0]).split()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("أكدت لندن وباريس أنهما ستدعمان السد، وشددتا على ضرورة الحوار.", ["london", "paris"]),
        ("قال الوزير سامر حداد ونظيرته ليلى نصار إن السد سيكتمل، ودعوا إلى الحوار.", ["minister", "woman"]),
    ],
)
def test_who_speak_as_one_go_on_as_one(text: str, speakers: list[str]) -> None:
    statements = read("عنوان\n" + text)
    assert sorted(chain(s)[-1] for s in statements) == sorted(speakers * 2)
    assert len({s.id for s in statements}) == 4
    assert all("شددتا" not in words and "دعوا" not in words for s in statements for words in told(s))


def test_an_agency_in_brackets_behind_its_name_is_no_dateline() -> None:
    said = first("وكانت وكالة الأنباء (الشرق) نقلت عن سامر حداد قوله إن السد سيكتمل.")
    assert chain(said)[-1] == "minister"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أكد الملك عبدالله الثاني وقوفه إلى جانب شعبه. وأكد الملك عبدالله أن الحوار مهم.", "عبد الله الثاني"),
        ("نفى عادل عبد الرحمن التهمة. وقال «عبد الرحمن» إن المواقع كاذبة.", "عادل عبد الرحمن"),
    ],
)
def test_a_short_name_is_of_who_is_named_in_full(text: str, name: str) -> None:
    record = musnad.read(text, published="2018-06-04", engine="grammar")
    speakers = {link.entity for s in record.statements for link in s.chain}
    assert [record.entities[key].name_ar for key in speakers if key is not None] == [name]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("عنوان\nقال قائد في المعارضة إن الهدنة صامدة. وأوضح القائد أن الجسر مفتوح.", "~قائد في المعارضة"),
        # a text of one line has no headline, so that whom it speaks of may be spoken of again
        ("قال محلل سياسي إن الخطة ضعيفة. وقال سامر حداد إن السد سيكتمل. ورأى المحلل أن العمل سيطول.", "~محلل سياسي"),
    ],
)
def test_somebody_unnamed_is_told_whole_and_known_again(text: str, link: str) -> None:
    statements = read(text)
    assert (chain(statements[0]), chain(statements[-1])) == ([link], [link])


@pytest.mark.parametrize(
    ("sentence", "cue", "speaker", "content"),
    [
        ("وصل سامر حداد الذي انتقد بدوره حزب النهر.", "انتقد", "سامر حداد", "حزب النهر"),
        ("غادرت ليلى نصار التي نفت مرارا هذه التهمة.", "نفت", "ليلى نصار", "هذه التهمة"),
        ("انتشرت دوريات تحذر المسافرين من الانزلاق.", "تحذر", "", "الانزلاق"),  # whom it warns is no subject
        ("نشر السكان ما اعتبروه دليلا على الإهمال.", "اعتبروه", "", "دليلا على الإهمال"),
    ],
)
def test_behind_a_verb_stands_its_object_where_its_subject_is_known(
    sentence: str, cue: str, speaker: str, content: str
) -> None:
    statement = next(s for s in read("عنوان\n" + sentence) if s.cue is not None and s.cue.text == cue)
    assert (source(statement), told(statement)[-1]) == (speaker, content)


@pytest.mark.parametrize(
    "sentence",
    [
        "توقف العمل أمس، الأمر الذي يؤكد أن الخطة ضعيفة.",  # the article's own conclusion
        "قال سامر حداد إنهم يعملون بجد على حد وصفه.",  # as he puts it: his words are told already
    ],
)
def test_a_conclusion_and_a_turn_of_speech_are_no_statements(sentence: str) -> None:
    assert all(s.cue is not None and s.cue.text == "قال" for s in read("عنوان\n" + sentence))


def test_a_man_of_whom_somebody_speaks_is_no_name_of_his() -> None:
    said = first("قال مسؤول محلي على صلة بالتحقيق في قضية اختفاء الصحفي سامر حداد إن البحث مستمر.")
    assert chain(said)[-1].startswith("~")


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("اختفاء سامر حداد: الشرطة تبحث في كل مكان\nنص", None),  # what happened to him
        ("الكاتب الكبير سامر حداد: لن نبيع الجسر\nنص", "minister"),
        ("و«سامر حداد»: لن نبيع الجسر\nنص", "minister"),
        ("«مأساة النهر».. بيوت بلا سقف ولا ماء\nنص", None),
    ],
)
def test_a_headline_is_said_by_whom_its_first_words_name(headline: str, speaker: str | None) -> None:
    said = [chain(s)[-1] for s in read(headline) if s.cue is None]
    assert said == ([speaker] if speaker else [])


def test_a_feminine_land_is_not_what_a_masculine_pronoun_stands_for() -> None:
    cut = read("عنوان\nبحث حزب النهر قطع العلاقات مع فرنسا الذي أعلن أمس.")
    assert all(source(s) != "فرنسا" for s in cut)


def test_a_citation_behind_a_comma_and_waw_tells_what_follows() -> None:
    """وبحسب … فقد begins another clause; the one before it has its own source."""
    found = read("عنوان\nقالت ليلى نصار إن السد انهار، وبحسب الرسالة فقد غرق عشرون رجلا في القرية.")
    assert [told(s) for s in found] == [["السد انهار"], ["غرق عشرون رجلا في القرية"]]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('وذكر البيان: "يؤكد الحزب ترحيبه بالخطة".', "البيان"),
        ('وأكد البيان: "عاد الوفد إلى المدينة".', "البيان"),
    ],
)
def test_a_paper_before_a_colon_is_where_it_is_said(sentence: str, speaker: str) -> None:
    assert source(first(sentence)) == speaker


def test_that_behind_another_verb_is_no_sign_of_a_content() -> None:
    """What يمكن أن opens is its own subject, whatever verb with a pronoun stands before."""
    found = read("عنوان\nقالت ليلى نصار إن أي بادرة يظهرها سامر حداد تجاه القرية، يمكن أن تجعل السكان يعودون.")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال زملاء وأقارب الصحفي نادر حداد إن الشرطة أوقفته أمس في العاصمة.", "زملاء وأقارب الصحفي نادر حداد"),
        ("حسبما أفادت وكالات أنباء محلية، عاد سامر حداد إلى بيروت في حديث لإذاعة النهر.", "وكالات أنباء محلية"),
    ],
)
def test_no_one_name_stands_for_several(text: str, speaker: str) -> None:
    """Nor does the tagger's: a man's colleagues are not he, agencies no station."""
    links = [link for s in musnad.read(text, published="2018-06-04").statements for link in s.chain]
    assert [link.anonymous.text for link in links if link.anonymous is not None] == [speaker]


def test_a_paper_is_not_by_whom_a_relative_clause_about_it_names() -> None:
    text = "قال موقع «النهر» إن الصفقة فاسدة. ويشير تقرير الموقع – الذي نفاه سامر حداد – إلى أن العلاقة قوية."
    said = [s for s in musnad.read(text, published="2018-06-04", engine="grammar").statements if s.cue]
    assert [(s.cue.text, [c.text for c in s.content]) for s in said if s.cue and s.act == "deny"] == [
        ("نفاه", ["تقرير الموقع"])
    ]
    assert len({link.entity for s in said for link in s.chain if s.act != "deny"}) == 1


def test_figures_cited_within_what_somebody_says_are_no_source_of_him() -> None:
    """The statistics office gives a number to what he says; neither is he quoted by it nor what he goes on to say."""
    text = "قال سامر حداد إن عدد السكان ألفان، وفقا لتقديرات جهاز الإحصاء، موضحا أن الظروف صعبة."
    record = musnad.read(text, published="2018-06-04", engine="grammar")
    assert [len(s.chain) for s in record.statements] == [1, 1, 1]
    assert record.statements[0].chain == record.statements[-1].chain != record.statements[1].chain


def test_nobody_is_spoken_to_or_aimed_at_by_himself() -> None:
    text = "قال جورج صليبا إن الإضراب مستمر، فيما وعد وزير المالية فادي نعمة بصرف الرواتب خلال أسبوع."
    for engine in ("grammar", "model"):
        for s in musnad.read(text, published="2031-03-12", engine=engine).statements:
            assert s.chain[-1].entity not in (s.target, s.addressee.entity if s.addressee else None, None)


@pytest.mark.parametrize(
    "text",
    [
        "أعلن علي أكبر صالحي أن إيران بنت مصنعا.",
        "قال علي أكبر صالحي إن المصنع كبير.",
        "وأكد علي أكبر صالحي أن المصنع كبير.",
        "وشدد علي أكبر صالحي على أهمية المصنع.",
    ],
)
def test_a_man_called_ali_is_no_preposition(text: str) -> None:
    """Folded, علي is على."""
    said = musnad.read(text, published="2018-07-18", engine="grammar").statements[0]
    assert said.source is not None
    assert said.source.text == "علي أكبر صالحي"


def test_the_author_of_what_was_said_in_a_paper_stays_with_the_tagger_too() -> None:
    text = (
        "أعلن علي أكبر صالحي أن إيران بنت مصنعا. وجاء الإعلان بعد شهر من تصريحات للمرشد الإيراني علي خامنئي، "
        "قال فيها إنه أصدر توجيهات."
    )
    record = musnad.read(text, published="2018-07-18")
    assert [record.entities[s.chain[-1].entity or ""].name_en for s in record.statements][-1] == "Ali Khamenei"
