"""`musnad serve`: the API and the page."""

import errno
import os
import socket
import ssl
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options

if TYPE_CHECKING:
    import uvicorn

_PEM = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--engine", type=click.Choice(options.ENGINES), default="auto", show_default=True, help="For pasted articles."
)
@click.option("--login-to-read", is_flag=True, help="Strangers see nothing; named users read after login.")
@click.option("--without-users", is_flag=True, help="Listen at a public address though nobody can log in.")
@click.option(
    "--rate", default=50.0, show_default=True, type=click.FloatRange(0), help="Requests a second an address; 0: any."
)
@click.option("--certificate", type=_PEM, help="For https: a PEM file.")
@click.option("--key", type=_PEM, help="The certificate's key, where it is in another file.")
def serve(
    where: str,
    host: str,
    port: int,
    engine: str,
    login_to_read: bool,
    without_users: bool,
    rate: float,
    certificate: Path | None,
    key: Path | None,
) -> None:
    """Serve the store's API and page until Ctrl-C.

    On this machine alone (the default) its one user reads and writes without login, until the store has named users
    (`musnad user add`): then they log in. At other addresses only named users write, everybody else reads.
    """
    import uvicorn

    from musnad.errors import UsageError
    from musnad.serve import Limits, create_app, is_loopback
    from musnad.store import Store
    from musnad.store.accounts import any_users

    with Store(where, create=False) as store:  # a name mistyped would be served as an empty store
        local, users = is_loopback(host), any_users(store)
        if login_to_read and not users:
            raise UsageError("--login-to-read", "the store has no named users", "musnad user add NAME")
        if not local and not users and not without_users:
            mend = "musnad user add NAME; or --without-users, and everybody reads and nobody writes"
            raise UsageError(f"--host {host}", "others could reach this address, and nobody could log in", mend)
        app = create_app(
            store, engine=engine, local=local and not users, login_to_read=login_to_read, limits=Limits(rate=rate)
        )
        listening = _listening(host, port)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            limit_concurrency=1000,
            timeout_graceful_shutdown=5,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        _load(config, certificate)
        address = f"{'https' if certificate else 'http'}://{_told(host)}:{listening[0].getsockname()[1]}/"
        server = uvicorn.Server(config)
        # uvicorn raises Ctrl-C again when it has ended; caught from here on, for it may come before the server runs.
        with suppress(KeyboardInterrupt), server.capture_signals():
            click.echo(f"{address}  (Ctrl-C ends it)")
            server.run(sockets=listening)
            if not server.started:
                raise SystemExit(1)


def _load(config: "uvicorn.Config", certificate: Path | None) -> None:
    from musnad.errors import UsageError

    try:
        config.load()
    except ssl.SSLError as error:
        mend = "PEM, with the certificate's own key in it or as --key"
        raise UsageError(f"--certificate {certificate}", "no certificate with its key", mend) from error


def _told(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> list[socket.socket]:
    """A socket at each address of a host, all at one port; opened here, so that its number and errors are told."""
    found: list[socket.socket] = []
    try:
        for family, kind, number, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            opened = socket.socket(family, kind, number)
            if os.name == "posix":
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            opened.bind((address[0], found[0].getsockname()[1] if found else port, *address[2:]))
            found.append(opened)
    except OSError as error:
        from musnad.errors import UsageError

        mend = "--port 0 takes a free one" if error.errno in (errno.EADDRINUSE, errno.EACCES) else ""
        raise UsageError(f"--host {host} --port {port}", f"cannot listen there: {error.strerror}", mend) from error
    return found
