"""Commands over what crosses articles: an event, an actor, an outlet, and what an analyst decides."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

import musnad
import musnad.errors
from musnad.analysis import tagger
from musnad.cli import cli
from musnad.corroboration.run import corroborate
from musnad.corroboration.sayings import Printed, together
from musnad.render.codes import course
from musnad.render.words import LANGUAGES
from musnad.store import Store
from musnad.store.views import printed_in

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "articles.jsonl"


needs_model = pytest.mark.skipif(not tagger.available(), reason="no tagger is installed")


def examples(path: Path, engine: str) -> str:
    """The shipped examples in a store, gathered."""
    with Store(path) as store:
        articles = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
        store.add([musnad.read(a.pop("text"), engine=engine, **a) for a in articles])
        corroborate(store)
    return str(path)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    return examples(tmp_path_factory.mktemp("across") / "m.db", "grammar")


def run(where: str, *arguments: str) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--store", where], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def plan(where: str) -> str:
    lines = run(where, "follow-ups", "--on", "2031-03-25", "--json").splitlines()
    return next(
        str(f["cluster"]) for f in map(json.loads, lines) if any("سيوقعان" in s["trigger"] for s in f["history"])
    )


@pytest.mark.parametrize("engine", ["grammar", pytest.param("model", marks=needs_model)])
def test_the_shipped_examples_contradict_each_other(engine: str, tmp_path: Path) -> None:
    lines = run(examples(tmp_path / "m.db", engine), "contradictions", "--json").splitlines()
    found = [json.loads(line) for line in lines]
    claims = {(c["kind"], *(side["claim"] for side in c["sides"])) for c in found}
    assert {side["published"][:7] for c in found for side in c["sides"]} == {"2031-03"}
    assert claims >= {
        ("toll", "killed 5", "killed 8"),
        ("toll", "wounded 12", "wounded 20"),
        ("actor", "ORG:كتايب الفجر", "denies a part"),
        ("actor", "ORG:كتايب الفجر", "ORG:لواء الساحل"),
    }


@pytest.mark.parametrize("engine", ["grammar", pytest.param("model", marks=needs_model)])
def test_the_agreement_of_the_shipped_examples_is_signed_on_its_day(engine: str, tmp_path: Path) -> None:
    where = examples(tmp_path / "m.db", engine)
    told = [json.loads(line) for line in run(where, "follow-ups", "--on", "2031-03-25", "--json").splitlines()]
    agreements = [(f["due"], f["state"]) for f in told if f["type"] == "AGREE"]
    assert (["2031-03-10"] * 2, "occurred") in agreements


def test_contradictions_are_told_in_words(where: str) -> None:
    english, arabic = run(where, "contradictions"), run(where, "contradictions", "--lang", "ar")
    for told in ("who did it", "[denies a part]", "how many", "[killed 5]"):
        assert told in english
    for told in ("من فعله", "[ينفي ضلوعه]", "كم العدد", "[القتلى 5]", "[كتائب الفجر]"):
        assert told in arabic
    cluster = next(word for word in english.split() if word.startswith("c-"))
    assert "who did it: " in run(where, "event", cluster)
    assert "ORG:" not in run(where, "event", cluster, "--lang", "ar")


def test_plans_are_told_in_words(where: str) -> None:
    english = run(where, "follow-ups", "--on", "2031-03-20", "--steps")
    arabic = run(where, "follow-ups", "--on", "2031-03-20", "--steps", "--lang", "ar")
    assert "happened  agreement" in english
    assert "وقع  اتفاق" in arabic
    of_actor = run(where, "actor", "سامر الخوري", "--on", "2031-03-25", "--lang", "ar")
    assert "وقع" in of_actor
    for code in ("occurred", "silent", "AGREE"):
        assert code not in english + arabic + of_actor
    assert [course("silent", language) for language in LANGUAGES] == ["nothing more heard", "لم يُسمع عنه"]


def test_an_event_counts_copies_of_one_agency_as_one_medium(where: str) -> None:
    found = json.loads(run(where, "event", plan(where), "--json"))
    assert found["independent"]["articles"] == 4
    assert found["independent"]["media"] < 4
    assert all(j["score"] > 0.3 and j["shared"] for j in found["joins"])
    arabic = run(where, "event", plan(where), "--lang", "ar", "--why")
    assert "وسائل مستقلة" in arabic
    joined = arabic.partition("أسباب الجمع\n")[2]
    assert "قبرص" in joined
    assert "w:" not in joined, "the words that two reports share are told without their codes"


def test_an_event_begins_with_what_it_was_said_to_be_and_keeps_long_lists_short(where: str) -> None:
    head, counted, *lines = run(where, "event", plan(where), "--limit", "2").splitlines()
    assert head.startswith("c-")
    assert counted.startswith("4 articles")
    assert lines[0].startswith(("planned  2031-", "happened  2031-"))
    assert sum(line.startswith("  2031-") for line in lines) == 2
    assert "--limit 0 shows all" in lines[-1]
    assert len(run(where, "event", plan(where), "--limit", "0").splitlines()) > len(lines) + 2


def test_a_list_of_events_counts_media_as_the_event_itself_does(where: str) -> None:
    found = json.loads(run(where, "event", plan(where), "--json"))
    with Store(where) as store:
        assert printed_in(store, [found["cluster"]])[found["cluster"]].media == found["independent"]["media"]


def test_copies_are_listed_with_their_origin(where: str) -> None:
    family = json.loads(run(where, "copies", "--json").splitlines()[0])
    assert len({m["outlet"] for m in family["members"]}) > 1
    assert run(where, "copies", "--lang", "ar").startswith("وكالة الأفق")
    assert family["origin"] in {x for m in family["members"] for x in (m["byline"], m["outlet"])}
    of_one = run(where, "copies", family["members"][0]["article"], "--json").splitlines()
    assert json.loads(of_one[0]) == family


def test_a_saying_is_shown_once_with_all_who_print_it(where: str) -> None:
    (saying, *_) = [
        json.loads(line) for line in run(where, "sayings", "نبيل حداد", "--least", "1", "--json").splitlines()
    ]
    lengths = [len(p["content"]) for p in saying["printings"]]
    assert lengths[saying["fullest"]] == max(lengths)
    assert run(where, "sayings", "نبيل حداد", "--least", "1").startswith("×")
    assert "غير مباشر" in run(where, "sayings", "نبيل حداد", "--least", "1", "--lang", "ar")


def test_an_actor_is_known_by_any_name(where: str) -> None:
    found = json.loads(run(where, "actor", "سامر الخوري", "--on", "2031-03-25", "--json"))
    assert found["says"] > 0
    assert found["sayings"][0]["printings"][0]["article"]
    assert "الخوري" in run(where, "actor", "الخوري", "--lang", "ar")


def test_an_outlet_shows_its_habits(where: str) -> None:
    found = json.loads(run(where, "outlet", "الميدان (خيالية)", "--json"))
    assert found["articles"] == 3
    assert found["quoted"]
    assert "agency copy" in run(where, "outlet", "الميدان (خيالية)")


def test_a_decision_has_an_author_and_can_be_undone(where: str) -> None:
    event = json.loads(run(where, "event", plan(where), "--json"))["tellings"][0]["event"]
    split = run(where, "decide", "split", event, "--author", "هالة").strip()
    run(where, "decide", "note", event, "راجعه", "--author", "هالة")
    run(where, "decide", "wrong", event, "--reason", "خبر قديم", "--author", "سمير")
    run(where, "decide", "correct", event, "status", "planned", "--author", "سمير")
    run(where, "decide", "undo", split)
    found = [json.loads(line) for line in run(where, "decide", "history", "--json").splitlines()]
    assert [d["action"] for d in found] == ["split", "note", "wrong", "correct"]
    assert [bool(d["undone"]) for d in found] == [True, False, False, False]
    assert found[0]["author"] == "هالة"


@pytest.mark.parametrize(
    "arguments",
    [
        ("sayings", "لا أحد"),
        ("copies", "0" * 12),
        ("event", "c-0"),
        ("actor", "لا أحد"),
        ("outlet", "لا شيء"),
        ("decide", "split", "e-0"),
    ],
)
def test_what_is_not_there_is_said(where: str, arguments: Sequence[str]) -> None:
    with pytest.raises(musnad.errors.UsageError):
        CliRunner().invoke(cli, [*arguments, "--store", where], catch_exceptions=False)


def printed(number: int, content: str, act: str = "say") -> Printed:
    return Printed(f"s-{number}", f"article {number}", f"outlet {number}", None, act, "direct", content)


def test_one_saying_printed_thrice_is_one_and_the_fullest_is_named() -> None:
    full = "الميناء سيبقى مفتوحا أمام الصيادين طوال الشتاء مهما اشتدت الرياح"
    found = together(
        [printed(1, " ".join(full.split()[:7])), printed(2, full), printed(3, "لن نرفع أسعار القمح هذا العام أبدا")]
    )
    assert [[p.statement for p in s.printings] for s in found] == [["s-1", "s-2"], ["s-3"]]
    assert found[0].fullest == 1


def test_a_denial_is_never_gathered_with_what_it_denies_nor_shown_as_said(where: str) -> None:
    words = "الجيش قصف الميناء القديم بالصواريخ فجر اليوم"
    found = together([printed(1, words), printed(2, words, "deny"), printed(3, words, "affirm")])
    assert [[p.statement for p in s.printings] for s in found] == [["s-1", "s-3"], ["s-2"]]
    for command in (["actor", "كتائب الفجر"], ["sayings", "كتائب الفجر", "--least", "1"]):
        (line,) = [line for line in run(where, *command).splitlines() if "تنفيذ هجوم ميناء" in line]
        assert "denied · تنفيذ هجوم ميناء طرابلس" in line


@pytest.mark.parametrize("command", [["contradictions"], ["follow-ups", "--on", "2031-03-25"], ["sayings", "الخوري"]])
def test_a_list_that_was_cut_off_says_so(where: str, command: list[str]) -> None:
    done = CliRunner().invoke(cli, [*command, "--limit", "1", "--lang", "en", "--store", where])
    assert len(run(where, *command, "--json").splitlines()) > 1
    assert "the first 1; there are more" in done.stderr


def test_an_export_goes_to_standard_output_or_a_pipe_and_takes_nobodys_place(where: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    run(where, "export", "jsonl", "--output", str(whole))
    assert run(where, "export", "jsonl", "--output", "-") == whole.read_text(encoding="utf-8")
    assert not Path("-").exists()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with ThreadPoolExecutor(1) as pool:
            got = pool.submit((tmp_path / "pipe").read_bytes)
            run(where, "export", "jsonl", "--output", str(tmp_path / "pipe"))
            assert got.result() == whole.read_bytes()
        assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(
    "arguments",
    [("merge", "EVENT", "EVENT"), ("merge", "SAID", "EVENT"), ("split", "SAID"), ("note", "EVENT", " "),
     ("wrong", "EVENT", "--author", " "), ("correct", "EVENT", "mode", "haunted")],
)  # fmt: skip
def test_a_decision_that_means_nothing_is_refused(where: str, arguments: Sequence[str]) -> None:
    ids = {"EVENT": json.loads(run(where, "search", "--in", "events", "--json").splitlines()[0])["id"]}
    ids["SAID"] = json.loads(run(where, "statements", "--json").splitlines()[0])["id"]
    command = ["decide", *(ids.get(a, a) for a in arguments), "--store", where]
    with pytest.raises(musnad.errors.UsageError):
        CliRunner().invoke(cli, command, catch_exceptions=False)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(where: str, form: str, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    (tmp_path / "a folder" / "in it").mkdir(parents=True)
    for place in ("a file/under", "a folder" if form == "jsonl" else "a file"):
        with pytest.raises(musnad.errors.UsageError, match=f"{place}.*: cannot be written"):
            run(where, "export", form, "--output", str(tmp_path / place))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a file", "a folder"]


def test_an_address_of_which_nothing_is_stored_has_no_versions(where: str) -> None:
    with pytest.raises(musnad.errors.UsageError, match="no article of this address is stored"):
        run(where, "versions", "https://example.org/never")


def test_articles_without_a_day_are_said_to_be_left_out_and_shown_without_one(tmp_path: Path) -> None:
    where = str(tmp_path / "undated.db")
    text = "مفاوضات\nقال الوزير سامر الخوري إن الوفد سيزور بيروت غدا، وإن المحادثات ستبدأ فور وصوله إلى العاصمة."
    with Store(where) as store:
        store.add([musnad.read(text, engine="grammar", outlet=outlet) for outlet in ("الميدان", "المرفأ")])
    runner = CliRunner()
    assert "none found" in runner.invoke(cli, ["copies", "--store", where]).stderr
    done = runner.invoke(cli, ["corroborate", "--store", where], env={"LC_ALL": "ar_SY.UTF-8"})
    assert done.stderr == "مقالات بلا تاريخ نشر لم تُقابَل أخبارها بغيرها: 2\n"
    assert done.stdout.startswith("المقالات: 2، منها نسخ: 2")
    for command in (["copies"], ["sayings", "سامر الخوري"], ["actor", "سامر الخوري"]):
        shown = run(where, *command)
        assert "—  الميدان" in shown, command
        assert "None" not in shown, command
    for command in ("contradictions", "follow-ups"):
        assert "none found" in runner.invoke(cli, [command, "--store", where]).stderr


def test_an_article_without_an_outlet_is_no_copy_of_a_number(tmp_path: Path) -> None:
    where = str(tmp_path / "nowhere.db")
    with Store(where) as store:
        store.add([musnad.read("قصف\nقصف الجيش بلدة حلب أمس.", engine="grammar", published="2031-03-05")])
        corroborate(store)
    event = json.loads(run(where, "search", "--in", "events", "--json").splitlines()[0])["id"]
    assert "←" not in run(where, "event", event, "--lang", "en")
