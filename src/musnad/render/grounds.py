"""What a statement or an event stands on, told in English or Arabic.

A reason names its rule (rules.tsv) and notes what the rule saw: a form of a cue, clues of a status (clues.tsv), the
keys of a chain. Here that note becomes words; what no table knows is the article's own and stays as it is.
"""

import re
from functools import cache

from musnad.analysis import gloss
from musnad.datafiles import rows
from musnad.record import ACTS, EVENT_TYPES, STATUSES, Event, Reason, Record, Statement
from musnad.render.words import LANGUAGES, Language, listed, sentence

_CHAIN = " > "
Grounds = dict[str, dict[str, list[tuple[str, str]]]]


def grounds(record: Record) -> Grounds:
    """What each statement and event stands on, by language and id, in the order of its `why`."""
    made: list[Statement | Event] = [*record.statements, *record.events]
    return {one: {item.id: [told(record, reason, one) for reason in item.why] for item in made} for one in LANGUAGES}


def told(record: Record, reason: Reason, language: Language) -> tuple[str, str]:
    """What the rule means, and what it saw in this article ("" where it notes nothing)."""
    return sentence(reason.by, language), noted(record, reason, language)


def noted(record: Record, reason: Reason, language: Language) -> str:
    """The note of a reason in words."""
    if not reason.note:
        return ""
    if reason.by.endswith(":trigger"):
        type_, _, forms = reason.note.partition(" ")
        return listed(filter(None, (clue(type_, language), forms.partition(";")[0])), language)
    if reason.by == "grammar:status":
        status, _, clues = reason.note.partition(": ")
        return f"{clue(status, language)}: {listed((clue(one, language) for one in clues.split('; ')), language)}"
    if reason.by.startswith("grammar:source"):
        arrow = " ← " if language == "ar" else " → "
        return arrow.join(gloss.name(record, key, language) for key in reason.note.split(_CHAIN))
    return listed((clue(one, language) for one in reason.note.split(", ")), language)


def clue(seen: str, language: Language) -> str:
    """One clue in words; what stands for a star in its row is told in turn."""
    exact, patterns = _clues(language)
    if seen in exact:
        return exact[seen]
    for pattern, words in patterns:
        if found := pattern.fullmatch(seen):
            return words.format(*(clue(part, language) for part in found.groups()))
    return seen


@cache
def _clues(language: Language) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Clues told as they stand, and those with a star: first those that begin with words, the longest first."""
    header, *body = rows("render/clues.tsv")
    column = header.index(language)
    exact = {row[0]: row[column] for row in body if "*" not in row[0]}
    exact |= {status: gloss.status_label(status, language) for status in STATUSES}
    exact |= {act: gloss.act_label(act, language) for act in ACTS}
    exact |= {type_: gloss.type_label(type_, None, language) for type_ in EVENT_TYPES}
    starred = sorted((row for row in body if "*" in row[0]), key=lambda row: (row[0][0] == "*", -len(row[0])))
    return exact, [(re.compile(re.escape(row[0]).replace(r"\*", "(.+)")), row[column]) for row in starred]
