"""From data to the shipped model, one command: python -m training.make [--work FOLDER] [--adapt MINUTES]

Steps: adapt (left out while training/adapted holds an encoder), silver (what the product labelled itself), from there
fold (whole outlets held out: figures and calibration) and all (the same course with every labelled article), export. A
step whose result is there is not repeated, one that was cut off goes on. A second thread gains little on such small
batches, so that fold and all run at once, half of the threads each.
"""

import argparse
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from musnad.analysis.tagger import MODEL_FOLDER
from musnad.analysis.tagger_files import model_version
from training import store

ADAPTED = Path(__file__).with_name("adapted")
SILVER_EPOCHS, EPOCHS, PLAIN = 2, 10, 3
READ = "read-[a-l]"  # what 0.4.0 has learnt; the articles read since (m to z) wait for the next course


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


def learn(work: Path, runs: dict[str, tuple[object, ...]]) -> None:
    """The fine-tuning runs that are not there yet, at once."""
    missing = {name: how for name, how in runs.items() if not (work / name / "tagger.pt").exists()}
    with ThreadPoolExecutor(len(runs)) as pool:
        for done in [pool.submit(run, "finetune", ADAPTED, work / name, *how) for name, how in missing.items()]:
            done.result()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--adapt", type=float, default=180, help="minutes of adaptation where none is at hand")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default=model_version(), help="of what is made; new labels, a new second number")
    options = parser.parse_args()
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    if not (ADAPTED / store.ARRAYS).exists():
        adapt(work, options.adapt, options.threads)
    silver = ("--silver", "--epochs", SILVER_EPOCHS, "--plain", SILVER_EPOCHS, "--threads", options.threads)
    learn(work, {"silver": silver})
    course = ("--start", work / "silver", "--extra", READ, "--epochs", options.epochs, "--plain", PLAIN)
    course = (*course, "--threads", max(1, options.threads // 2))
    learn(work, {"fold": ("--hold", 0.2, *course), "all": ("--all", *course)})
    run("measure", work / "fold", "--adapted", ADAPTED, "--held", work / "fold", "--threads", options.threads)
    run("calibrate", work / "fold", ADAPTED)
    shutil.copy(work / "fold" / "calibration.json", work / "all" / "calibration.json")
    run("export", work / "all", ADAPTED, MODEL_FOLDER)
    run("manifest", options.version)


if __name__ == "__main__":
    main()
