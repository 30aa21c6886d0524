"""Whom a pronoun on a trigger may mean, of all who stand beside it."""

from musnad.analysis.article import Article
from musnad.analysis.events.candidates import candidates
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.standing import places
from musnad.analysis.named import Names
from musnad.record import Document, Participant


def told(text: str, trigger: str, **kinds: str) -> dict[str, tuple[str, ...]]:
    """The features that the pronoun makes, by word; `kinds` are those of the words that are fillers."""
    article = Article.of(Document(text))
    forms = article.page.forms
    fillers = [
        Filler(Participant(entity=word), forms.index(word), forms.index(word) + 1, kind) for word, kind in kinds.items()
    ]
    fillers.sort(key=lambda f: f.first)
    found = next(c for c in candidates(article) if article.page.forms[c.token] == trigger)
    placed = places(Scene(article, Names.of({}), (), ()), found, fillers, frozenset())
    return {str(f.participant.entity): place.pronoun for f, place in zip(fillers, placed, strict=True)}


def test_a_pronoun_means_the_nearest_that_agrees_with_it() -> None:
    text = "التقي احمد مع عمر في ايران قبل زيارته الاخيره"
    found = told(text, "زيارته", احمد="PER", عمر="PER", ايران="GPE")
    assert "n ه, before, 0 nearer" in found["عمر"]
    assert "n ه, before, 1 nearer" in found["احمد"]
    assert "n ه, before, no" in found["ايران"]
    assert "n ها, before, 0 nearer" in told(text.replace("زيارته", "زيارتها"), "زيارتها", ايران="GPE")["ايران"]


def test_nothing_is_told_where_there_is_no_pronoun() -> None:
    assert told("زياره عمر الي ايران", "زياره", عمر="PER")["عمر"] == ()
