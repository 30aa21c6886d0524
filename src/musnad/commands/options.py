"""Options that several commands share."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import click

from musnad.commands.telling import language
from musnad.errors import UsageError

Command = TypeVar("Command", bound=Callable[..., Any])

STORE = "musnad.db"
# Said again here, so that --help loads no part of the analysis; a test holds the two together.
ENGINES = ("auto", "model", "fast", "grammar")

store = click.option(
    "--store", "where", default=STORE, show_default=True, metavar="PATH|URL", help="File or postgresql://…"
)


def _chosen(context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """--lang, else the language of the locale; known after the command too, for the error that may end it."""
    chosen = value or language({})
    asked = context.find_object(dict)
    if asked is not None:
        asked["lang"] = chosen
    return chosen


lang = click.option(
    "--lang",
    type=click.Choice(("en", "ar")),
    show_default="the locale's",
    is_eager=True,  # before the options whose mistakes are told in it
    callback=_chosen,
    help="Language of labels and errors.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
limit = click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")

engine = click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True, help="Who proposes.")
published = click.option(
    "--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of inputs that do not say theirs."
)
outlet = click.option("--outlet", metavar="NAME", help="Outlet of inputs that do not say theirs.")
actors = click.option("--actors", type=click.Path(dir_okay=False, path_type=Path), help="A CSV of your own actors.")
encoding = click.option(
    "--encoding", metavar="NAME", help="Encoding of the inputs, where it is not told right from their bytes."
)
columns = click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a table or JSON holds text, id …"
)
allow_private = click.option("--allow-private", is_flag=True, help="Fetch addresses inside a private network too.")
workers = click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that analyse."
)


def check_given(published: str | None, encoding: str | None) -> None:
    """Refuse a date or an encoding that is none, before every input is refused for it."""
    from musnad.errors import InputError
    from musnad.reading import day, decode_as

    try:
        day(published, "--published")
        if encoding:
            decode_as(b"", encoding, "--encoding")
    except InputError as error:
        raise UsageError(error.subject, error.reason, error.mend) from error


class _Day(click.DateTime):
    """A day as YYYY-MM-DD, in Latin or Arabic digits; what is none is told as where a date of publication is."""

    def __init__(self) -> None:
        super().__init__(formats=["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        match = re.fullmatch(r"\s*(\d{4})-(\d\d?)-(\d\d?)\s*", value)
        try:
            if match:
                return datetime.combine(date(*map(int, match.groups())), time())
        except ValueError:
            pass
        raise UsageError(param.opts[0] if param else "date", f"{value!r} is no date", "write it as YYYY-MM-DD")


DAY = _Day()
_FILTERS = (
    click.option("--by", metavar="NAME", help="Said by: any Arabic or English name."),
    click.option("--through", metavar="NAME", help="Passed on by this medium."),
    click.option("--about", metavar="NAME", help="Aimed at somebody, or naming them."),
    click.option("--actor", metavar="NAME", help="Done by."),
    click.option("--recipient", metavar="NAME", help="Done to."),
    click.option("--act", help="say, deny, warn …"),
    click.option("--status", help="occurred, ongoing, planned, possible, called_for, denied."),
    click.option("--type", help="PLOVER type, as ASSAULT."),
    click.option("--place", metavar="NAME", help="Where it happens."),
    click.option("--near", metavar="LAT,LON,KM", help="Events within a distance."),
    click.option("--outlet", metavar="NAME", help="Printed by this outlet."),
    click.option("--agency", metavar="NAME", help="Agency of dateline or foot."),
    click.option("--kind", help="Kind of the originator: person, office, anonymous …"),
    click.option("--only-anonymous", is_flag=True, help="Statements no link of whose chain has a name."),
    click.option("--since", type=DAY, help="Published on this day or later."),
    click.option("--until", type=DAY, help="Published on this day or earlier."),
    click.option("--happened-since", type=DAY, help="Of events: on this day or later."),
    click.option("--happened-until", type=DAY, help="Of events: on this day or earlier."),
)


def filters(command: Command) -> Command:
    """All filters of a search as options; the command gets them as keyword arguments."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def wanted(text: str | None, values: dict[str, Any]) -> Any:
    """The filters as the store understands them."""
    from musnad.store.query import parse
    from musnad.store.search import Wanted

    if text == "":
        parse(text)  # refuses it: an unset variable is not a wish for everything
    for name, value in values.items():
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"--{name}", "nothing is given to look for", "leave it out for all")
    near = values.pop("near")
    if near:
        try:
            latitude, longitude, kilometres = map(float, near.split(","))
        except ValueError as error:
            raise UsageError(f"--near {near}", "not three numbers", "latitude,longitude,kilometres") from error
        near = (latitude, longitude, kilometres)
    days = {k: v.date() for k, v in values.items() if hasattr(v, "date")}
    return Wanted(text=text, near=near, **{**values, **days})
