"""For notebooks and scripts: a store to ask, answers that become data frames, records that show themselves.

>>> from musnad import Store
>>> with Store("news.db") as store:
...     said = store.statements("هدنة", by="بوتين", since=date(2016, 1, 1))
>>> said.to_frame()
"""

import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Generic, Literal, TypedDict, TypeVar, Unpack, overload

from musnad.corroboration.followups import follow_ups
from musnad.corroboration.found import conflicts
from musnad.errors import UsageError
from musnad.export import flat
from musnad.record import Record
from musnad.render.card import card
from musnad.render.elements import as_html, name, table
from musnad.store import Store as PlainStore
from musnad.store.search import Hit, Kind, Wanted, search
from musnad.store.views import actor_rows

Library = Literal["pandas", "polars"]
_PAGE, _SHOWN = 500, 20


class Filters(TypedDict, total=False):
    """What narrows a search, as the options of `musnad search`; names are Arabic or English, days inclusive."""

    by: str | None
    through: str | None
    about: str | None
    actor: str | None
    recipient: str | None
    act: str | None
    status: str | None
    type: str | None
    place: str | None
    near: tuple[float, float, float] | None
    outlet: str | None
    agency: str | None
    kind: str | None
    only_anonymous: bool
    since: date | None
    until: date | None
    happened_since: date | None
    happened_until: date | None
    country: str | None
    box: tuple[float, float, float, float] | None
    added_since: datetime | None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search found; `article` is its key, by which `store.record` gives its record."""

    article: str
    published: date | None
    outlet: str | None
    title: str
    url: str | None
    byline: str | None


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement that a search found, with its originator and target by id and by both names."""

    article: str
    statement: str
    published: date | None
    outlet: str | None
    act: str
    directness: str
    content: str
    speaker: str | None
    speaker_ar: str | None
    speaker_en: str | None
    speaker_kind: str | None
    target: str | None
    target_ar: str | None
    target_en: str | None
    links: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event that a search found; `time` is a TIMEX3 value, latitude and longitude are degrees WGS 84."""

    article: str
    event: str
    published: date | None
    outlet: str | None
    type: str
    mode: str | None
    status: str
    trigger: str
    time: str | None
    place: str | None
    place_ar: str | None
    place_en: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan with its due days and what became of it."""

    cluster: str
    type: str
    title: str
    due_first: date | None
    due_last: date | None
    state: str
    reports: int


@dataclass(frozen=True, slots=True)
class FoundConflict:
    """Two accounts of one event that exclude each other: who claims what, in which words."""

    cluster: str
    kind: str
    one_published: date
    one_outlet: str | None
    one_by: str | None
    one_claim: str
    one_words: str
    other_published: date
    other_outlet: str | None
    other_by: str | None
    other_claim: str
    other_words: str


Row_co = TypeVar("Row_co", covariant=True)


class Answers(Sequence[Row_co], Generic[Row_co]):
    """What a question gave, in its order: a sequence of values, a table in a notebook, a data frame on demand."""

    def __init__(self, kind: type[Any], rows: Iterable[Row_co]) -> None:
        self._kind, self._rows = kind, tuple(rows)
        self._columns = [f.name for f in fields(kind)]

    @overload
    def __getitem__(self, at: int) -> Row_co: ...
    @overload
    def __getitem__(self, at: slice) -> "Answers[Row_co]": ...
    def __getitem__(self, at: int | slice) -> "Row_co | Answers[Row_co]":
        return Answers(self._kind, self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}>"

    def to_frame(self, library: Library | None = None) -> Any:
        """A data frame, a column a field: of pandas where it is installed, else of polars, or of the one named.

        Raises UsageError where neither is installed.
        """
        return _frame({c: [getattr(row, c) for row in self._rows] for c in self._columns}, library)

    def _repr_html_(self) -> str:
        rows = [[name(_cell(getattr(row, c))) for c in self._columns] for row in self._rows[:_SHOWN]]
        rest = f"<p>{_SHOWN} of {len(self)}</p>" if len(self) > _SHOWN else ""
        return as_html(table(self._columns, rows)) + rest


class Store(PlainStore):
    """A store that answers with typed values: articles, statements, events, plans, contradictions.

    Everything that `musnad.store.Store` does it does too. `limit` is how many answers at most, newest first; None is
    all of them.
    """

    def search(
        self, text: str | None = None, *, limit: int | None = 100, **filters: Unpack[Filters]
    ) -> Answers[FoundArticle]:
        """Articles by words (all must occur, "a phrase", begin*, AND, OR, NOT) and filters."""
        hits = self._hits("articles", text, limit, filters)
        return Answers(FoundArticle, [_article(h) for h in hits])

    def statements(
        self, text: str | None = None, *, limit: int | None = 100, **filters: Unpack[Filters]
    ) -> Answers[FoundStatement]:
        """Statements by words of their content and by filters."""
        hits = list(self._hits("statements", text, limit, filters))
        ids = [h.fields[f] for h in hits for f in ("speaker", "target") if h.fields[f]]
        arabic, english = self._names(ids)
        return Answers(FoundStatement, [_statement(h, arabic, english) for h in hits])

    def events(
        self, text: str | None = None, *, limit: int | None = 100, **filters: Unpack[Filters]
    ) -> Answers[FoundEvent]:
        """Events by words of their articles and by filters."""
        hits = list(self._hits("events", text, limit, filters))
        arabic, english = self._names([h.fields["place"] for h in hits if h.fields["place"]])
        return Answers(FoundEvent, [_event(h, arabic, english) for h in hits])

    def plans(self, on: date) -> Answers[FoundPlan]:
        """What was planned and what had become of it by a day; `musnad corroborate` must have run."""
        found = (
            FoundPlan(
                p.cluster, p.type, p.title, p.due[0] if p.due else None, p.due[1] if p.due else None, p.state,
                len(p.history),
            )
            for p in follow_ups(self, on)
        )  # fmt: skip
        return Answers(FoundPlan, found)

    def contradictions(self, limit: int = 100) -> Answers[FoundConflict]:
        """Accounts of one event that exclude each other, the latest first; `musnad corroborate` must have run."""
        found = []
        for c in conflicts(self, limit=limit):
            sides = [
                (date.fromordinal(s.published), s.outlet, s.by, s.claim, " ".join(s.words.split()))
                for s in (c.one, c.other)
            ]
            found.append(FoundConflict(c.cluster, c.kind, *sides[0], *sides[1]))
        return Answers(FoundConflict, found)

    def _hits(self, kind: Kind, text: str | None, limit: int | None, filters: Filters) -> Iterator[Hit]:
        wanted = Wanted(text=text, **filters)
        before: int | None = None
        left = limit
        while left is None or left > 0:
            size = _PAGE if left is None else min(left, _PAGE)
            hits = search(self, kind, wanted, limit=size, before=before)
            yield from hits
            if len(hits) < size:
                return
            before, left = hits[-1].number, None if left is None else left - size

    def _names(self, ids: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        known = actor_rows(self, ids)
        return {i: r["name_ar"] for i, r in known.items()}, {i: r["name_en"] for i, r in known.items()}


def tables(records: Record | Iterable[Record], library: Library | None = None) -> dict[str, Any]:
    """Records as data frames by name: articles, entities, statements, links, events, participants, reports, times.

    The columns are those of `musnad export csv`. Raises UsageError where neither pandas nor polars is installed.
    """
    columns: dict[str, dict[str, list[Any]]] = {t: {c: [] for c in names} for t, names in flat.COLUMNS.items()}
    for record in [records] if isinstance(records, Record) else records:
        for kind, row in flat.rows(record):
            for column, values in columns[kind].items():
                values.append(row.get(column))
    return {kind: _frame(made, library) for kind, made in columns.items()}


def show(record: Record, language: Literal["en", "ar"] = "en") -> Any:
    """A record for a notebook in a language; a record alone shows itself in English."""
    return _Shown(card(record, language))


@dataclass(frozen=True, slots=True)
class _Shown:
    html: str

    def _repr_html_(self) -> str:
        return self.html


def _article(h: Hit) -> FoundArticle:
    return FoundArticle(h.document_key, h.published, h.outlet, h.title, h.fields["url"], h.fields["byline"])


def _statement(h: Hit, arabic: dict[str, str], english: dict[str, str]) -> FoundStatement:
    f = h.fields
    speaker, target = f["speaker"] or "", f["target"] or ""
    return FoundStatement(
        h.document_key, h.id or "", h.published, h.outlet, f["act"], f["directness"], f["content"], f["speaker"],
        arabic.get(speaker, f["speaker_words"]), english.get(speaker), f["speaker_kind"], f["target"],
        arabic.get(target), english.get(target), f["links"], f["confidence"],
    )  # fmt: skip


def _event(h: Hit, arabic: dict[str, str], english: dict[str, str]) -> FoundEvent:
    f, place = h.fields, h.fields["place"] or ""
    return FoundEvent(
        h.document_key, h.id or "", h.published, h.outlet, f["type"], f["mode"], f["status"], f["trigger"], f["time"],
        f["place"], arabic.get(place), english.get(place), f["country"], f["latitude"], f["longitude"],
        f["confidence"],
    )  # fmt: skip


def _frame(columns: dict[str, list[Any]], library: Library | None) -> Any:
    for candidate in (library,) if library else ("pandas", "polars"):
        try:
            return importlib.import_module(candidate).DataFrame(columns)
        except ImportError:
            continue
    wanted = library or "pandas or polars"
    raise UsageError("to_frame", f"{wanted} is not installed", f"pip install {library or 'pandas'}")


def _cell(value: object) -> str:
    return "" if value is None else str(value)
