"""The command line: arguments and printing, nothing else. Commands import what they need when they run."""

import errno
import gc
import io
import os
import sys

import click

from musnad import __version__
from musnad.commands.actor import actor
from musnad.commands.copies import copies, sayings
from musnad.commands.corroborate import contradictions, corroborate, follow_ups
from musnad.commands.decide import decide
from musnad.commands.doctor import doctor
from musnad.commands.evaluate import evaluate
from musnad.commands.event import event
from musnad.commands.explain import explain
from musnad.commands.export import export
from musnad.commands.ingest import ingest
from musnad.commands.knowledge import knowledge, where, who
from musnad.commands.manage import backup, forget, restore, versions
from musnad.commands.outlet import outlet
from musnad.commands.read import read
from musnad.commands.search import search, statements
from musnad.commands.serve import serve
from musnad.commands.take import take
from musnad.commands.telling import remark, tell, tell_usage
from musnad.commands.user import token, user
from musnad.commands.watch import watch
from musnad.datafiles import SELDOM_COLLECTED
from musnad.errors import MusnadError, UsageError

# A full disk, a quota, a file as large as it may be, a device that fails: standard output may lie there.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="musnad %(version)s")
def cli() -> None:
    """Read Arabic news and keep the record: who said what, on whose word, and what happened."""


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from importlib.resources import files

    click.echo(files("musnad.record").joinpath("schema.json").read_text(encoding="utf-8"), nl=False)


for command in (
    read,
    ingest,
    watch,
    search,
    statements,
    corroborate,
    contradictions,
    follow_ups,
    copies,
    sayings,
    event,
    actor,
    outlet,
    decide,
    serve,
    user,
    token,
    export,
    take,
    forget,
    versions,
    backup,
    restore,
    explain,
    evaluate,
    who,
    where,
    knowledge,
    doctor,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; exit status 0 all well, 1 some refused or failed, 2 wrong usage."""
    gc.set_threshold(*SELDOM_COLLECTED)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe on Windows takes cp1252, which holds no Arabic
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked: dict[str, str] = {}  # the command's --lang, for errors that are told when its context is gone
    try:
        status = cli(prog_name="musnad", obj=asked, standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except click.Abort:
        remark("stopped", asked)
        sys.exit(1)
    except click.ClickException as error:
        tell_usage(error, asked)
        sys.exit(error.exit_code)
    except UsageError as error:
        tell(error, asked)
        sys.exit(2)
    except MusnadError as error:
        tell(error, asked)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough
        _drop_output()
        sys.exit(1)
    except OSError as error:
        if error.filename is not None or error.errno not in _NO_ROOM:
            raise
        tell(MusnadError("stdout", f"cannot be written: {error.strerror}"), asked)
        _drop_output()
        sys.exit(1)


def _drop_output() -> None:
    """What still waits to be written goes nowhere: Python would fail at it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
