"""The country that an article gives an entity no table knows."""

from collections.abc import Sequence

from musnad.analysis.names.found import Finds, Found


def country_near(finds: Finds, names: Sequence[Found]) -> str | None:
    """The country of an adjective right after a name, or of a place that follows it in the same sentence."""
    page = finds.article.page
    for f in names:
        for i in range(f.last, min(len(page.forms), f.last + 2)):
            if country := finds.nationality(page.forms[i]):
                return country
        if f.label in ("PER", "NORP"):
            continue
        sentence = page.sentences[page.sentence_at(f.proposal.start)]
        for i in range(f.last, min(sentence.last, f.last + 3)):
            name = finds.at.get(i)
            if name is not None and name.label == "GPE" and name.candidates:
                return name.candidates[0].country
    return None
