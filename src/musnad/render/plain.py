"""Outside text on a terminal: no control reaches it, and where Arabic and Latin meet each keeps its own direction."""

# FIRST STRONG ISOLATE, LEFT-TO-RIGHT ISOLATE, POP DIRECTIONAL ISOLATE (UAX #9)
_ISOLATE, _LEFT_TO_RIGHT, _POP = "\u2068", "\u2066", "\u2069"
_MARKS = dict.fromkeys(map(ord, (_ISOLATE, _LEFT_TO_RIGHT, _POP)))
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0xD800, 0xE000)), "�")
# Embeddings, overrides and isolates of a text would turn our labels round.
_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BREAKS = dict.fromkeys(map(ord, "\n\u2028\u2029"), " ")


def clean(text: str) -> str:
    """The text on one line, without escapes, other controls and embeddings or isolates of direction."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS | _CONTROLS | _DIRECTIONS)


def isolated(text: str) -> str:
    """The clean text in an isolate, where it holds more than ASCII."""
    made = clean(text)
    return made if made.isascii() else f"{_ISOLATE}{made}{_POP}"


def left_to_right(text: str) -> str:
    """Figures of ours in an isolate of their own direction: in Arabic a minus would go to the other side."""
    return f"{_LEFT_TO_RIGHT}{text}{_POP}"


def unmarked(line: str) -> str:
    """A line without the isolates that were put into it here: for files and pipes."""
    return line.translate(_MARKS)
