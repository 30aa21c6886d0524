"""Named users of a store: passwords, sessions of the browser and tokens of programs, none of them readable again.

A password is kept as scrypt of it (RFC 7914) with its own salt and costs; sessions and tokens are long random words of
ours, so that their plain SHA-256 is enough.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Literal

from sqlalchemy import delete, func, insert, select, update

from musnad.errors import UsageError
from musnad.store import database
from musnad.store.schema import sessions, tokens, users
from musnad.store.store import Store

Role = Literal["reader", "analyst"]
ROLES: tuple[Role, ...] = ("reader", "analyst")
SESSION = timedelta(days=7)
TOKEN_PREFIX = "mus_"
LEAST_LETTERS, MOST_LETTERS = 10, 1000
# 32 MiB and about a tenth of a second a try; the costs stand in each hash, so they can be raised later.
_N, _R, _P = 2**15, 8, 1
_MEMORY = 64 * 2**20
_NAME = re.compile(r"[^\W_](?:[\w .@-]{0,62}[\w])?")
_AT_ONCE = BoundedSemaphore(2)  # so many tries at once bound the memory that strangers can make us use


@dataclass(frozen=True, slots=True)
class User:
    """A named user: a reader reads, an analyst also decides and keeps articles."""

    name: str
    role: Role
    made: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a program as it can be listed: never the token itself."""

    number: int
    user: str
    label: str
    made: datetime


def digest_of(secret: str) -> str:
    """How a session or token is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _hashed(password: str, salt: bytes, n: int = _N, r: int = _R, p: int = _P) -> str:
    with _AT_ONCE:
        made = hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
    return f"scrypt${n}${r}${p}${salt.hex()}${made.hex()}"


def hash_password(password: str) -> str:
    """The password as it is kept; raises UsageError for one too short or too long."""
    if not LEAST_LETTERS <= len(password) <= MOST_LETTERS:
        raise UsageError("password", f"not between {LEAST_LETTERS} and {MOST_LETTERS} characters", "several words do")
    return _hashed(password, secrets.token_bytes(16))


def _fits(password: str, kept: str) -> bool:
    _, n, r, p, salt, _made = kept.split("$")
    again = _hashed(password[:MOST_LETTERS], bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(again, kept)


@cache
def _nobody() -> str:
    """What is tried for somebody who does not exist, so that it takes as long and names cannot be told by time."""
    return _hashed("", bytes(16))


def any_users(store: Store) -> bool:
    """Whether the store has named users."""
    with database.reading(store.engine, store.name) as connection:
        return connection.scalar(select(users.c.name).limit(1)) is not None


def all_users(store: Store) -> list[User]:
    """All named users by name."""
    with database.reading(store.engine, store.name) as connection:
        rows = connection.execute(select(users.c.name, users.c.role, users.c.made).order_by(users.c.name))
        return [User(*row) for row in rows]


def add_user(store: Store, name: str, password: str, role: Role = "analyst") -> User:
    """A new user; raises UsageError for a name that is taken or none, or a password that is too short."""
    if not _NAME.fullmatch(name) or name.lower() == "local":
        raise UsageError(name, "cannot name a user", "1 to 64 letters, digits, spaces and . @ - _ within")
    made, kept = datetime.now(UTC), hash_password(password)
    with database.writing(store.engine, store.name) as connection:
        if connection.scalar(select(users.c.name).where(func.lower(users.c.name) == name.lower())) is not None:
            raise UsageError(name, "this name is taken", "musnad user list shows the names")
        connection.execute(insert(users).values(name=name, role=role, password=kept, made=made))
    return User(name, role, made)


def set_password(store: Store, name: str, password: str) -> None:
    """Another password; all sessions of the user end. Raises UsageError for an unknown user or a short password."""
    kept = hash_password(password)
    with database.writing(store.engine, store.name) as connection:
        if not connection.execute(update(users).where(users.c.name == name).values(password=kept)).rowcount:
            raise _unknown(name)
        connection.execute(delete(sessions).where(sessions.c.user == name))


def set_role(store: Store, name: str, role: Role) -> None:
    """Another role; it holds from the next request on. Raises UsageError for an unknown user."""
    with database.writing(store.engine, store.name) as connection:
        if not connection.execute(update(users).where(users.c.name == name).values(role=role)).rowcount:
            raise _unknown(name)


def remove_user(store: Store, name: str) -> None:
    """Remove a user with sessions and tokens; decisions keep the name. Raises UsageError for an unknown user."""
    with database.writing(store.engine, store.name) as connection:
        for table in (sessions, tokens):
            connection.execute(delete(table).where(table.c.user == name))
        if not connection.execute(delete(users).where(users.c.name == name)).rowcount:
            raise _unknown(name)


def _unknown(name: str) -> UsageError:
    return UsageError(name, "no user of this name", "musnad user list shows the names")


def verified(store: Store, name: str, password: str) -> User | None:
    """The user of a name and password; None where they do not fit, after the same time whether or not one exists."""
    query = select(users).where(func.lower(users.c.name) == name.lower())
    with database.reading(store.engine, store.name) as connection:
        row = connection.execute(query).one_or_none()
    fits = _fits(password, row.password if row else _nobody())
    return User(row.name, row.role, row.made) if row and fits else None


# -- sessions of the browser -----------------------------------------------------------------------------------


def open_session(store: Store, user: str) -> str:
    """A new session; the secret goes into the cookie, its digest into the store. Sessions past their end go."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with database.writing(store.engine, store.name) as connection:
        connection.execute(delete(sessions).where(sessions.c.ends < now))
        connection.execute(insert(sessions).values(digest=digest_of(secret), user=user, made=now, ends=now + SESSION))
    return secret


def close_session(store: Store, secret: str) -> None:
    """End a session."""
    with database.writing(store.engine, store.name) as connection:
        connection.execute(delete(sessions).where(sessions.c.digest == digest_of(secret)))


def of_session(store: Store, secret: str) -> User | None:
    """The user of a session that has not ended."""
    query = (
        select(users.c.name, users.c.role, users.c.made)
        .join(sessions, sessions.c.user == users.c.name)
        .where(sessions.c.digest == digest_of(secret), sessions.c.ends > datetime.now(UTC))
    )
    with database.reading(store.engine, store.name) as connection:
        row = connection.execute(query).one_or_none()
    return User(*row) if row else None


# -- tokens of programs ----------------------------------------------------------------------------------------


def add_token(store: Store, user: str, label: str) -> tuple[Token, str]:
    """A new token and its secret, which is told only here; raises UsageError for an unknown user."""
    secret, now = TOKEN_PREFIX + secrets.token_urlsafe(32), datetime.now(UTC)
    with database.writing(store.engine, store.name) as connection:
        name = connection.scalar(select(users.c.name).where(users.c.name == user))
        if name is None:
            raise _unknown(user)
        number = connection.scalar(
            insert(tokens).values(user=name, label=label, digest=digest_of(secret), made=now).returning(tokens.c.number)
        )
    return Token(int(number or 0), name, label, now), secret


def tokens_of(store: Store, user: str | None = None) -> list[Token]:
    """The tokens of a user, or of all."""
    query = select(tokens.c.number, tokens.c.user, tokens.c.label, tokens.c.made).order_by(tokens.c.number)
    if user is not None:
        query = query.where(tokens.c.user == user)
    with database.reading(store.engine, store.name) as connection:
        return [Token(*row) for row in connection.execute(query)]


def revoke_token(store: Store, number: int, user: str | None = None) -> bool:
    """Make a token worthless, of the given user alone if one is given; returns whether there was one."""
    gone = delete(tokens).where(tokens.c.number == number)
    if user is not None:
        gone = gone.where(tokens.c.user == user)
    with database.writing(store.engine, store.name) as connection:
        return connection.execute(gone).rowcount == 1


def of_token(store: Store, secret: str) -> User | None:
    """The user of a token."""
    query = (
        select(users.c.name, users.c.role, users.c.made)
        .join(tokens, tokens.c.user == users.c.name)
        .where(tokens.c.digest == digest_of(secret))
    )
    with database.reading(store.engine, store.name) as connection:
        row = connection.execute(query).one_or_none()
    return User(*row) if row else None
