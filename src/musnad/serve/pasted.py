"""Texts and addresses that are pasted, to be read at once."""

from typing import Any, Self

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, model_validator
from starlette.exceptions import HTTPException

from musnad.analysis.compose import analyse
from musnad.errors import FetchRefused, InputError
from musnad.reading import Given, document, documents
from musnad.record import Document, to_json
from musnad.render.grounds import Grounds, grounds
from musnad.serve.access import Known, must_write
from musnad.serve.answers import store_of

router = APIRouter(prefix="/api/v1", tags=["Reading"])
# A long article has ten thousand letters; reading two million takes minutes, which only the local user may spend.
LONGEST, LONGEST_OF_USERS = 2_000_000, 300_000


class Pasted(BaseModel):
    """A text, or the address of a page, to be read at once."""

    text: str | None = Field(None, max_length=LONGEST)
    address: str | None = Field(None, max_length=2000, description="http or https; private networks are refused")
    title: str | None = Field(None, max_length=2000)
    outlet: str | None = Field(None, max_length=200)
    published: str | None = Field(None, max_length=40, description="YYYY-MM-DD: days in the text are reckoned from it")
    url: str | None = Field(None, max_length=2000, description="Where a pasted text is from")
    keep: bool = Field(False, description="Keep the article in the store")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.address is None):
            raise ValueError("either a text or an address")
        return self


class Read(BaseModel):
    """The record of what was pasted, its grounds in words (as of an article), and whether the store keeps it."""

    record: dict[str, Any]
    grounds: Grounds
    article: str
    kept: bool


@router.post("/read", summary="Read a text or an address")
def read(request: Request, caller: Known, pasted: Pasted) -> Read:
    """Read what is pasted; with `keep` it is taken into the store. For named users and the local user.

    A text may have 2,000,000 letters from the local user and 300,000 from others; only so much is read at the same
    time, and a named user may paste once in two seconds. 422 tells why something is not an Arabic article.
    """
    if pasted.keep:
        must_write(request)
    if caller.how != "local":
        request.app.state.pastes.must(str(caller.name))
    with request.app.state.analyses.work():
        made = _document(pasted)
        longest = LONGEST if caller.how == "local" else LONGEST_OF_USERS
        if len(made.text) > longest:
            raise HTTPException(413, f"an article may have {longest:,} letters")
        record = analyse(made, engine=request.app.state.engine)
    if pasted.keep:
        store_of(request).add([record])
    return Read(record=to_json(record), grounds=grounds(record), article=made.key, kept=pasted.keep)


def _document(pasted: Pasted) -> Document:
    if pasted.text is not None:
        return document(
            pasted.text, name="pasted text", title=pasted.title, outlet=pasted.outlet, published=pasted.published,
            url=pasted.url,
        )  # fmt: skip
    address = str(pasted.address).strip()
    if not address.lower().startswith(("http://", "https://")):
        raise FetchRefused(address, "only http and https addresses are fetched")
    found = next(documents(address, Given(outlet=pasted.outlet, published=pasted.published)), None)
    if found is None:
        raise FetchRefused(address, "there is no article")
    if isinstance(found, InputError):
        raise found
    return found
