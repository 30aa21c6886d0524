"""What goes to standard error: errors and notes, in the language that was asked for."""

import os
import re
import sys
from collections.abc import Mapping, Sized
from typing import TYPE_CHECKING

import click

from musnad.errors import MusnadError

if TYPE_CHECKING:
    from musnad.render.words import Language

_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"


def language(asked: Mapping[str, str] | None = None) -> "Language":
    """What --lang says; where a command has none or was not reached, the language of the locale."""
    if asked is None:
        context = click.get_current_context(silent=True)
        asked = (context and context.find_object(dict)) or {}
    if "lang" in asked:
        return "ar" if asked["lang"] == "ar" else "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ar" if re.split(r"[_.@-]", locale)[0].lower() == "ar" else "en"


def tell(error: MusnadError, asked: Mapping[str, str] | None = None) -> None:
    """An error in its line of standard error."""
    if language(asked) == "en":
        click.echo(f"musnad: {_harmless(str(error))}", err=True)
        return
    from musnad.render.errors import worded  # the table is read only where something went wrong

    # Arabic at the start, so that readers who tell a line's direction by its first letter tell it right.
    _complain(f"مُسنَد: {worded(error, 'ar', marked=sys.stderr.isatty())}")


def tell_usage(error: click.ClickException, asked: Mapping[str, str]) -> None:
    """What Click says of wrong usage: as it says it in English, like every other error in Arabic."""
    if language(asked) == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    from musnad.render.errors import passed_on

    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        usage = " ".join((context.command_path, *context.command.collect_usage_pieces(context)))
        remark(f"usage: {usage}", asked)
        remark(f"help: {context.command_path} --help", asked)
    _complain(f"مُسنَد: {passed_on(error.format_message(), marked=sys.stderr.isatty())}")


def remark(text: str, asked: Mapping[str, str] | None = None) -> None:
    """A note beside the results, on standard error."""
    click.echo(_told(text, asked, sys.stderr.isatty()), err=True)


def more(found: Sized, shown: int) -> None:
    """A remark where a list was cut off, so that nobody takes it for all there is."""
    if len(found) > shown:
        remark(f"the first {shown}; there are more")


def show(*lines: str) -> None:
    """Lines of results on standard output, each one line: what an article brings along drives no terminal."""
    for line in lines:
        click.echo(_harmless(line))


def result(text: str) -> None:
    """What a command has done, on standard output."""
    click.echo(_told(text, None, sys.stdout.isatty()))


def _told(text: str, asked: Mapping[str, str] | None, seen: bool) -> str:
    if language(asked) == "en":
        return text
    from musnad.render.errors import phrase

    return _set(phrase(text, "ar", marked=seen), seen)


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    from musnad.render.plain import clean

    return clean(text)


def _complain(line: str) -> None:
    click.echo(_set(line, sys.stderr.isatty()), err=True)


def _set(line: str, seen: bool) -> str:
    """An Arabic line as a terminal, where it is `seen`, sets it from the right."""
    return f"{_RIGHT_TO_LEFT}{line}{_POP}" if seen else line
