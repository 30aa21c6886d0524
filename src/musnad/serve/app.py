"""The web application: the API, its documentation, and the built page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import anyio
import anyio.to_thread
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from musnad.serve import across, decided, exports, lists, login, pasted, problems, today, where, who
from musnad.serve.access import Reader
from musnad.serve.guard import Guard, Limits
from musnad.serve.kept import Kept
from musnad.serve.limits import AtOnce, Bucket, bound_queries
from musnad.store import Store
from musnad.version import __version__

# Threads that answer: enough that one slow query holds up nobody, few enough that each keeps its connection.
THREADS, HEAVY = 12, 3
_ABOUT = """Arabic news as an auditable record: who said what, on whose word, and what happened.

Lists answer `{results, next, names}`; `cursor` takes `next` of the page before. Every GET has an ETag. Errors are
problem details (RFC 9457). Writing needs a login or a token, but for the one user of this machine.
"""


def create_app(
    store: Store,
    *,
    engine: str = "auto",
    local: bool = True,
    login_to_read: bool = False,
    limits: Limits | None = None,
) -> FastAPI:
    """An application over an open store.

    `local` lets the one user of this machine write without login, as long as the store has no named users;
    `login_to_read` answers strangers nothing. `engine` reads what is pasted.
    """
    app = FastAPI(
        title="Musnad", version=__version__, description=_ABOUT, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json", lifespan=_living,
    )  # fmt: skip
    state = app.state
    state.store, state.engine, state.local, state.login_to_read = store, engine, local, login_to_read
    state.tries, state.kept = login.Tries(), Kept(store)
    state.pastes, state.analyses, state.exports = Bucket(1 / 2, 20), AtOnce(2), AtOnce(2)
    state.heavy = anyio.CapacityLimiter(HEAVY)
    bound_queries(store.engine)
    problems.install(app)
    app.include_router(login.router)
    for part in (lists, across, today, who, where, decided, pasted, exports):
        app.include_router(part.router, dependencies=[Reader])
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    app.add_middleware(Guard, local=local, limits=limits or Limits())
    here = Path(str(files("musnad.serve")))
    app.get("/api/v1/docs", include_in_schema=False)(_to_docs)
    app.mount("/api/v1/docs", StaticFiles(directory=here / "docs", html=True), name="docs")
    if (here / "page").is_dir():
        app.mount("/", StaticFiles(directory=here / "page", html=True), name="page")
    return app


def _to_docs() -> RedirectResponse:
    return RedirectResponse("/api/v1/docs/")


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.kept.close()
