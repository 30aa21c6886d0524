"""How answers are written: JSON with an ETag, names beside ids, cursors of pages."""

import base64
import hashlib
import json
from collections.abc import Callable, Coroutine, Iterable
from functools import partial, wraps
from typing import Any

from anyio import to_thread
from fastapi import Request, Response

from musnad.errors import UsageError
from musnad.store import Store
from musnad.store.search import Hit
from musnad.store.views import actor_rows

NUMBER = 2**63


def store_of(request: Request) -> Store:
    """The store that this application serves."""
    store: Store = request.app.state.store
    return store


def answered(request: Request, body: Any) -> Response:
    """JSON with an ETag; 304 where the caller has it already."""
    content = json.dumps(body, ensure_ascii=False, default=str, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag in (t.strip().removeprefix("W/") for t in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def named(store: Store, ids: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Both names of each actor id, so that a page need not ask one by one."""
    known = actor_rows(store, [i for i in ids if i])
    return {i: {"ar": known[i]["name_ar"], "en": known[i]["name_en"]} for i in sorted(known)}


def hit_row(hit: Hit) -> dict[str, Any]:
    """A search's result as the API writes it. Numbers go as strings: JavaScript would round them."""
    return {
        "number": str(hit.number),
        "article": hit.document_key,
        "outlet": hit.outlet,
        "published": hit.published,
        "title": hit.title,
        **({"id": hit.id} if hit.id else {}),
        **hit.fields,
    }


def cursor(*values: int | str) -> str:
    """Where the next page begins, as a word that nobody need understand."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def uncursor(given: str | None, *kinds: type[int] | type[str]) -> list[Any] | None:
    """The values of a cursor; None for no cursor. Raises UsageError for what no answer of ours gave."""
    if not given:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        fits = isinstance(values, list) and [type(v) for v in values] == list(kinds)
    except (ValueError, RecursionError):
        fits = False
    if not fits or any(isinstance(v, int) and not -NUMBER <= v < NUMBER for v in values):
        raise UsageError(f"cursor {given[:80]!r}", "none that this list gave", "take it from `next` of the page before")
    return list(values)


def page_of(found: list[Any], given: str | None, limit: int) -> tuple[list[Any], str | None]:
    """One page of a list that is there as a whole, and the cursor of the next."""
    start = (uncursor(given, int) or [0])[0]
    if start < 0:
        raise UsageError("cursor", "none that this list gave", "take it from `next` of the page before")
    end = start + limit
    return found[start:end], cursor(end) if end < len(found) else None


def heavy(handler: Callable[..., Response]) -> Callable[..., Coroutine[Any, Any, Response]]:
    """A handler that may take seconds, run by threads of its own, so that lists never wait for it."""

    @wraps(handler)
    async def run(request: Request, **given: Any) -> Response:
        return await to_thread.run_sync(partial(handler, request, **given), limiter=request.app.state.heavy)

    return run
