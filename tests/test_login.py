"""Who may write over the API: the one local user, named users by login or token, nobody else."""

import gc
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn.server
from click.testing import CliRunner
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.postgres import emptied
from tests.stored import article

from musnad.cli import cli
from musnad.errors import StoreError, UsageError
from musnad.render.errors import worded
from musnad.serve import create_app
from musnad.store import Store, accounts

PASSWORD = "four words are enough"


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Store]:
    """A store with an analyst and a reader, and an article to decide about."""
    with Store(tmp_path / "shared.db") as store:
        store.add([article()])
        accounts.add_user(store, "amal", PASSWORD)
        accounts.add_user(store, "karim", PASSWORD, "reader")
        yield store


def served(store: Store, **how: bool) -> FastAPI:
    return create_app(store, engine="grammar", **({"local": False} | how))  # type: ignore[arg-type]


def browser(app: FastAPI, name: str | None = None, *, url: str = "http://musnad.test") -> TestClient:
    """A client with a jar of cookies of its own, logged in if a name is given."""
    client = TestClient(app, base_url=url, client=("192.0.2.7", 5000))
    if name:
        assert client.post("/api/v1/login", json={"name": name, "password": PASSWORD}).status_code == 200
    return client


def decision() -> dict[str, object]:
    return {"subject": article().statements[0].id, "action": "note", "detail": {"text": "ينتظر تأكيدا"}}


def test_a_user_logs_in_decides_under_their_name_and_logs_out(shared: Store) -> None:
    client = browser(served(shared), "amal")
    assert client.get("/api/v1/me").json()["how"] == "session"
    assert client.post("/api/v1/decisions", json=decision()).json()["decision"]["author"] == "amal"
    assert client.post("/api/v1/logout").json()["name"] is None
    assert client.post("/api/v1/decisions", json=decision()).status_code == 401


def test_a_session_ends_on_the_server_when_logged_out(shared: Store) -> None:
    client = browser(served(shared), "amal")
    stolen = dict(client.cookies)
    client.post("/api/v1/logout")
    thief = browser(served(shared))
    thief.cookies.update(stolen)
    assert thief.get("/api/v1/me").json()["name"] is None


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(shared: Store) -> None:
    given = {"name": "amal", "password": PASSWORD}
    plain = browser(served(shared)).post("/api/v1/login", json=given).headers["set-cookie"]
    secure = browser(served(shared), url="https://musnad.test").post("/api/v1/login", json=given).headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    assert secure.startswith("__Host-")
    assert "Secure" in secure


def test_a_page_of_another_origin_cannot_use_the_session(shared: Store) -> None:
    client = browser(served(shared), "amal")
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/api/v1/decisions", json=decision(), headers=headers).status_code == 403
    own = {"Origin": "http://musnad.test", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/v1/decisions", json=decision(), headers=own).status_code == 201


def test_a_reader_reads_and_a_stranger_may_be_kept_out(shared: Store) -> None:
    reader = browser(served(shared, login_to_read=True), "karim")
    assert reader.get("/api/v1/articles").status_code == 200
    assert reader.post("/api/v1/decisions", json=decision()).status_code == 403
    assert browser(served(shared, login_to_read=True)).get("/api/v1/articles").status_code == 401
    assert browser(served(shared)).get("/api/v1/articles").status_code == 200
    assert browser(served(shared)).post("/api/v1/read", json={"text": "نص"}).status_code == 401


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(shared: Store) -> None:
    app = served(shared)
    answers = [
        browser(app).post("/api/v1/login", json={"name": name, "password": "wrong, wrong"})
        for name in ("amal", "nobody")
    ]
    assert {a.status_code for a in answers} == {401}
    assert answers[0].json() == answers[1].json()


def test_guessing_is_told_to_wait(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "verified", lambda *_: None)
    client = browser(served(shared))
    answers = [client.post("/api/v1/login", json={"name": "amal", "password": f"guess {n}"}) for n in range(21)]
    assert [a.status_code for a in answers] == [401] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_token_writes_until_it_is_revoked_and_makes_no_others(shared: Store) -> None:
    app = served(shared)
    person = browser(app, "amal")
    made = person.post("/api/v1/tokens", json={"label": "report"}).json()
    program, bearer = browser(app), {"Authorization": f"Bearer {made['token']}"}
    assert program.post("/api/v1/decisions", json=decision(), headers=bearer).status_code == 201
    assert program.post("/api/v1/tokens", json={"label": "more"}, headers=bearer).status_code == 403
    assert [t["label"] for t in person.get("/api/v1/tokens").json()["results"]] == ["report"]
    assert person.delete(f"/api/v1/tokens/{made['number']}").json() == {"revoked": True}
    assert program.get("/api/v1/me", headers=bearer).status_code == 401


def test_another_password_ends_all_sessions(shared: Store) -> None:
    app = served(shared)
    one, other = browser(app, "amal"), browser(app, "amal")
    assert one.post("/api/v1/password", json={"old": PASSWORD, "new": "short"}).status_code == 400
    assert one.post("/api/v1/password", json={"old": PASSWORD, "new": "quite another one"}).status_code == 204
    assert other.get("/api/v1/me").json()["name"] is None
    assert accounts.verified(shared, "amal", "quite another one")


def test_no_secret_can_be_read_in_the_store(shared: Store) -> None:
    client = browser(served(shared), "amal")
    token = client.post("/api/v1/tokens", json={"label": "report"}).json()["token"]
    shared.close()
    written = b"".join(p.read_bytes() for p in Path(shared.name).parent.iterdir())
    assert b"amal" in written
    for secret in (PASSWORD, token, *client.cookies.values()):
        assert secret.encode() not in written


def test_the_local_user_ends_where_users_begin(tmp_path: Path) -> None:
    with Store(tmp_path / "own.db") as store:
        store.add([article()])
        own = TestClient(served(store, local=True), base_url="http://localhost", client=("127.0.0.1", 5000))
        assert own.post("/api/v1/decisions", json=decision()).json()["decision"]["author"] == "local"
        accounts.add_user(store, "amal", PASSWORD)
        assert own.post("/api/v1/decisions", json=decision()).status_code == 401


def test_a_name_made_to_lead_to_this_machine_is_not_answered(tmp_path: Path) -> None:
    with Store(tmp_path / "own.db") as store:
        rebound = TestClient(served(store, local=True), base_url="http://evil.example", client=("127.0.0.1", 5000))
        assert rebound.get("/api/v1/articles").status_code == 421
        assert rebound.post("/api/v1/decisions", json=decision()).status_code == 421


@pytest.mark.parametrize("name", ["", " amal", "local", "a" * 65, "<b>amal</b>", "AMAL"])
def test_a_name_that_is_taken_or_none_is_refused(shared: Store, name: str) -> None:
    with pytest.raises(UsageError):
        accounts.add_user(shared, name, PASSWORD)


def run(where: Path, *arguments: str, given: str = "", status: int = 0) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--store", str(where)], input=given)
    assert done.exit_code == status, done.output
    return done.stdout


def test_users_and_tokens_are_managed_by_commands(tmp_path: Path) -> None:
    where = tmp_path / "team.db"
    run(where, "user", "add", "amal", "--role", "reader", given=PASSWORD + "\n")
    run(where, "user", "role", "amal", "analyst")
    run(where, "user", "password", "amal", given="another, longer\n")
    assert run(where, "user", "list").startswith("amal  analyst")
    token = run(where, "token", "add", "amal", "--label", "nightly").splitlines()[0]
    assert "nightly" in run(where, "token", "list")
    with Store(where) as store:
        assert accounts.verified(store, "amal", "another, longer")
        user = accounts.of_token(store, token)
        assert user
        assert user.name == "amal"
    run(where, "token", "revoke", "1")
    run(where, "user", "remove", "amal")
    assert run(where, "user", "list") == ""


def test_a_public_address_wants_users(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").close()
    done = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0", "--store", str(tmp_path / "s.db")])
    assert isinstance(done.exception, UsageError)
    assert "musnad user add" in str(done.exception)


def test_a_store_that_is_not_there_is_not_served_as_an_empty_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["serve", "--store", str(tmp_path / "typo.db")])
    assert isinstance(done.exception, StoreError)
    assert "musnad ingest" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_as_any_mistake(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(cli, ["serve", "--port", port, "--store", str(tmp_path / "s.db")])
    assert isinstance(done.exception, UsageError)
    assert "--port 0" in str(done.exception)
    assert worded(done.exception, "ar").endswith("(يختار --port 0 منفذا شاغرا)")


def test_a_certificate_that_is_none_is_told_as_any_mistake(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").close()
    (tmp_path / "junk.pem").write_text("junk", encoding="utf-8")
    where = ["--port", "0", "--store", str(tmp_path / "s.db")]
    done = CliRunner().invoke(cli, ["serve", "--certificate", str(tmp_path / "junk.pem"), *where])
    assert isinstance(done.exception, UsageError)
    assert "--key" in done.exception.mend


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        time.sleep(0.05)
        return False


def test_the_free_port_that_is_taken_is_told_and_ctrl_c_ends_the_server(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").close()
    command = [sys.executable, "-m", "musnad", "serve", "--port", "0", "--store", str(tmp_path / "s.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        line = running.stdout.readline()
        address = line.split()[0]
        answering = time.monotonic() + 60
        while not answers(f"{address}api/v1/me"):
            assert time.monotonic() < answering
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert re.match(r"http://127\.0\.0\.1:[1-9]\d+/ ", line)
    assert (running.returncode, said) == (0, "")


def test_ctrl_c_before_the_server_runs_ends_it_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    Store(tmp_path / "s.db").close()
    run = uvicorn.server.asyncio_run

    def interrupted(*given: Any, **more: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return run(*given, **more)

    monkeypatch.setattr(uvicorn.server, "asyncio_run", interrupted)
    done = CliRunner().invoke(cli, ["serve", "--port", "0", "--store", str(tmp_path / "s.db")])
    gc.collect()
    assert (done.exit_code, done.stderr) == (0, "")
    assert not [w for w in recwarn if "never awaited" in str(w.message)]


def test_people_on_one_postgresql_see_one_another(postgres: str) -> None:
    emptied(postgres)
    with Store(postgres) as hers, Store(postgres) as his:
        hers.add([article()])
        for name in ("amal", "basim"):
            accounts.add_user(hers, name, PASSWORD)
        amal, basim = browser(served(hers), "amal"), browser(served(his), "basim")
        seen = basim.get("/api/v1/decisions")
        made = amal.post("/api/v1/decisions", json=decision()).json()
        after = basim.get("/api/v1/decisions", headers={"If-None-Match": seen.headers["ETag"]})
        assert [d["author"] for d in after.json()["results"]] == ["amal"]
        assert basim.delete(f"/api/v1/decisions/{made['number']}").json() == {"undone": True}
        history = amal.get("/api/v1/decisions?history=true").json()["results"]
        assert [(d["author"], d["undone_by"]) for d in history] == [("amal", "basim")]
