"""What all who stand beside a trigger tell of each: who else is there, and whom a pronoun may mean."""

from musnad.analysis.article import Article
from musnad.analysis.events.candidates import candidates
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.standing import places
from musnad.analysis.named import Names
from musnad.record import Document, Participant


def told(text: str, trigger: str, **kinds: str) -> dict[str, tuple[str, ...]]:
    """The features that the others make, by word; `kinds` are those of the words that are fillers."""
    article = Article.of(Document(text))
    forms = article.page.forms
    fillers = [
        Filler(Participant(entity=word), forms.index(word), forms.index(word) + 1, kind) for word, kind in kinds.items()
    ]
    fillers.sort(key=lambda f: f.first)
    found = next(c for c in candidates(article) if article.page.forms[c.token] == trigger)
    placed = places(Scene(article, Names.of({}), (), ()), found, fillers, frozenset())
    return {str(f.participant.entity): place.others for f, place in zip(fillers, placed, strict=True)}


def test_a_genitive_is_told_of_the_town_behind_the_preposition() -> None:
    found = told("استمر قصف روسيا على حلب", "قصف", روسيا="GPE", حلب="GPE")
    assert any(f.endswith("after bare 1st beside after على") for f in found["روسيا"])
    assert any(f.endswith("after bare 1st beside nobody") for f in told("استمر قصف حلب", "قصف", حلب="GPE")["حلب"])


def test_a_verb_with_its_subject_behind_it_is_told_so() -> None:
    found = told("تركيا غاضبه بعدما قصفت روسيا مواقعها", "قصفت", تركيا="GPE", روسيا="GPE")
    assert "v before bare 1st, a subject behind" in found["تركيا"]
    assert not any(f.endswith("subject behind") for f in found["روسيا"])
    assert "v before bare 1st, no subject behind" in told("تركيا قصفت مواقع", "قصفت", تركيا="GPE")["تركيا"]


def test_a_pronoun_means_the_nearest_that_agrees_with_it() -> None:
    text = "التقي احمد مع عمر في ايران قبل زيارته الاخيره"
    found = told(text, "زيارته", احمد="PER", عمر="PER", ايران="GPE")
    assert "n ه, before, 0 nearer" in found["عمر"]
    assert "n ه, before, 1 nearer" in found["احمد"]
    assert "n ه, before, no" in found["ايران"]
    assert "n ها, before, 0 nearer" in told(text.replace("زيارته", "زيارتها"), "زيارتها", ايران="GPE")["ايران"]


def test_a_pronoun_is_no_feature_where_there_is_none() -> None:
    found: tuple[str, ...] = told("زياره عمر الي ايران", "زياره", عمر="PER")["عمر"]
    assert not any("nearer" in feature for feature in found)
