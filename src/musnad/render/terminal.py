"""A record on a terminal: headline, statements with their chains, events with status and due date.

Terminals that know Arabic order the letters of a line themselves; what they cannot know is where Arabic and Latin
meet. So every piece of Arabic in a line of labels is set in Unicode isolates (UAX #9), and text in Arabic stands on
lines of its own, at the right where the labels are Arabic too.
"""

import sys
from collections.abc import Callable

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from musnad.analysis import gloss
from musnad.record import Event, Link, Record, Statement
from musnad.render.dates import last_day
from musnad.render.words import Language, words

_ISOLATE, _RIGHT_TO_LEFT, _POP = "\u2068", "\u2067", "\u2069"
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")  # no escape reaches a terminal
_COLOUR = {
    "occurred": "green", "ongoing": "cyan", "planned": "yellow", "possible": "magenta", "called_for": "blue",
    "denied": "red",
}  # fmt: skip
_DEEPEST = 6  # steps of indentation; statements nested deeper stand under the last


def terminal(language: Language, console: Console | None = None) -> Callable[[Record], None]:
    """A function that prints records to a console, standard output by default."""
    return _Terminal(language, console or Console(file=sys.stdout, highlight=False, soft_wrap=False)).show


class _Terminal:
    def __init__(self, language: Language, console: Console) -> None:
        self.language: Language = language
        self.words = words(language)
        self.console = console
        self.side = "right" if language == "ar" else "left"

    def show(self, record: Record) -> None:
        self._head(record)
        self._statements(record)
        self._events(record)
        self.console.print()

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        if self.language == "ar":
            isolated = [_RIGHT_TO_LEFT, *parts, _POP] if self.console.is_terminal else list(parts)
            self.console.print(Padding(Text.assemble(*isolated, justify="right"), (0, indent, 0, 0)))
        else:
            self.console.print(Padding(Text.assemble(*parts), (0, 0, 0, indent), expand=False))

    def numbered(self, number: int, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """A line with its number before it; where it is broken, the rest stands under the words, not the number."""
        words = [_RIGHT_TO_LEFT, *parts, _POP] if self.language == "ar" and self.console.is_terminal else list(parts)
        cells = [Text(f"{number:>3}  ", style="dim"), Text.assemble(*words, justify=self.side)]  # type: ignore[arg-type]
        grid = Table.grid(expand=self.language == "ar")
        if self.language == "ar":
            cells.reverse()
            grid.add_column(ratio=1)
        grid.add_row(*cells)
        margin = (0, indent, 0, 0) if self.language == "ar" else (0, 0, 0, indent)
        self.console.print(Padding(grid, margin, expand=self.language == "ar"))

    def inline(self, text: str) -> str:
        """Outside text within a line of labels."""
        clean = _clean(text)
        return f"{_ISOLATE}{clean}{_POP}" if self.console.is_terminal and not clean.isascii() else clean

    def _head(self, record: Record) -> None:
        document, w = record.document, self.words
        self.line((_clean(record.document.headline), "bold"))
        facts = [document.id, document.outlet, document.published.isoformat() if document.published else w["undated"]]
        counts = [
            f"{len(record.entities)} {w['names']}", f"{len(record.times)} {w['times']}",
            f"{len(record.statements)} {w['statements']}", f"{len(record.events)} {w['events']}",
        ]  # fmt: skip
        self.line((" · ".join(self.inline(f) for f in [*facts, record.engine, *counts] if f), "dim"))
        for note in document.notes:
            self.line((f"! {self.inline(note)}", "yellow"))

    def _rule(self, label: str) -> None:
        self.console.print()
        self.console.print(Rule(label, align=self.side, style="dim"))  # type: ignore[arg-type]

    def _statements(self, record: Record) -> None:
        self._rule(self.words["statements"])
        if not record.statements:
            self.line(self.words["no_statements"])
        depths = depths_of(record.statements)
        for number, s in enumerate(record.statements, 1):
            self._statement(record, number, s, 4 * min(depths[s.id], _DEEPEST))

    def _statement(self, record: Record, number: int, s: Statement, indent: int) -> None:
        arrow = " ← " if self.language == "ar" else " → "
        chain = arrow.join(self.link(record, one) for one in s.chain) or self.words["nobody"]
        about = f"{gloss.act_label(s.act, self.language)} · {self.words[s.directness]}"
        if s.target:
            about += f" · {self.words['target']} {self.inline(gloss.name(record, s.target, self.language))}"
        if s.confidence is not None:
            about += f" · {s.confidence:.2f}"
        self.numbered(number, (chain, "bold cyan"), (f"   {about}", "dim"), indent=indent)
        if s.cue:
            cue = (f"{self.words['cue']}: ", "dim"), (self.inline(s.cue.text), "yellow")
            self.line(*cue, (self._where(s), "dim"), indent=indent + 5)
        self.line(_clean(s.wording), indent=indent + 5)

    def _where(self, s: Statement) -> str:
        return f"   {self.words['setting']}: {self.inline(s.setting.text)}" if s.setting else ""

    def link(self, record: Record, one: Link) -> str:
        """A transmitter: its name in the labels' language, an unnamed one with the article's words."""
        name = gloss.link(record, one, self.language)
        if one.anonymous and self.language == "en" and one.anonymous.text not in name:
            return f"{self.inline(name)} ({self.inline(one.anonymous.text)})"
        return self.inline(name)

    def _events(self, record: Record) -> None:
        self._rule(self.words["events"])
        if not record.events:
            self.line(self.words["no_events"])
        for number, e in enumerate(record.events, 1):
            self._event(record, number, e)

    def _event(self, record: Record, number: int, e: Event) -> None:
        bare = gloss.event(record, e, self.language, timeless=True)
        kind = f"{e.type}/{e.mode}" if e.mode else e.type
        self.numbered(number, (self.inline(bare), "bold"), (f"   {kind}", "dim"))
        statuses = dict.fromkeys(r.status for r in e.reports)
        parts = [(gloss.status_label(s, self.language), _COLOUR[s]) for s in statuses]
        if e.time is not None:
            time = record.times[e.time]
            parts.append((self.inline(time.value or time.span.text), ""))
            due = last_day(time.value) if statuses.keys() & {"planned", "called_for"} else None
            if due:
                parts.append((f"{self.words['due']} {due.isoformat()}", "yellow"))
        triggers = dict.fromkeys(r.trigger.text for r in e.reports)
        parts.append(("، ".join(self.inline(t) for t in triggers), "dim"))
        separated = [piece for part in parts for piece in ((" · ", "dim"), part)][1:]
        self.line(*separated, indent=5)


def depths_of(statements: tuple[Statement, ...]) -> dict[str, int]:
    """How many statements each one stands in, by id; a circle or a gap in `within` counts as the top."""
    parents = {s.id: s.within for s in statements}
    depths: dict[str, int] = {}
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at in parents and at not in depths and at not in path:
            path.append(at)
            at = parents[at]
        depth = depths.get(at, -1) if at is not None else -1
        for id in reversed(path):
            depth += 1
            depths[id] = depth
    return depths


def _clean(text: str) -> str:
    return text.replace("\r", "").replace("\n", " ").translate(_CONTROLS)
