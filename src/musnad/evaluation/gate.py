"""The quality gate: figures that may not fall, beside the digest of the very data they were measured on."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from musnad.evaluation.gold import SUFFIX
from musnad.evaluation.tally import Tally


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure below its floor (both 0–1)."""

    name: str
    value: float
    floor: float

    def __str__(self) -> str:
        return f"{self.name}: {self.value:.3f} is below its floor {self.floor:.3f}"


@cache
def floors() -> tuple[str, dict[str, float]]:
    """The SHA-256 of the data the floors were measured on, and the floors by figure name (floors.toml)."""
    data = tomllib.loads(files("musnad.evaluation").joinpath("floors.toml").read_text(encoding="utf-8"))
    return data["sha256"], data["floors"]


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all annotations in a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def shortfalls(total: Tally) -> list[Shortfall]:
    """The figures that lie below their floors; one that was not measured counts as 0."""
    found = []
    for name, floor in floors()[1].items():
        value = total.figures[name].value if name in total.figures else 0.0
        if value < floor:
            found.append(Shortfall(name, value, floor))
    return found
