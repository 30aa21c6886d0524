"""The forms of the answers, for the documentation and for programs that make their types from it.

Big answers are written without being checked against these again; the tests do that.
"""

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from musnad.render.grounds import Grounds
from musnad.store.accounts import Role

Row = TypeVar("Row")
Json = dict[str, Any]


class Names(BaseModel):
    """An actor's names."""

    ar: str
    en: str


class Page(BaseModel, Generic[Row]):
    """One page of a list; `next` is the cursor of the following one, null at the end."""

    results: list[Row]
    next: str | None = None
    total: int | None = Field(None, description="How many there are in all, where that is told")
    names: dict[str, Names] = Field(default_factory=dict, description="Names of the actor ids on this page")


# -- users -----------------------------------------------------------------------------------------------------


class Me(BaseModel):
    """Who is asking; `users` says that there are named users, so that a login makes sense."""

    name: str | None
    role: Role | None
    how: Literal["local", "session", "token"] | None
    may_write: bool
    may_paste: bool
    users: bool
    login_to_read: bool


class TokenRow(BaseModel):
    """A token as it can be listed."""

    number: int
    label: str
    made: datetime


class Tokens(BaseModel):
    """Tokens of one user."""

    results: list[TokenRow]


class MadeToken(TokenRow):
    """A new token, told this once."""

    token: str


class Revoked(BaseModel):
    """A token is worthless now."""

    revoked: bool


# -- articles, statements, events ------------------------------------------------------------------------------


class _Printed(BaseModel):
    number: str = Field(description="Its place in the store, in the order of publication")
    article: str = Field(description="The article's key: a hash of outlet, date, address and text")
    outlet: str | None
    published: date | None
    title: str | None


class ArticleRow(_Printed):
    """An article in a list."""

    url: str | None
    byline: str | None = Field(description="Actor id of the agency in dateline or foot")


class StatementRow(_Printed):
    """A statement in a list; `speaker` is its originator's actor id, `speaker_words` stand for one without a name."""

    id: str
    act: str
    directness: str
    content: str
    speaker: str | None
    speaker_words: str | None
    speaker_kind: str | None
    target: str | None
    links: int
    confidence: float | None


class Reported(BaseModel):
    """What a report says of an event."""

    type: str
    mode: str | None
    status: str
    trigger: str
    time: str | None
    first_day: date | None
    last_day: date | None
    place: str | None


class EventRow(Reported, _Printed):
    """An event as one article reports it; `cluster` gathers it with those of others, once corroborated."""

    id: str
    country: str | None
    latitude: float | None
    longitude: float | None
    confidence: float | None
    cluster: str | None
    actors: list[str]
    recipients: list[str]


class Value(BaseModel):
    """How many results share a value."""

    value: str | None
    count: int


class Counts(BaseModel):
    """How many results there are, and how many per month, outlet …: under the name that was asked for."""

    total: int
    month: list[Value] | None = None
    outlet: list[Value] | None = None
    actor: list[Value] | None = None
    type: list[Value] | None = None
    status: list[Value] | None = None
    kind: list[Value] | None = None
    names: dict[str, Names] | None = None


class Facets(BaseModel):
    """All counts of a search in one answer."""

    total: int
    facets: dict[str, list[Value]]
    names: dict[str, Names]


class DecisionRow(BaseModel):
    """What an analyst decided."""

    number: int
    document_key: str
    subject: str
    action: str
    detail: Json
    author: str
    made: datetime
    undone: datetime | None
    undone_by: str | None


class Version(BaseModel):
    """One version of an address."""

    article: str
    published: date | None
    added: datetime


class Article(BaseModel):
    """An article with its whole record (its form: `musnad schema`), and what is known around it."""

    record: Json
    grounds: Grounds = Field(
        description="By language and id: what each `why` of the record means, and what it saw, in words"
    )
    wrong: list[str] = Field(description="Ids of statements and events that analysts marked as read wrongly")
    decisions: list[DecisionRow]
    versions: list[Version]
    actors: dict[str, str] = Field(description="Actor id of each entity of the record")
    clusters: dict[str, str] = Field(description="Cluster of each event of the record")
    family: Json | None = Field(description="Copies of the same text: `of` is the earliest, `copies` the others")


class LinkRow(BaseModel):
    """One link of a chain, 0 the outermost medium."""

    place: int
    actor: str | None
    words: str | None
    kind: str | None


class OneStatement(BaseModel):
    """A statement with its chain and what was decided about it."""

    statement: StatementRow
    chain: list[LinkRow]
    decisions: list[DecisionRow]
    names: dict[str, Names]


class OneEvent(BaseModel):
    """An event of one article and what was decided about it."""

    event: EventRow
    decisions: list[DecisionRow]
    names: dict[str, Names]


class TimelineRow(BaseModel):
    """An event by its own day, one row a cluster; `tellings` counts the articles that tell of it."""

    cluster: str | None
    event: str
    number: str
    article: str
    outlet: str | None
    published: date | None
    type: str
    mode: str | None
    status: str
    trigger: str
    time: str | None
    first_day: date
    last_day: date
    place: str | None
    tellings: int
