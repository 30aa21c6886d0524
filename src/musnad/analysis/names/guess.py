"""The country that an article gives an entity no table knows."""

from collections.abc import Sequence

from musnad.analysis.names.found import Finds, Found


def country_beside(finds: Finds, names: Sequence[Found]) -> str | None:
    """The country of an adjective right after a name: الشيعة العراقيون."""
    forms = finds.article.page.forms
    near = (finds.nationality(form) for f in names for form in forms[f.last : f.last + 2] if form[0] != "و")
    return next(filter(None, near), None)


def country_near(finds: Finds, names: Sequence[Found]) -> str | None:
    """The country of an adjective right after a name, or of a place that follows it in the same sentence."""
    page = finds.article.page
    for f in names:
        if country := country_beside(finds, [f]):
            return country
        if f.label in ("PER", "NORP"):
            continue
        sentence = page.sentences[page.sentence_at(f.proposal.start)]
        for i in range(f.last, min(sentence.last, f.last + 3)):
            name = finds.at.get(i)
            if name is not None and name.label == "GPE" and name.candidates:
                return name.candidates[0].country
    return None
