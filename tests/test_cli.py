"""The command line as it is run: what is printed, what is written, the exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

import musnad
from musnad.analysis.compose import ENGINES
from musnad.cli import cli
from musnad.commands import options
from musnad.commands.files import Folder, safe_name
from musnad.record import Record, dumps, from_json, to_json
from small import TEXT, small_json

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "mamluk-moscow.txt"


def run(*arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run `musnad` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "musnad", *map(str, arguments)], input=given, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False, env=os.environ | {"COLUMNS": "100"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Record:
    """The example's record, made in this process."""
    return musnad.read(EXAMPLE.read_text(encoding="utf-8"), published="2016-08-31", id="mamluk-moscow")


def test_read_prints_the_record_of_a_text() -> None:
    done = run("read", EXAMPLE, "--published", "2016-08-31")
    assert done.returncode == 0
    assert "Sputnik → a security source (مصدر أمني)" in done.stdout
    assert done.stderr == ""


def test_read_gives_json_that_the_schema_allows_and_python_gives_too(record: Record) -> None:
    done = run("read", EXAMPLE, "--published", "2016-08-31", "--format", "json")
    data = json.loads(done.stdout)
    Draft202012Validator(json.loads(run("schema").stdout)).validate(data)
    assert data == to_json(record)
    assert from_json(data) == record


def test_every_statement_and_event_is_glossed(record: Record) -> None:
    assert record.statements[0].english
    assert "Sputnik" in record.statements[0].english
    assert all(item.english for item in (*record.statements, *record.events))


def test_several_inputs_give_a_record_a_line_and_bad_ones_are_named(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT, "published": "2019-05-07"}, {"id": "b", "text": "only English"}, {"id": "c"}]
    path = tmp_path / "day.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("read", path, tmp_path / "none.txt", "-", "--format", "json", given=TEXT)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "stdin"]
    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    assert complaints[:2] == [
        f"musnad: {path}:2: 0% of its letters are Arabic (only Arabic articles are read)",
        f'musnad: {path}:3: no field \'text\' with a string (each line is {{"id": …, "text": …}}, or --map text=FIELD)',
    ]
    assert complaints[2].startswith(f"musnad: {tmp_path / 'none.txt'}: No such file")
    assert complaints[3] == "2 read, 3 refused"


def test_output_is_one_file_an_article_named_safely(tmp_path: Path) -> None:
    rows = [{"id": id, "text": TEXT} for id in ("../../etc/x", "a/b", "a_b", "A_B", "خبر ١")]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = run("read", path, "--output", tmp_path / "out")
    assert done.returncode == 0
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == sorted(["_.._etc_x.json", "a_b.json", "a_b-2.json", "A_B-3.json", "خبر_١.json"])
    assert json.loads((tmp_path / "out" / "a_b.json").read_text(encoding="utf-8"))["id"] == "a/b"
    assert done.stdout.splitlines()[0].endswith("_.._etc_x.json")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not Unicode")
def test_a_file_whose_name_is_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + "خبر".encode("cp1256") + b".txt")
    Path(path).write_text(TEXT, encoding="utf-8")
    for form in ("text", "json", "html"):
        done = run("read", path, EXAMPLE, "--engine", "grammar", "--format", form)
        assert (done.returncode, done.stderr) == (0, "2 read, 0 refused\n")
    assert run("read", path, "--engine", "grammar", "--output", tmp_path / "out").returncode == 0


def test_what_is_printed_is_unicode_whatever_the_system_prefers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")  # what a pipe is on Windows
    done = run("read", EXAMPLE, "--engine", "grammar")
    assert done.returncode == 0
    assert "مملوك" in done.stdout


def test_a_page_is_written_and_its_path_named(tmp_path: Path) -> None:
    done = run("read", EXAMPLE, "--published", "2016-08-31", "--format", "html", "--output", tmp_path)
    assert done.stdout == f"{tmp_path / 'mamluk-moscow.html'}\n"
    assert (tmp_path / "mamluk-moscow.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", EXAMPLE, "--published", "yesterday"],
        ["read", EXAMPLE, "--engine", "oracle"],
        ["read", EXAMPLE, "--engine", "fast"],
        ["read", EXAMPLE, "--format", "text", "--output", "out"],
        ["read", EXAMPLE, "--format", "xml"],
        ["read", EXAMPLE, "--output", EXAMPLE / "x"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_status_two(arguments: list[str | Path]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_date_relative_times_are_left_open() -> None:
    data = to_json(musnad.read(TEXT))
    assert data["published"] is None
    assert all(t["value"] is None or not t["value"].startswith("2019") for t in data["times"])


def test_the_same_article_gives_the_same_bytes(record: Record) -> None:
    outputs = {run("read", EXAMPLE, "--published", "2016-08-31", "--format", "json").stdout for _ in range(2)}
    assert outputs == {dumps(record) + "\n"}


def test_explain_tells_why(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "record.json"
    path.write_text(dumps(record), encoding="utf-8")
    everything = run("explain", path)
    assert everything.returncode == 0
    first = record.statements[0]
    assert everything.stdout.startswith(first.id)
    one = run("explain", path, first.id).stdout
    assert one in everything.stdout
    assert all(reason.by in one for reason in first.why)
    assert "Why:" in one
    assert "لفظ الإسناد" in run("explain", path, first.id, "--lang", "ar").stdout


def test_explain_names_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(small_json()), encoding="utf-8")
    assert run("explain", path, "s99").returncode == 2
    assert run("explain", tmp_path / "none.json").returncode == 1
    path.write_text("{}\n{}\n", encoding="utf-8")
    assert "a file of one record" in run("explain", path).stderr
    for text in ("{}", "[]", "null", json.dumps(small_json() | {"byline": 5})):
        path.write_text(text, encoding="utf-8")
        done = run("explain", path)
        assert done.returncode == 1
        assert done.stderr.startswith(f"musnad: {path}: not a record")


def test_evaluate_prints_figures(tmp_path: Path) -> None:
    (tmp_path / "small.gold.json").write_text(json.dumps(small_json()), encoding="utf-8")
    done = run("evaluate", tmp_path, "--each")
    assert done.returncode == 0
    assert "== small" in done.stdout
    assert "== 1 articles" in done.stdout
    figures = json.loads(run("evaluate", tmp_path, "--json").stdout)
    assert set(figures) == {"total", "each"}
    assert figures["total"]["statements"]["gold"] == 5
    gate = run("evaluate", tmp_path, "--gate")
    assert gate.returncode == 0
    assert "not the annotations that the floors were set on" in gate.stderr
    assert run("evaluate", tmp_path / "none").returncode == 1


def test_who_and_where_answer_with_the_reason_and_what_else_it_could_be() -> None:
    kerry = run("who", "وزير الخارجية الأميركي", "--on", "2016-08-31")
    assert kerry.returncode == 0
    assert kerry.stdout.startswith("John Kerry · جون كيري")
    assert "foreign minister of United States, 2013-02-01" in kerry.stdout
    assert "person, United States, government" in kerry.stdout
    tripoli = run("where", "طرابلس")
    assert tripoli.stdout.startswith("Tripoli · طرابلس · country, region or city, Libya")
    assert "or Tripoli" in tripoli.stdout
    assert "North Lebanon, Lebanon, " in tripoli.stdout


def test_who_says_when_nobody_is_known_and_when_a_date_is_none() -> None:
    nobody = run("who", "زعطوط المخترع")
    assert nobody.returncode == 1
    assert "nobody of this name or office is known" in nobody.stdout
    assert run("who", "أوباما", "--on", "lately").returncode == 2


def test_read_takes_columns_by_the_names_that_a_table_gives_them(tmp_path: Path) -> None:
    """What the refusal of a table advises, works."""
    table = tmp_path / "table.csv"
    table.write_text("العنوان,المتن,التاريخ\nالجسر,قال الوزير إن الجسر سيفتح غدا.,3 مايو 2031\n", encoding="utf-8")
    refused = run("read", table, "--engine", "grammar")
    assert refused.returncode == 1
    assert "--map text=COLUMN; it has العنوان, المتن, التاريخ" in refused.stderr
    names = ("--map", "text=المتن", "--map", "title=العنوان", "--map", "published=التاريخ")
    record = json.loads(run("read", table, *names, "--engine", "grammar", "--format", "json").stdout)
    assert (record["title"], record["published"]) == ("الجسر", "2031-05-03")


def test_who_and_where_answer_in_arabic() -> None:
    """All of the answer: who, why, since when, who else; names of provinces alone are known in Latin letters only."""
    kerry = run("who", "وزير الخارجية الأميركي", "--on", "2016-08-31", "--lang", "ar").stdout.splitlines()
    assert kerry[:3] == [
        "جون كيري · John Kerry · شخص، الولايات المتحدة، سلطة تنفيذية · Q22316",
        "  وزير الخارجية (الولايات المتحدة)، من 2013-02-01 إلى 2017-01-20",
        "  أو هيلاري كلينتون · Hillary Clinton · شخص، الولايات المتحدة، سلطة تنفيذية · Q6294: "
        "من 2009-01-21 إلى 2013-02-01",
    ]
    assert run("who", "زعطوط المخترع", "--lang", "ar").stdout == "  لا يُعرف أحد بهذا الاسم أو المنصب\n"
    tripoli = run("where", "بطرابلس", "--lang", "ar").stdout
    assert "32.8874 13.1873 (مدينة)" in tripoli
    assert "؛ بعد حذف «ب» من أوله" in tripoli


def test_the_shipped_tables_hold_together() -> None:
    done = run("knowledge", "check", "--evidence")
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.startswith("error")]
    assert done.stdout.splitlines()[-1].startswith("0 errors")


def test_schema_prints_the_schema() -> None:
    assert run("schema").stdout == files("musnad.record").joinpath("schema.json").read_text(encoding="utf-8")


def test_help_and_version() -> None:
    assert f"musnad {musnad.__version__}" in run("--version").stdout
    shown = run("--help").stdout
    assert all(name in shown for name in ("read", "explain", "evaluate", "schema", "who", "where", "knowledge"))
    narrow = cli.get_help(click.Context(cli, info_name="musnad", terminal_width=80))
    assert "..." not in narrow.replace("[ARGS]...", ""), "what a command is for is cut off"


def _commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def test_every_command_is_in_the_readme_and_every_option_has_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in _commands(cli):
        assert command.help, name
        assert name.split()[0] in readme, f"the README does not name `musnad {name}`"
        for option in command.params:
            assert isinstance(option, click.Argument) or getattr(option, "help", None), f"{name} {option.name}: no help"


def test_the_commands_offer_the_engines_that_there_are() -> None:
    assert options.ENGINES == ENGINES


def test_help_loads_no_part_of_the_analysis() -> None:
    probe = "import sys; from musnad.cli import cli; print([m for m in sys.modules if m.startswith('musnad.')])"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    for heavy in ("musnad.analysis", "musnad.knowledge", "musnad.reading", "musnad.render", "musnad.record"):
        assert heavy not in loaded.replace("musnad.commands.knowledge", "")


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("a b", "a_b"), ("../x", "_x"), ("/etc/passwd", "_etc_passwd"), (".hidden", "hidden"), ("", "_"), ("...", "_"),
        ("nul.txt", "_nul.txt"), ("C:\\x", "C_x"), ("أخبار", "أخبار"), ("\x00\n", "_"),
    ],
)  # fmt: skip
def test_ids_become_names_that_stay_in_their_folder(id: str, name: str) -> None:
    assert safe_name(id) == name
    assert "/" not in safe_name(id)


def test_long_ids_are_cut_at_a_letter(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    path = folder.write("ب" * 500, ".json", "{}")
    assert len(path.name.encode()) < 140
    assert folder.write("ب" * 500, ".json", "{}") != path


def test_ctrl_c_while_the_command_line_is_loaded_ends_without_a_traceback() -> None:
    program = """
import sys
import musnad.__main__
class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "musnad.commands.serve":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
musnad.__main__.main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, "stopped")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_behind_standard_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "musnad", "schema"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "musnad: stdout: cannot be written: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="the shell's own way to close it")
def test_closed_standard_input_is_an_error_that_names_it() -> None:
    command = ["sh", "-c", f"exec '{sys.executable}' -m musnad read - <&-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "musnad: stdin: closed\n")


@pytest.mark.parametrize("command", ["read", "ingest"])
def test_an_empty_name_is_not_the_present_folder(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("قال الوزير إن الجسر فُتح.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(command, "")
    assert done.returncode == 1
    assert "no name of a file" in done.stderr
