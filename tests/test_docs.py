"""The documentation: complete by what the code has, built strictly and without a network, its examples run."""

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import ROOT
from musnad.arabic import fold_text

DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS / "_generate"))

import code_pages  # noqa: E402
import codebook_pages  # noqa: E402
import hooks  # noqa: E402
from tables import rows  # noqa: E402


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a broken link or anchor, or a page outside the menu, ends the build."""
    pytest.importorskip("material")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"?https?:", text), page
    for style in site.rglob("*.css"):
        assert not re.findall(r"url\(\s*[\"']?https?:|@import", style.read_text(encoding="utf-8")), style


def test_arabic_pages_run_from_right_to_left(site: Path) -> None:
    page = (site / "ar" / "tutorial.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl"' in page
    assert re.search(r'<body[^>]* dir="rtl"', page)


def test_every_command_and_option_is_documented() -> None:
    page = code_pages.command_line()
    for name, command in code_pages.commands():
        assert command.help, f"{name}: no help"
        assert f"## `{name}`" in page
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", None), f"{name} {option.name}: no help"


def test_every_address_of_the_api_and_every_parameter_is_documented() -> None:
    page = code_pages.api()
    described = code_pages.openapi()
    assert described["paths"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), f"{method} {path}: no summary"
            assert f"### `{method.upper()} {path}`" in page
            for parameter in operation.get("parameters", ()):
                assert code_pages.meaning(parameter), f"{method} {path}: {parameter['name']} has no meaning"
    for name, schema in described["components"]["schemas"].items():
        if name in bodies(described):
            for field, one in schema["properties"].items():
                assert code_pages.meaning(one | {"name": field}), f"{name}.{field} has no meaning"


def bodies(described: dict[str, Any]) -> set[str]:
    """The names of the schemas that are sent to the API."""
    operations = [o for methods in described["paths"].values() for o in methods.values() if "requestBody" in o]
    contents = [content for o in operations for content in o["requestBody"]["content"].values()]
    return {c["schema"]["$ref"].rsplit("/", 1)[-1] for c in contents if "$ref" in c["schema"]}


def test_everything_public_in_python_is_documented() -> None:
    undocumented = []
    for module in code_pages.MODULES:
        for name, value in code_pages.public(module):
            if not getattr(value, "__module__", "").startswith("musnad"):
                continue
            members = code_pages.methods(value) if isinstance(value, type) else []
            named = [(f"{module}.{name}", value), *((f"{module}.{name}.{m}", f) for m, f in members)]
            undocumented += [which for which, what in named if not (what.__doc__ or "").strip()]
    assert undocumented == []


def test_every_field_of_a_record_is_in_the_codebook() -> None:
    assert {row["field"] for row in rows("codebook/fields.tsv")} == {path for path, _, _ in code_pages.fields()}
    assert all(row["meaning"] for row in rows("codebook/fields.tsv"))


def test_every_label_has_a_meaning_and_an_example() -> None:
    for kind, known in codebook_pages.in_code().items():
        assert {row["label"] for row in codebook_pages.labels(kind)} == known, kind
    for row in rows("codebook/labels.tsv"):
        assert row["meaning"], row
        assert row["gloss"], row
        assert fold_text(row["example"]) != row["example"] or any("ء" <= c <= "ي" for c in row["example"]), row


def test_every_sector_of_the_tables_is_in_the_codebook() -> None:
    known = {row["label"] for row in codebook_pages.labels("sector")}
    used = set()
    for table in (ROOT / "src/musnad/knowledge/tables").glob("actors_*.csv"):
        lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith(("#", '"#'))]
        used |= {row["sector"] for row in csv.DictReader(lines) if row["sector"]}
    assert used <= known


def test_every_exported_column_has_a_meaning() -> None:
    described = {(row["table"], row["column"]) for row in rows("codebook/columns.tsv")}
    exported = {(table, column) for table, columns in codebook_pages.in_exports().items() for column in columns}
    assert [one for one in sorted(exported) if one not in described and ("*", one[1]) not in described] == []
    assert [one for one in sorted(described) if one[0] != "*" and one not in exported] == []


def test_every_export_format_has_its_section() -> None:
    from musnad.commands.export import FORMATS

    page = (DOCS / "reference" / "exports.md").read_text(encoding="utf-8")
    assert all(f"`{form}`" in page for form in FORMATS)


def test_every_mark_of_a_page_has_its_maker_and_the_other_way_round() -> None:
    used = {
        m
        for page in DOCS.rglob("*.md")
        for m in re.findall(r"<!-- generate: (\S+) -->", page.read_text(encoding="utf-8"))
    }
    assert used == set(hooks.MAKERS)


def test_the_settings_page_names_every_environment_variable_that_is_read() -> None:
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for path in (ROOT / "src").rglob("*.py"):
        for name in re.findall(r"environ(?:\.get)?[\[(]\"(\w+)\"", path.read_text(encoding="utf-8")):
            assert name in page, f"{path.name} reads {name}"


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code of a page, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def shown_commands() -> list[tuple[str, str]]:
    """Every command line that begins with musnad in the documentation and the READMEs, with its page."""
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "README.ar.md", ROOT / "CONTRIBUTING.md"]
    lines = [(page.name, line) for page in pages for block in blocks(page, "sh") for line in block.splitlines()]
    return [(page, line) for page, line in lines if line.startswith("musnad ")]


def test_every_command_that_is_shown_has_the_options_it_is_shown_with() -> None:
    from musnad.cli import cli

    shown = shown_commands()
    assert len(shown) > 60
    for page, line in shown:
        words = shlex.split(line, comments=True)[1:]
        command: click.Command = cli
        while isinstance(command, click.Group) and words:
            assert words[0] in command.commands, f"{page}: {line}"
            command, words = command.commands[words[0]], words[1:]
        optional = [w.strip("[]") for w in words]
        command.make_parser(click.Context(command)).parse_args(optional)


def notebook_cells() -> list[str]:
    """The cells of code of the shipped notebook."""
    notebook = json.loads((ROOT / "examples" / "notebook.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("which", ["page", "notebook"])
def test_the_code_for_notebooks_runs(which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    from musnad.cli import cli

    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="0"):
        cli(["ingest", str(ROOT / "examples" / "articles.jsonl"), "--store", "news.db", "--engine", "grammar"])
    with pytest.raises(SystemExit, match="0"):
        cli(["corroborate", "--store", "news.db"])
    ran = {}  # type: ignore[var-annotated]
    for block in blocks(DOCS / "howto" / "notebook.md", "python") if which == "page" else notebook_cells():
        exec(compile(block, which, "exec"), ran)
    assert ran["chain"] == ["afp", "samer-al-khoury"]
    assert {"one_words", "other_words"} <= set(ran["contradictions"].columns)
    assert len(ran["contradictions"])
    assert list(ran["plans"]["state"])


def test_the_readme_is_there_in_both_languages() -> None:
    arabic = (ROOT / "README.ar.md").read_text(encoding="utf-8")
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "README.ar.md" in english
    assert "README.md" in arabic
    for line in re.findall(r"^musnad (\w[\w-]*)", arabic, re.MULTILINE):
        assert f"musnad {line}" in english
