"""The REST API over a store: what the page and other programs read, and the decisions they write."""

import hashlib
import json
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from musnad.analysis.compose import analyse
from musnad.reading import document
from musnad.record import to_json
from musnad.serve.access import must_write
from musnad.serve.wanted import WantedQuery
from musnad.store import Decision, Store
from musnad.store.search import Hit, Kind, actor_names, count, count_by, find_actors, search

router = APIRouter(prefix="/api/v1")


def store_of(request: Request) -> Store:
    """The store that this application serves."""
    store: Store = request.app.state.store
    return store


def answered(request: Request, body: Any) -> Response:
    """JSON with an ETag; 304 where the caller has it already."""
    content = json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def named(store: Store, ids: list[str]) -> dict[str, dict[str, str]]:
    """Both names of each actor id, so that a page need not ask one by one."""
    arabic, english = actor_names(store, ids), actor_names(store, ids, english=True)
    return {i: {"ar": arabic[i], "en": english[i]} for i in sorted(arabic)}


class Counted(WantedQuery):
    """A search to be counted."""

    per: Literal["month", "outlet", "actor", "type"] | None = None

    def plain(self) -> WantedQuery:
        """The search alone."""
        return WantedQuery(**self.model_dump(exclude={"per"}))


class Searched(WantedQuery):
    """A search with its page: `before` is the `next` of the page before."""

    limit: int = Field(20, ge=1, le=500)
    before: int | None = None
    ranked: bool = False

    def page(self, store: Store, kind: Kind) -> dict[str, Any]:
        """One page of results and the cursor of the next."""
        hits = search(store, kind, self._wanted(), limit=self.limit, before=self.before, ranked=self.ranked)
        following = hits[-1].number if len(hits) == self.limit and not self.ranked else None
        ids = [h.fields[f] for h in hits for f in ("speaker", "target", "place", "byline") if h.fields.get(f)]
        return {
            "results": [_hit(h) for h in hits],
            "next": str(following) if following is not None else None,
            "names": named(store, ids),
        }

    def _wanted(self) -> Any:
        plain = self.model_dump(exclude={"limit", "before", "ranked"})
        return WantedQuery(**plain).wanted()


def _hit(hit: Hit) -> dict[str, Any]:
    # Numbers go as strings: JavaScript would round them.
    return {
        "number": str(hit.number),
        "article": hit.document_key,
        "outlet": hit.outlet,
        "published": hit.published,
        "title": hit.title,
        **({"id": hit.id} if hit.id else {}),
        **hit.fields,
    }


@router.get("/articles", summary="Articles, newest first")
def articles(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    return answered(request, searched.page(store_of(request), "articles"))


@router.get("/statements", summary="Statements with their originators, newest first")
def statements(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    return answered(request, searched.page(store_of(request), "statements"))


@router.get("/events", summary="Events, newest first")
def events(request: Request, searched: Annotated[Searched, Query()]) -> Response:
    return answered(request, searched.page(store_of(request), "events"))


@router.get("/counts/{kind}", summary="How many, and how many per month, outlet, actor or type")
def counts(
    request: Request,
    kind: Literal["articles", "statements", "events"],
    filters: Annotated[Counted, Query()],
) -> Response:
    store, wanted = store_of(request), filters.plain().wanted()
    body: dict[str, Any] = {"total": count(store, kind, wanted)}
    if filters.per:
        found = count_by(store, kind, wanted, filters.per)
        body[filters.per] = [{"value": value, "count": times} for value, times in found]
        if filters.per == "actor":
            body["names"] = named(store, [value for value, _ in found if value])
    return answered(request, body)


@router.get("/articles/{key}", summary="One article with its whole record, decisions and versions")
def article(request: Request, key: str) -> Response:
    store = store_of(request)
    record = store.record(key)
    if record is None:
        raise HTTPException(404, f"no article {key!r} in this store")
    url = record.document.url
    versions = store.versions(url) if url else []
    return answered(
        request,
        {
            "record": to_json(record),
            "decisions": [asdict(d) for d in store.decisions(key)],
            "versions": [{"article": k, "published": p, "added": a} for k, p, a in versions],
        },
    )


@router.get("/actors", summary="Entities by name")
def actors(request: Request, name: Annotated[str, Query(max_length=300)], limit: int = 20) -> Response:
    return answered(request, {"results": [asdict(a) for a in find_actors(store_of(request), name, min(limit, 200))]})


class Pasted(BaseModel):
    """A text to be read at once."""

    text: str = Field(max_length=2_000_000)
    title: str | None = Field(None, max_length=2000)
    outlet: str | None = Field(None, max_length=200)
    published: str | None = Field(None, max_length=40)
    url: str | None = Field(None, max_length=2000)
    keep: bool = False


@router.post("/read", summary="Read a pasted text; kept in the store when asked")
def read(request: Request, pasted: Pasted) -> dict[str, Any]:
    made = document(
        pasted.text,
        name="pasted text",
        title=pasted.title,
        outlet=pasted.outlet,
        published=pasted.published,
        url=pasted.url,
    )
    if pasted.keep:
        must_write(request)
    record = analyse(made, engine=request.app.state.engine)
    if pasted.keep:
        store_of(request).add([record])
    return {"record": to_json(record), "kept": pasted.keep}


class Decided(BaseModel):
    """A decision about a statement, an event or an entity of an article."""

    article: str = Field(max_length=64)
    subject: str = Field(max_length=200)
    action: Literal["wrong", "right", "correct", "note", "merge", "split"]
    detail: dict[str, Any] = Field(default_factory=dict)


@router.get("/decisions", summary="The decisions that stand")
def decisions(request: Request, article: str | None = None, history: bool = False) -> Response:
    found: list[Decision] = store_of(request).decisions(article, history=history)
    return answered(request, {"results": [asdict(d) for d in found]})


@router.post("/decisions", status_code=201, summary="Decide")
def decide(request: Request, decided: Decided) -> dict[str, int]:
    author = must_write(request)
    if len(json.dumps(decided.detail)) > 20_000:
        raise HTTPException(413, "a decision's detail may have 20,000 characters")
    store = store_of(request)
    return {"number": store.decide(decided.article, decided.subject, decided.action, decided.detail, author=author)}


@router.delete("/decisions/{number}", summary="Undo a decision")
def undo(request: Request, number: int) -> dict[str, bool]:
    must_write(request)
    if not store_of(request).undo(number):
        raise HTTPException(404, f"no decision {number} stands")
    return {"undone": True}
