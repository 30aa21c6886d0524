"""What the shipped tagger consists of: its own version and the digest of each file (model/manifest.json).

The version is semantic: the first number changes with what the labels mean, the second with new training, the third
with files that give the same proposals. `python -m training.manifest VERSION` writes the manifest.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from musnad.errors import ModelError

FOLDER = Path(__file__).with_name("model")
MANIFEST = "manifest.json"
_MEND = "install Musnad again, or run `python -m training.manifest VERSION` after training"


def available(folder: Path = FOLDER) -> bool:
    """Whether a model is installed."""
    return (folder / "tagger.onnx").exists()


@cache
def model_version() -> str:
    """The version of the shipped tagger; raises ModelError where the manifest is absent or garbled."""
    return str(_manifest(FOLDER, "version"))


def damaged(folder: Path = FOLDER) -> list[str]:
    """The files of the model that are absent or not those of the manifest; raises ModelError as above."""
    files: dict[str, str] = _manifest(folder, "files")
    return [name for name, digest in files.items() if digest_of(folder / name) != digest]


def _manifest(folder: Path, field: str) -> Any:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))[field]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(MANIFEST, f"cannot be read: {error!r}", _MEND) from error


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
