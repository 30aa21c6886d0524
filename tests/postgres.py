"""A PostgreSQL server of the tests' own: a fresh cluster on a free port, run by an ordinary user, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from musnad.store import database


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return places[0].parent if places else None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of its empty database."""
    where = binaries()
    if where is None:
        raise RuntimeError("PostgreSQL's initdb was not found")
    # The server refuses to run as root: there, the user that Debian's package made runs it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="musnad-postgres-"))
    if as_user:
        shutil.chown(folder, "postgres")
    port, data = _free_port(), folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd="/", timeout=300)

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        run(str(where / "initdb"), "-D", str(data), "-U", "musnad", "-A", "trust", "-E", "UTF8", "--locale=C")
        run(str(where / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql://musnad@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*as_user, str(where / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
            timeout=60,
        )
        shutil.rmtree(folder, ignore_errors=True)


def emptied(address: str) -> None:
    """Take everything out of a PostgreSQL database."""
    with database.connect(address).connect() as connection, connection.begin():
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
