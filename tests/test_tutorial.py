"""The tutorial, command by command, in both languages: what a new user types works."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from musnad.cli import main

PAGES = ("tutorial.md", "ar/tutorial.md")
# These install, or do not end by themselves; what they do has tests of its own.
ELSEWHERE = ("make demo", "export PATH=", "musnad serve")


def commands(page: str) -> list[str]:
    """The commands of a page, each with its here-document."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        found += [block] if "<<" in block else block.splitlines()
    return [one for one in found if one.strip() and not one.startswith(ELSEWHERE)]


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command in this process where it is ours, else in a shell; its exit status."""
    if not command.startswith("musnad "):
        return subprocess.run(["sh", "-c", command], timeout=60, check=False).returncode
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_tutorial_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    statuses = {command: run(command, monkeypatch) for command in commands(page)}
    shown = capsys.readouterr()
    (watch,) = [command for command in statuses if command.startswith("musnad watch")]
    assert statuses.pop(watch) == 1  # its address is invented
    assert "news.example" in shown.err
    assert {command: status for command, status in statuses.items() if status} == {}
    assert "13 new" in shown.out
    assert "nothing more heard" in shown.out or "لم يُسمع عنه" in shown.out
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written >= {"mamluk-moscow.html", "events.tsv", "tables", "dossier.html"}


def test_both_tutorials_have_the_same_commands() -> None:
    english, arabic = ([c.replace(" --lang ar", "") for c in commands(page)] for page in PAGES)
    assert english == arabic
