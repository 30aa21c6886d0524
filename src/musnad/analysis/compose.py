"""Document → Record: the layers in their order, in one place."""

from typing import TYPE_CHECKING

from musnad.analysis import attribution, events, gloss, names, times
from musnad.analysis.article import Article
from musnad.analysis.proposals import Proposals
from musnad.analysis.tagger_files import available, model_version
from musnad.errors import UsageError
from musnad.knowledge import Knowledge
from musnad.record import SCHEMA, Document, Record
from musnad.version import __version__

if TYPE_CHECKING:
    from musnad.analysis.tagger import Tagger

ENGINES = ("auto", "model", "fast", "grammar")


def versions(engine: str) -> dict[str, str]:
    """The versions that decide what a record by an engine says: an analysis by other ones may differ."""
    model = {"model": model_version()} if engine == "model" else {}
    return {"musnad": __version__, "schema": SCHEMA, **model}


def chosen(engine: str) -> str:
    """The engine that a choice stands for: the best that is installed for "auto".

    Raises UsageError for one that does not exist or is not installed.
    """
    if engine not in ENGINES:
        raise UsageError(f"engine {engine!r}", "no such engine", ", ".join(ENGINES))
    if engine == "fast":
        raise UsageError("engine 'fast'", "no smaller tagger is part of this version", "--engine model or grammar")
    if engine == "model" and not available():
        raise UsageError("engine 'model'", "the tagger's files are not installed", "--engine grammar")
    if engine == "auto":
        return "model" if available() else "grammar"
    return engine


def analyse(document: Document, *, engine: str = "auto", known: Knowledge | None = None) -> Record:
    """All that one document says, and on whose word.

    `engine` chooses who proposes: "grammar" (word lists and rules alone), "model" (the learned tagger with the
    grammar), "fast" (a smaller tagger where one is shipped), "auto" (the best that is installed).
    """
    engine = chosen(engine)
    article = Article.of(document, known)
    proposals = propose(article)
    if engine == "model":
        proposals.add(tagger().propose(article.page))
    found_times = times.compose(article, proposals)
    found_names = names.compose(article, proposals)
    statements = attribution.compose(article, proposals, found_names, found_times)
    found_events = events.compose(article, proposals, found_names, found_times, statements)
    record = Record(
        document=document,
        entities=found_names.entities,
        times=found_times,
        statements=statements,
        events=found_events,
        byline=found_names.byline,
        engine=engine,
        versions=versions(engine),
    )
    return gloss.glossed(record)


def tagger() -> "Tagger":
    """The shipped tagger; what it is made with is imported when it is first asked: the grammar needs no numpy."""
    from musnad.analysis.tagger import tagger as shipped

    return shipped()


def propose(article: Article) -> Proposals:
    """What the grammar and the word lists suggest, layer by layer."""
    return Proposals(
        mentions=names.propose(article),
        times=times.propose(article),
        cues=attribution.propose(article),
        triggers=events.propose(article),
    )
