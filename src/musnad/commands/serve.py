"""`musnad serve`: the API and the page."""

from pathlib import Path

import click

from musnad.commands import options

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

    with Store(where) as store:
        local, users = is_loopback(host), any_users(store)
        if login_to_read and not users:
            raise UsageError("--login-to-read", "the store has no named users", "musnad user add NAME")
        if not local and not users and not without_users:
            mend = "musnad user add NAME; or --without-users, and everybody reads and nobody writes"
            raise UsageError(f"--host {host}", "others could reach this address, and nobody could log in", mend)
        app = create_app(
            store, engine=engine, local=local and not users, login_to_read=login_to_read, limits=Limits(rate=rate)
        )
        click.echo(f"{'https' if certificate else 'http'}://{host}:{port}/  (Ctrl-C ends it)")
        uvicorn.run(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            limit_concurrency=1000,
            timeout_graceful_shutdown=5,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
