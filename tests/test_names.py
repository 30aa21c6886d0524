"""Names: what is a mention, which names are one entity, who a description means, whose the dateline is.

Precision of the grammar's rules, from which their scores come, is measured on annotated news: the share of a rule's
proposals that are mentions, span and type. Where a rule fires rarely, its score is that share drawn towards one half.
"""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from musnad.analysis import names
from musnad.analysis.article import Article
from musnad.analysis.compose import analyse
from musnad.analysis.named import Names
from musnad.analysis.names.english import in_english
from musnad.analysis.proposals import Proposal, Proposals
from musnad.knowledge import knowledge
from musnad.record import Document


def read(text: str, *more: Proposal, published: date | None = date(2016, 8, 31)) -> Names:
    article = Article.of(Document(text=text, published=published))
    return names.compose(article, Proposals(mentions=[*names.propose(article), *more]))


def mentions(text: str) -> list[tuple[str, str]]:
    found = read(text)
    return [(text[m.start : m.end], found.entities[m.key].type) for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت الحكومة إن الوفد وصل إلى محافظة حلب.", ("حلب", "GPE")),
        ("اندلعت معارك في شمال سوريا أمس.", ("سوريا", "GPE")),
        ("قال الدكتور شهاب المرغني إن الدواء نافد.", ("شهاب المرغني", "PER")),
        ("التقى الوفد وزير النقل البلجيكي يان فيرهوفن في مكتبه.", ("يان فيرهوفن", "PER")),
        ("وأعلنت وزارة الأشغال العامة أمس خطتها.", ("وزارة الأشغال العامة", "ORG")),
        ("هبطت الطائرة في مطار تازارت الدولي.", ("مطار تازارت الدولي", "FAC")),
        ("سقطت قذائف على بلدة غضينة.", ("غضينة", "GPE")),
        ("نقلت صحيفة «نبض الوادي» الخبر.", ("نبض الوادي", "ORG")),
        ("بايع المسلحون تنظيم داعش.", ("داعش", "ORG")),
        ("أصيب 12 فلسطينيا في المواجهات.", ("فلسطينيا", "NORP")),
        ("أما الدول الأخرى فمصر أكبرها.", ("مصر", "GPE")),
        ("وصل الوفد إلى جدة أمس.", ("جدة", "GPE")),
        ("وصف أبو جندل الشامي العملية.", ("أبو جندل الشامي", "PER")),
        ("وزعم حاييم درورون، السفير السابق، ذلك.", ("حاييم درورون", "PER")),
        ("وأكد سفير فرنسا في باماكو، علي عواض المرغني، الأمر.", ("علي عواض المرغني", "PER")),
        ("أوضح المهندس عبدالنعيم صقر ذلك.", ("عبدالنعيم صقر", "PER")),
        ("هاجمت ميليشيات الحوثي القرية.", ("ميليشيات الحوثي", "ORG")),  # the adjective alone names nobody
        ("قال رئيس المنظمة المصرية لحقوق الإنسان ذلك.", ("المنظمة المصرية لحقوق الإنسان", "ORG")),
        ("أعلن المركز الدولي لدراسة التشدد تقريره.", ("المركز الدولي لدراسة التشدد", "ORG")),
        ("تبادل الاتهامات بين فتح وحماس، وقالت حركة فتح ذلك.", ("فتح", "ORG")),
        ("وقع الهجوم في إقليم نوراندا أمس.", ("نوراندا", "GPE")),
        ("قال الليفتنانت جنرال باتارون سوبوتار ذلك.", ("باتارون سوبوتار", "PER")),
        ("لكن المتحدث باسم الحكومة الليبية، شورفان درويشي، قال إن الخطة جاهزة.", ("شورفان درويشي", "PER")),
        ("حكمت المحكمة على محمد علي زهراني بالسجن.", ("محمد علي زهراني", "PER")),
        ("وأكد المحامي أبونعيم الدمنهوري الأمر.", ("أبونعيم الدمنهوري", "PER")),
        ("وصلوا إلى إب أمس.", ("إب", "GPE")),  # as it is written; folded it is a father
        ("زاروا القدس وتل أبيب أمس.", ("تل أبيب", "GPE")),
        ("أعلن تحالف دعم الشرعية في اليمن ذلك.", ("اليمن", "GPE")),  # what is left of a name that is cut
    ],
)
def test_a_mention_is_the_name_alone(text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("استقبل الوزير المسؤولين الإيرانيين.", "الإيرانيين"),
        ('قالت صحيفة "الميزان" السعودية ذلك.', "السعودية"),
        ("شدد الرئيس على أن الأمر تم.", "أن الأمر"),
        ("وقال مسؤول كبير للصحفيين إن الأزمة طويلة.", "كبير للصحفيين"),
        ("استقبلت القوات 600 لاجئا سوريا أمس.", "سوريا"),
        ("ووجدت السيدة مشنوقة في بيتها.", "مشنوقة"),
        ("بين مستشفى يقصف وأم مفطور قلبها.", "وأم"),
        ("قال بان كي مون ذلك وأفادت المصادر بأن القتال انتهى.", "بأن"),
        ("اقتحم الجنود قاعدة الريان الجوية ثم انسحبوا من مدرج للقاعدة.", "لقاعدة"),
        ("تقدمت الدبابات من جهة الغرب.", "الغرب"),
        ("قدم الدعم لأشقائه السوريين.", "السوريين"),
        ("جاءت الخطوة كرد فعل على القرار.", "كرد"),
        ("سيعود الجميع بعون الله إلى بيوتهم.", "عون"),
        ("جدول القسط واجب وجوبية الدفع.", "جوبية"),
        ("بدأت الزيارة في شهر رمضان المبارك.", "رمضان المبارك"),
        ("التقى وزير الخارجية الهولندية نظيره.", "الخارجية الهولندية"),
        ("أسقطت طائرة من طراز «سوخوي» أمس.", "سوخوي"),
        ("قارن بينه وبين جده المؤسس.", "جده"),
        ("ندد بمقتل «مئات الأطفال» الأفغان.", "الأفغان"),
        ("وصف عادل زهران الخبير البترولي الاتفاق.", "البترولي"),
        ("فتح الجنود معبر يفتحه الحراس.", "معبر يفتحه"),
        ("اتفقت أحزاب الائتلاف الحكومي على القانون.", "الائتلاف الحكومي"),
        ("ذكرت صحيفة «المصري اليوم» أن المزارع المصري غاضب.", "المصري"),
        ("نقلت صحيفة «الحياة» أنه اختار الحياة بدلا من الموت.", "الحياة بدلا"),
    ],
)
def test_adjectives_and_plain_words_are_no_mentions(text: str, wrong: str) -> None:
    assert wrong not in [name for name, _ in mentions(text)]


def test_a_doubtful_short_name_counts_beside_whom_it_is_named_with() -> None:
    found = read("قصف التحالف مواقع الحوثيين وقوات صالح في اليمن.")
    assert {"coalition.yemen", "ali-abdullah-saleh"} <= found.entities.keys()
    assert "ali-abdullah-saleh" not in read("قصف الجيش مواقع صالح.").entities


def test_a_paper_of_another_country_is_not_meant() -> None:
    """«الحدث» is a Saudi channel, and a paper in Lebanon."""
    assert "alarabiya" not in read("وذكرت صحيفة «الحدث» اللبنانية أن الوفد عاد.").entities


def test_peoples_without_a_state_are_civilians_like_those_with_one() -> None:
    assert [e.sector for e in read("عاد الأكراد والمصريون إلى بيوتهم.").entities.values()] == ["CVL", "CVL"]


def test_two_given_names_are_no_foreigner_of_the_tables() -> None:
    """The tables know an Egyptian Fadl Hassan; this article never names Egypt."""
    found = read("عدن - قال العقيد فضل حسن إن الجيش اليمني تقدم في اليمن.").entities
    assert [e.country for e in found.values() if e.type == "PER"] == ["YEM"]


def test_the_adjective_after_a_town_says_which_is_meant() -> None:
    text = "قالت روسيا والولايات المتحدة إن المصاب في مدينة سالزبوري البريطانية بخير."
    assert "gn.2638664" in read(text).entities


def test_a_quarter_named_after_a_family_is_a_place() -> None:
    assert ("مدينة الصدر", "GPE") in mentions("دعا الزعيم مقتدى الصدر إلى نزع السلاح في مدينة الصدر.")


def test_international_bodies_do_not_hide_which_state_an_article_is_about() -> None:
    text = "أدانت الأمم المتحدة والاتحاد الأوروبي وحلف الناتو حكما صوماليا في الصومال بحق الصحفي حسن ورسميه."
    persons = [e for e in read(text).entities.values() if e.type == "PER"]
    assert [e.country for e in persons] == ["SOM"]


def test_the_kingdom_is_the_largest_where_no_other_is_spoken_of() -> None:
    assert "sau" in read("وصل الوفد إلى المملكة أمس.").entities
    assert "jor" in read("قال الوزير الأردني إن المملكة بخير.").entities


def test_an_acronym_in_brackets_is_the_body_before_it() -> None:
    text = "أعلنت رابطة الملاحين الساحلية (ر م س) ذلك."
    start = text.index("ر م س")
    found = read(text, Proposal(start, start + 5, "ORG", 0.95, "tagger"))
    assert len([e for e in found.entities.values() if e.type == "ORG"]) == 1


def test_a_foreign_body_is_not_called_like_that_of_the_tables() -> None:
    found = read("قالت وزارة الاتصالات وتكنولوجيا المعلومات في طهران إن إيران بخير.")
    assert not [e.name_en for e in found.entities.values() if "Egypt" in e.name_en]


def test_a_body_of_an_international_one_is_its() -> None:
    found = read("وصلت لجنة الأمم المتحدة إلى إسرائيل، وقالت إسرائيل إنها ترحب.")
    assert "UNO" in {e.country for e in found.entities.values() if e.type == "ORG"}


def test_what_lies_in_many_countries_has_none() -> None:
    found = read("قال الرئيس التركي إن الأكراد والأتراك في الشرق الأوسط إخوة، وإن تركيا معهم.")
    assert [found.entities[key].country for key in ("people.kurds", "loc.middle-east")] == [None, None]


def test_a_clitic_stands_outside_the_name() -> None:
    text = "وصل الخبر للجيش السوري وباريس وبالقاهرة."
    assert [name for name, _ in mentions(text)] == ["لجيش السوري", "باريس", "القاهرة"]


def test_a_surname_is_the_person_named_in_full() -> None:
    text = "قال المحامي طلال بن ناجي إن موكله بريء.\nوأضاف بن ناجي أن الجلسة أجلت."
    found = read(text)
    assert [text[m.start : m.end] for m in found.mentions] == ["طلال بن ناجي", "بن ناجي"]
    assert len(found.entities) == 1


def test_two_of_one_family_are_two() -> None:
    text = "قال طلال الهدروسي إن أخاه بخير، وأكد نبيل الهدروسي ذلك."
    assert len(read(text).entities) == 2


def test_title_and_nationality_give_country_and_sector() -> None:
    found = read("قال العقيد رامز طبنجة، المتحدث باسم الجيش الإسباني، إن الطائرة عادت.")
    person = next(e for e in found.entities.values() if e.type == "PER")
    assert (person.country, person.sector) == ("ESP", "MIL")
    assert [role.title for role in person.roles] == ["العقيد", "المتحدث باسم الجيش الإسباني"]


def test_a_ministry_without_its_state_is_that_of_the_state_spoken_of() -> None:
    found = read("أعلنت وزارة الخارجية السورية موقفها.\nوقالت وزارة الخارجية إن الرد قريب.")
    assert len([e for e in found.entities.values() if e.type == "ORG"]) == 1


def test_descriptions_stand_for_somebody_named() -> None:
    text = (
        "قال وزير النقل البلجيكي يان فيرهوفن إن الخط يفتح غدا.\n"
        "ونقلت صحيفة لوموند عن الوزير البلجيكي ذلك، وأضافت الصحيفة أن العمل بدأ."
    )
    found = read(text)
    described = {text[m.start : m.end]: found.entities[m.key].name_ar for m in found.nominals}
    assert described == {"الوزير البلجيكي": "يان فيرهوفن", "الصحيفة": "لوموند"}


def test_a_description_of_somebody_else_is_left_alone() -> None:
    text = "قال الوزير يان فيرهوفن إن الخط يفتح.\nوأكد مسؤول إسباني الخبر. وقال المسؤول إن الموعد قريب."
    assert read(text).nominals == ()


@pytest.mark.parametrize(
    "text",
    [
        "عنوان\nالقاهرة - رويترز: قال الوفد ذلك.",
        "عنوان\nلندن (رويترز) - قال الوفد ذلك.",
        "عنوان\nقال الوفد ذلك.\n(رويترز)",
    ],
)
def test_the_agency_of_dateline_or_foot_is_the_byline(text: str) -> None:
    found = read(text)
    assert found.byline is not None
    assert found.entities[found.byline].name_en == "Reuters"


def test_an_agency_that_reports_is_no_byline() -> None:
    assert read("عنوان\nنقلت وكالة رويترز عن الوفد ذلك.").byline is None


def test_proposers_that_agree_add_up() -> None:
    text = "حضر زغروتي اللقاء."
    assert read(text).mentions == ()
    assert read(text, Proposal(4, 10, "PER", 0.7, "tagger")).mentions == ()  # the grammar's silence weighs
    found = read(text, Proposal(4, 10, "PER", 0.95, "tagger"))
    assert [text[m.start : m.end] for m in found.mentions] == ["زغروتي"]
    assert found.entities[found.mentions[0].key].why[0].by == "tagger"


@pytest.mark.parametrize(("score", "name"), [(0.8, "باريس"), (0.97, "باريس الكبرى")])
def test_only_a_sure_tagger_moves_the_bounds_of_a_name_of_the_tables(score: float, name: str) -> None:
    text = "وصل الخبر من باريس الكبرى."
    found = read(text, Proposal(13, 25, "GPE", score, "tagger"))
    assert [text[m.start : m.end] for m in found.mentions] == [name]


def test_keys_are_ascii_and_the_same_every_time() -> None:
    text = "قال الدكتور شهاب المرغني إن وزارة الأشغال العامة أخطأت."
    first, second = read(text), read(text)
    assert first == second
    assert all(key.isascii() for key in first.entities)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ابتثجحدرسعفقكلمنهويةأ «»\"'()،.:-\nabc123ًّ", max_size=200))
def test_any_text_is_read_with_exact_spans(text: str) -> None:
    if not text.strip():
        return
    found = read(text, published=None)
    ends = [0, *(m.end for m in found.mentions)]
    assert all(m.start >= end for m, end in zip(found.mentions, ends, strict=False))
    for entity in found.entities.values():
        assert all(text[m.start : m.end] == m.text for m in entity.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "الوزير " * 5000,
        "«" * 5000,
        "«سانا» " * 3000,
        "محمد " * 5000,
        "".join(f"الدكتور {a}{b}ارش {b}{a}ورق، " for a in "بتثجحخدذرزسش" for b in "صضطظعغفقكلمن"),
    ],
    ids=["titles", "marks", "quotations", "one word", "strangers"],
)
def test_long_lists_cost_no_more_than_their_length(text: str) -> None:
    found = read(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found.mentions)


def test_rules_are_about_as_sure_as_they_say() -> None:
    """Each rule that fires often on annotated news is right about as often as its score says, never far less."""
    folder = SHARED / "gold" / "train"
    if not folder.is_dir():
        pytest.skip("../shared/gold/train is not here, so no rule's precision is measured")
    right: Counter[tuple[str, float]] = Counter()
    made: Counter[tuple[str, float]] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        spans = {(m["start"], m["end"], e["type"]) for e in gold["entities"].values() for m in e["mentions"]}
        for p in names.propose(Article.of(Document(text=gold["text"]))):
            rule = (p.by.removeprefix("grammar:").split(":")[0], p.score)
            made[rule] += 1
            right[rule] += (p.start, p.end, p.label) in spans
    frequent = {rule: right[rule] / made[rule] for rule in made if made[rule] >= 20 and rule[1] >= 0.5}
    assert frequent
    assert {rule: share for rule, share in frequent.items() if share < rule[1] - 0.2} == {}


def test_a_group_named_like_a_paper_is_not_of_its_country() -> None:
    """«الفجر» is an Egyptian paper; the brigades of that name stand in an article on Lebanon."""
    text = "بيروت - اتهم وزير الداخلية اللبناني «كتائب الفجر» بالهجوم في طرابلس شمال لبنان."
    record = analyse(Document(text, published=date(2021, 3, 2)), engine="grammar")
    assert [e.country for e in record.entities.values() if e.name_ar == "كتائب الفجر"] == ["LBN"]


def test_an_adjective_makes_another_body_of_a_first_word() -> None:
    text = "هدد الاتحاد العمالي في لبنان، الأحد، بتنفيذ إضراب في الميناء."
    record = analyse(Document(text, published=date(2021, 3, 2)), engine="grammar")
    assert [e.name_ar for e in record.entities.values() if e.type == "ORG"] == ["الاتحاد العمالي"]


@pytest.mark.parametrize("engine", ["grammar", "model"])
def test_the_noun_before_an_agency_is_no_part_of_its_name(engine: str) -> None:
    text = "زيارة إلى بيروت\nقال الوزير سامر الخوري لوكالة فرانس برس إن الوفد سيزور بيروت الأسبوع المقبل."
    record = analyse(Document(text), engine=engine)
    assert [text[m.start : m.end] for m in record.entities["afp"].mentions] == ["فرانس برس"]


def test_whose_country_a_stranger_is_of_is_told_by_the_words_around_him() -> None:
    """The article names Tunisia most, but the governor stands between two mentions of Morocco."""
    text = (
        "وصل وفد من تونس إلى باريس. وأكدت تونس مشاركتها.\n"
        "وفي المغرب رحب المحافظ زهير البوعناني بذلك، وقال إن المغرب مستعد.\nوعادت بعثة تونس."
    )
    stranger = next(e for e in read(text).entities.values() if e.name_ar == "زهير البوعناني")
    assert (stranger.country, [r.by for r in stranger.why if r.note == "MAR"]) == ("MAR", ["grammar:around"])


def test_a_stranger_among_many_states_has_no_country_and_says_why() -> None:
    states = "مصر وتونس والمغرب والأردن ولبنان والعراق واليمن"
    text = f"شاركت في المهرجان {states}.\nوقال زهير البوعناني في الختام إنه سعيد.\nوستشارك {states} في العام المقبل."
    stranger = next(e for e in read(text).entities.values() if e.name_ar == "زهير البوعناني")
    assert stranger.country is None
    assert [a.field for a in stranger.abstained] == ["country"]


def test_a_ministry_is_of_the_state_spoken_of_beside_it() -> None:
    """Syria is named most; the ministry's name follows the Russians."""
    text = (
        "دخلت قوات سوريا المدينة وأعلنت سوريا ذلك. ورحبت سوريا بالاتفاق السوري.\n"
        "وفي موسكو قال مسؤول روسي إن وزارة الدفاع أرسلت خبراء روس، وأكد وزير الدفاع الروسي ذلك."
    )
    assert "rus.mod" in read(text).entities


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وجه المحتجون رسالة للهيئة الشعبية للإنقاذ.", "الهيئة الشعبية للإنقاذ"),
        ("وجه المحتجون رسالة للجنة الوطنية في المدينة.", "اللجنة الوطنية"),
    ],
)
def test_a_name_behind_a_joined_preposition_keeps_its_article(text: str, name: str) -> None:
    assert [e.name_ar for e in read(text).entities.values() if e.type == "ORG"] == [name]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("المجلس العسكري", "Military Council"),
        ("وزارة التعليم العالي والتعاون الدولي", "Ministry of Higher Education and International Cooperation"),
        ("لجنة الشؤون المالية", "Financial Affairs Committee"),
        ("وزارة المالية", "Ministry of Finance"),
        ("مكتب رئيس الوزراء", "Office of the Prime Minister"),
        ("مجلس الوزراء الأمني", "Security Cabinet"),
        ("لجنة الخبراء", "Committee of Experts"),
        ("اللجنة المركزية للحركة", "Central Committee of the Movement"),
        ("المجلس الاستشاري الليبي", "Consultative Council (Libya)"),
        ("مطار تمبكتو", "Timbuktu Airport"),
        ("مجلس الزعفران", None),
    ],
)
def test_a_body_that_no_table_knows_is_told_in_english_word_by_word(arabic: str, english: str | None) -> None:
    """A word that no table has leaves the name in Latin letters rather than half translated."""
    assert in_english(knowledge(), arabic) == english


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("عاد الوفد من سيشل.", "قال التاجر إن الإضراب سيشل الميناء."),
        ("وقع الحريق في المعادي.", "أدان الخطاب المعادي للسامية."),
        ("دخل الجيش مدينة القصير.", "ترتفع الأسعار على المدى القصير."),
    ],
)
def test_a_place_named_like_a_word_needs_words_that_a_place_stands_after(place: str, word: str) -> None:
    assert read(place).entities
    assert not read(word).entities


def test_a_ministry_is_meant_by_what_it_is_for_where_it_speaks() -> None:
    text = (
        "الداخلية: ضبط عشرين متهما\n"
        "أعلنت وزارة الداخلية في مصر ضبط المتهمين، وأكدت الداخلية أنهم اعترفوا في الجلسة الداخلية."
    )
    ministry = read(text).entities["egy.moi"]
    assert [m.text for m in ministry.mentions] == ["الداخلية", "وزارة الداخلية", "الداخلية"]
    assert ministry.mentions[-1].end < text.index("الجلسة")
