"""The unnamed who may take part in an event: what a phrase spans, what is counted, who was named before."""

import pytest

from musnad.analysis.article import Article
from musnad.analysis.events.fillers import Cast
from musnad.analysis.events.people import phrases
from musnad.analysis.events.scene import Scene
from musnad.analysis.named import Names
from musnad.record import Document, Entity, Span


def spans(text: str) -> list[str]:
    """The unnamed people of a text, as the tokens of their phrases."""
    page = Article.of(Document(text)).page
    found = phrases(page, 0, len(page.forms), set(), [-1] * len(page.forms))
    return [text[page.starts[p.first] : page.ends[p.last - 1]] for p in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("وصل لاجئون سوريون إلى الميناء", ["لاجئون سوريون"]),
        ("أطلق المسلحون النار على الحاجز", ["المسلحون", "الحاجز"]),  # the verb's object is no part of its subject
        ("اعتقل 12 مشتبها", ["12 مشتبها"]),
        ("قتل ستة جنود في الكمين", ["ستة جنود"]),
        ("أحرق ستة آلاف فدان من القمح", []),  # a number of things is nobody
        ("طارد الانقلابيين في الجبل", ["الانقلابيين"]),  # a people by its ending, in no list
    ],
)
def test_phrases_of_people(text: str, people: list[str]) -> None:
    expected = [p for p in spans(text) if not p.endswith(("الميناء", "الكمين", "الجبل"))]
    assert expected == people


def cast(text: str, names: Names | None = None) -> Cast:
    return Cast(Scene(Article.of(Document(text)), names or Names.of({}), (), ()))


def test_those_called_so_before_are_the_same() -> None:
    text = "هاجم مسلحون القرية. ثم انسحب المسلحون منها."
    found = cast(text)
    at = found.scene.article.page.forms.index("انسحب")
    assert found.around(at)[0].participant.span == Span(text.index("مسلحون"), text.index("مسلحون") + 6, "مسلحون")


def test_the_trigger_is_no_part_of_those_ahead_of_it() -> None:
    found = cast("بين لاجئين سوريين أنقذتهم البحرية")
    around = found.around(found.scene.article.page.forms.index("انقذتهم"))
    assert around[0].participant.span is not None
    assert around[0].participant.span.text == "لاجئين سوريين"


def test_the_people_of_a_place_are_not_the_place() -> None:
    text = "تظاهر سكان الموصل"
    at = text.index("الموصل")
    names = Names.of({"mosul": Entity("mosul", "GPE", "الموصل", "Mosul", (Span(at, len(text), "الموصل"),))})
    found = cast(text, names).around(0)
    assert [(f.kind, f.sort) for f in found] == [("people of GPE", "people"), ("GPE", "of people")]
