"""The API as a program or a browser meets it."""

import http.client
import io
import json
import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.stored import article

import musnad
from conftest import ROOT
from musnad.corroboration.run import corroborate
from musnad.export.labels import FORM
from musnad.serve import Limits, create_app, kept
from musnad.store import Store

EXAMPLES = ROOT / "examples" / "articles.jsonl"
DAY = "2031-03-25"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The shipped examples, read and corroborated; nobody writes into it."""
    with Store(tmp_path_factory.mktemp("api") / "examples.db") as store:
        articles = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
        store.add([musnad.read(a.pop("text"), engine="grammar", **a) for a in articles])
        corroborate(store)
        yield create_app(store, engine="grammar")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    with Store(tmp_path / "api.db") as store:
        store.add([article()])
        yield create_app(store, engine="grammar")


def client(app: FastAPI, host: str = "127.0.0.1") -> TestClient:
    return TestClient(app, base_url="http://localhost", client=(host, 5000))


def get(app: FastAPI, path: str, **query: Any) -> Any:
    answer = client(app).get(f"/api/v1/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


# -- what is answered ------------------------------------------------------------------------------------------


def addresses(app: FastAPI) -> Iterator[tuple[str, str, dict[str, str]]]:
    """One address of every operation that reads: its template, what is asked, and with which query."""
    statement = get(app, "statements", act="say")["results"][0]
    event = get(app, "events", status="planned")["results"][0]
    ids = {
        "/articles/{key}": event["article"],
        "/statements/{id}": statement["id"],
        "/events/{id}": event["id"],
        "/clusters/{cluster}": event["cluster"],
        "/actors/{actor}": statement["speaker"],
        "/actors/{actor}/plans": statement["speaker"],
        "/actors/{actor}/sayings": statement["speaker"],
        "/outlets/{outlet}": event["outlet"],
        "/places/{place}": get(app, "places")["results"][0]["actor"],
        "/counts/{kind}": "events",
        "/facets/{kind}": "statements",
    }
    queries = {
        "/today": {"on": DAY},
        "/follow-ups": {"on": DAY},
        "/clusters": {"least": "2"},
        "/actors": {"name": "الخوري"},
    }
    spec = client(app).get("/api/v1/openapi.json").json()
    for path, methods in spec["paths"].items():
        template = path.removeprefix("/api/v1").replace(":path", "")
        if "get" in methods and template != "/exports/{form}":
            asked = re.sub(r"\{\w+\}", lambda _, t=template: str(ids[t]), template)
            yield path, asked, queries.get(template, {})


def test_every_answer_has_the_form_that_the_documentation_gives(examples: FastAPI) -> None:
    spec = client(examples).get("/api/v1/openapi.json").json()
    for path, asked, query in addresses(examples):
        schema = spec["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        found = get(examples, asked.lstrip("/"), **query)
        jsonschema.validate(found, schema | {"components": spec["components"]})
        assert found.get("results") != [] or asked in ("/decisions", "/tokens"), asked


def test_every_operation_says_what_it_does(examples: FastAPI) -> None:
    spec = client(examples).get("/api/v1/openapi.json").json()
    told = [operation for methods in spec["paths"].values() for operation in methods.values()]
    assert len(told) > 35
    assert all(o["summary"] and len(o["description"]) > 30 for o in told)


@pytest.mark.parametrize("path", ["articles", "statements", "events", "follow-ups", "places", "actors"])
def test_pages_follow_one_another_without_gap_or_double(examples: FastAPI, path: str) -> None:
    whole = get(examples, path, limit=200)["results"]
    paged, cursor = [], ""
    while cursor is not None:
        page = get(examples, path, limit=3, **({"cursor": cursor} if cursor else {}))
        paged, cursor = paged + page["results"], page["next"]
    one = {json.dumps(row, sort_keys=True) for row in whole}
    assert {json.dumps(row, sort_keys=True) for row in paged} == one
    assert len(paged) >= len(one) > 3


def test_ranked_results_have_pages_too(examples: FastAPI) -> None:
    first = get(examples, "articles", q="الوزير", ranked=True, limit=2)
    second = get(examples, "articles", q="الوزير", ranked=True, limit=2, cursor=first["next"])
    keys = [row["article"] for row in first["results"] + second["results"]]
    assert len(set(keys)) == 4


def test_an_unchanged_answer_is_not_sent_twice(app: FastAPI) -> None:
    first = client(app).get("/api/v1/articles")
    again = client(app).get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_timeline_tells_each_event_by_its_day_and_every_page_goes_on(examples: FastAPI) -> None:
    whole = get(examples, "timeline", limit=5000)["results"]
    days, clusters, cursor = [], set(), ""
    while cursor is not None:
        page = get(examples, "timeline", limit=3, **({"cursor": cursor} if cursor else {}))
        cursor = page["next"]
        days += [row["first_day"] for row in page["results"]]
        clusters |= {row["cluster"] for row in page["results"]}
    assert days == sorted(days, reverse=True)
    assert clusters == {row["cluster"] for row in whole}
    assert len(clusters) == len(whole) > 3


def test_what_comes_in_is_seen_at_once_in_counts_and_pictures(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_AGAIN", 0.0)
    before = get(app, "map")["total"], get(app, "facets/statements")["total"]
    app.state.store.add([article("جابر", 9, "الساحل")])
    assert (get(app, "map")["total"], get(app, "facets/statements")["total"]) == (before[0] + 1, before[1] + 1)


def test_facets_count_what_the_lists_give(examples: FastAPI) -> None:
    facets = get(examples, "facets/events", status="planned")
    by_type = {v["value"]: v["count"] for v in facets["facets"]["type"]}
    for kind, times in by_type.items():
        assert len(get(examples, "events", status="planned", type=kind, limit=500)["results"]) == times
    assert sum(by_type.values()) == facets["total"]


def test_the_map_shows_each_place_once_with_its_events(examples: FastAPI) -> None:
    found = get(examples, "map")
    assert found["placed"] == sum(f["properties"]["events"] for f in found["features"]) <= found["total"]
    one = found["features"][0]
    longitude, latitude = one["geometry"]["coordinates"]
    box = f"{longitude - 1},{latitude - 1},{longitude + 1},{latitude + 1}"
    assert one["id"] in [f["id"] for f in get(examples, "map", bbox=box)["features"]]
    assert all(e["place"] == one["id"] for e in get(examples, "events", place=one["id"])["results"])


def test_a_network_can_be_narrowed_to_one_actor(examples: FastAPI) -> None:
    every = get(examples, "network")
    actor = every["nodes"][0]["actor"]
    mine = get(examples, "network", focus=actor)["edges"]
    assert mine
    assert all(actor in (e["source"], e["target"]) for e in mine)
    assert {n["actor"] for n in every["nodes"]} == {end for e in every["edges"] for end in (e["source"], e["target"])}


def test_a_plan_that_failed_is_told_with_its_history(examples: FastAPI) -> None:
    found = get(examples, "follow-ups", on=DAY, steps=2)
    assert sum(found["counts"].values()) == found["total"]
    assert all(len(f["history"]) <= 2 and f["told"] >= len(f["history"]) for f in found["results"])
    opposed = get(examples, "contradictions")["results"][0]
    inside = get(examples, f"clusters/{opposed['cluster']}")["contradictions"]
    assert opposed["number"] in [c["number"] for c in inside]


# -- decisions and exports -------------------------------------------------------------------------------------


def decide(app: FastAPI, action: str, detail: dict[str, Any], subject: str = "", **more: Any) -> Any:
    body = {"subject": subject or article().events[0].id, "action": action, "detail": detail, **more}
    return client(app).post("/api/v1/decisions", json=body)


def test_a_decision_is_made_listed_and_undone(app: FastAPI) -> None:
    made = decide(app, "correct", {"field": "status", "value": "occurred"})
    assert made.status_code == 201
    number = made.json()["number"]
    assert [d["number"] for d in get(app, "decisions", action="correct")["results"]] == [number]
    assert client(app).delete(f"/api/v1/decisions/{number}").json() == {"undone": True}
    assert client(app).delete(f"/api/v1/decisions/{number}").status_code == 404
    assert get(app, "decisions")["results"] == []
    assert get(app, "decisions", history=True)["results"][0]["undone_by"] == "local"


@pytest.mark.parametrize(
    ("action", "detail", "status"),
    [
        ("note", {}, 400),
        ("note", {"text": 7}, 400),
        ("note", {"text": "x" * 30_000}, 400),
        ("split", {"script": "<script>"}, 400),
        ("merge", {"with": "e-000000000000"}, 404),
        ("erase", {}, 400),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(app: FastAPI, action: str, detail: Any, status: int) -> None:
    assert decide(app, action, detail).status_code == status
    assert decide(app, "wrong", {}, subject="s-nothing").status_code == 404


def test_what_is_marked_wrong_is_in_no_list_until_it_is_right_again(app: FastAPI) -> None:
    said = article().statements[0].id
    decide(app, "wrong", {}, subject=said)
    assert get(app, "statements")["results"] == []
    assert get(app, f"articles/{article().document.key}")["wrong"] == [said]
    assert decide(app, "right", {}, subject=said).status_code == 201
    assert [row["id"] for row in get(app, "statements")["results"]] == [said]


def test_decisions_come_back_as_labels_with_what_was_read(app: FastAPI) -> None:
    decide(app, "correct", {"field": "status", "value": "occurred"})
    decide(app, "wrong", {"reason": "ليس قولا"}, subject=article().statements[0].id)
    lines = client(app).get("/api/v1/exports/labels").text.splitlines()
    event, statement = (json.loads(line) for line in lines)
    assert (event["schema"], event["layer"], event["verdict"], event["read"]["status"]) == (
        FORM,
        "event",
        "correct",
        "planned",
    )
    assert statement["read"]["cue"] == {"start": 14, "end": 17, "text": "قال"}
    assert (statement["author"], statement["detail"]) == ("local", {"reason": "ليس قولا"})


def test_every_format_comes_as_a_download(examples: FastAPI) -> None:
    event = get(examples, "events", status="planned")["results"][0]
    for kind in get(examples, "exports")["results"]:
        query = {"of": event["cluster"]} if kind["format"] == "html" else {"since": "2031-01-01"}
        answer = client(examples).get(f"/api/v1/exports/{kind['format']}", params=query)
        assert answer.status_code == 200, answer.text
        assert f"musnad-{kind['format']}.{kind['extension']}" in answer.headers["content-disposition"]
        assert answer.content or kind["format"] == "labels"
    tables = client(examples).get("/api/v1/exports/csv", params={"outlet": event["outlet"]}).content
    with zipfile.ZipFile(io.BytesIO(tables)) as archive:
        rows = archive.read("articles.csv").decode("utf-8-sig").splitlines()
    assert all(event["outlet"] in row for row in rows[1:] if row.startswith(("0", "1", "2")) and row.count(",") > 5)
    assert len(rows) > 1


def test_a_pasted_article_is_read_and_kept(app: FastAPI) -> None:
    text = "لقاء في عمان\nقال وزير الخارجية سامي الحداد إن الوفد سيزور عمان غدا."
    answer = client(app).post("/api/v1/read", json={"text": text, "published": "2031-03-01", "keep": True}).json()
    assert answer["record"]["statements"]
    assert get(app, f"articles/{answer['article']}")["record"]["text"] == text


@pytest.mark.parametrize("address", ["http://127.0.0.1/a", "file:///etc/passwd", "/etc/passwd", "http://[::1]/", "x"])
def test_an_address_inside_is_not_fetched(app: FastAPI, address: str) -> None:
    answer = client(app).post("/api/v1/read", json={"address": address})
    assert answer.status_code == 422
    assert "root:" not in answer.text


# -- what is refused -------------------------------------------------------------------------------------------


def test_errors_are_problems_in_both_languages(app: FastAPI) -> None:
    for path, status in (("articles/none", 404), ("events?limit=0", 400), ("nothing", 404), ("events?x=1", 400)):
        answer = client(app).get(f"/api/v1/{path}")
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "title_ar", "status", "detail", "detail_ar"} <= set(answer.json())
    assert "ليس في هذا المخزن المقال" in client(app).get("/api/v1/articles/none").json()["detail_ar"]
    refused = client(app).get("/api/v1/events?near=here").json()
    assert refused["detail_ar"].endswith("(خط العرض ثم خط الطول ثم الكيلومترات، وبينها \u2066,\u2069)")


@pytest.mark.parametrize(
    "query",
    [
        "cursor=%00", "cursor=W10", "cursor=WyJyYW5rZWQiLC01XQ", "cursor=" + "A" * 199, "near=nan,1,1", "near=1,2",
        "q=%22", "q=((((", "q=%D9%88", "q=NOT", "by=%00", "by=%25_%25", "since=2031-13-01", "added_since=x",
        "bbox=5,9,5,1", "place=%F0%9F%98%80",
        "type=%27;drop%20table%20events", "country=<>", "happened_since=9999-12-31", "since=0001-01-01",
    ],
)  # fmt: skip
def test_nothing_that_is_asked_breaks_the_server(app: FastAPI, query: str) -> None:
    for path in ("events", "timeline", "map", "network", "clusters", "facets/statements"):
        answer = client(app).get(f"/api/v1/{path}?{query}")
        assert answer.status_code in (200, 400), answer.text


def test_markup_in_a_name_or_text_is_given_back_as_text(app: FastAPI) -> None:
    hostile = "<script>alert(1)</script>"
    app.state.store.add([article("جابر", 9, hostile)])
    answer = client(app).get("/api/v1/articles", params={"outlet": hostile})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["results"][0]["outlet"] == hostile
    assert get(app, f"outlets/{hostile}")["outlet"] == hostile


def test_what_takes_too_long_is_broken_off(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    from musnad.serve import lists
    from musnad.store import database

    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def slow(store: Store, *_: Any, **__: Any) -> None:
        with database.reading(store.engine, store.name) as connection:
            connection.connection.info["until"] = time.monotonic() + 0.05
            connection.execute(text(endless))

    monkeypatch.setattr(lists, "search", slow)
    answer = client(app).get("/api/v1/articles")
    assert (answer.status_code, answer.json()["subject"]) == (503, "the store")
    assert Path(app.state.store.name).name not in answer.text


def test_an_address_that_asks_too_often_waits(app: FastAPI) -> None:
    limited = create_app(app.state.store, local=False, limits=Limits(rate=0.1, burst=3))
    answers = [client(limited, "192.0.2.9").get("/api/v1/me") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert client(limited, "192.0.2.10").get("/api/v1/me").status_code == 200


@pytest.fixture
def port(app: FastAPI) -> Iterator[int]:
    """The application behind a real server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield int(listener.getsockname()[1])
        server.should_exit = True
        thread.join()


def test_a_body_without_a_length_is_counted_as_it_comes(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    chunks = iter([b"x" * 60_000] * 3)
    connection.request("POST", "/api/v1/login", chunks, {"Content-Type": "application/json"}, encode_chunked=True)
    assert connection.getresponse().status == 413


def test_many_clients_at_once_are_all_answered(port: int) -> None:
    found: list[int] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for path in ("articles", "network", "facets/events", "statements?by=%D8%B3%D8%A7%D9%85%D8%B1"):
            connection.request("GET", f"/api/v1/{path}")
            answer = connection.getresponse()
            answer.read()
            found.append(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 80


# -- the page and the documentation ----------------------------------------------------------------------------


def test_pages_may_run_no_script_but_their_own(app: FastAPI) -> None:
    for path in ("/", "/api/v1/docs/"):
        policy = client(app).get(path).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_the_documentation_loads_nothing_from_elsewhere(app: FastAPI) -> None:
    page = client(app).get("/api/v1/docs")
    for text in (page.text, *(client(app).get(f"/api/v1/docs/docs.{kind}").text for kind in ("js", "css"))):
        assert not re.search(r"https?://|<script>|\son\w+=|innerHTML", text)
    assert client(app).get("/api/v1/openapi.json").json()["openapi"].startswith("3.")
