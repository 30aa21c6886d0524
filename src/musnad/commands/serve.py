"""`musnad serve`: the API and the page."""

import click

from musnad.commands import options


@click.command()
@options.store
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at; others than loopback only read."
)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--engine", type=click.Choice(options.ENGINES), default="auto", show_default=True, help="For pasted articles."
)
def serve(where: str, host: str, port: int, engine: str) -> None:
    """Serve the store's API and page until Ctrl-C."""
    import uvicorn

    from musnad.serve import create_app
    from musnad.serve.access import is_loopback
    from musnad.store import Store

    with Store(where) as store:
        app = create_app(store, engine=engine, local=is_loopback(host))
        click.echo(f"http://{host}:{port}/  (Ctrl-C ends it)")
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
