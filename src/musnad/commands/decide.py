"""`musnad decide`: what an analyst decides, with author and time, undoable."""

import getpass
import json
from dataclasses import asdict
from typing import Any

import click

from musnad.commands import options
from musnad.commands.telling import show

_author = click.option("--author", default=getpass.getuser, help="Who decides (default: the user's name).")


@click.group()
def decide() -> None:
    """Merge, split, mark wrong, correct, note; undo; history.

    A decision stands through new analyses. What is wrong is left out of every search, count and export, and a
    corrected value is shown with who corrected it when; undoing brings the reading back. Merges and splits, and what
    corrections change across articles, take effect with the next `musnad corroborate`.
    """


def _write(where: str, subject: str, action: str, detail: dict[str, Any], author: str) -> None:
    from musnad.store import Store
    from musnad.store.subjects import subject_of

    with Store(where, create=False) as store:
        key, subject = subject_of(store, subject)
        if "with" in detail:
            detail["with"] = subject_of(store, detail["with"])[1]
        number = store.decide(key, subject, action, detail, author=author)
    click.echo(f"{number}")


@decide.command()
@click.argument("event")
@click.argument("other")
@_author
@options.store
def merge(event: str, other: str, author: str, where: str) -> None:
    """Say that EVENT and OTHER (e-…) are one event: their clusters become one."""
    _write(where, event, "merge", {"with": other}, author)


@decide.command()
@click.argument("event")
@_author
@options.store
def split(event: str, author: str, where: str) -> None:
    """Say that EVENT (e-…) is none of the cluster in which it stands."""
    _write(where, event, "split", {}, author)


@decide.command()
@click.argument("subject")
@click.option("--reason", default="", help="Why.")
@_author
@options.store
def wrong(subject: str, reason: str, author: str, where: str) -> None:
    """Mark a statement or an event as read wrongly."""
    _write(where, subject, "wrong", {"reason": reason}, author)


@decide.command()
@click.argument("subject")
@click.argument("field")
@click.argument("value")
@_author
@options.store
def correct(subject: str, field: str, value: str, author: str, where: str) -> None:
    """Correct a FIELD of a statement or an event to VALUE.

    Of a statement: originator, act, directness, target, content; of an event: type, mode, status, time, place, actors,
    recipients. Names and words must be the article's own; several actors have a comma between.
    """
    _write(where, subject, "correct", {"field": field, "value": value}, author)


@decide.command()
@click.argument("subject")
@click.argument("text")
@_author
@options.store
def note(subject: str, text: str, author: str, where: str) -> None:
    """Put a note to a statement or an event."""
    _write(where, subject, "note", {"text": text}, author)


@decide.command()
@click.argument("number", type=int)
@options.store
def undo(number: int, where: str) -> None:
    """Take a decision back; it stays in the history."""
    from musnad.errors import UsageError
    from musnad.store import Store

    with Store(where, create=False) as store:
        if not store.undo(number):
            raise UsageError(str(number), "no such decision stands", "musnad decide history lists them")


@decide.command()
@options.as_json
@options.store
def history(as_json: bool, where: str) -> None:
    """List all decisions, oldest first, those undone too."""
    from musnad.store import Store

    with Store(where, create=False) as store:
        found = store.decisions(history=True)
    for d in found:
        if as_json:
            click.echo(json.dumps(asdict(d), ensure_ascii=False, default=str))
            continue
        undone = f"  undone {d.undone:%Y-%m-%d %H:%M}" if d.undone else ""
        detail = json.dumps(d.detail, ensure_ascii=False)
        show(f"{d.number}  {d.made:%Y-%m-%d %H:%M}  {d.author}  {d.action}  {d.subject}  {detail}{undone}")
