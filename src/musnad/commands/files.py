"""Files named by ids that come from outside."""

import os
import re
from pathlib import Path

from musnad.errors import UsageError

_UNSAFE = re.compile(r"[^\w.@+-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names that Windows keeps for devices
_LONGEST = 120  # bytes; file systems take 255, and a suffix comes after


class Folder:
    """A folder that gets one file an id: `Folder(path).write("a/b", ".json", text)` writes a_b.json.

    Two ids that would share a name do not: the second is written as a_b-2.json.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._taken: set[str] = set()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(str(path), f"no folder can be made there: {error.strerror}") from error

    def write(self, id: str, suffix: str, text: str) -> Path:
        """Write a text under a temporary name, then rename, so that a file is whole or not there."""
        path = self.path / (self._free(safe_name(id)) + suffix)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise UsageError(str(path), f"cannot be written: {error.strerror}") from error
        return path

    def _free(self, name: str) -> str:
        free, n = name, 1
        while free.casefold() in self._taken:  # file systems may not tell A from a
            n += 1
            free = f"{name}-{n}"
        self._taken.add(free.casefold())
        return free


def safe_name(id: str) -> str:
    """An id as a file name: letters of any script, digits and a few marks; never a path, hidden or too long."""
    name = _UNSAFE.sub("_", id).lstrip(".").encode()[:_LONGEST].decode("utf-8", "ignore") or "_"
    return f"_{name}" if _RESERVED.match(name) else name
