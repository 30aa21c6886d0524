"""Errors of the API as RFC 9457 problem details, in both languages."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from musnad.errors import FetchRefused, InputError, MusnadError, TooLarge, UsageError

_TITLES = {
    400: ("Bad request", "طلب غير صحيح"),
    401: ("Log in first", "سجّل الدخول أولا"),
    403: ("Not allowed", "غير مسموح"),
    404: ("Not found", "غير موجود"),
    405: ("Method not allowed", "طريقة غير مسموحة"),
    409: ("Conflict", "تعارض"),
    413: ("Too large", "أكبر من المسموح"),
    422: ("The input could not be read", "تعذّرت قراءة المُدخل"),
    429: ("Too many requests", "طلبات أكثر من المسموح"),
    500: ("Something broke on our side", "حدث خطأ من جانبنا"),
}


def problem(status: int, detail: str, **more: Any) -> JSONResponse:
    """A problem of the given HTTP status; `detail` says what is wrong with this request."""
    english, arabic = _TITLES.get(status, ("Error", "خطأ"))
    body = {"type": "about:blank", "status": status, "title": english, "title_ar": arabic, "detail": detail, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def status_of(error: MusnadError) -> int:
    """The HTTP status that an error of ours becomes."""
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, FetchRefused):
        return 403
    return 422 if isinstance(error, InputError) else 500


def install(app: FastAPI) -> None:
    """Let every error of the application leave as a problem."""

    @app.exception_handler(MusnadError)
    def _ours(_: Request, error: MusnadError) -> JSONResponse:
        return problem(status_of(error), str(error), subject=error.subject, reason=error.reason, mend=error.mend)

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        answer = problem(error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        wrong = [{"where": ".".join(map(str, e["loc"])), "what": e["msg"]} for e in error.errors()]
        return problem(400, "; ".join(f"{w['where']}: {w['what']}" for w in wrong), errors=wrong)
