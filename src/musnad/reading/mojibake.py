"""Text that was already decoded wrongly when it was saved, and how to get it back without guessing.

Ù…ÙˆØ³ÙƒÙˆ is UTF-8 that somebody read as windows-1252, ظ…ظˆط³ظƒظˆ the same read as windows-1256, ãæÓßæ windows-1256
read as windows-1252. The way back is taken only where it is strict and ends in better Arabic, and it is noted.
"""

from musnad.reading.letters import arabic_share, strangeness

_STEPS = (
    ("utf-8", "windows-1252"),
    ("utf-8", "windows-1256"),
    ("windows-1256", "windows-1252"),
    ("iso-8859-6", "windows-1252"),
)
_SAMPLE = 600  # characters; enough to be sure, and little for every article to pay
_GAIN = 1.0  # nats a letter; the way back from a wrong reading gains more than 2
_SUSPECT = 4.2  # nats a letter; above it, text is not usual Arabic


def undo(text: str) -> tuple[str, str] | None:
    """The text as it was meant and a note of what was undone, or None where nothing was."""
    sample = text[:_SAMPLE]
    before = strangeness(sample) if arabic_share(sample) > 0.2 else float("inf")
    if before < _SUSPECT or sample.isascii():
        return None
    for right, wrong in _STEPS:
        meant = _back(text, right, wrong)
        after = strangeness(meant[:_SAMPLE]) if meant else before
        if meant and after < min(before - _GAIN, _SUSPECT) and arabic_share(meant[:_SAMPLE]) > 0.5:
            return meant, f"mojibake undone: {right} that had been read as {wrong}"
    return None


def _back(text: str, right: str, wrong: str) -> str | None:
    try:
        return _bytes_of(text, wrong).decode(right)
    except UnicodeError:
        return None


def _bytes_of(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:  # bytes without a character of their own are kept as controls of the same number
        return b"".join(bytes([ord(c)]) if "\x80" <= c < "\xa0" else c.encode(encoding) for c in text)
