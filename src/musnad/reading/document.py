"""From a text and what is said about it to a Document; the one place where a text is refused for what it is."""

import re
from datetime import date

from musnad.errors import BadRow, EmptyInput, NotArabic
from musnad.reading import mojibake
from musnad.reading.letters import arabic_share
from musnad.record import Document, Origin

LEAST_ARABIC = 0.2  # of all letters; an Arabic article full of Latin names keeps above a half
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # what no UTF-8 has, and what PostgreSQL keeps in no text
_DATE = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?=$|[T\s])")
# Persian and Urdu: letters of their own, and hardly a word with the Arabic article.
_OTHER_LETTERS = re.compile("[پچژگٹڈڑںےہھ]")
_WORD = re.compile("[\u0620-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_ARTICLE = re.compile("[وفبك]?ا?ل[^\\W]{2}")
_SAMPLE = 20_000
_LEAST_WORDS, _LEAST_ARTICLES, _OTHER_SHARE = 30, 0.06, 0.02


def document(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    id: str | None = None,
    outlet: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    notes: tuple[str, ...] = (),
    origin: Origin | None = None,
) -> Document:
    """A document of a text; `title` is given where the headline comes apart from the body and is put before it.

    `published` is a date or begins with one in ISO 8601. Raises EmptyInput, NotArabic, or BadRow for a date that
    is none; `name` is what the error calls the input.
    """
    if title and title.strip():
        title = " ".join(title.split())
        text = f"{title}\n{text}" if text.strip() else title
    if not text.strip():
        raise EmptyInput(name, "nothing in it but space")
    text, more = _sound(text)
    _refuse_unless_arabic(text, name)
    return Document(
        text=text,
        id=_UNKEPT.sub("\ufffd", id) if id else id,
        outlet=_UNKEPT.sub("\ufffd", outlet) if outlet else None,
        published=day(published, name),
        title=text.lstrip().split("\n", 1)[0].strip(),
        url=_UNKEPT.sub("\ufffd", url) if url else None,
        notes=notes + more,
        origin=origin,
    )


def _sound(text: str) -> tuple[str, tuple[str, ...]]:
    undone = mojibake.undo(text)
    notes: tuple[str, ...] = ()
    if undone:
        text, note = undone
        notes = (note,)
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes += ("unpaired surrogates were kept as U+FFFD",)
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        notes += ("characters of no meaning (NUL) were kept as U+FFFD",)
    return text, notes


def _refuse_unless_arabic(text: str, name: str) -> None:
    share = arabic_share(text)
    if share < LEAST_ARABIC:
        raise NotArabic(name, f"{share:.0%} of its letters are Arabic", "only Arabic articles are read")
    words = _WORD.findall(text[:_SAMPLE])
    letters = sum(map(len, words))
    if len(words) < _LEAST_WORDS or not letters:
        return
    articles = sum(bool(_ARTICLE.match(w)) for w in words)
    others = sum(len(_OTHER_LETTERS.findall(w)) for w in words)
    if articles < _LEAST_ARTICLES * len(words) and others > _OTHER_SHARE * letters:
        raise NotArabic(name, "its words are those of Persian, Urdu or a neighbour", "only Arabic articles are read")


def day(value: str | date | None, name: str) -> date | None:
    """The day of a date or date and time in ISO 8601; raises BadRow, naming `name`, where it is none.

    Years that no newspaper has lived are refused too: relative times told from them would leave the calendar.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    match = _DATE.match(str(value))
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise BadRow(name, f"{str(value)[:40]!r} is no date of publication", "write it as YYYY-MM-DD")
    return found
