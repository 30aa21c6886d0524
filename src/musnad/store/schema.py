"""One schema for SQLite and PostgreSQL.

Numbers are in date order: a document's is its publication day (as a proleptic ordinal) times 2^20 plus a count, a
statement's or event's its document's times 2^20 plus its place, so that newest first is the primary key read backwards.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


VERSION = 4  # migrations.py brings older stores here
BITS = 20
# SQLite makes a column the row's own number only where it is called INTEGER: no second tree, no second look-up.
Number = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData()


def _document() -> Column[int]:
    return Column(
        "document", BigInteger, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True
    )


about = Table("about", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False, unique=True),  # hash of outlet, date, address and text
    Column("id", Text),  # the caller's own
    Column("outlet", Text, index=True),
    Column("byline", Text, index=True),
    Column("published", Date),
    Column("title", Text),
    Column("url", Text, index=True),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("added", Moment, nullable=False, index=True),
)

records = Table(
    "records",
    metadata,
    Column("document", Number, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True),
    Column("engine", String, nullable=False),
    Column("version", String, nullable=False),
    Column("json", LargeBinary, nullable=False),  # rows.pack; no words of the text are in it
)

evidence = Table(
    "evidence",
    metadata,
    Column("number", Integer, primary_key=True),
    _document(),
    Column("url", Text),
    Column("fetched", Moment),
    Column("media_type", String),
    Column("sha256", String(64), nullable=False),
    Column("bytes", LargeBinary, nullable=False),  # zlib
)

entities = Table(
    "entities",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    _document(),
    Column("key", Text, nullable=False),
    Column("actor", Text, nullable=False, index=True),  # one over all documents
    Column("type", String(4), nullable=False),
    Column("name_ar", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("country", String(3), index=True),
    Column("sector", String(3)),
    Column("kind", String),
    Column("wikidata", String),
    Column("geonames", Integer),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("mentions", Integer, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("type", String(4), nullable=False),
    Column("name_ar", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("names", Text, nullable=False, index=True),  # folded Arabic and small English, each between spaces
    Column("country", String(3)),
    Column("sector", String(3)),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    _document(),
    Column("id", String, nullable=False, index=True),
    Column("act", String, nullable=False, index=True),
    Column("directness", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("speaker", Text),  # the originator's actor; NULL where nobody is named
    Column("speaker_words", Text),  # the words for an originator without a name
    Column("speaker_kind", String),
    Column("target", Text, index=True),
    Column("links", Integer, nullable=False),
    Column("anonymous", Integer, nullable=False),  # links without a name
    Column("confidence", Float),
    Column("corrected", Text),  # by whom, when and what, where an analyst corrected it
)

links = Table(
    "links",
    metadata,
    Column("statement", BigInteger, ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # 0 outermost
    Column("actor", Text, index=True),
    Column("words", Text),
    Column("kind", String),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    _document(),
    Column("id", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    Column("mode", String),
    Column("status", String, nullable=False, index=True),  # of most of its reports
    Column("trigger", Text, nullable=False),
    Column("time", String),  # TIMEX3 value
    Column("first_day", Date, index=True),  # what the value spans; NULL where it names no days
    Column("last_day", Date),
    Column("place", Text, index=True),  # actor of the place
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("confidence", Float),
    Column("corrected", Text),
)

participants = Table(
    "participants",
    metadata,
    Column("event", BigInteger, ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("role", String, primary_key=True),  # actor or recipient
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("actor", Text, index=True),
    Column("words", Text),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    Column("event", BigInteger, ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("trigger", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("statement", BigInteger),
    sqlite_with_rowid=False,
)

families = Table(
    "families",
    metadata,
    Column(
        "document",
        Number,
        ForeignKey("documents.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("family", BigInteger, nullable=False, index=True),  # the number of its earliest member
)

passages = Table(  # paragraphs that an earlier article of another outlet has too; code points
    "passages",
    metadata,
    Column(
        "article", Number, ForeignKey("documents.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    Column("source", BigInteger, ForeignKey("documents.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("source_start", Integer, nullable=False),
    Column("source_end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

clusters = Table(
    "clusters",
    metadata,
    Column("event", Number, primary_key=True, autoincrement=False),
    Column("event_id", String, nullable=False),
    Column("cluster", String, nullable=False, index=True),
    Column("origin", Text),  # the independent medium of this telling: its agency, or that of which it is a copy
)

joins = Table(
    "joins",
    metadata,
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("second", BigInteger, primary_key=True, autoincrement=False),
    Column("score", Float, nullable=False),
    Column("shared", Text, nullable=False),  # JSON: the tokens that weighed most
    sqlite_with_rowid=False,
)

merged = Table(
    "merged",
    metadata,
    Column("cluster", String, primary_key=True),
    Column("into", String, nullable=False),
    Column("made", Moment, nullable=False),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("cluster", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("one_event", BigInteger, nullable=False),
    Column("other_event", BigInteger, nullable=False),
    Column("published", Date, index=True),  # of the later side
    Column("sides", Text, nullable=False),  # JSON: both sides
)

watched = Table(
    "watched",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("checked", Moment, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_key", String(64), nullable=False, index=True),  # no foreign key: it outlives a new analysis
    Column("subject", String, nullable=False),  # the statement's, event's or entity's id
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Column("author", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("undone", Moment),
    Column("undone_by", Text),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # article or person
    Column("what", Text, nullable=False),  # digest of what was forgotten, never the thing itself
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", Moment, nullable=False),
)

# Named users; of a password, a session or a token only a hash is kept (accounts.py).
users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", String, nullable=False),  # reader or analyst
    Column("password", Text, nullable=False),  # scrypt$N$r$p$salt$hash
    Column("made", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user", Text, nullable=False, index=True),
    Column("made", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("user", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made", Moment, nullable=False),
)

Index("statements_speaker_act", statements.c.speaker, statements.c.act)
Index("events_type_day", events.c.type, events.c.first_day)
