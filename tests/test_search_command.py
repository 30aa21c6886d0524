"""Every filter of a search, as it is given on the command line."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.stored import article

from musnad.cli import cli
from musnad.errors import UsageError
from musnad.record import Entity, Link, Participant, Place, Record
from musnad.store import Store


def told(record: Record) -> Record:
    """The article once more: passed on by an agency, by somebody unnamed, about the Turks, at a known place."""
    text = record.document.text
    entities = record.entities | {
        "agency": Entity("agency", "ORG", "وكالة الواحة", "Al-Waha", (record.document.span(0, 3),), kind="agency"),
        "port": replace(record.entities["port"], place=Place(35.5, 35.8, "point")),
    }
    at = text.index("الوزير")
    unnamed = Link(anonymous=record.document.span(at, at + 6), kind="anonymous")
    statement = replace(
        record.statements[0], chain=(Link("agency", kind="agency"), unnamed), target="turks", act="deny"
    )
    event = replace(record.events[0], recipients=(Participant("minister"),))
    return replace(record, entities=entities, statements=(statement,), events=(event,), byline="agency")


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("search") / "m.db"
    other = article("جابر", 20, "الساحل")
    nobody = other.document.span(0, 3)
    quiet = replace(other.statements[0], chain=(Link(anonymous=nobody, kind="anonymous"),))
    later = article("هادي", 25, "الساحل")
    with Store(path) as store:
        store.add([told(article()), replace(other, statements=(quiet,)), replace(later, events=())])
    return str(path)


def lines(where: str, *arguments: str) -> list[str]:
    done = CliRunner().invoke(cli, [*arguments, "--store", where, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("what", "filters", "found"),
    [
        ("statements", ["--by", "هادي"], 1),
        ("statements", ["--through", "Al-Waha"], 1),
        ("statements", ["--about", "Turks"], 3),
        ("statements", ["--about", "القطار"], 0),
        ("statements", ["--act", "deny"], 1),
        ("statements", ["--kind", "anonymous"], 2),
        ("statements", ["--only-anonymous"], 1),
        ("events", ["--actor", "الأتراك"], 2),
        ("events", ["--recipient", "سامر"], 1),
        ("events", ["--type", "consult", "--status", "planned"], 2),
        ("events", ["--status", "denied"], 0),
        ("events", ["--place", "The Port"], 2),
        ("events", ["--near", "35.6,35.8,20"], 1),
        ("events", ["--near", "33,36,20"], 0),
        ("events", ["--happened-since", "2020-05-07", "--happened-until", "2020-05-07"], 2),
        ("events", ["--happened-since", "2020-05-08"], 0),
        ("articles", ["--outlet", "الساحل"], 2),
        ("articles", ["--agency", "وكالة الواحة"], 1),
        ("articles", ["--since", "2020-05-20", "--until", "2020-05-20"], 1),
        ("articles", ["--since", "٢٠٢٠-٠٥-٢٠", "--until", "٢٠٢٠-٥-٢٠"], 1),  # in the digits of the user's own
        ("articles", ["--by", "هادي", "مرفأ"], 1),
        ("articles", ["--act", "deny", "--recipient", "سامر"], 1),
        ("articles", ["قطار"], 0),
    ],
)
def test_a_filter_finds_what_it_should(where: str, what: str, filters: list[str], found: int) -> None:
    assert len(lines(where, "search", "--in", what, *filters)) == found


@pytest.mark.parametrize(
    ("what", "per", "counted"),
    [
        ("articles", "month", ['["2020-05", 3]']),
        ("articles", "outlet", ['["الساحل", 2]', '["الميدان", 1]']),
        ("statements", "type", ['["say", 2]', '["deny", 1]']),
        ("statements", "actor", ["[null, 2]", '["PER:هادي", 1]']),
        ("events", "actor", ['["NORP:الاتراك", 2]']),
        ("events", "status", ['["planned", 2]']),
    ],
)
def test_results_are_counted_by_month_actor_and_type(where: str, what: str, per: str, counted: list[str]) -> None:
    assert lines(where, "search", "--in", what, "--count", per) == counted


def shown(where: str, *arguments: str) -> str:
    """What a person sees, every run of spaces as one."""
    done = CliRunner().invoke(cli, [*arguments, "--store", where], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "english", "arabic"),
    [
        (["search", "--in", "events", "--count", "actor"], "2 Turks", "2 الأتراك"),
        (["search", "--in", "events", "--count", "status"], "2 planned", "2 مرتقب"),
        (["search", "--in", "events", "--count", "type"], "2 talks", "2 محادثات"),
        (["search", "--in", "statements", "--count", "type"], "2 said 1 denied", "2 قول 1 نفي"),
        (["search", "--in", "statements", "--count", "kind"], "2 unnamed", "2 غير مسمى"),
    ],
)
def test_counts_are_shown_in_words(where: str, arguments: list[str], english: str, arabic: str) -> None:
    assert english in shown(where, *arguments)
    assert arabic in shown(where, *arguments, "--lang", "ar")


def test_results_are_shown_in_words(where: str) -> None:
    assert "visit · planned" in shown(where, "search", "--in", "events")
    assert "زيارة · مرتقب" in shown(where, "search", "--in", "events", "--lang", "ar")
    assert "· denied ·" in shown(where, "statements", "--act", "deny")
    assert "· نفي ·" in shown(where, "statements", "--act", "deny", "--lang", "ar")


def test_statements_are_listed_by_speaker_target_and_date(where: str) -> None:
    found = lines(where, "statements", "--by", "هادي", "--about", "الأتراك", "--since", "2020-05-21")
    assert len(found) == 1
    assert str(date(2020, 5, 25)) in found[0]


@pytest.mark.parametrize("filters", [[""], ["--by", ""], ["--text", " "]])
def test_an_unset_variable_is_no_wish_for_everything(where: str, filters: list[str]) -> None:
    command = ["export", "jsonl", "--output", "-"] if "--text" in filters else ["search"]
    with pytest.raises(UsageError, match="nothing"):
        CliRunner().invoke(cli, [*command, *filters, "--store", where], catch_exceptions=False)


def test_events_are_listed_with_who_did_what_to_whom(where: str) -> None:
    listed = CliRunner().invoke(
        cli, ["search", "--in", "events", "--recipient", "سامر", "--store", where, "--lang", "en"]
    )
    assert " → " in listed.stdout
    (row,) = lines(where, "search", "--in", "events", "--recipient", "سامر")
    assert json.loads(row)["fields"]["recipients"]


def test_what_an_article_brings_along_drives_no_terminal(tmp_path: Path) -> None:
    record = article()
    hostile = replace(record.document, outlet="\x1b[2Jا\x9b31m", title="خبر\x1b]0;x\x07\nسطر")
    with Store(tmp_path / "m.db") as store:
        store.add([replace(record, document=hostile)])
    for kind in ("articles", "statements", "events"):
        shown = CliRunner().invoke(cli, ["search", "--in", kind, "--store", str(tmp_path / "m.db")], color=True).stdout
        assert all(line.isprintable() for line in shown.splitlines())
    assert "خبر�]0;x� سطر" in CliRunner().invoke(cli, ["search", "--store", str(tmp_path / "m.db")], color=True).stdout
