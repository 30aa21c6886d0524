"""Shared by all tests: where the data beside the project lies, and what to do when a component is missing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.postgres import binaries, emptied, server

from musnad.commands.telling import language
from musnad.record import Record, from_json
from musnad.store import Store

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Labels and errors follow the locale; the tests read English where they do not ask.
if language({}) != "en":
    os.environ["LC_ALL"] = "C.UTF-8"

# The same examples in every run; a machine under load must not fail a property for being slow.
settings.register_profile(
    "musnad", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("musnad"), derandomize=False, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "musnad"))


def missing(what: str) -> None:
    """Skip a test for want of a component, with the reason; under CI nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and under CI nothing may be")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def gold_dev() -> Path:
    """The annotated articles beside the project. They are not part of it: without them, these tests say so and skip."""
    folder = SHARED / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("../shared/gold/dev is not here, so nothing is measured against it")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """A headless browser for the tests of pages."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        missing("chromium (apt-get install chromium)")
    return str(found)


@pytest.fixture(scope="session")
def example_text() -> str:
    """The shipped example, as read."""
    return (ROOT / "examples" / "mamluk-moscow.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small_record() -> Record:
    """A made-up record with one of everything, for the tests of what is done with records."""
    from small import small_json

    return from_json(small_json())


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of the tests' own."""
    if binaries() is None:
        missing("PostgreSQL (initdb, pg_ctl)")
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file, and then one in PostgreSQL."""
    if request.param == "sqlite":
        where = str(tmp_path / "musnad.db")
    else:
        where = request.getfixturevalue("postgres")
        emptied(where)
    with Store(where) as opened:
        yield opened
