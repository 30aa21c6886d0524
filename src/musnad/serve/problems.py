"""Errors of the API as RFC 9457 problem details, in both languages."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from musnad.errors import InputError, MusnadError, StoreError, TooLarge, UsageError
from musnad.render.errors import phrase, worded

_TITLES = {
    400: ("Bad request", "طلب غير صحيح"),
    401: ("Log in first", "سجّل الدخول أولا"),
    403: ("Not allowed", "غير مسموح"),
    404: ("Not found", "غير موجود"),
    405: ("Method not allowed", "طريقة غير مسموحة"),
    408: ("Too slow", "أبطأ من المسموح"),
    409: ("Conflict", "تعارض"),
    413: ("Too large", "أكبر من المسموح"),
    414: ("Address too long", "العنوان أطول من المسموح"),
    421: ("Wrong host", "مضيف غير صحيح"),
    422: ("The input could not be read", "تعذّرت قراءة المُدخل"),
    429: ("Too many requests", "طلبات أكثر من المسموح"),
    500: ("Something broke on our side", "حدث خطأ من جانبنا"),
    503: ("Busy or too slow", "الخادم مشغول أو تأخر الجواب"),
}


class _Problem(JSONResponse):
    def render(self, content: Any) -> bytes:
        """As JSON, whatever stray letters the caller sent us."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def problem(
    status: int, detail: str, *, detail_ar: str | None = None, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem of the given HTTP status; `detail` says what is wrong with this request, `detail_ar` in Arabic.

    Without `detail_ar` it is looked up; what has no Arabic wording is English there too.
    """
    english, arabic = _TITLES.get(status, ("Error", "خطأ"))
    titles = {"type": "about:blank", "status": status, "title": english, "title_ar": arabic}
    body = titles | {"detail": detail, "detail_ar": detail_ar or phrase(detail, "ar", marked=True)} | more
    return _Problem(body, status, headers=headers, media_type="application/problem+json")


# What SQLite and PostgreSQL say when a query is broken off after its time, or the store is held by a writer.
_BROKEN_OFF = ("interrupted", "canceling statement", "database is locked")


def status_of(error: MusnadError) -> int:
    """The HTTP status that an error of ours becomes."""
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, StoreError) and error.reason.startswith(_BROKEN_OFF):
        return 503
    return 422 if isinstance(error, InputError) else 500


def install(app: FastAPI) -> None:
    """Let every error of the application leave as a problem."""

    @app.exception_handler(MusnadError)
    def _ours(_: Request, error: MusnadError) -> JSONResponse:
        # Where the store lies, and with which password, is nothing for those who ask.
        hidden = isinstance(error, StoreError)
        subject, subject_ar = ("the store", "المخزن") if hidden else (error.subject, error.subject)
        detail = str(type(error)(subject, error.reason, error.mend))
        detail_ar = worded(type(error)(subject_ar, error.reason, error.mend), "ar", marked=True)
        said: dict[str, Any] = {"subject": subject, "reason": error.reason, "mend": error.mend}
        return problem(status_of(error), detail, detail_ar=detail_ar, **said)

    @app.exception_handler(DataError)
    def _data(_: Request, error: DataError) -> JSONResponse:
        return problem(400, f"the database cannot take a value of this request: {error.orig}".splitlines()[0])

    @app.exception_handler(PoolTimeout)
    def _busy(_: Request, error: PoolTimeout) -> JSONResponse:
        return problem(503, "all connections to the store are busy", headers={"Retry-After": "5"})

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        cause, detail = error.__cause__, str(error.detail)
        if isinstance(cause, MusnadError) and str(cause) == detail:
            detail_ar = worded(cause, "ar", marked=True)
            return problem(error.status_code, detail, headers=error.headers, detail_ar=detail_ar)
        return problem(error.status_code, detail, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        wrong = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
        return problem(400, "; ".join(f"{w['where']}: {w['what']}" for w in wrong), errors=wrong)
