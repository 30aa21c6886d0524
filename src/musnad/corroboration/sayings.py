"""One statement printed by several: the same words of the same speaker gathered, the earliest and the fullest told.

Direct quotes that differ by a word and translation variants share most of their folded words; a cut quote stands almost
whole in the fuller one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from musnad.arabic.index import index_words
from musnad.corroboration.words import stem
from musnad.store import Store, database, schema

# Of the shorter's words, how many stand in the longer one; shorter sayings are formulas that anybody repeats.
CONTAINED, LEAST_WORDS = 0.7, 5
# Somebody who says the same words again after so many days says it anew.
_DAYS = 7
_MOST = 5000
# Who denies something and who says it use the same words: never one saying.
_AGAINST = ("deny", "reject")


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing of a statement: where, when, what the speaker did with its words (said, denied …), and the words."""

    statement: str
    article: str
    outlet: str | None
    published: date | None
    act: str
    directness: str
    content: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement in all its printings, the earliest first; `fullest` is the place of the longest among them."""

    printings: tuple[Printed, ...]
    fullest: int


def sayings(store: Store, speaker: str, limit: int = _MOST) -> list[Saying]:
    """What an actor said, each statement once, in the order in which it was first printed."""
    s, d = schema.statements.c, schema.documents.c
    query = (
        select(s.id, d.key, d.outlet, d.published, s.act, s.directness, s.content)
        .join(schema.documents, d.number == s.document)
        .where(s.speaker == speaker)
        .order_by(s.number)
        .limit(limit)
    )
    with database.reading(store.engine, store.name) as connection:
        return together([Printed(*row) for row in connection.execute(query)])


def most_printed(store: Store, speaker: str, limit: int | None = None) -> list[Saying]:
    """What an actor said, each statement once, those in most outlets first."""
    return sorted(sayings(store, speaker), key=lambda s: (-len({p.outlet for p in s.printings}), -len(s.printings)))[
        :limit
    ]


def together(printed: Sequence[Printed]) -> list[Saying]:
    """Gather printings, given oldest first, of one speaker's words."""
    groups: list[list[int]] = []
    words = [frozenset(stem(w) for w in index_words(p.content)) for p in printed]
    last: dict[str, set[int]] = {}
    for i, mine in enumerate(words):
        near: set[int] = set().union(*(last.get(w, set()) for w in mine)) if len(mine) >= LEAST_WORDS else set()
        home = next((g for g in sorted(near) if _same(printed, words, i, groups[g][0])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(i)
        for word in mine:
            last.setdefault(word, set()).add(home)
    found = []
    for group in groups:
        lengths = [len(printed[i].content) for i in group]
        found.append(Saying(tuple(printed[i] for i in group), lengths.index(max(lengths))))
    return found


def _same(printed: Sequence[Printed], words: Sequence[frozenset[str]], i: int, j: int) -> bool:
    if (printed[i].act in _AGAINST) != (printed[j].act in _AGAINST):
        return False
    a, b = printed[i].published, printed[j].published
    if printed[i].article == printed[j].article or (a and b and abs((a - b).days) > _DAYS):
        return False
    least = min(len(words[i]), len(words[j]))
    return least >= LEAST_WORDS and len(words[i] & words[j]) >= CONTAINED * least
