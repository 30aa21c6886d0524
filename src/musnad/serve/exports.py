"""Every export of `musnad export` as a download."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from musnad.errors import UsageError
from musnad.export import labels
from musnad.export.calendar import ics
from musnad.export.write import FORMATS
from musnad.render.dossier import dossier
from musnad.serve.across import day_of, plans_on
from musnad.serve.answers import heavy, store_of
from musnad.serve.wanted import WantedQuery
from musnad.store import Store
from musnad.store.search import Wanted, count, records_of

router = APIRouter(prefix="/api/v1", tags=["Exports"])
# A download should come while its reader waits; more is a matter of `musnad export`.
MOST_ARTICLES = 20_000
_KINDS: dict[str, tuple[str, str, str]] = {
    "polecat": ("text/tab-separated-values", "tsv", "Events in POLECAT's columns, with the chain in added ones"),
    "cameo": ("text/tab-separated-values", "tsv", "Events in CAMEO codes"),
    "jsonl": ("application/jsonl", "jsonl", "Whole records, one a line"),
    "csv": ("application/zip", "zip", "One CSV a table, zipped"),
    "parquet": ("application/zip", "zip", "One Parquet file a table, zipped; needs the extra analytics"),
    "ftm": ("application/jsonl", "jsonl", "Claims as FollowTheMoney entities"),
    "ftm-statements": ("application/jsonl", "jsonl", "Values of FollowTheMoney, each with its origin"),
    "prov": ("application/jsonl", "jsonl", "Claims with their chains as PROV-O (JSON-LD)"),
    "geojson": ("application/geo+json", "geojson", "Events whose place has a point"),
    "gexf": ("application/gexf+xml", "gexf", "Who speaks of or acts on whom, for Gephi"),
    "ics": ("text/calendar", "ics", "Due days of plans"),
    "html": ("text/html", "html", "A dossier of one event or actor (of=ID)"),
    "labels": ("application/jsonl", "jsonl", "Decisions that stand as training labels"),
}  # fmt: skip
Format = Literal[
    "polecat", "cameo", "jsonl", "csv", "parquet", "ftm", "ftm-statements", "prov", "geojson", "gexf", "ics", "html",
    "labels",
]  # fmt: skip


class Exported(WantedQuery):
    """Which articles, and what a format needs besides."""

    every_status: bool = Field(False, description="polecat, cameo: also what is denied, possible or called for")
    on: date | None = Field(None, description="ics, html: the day from which to look; today if not given")
    of: str | None = Field(None, max_length=300, description="html: id or name of an event or actor")
    lang: Literal["en", "ar"] = Field("en", description="html: the language of its labels")


class Kind(BaseModel):
    """A format, its media type, and what it holds."""

    format: str
    media_type: str
    extension: str
    what: str


class Kinds(BaseModel):
    """All formats."""

    results: list[Kind]


@router.get("/exports", summary="Formats")
def formats() -> Kinds:
    """The formats in which articles that match a search can be had."""
    rows = [Kind(format=f, media_type=m, extension=e, what=what) for f, (m, e, what) in _KINDS.items()]
    return Kinds(results=rows)


@router.get("/exports/{form}", summary="Export", response_class=FileResponse)
@heavy
def export(request: Request, form: Format, filters: Annotated[Exported, Query()]) -> FileResponse:
    """The articles that match as a file: the same as `musnad export`. At most 20,000 articles, else 413.

    ics, html and labels are of the whole store and take no filters.
    """
    if (form == "html") != (filters.of is not None):
        raise UsageError(form, "html and of= go together", "exports/html?of=ID")
    media_type, extension, _ = _KINDS[form]
    with request.app.state.exports.work():
        folder = Path(tempfile.mkdtemp(prefix="musnad-export-"))
        try:
            path = _written(request, form, filters, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    # A dossier is opened in no browser from here: it is a page of its own, with a policy of its own.
    away = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type=media_type, filename=f"musnad-{form}.{extension}", background=away)


def _written(request: Request, form: str, filters: Exported, folder: Path) -> Path:
    store, day, path = store_of(request), day_of(request, filters.on), folder / "export"
    whole: dict[str, Callable[[], str]] = {
        "ics": lambda: ics(plans_on(request, day)),
        "html": lambda: dossier(store, str(filters.of), filters.lang, day),
        "labels": lambda: "".join(line + "\n" for line in labels.lines(store)),
    }
    if form in whole:
        path.write_text(whole[form](), encoding="utf-8", newline="")
        return path
    FORMATS[form](_records(store, filters.wanted()), path, filters.every_status)
    return _zipped(path) if path.is_dir() else path


def _records(store: Store, wanted: Wanted) -> Any:
    found = count(store, "articles", wanted)
    if found > MOST_ARTICLES:
        said = f"{found:,} articles match, and a download holds {MOST_ARTICLES:,}: narrow it, or use musnad export"
        raise HTTPException(413, said)
    return records_of(store, wanted)


def _zipped(folder: Path) -> Path:
    packed = folder.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return packed
