"""From data to the shipped model, one command: python -m training.make [--work FOLDER] [--adapt MINUTES]

Steps: adapt (left out while training/adapted holds an encoder), fold (whole outlets held out: figures and
calibration), all (goes on from fold with every labelled article), export. A step whose result is there is not repeated.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from musnad.analysis.tagger import MODEL_FOLDER
from training import store

ADAPTED = Path(__file__).with_name("adapted")
EPOCHS = 12


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


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--adapt", type=float, default=180, help="minutes of adaptation where none is at hand")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    if not (ADAPTED / store.ARRAYS).exists():
        adapt(work, options.adapt, options.threads)
    threads = ("--threads", options.threads)
    if not (work / "fold" / "tagger.pt").exists():
        run("finetune", ADAPTED, work / "fold", "--hold", 0.2, "--epochs", options.epochs, *threads)
    run("measure", work / "fold", "--adapted", ADAPTED, "--held", work / "fold", *threads)
    run("calibrate", work / "fold", ADAPTED)
    # Going on from the fold costs a third of starting afresh: first with exchanged names, then as the articles are.
    every = ("--all", "--extra", *threads)
    if not (work / "more" / "tagger.pt").exists():
        run("finetune", ADAPTED, work / "more", "--start", work / "fold", "--rate", 0.5, "--epochs", 1, *every)
    if not (work / "all" / "tagger.pt").exists():
        run(
            "finetune",
            ADAPTED,
            work / "all",
            "--start",
            work / "more",
            "--rate",
            0.35,
            "--epochs",
            3,
            "--plain",
            *every,
        )
    shutil.copy(work / "fold" / "calibration.json", work / "all" / "calibration.json")
    run("export", work / "all", ADAPTED, MODEL_FOLDER)


if __name__ == "__main__":
    main()
