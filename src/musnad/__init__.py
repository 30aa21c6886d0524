"""Musnad reads Arabic news and keeps an auditable record of who said what, on whose word.

>>> from musnad import read
>>> record = read(text, published="2016-08-31")
>>> record.statements[0].chain
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from musnad.version import __version__

if TYPE_CHECKING:
    from musnad.record import Record

__all__ = ["__version__", "read"]


def read(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
    engine: str = "auto",
    actors: Path | str | None = None,
) -> "Record":
    """The record of one article.

    `text` begins with the headline, unless `title` gives it apart. `published` (a date, or YYYY-MM-DD) is what
    relative times are told from; without it they are abstained. `engine` is auto, model, fast or grammar; `actors` a
    CSV of one's own actors in the form of the shipped tables. Raises InputError for what is no Arabic text.
    """
    from musnad.analysis.compose import analyse
    from musnad.knowledge import knowledge
    from musnad.reading import document

    article = document(text, title=title, id=id, outlet=outlet, published=published, url=url)
    return analyse(article, engine=engine, known=knowledge(Path(actors)) if actors else knowledge())
