"""Through whom something was said, and who is cited behind what he vouches for."""

import pytest
from tests.test_attribution import CAST, Cast, chain, read, told

from musnad.analysis.article import Article
from musnad.analysis.attribution.media import own_outlet
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.named import Names
from musnad.analysis.proposals import LinkProposal, Proposal
from musnad.knowledge import Knowledge
from musnad.record import Document, Entity, Span

CAST_ON_AIR: Cast = {**CAST, "channel": ("ORG", "JRN", ["تلفزيون الشرق"])}


def test_who_is_cited_behind_a_sentence_passes_on_what_it_tells() -> None:
    announced, cited, later = read("عنوان\nأعلن سامر حداد اكتمال السد، بحسب وكالة الشرق. وأضاف حداد أن المال متوفر.")
    assert told(cited) == ["أعلن سامر حداد اكتمال السد"]
    assert announced.within == cited.id
    assert chain(announced) == ["agency", "minister"]
    assert chain(later) == ["agency", "minister"]  # he goes on through the medium


def test_who_is_cited_for_what_another_says_is_no_medium_of_what_that_one_says_later() -> None:
    announced, _, later = read(
        "عنوان\nقرر حزب النهر تأجيل المؤتمر، بحسب ما أفاد سامر حداد. وأعلن حزب النهر موعدا جديدا."
    )
    assert chain(announced) == ["minister", "party"]
    assert chain(later) == ["party"]


def test_a_medium_that_tells_what_a_man_said_passes_on_what_he_says_next() -> None:
    said = read("عنوان\nذكرت صحيفة الصباح أن سامر حداد وعد بسد جديد. وأكد حداد أن المال متوفر، مشيرا إلى أن العمل بدأ.")
    assert [chain(s) for s in said] == [["paper"], *[["paper", "minister"]] * 3]
    *_, later = read("عنوان\nذكرت صحيفة الصباح أن باريس وعدت بسد جديد. وأكدت باريس أن المال متوفر.")
    assert chain(later) == ["paris"]  # a state speaks elsewhere too


def test_a_citation_that_stands_for_itself_is_of_the_sentence_before() -> None:
    said, cited, later = read(
        "عنوان\nوقال سامر حداد «إنهم كاذبون جميعا». حسبما أوردت وكالة الشرق. وأضاف أن المال متوفر."
    )
    assert [chain(s) for s in (said, cited, later)] == [["agency", "minister"], ["agency"], ["agency", "minister"]]
    assert told(cited) == ["قال سامر حداد «إنهم كاذبون جميعا»"]


@pytest.mark.parametrize(
    "followed", ["تنسيق متقن", "خطوات عدة", "مصالح البلدة", "خرائط النيل", "اتفاق لندن", "سيادة القانون"]
)
def test_what_is_followed_is_cited_by_nobody(followed: str) -> None:
    said, later = read(f"عنوان\nأكد سامر حداد أن العمل يمضي وفق {followed}. وأضاف حداد أن المال متوفر.")
    assert told(said) == [f"العمل يمضي وفق {followed}"]
    assert [chain(said), chain(later)] == [["minister"]] * 2


@pytest.mark.parametrize("cited", ["أشخاص حضروا الحفل", "موظفين في السد", "تقرير محلي", "لسكان محليين", "خمسة شهود"])
def test_who_is_cited_needs_no_name(cited: str) -> None:
    (said,) = read(f"عنوان\nاكتمل بناء السد الكبير أمس، وفقا {cited}.")
    assert chain(said)[-1].removeprefix("~").split()[0] in cited


def test_the_verb_of_a_prepositional_cue_is_no_cue_of_its_own() -> None:
    (said,) = read("عنوان\nاكتمل السد الكبير أمس، حسبما أفادت وكالة الشرق في خبر قصير.")
    assert said.cue is not None
    assert said.cue.text == "حسبما أفادت"


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        # who broadcasts a speech passes nothing on; who publishes what was said does
        ("وقال سامر حداد في كلمة أمام المجلس بثها التلفزيون إن السد اكتمل.", ["minister"]),
        ("وقال سامر حداد في تصريحات بثتها وكالة الشرق إن السد اكتمل.", ["agency", "minister"]),
        ("وقال سامر حداد في كلمة بثتها تلفزيون الشرق مباشرة إن السد اكتمل.", ["minister"]),
        ("وقال سامر حداد في كلمة بثها تلفزيون الشرق إن السد اكتمل.", ["channel", "minister"]),
        # what stands before the setting ends a title
        ("أكد سامر حداد المستشار لرئيس وزراء لندن في تصريحات لوكالة الشرق أن السد اكتمل.", ["agency", "minister"]),
        # a medium that nobody knows is told by its noun, and a name in quotation marks is nothing said
        ("وقال سامر حداد في مقابلة مع قناة النيل إن السد اكتمل.", ["~قناة النيل", "minister"]),
        ("وقال سامر حداد في لقاء مع «شباب النيل»، أمس، إن السد اكتمل.", ["minister"]),
        ("وقال سامر حداد، حسبما أفادت وكالة الشرق، إن السد اكتمل.", ["agency", "minister"]),
        ("واكتمل السد الكبير أمس، حسبما علمت وكالة الشرق من مصادر محلية.", ["agency", "~مصادر محلية"]),
    ],
)
def test_the_medium_of_a_setting(sentence: str, links: list[str]) -> None:
    assert chain(read(f"عنوان\n{sentence}", CAST_ON_AIR)[0]) == links


@pytest.mark.parametrize(
    ("name", "outlet"),
    [("Al-Nahr (Egypt)", "ElNahrNews"), ("Al-Mustaqbal", "El.Mostaqbal.News"), ("Nahar", "Nahar")],
)
def test_an_outlet_is_known_by_its_name_however_it_is_spelt(name: str, outlet: str) -> None:
    entity = Entity("own", "ORG", "الميدان", name, (Span(9, 16, "الميدان"),), sector="JRN")
    article = Article.of(Document("قال حداد لالميدان", outlet=outlet), Knowledge.__new__(Knowledge))
    assert own_outlet(Scene.of(article, Names.of({"own": entity}))) == {"own"}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # إنها cannot be the man who speaks
        ("قال سامر حداد إن لندن تملك سدا، وإنها طالبت بالمال.", ["minister", "london"]),
        ("قالت ليلى نصار إن لندن تملك سدا، وإنها طالبت بالمال.", ["woman", "woman"]),
        # a predicate is of the subject before it
        ("أكد سامر حداد أن لندن عازمة على بناء السد.", ["minister", "london"]),
        # who is asked is no one of those who ask
        ("وحثت الجماعات العربية والإسلامية حداد على بناء السد.", ["~الجماعات العربية والإسلامية"]),
    ],
)
def test_who_is_meant(text: str, speakers: list[str]) -> None:
    assert [chain(s)[-1] for s in read(f"عنوان\n{text}")] == speakers


def test_words_that_begin_with_the_preposition_name_nobody_who_speaks() -> None:
    text = "عنوان\nقال سامر حداد إن السد اكتمل. وقال لوالديه إن المال متوفر."
    at = text.index("قال لوالديه")
    cue = Proposal(at, at + 3, "say", 0.95, "tagger", (("cue", "verb"),))
    link = LinkProposal((at, at + 3), (at + 4, at + 11), "source", 0.95, "tagger")
    assert chain(read(text, extra=[cue], links=[link])[-1]) == ["minister"]


@pytest.mark.parametrize(
    "text",
    [
        "وصل سامر حداد أمس. وقال حداد إن السد اكتمل. وأضاف في تصريحات أوردتها وكالة الشرق أن المال متوفر.",
        "قالت وكالة الشرق إن السد اكتمل. ونقلت عن سامر حداد قوله إن المال متوفر.",
    ],
)
def test_he_goes_on_through_a_medium(text: str) -> None:
    assert chain(read(f"عنوان\n{text}")[-1]) == ["agency", "minister"]
