"""The adapted encoder on disk: float16 arrays beside the pruned tokenizer.

    python -m training.store FOLDER TARGET

writes one with every second layer, for a tagger of half the depth.
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import torch

from training.e5 import E5File
from training.encoder import Encoder, from_e5

ARRAYS = "encoder.npz"


def encoder(folder: Path, dropout: float = 0.05) -> Encoder:
    """The encoder kept in ``folder``: adapted if it has been, else E5's own weights."""
    made = from_e5(E5File(), np.load(folder / "kept.npy"), dropout)
    if (folder / ARRAYS).exists():
        with np.load(folder / ARRAYS) as arrays:
            depth = 1 + max(int(k.split(".")[1]) for k in arrays.files if k.startswith("layers."))
            del made.layers[depth:]
            made.load_state_dict({k: torch.from_numpy(arrays[k].astype(np.float32)) for k in arrays.files})
    elif (folder / "adapt.pt").exists():
        saved = torch.load(folder / "adapt.pt", weights_only=True)["model"]
        made.load_state_dict({k.removeprefix("encoder."): v for k, v in saved.items() if k.startswith("encoder.")})
    return made


def save(made: Encoder, folder: Path) -> None:
    """Write the encoder in float16."""
    np.savez(folder / ARRAYS, **{k: v.numpy().astype(np.float16) for k, v in made.state_dict().items()})


def halve(folder: Path, target: Path) -> None:
    """Write the encoder with the upper layer of each pair."""
    made = encoder(folder)
    made.layers = made.layers[1::2]
    target.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "kept.npy"):
        shutil.copy(folder / name, target / name)
    save(made, target)


if __name__ == "__main__":
    halve(Path(sys.argv[1]), Path(sys.argv[2]))
