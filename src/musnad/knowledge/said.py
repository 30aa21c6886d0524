"""What answers of who and where say, before it is worded in a language (`render.answers`)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from musnad.knowledge.model import Entry, Role


class Named(NamedTuple):
    """What a country code or an actor's key stands for: USA the United States, un the United Nations."""

    key: str


@dataclass(frozen=True, slots=True)
class Said:
    """A wording by its key in render/answers.tsv, and what fills it in the order of its places."""

    key: str
    given: tuple["Given", ...] = ()


Given: TypeAlias = Said | Named | Entry | Role | date | str | int


def said(key: str, *given: Given) -> Said:
    """A wording, filled."""
    return Said(key, given)
