"""`musnad explain`: why a record says what it says."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.commands import options

if TYPE_CHECKING:
    from musnad.render.words import Language


@click.command(short_help="Tell why a record says what it says.")
@click.argument("record_path", type=click.Path(path_type=Path), metavar="RECORD.json")
@click.argument("id", required=False)
@options.lang
def explain(record_path: Path, id: str | None, lang: "Language") -> None:
    """Print in words why a record, or one statement or event of it, says what it says."""
    import json
    import sys

    from musnad.errors import MissingInput, RecordError
    from musnad.record.sound import sound_record
    from musnad.render import explanation

    try:
        data = json.loads(record_path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MissingInput(str(record_path), error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        mend = "a file of one record, as musnad read --output writes them"
        raise RecordError(str(record_path), f"not JSON: {error}", mend) from error
    if not isinstance(data, dict):
        raise RecordError(str(record_path), "not a record: no JSON object")
    try:
        record = sound_record(data)
    except RecordError as error:
        raise RecordError(str(record_path), error.reason, error.mend) from error
    for line in explanation(record, id, lang, marked=sys.stdout.isatty()):
        click.echo(line)
