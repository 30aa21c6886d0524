"""The shipped tagger as its users feel it: what it proposes, where, how surely, and that it does so again."""

import json

import pytest

import musnad
from musnad.analysis import compose
from musnad.analysis import tagger as module
from musnad.analysis.proposals import LinkProposal, Proposal, Proposals
from musnad.analysis.tagger_read import linked
from musnad.analysis.tagger_roles import TriggerRoles
from musnad.arabic import lay_out
from musnad.errors import ModelError

needs_model = pytest.mark.skipif(not module.available(), reason="no tagger is installed")

TEXT = """وزير الخارجية التركي يزور بغداد الأسبوع المقبل
قال وزير الخارجية التركي مولود جاويش أوغلو، الثلاثاء، إن الجيش التركي قصف مواقع المسلحين قرب الموصل.
وأضاف أن أنقرة ستستضيف محادثات مع العراق الأسبوع المقبل.
ونفى مصدر أمني عراقي وقوع أي هجوم على المدينة.
"""


@pytest.fixture(scope="module")
def proposals():
    return module.tagger().propose(lay_out(TEXT))


def words(proposal):
    return TEXT[proposal.start : proposal.end]


def test_a_missing_model_is_said_in_one_line(tmp_path):
    with pytest.raises(ModelError, match="make model"):
        module.tagger(1, tmp_path)


@needs_model
def test_names_come_without_clitics_and_with_their_type(proposals):
    sure = {(words(p), p.label) for p in proposals.mentions if p.score >= 0.5}
    assert ("مولود جاويش أوغلو", "PER") in sure
    assert ("الجيش التركي", "ORG") in sure
    assert ("الموصل", "GPE") in sure


@needs_model
def test_cues_carry_an_act_and_lead_to_source_and_content(proposals):
    cues = {words(p): p for p in proposals.cues if p.score >= 0.5}
    assert {"قال", "أضاف", "نفى"} <= cues.keys()
    assert cues["نفى"].label == "deny"
    said = cues["قال"]
    head = (said.start, said.end)
    content = linked(proposals.links, head, "content")[0].tail
    assert TEXT[slice(*content)].startswith("الجيش التركي")
    source = linked(proposals.links, head, "source")[0].tail
    assert "مولود جاويش أوغلو" in TEXT[slice(*source)]


@needs_model
def test_triggers_carry_type_and_status(proposals):
    triggers = {words(p): p for p in proposals.triggers if p.score >= 0.5}
    assert triggers["قصف"].label == "ASSAULT"
    assert triggers["قصف"].feature("status") == "occurred"


@needs_model
def test_the_words_around_a_trigger_have_scores_in_its_roles(proposals):
    page = lay_out(TEXT)
    roles = TriggerRoles.of(page, proposals.triggers, proposals.links)
    bombed, army = page.token_at(TEXT.index("قصف")), page.tokens_in(TEXT.index("الجيش"), TEXT.index(" قصف"))
    assert roles.knows(bombed)
    assert not roles.knows(army.start)
    as_actor, as_recipient = (roles.score(bombed, role, army.start, army.stop) for role in ("actor", "recipient"))
    assert as_actor > max(as_recipient, 0.3)


@needs_model
def test_every_span_lies_in_the_text_and_every_score_is_a_probability(proposals):
    for family in ("mentions", "times", "cues", "sources", "contents", "triggers"):
        for p in getattr(proposals, family):
            assert 0 <= p.start < p.end <= len(TEXT)
            assert 0 <= p.score <= 1
            assert p.by == "tagger"
    for link in proposals.links:
        assert 0 <= link.tail[0] < link.tail[1] <= len(TEXT)


@needs_model
@pytest.mark.parametrize(
    "text", ["", " \n", "ـ", "؟", "\u200f", "ه" * 3000, "hello", "«»" * 500, "قال " * 2000, "\ufdfa" * 40]
)
def test_odd_texts_are_read_without_complaint(text):
    module.tagger().propose(lay_out(text))


@needs_model
def test_the_same_text_gives_the_same_proposals_alone_or_in_a_long_one(proposals):
    assert module.tagger().propose(lay_out(TEXT)) == proposals


@needs_model
def test_vowel_signs_do_not_move_spans():
    marked = TEXT.replace("قصف", "قَصَفَ")
    found = [marked[p.start : p.end] for p in module.tagger().propose(lay_out(marked)).triggers if p.label == "ASSAULT"]
    assert "قَصَفَ" in found


@needs_model
def test_labels_file_names_what_the_record_knows():
    layout = json.loads((module.MODEL_FOLDER / "labels.json").read_text(encoding="utf-8"))
    from musnad.record.values import ACTS, ENTITY_TYPES, EVENT_TYPES, STATUSES

    assert set(layout["tags"]["act"]) == set(ACTS)
    assert set(layout["tags"]["event"]) == set(EVENT_TYPES)
    assert set(layout["tags"]["status"]) == set(STATUSES)
    assert {label[2:] for label in layout["tags"]["mention"] if label != "O"} == set(ENTITY_TYPES)


@needs_model
@pytest.mark.parametrize("kin", ["زوجة المعتقل", "والد القتيل", "نجل الوزير"])
def test_who_is_told_by_his_kin_does_not_speak(kin: str) -> None:
    """The tagger took the name for the speaker's; the wife of the man said it."""
    record = musnad.read(f"خبر\nوقالت {kin} نبيل شاهين إن الحكم صدر أمس.", published="2015-01-01", engine="model")
    assert [s.chain[-1].entity for s in record.statements] == [None]


@needs_model
def test_an_agency_explained_in_brackets_is_that_one() -> None:
    """«The official news agency (SANA)» was taken for the one agency that the article named in full before."""
    text = (
        "خبر\nقالت وكالة الأنباء الألمانية إن الطريق قطع. وذكرت وكالة الأنباء الرسمية (سانا) أن المبعوث وصل إلى دمشق."
    )
    record = musnad.read(text, published="2015-01-01", engine="model")
    assert [s.chain[-1].entity for s in record.statements] == ["dpa", "sana"]


class _Pointing:
    """A tagger that points at some words of one text as source or medium of one cue."""

    def __init__(self, text: str, cue: str, role: str, words: str) -> None:
        head, tail = ((text.index(w), text.index(w) + len(w)) for w in (cue, words))
        self.made = Proposals(
            cues=[Proposal(*head, "say", 0.95, "tagger", (("cue", "say"),))],
            links=[LinkProposal(head, tail, role, 0.95, "tagger")],
        )

    def propose(self, _: object) -> Proposals:
        return self.made


def test_no_conjunction_is_a_source_and_no_name_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """«وتضيف غير أن» had «غير» for its speaker; the medium «سي.ان.ان-تورك» was «تورك», an unnamed source."""
    text = "خبر\nقالت يولاند نيل إن الزيارة مهمة. وتضيف غير أن المحادثات لم تنجح."
    monkeypatch.setattr(compose, "tagger", lambda: _Pointing(text, "تضيف", "source", "غير"))
    first, second = musnad.read(text, engine="model").statements
    assert second.chain == first.chain

    text = "خبر\nوقال شيمون بيريز في حديث لقناة سي.ان.ان-تورك الاخبارية «لا نريد الحرب»."
    monkeypatch.setattr(compose, "tagger", lambda: _Pointing(text, "قال", "medium", "تورك"))
    (said,) = musnad.read(text, engine="model").statements
    assert all(link.entity for link in said.chain)
