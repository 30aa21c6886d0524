"""The forms of the answers across articles, for the documentation; what is given as it was found has its own form."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from musnad.corroboration.actor import Role
from musnad.corroboration.followups import Phase, Step
from musnad.corroboration.sayings import Saying
from musnad.serve.shapes import DecisionRow, Names, Page, Reported, StatementRow, Value
from musnad.serve.shapes import EventRow as Event
from musnad.store.views import Edge

Json = dict[str, Any]


class Side(BaseModel):
    """One account: which event of which article (its number), what it claims, the words and their code points."""

    event: str
    article: str | None
    published: date | None
    outlet: str | None
    by: str | None = Field(description="Originator: an actor id, or the words for one without a name")
    claim: str
    start: int
    end: int
    words: str


class Contradiction(BaseModel):
    """Two accounts of one event that exclude each other."""

    number: int
    cluster: str
    kind: str
    sides: list[Side] = Field(min_length=2, max_length=2)


class FollowUp(BaseModel):
    """A plan, its due days and its state; `told` reports in all, of which `history` has the latest."""

    cluster: str
    type: str
    title: str
    due: tuple[date, date] | None
    state: str
    history: list[Step]
    phases: list[Phase]
    told: int


class FollowUps(Page[FollowUp]):
    """A page of plans, and how many are in each state on that day."""

    counts: dict[str, int]
    on: date


class ClusterRow(Reported):
    """An event across articles: its first report, and how often it was printed."""

    cluster: str
    event: str
    title: str | None
    matching: int
    articles: int
    media: int
    earliest: date | None
    latest: date | None


class Telling(Reported):
    """One article's report of an event; `origin` is the medium it comes from, where it is a copy or of an agency."""

    number: str
    id: str
    article: str
    outlet: str | None
    published: date | None
    title: str | None
    url: str | None
    confidence: float | None
    actors: list[str]
    recipients: list[str]
    by: str | None = None
    act: str | None = None
    origin: str | None = None


class Joined(BaseModel):
    """Why two tellings (by number) are one event."""

    first: str
    second: str
    score: float
    shared: list[str]


class Cluster(BaseModel):
    """One event as all articles tell it."""

    cluster: str
    tellings: list[Telling]
    independent: int
    articles: int
    media: int
    originators: int
    joins: list[Joined]
    contradictions: list[Contradiction]
    decisions: list[DecisionRow]
    follow_up: FollowUp | None
    names: dict[str, Names]


class Some(BaseModel):
    """The first of some rows, and how many there are."""

    total: int
    results: list[Json]


class Newest(BaseModel):
    """The newest rows of what was taken in."""

    articles: list[Json]
    statements: list[StatementRow]
    events: list[Event]


class Today(BaseModel):
    """What an analyst looks at first: what came in since a moment, what contradicts, what is due and overdue."""

    now: str
    seen: str
    on: date
    articles: int
    statements: int
    events: int
    newest: Newest
    contradictions: Some
    due: Some
    overdue: Some
    names: dict[str, Names]


# -- who and where ---------------------------------------------------------------------------------------------


class ActorRow(BaseModel):
    """An actor over all articles."""

    actor: str
    type: str
    name_ar: str
    name_en: str
    country: str | None
    sector: str | None
    articles: int


class Said(BaseModel):
    """An actor's statements by month and by act."""

    months: list[Value]
    acts: list[Value]


class SpokeOf(BaseModel):
    """How many statements of a month are aimed at somebody."""

    month: str
    target: str
    times: int


class OfIt(BaseModel):
    """How many statements of somebody are aimed at the actor."""

    speaker: str
    times: int


class Actor(ActorRow):
    """An actor with words and deeds."""

    says: int
    passes_on: int
    spoken_of: int
    acts: int
    acted_on: int
    roles: list[Role]
    said: Said
    spoke_of: list[SpokeOf]
    of_it: list[OfIt]
    names: dict[str, Names]


class Plans(BaseModel):
    """An actor's plans, and how many are in each state."""

    plans: list[FollowUp]
    plans_by_state: dict[str, int]


class Sayings(BaseModel):
    """What an actor said."""

    sayings: list[Saying]


class OutletRow(BaseModel):
    """An outlet's habits: shares between 0 and 1, and the mean length of its chains."""

    outlet: str | None
    articles: int
    statements: int
    anonymous: float
    agency: float
    copies: float
    chain: float
    quoted: list[tuple[str, int]]


class Times(BaseModel):
    """How often an outlet."""

    outlet: str | None
    times: int


class Outlet(OutletRow):
    """An outlet with its months, its events by type, and whose texts it copies."""

    months: list[Value]
    types: list[Value]
    copied_from: list[Times]
    names: dict[str, Names]


class Node(BaseModel):
    """An actor of a network, with how often it speaks or acts (`out`) and is spoken of or acted on (`in`)."""

    actor: str
    type: str
    name_ar: str
    name_en: str
    country: str | None
    sector: str | None
    out: int
    into: int = Field(alias="in")


class Network(BaseModel):
    """The strongest edges of a network and the actors at their ends; `total` counts all edges."""

    nodes: list[Node]
    edges: list[Edge]
    total: int


class Point(BaseModel):
    """A GeoJSON point: longitude, latitude."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


class SpotProperties(BaseModel):
    """What lies at a place; `precision` says what the point is: country, province, city, airport …"""

    place: str
    name_ar: str
    name_en: str
    country: str | None
    precision: str | None
    events: int
    types: dict[str, int]
    statuses: dict[str, int]
    first: date | None
    last: date | None


class Feature(BaseModel):
    """A place as a GeoJSON feature."""

    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: SpotProperties


class Map(BaseModel):
    """Places of events as GeoJSON (RFC 7946); `total` events match, `placed` of them have a point."""

    type: Literal["FeatureCollection"]
    features: list[Feature]
    places: int
    total: int
    placed: int


class PlaceRow(BaseModel):
    """A place of events."""

    actor: str
    name_ar: str
    name_en: str
    country: str | None
    latitude: float
    longitude: float
    events: int


class Place(PlaceRow):
    """A place with its events by type and status, and the newest of them."""

    precision: str | None
    types: dict[str, int]
    statuses: dict[str, int]
    first: date | None
    last: date | None
    newest: list[Event]
    names: dict[str, Names]
