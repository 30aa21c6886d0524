"""The API as a program or a browser meets it."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from musnad.analysis.compose import analyse
from musnad.reading import document
from musnad.serve import create_app
from musnad.store import Store

TEXT = "لقاء في عمان\nقال وزير الخارجية سامي الحداد إن الوفد سيزور عمان غدا."


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    store = Store(str(tmp_path / "api.db"))
    store.add([analyse(document(TEXT, name="t", published="2031-03-01"), engine="grammar")])
    return create_app(store, engine="grammar")


def client(app: FastAPI, host: str = "127.0.0.1") -> TestClient:
    return TestClient(app, base_url="http://localhost", client=(host, 5000))


def test_an_unchanged_answer_is_not_sent_twice(app: FastAPI) -> None:
    first = client(app).get("/api/v1/articles")
    again = client(app).get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_errors_are_problems_in_both_languages(app: FastAPI) -> None:
    answer = client(app).get("/api/v1/articles/none")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title_ar"] == "غير موجود"


def decision(app: FastAPI) -> dict[str, object]:
    said = client(app).get("/api/v1/statements").json()["results"][0]
    return {"article": said["article"], "subject": said["id"], "action": "wrong"}


def test_a_decision_is_made_and_undone(app: FastAPI) -> None:
    made = client(app).post("/api/v1/decisions", json=decision(app))
    assert made.status_code == 201
    assert client(app).delete(f"/api/v1/decisions/{made.json()['number']}").json() == {"undone": True}
    assert client(app).get("/api/v1/decisions").json()["results"] == []


def test_others_and_other_origins_only_read(app: FastAPI) -> None:
    body = decision(app)
    assert client(app, "192.0.2.1").post("/api/v1/decisions", json=body).status_code == 401
    foreign = {"Origin": "https://evil.example"}
    assert client(app).post("/api/v1/decisions", json=body, headers=foreign).status_code == 403


def test_the_page_may_run_no_inline_script(app: FastAPI) -> None:
    policy = client(app).get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
