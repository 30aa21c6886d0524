"""Errors in the reader's language: every wording of the source has its Arabic, and users see it where they asked."""

import ast
import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from musnad.commands.telling import language
from musnad.datafiles import read_table
from musnad.errors import BadRow, BrokenArchive, MissingInput, UsageError
from musnad.render.errors import phrase, worded

SOURCE = Path(__file__).resolve().parent.parent / "src" / "musnad"
# What else users see, by the position of the argument that says it; of an error, the reason and the mend.
WORDED = {"HTTPException": (1,), "problem": (1,), "remark": (0,), "result": (0,)}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def _kinds() -> dict[str, tuple[int, ...]]:
    """The classes of errors, by the positions of what they say; those that modules derive for themselves too."""
    kinds = dict(WORDED) | {"MusnadError": (1, 2)}
    for path in [SOURCE / "errors.py", *sorted(SOURCE.rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(_name(base) in kinds for base in node.bases):
                kinds[node.name] = (1, 2)
    return kinds


class Module:
    """The wordings of a module's errors, variables and parameters followed to what they are given."""

    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        self.functions = [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)]
        self.calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]

    def wordings(self) -> Iterator[str]:
        for call in self.calls:
            for at in _kinds().get(_name(call.func), ()):
                given = call.args[at : at + 1] or [k.value for k in call.keywords if k.arg in ("detail", "mend")]
                for node in given:
                    yield from self.texts(node, call)

    def texts(self, node: ast.expr, at: ast.AST) -> set[str]:
        """What an expression can say, with {} for what varies."""
        match node:
            case ast.Constant(str(text)):
                return {text}
            case ast.JoinedStr(parts):
                return {"".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)}
            case ast.IfExp(_, first, second):
                return self.texts(first, at) | self.texts(second, at)
            case ast.BinOp(left, ast.Add(), right):
                return {a + b for a, b in product(self.texts(left, at), self.texts(right, at))}
            case ast.Name(name):
                return self.named(name, at)
        return {"{}"}

    def named(self, name: str, at: ast.AST) -> set[str]:
        """What a variable, a parameter or a constant of the module can say."""
        around = [f for f in self.functions if f.lineno <= at.lineno <= (f.end_lineno or 0)]
        function = around[-1] if around else None
        for statements in (ast.walk(function) if function else (), self.tree.body):
            given = [n.value for n in statements if isinstance(n, ast.Assign) and name in map(_name, n.targets)]
            if given:
                return set().union(*(self.texts(value, at) for value in given))
        parameters = [a.arg for a in function.args.args] if function else []
        if function and name in parameters:
            place = [p for p in parameters if p != "self"].index(name)
            calls = [c for c in self.calls if _name(c.func) == function.name]
            return set().union(*(self.texts(c.args[place], c) for c in calls))
        return {"{}"}


@cache
def said() -> set[str]:
    """Every wording of an error in the source that has words of its own."""
    found = {w for path in SOURCE.rglob("*.py") for w in Module(path.read_text(encoding="utf-8")).wordings()}
    return {w for w in found if re.search(r"[^\W\d_]", w.replace("{}", ""))}


NAMES = re.compile(r"\{(\w+)\}")
ROWS = read_table("render/errors.tsv")
KNOWN = {NAMES.sub("{}", row["en"]) for row in ROWS}
SYSTEM = {os.strerror(number) for number in errno.errorcode}


def test_every_error_has_its_arabic() -> None:
    assert len(said()) > 200, "the reader of the source finds too little"
    missing = sorted(said() - KNOWN)
    assert not missing, "rows to add to src/musnad/render/errors.tsv"


def test_no_row_is_left_over_or_there_twice() -> None:
    assert len(KNOWN) == len(ROWS)
    for row in ROWS:
        if row["of"] == "ours":
            assert NAMES.sub("{}", row["en"]) in said(), "nothing says this any more"
        elif row["of"] == "os" and sys.platform == "linux":
            assert row["en"] in SYSTEM
        else:
            assert row["of"] in ("os", "python", "sqlite", "click")


def test_rows_keep_what_varies_and_mark_what_is_latin() -> None:
    for row in ROWS:
        assert set(NAMES.findall(row["ar"])) <= set(NAMES.findall(row["en"])), row
        assert row["ar"].count("`") % 2 == 0, row
        unmarked = NAMES.sub("", re.sub("`[^`]*`", "", row["ar"]))
        assert not re.search("[A-Za-z]", unmarked), f"Latin outside of marks: {row}"
        assert not re.search(r"[\u0600-\u06ff]`|`[\u0621-\u06ff]", row["ar"].replace("` ", "`|")), row
        assert not re.search(r"\w\{|\}\w", row["ar"].replace("`", "")), f"something grows together: {row}"


def test_the_reader_of_the_source_follows_variables_parameters_and_branches() -> None:
    module = Module("""
_MEND = "do this"
def one(x):
    reason = f"no {x} here"
    raise UsageError("s", reason, _MEND)
def two(name, why):
    return BadRow(name, why, "that" if name else "")
two("n", "it is so")
""")
    assert set(module.wordings()) == {"no {} here", "do this", "it is so", "that", ""}


def test_what_the_system_says_is_worded_and_what_a_user_wrote_is_not() -> None:
    error = BrokenArchive("a.zip", "damaged: File is not a zip file")
    assert worded(error, "ar") == "a.zip: تالف: ليس ملف zip سليما"
    assert worded(error, "en") == str(error)
    error = BadRow("a:1", "not JSON: Expecting value: line 1 column 9 (char 8)", "a new mend")
    assert worded(error, "ar") == "a:1: ليس JSON: تنقصه قيمة: السطر 1، الموضع 9 (a new mend)"
    assert phrase("no column 'try again'", "ar") == "ليس فيه عمود اسمه 'try again'"
    assert phrase("no column try again", "ar") == "ليس فيه عمود اسمه try again"
    assert phrase("cannot be read: [Errno 13] Permission denied", "ar") == "تتعذر قراءته: لا إذن بذلك"


def test_latin_and_what_varies_stand_in_isolates() -> None:
    error = UsageError("b\x1b[2Jc", "no column 'عنوان'", "--map title=COLUMN; it has a, b")
    assert worded(error, "ar", marked=True) == (
        "\u2068b�[2Jc\u2069: ليس فيه عمود اسمه \u2068'عنوان'\u2069 "
        "(استعمل \u2066--map title=COLUMN\u2069؛ أعمدته: \u2068a, b\u2069)"
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"LANG": "ar_EG.UTF-8"}, "ar"), ({"LANG": "ar"}, "ar"), ({"LANG": "arn_CL"}, "en"), ({}, "en"),
        ({"LANG": "ar_SY.UTF-8", "LC_ALL": "C.UTF-8"}, "en"), ({"LANG": "C", "LC_MESSAGES": "ar_MA@latin"}, "ar"),
        ({"LANG": "ar_SY.UTF-8", "LC_ALL": ""}, "ar"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_of_the_option_else_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], wanted: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert language({}) == wanted
    assert language({"lang": "en"}) == "en"
    assert language({"lang": "ar"}) == "ar"


# -- as users see it ------------------------------------------------------------------------------------------------


def told(*arguments: str | Path, locale: str = "C.UTF-8") -> tuple[int, list[str]]:
    """The exit status of a command and the lines of its standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "musnad", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
        timeout=120, check=False, env=os.environ | {"LC_ALL": locale},
    )  # fmt: skip
    return done.returncode, done.stderr.splitlines()


def test_read_tells_in_arabic_what_it_refuses(tmp_path: Path) -> None:
    (tmp_path / "rows.zip").write_bytes(b"PK\x03\x04 and no more")
    status, lines = told("read", tmp_path / "none.txt", tmp_path / "rows.zip", "--lang", "ar")
    assert status == 1
    assert lines == [
        f"مُسنَد: {tmp_path}/none.txt: لا ملف ولا مجلد بهذا الاسم",
        f"مُسنَد: {tmp_path}/rows.zip: تالف: ليس ملف zip سليما",
        "المقروء: 0، المرفوض: 2",
    ]


def test_an_error_that_ends_a_command_is_in_the_language_of_its_option(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("قال الوزير إن العمل بدأ.", encoding="utf-8")
    status, lines = told("read", path, "--engine", "fast", "--lang", "ar")
    assert (status, lines) == (
        2, ["مُسنَد: engine 'fast': لا نموذج أصغر في هذا الإصدار (استعمل --engine model أو --engine grammar)"]
    )  # fmt: skip
    assert told("read", path, "--engine", "fast", locale="ar_EG.UTF-8") == (status, lines)
    _, lines = told("read", path, "--engine", "fast", "--lang", "en", locale="ar_EG.UTF-8")
    assert lines == ["musnad: engine 'fast': no smaller tagger is part of this version (--engine model or grammar)"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("red", ["الاستعمال: musnad [OPTIONS] COMMAND [ARGS]...", "المساعدة: musnad --help",
                 "مُسنَد: لا أمر بهذا الاسم: 'red'. لعل المقصود: 'read'"]),
        ("read", ["الاستعمال: musnad read [OPTIONS] PATH|URL|- ...", "المساعدة: musnad read --help",
                  "مُسنَد: ينقص ما لا بد منه: 'PATH|URL|- ...'."]),
        ("search --limit 0", ["الاستعمال: musnad search [OPTIONS] [TEXT]", "المساعدة: musnad search --help",
                              "مُسنَد: قيمة لا يقبلها '--limit': ليس 0 في المجال 1<=x<=1000."]),
        ("search --since 2019-02-30", ["مُسنَد: --since: ليس تاريخا: '2019-02-30' (اكتبه بالصورة YYYY-MM-DD)"]),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_the_language_of_the_locale(given: str, wanted: list[str]) -> None:
    assert told(*given.split(), locale="ar_SY.UTF-8") == (2, wanted)


def test_wrong_usage_in_english_is_told_as_click_does() -> None:
    assert told("red") == (
        2, ["Usage: musnad [OPTIONS] COMMAND [ARGS]...", "Try 'musnad --help' for help.", "",
            "Error: No such command 'red'. Did you mean 'read'?"]
    )  # fmt: skip


def test_a_command_without_the_option_follows_the_locale_and_its_log_does_not(tmp_path: Path) -> None:
    given = ("ingest", tmp_path / "none.txt", "--store", tmp_path / "n.db", "--engine", "grammar")
    log = tmp_path / "refused.jsonl"
    status, lines = told(*given, "--refused", log, locale="ar_EG.UTF-8")
    assert (status, lines) == (1, [f"مُسنَد: {tmp_path}/none.txt: لا ملف ولا مجلد بهذا الاسم"])
    assert json.loads(log.read_text(encoding="utf-8"))["reason"] == os.strerror(errno.ENOENT)
    assert str(MissingInput(f"{tmp_path}/none.txt", os.strerror(errno.ENOENT))) in told(*given)[1][0]
