"""The filters of a search as query parameters."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from musnad.errors import UsageError
from musnad.store.search import Wanted


class WantedQuery(BaseModel):
    """What to look for; every parameter given must hold."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    q: str | None = Field(None, max_length=1000, description='Words, "phrase", begin*, AND, OR, NOT, brackets')
    by: str | None = Field(None, max_length=300, description="Originator of a statement: any of its names")
    through: str | None = Field(None, max_length=300, description="A medium between the originator and the article")
    about: str | None = Field(None, max_length=300, description="Whom a statement is aimed at, or names")
    actor: str | None = Field(None, max_length=300, description="Who did something")
    recipient: str | None = Field(None, max_length=300, description="To whom something was done")
    act: str | None = Field(None, max_length=20, description="What the originator does: say, deny, warn …")
    status: str | None = Field(
        None, max_length=20, description="occurred, ongoing, planned, possible, called_for, denied"
    )
    type: str | None = Field(None, max_length=20, description="PLOVER event type")
    place: str | None = Field(None, max_length=300)
    near: str | None = Field(None, max_length=60, description="latitude,longitude,kilometres")
    outlet: str | None = Field(None, max_length=200)
    agency: str | None = Field(None, max_length=200, description="Agency of the dateline or foot")
    kind: str | None = Field(None, max_length=20, description="Kind of the originator: person, office, anonymous …")
    only_anonymous: bool = Field(False, description="Statements no link of whose chain is named")
    since: date | None = Field(None, description="Published on this day or later")
    until: date | None = Field(None, description="Published on this day or earlier")
    happened_since: date | None = None
    happened_until: date | None = None

    def wanted(self) -> Wanted:
        """The same as the store understands it."""
        values = self.model_dump(exclude={"q", "near"})
        return Wanted(text=self.q or None, near=_near(self.near), **values)


def _near(value: str | None) -> tuple[float, float, float] | None:
    if not value:
        return None
    try:
        latitude, longitude, kilometres = map(float, value.split(","))
    except ValueError as error:
        raise UsageError(f"near {value!r}", "not three numbers", "latitude,longitude,kilometres") from error
    return latitude, longitude, kilometres
