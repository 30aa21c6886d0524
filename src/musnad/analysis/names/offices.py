"""Titles and offices in the text with what they govern: وزير الخارجية الأميركي, المتحدث باسم الجيش التركي."""

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.analysis.names.found import Finds, Found
from musnad.analysis.names.lexicon import titles, words
from musnad.arabic import fold_text
from musnad.knowledge import Role

_FURTHEST = 10
_UNITED = dict.fromkeys(map(fold_text, ("الأممي", "الأممية", "أممي", "أممية")), "UNO")
_GOVERNING = "office_links"
_BODIES = frozenset({"GPE", "ORG", "FAC", "LOC"})


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens [first, last) with all that belongs to the title; `skip` letters of clitics stand before it.

    `country` comes from an adjective of nationality or from what the title governs, `body` is the key-less name that
    it governs.
    """

    first: int
    last: int
    skip: int
    role: Role
    country: str | None
    sector: str | None
    body: Found | None
    bare: int  # the token after the title alone


def offices(finds: Finds) -> list[Office]:
    """All titles of the article with their complements, by start."""
    page = finds.article.page
    folded = page.folded
    placed: dict[int, tuple[int, int, Role]] = {}
    for match in titles(finds.article.knowledge, folded.text):
        start, end = folded.original(match.start), folded.original(match.end)
        tokens = page.tokens_in(start, end)
        inside = finds.at.get(tokens.start)
        if inside is None or inside.proposal.start > start or inside.last < tokens.stop:
            skip = match.start - folded.folded(page.starts[tokens.start])
            placed[tokens.start] = (tokens.stop, skip, match.role)
    ends = {first: bare for first, (bare, skip, _) in placed.items() if not skip}
    return [_complete(finds, first, bare, skip, role, ends) for first, (bare, skip, role) in placed.items()]


def _complete(finds: Finds, first: int, bare: int, skip: int, role: Role, ends: dict[int, int]) -> Office:
    """Walk on from a title over adjectives and what it governs, a further title among it.

    A place after إلى or لدى is where somebody is sent, not whose office he holds.
    """
    forms = finds.article.page.forms
    at = last = bare
    country, body = _inside(finds, first, bare)
    sector = body.candidates[0].sector if body is not None and body.candidates else None
    sent = False
    while at < min(len(forms), bare + _FURTHEST):
        name = finds.at.get(at)
        if name is not None:
            if name.label not in _BODIES:
                break
            if name.candidates and not (sent and name.label == "GPE"):
                country = country or name.candidates[0].country
                if name.label == "ORG" and body is None:
                    sector = name.candidates[0].sector
            body = body or name
            at = last = name.last
        elif two := _two_words(finds, at):
            country = country or two
            at = last = at + 2
        elif nationality := finds.nationality(forms[at]) or _UNITED.get(forms[at]):
            country = country or nationality
            at = last = at + 1
        elif forms[at] in words("after_title"):
            at = last = at + 1
        elif at in ends and at > bare:
            at = last = ends[at]
        elif forms[at] in words(_GOVERNING):
            sent = sent or forms[at] in words("sent_to")
            at += 1
        elif at > bare and at + 1 in finds.at and finds.at[at + 1].label == "ORG" and forms[at] in words("part_of"):
            at += 1
        else:
            break
    return Office(first, last, skip, role, country, role.sector or sector, body, bare)


def _two_words(finds: Finds, at: int) -> str | None:
    """The country of an adjective of two words: الكوري الشمالي."""
    forms = finds.article.page.forms
    if at + 1 >= len(forms) or not forms[at + 1].startswith("ال") or not forms[at].startswith("ال"):
        return None
    return finds.article.knowledge.nationality(f"{forms[at]} {forms[at + 1]}")


def _inside(finds: Finds, first: int, last: int) -> tuple[str | None, Found | None]:
    """What a title of several words has in it: المتحدث باسم الكرملين."""
    for i in range(first + 1, last):
        name = finds.at.get(i)
        if name is not None and name.candidates:
            return name.candidates[0].country, name
    return None, None


def beside(finds: Finds, found: list[Office]) -> Iterator[tuple[Office, Found]]:
    """Each title with the person whose name stands right before or after it.

    A title that ends with باسم is somebody else's who speaks for the person named after it.
    """
    page = finds.article.page
    for office in found:
        at = office.last
        while at < min(len(page.forms), office.last + 2) and page.forms[at] in words("office_marks"):
            at += 1
        name = finds.at.get(at)
        governed = page.forms[office.last - 1] in words(_GOVERNING)
        if name is not None and name.label == "PER" and not governed and _one_line(finds, office.last - 1, at):
            yield office, name
            continue
        before = office.first - 1
        if before >= 0 and page.forms[before] in words("apposition_marks"):
            before -= 1
        person = _ending(finds, before)
        if person is not None and not office.skip and _one_line(finds, before, office.first):
            yield office, person


def _one_line(finds: Finds, first: int, last: int) -> bool:
    page = finds.article.page
    return "\n" not in page.text[page.ends[first] : page.starts[last]]


def _ending(finds: Finds, token: int) -> Found | None:
    """The person whose name ends with a token."""
    for first in range(token, max(-1, token - 8), -1):
        name = finds.at.get(first)
        if name is not None:
            return name if name.last == token + 1 and name.label == "PER" else None
    return None
