"""Musnad reads Arabic news and keeps an auditable record of who said what, on whose word.

>>> from musnad import read
>>> record = read(text, published="2016-08-31")
>>> record.statements[0].chain

`Store` asks a store and answers with values that become data frames; see `musnad.notebook`.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from musnad.version import __version__

if TYPE_CHECKING:
    from musnad.notebook import Store, tables
    from musnad.record import Record

__all__ = ["Store", "__version__", "read", "tables"]


def __getattr__(name: str) -> Any:
    """`Store` and `tables`, loaded when they are first asked for: the command line starts without them."""
    if name in ("Store", "tables"):
        from musnad import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'musnad' has no attribute {name!r}")


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
    import musnad.render.card  # noqa: F401, so that the record shows itself in a notebook
    from musnad.analysis.compose import analyse
    from musnad.knowledge import knowledge
    from musnad.reading import document

    article = document(text, title=title, id=id, outlet=outlet, published=published, url=url)
    return analyse(article, engine=engine, known=knowledge(Path(actors)) if actors else knowledge())
