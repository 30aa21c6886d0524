"""The web application: the API, its documentation, and the built page."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import RequestResponseEndpoint

from musnad.serve import across, api, problems
from musnad.store import Store
from musnad.version import __version__

MOST_BYTES = 8_000_000
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self';"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(store: Store, *, engine: str = "auto", local: bool = True) -> FastAPI:
    """An application over an open store; `local` lets the one user of this machine write without login."""
    app = FastAPI(
        title="Musnad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )
    app.state.store, app.state.engine, app.state.local = store, engine, local
    problems.install(app)
    app.include_router(api.router)
    app.include_router(across.router)

    @app.middleware("http")
    async def guarded(request: Request, call_next: RequestResponseEndpoint) -> Response:
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > MOST_BYTES:
            return problems.problem(413, f"a request may have {MOST_BYTES:,} bytes")
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    page = Path(str(files("musnad.serve") / "page"))
    if page.is_dir():
        app.mount("/", StaticFiles(directory=page, html=True), name="page")
    return app
