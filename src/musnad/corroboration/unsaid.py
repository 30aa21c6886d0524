"""Said, and denied having said: «نفى أن يكون قد أدلى بهذه التصريحات» beside the articles that print those words as his.

Denials are few, so each is compared with what its speaker said in the days around it as the store has it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from musnad.arabic import Page, lay_out
from musnad.arabic.index import index_words
from musnad.corroboration.claims import Mentions
from musnad.corroboration.contradictions import Contradiction, Side
from musnad.corroboration.told import Account
from musnad.corroboration.words import among, says, stem
from musnad.record import Record, Statement
from musnad.store import schema
from musnad.store.rows import actor_of, unpack

# Words are denied within some days; a report of them that comes after the denial repeats them.
_BEFORE, _AFTER = 6, 1
# How alike the words said must be to what the denial says was said, and how many of them it must repeat.
_SAME_WORDS, _LEAST_SHARED = 0.25, 3
_REACH = 10

Likeness = Callable[[Account, Account], float]


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement, by its number, in which somebody denies that `speakers` said what the `account` repeats.

    `event`: the number of an event told in it, if there is any.
    """

    statement: int
    event: int | None
    document: int
    published: int
    outlet: str | None
    speakers: tuple[str, ...]
    account: Account


def denials(record: Record, document: int, bits: int) -> Iterator[Denial]:
    """The denials of having said something in an article."""
    found = [(i, s) for i, s in enumerate(record.statements) if s.act == "deny" and s.cue and s.chain]
    if record.document.published is None or not found:
        return
    page, mentions = lay_out(record.document.text), Mentions.of(record)
    for i, statement in found:
        speakers = _speakers(record, page, statement, mentions)
        if speakers:
            day, outlet = record.document.published.toordinal(), record.document.outlet
            account = _account(record, page, statement)
            event = _event(record, statement, document << bits)
            yield Denial((document << bits) + i, event, document, day, outlet, speakers, account)


def _event(record: Record, statement: Statement, first: int) -> int | None:
    """The number of an event that a statement tells."""
    found = (n for n, e in enumerate(record.events) if any(r.statement == statement.id for r in e.reports))
    return next((first + n for n in found), None)


def _speakers(record: Record, page: Page, statement: Statement, mentions: Mentions) -> tuple[str, ...]:
    """Whose words are denied to be his: who is named with the word for saying, else who denies."""
    sentence = page.sentences[page.sentence_at(statement.cue.start if statement.cue else 0)]
    if not statement.content or says("charge", page.text[sentence.start : sentence.end]):
        return ()  # «نفى ما نسب إليه من تهم»: a deed, no words
    start = statement.content[0].start
    tokens = page.tokens_in(start, min(statement.content[-1].end, start + 200))[:_REACH]
    named = mentions.within(start, page.ends[tokens[-1]]) if tokens else []
    before = ""
    for token in tokens:
        word, at = page.forms[token], page.starts[token]
        if among("own", word) or (among("said", word) and among("been", before)):
            keys = [key for a, _, key in named if a < at or a <= page.ends[token] + 4]
            keys = [k for k in keys if record.entities[k].type in ("PER", "ORG")] or [statement.chain[-1].entity or ""]
            return tuple(dict.fromkeys(actor_of(record.entities[k]) for k in keys if k in record.entities))
        inside = any(a <= at < b for a, b, _ in named)
        if word[0].isalnum() and not (inside or among("unsaid", word) or among("saying", word)):
            return ()
        before = before if inside else word
    return ()


def _account(record: Record, page: Page, statement: Statement) -> Account:
    """A statement by the words of its sentence."""
    at = statement.cue or statement.content[0]
    sentence = page.sentences[page.sentence_at(at.start)]
    entity = record.entities.get(statement.chain[-1].entity or "") if statement.chain else None
    anonymous = statement.chain[-1].anonymous if statement.chain else None
    by = actor_of(entity) if entity else anonymous.text if anonymous else None
    text = page.text[sentence.start : sentence.end]
    words = tuple(sorted({stem(w) for w in index_words(text)}))
    return Account("denied" if statement.act == "deny" else "occurred", by, sentence.start, sentence.end, text, words)


def unsaid(
    connection: Connection, found: Iterable[Denial], alike: Likeness
) -> Iterator[tuple[int | None, Contradiction]]:
    """Denials beside the likeliest report of the words denied, each with the number of an event told in either."""
    for denial in found:
        near = []
        for number, record, document in _said(connection, denial):
            statement = record.statements[number & ((1 << schema.BITS) - 1)]
            account = _account(record, lay_out(record.document.text), statement)
            likeness = alike(denial.account, account)
            # One that denies too is the same denial again.
            if likeness < _SAME_WORDS or any(says(kind, account.evidence) for kind in ("doubt", "not", "charge")):
                continue
            day = record.document.published.toordinal() if record.document.published else 0
            side = _side(number, document, day, record.document.outlet, account, "said so")
            near.append((-likeness, number, side, _event(record, statement, document << schema.BITS)))
        if near:
            *_, said, event = min(near, key=lambda x: x[:2])
            d = denial
            mine = _side(d.statement, d.document, d.published, d.outlet, d.account, "denies having said")
            yield event if event is not None else d.event, Contradiction("said", said, mine)


def _said(connection: Connection, denial: Denial) -> Iterator[tuple[int, Record, int]]:
    """What the speakers are reported to have said around a denial in words it shares: number, record, article."""
    s, d, r = schema.statements.c, schema.documents.c, schema.records.c
    low, high = (denial.published - _BEFORE) << schema.BITS, (denial.published + _AFTER + 1) << schema.BITS
    query = (
        select(s.number, s.content, d.number.label("document"), d.text, r.json)
        .join(schema.documents, d.number == s.document)
        .join(schema.records, r.document == d.number)
        .where(s.speaker.in_(denial.speakers), s.act != "deny", d.number.between(low, high))
        .where(d.number != denial.document)
        .order_by(s.number)
    )
    repeated = set(denial.account.words)
    for row in connection.execute(query):
        if len(repeated.intersection(stem(w) for w in index_words(row.content))) >= _LEAST_SHARED:
            yield row.number, unpack(row.json, row.text), row.document


def _side(number: int, document: int, day: int, outlet: str | None, account: Account, claim: str) -> Side:
    return Side(number, document, day, outlet, account.by, claim, account.start, account.end, account.evidence)
