"""The tutorial, command by command, in both languages: what a new user types works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

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


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_tutorial_run(page: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "out").mkdir()
    script = tmp_path / "musnad"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m musnad "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    ran = {}
    for command in commands(page):
        ran[command] = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    wrong = {c: d.stderr for c, d in ran.items() if d.returncode and "watch" not in c}
    assert wrong == {}
    watched = next(done for command, done in ran.items() if "watch" in command)
    assert watched.returncode == 1
    assert "news.example" in watched.stderr
    outputs = "\n".join(done.stdout for done in ran.values())
    assert "silent" in outputs
    assert "13 new" in outputs
    assert {"mamluk-moscow.html", "events.tsv", "tables", "dossier.html"} <= {
        p.name for p in (tmp_path / "out").iterdir()
    }


def test_both_tutorials_have_the_same_commands() -> None:
    english, arabic = ([c.replace(" --lang ar", "") for c in commands(page)] for page in PAGES)
    assert english == arabic
