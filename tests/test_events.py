"""Events: what is found, of which type, who took part, and what is one event."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.analysis import events
from musnad.analysis.article import Article
from musnad.analysis.compose import analyse
from musnad.analysis.events.candidates import candidates
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.fitting import fit, fit_classes
from musnad.analysis.events.gather import same_features
from musnad.analysis.events.inflect import noun_forms, verb_forms
from musnad.analysis.events.lexicon import inventory, readings
from musnad.analysis.events.participants import weigh
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.voices import voice_features
from musnad.analysis.events.weighing import weights
from musnad.analysis.named import Names
from musnad.analysis.proposals import LinkProposal, LinkRole, Proposal, Proposals
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.arabic import fold_text
from musnad.record import Document, Entity, Event, Link, Span, Statement

FREQUENT = ("ASSAULT", "CONSULT", "COERCE", "AID", "AGREE", "RETREAT", "PROTEST", "ACCUSE", "SUPPORT", "COOPERATE")
RARE = ("CONCEDE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "MOBILIZE")


def names_in(text: str, **words: tuple[str, str]) -> Names:
    """The names of a text by key: (type, word); every occurrence of the word is a mention."""
    entities = {}
    for key, (kind, word) in words.items():
        found, at = [], text.find(word)
        while at >= 0:
            found.append(Span(at, at + len(word), word))
            at = text.find(word, at + 1)
        entities[key] = Entity(key, kind, word, key, tuple(found), sector="GOV")  # type: ignore[arg-type]
    return Names.of(entities)


def read(text: str, names: Names | None = None) -> tuple[Event, ...]:
    article = Article.of(Document(text))
    proposals = Proposals(triggers=events.propose(article))
    return events.compose(article, proposals, names or Names.of({}), (), ())


def found(text: str, names: Names | None = None) -> set[tuple[str, str]]:
    return {(e.type, r.trigger.text) for e in read(text, names) for r in e.reports}


@pytest.mark.parametrize("kind", FREQUENT)
def test_frequent_types_have_two_hundred_words(kind: str) -> None:
    assert sum(entry.type == kind for entry in inventory()) >= 200


@pytest.mark.parametrize("kind", RARE)
def test_rare_types_have_thirty_words(kind: str) -> None:
    assert len({entry.word for entry in inventory() if entry.type == kind}) >= 30


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("زار/يزور", "زار زارت زرنا زاروا يزور تزور يزورون يزر"),
        ("التقى", "التقى التقت التقوا يلتقي يلتقيان تلتقي"),
        ("احتلّ", "احتل احتلت احتللنا يحتل تحتل يحتلون"),
        ("واجه", "واجه ووجه يواجه تواجه نواجه"),
        ("وصل/يصل", "وصل وصلت يصل تصل يصلون"),
        ("اغتال/يغتال", "اغتال اغتيل اغتالت يغتال"),
        ("دعا", "دعا دعت دعوا يدعو تدعو يدعون"),
        ("أيّد", "أيد أيدت يؤيد تؤيد يؤيدون"),
    ],
)
def test_verbs_are_inflected(lemma: str, forms: str) -> None:
    assert {fold_text(form) for form in forms.split()} <= verb_forms(lemma).keys()


def test_nouns_are_inflected() -> None:
    forms = noun_forms("غارة;غارات")
    assert {fold_text(f) for f in ("غارة", "غارات", "غارتين", "غارتان")} <= forms.keys()
    assert noun_forms("هجوم;هجمات")["هجوما"] is True


def test_clitics_stay_outside_the_trigger() -> None:
    assert ("ASSAULT", "قصفت") in found("وقصفت الطائرات مواقع المسلحين في المدينة")
    assert any(r.skip == 1 for r in readings("وقصفت"))


def test_company_decides_the_type() -> None:
    article = Article.of(Document("وقتل جنديان في إطلاق نار على دورية، وتوقع الوزير إطلاق سراح الأسرى"))
    types = [c.entry.type for c in candidates(article) if c.specific and c.entry.word == fold_text("إطلاق")]
    assert types[0] == "ASSAULT"
    assert types[-1] == "RETREAT"


def test_who_did_it_and_to_whom() -> None:
    text = "زيارة رسمية\nوالتقى سامر حداد أمس في عمان وفدا من المعارضة، وقصفت الطائرات مواقع للمسلحين"
    names = names_in(text, samer=("PER", "سامر حداد"), amman=("GPE", "عمان"))
    (event,) = [e for e in read(text, names) if any(r.trigger.text == "التقى" for r in e.reports)]
    assert "samer" in [p.entity for p in event.actors]
    assert "amman" not in [p.entity for p in event.actors]


def test_a_definite_repetition_is_the_same_event() -> None:
    text = "قتل خمسة جنود في هجوم على نقطة تفتيش في تعز\nوقال شهود إن هذا الهجوم وقع فجرا"
    names = names_in(text, taiz=("GPE", "تعز"))
    assert any({"هجوم", "الهجوم"} <= {r.trigger.text for r in e.reports} for e in read(text, names))


def test_a_name_is_no_event() -> None:
    text = "قالت وزارة الدفاع إن مجلس الأمن اجتمع"
    names = names_in(text, mod=("ORG", "وزارة الدفاع"), unsc=("ORG", "مجلس الأمن"))
    assert not {word for _, word in found(text, names)} & {"الدفاع", "الأمن"}


def test_a_learned_proposal_is_taken_up() -> None:
    text = "ويبقى إيصال شحنة جديدة إلى العاصمة"
    article = Article.of(Document(text))
    start = text.index("شحنة")
    tagged = Proposal(start, start + 4, "AID", 0.99, "tagger", (("status", "planned"),))
    proposals = Proposals(triggers=[*events.propose(article), tagged])
    made = events.compose(article, proposals, Names.of({}), (), ())
    assert "شحنة" in {r.trigger.text for e in made for r in e.reports}
    assert any(reason.by.startswith("tagger") for e in made for reason in e.why)


def test_a_mode_that_the_type_has_not_is_left_out() -> None:
    """The tagger says type and mode each by itself: aid is never «seize»."""
    text = "ويبقى إيصال شحنة جديدة إلى العاصمة"
    article = Article.of(Document(text))
    start = text.index("شحنة")
    tagged = Proposal(start, start + 4, "AID", 0.99, "tagger", (("status", "planned"), ("mode", "seize")))
    made = events.compose(article, Proposals(triggers=[tagged]), Names.of({}), (), ())
    assert [(e.type, e.mode) for e in made if "شحنة" in {r.trigger.text for r in e.reports}] == [("AID", None)]


def test_every_event_says_why_and_ids_are_stable() -> None:
    text = "شن الجيش هجوما على المسلحين وقتل عشرة منهم"
    first, second = read(text), read(text)
    assert first == second
    assert first
    for event in first:
        assert event.why
        assert event.confidence is not None
        assert 0 <= event.confidence <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('قتل هجومالوزيرفيعنث«»".،\n َّـ١2abc'), max_size=300))
def test_any_text_gives_exact_spans(text: str) -> None:
    for event in read(text):
        for report in event.reports:
            trigger = report.trigger
            assert text[trigger.start : trigger.end] == trigger.text


@pytest.mark.parametrize(
    "sentence",
    ["ألغى الوزير زيارته إلى باريس.", "أعلنت الحكومة إلغاء الزيارة إلى باريس.", "ألغت الحكومة المحادثات مع المعارضة."],
)
def test_visits_and_talks_called_off_did_not_happen(sentence: str) -> None:
    found = {e.type: {r.status for r in e.reports} for e in read(f"خبر اليوم\n\n{sentence}")}
    assert found["CONSULT"] == {"denied"}


def test_calling_a_visit_off_is_an_event_that_did_happen() -> None:
    found = {e.type: {r.status for r in e.reports} for e in read("خبر اليوم\n\nأعلنت الحكومة إلغاء الزيارة إلى باريس.")}
    assert found["REJECT"] == {"occurred"}


def test_counting_moves_a_first_weight_and_leaves_what_it_did_not_meet() -> None:
    rows = [{"bias": 1.0, "cue": float(i % 2)} for i in range(40)]
    learnt = fit(rows, [i % 2 == 1 for i in range(40)], penalty=1.0, prior={"cue": -1.0, "never met": 2.0})
    assert learnt["cue"] > 1.0
    assert learnt["never met"] == 2.0


def test_classes_are_told_apart_by_their_features() -> None:
    labels = ["planned", "denied", "occurred"] * 20
    rows = [{"bias": 1.0, f"cue of {label}": 1.0} for label in labels]
    learnt = fit_classes(rows, labels, ("planned", "denied", "occurred"), prior={"denied": {"not": 3.0}})
    for label in set(labels):
        assert max(learnt, key=lambda c: learnt[c][f"cue of {label}"]) == label
    assert learnt["denied"]["not"] == 3.0


def test_the_tagger_has_a_voice_in_who_did_it() -> None:
    """Between two names that grammar cannot tell apart, the tagger's scores decide."""
    text = "قال الحلف إن السرب قصف الميناء"
    names = names_in(text, pact=("ORG", "الحلف"), squad=("ORG", "السرب"))
    at = text.index("قصف")
    trigger = Proposal(at, at + 3, "ASSAULT", 0.99, "tagger")

    def chances(likely: str) -> dict[str | None, float]:
        start = text.index(likely)
        article = Article.of(Document(text))
        links = [LinkProposal((at, at + 3), (start, start + len(likely)), "actor", 0.95, "tagger")]
        scene = Scene(article, names, (), ())
        token = article.page.token_at(at)
        candidate = next(c for c in candidates(article) if c.token == token)
        weighed = weigh(scene, Cast(scene), candidate, frozenset(), TriggerRoles.of(article.page, [trigger], links))
        return {filler.participant.entity: chance["actor"] for filler, chance in weighed}

    assert chances("الحلف")["pact"] > chances("السرب")["pact"]
    assert chances("السرب")["squad"] > chances("الحلف")["squad"]


def test_a_plain_visit_is_found() -> None:
    """That وزير and وزارة could be read as و and a form of it does not make زار doubtful."""
    text = "زار الوزير بيروت أمس"
    assert ("CONSULT", "زار") in found(text, names_in(text, beirut=("GPE", "بيروت")))


def test_what_happened_has_no_time_to_come() -> None:
    """The nearest time is of the talks that follow; the shelling was yesterday, on no day that is written."""
    text = "قصفت القوات الحكومية بلدة الحارة قبل محادثات الأسبوع المقبل."
    (record,) = [analyse(Document(text, published=date(2021, 3, 2)), engine="grammar")]
    times = {e.reports[0].trigger.text: e.time for e in record.events}
    assert len(record.times) == 1
    assert times["قصفت"] is None
    assert times["محادثات"] == 0


def test_each_event_has_its_own_time() -> None:
    """What happened yesterday and what is planned for next week stand in one sentence, each beside its own time."""
    text = "خبر من العاصمة\nقصفت الطائرات السورية مدينة إدلب أمس، وسيزور الوزير التركي القاهرة الأسبوع المقبل."
    record = analyse(Document(text, published=date(2021, 3, 3)), engine="grammar")
    times = {e.type: record.times[e.time].span.text for e in record.events if e.time is not None}
    assert times == {"ASSAULT": "أمس", "CONSULT": "الأسبوع المقبل"}


def test_what_two_say_with_one_voice_is_told_by_the_first() -> None:
    text = "خبر من العاصمة\nأعلنت فرنسا وألمانيا فرض عقوبات على كوريا الشمالية."
    record = analyse(Document(text, published=date(2021, 3, 3)), engine="grammar")
    speakers = {s.id: s.chain[-1].entity for s in record.statements}
    assert len(speakers) == 2
    (told,) = {r.statement for e in record.events if e.type == "SANCTION" for r in e.reports}
    assert told is not None
    assert record.entities[speakers[told] or ""].name_ar == "فرنسا"


def test_a_description_ends_before_a_time_and_a_relative_clause() -> None:
    """«السلطات الألمانية الجمعة» and «المسلحين الذين» are no words for anybody."""
    text = "خبر من العاصمة\nأفرجت السلطات المحلية الجمعة عن عشرة معتقلين. وقتل الجنود المسلحين الذين هاجموا القرية."
    record = analyse(Document(text, published=date(2021, 3, 3)), engine="grammar")
    spans = {p.span.text for e in record.events for p in (*e.actors, *e.recipients) if p.span is not None}
    assert "السلطات المحلية" in spans
    assert not any("الجمعة" in span or "الذين" in span for span in spans)


def asked(text: str, word: str, names: Names, links: list[tuple[str, LinkRole, float]]) -> dict[str | None, float]:
    """Who does the deed of a word of a text, and how likely, with what the tagger links to it."""
    at = text.index(word)
    head = (at, at + len(word))
    article = Article.of(Document(text))
    triggers = [Proposal(*head, "ASSAULT", 0.99, "tagger")]
    told = [LinkProposal(head, (text.index(w), text.index(w) + len(w)), role, p, "tagger") for w, role, p in links]
    scene = Scene(article, names, (), ())
    token = article.page.token_at(at)
    candidate = next(c for c in candidates(article) if c.token == token)
    weighed = weigh(scene, Cast(scene), candidate, frozenset(), TriggerRoles.of(article.page, triggers, told))
    return {filler.participant.entity: chance["actor"] for filler, chance in weighed}


def test_the_tagger_is_not_asked_for_what_it_has_no_word_for() -> None:
    """It links names: that it links no adjective of nationality does not speak against who is meant by it."""
    text = "عاد الهدوء إلى تركيا بعد الغارات التركية على الميناء"
    names = names_in(text, turkey=("GPE", "تركيا"))
    land = replace(names.entities["turkey"], country="TUR")
    chances = asked(text, "الغارات", replace(names, entities={"turkey": land}), [("الميناء", "recipient", 0.9)])
    assert chances["turkey"] > 0.5


def test_two_reports_that_the_tagger_links_are_one_event() -> None:
    article = Article.of(Document("قصف السرب الميناء فجرا. وأوقعت الضربات خسائر"))
    page = article.page
    heads = [(start, start + len(w)) for w in ("قصف", "الضربات") for start in [article.text.index(w)]]
    triggers = [Proposal(*head, "ASSAULT", 0.99, "tagger") for head in heads]
    a, b = (page.token_at(start) for start, _ in heads)

    def odds(*links: tuple[int, int]) -> float:
        told = [LinkProposal(heads[i], heads[j], "same", 0.9, "tagger") for i, j in links]
        return weights("one event with tagger").logit(same_features(0.0, TriggerRoles.of(page, triggers, told), a, b))

    assert odds((0, 1), (1, 0)) > odds((0, 1)) > 0 > odds()
    assert odds((1, 0)) == odds((0, 1))


def test_of_whom_a_deed_is_demanded_may_do_it() -> None:
    """The one a statement is aimed at is told from whoever else stands in the sentence."""
    text = "دعا الأمين السرب إلى وقف القصف"
    names = names_in(text, chief=("PER", "الأمين"), squad=("ORG", "السرب"))
    content = Span(text.index("وقف"), len(text), "وقف القصف")
    said = Statement("s1", None, None, (Link(entity="chief"),), (content,), "indirect", "request", target="squad")
    scene = Scene(Article.of(Document(text)), names, (), (said,))
    candidate = next(c for c in candidates(scene.article) if c.span.text == "القصف")
    seen = {
        f.participant.entity: voice_features(scene, candidate, f, "before bare", "n")
        for f in Cast(scene).around(candidate.token)
    }
    assert "the target, request" in seen["squad"]
    assert "the originator, request" in seen["chief"]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("لم يوقع الوفدان الاتفاق في مسقط.", "الاتفاق"),
        ("لم تستأنف الرباط المفاوضات مع مدريد.", "المفاوضات"),
        ("أخفق الجانبان في التوصل إلى اتفاق.", "اتفاق"),
        ("لم يتم توقيع الاتفاق بين القاهرة وأثينا.", "الاتفاق"),
        ("لم يقدم البنك الدولي مساعدات إلى النازحين.", "مساعدات"),
        ("لم ينفذ الجيش الباكستاني الهجوم على بيشاور.", "الهجوم"),
    ],
)
def test_what_a_denied_verb_would_have_brought_about_is_denied(sentence: str, word: str) -> None:
    record = analyse(Document(f"خبر من العاصمة\n{sentence}", published=date(2021, 3, 3)), engine="grammar")
    assert [r.status for e in record.events for r in e.reports if r.trigger.text == word] == ["denied"]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("لم يحضر الوزير الاجتماع الذي عقد أمس في عمان.", "الاجتماع"),
        ("لم تتوقف الغارات على المدينة منذ أمس.", "الغارات"),
        ("لم ينفذ الجانبان الاتفاق الذي وقعاه أمس.", "الاتفاق"),
    ],
)
def test_what_is_there_though_its_verb_is_denied_is_not(sentence: str, word: str) -> None:
    record = analyse(Document(f"خبر من العاصمة\n{sentence}", published=date(2021, 3, 3)), engine="grammar")
    assert all(r.status != "denied" for e in record.events for r in e.reports if r.trigger.text == word)


def test_a_verbal_noun_and_what_it_brings_about_have_one_status() -> None:
    text = "خبر من العاصمة\nيعتزم البلدان توقيع اتفاق للتعاون العسكري."
    record = analyse(Document(text, published=date(2021, 3, 3)), engine="grammar")
    found = {r.trigger.text: r.status for e in record.events for r in e.reports}
    assert found["توقيع"] == found["اتفاق"] == "planned"


def test_whom_only_the_tagger_connects_with_a_deed_may_have_done_it() -> None:
    """The grammar looks at one sentence; the tagger has read the one before, too."""
    text = "عاد الجيش اليمني إلى مأرب. وأسفرت الغارات عن دمار واسع."
    names = names_in(text, army=("ORG", "الجيش اليمني"))
    assert "army" not in asked(text, "الغارات", names, [])
    assert asked(text, "الغارات", names, [("الجيش اليمني", "actor", 0.9)])["army"] > 0.5
    assert asked(text, "الغارات", names, [("الجيش اليمني", "actor", 0.2)])["army"] < 0.5
