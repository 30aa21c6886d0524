"""Bytes to text: what is declared, what a byte order mark says, what the bytes themselves show; or a refusal."""

import codecs
import re
from dataclasses import dataclass

from musnad.errors import NotText
from musnad.reading.letters import LETTERS, strangeness

# Encodings of one byte a letter in which Arabic is still met. mac-arabic is ISO-8859-6 with «, »
# and a space of its own at the place of the no-break space.
LEGACY = ("windows-1256", "iso-8859-6", "cp720", "mac-arabic")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The high bytes of UTF-16 Arabic news: Latin, Arabic, punctuation, presentation forms.
_HIGH = frozenset(b"\x00\x06\x20\xfb\xfc\xfd\xfe")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 1 << 16  # bytes from the start and the middle that decide; all of them are then decoded

# Chosen on 80-character cuts of news re-encoded (`python benchmarks/encodings.py`): right readings lie at 2.1–3.6
# nats a letter, wrong ones above 4.5; two readings nearer than the margin are refused. UTF-8 holds with up to one
# stray byte in five.
MOST_STRANGE = 4.2
LEAST_MARGIN = 6.0  # nats over the whole sample
AS_WELL = 0.2
_STRAY = 0.2
MEND = "say which with --encoding"
_OFFICE = b"\xd0\xcf\x11\xe0"  # what Office wrote before its files were ZIP


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read in, and what had to be decided on the way."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Read bytes as text: by a byte order mark, else the patterns of UTF-16 and UTF-8, else by letter statistics.

    `declared` comes from a header or a meta element and is overruled, with a note, where the bytes belie it. Raises
    NotText, naming `name`, for binary content and where no encoding or more than one explains the bytes.
    """
    if data.startswith(b"%PDF-"):
        raise NotText(name, "a PDF, not text", "save it as plain text or HTML")
    if data.startswith(_OFFICE):
        raise NotText(name, "an office document", "save it as plain text or HTML")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_declared(_replacing(data[len(mark) :], encoding), declared)
    wide = wide_encoding(data)
    if wide:
        return _with_declared(_replacing(data, wide), declared)
    sample = _sample(data)
    if len(_CONTROL.findall(sample)) > len(sample) // 100:
        raise NotText(name, "binary content, not text", "give plain text, JSONL or HTML")
    as_utf8 = _utf8(data, sample)
    if as_utf8:
        return _with_declared(as_utf8, declared)
    encoding = _legacy(sample, name, declared)
    return _with_declared(_replacing(data, encoding), declared)


def decode_as(data: bytes, encoding: str, name: str) -> Decoded:
    """Read bytes in the encoding that the caller insists on; bytes it does not know become U+FFFD and are noted."""
    known = _known(encoding)
    if known is None:
        raise NotText(name, f"no encoding of text is called {encoding!r}", "windows-1256, for instance")
    return _replacing(data, known)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is one of the few high bytes of Arabic text."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        usual = sum(b in _HIGH for b in high)
        if usual >= 0.95 * len(high) and usual > sum(b in _HIGH for b in low) and {0, 6} & set(high):
            return encoding
    return None


def narrow(start: bytes) -> bytes:
    """The first bytes of an input as UTF-8 where they are UTF-16, so that its marks can be looked for in them."""
    marks = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    encoding = marks.get(start[:2]) or wide_encoding(start)
    return start.decode(encoding, "ignore").encode() if encoding else start


def _sample(data: bytes) -> bytes:
    if len(data) <= 2 * _SAMPLE:
        return data
    middle = len(data) // 2
    return data[:_SAMPLE] + data[middle : middle + _SAMPLE]


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, (f"bytes that {encoding} does not know were kept as U+FFFD",))


def _utf8(data: bytes, sample: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    sound = _MULTIBYTE.findall(sample)
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    stray = high - sum(map(len, sound))
    if not sound or stray > _STRAY * len(sound):
        return None
    return _replacing(data, "utf-8")


def _legacy(sample: bytes, name: str, declared: str | None) -> str:
    """The encoding of one byte a letter under which the sample reads most like Arabic.

    The declared one wins where it reads as well as the best.
    """
    candidates = ["mac-arabic"] if _mac_spaces(sample) else []
    declared = _known(declared) if declared else None
    candidates += [*([declared] if declared else []), *LEGACY]
    readings = {encoding: sample.decode(encoding, "replace") for encoding in candidates}
    scores = {encoding: strangeness(text) for encoding, text in readings.items()}
    best, *others = sorted(scores, key=scores.__getitem__)  # a stable sort: the more usual encoding first
    if declared in scores and scores[declared] < min(scores[best] + AS_WELL, MOST_STRANGE):
        return declared
    if scores[best] > MOST_STRANGE or not any(c in LETTERS for c in readings[best]):
        raise NotText(name, "no known encoding makes Arabic of its bytes", MEND)
    letters = sum(c > "\x7f" for c in readings[best])
    for other in others:
        near = (scores[other] - scores[best]) * letters < LEAST_MARGIN
        if near and _visible(readings[other]) != _visible(readings[best]):
            raise NotText(name, f"its bytes could be {best} or {other}", MEND)
    return best


def _mac_spaces(sample: bytes) -> bool:
    """Whether spaces stand where only mac-arabic has them; letters alone do not tell it from ISO-8859-6."""
    return sample.count(b"\xa0") > sample.count(b" ")


def _visible(text: str) -> str:
    return text.replace("\xa0", " ")


def _known(encoding: str) -> str | None:
    """The name by which an encoding of text is known here; pages also write x-mac-arabic. None for all else."""
    for name in (encoding, encoding.lower().removeprefix("x-")):
        try:
            b"\xe9".decode(name, "replace")
        except (LookupError, ValueError):  # no codec, none of text, or one that only knows names of hosts
            continue
        return name
    return None


def _with_declared(decoded: Decoded, declared: str | None) -> Decoded:
    if not declared or _same(declared, decoded.encoding):
        return decoded
    note = f"declared as {declared[:40]}, but its bytes are {decoded.encoding}"
    return Decoded(decoded.text, decoded.encoding, (*decoded.notes, note))


def _same(a: str, b: str) -> bool:
    declared, found = _known(a), codecs.lookup(b).name
    return declared is not None and codecs.lookup(declared).name in (
        found,
        found.removesuffix("-le").removesuffix("-be"),
    )
