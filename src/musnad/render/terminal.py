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
from musnad.record import Event, Record, Statement
from musnad.render.chains import chain
from musnad.render.dates import last_day, shown
from musnad.render.plain import clean, isolated, unmarked
from musnad.render.words import Language, words

_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"
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
        marked = isolated(text)
        return marked if self.console.is_terminal else unmarked(marked)

    def _head(self, record: Record) -> None:
        document, w = record.document, self.words
        self.line((clean(record.document.headline), "bold"))
        facts = [document.id, document.outlet, document.published.isoformat() if document.published else w["undated"]]
        counts = [
            f"{w['names']}: {len(record.entities)}", f"{w['times']}: {len(record.times)}",
            f"{w['statements']}: {len(record.statements)}", f"{w['events']}: {len(record.events)}",
        ]  # fmt: skip
        for facts_of in ([*facts, record.engine], counts):
            self.line((" · ".join(self.inline(f) for f in facts_of if f), "dim"))
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
        about = f"{gloss.act_label(s.act, self.language)} · {self.words[s.directness]}"
        if s.target:
            about += f" · {self.words['target']} {self.inline(gloss.name(record, s.target, self.language))}"
        if s.confidence is not None:
            about += f" · {self.words['confidence'].lower()} {s.confidence:.2f}"
        said_by = chain(record, s, self.language, self.inline)
        self.numbered(number, (said_by, "bold cyan"), (f"   {about}", "dim"), indent=indent)
        if s.cue:
            cue = (f"{self.words['cue']}: ", "dim"), (self.inline(s.cue.text), "yellow")
            self.line(*cue, (self._where(s), "dim"), indent=indent + 5)
        self.line(clean(s.wording), indent=indent + 5)

    def _where(self, s: Statement) -> str:
        return f"   {self.words['setting']}: {self.inline(s.setting.text)}" if s.setting else ""

    def _events(self, record: Record) -> None:
        self._rule(self.words["events"])
        if not record.events:
            self.line(self.words["no_events"])
        for number, e in enumerate(record.events, 1):
            self._event(record, number, e)

    def _event(self, record: Record, number: int, e: Event) -> None:
        bare = gloss.event(record, e, self.language, timeless=True)
        kind = gloss.type_label(e.type, None, self.language)
        self.numbered(number, (self.inline(bare), "bold"), (f"   {kind}", "dim"))
        statuses = dict.fromkeys(r.status for r in e.reports)
        parts = [(gloss.status_label(s, self.language), _COLOUR[s]) for s in statuses]
        if e.time is not None:
            time = record.times[e.time]
            parts.append((self.inline(shown(time)), ""))
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
