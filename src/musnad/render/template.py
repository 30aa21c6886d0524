"""Pages from templates: files beside this one in which %%name%% stands for what is filled in."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def part(name: str) -> str:
    """A file of this package: a template, a style, a script."""
    return files("musnad.render").joinpath(name).read_text(encoding="utf-8")


def filled(name: str, values: Mapping[str, str]) -> str:
    """A template with its values, which must be HTML already; what is filled in is never searched again."""
    pieces = part(name).split("%%")  # text, name, text, name, …
    return "".join(values[piece] if n % 2 else piece for n, piece in enumerate(pieces))


def digest(source: str) -> str:
    """How a content security policy names a style or script that stands in the page itself."""
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()
