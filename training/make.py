"""From data to the shipped model, one command: python -m training.make [--work FOLDER] [--adapt MINUTES]

Steps: adapt (left out while training/adapted holds an encoder), silver (what the product labelled itself), from there
first (gold/train and the labels that were there first) and second (all labels, at half the rate), both without
the labels HELD, on which what was learnt is measured and calibrated; export. A step whose result is there is not
repeated, one that was cut off goes on.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from musnad.analysis.tagger import MODEL_FOLDER
from musnad.analysis.tagger_files import model_version
from training import store

ADAPTED = Path(__file__).with_name("adapted")
HELD = "read-[yz] read-z[e-h]"
# step -> what it starts from, and how it learns
COURSE: dict[str, tuple[str | None, tuple[object, ...]]] = {
    "silver": (None, ("--silver", "--epochs", 2, "--plain", 2)),
    "first": ("silver", ("--all", "--extra", "read-[a-l]", "--without", HELD, "--epochs", 10, "--plain", 3)),
    "second": (
        "first",
        ("--all", "--extra", "*", "--without", HELD, "--epochs", 4, "--plain", 1, "--rate", 0.5),
    ),
}


def run(module: str, *arguments: object) -> None:
    """One step as a process of its own, so that its memory is given back."""
    command = [sys.executable, "-m", f"training.{module}", *map(str, arguments)]
    print("$", " ".join(command[1:]), flush=True)
    subprocess.run(command, check=True)


def adapt(work: Path, minutes: float, threads: int) -> None:
    """Adapt the pruned encoder and keep it in half precision."""
    run("adapt", work / "adapt", "--minutes", minutes, "--resume", "--threads", threads)
    ADAPTED.mkdir(exist_ok=True)
    for name in ("tokenizer.json", "kept.npy"):
        shutil.copy(work / "adapt" / name, ADAPTED / name)
    store.save(store.encoder(work / "adapt"), ADAPTED)


def learn(work: Path, threads: int) -> Path:
    """The steps of the course that are not done yet; returns the folder of the last."""
    for name, (start, how) in COURSE.items():
        if not (work / name / "tagger.pt").exists():
            going_on = ("--start", work / start) if start else ()
            run("finetune", ADAPTED, work / name, *how, *going_on, "--threads", threads)
    return work / name


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--adapt", type=float, default=180, help="minutes of adaptation where none is at hand")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default=model_version(), help="of what is made; new labels, a new second number")
    options = parser.parse_args()
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    if not (ADAPTED / store.ARRAYS).exists():
        adapt(work, options.adapt, options.threads)
    learnt = learn(work, options.threads)
    run("measure", learnt, "--adapted", ADAPTED, "--held", learnt, "--threads", options.threads)
    run("calibrate", learnt, ADAPTED)
    run("export", learnt, ADAPTED, MODEL_FOLDER)
    run("manifest", options.version)


if __name__ == "__main__":
    main()
