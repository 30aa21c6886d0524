"""Decisions of analysts: written, listed, undone; and texts that are pasted to be read."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from musnad.errors import UsageError
from musnad.serve import shapes
from musnad.serve.access import Analyst
from musnad.serve.answers import answered, cursor, store_of, uncursor
from musnad.store.subjects import subject_of

router = APIRouter(prefix="/api/v1", tags=["Decisions"])
Action = Literal["wrong", "right", "correct", "note", "merge", "split"]
# What each action says in its detail; only a reason may be left out.
_DETAIL: dict[str, dict[str, type]] = {
    "wrong": {"reason": str}, "right": {"reason": str}, "note": {"text": str}, "merge": {"with": str, "reason": str},
    "split": {"reason": str}, "correct": {"field": str, "value": object, "reason": str},
}  # fmt: skip
_LONGEST = 20_000


class Listed(BaseModel):
    """Which decisions, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    article: str | None = Field(None, max_length=80, description="Key of an article")
    subject: str | None = Field(None, max_length=200, description="Id of a statement, event or entity")
    author: str | None = Field(None, max_length=64)
    action: Action | None = None
    history: bool = Field(False, description="Also those undone")
    limit: int = Field(200, ge=1, le=1000)
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before")


@router.get("/decisions", summary="Decisions", responses={200: {"model": shapes.Page[shapes.DecisionRow]}})
def decisions(request: Request, listed: Annotated[Listed, Query()]) -> Response:
    """Decisions that stand, the newest first, of everybody who works on this store; `history` has those undone too.

    To see what others decide, ask again from time to time with If-None-Match: an unchanged answer is a 304.
    """
    found = store_of(request).decisions(listed.article, history=listed.history)
    wanted = {"subject": listed.subject, "author": listed.author, "action": listed.action}
    rows = [d for d in found if all(v is None or getattr(d, k) == v for k, v in wanted.items())]
    before = (uncursor(listed.cursor, int) or [2**31])[0]
    rows = [d for d in reversed(rows) if d.number < before]
    page = rows[: listed.limit]
    following = cursor(page[-1].number) if len(rows) > len(page) else None
    return answered(request, {"results": [asdict(d) for d in page], "next": following, "names": {}})


class Decided(BaseModel):
    """A decision about a statement (s-…), an event (e-…), a cluster (c-…) or an entity of an article."""

    article: str | None = Field(None, max_length=80, description="Key; found by the subject where it is left out")
    subject: str = Field(min_length=1, max_length=200)
    action: Action
    detail: dict[str, Any] = Field(
        default_factory=dict,
        description="wrong, right, split: {reason?}; note: {text}; correct: {field, value, reason?};"
        " merge: {with: id of another event or cluster, reason?}",
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        known = _DETAIL[self.action]
        for name in known:
            if name not in self.detail and name != "reason":
                raise ValueError(f"{self.action} needs {name!r} in its detail")
        for name, value in self.detail.items():
            if name not in known or not isinstance(value, known[name]):
                raise ValueError(f"{name!r} does not fit the detail of {self.action}")
        if len(json.dumps(self.detail)) > _LONGEST:
            raise ValueError(f"a detail may have {_LONGEST:,} characters")
        return self


class Made(BaseModel):
    """The number of a decision, by which it can be undone, and the decision as it was written."""

    number: int
    decision: shapes.DecisionRow


@router.post("/decisions", status_code=201, summary="Decide")
def decide(request: Request, caller: Analyst, decided: Decided) -> Made:
    """Write a decision down under the caller's name. It stands through new analyses, until it is undone.

    Merges and splits change the clusters; the other actions stand beside what was read and are exported as labels.
    404 for a subject that the store does not have.
    """
    store, author = store_of(request), str(caller.name)
    key, subject, detail = decided.article, decided.subject, dict(decided.detail)
    try:
        if key is None or subject.startswith(("c-", "e-", "s-")):
            found, subject = subject_of(store, subject)
            key = key if key is not None and found == key else found
        elif store.record(key) is None:
            raise UsageError(key, "no article with this key is in the store")
        if "with" in detail:
            detail["with"] = subject_of(store, detail["with"])[1]
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    number = store.decide(key, subject, decided.action, detail, author=author)
    row = shapes.DecisionRow(
        number=number, document_key=key, subject=subject, action=decided.action, detail=detail, author=author,
        made=datetime.now(UTC), undone=None, undone_by=None,
    )  # fmt: skip
    return Made(number=number, decision=row)


class Undone(BaseModel):
    """A decision no longer stands."""

    undone: bool


@router.delete("/decisions/{number}", summary="Undo a decision")
def undo(request: Request, caller: Analyst, number: Annotated[int, Path(ge=0, lt=2**31)]) -> Undone:
    """Take a decision back, one's own or another's; it stays in the history with who took it back."""
    if not store_of(request).undo(number, author=caller.name):
        raise HTTPException(404, f"no decision {number} stands")
    return Undone(undone=True)
