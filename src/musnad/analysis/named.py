"""The entities of one article, and which of them stands where."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from musnad.record import Entity


class Mention(NamedTuple):
    """Code points [start, end) that stand for the entity `key`."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Names:
    """The entities of one article.

    `mentions` are the names, by start, never overlapping. `nominals` are the definite descriptions that were resolved
    to a named entity (الوزير، المسؤول الأميركي، المتحدث باسم الحركة), by start: they are no mentions, but a source or
    participant worded so is that entity. `byline` is the agency of dateline or foot.
    """

    entities: dict[str, Entity]
    mentions: tuple[Mention, ...]
    nominals: tuple[Mention, ...] = ()
    byline: str | None = None

    @classmethod
    def of(cls, entities: dict[str, Entity], nominals: Iterable[Mention] = (), byline: str | None = None) -> "Names":
        """Index entities by place."""
        placed = (Mention(m.start, m.end, key) for key, entity in entities.items() for m in entity.mentions)
        return cls(entities, tuple(sorted(placed)), tuple(sorted(nominals)), byline)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in [start, end), by start."""
        return _within(self.mentions, start, end)

    def nominals_within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The resolved descriptions that lie wholly in [start, end), by start."""
        return _within(self.nominals, start, end)


def _within(mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return tuple(m for m in mentions[first:last] if m.end <= end)
