"""Logging in and out, and the tokens of programs."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from musnad.serve.access import COOKIES, Caller, Known, address_of, caller_of, must_be_own_page
from musnad.serve.answers import store_of
from musnad.serve.limits import Bucket
from musnad.serve.shapes import MadeToken, Me, Revoked, TokenRow, Tokens
from musnad.store import accounts

router = APIRouter(prefix="/api/v1", tags=["Users"])
# An address has twenty tries at once and then one in half a minute; a name, tried from many addresses, a hundred.
_BY_ADDRESS = (1 / 30, 20)
_BY_NAME = (1 / 10, 100)


class Tries:
    """How often addresses and names may still try a password."""

    def __init__(self) -> None:
        self.addresses, self.names = Bucket(*_BY_ADDRESS), Bucket(*_BY_NAME)

    def must(self, request: Request, name: str) -> None:
        """Raise 429 for an address or a name that was tried too often."""
        self.addresses.must(address_of(request))
        self.names.must(name.lower())


def _me(request: Request, caller: Caller) -> Me:
    return Me(
        name=caller.name,
        role=caller.role,
        how=caller.how,
        may_write=caller.may_write,
        may_paste=caller.name is not None,
        users=accounts.any_users(store_of(request)),
        login_to_read=request.app.state.login_to_read,
    )


@router.get("/me", summary="Who you are here")
def me(request: Request) -> Me:
    """Who is asking, how that is known, and what they may do; answers strangers too."""
    return _me(request, caller_of(request))


class Credentials(BaseModel):
    """A user's name and password."""

    name: str = Field(max_length=64)
    password: str = Field(max_length=accounts.MOST_LETTERS)


@router.post("/login", summary="Log in")
def login(request: Request, response: Response, given: Credentials) -> Me:
    """Check a name and password and set the session's cookie (HttpOnly, SameSite=Lax, Secure over https).

    Answers 401 where they do not fit, and 429 after too many tries of one address or for one name. A session lasts
    seven days, and ends earlier with logging out or another password.
    """
    must_be_own_page(request)
    request.app.state.tries.must(request, given.name)
    store = store_of(request)
    user = accounts.verified(store, given.name, given.password)
    if user is None:
        raise HTTPException(401, "this name and password do not fit")
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIES[secure],
        accounts.open_session(store, user.name),
        max_age=int(accounts.SESSION.total_seconds()),
        httponly=True,
        secure=secure,
        samesite="lax",
    )
    return _me(request, Caller(user.name, user.role, "session"))


@router.post("/logout", summary="Log out")
def logout(request: Request, response: Response) -> Me:
    """End the session of the cookie, and forget the cookie."""
    must_be_own_page(request)
    for cookie in COOKIES:
        if secret := request.cookies.get(cookie):
            accounts.close_session(store_of(request), secret)
            response.delete_cookie(cookie, httponly=True, secure=cookie.startswith("__Host"), samesite="lax")
    return _me(request, Caller())


class Passwords(BaseModel):
    """The password so far and the new one."""

    old: str = Field(max_length=accounts.MOST_LETTERS)
    new: str = Field(max_length=accounts.MOST_LETTERS)


@router.post("/password", status_code=204, summary="Change your password")
def password(request: Request, caller: Known, given: Passwords) -> None:
    """Change the password; all sessions of the user end, and tokens stay. 400 for one of less than ten characters."""
    name = _session_of(caller)
    request.app.state.tries.must(request, name)
    if accounts.verified(store_of(request), name, given.old) is None:
        raise HTTPException(403, "the password so far does not fit")
    accounts.set_password(store_of(request), name, given.new)


def _session_of(caller: Caller) -> str:
    """The name of a user who is logged in: a token may not make itself others."""
    if caller.how != "session" or caller.name is None:
        raise HTTPException(403, "log in with name and password for this")
    return caller.name


@router.get("/tokens", summary="Your tokens")
def tokens(request: Request, caller: Known) -> Tokens:
    """The tokens of the caller by number, label and day; never the tokens themselves."""
    found = accounts.tokens_of(store_of(request), caller.name)
    return Tokens(results=[TokenRow(number=t.number, label=t.label, made=t.made) for t in found])


class Label(BaseModel):
    """What a token is for."""

    label: str = Field(min_length=1, max_length=200)


@router.post("/tokens", status_code=201, summary="Make a token")
def make_token(request: Request, caller: Known, given: Label) -> MadeToken:
    """Make a token for a program, with the caller's own rights; it is told only in this answer."""
    made, secret = accounts.add_token(store_of(request), _session_of(caller), given.label)
    return MadeToken(number=made.number, label=made.label, made=made.made, token=secret)


@router.delete("/tokens/{number}", summary="Revoke a token")
def revoke(request: Request, caller: Known, number: Annotated[int, Path(ge=0, lt=2**31)]) -> Revoked:
    """Make a token of the caller worthless at once; 404 where the caller has none of this number."""
    if not accounts.revoke_token(store_of(request), number, caller.name):
        raise HTTPException(404, f"you have no token {number}")
    return Revoked(revoked=True)
