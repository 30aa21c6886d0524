"""The values a record is made of; gold/GUIDELINES.md of the project's annotations defines every field."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, get_args

SCHEMA = "musnad/1"
# Between the pieces of a content that is broken off and goes on.
GAP = " … "

EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Directness = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "say", "report", "announce", "affirm", "explain", "deny", "reject", "accuse", "support", "warn", "threaten",
    "request", "promise", "agree", "ask", "hope", "regret", "fear", "expect", "think", "intend",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "possible", "called_for", "denied"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
LinkKind = Literal["outlet", "agency", "document", "spokesperson", "person", "office", "institution", "anonymous"]
Precision = Literal["day", "week", "month", "season", "year", "decade", "century", "time", "duration", "vague"]

ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
ACTS: tuple[Act, ...] = get_args(Act)
STATUSES: tuple[Status, ...] = get_args(Status)
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
# PLOVER's modes of each type; the other types have none.
MODES: dict[str, frozenset[str]] = {
    kind: frozenset(modes.split())
    for kind, modes in {
        "CONSULT": "multilateral phone third-party visit",
        "RETREAT": "access ceasefire disarm release resign withdraw",
        "REQUEST": "assist change meet yield",
        "ACCUSE": "allege disapprove investigate",
        "REJECT": "assist change meet yield",
        "THREATEN": "arrest expel relations restrict territory violence",
        "PROTEST": "boycott demo hunger obstruct riot strike vandalize",
        "SANCTION": "convict discontinue expel withdraw",
        "MOBILIZE": "militia police troops weapons",
        "COERCE": "arrest censor curfew cyber deport martial-law misinformation restrict seize withhold",
        "ASSAULT": "abduct aerial beat crowd-control destroy drone explosives firearms heavy-weapons primitive sexual "
        "suicide-attack targeted torture unconventional",
    }.items()
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters [start, end) of a document, in code points, and what stands there."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end and len(self.text) == self.end - self.start):
            raise ValueError(f"span [{self.start}, {self.end}) does not fit its text {self.text!r}")


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes that a document was read from, as they came, and when they were fetched; kept as evidence."""

    bytes: bytes
    media_type: str
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article exactly as it was read.

    `text` is never changed after reading; its first line is the headline. `id` is the caller's own, `key` ours.
    `notes` says what the reader had to decide (an encoding overruled, a stray byte kept). `origin` is no part of its
    identity nor of a record.
    """

    text: str
    id: str | None = None
    outlet: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    language: str = "ar"
    notes: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def headline(self) -> str:
        """The title, or the first line of the text."""
        return self.title or self.text.lstrip().split("\n", 1)[0].strip()

    @property
    def sha256(self) -> str:
        """Digest of the text alone (UTF-8; unpaired surrogates kept)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """Digest of outlet, date, address and text: the same text in two outlets is two documents."""
        return _key(self.outlet or "", self.published.isoformat() if self.published else "", self.url or "", self.text)

    def span(self, start: int, end: int) -> Span:
        """The span of code points [start, end)."""
        return Span(start, end, self.text[start:end])


@lru_cache(maxsize=8)  # every id of a record hangs on its document's key, and a text may be megabytes long
def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a decision: the rule or model that spoke (`by`), how sure it was (0–1), what it saw."""

    by: str
    score: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Abstention:
    """A field left empty on purpose, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """A title as the article words it."""

    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity lies: degrees WGS 84; `precision` says what the point stands for (city, admin1, country, …)."""

    latitude: float
    longitude: float
    precision: str
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A named person, organisation, place or people, with every mention."""

    key: str
    type: EntityType
    name_ar: str
    name_en: str
    mentions: tuple[Span, ...]
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    romanised: str | None = None
    place: Place | None = None
    why: tuple[Reason, ...] = ()
    abstained: tuple[Abstention, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time as TIMEX3; `value` in ISO 8601 as TIMEX3 writes it, None where it is not known."""

    span: Span
    type: TimeType
    value: str | None
    precision: Precision | None = None
    why: tuple[Reason, ...] = ()
    abstained: tuple[Abstention, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One transmitter in a chain: a named entity (its key), or an anonymous source (its words), maybe for somebody."""

    entity: str | None = None
    anonymous: Span | None = None
    for_: str | None = None
    kind: LinkKind | None = None

    def __post_init__(self) -> None:
        if (self.entity is None) == (self.anonymous is None):
            raise ValueError("a link is either an entity or an anonymous source")


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity (its key) or the words for somebody without a name."""

    entity: str | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if (self.entity is None) == (self.span is None):
            raise ValueError("a participant is either an entity or a span")


@dataclass(frozen=True, slots=True)
class Statement:
    """A content that the article puts in the mouth, pen or mind of a source, with its whole chain, originator last."""

    id: str
    cue: Span | None
    source: Span | None
    chain: tuple[Link, ...]
    content: tuple[Span, ...]
    directness: Directness
    act: Act
    target: str | None = None
    addressee: Participant | None = None
    setting: Span | None = None
    within: str | None = None
    confidence: float | None = None
    why: tuple[Reason, ...] = ()
    english: str | None = None
    abstained: tuple[Abstention, ...] = ()

    @property
    def wording(self) -> str:
        """The words of the content, GAP between its pieces."""
        return GAP.join(c.text for c in self.content)


@dataclass(frozen=True, slots=True)
class Report:
    """One place of the text that reports an event, and whether it says it happened."""

    trigger: Span
    status: Status
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a PLOVER type with everybody in it and every report of it in the article.

    `time` is an index into the record's times.
    """

    id: str
    type: EventType
    reports: tuple[Report, ...]
    mode: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: str | None = None
    time: int | None = None
    confidence: float | None = None
    why: tuple[Reason, ...] = ()
    english: str | None = None
    abstained: tuple[Abstention, ...] = ()

    @property
    def status(self) -> Status:
        """The status of most of the event's reports; of those as frequent the one told first."""
        told = [r.status for r in self.reports]
        return max(told, key=lambda s: (told.count(s), -told.index(s)))


@dataclass(frozen=True, slots=True)
class Record:
    """All that one article says, and on whose word."""

    document: Document
    entities: dict[str, Entity]
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    byline: str | None = None
    engine: str = "grammar"
    versions: dict[str, str] = field(default_factory=dict)
    abstained: tuple[Abstention, ...] = ()


def content_id(prefix: str, key: str, *spans: Span | None) -> str:
    """An id that hangs on the document's key and on spans, so that a new analysis of the same words keeps it."""
    places = ",".join(f"{s.start}-{s.end}" for s in spans if s is not None)
    return f"{prefix}-{hashlib.sha256(f'{key}:{places}'.encode()).hexdigest()[:12]}"
