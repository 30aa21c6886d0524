"""`musnad user` and `musnad token`: who may write to a store that several people share."""

import sys

import click

from musnad.commands import options
from musnad.commands.telling import remark, result

_ROLES = ("reader", "analyst")
_role = click.option(
    "--role", type=click.Choice(_ROLES), default="analyst", show_default=True, help="An analyst also decides and keeps."
)


def _password() -> str:
    """Asked twice on a terminal; else the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@click.group(short_help="Add, list, change and remove the named users of a store.")
def user() -> None:
    """Named users of a store, who log in in the browser: add, list, password, role, remove.

    As soon as there is one, nobody writes through the API or the page without login. Passwords are kept as scrypt.
    """


@user.command()
@click.argument("name")
@_role
@options.store
def add(name: str, role: str, where: str) -> None:
    """Add the user NAME; the password is asked for, or read from standard input."""
    from musnad.store import Store, accounts

    with Store(where) as store:
        made = accounts.add_user(store, name, _password(), role)  # type: ignore[arg-type]
    click.echo(f"{made.name}  {made.role}")


@user.command("list")
@options.store
def list_users(where: str) -> None:
    """List the users with their roles."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        for one in accounts.all_users(store):
            click.echo(f"{one.name}  {one.role}  {one.made:%Y-%m-%d}")


@user.command()
@click.argument("name")
@options.store
def password(name: str, where: str) -> None:
    """Give the user NAME another password; all sessions of theirs end."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        accounts.set_password(store, name, _password())
    click.echo(name)


@user.command("role")
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@options.store
def change_role(name: str, role: str, where: str) -> None:
    """Make the user NAME a reader or an analyst."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        accounts.set_role(store, name, role)  # type: ignore[arg-type]
    click.echo(f"{name}  {role}")


@user.command()
@click.argument("name")
@options.store
def remove(name: str, where: str) -> None:
    """Remove the user NAME with sessions and tokens; decisions keep their author."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        accounts.remove_user(store, name)
    result(f"{name} is removed")


@click.group(short_help="Add, list and revoke tokens, by which programs log in.")
def token() -> None:
    """Tokens by which programs use the API in a user's name: add, list, revoke.

    Sent as `Authorization: Bearer mus_…`.
    """


@token.command("add")
@click.argument("name")
@click.option("--label", default="", help="What it is for.")
@options.store
def add_token(name: str, label: str, where: str) -> None:
    """Make a token for the user NAME. It is shown only now."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        made, secret = accounts.add_token(store, name, label)
    click.echo(secret)
    remark(f"token {made.number} of {made.user}; it is not shown again")


@token.command("list")
@options.store
def list_tokens(where: str) -> None:
    """List the tokens by number, user and label, never the tokens themselves."""
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        for one in accounts.tokens_of(store):
            click.echo(f"{one.number}  {one.user}  {one.made:%Y-%m-%d}  {one.label}")


@token.command()
@click.argument("number", type=click.IntRange(0))
@options.store
def revoke(number: int, where: str) -> None:
    """Make the token NUMBER worthless at once."""
    from musnad.errors import UsageError
    from musnad.store import Store, accounts

    with Store(where, create=False) as store:
        if not accounts.revoke_token(store, number):
            raise UsageError(str(number), "no such token", "musnad token list shows them")
    result(f"token {number} is revoked")
