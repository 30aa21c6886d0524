"""The filters of a search as query parameters."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from musnad.errors import UsageError
from musnad.store.search import Wanted


class WantedQuery(BaseModel):
    """What to look for; every parameter given must hold. Names are any that the store knows, or an actor's own id."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str | None = Field(None, max_length=1000, description='Words, "phrase", begin*, AND, OR, NOT, brackets')
    by: str | None = Field(None, max_length=300, description="Originator of a statement")
    through: str | None = Field(None, max_length=300, description="A medium between the originator and the article")
    about: str | None = Field(None, max_length=300, description="Whom a statement is aimed at, or names")
    actor: str | None = Field(None, max_length=300, description="Who did something")
    recipient: str | None = Field(None, max_length=300, description="To whom something was done")
    act: str | None = Field(None, max_length=20, description="What the originator does: say, deny, warn …")
    status: str | None = Field(
        None, max_length=20, description="occurred, ongoing, planned, possible, called_for, denied"
    )
    type: str | None = Field(None, max_length=20, description="PLOVER event type")
    place: str | None = Field(None, max_length=300, description="Where an event happens")
    country: str | None = Field(None, max_length=3, description="Where an event happens, as ISO 3166 alpha-3")
    near: str | None = Field(None, max_length=60, description="Events around: latitude,longitude,kilometres")
    bbox: str | None = Field(None, max_length=80, description="Events within: west,south,east,north in degrees")
    outlet: str | None = Field(None, max_length=200, description="Who printed the article")
    agency: str | None = Field(None, max_length=200, description="Agency of the dateline or foot")
    kind: str | None = Field(None, max_length=20, description="Kind of the originator: person, office, anonymous …")
    only_anonymous: bool = Field(False, description="Statements no link of whose chain is named")
    since: date | None = Field(None, description="Published on this day or later")
    until: date | None = Field(None, description="Published on this day or earlier")
    happened_since: date | None = Field(None, description="Events on this day or later")
    happened_until: date | None = Field(None, description="Events on this day or earlier")
    added_since: datetime | None = Field(None, description="Taken into the store at this moment or later")

    def wanted(self) -> Wanted:
        """The same as the store understands it; raises UsageError for numbers that are none."""
        values = {name: getattr(self, name) for name in WantedQuery.model_fields if name not in ("q", "near", "bbox")}
        near, box = _numbers("near", self.near, _NEAR), _numbers("bbox", self.bbox, _BOX)
        return Wanted(text=self.q or None, near=near, box=box, **values)  # type: ignore[arg-type]


_NEAR, _BOX = "latitude,longitude,kilometres", "west,south,east,north"


def _numbers(name: str, value: str | None, form: str) -> tuple[float, ...] | None:
    if not value:
        return None
    try:
        found = tuple(map(float, value.split(",")))
    except ValueError:
        found = ()
    if len(found) != form.count(",") + 1 or not all(abs(f) < 1e6 for f in found):
        raise UsageError(f"{name} {value!r}", "not the numbers it takes", form)
    return found
