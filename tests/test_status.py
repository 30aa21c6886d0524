"""Status: whether a report says that its event happened, goes on, is planned, possible, called for, denied."""

from datetime import date

import pytest

from musnad.analysis.article import Article
from musnad.analysis.compose import analyse
from musnad.analysis.events.candidates import best_readings, candidates
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.status import cues_of, judge, status_features
from musnad.analysis.named import Names
from musnad.arabic import fold_text
from musnad.record import Document, Link, Span, Statement


def judged(text: str, trigger: str, statements: tuple[Statement, ...] = ()) -> str:
    article = Article.of(Document(text))
    scene = Scene(article, Names.of({}), (), statements)
    found = [c for c in best_readings(article, candidates(article)) if c.span.text == trigger]
    return judge(scene, found[0]).status


def said(text: str, content: str, act: str) -> tuple[Statement, ...]:
    at = text.index(content)
    anonymous = Link(anonymous=Span(0, 3, text[:3]))
    span = Span(at, at + len(content), content)
    return (Statement("s1", None, None, (anonymous,), (span,), "indirect", act),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("قصفت الطائرات المدينة أمس وقتلت خمسة أشخاص", "قصفت", "occurred"),
        ("وقتل عشرة جنود في الاشتباكات", "قتل", "occurred"),
        ("سيزور الوزير القاهرة الأسبوع المقبل", "سيزور", "planned"),
        ("ومن المقرر عقد قمة ثلاثية في أنقرة الشهر المقبل", "قمة", "planned"),
        ("تتواصل المعارك المستمرة في محيط المطار", "المعارك", "ongoing"),
        ("لم يلتق الوزير نظيره خلال الزيارة", "يلتق", "denied"),
        ("لم تقصف الطائرات المدينة", "تقصف", "denied"),
        ("ولم يقتل أحد في الهجوم", "يقتل", "denied"),
        ("ولم تقصف الطائرات سوى مخزن للأسلحة", "تقصف", "occurred"),
        ("ألغى الوزير زيارته إلى المدينة", "زيارته", "denied"),
        ("فشلت المحادثات بين الطرفين في التوصل إلى اتفاق", "اتفاق", "denied"),
        ("لو قصفت الطائرات المدينة لسقط مئات القتلى", "قصفت", "possible"),
        ("كادت القوات أن تقتحم المخيم", "تقتحم", "possible"),
        ("كادت الحرب أن تندلع من جديد", "الحرب", "possible"),
        ("هل تقصف الطائرات المدينة؟", "تقصف", "possible"),
        ("تراجعت الحكومة عن قرارها ترحيل السفير", "ترحيل", "denied"),
        ("عدل القائد عن سحب قواته من البلدة", "سحب", "denied"),
        ("تراجعت الحكومة عن الاتفاق مع الشركة", "الاتفاق", "occurred"),
        ("علقت المحكمة قرار ترحيل العمال", "ترحيل", "denied"),
        ("ألغى الأمير زيارته المقررة إلى المدينة", "زيارته", "denied"),
        ("رفض المدير الاستقالة من منصبه", "الاستقالة", "denied"),
        ("تأجلت زيارة الوفد إلى العاصمة", "زيارة", "planned"),
        ("كان الرجل يخطط لاغتيال القاضي", "اغتيال", "planned"),
        ("لا تعتزم الوزارة الانسحاب من المدينة", "الانسحاب", "denied"),
        ("حال الجنود دون وقوع اشتباكات", "اشتباكات", "possible"),
        ("انتشر الجنود للحيلولة دون وقوع هجمات", "هجمات", "possible"),
        ("أكد الجيش عدم وقوع اشتباكات على الطريق", "اشتباكات", "denied"),
    ],
)
def test_the_clause_tells(text: str, trigger: str, status: str) -> None:
    assert judged(text, trigger) == status


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("انتشرت الشرطة خوفا من اندلاع اشتباكات بين القريتين", "اشتباكات"),
        ("تضمن اللجنة سلامة السكان من أي اعتداء", "اعتداء"),
        ("تدرس الوزارة فرض عقوبات على الشركة", "عقوبات"),
        ("يصر القائد على قصف الجسر", "قصف"),
        ("امتناع الشركة عن تقديم مساعدات", "مساعدات"),
        ("سافر الوفد من أجل إنهاء الحرب", "إنهاء"),
        ("سيؤدي القرار إلى مقتل كثيرين", "مقتل"),
        ("قد يسفر القتال عن سقوط ضحايا", "سقوط"),
    ],
)
def test_what_a_word_leaves_open_is_no_fact(text: str, trigger: str) -> None:
    assert judged(text, trigger) not in ("occurred", "ongoing")


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # What is asked for is behind the preposition, and what is feared is the loss, not the blows that bring it.
        ("طالب النواب القمة بدعم القرى", "القمة", "occurred"),
        ("أدى القصف إلى مقتل كثيرين", "مقتل", "occurred"),
        ("أثار المنع احتجاجات التجار أمس", "احتجاجات", "occurred"),
        ("فشلت في منع الهجوم على السوق الذي قتل فيه عشرة أشخاص", "الهجوم", "occurred"),
        ("وكان القصف قد أسفر عن مقتل كثيرين", "مقتل", "occurred"),
        ("تعهد القائد بإجراء تحقيق عن الغارة التي قتلت عشرة أشخاص", "الغارة", "occurred"),
    ],
)
def test_what_only_stands_behind_such_a_word_may_be_one(text: str, trigger: str, status: str) -> None:
    assert judged(text, trigger) == status


def test_a_noun_goes_with_its_verbal_noun_past_such_words() -> None:
    """In «if such an accord is signed» the accord is as open as its signing."""
    record = analyse(Document("عنوان\nستبقى القوات حتى إذا تم توقيع مثل هذا الاتفاق بين البلدين."), engine="grammar")
    statuses = {r.trigger.text: r.status for e in record.events for r in e.reports}
    assert statuses["توقيع"] == statuses["الاتفاق"] == "possible"


@pytest.mark.parametrize(
    ("content", "act", "status"),
    [("هدنة فورية في المدينة", "request", "called_for"), ("زيارة العاصمة قريبا", "intend", "planned")],
)
def test_the_act_of_the_statement_tells(content: str, act: str, status: str) -> None:
    text = f"الوزير تحدث عن {content}"
    assert judged(text, content.split(maxsplit=1)[0], said(text, content, act)) == status


def test_cues_are_found_past_clitics_and_inflection() -> None:
    assert "demand" in cues_of("before", fold_text("وطالبت"))
    assert "negation" in cues_of("before", fold_text("ولن"))


def test_what_speaks_is_named() -> None:
    article = Article.of(Document("لم يهاجم الجيش المدينة"))
    scene = Scene(article, Names.of({}), (), ())
    (candidate, *_) = best_readings(article, candidates(article))
    assert "near: negation" in status_features(scene, candidate)


@pytest.mark.parametrize(
    ("text", "trigger", "feature"),
    [
        # One verb tells of the future, of a wish or of what did not come about, by its tense and what precedes it.
        ("سيعقد الوزيران لقاء في العاصمة", "لقاء", "verb close before: future, n"),
        ("لم يعقد الوزيران لقاء في العاصمة", "لقاء", "verb close before: negated imperfect, n"),
        ("يرجح أن يجري الوزيران لقاء في العاصمة", "لقاء", "verb close before: that imperfect, n"),
        # A noun may be the subject of the verb that follows.
        ("القصف سيستمر حتى الصباح", "القصف", "verb close behind: future, n"),
    ],
)
def test_the_tense_of_the_verb_beside_speaks(text: str, trigger: str, feature: str) -> None:
    article = Article.of(Document(text))
    scene = Scene(article, Names.of({}), (), ())
    found = [c for c in best_readings(article, candidates(article)) if c.span.text == trigger]
    assert feature in status_features(scene, found[0])


def test_what_is_denied_first_did_not_happen() -> None:
    """A denial read as a fact is what readers fear most; what follows in its words may well have happened."""
    text = "خبر من العاصمة\nنفت وزارة الدفاع التركية قصف مستشفى في المدينة، الثلاثاء، بعد معارك قتل فيها عشرون شخصا."
    record = analyse(Document(text, published=date(2021, 3, 3)), engine="grammar")
    statuses = {r.trigger.text: r.status for e in record.events for r in e.reports}
    assert statuses["قصف"] == "denied"
    assert statuses["معارك"] == "occurred"


def test_the_words_of_the_article_do_not_colour_those_of_a_source() -> None:
    """Who speaks says nothing on whether it happened: the words ahead count up to where the statement begins."""
    text = "مصدر عسكري كبير قال قصف المدينة"
    article = Article.of(Document(text))
    scene = Scene(article, Names.of({}), (), said(text, "قصف المدينة", "say"))
    found = [c for c in best_readings(article, candidates(article)) if c.span.text == "قصف"]
    features = status_features(scene, found[0])
    assert "word behind: المدينه" in features
    assert not any(name.startswith("word ahead") for name in features)


def of_news(sentence: str, trigger: str) -> list[str]:
    record = analyse(Document(f"خبر من العاصمة\n{sentence}", published=date(2021, 3, 3)), engine="grammar")
    return [r.status for e in record.events for r in e.reports if r.trigger.text == trigger]


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("لا صحة لاعتقال الوزير.", "اعتقال"),
        ("قال المتحدث إنه لا صحة لما تردد عن اعتقال الصحفيين.", "اعتقال"),
        ("لا أساس من الصحة لأنباء قصف الميناء.", "قصف"),
        ("كذب الناطق باسم البلدية الأنباء التي تحدثت عن مقتل الحارس.", "مقتل"),
        ("لم يسبق للرئيسين أن التقيا.", "التقيا"),
        ("ليس صحيحا أن الجيش قصف الميناء.", "قصف"),
        ("وصف المتحدث أنباء اعتقال الصحفيين بأنها عارية عن الصحة.", "اعتقال"),
        ("ما تردد عن اعتقال الصحفيين غير صحيح.", "اعتقال"),
        ("لم تقم الطائرات البرازيلية بقصف الميناء.", "قصف"),
    ],
)
def test_what_is_called_untrue_is_denied_without_a_verb_of_denying(sentence: str, trigger: str) -> None:
    assert of_news(sentence, trigger) == ["denied"]


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("نفت البلدية الشائعات وأفادت بأن القتال الذي حدث في السوق انتهى.", "القتال"),
        ("لم يسبق أن قصف الميناء بهذا العنف.", "قصف"),
        ("لا صحة لما تردد عن اعتقال الوزير بعد الهجوم على الميناء.", "الهجوم"),
        ("نشرت الصحيفة تقارير عن قصف الميناء.", "قصف"),
    ],
)
def test_what_stands_beside_what_is_called_untrue_is_not_denied(sentence: str, trigger: str) -> None:
    assert of_news(sentence, trigger)[0] != "denied"
