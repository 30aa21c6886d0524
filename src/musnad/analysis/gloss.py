"""A statement or event in one plain line, English or Arabic, built from the structure alone.

"A security source announced, via Sputnik: visit by Ali Mamlouk to Moscow, 2016-W36 (planned)". Nothing is
translated by machine: names come from the record's entities, types and acts from tables, the words for an unnamed
source from a short word list or, failing that, as the article has them. Content is not glossed, the events in it are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from musnad.analysis.gloss_arabic import all_with_preposition, genitive, uncased, without_to
from musnad.arabic import fold_text
from musnad.datafiles import read_table
from musnad.record import Event, Link, Participant, Record, Statement, Status

Language = Literal["en", "ar"]
_TOGETHER = ("AGREE", "CONSULT", "COOPERATE")  # done by several, one with the other
_PEOPLES = ("ORG", "NORP")
_LENGTH = re.compile(r"P(T?)(\d+|X)(DE|CE|[YMWDHS])")
_UNITS = {
    "CE": "century",
    "DE": "decade",
    "Y": "year",
    "M": "month",
    "W": "week",
    "D": "day",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}
Inside = tuple[Event, list[Status]]  # an event in a content, and what is said there of whether it happened
_MOST_EVENTS = 3  # in the gloss of one statement
_NOBODY = {"en": "an unnamed source", "ar": "مصدر لم يُسمَّ"}
_QUOTED = {"direct": "quoted", "mixed": "partly quoted", "indirect": ""}


def glossed(record: Record) -> Record:
    """The record with the `english` of every statement and event filled in."""
    inside = events_by_statement(record)
    return replace(
        record,
        statements=tuple(
            replace(s, english=statement(record, s, inside=inside.get(s.id, ()))) for s in record.statements
        ),
        events=tuple(replace(e, english=event(record, e)) for e in record.events),
    )


def events_by_statement(record: Record) -> dict[str, list[Inside]]:
    """The events that are reported in the content of each statement, with their statuses there, by its id."""
    found: dict[str, dict[str, tuple[Event, list[Status]]]] = {}
    for one in record.events:
        for report in one.reports:
            if report.statement:
                within = found.setdefault(report.statement, {})
                within.setdefault(one.id, (one, []))[1].append(report.status)
    return {said: list(within.values()) for said, within in found.items()}


def statement(
    record: Record, s: Statement, language: Language = "en", *, inside: Sequence[Inside] | None = None
) -> str:
    """Who said, reported, denied … and through whom; then the events that the content holds.

    `inside` are those events, where the caller has looked them up for all statements at once.
    """
    inside = events_by_statement(record).get(s.id, ()) if inside is None else inside
    *media, last = [_behind(record, one, link(record, one, language), language) for one in s.chain] or [
        _NOBODY[language]
    ]
    act = act_label(s.act, language)
    if language == "en":
        towards = _acts()[s.act]["towards"]
        act = towards.format(target=name(record, s.target, "en")) if s.target else act
        via = "".join(f", via {medium}" for medium in reversed(media))
        quoted = f" ({_QUOTED[s.directness]})" if _QUOTED[s.directness] else ""
        said = f"{last} {act}{via}{quoted}"
    else:
        target = f" بشأن {name(record, s.target, 'ar')}" if s.target else ""
        said = f"{act} من {last}{target}" + "".join(f"، عبر {medium}" for medium in reversed(media))
    glosses = [event(record, e, language, statuses=there) for e, there in inside[:_MOST_EVENTS]]
    more = ["…"] if len(inside) > _MOST_EVENTS else []
    between = "; " if language == "en" else "؛ "
    return _sentence(said + (": " + between.join(glosses + more) if glosses else ""))


def event(
    record: Record,
    e: Event,
    language: Language = "en",
    *,
    statuses: Sequence[Status] | None = None,
    timeless: bool = False,
) -> str:
    """What is done by whom to whom, where, when and its status; only `statuses`, where they are given.

    `timeless` leaves out time and status, for tables that have columns for them.
    """
    row = _events().get((e.type, e.mode or "")) or _events()[e.type, ""]
    actors = _list(_behind(record, p, participant(record, p, language), language) for p in e.actors)
    recipients = _list(_behind(record, p, participant(record, p, language), language) for p in e.recipients)
    place = name(record, e.place, language) if e.place else ""
    place = "" if place in actors or place in recipients else place
    time = _time(record, e.time, language)
    together = len(actors) > 1 and not recipients and e.type in _TOGETHER and row["english_before"] == "with"
    words = (_arabic if language == "ar" else _english)(row, actors, recipients, together, place)
    if timeless:
        return words
    comma = ", " if language == "en" else "، "
    slash = ", then " if language == "en" else " ثم "
    told = dict.fromkeys(statuses if statuses is not None else (r.status for r in e.reports))
    told.pop("occurred", None)
    status = f" ({slash.join(status_label(s, language) for s in told)})" if told else ""
    return words + (comma + time if time else "") + status


def _english(row: dict[str, str], actors: list[str], recipients: list[str], together: bool, place: str) -> str:
    done = f" {'between' if together else 'by'} {_and(actors, 'en')}" if actors else ""
    suffered = f" {row['english_before']} {_and(recipients, 'en')}" if recipients else ""
    return row["english"] + done + suffered + (f" in {place}" if place else "")


def _arabic(row: dict[str, str], actors: list[str], recipients: list[str], together: bool, place: str) -> str:
    """One noun takes who does it behind itself (هجوم الجيش), several words cannot (غارة جوية من جانب الجيش)."""
    by = "بين " if together else "من جانب " if " " in row["arabic"] else ""
    done = f" {by}{_and(actors, 'ar')}" if actors else ""
    suffered = f" {all_with_preposition(row['arabic_before'], recipients)}" if recipients else ""
    return row["arabic"] + done + suffered + (f" في {place}" if place else "")


def link(record: Record, one: Link, language: Language = "en") -> str:
    """A transmitter by name, or an unnamed one in words."""
    if one.entity is not None:
        return name(record, one.entity, language)
    words = one.anonymous.text if one.anonymous else ""
    if language == "ar":
        return words
    if not one.for_:
        return source_words(words)
    noun = source_words(words.split()[0])
    whom = name(record, one.for_)
    return f"“{words}” (for {whom})" if noun.startswith("“") else f"{noun} for {whom}"


def participant(record: Record, one: Participant, language: Language = "en") -> str:
    """Somebody in an event by name, or in the article's words."""
    if one.entity is not None:
        return name(record, one.entity, language)
    words = without_to(one.span.text) if one.span else ""
    return source_words(words) if language == "en" else words


def name(record: Record, key: str | None, language: Language = "en") -> str:
    """An entity's name in a language, or its key where the record does not know it."""
    entity = record.entities.get(key or "")
    if entity is None:
        return key or ""
    return (entity.name_en or entity.romanised or entity.name_ar) if language == "en" else entity.name_ar


def _behind(record: Record, one: Link | Participant, words: str, language: Language) -> str:
    """What somebody is called, as it stands behind a noun or a preposition, as all do in an Arabic gloss."""
    if language == "en":
        return words
    entity = record.entities.get(one.entity or "")
    if entity is None:
        return uncased(words)
    return genitive(words) if entity.type in _PEOPLES else words


def act_label(act: str, language: Language = "en") -> str:
    """What an originator did: a verb in English, a noun in Arabic."""
    return _acts()[act]["english" if language == "en" else "arabic"]


def status_label(status: str, language: Language = "en") -> str:
    """A status in a word or two."""
    return _statuses()[status]["english" if language == "en" else "arabic"]


def type_label(type_: str, mode: str | None = None, language: Language = "en") -> str:
    """A PLOVER type and mode as a noun."""
    row = _events().get((type_, mode or "")) or _events()[type_, ""]
    return row["english" if language == "en" else "arabic"]


def source_words(words: str) -> str:
    """An unnamed source in English where every word of it is in the word list, else as it stands, quoted."""
    tokens = words.split()
    nouns, adjectives = _source_words()
    first = fold_text(tokens[0]) if tokens else ""
    definite = first not in nouns and first.startswith("ال")
    noun = nouns.get(first.removeprefix("ال") if definite else first)
    rest = [adjectives.get(fold_text(t).removeprefix("ال")) for t in tokens[1:]]
    if noun is None or None in rest:
        return f"“{words}”"
    english, many = noun
    phrase = " ".join([*(r for r in reversed(rest) if r), english])
    article = "the " if definite else "" if many else "an " if phrase[0] in "aeioAEIO" else "a "
    return article + phrase


def _time(record: Record, index: int | None, language: Language) -> str:
    """When, as the article words it or as the value says; vague ones have no value worth a word."""
    if index is None:
        return ""
    time = record.times[index]
    if language == "ar":
        return time.span.text
    if time.value is None or time.value.endswith("_REF"):
        return ""
    length = _LENGTH.fullmatch(time.value)
    return _length(*length.groups()) if length else time.value


def _length(clock: str, number: str, unit: str) -> str:
    """A length in words: P3Y is for 3 years, PXY for years."""
    one = _UNITS[clock + unit]
    many = one.removesuffix("y") + ("ies" if one.endswith("y") else "s")
    return f"for {many}" if number == "X" else f"for {number} {one if number == '1' else many}"


def _list(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _and(words: Sequence[str], language: Language) -> str:
    *most, last = words
    if not most:
        return last
    return f"{', '.join(most)} and {last}" if language == "en" else " و".join(words)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


@cache
def _acts() -> dict[str, dict[str, str]]:
    return {row["act"]: row for row in read_table("analysis/data/gloss_acts.tsv")}


@cache
def _events() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["type"], row["mode"]): row for row in read_table("analysis/data/gloss_events.tsv")}


@cache
def _statuses() -> dict[str, dict[str, str]]:
    return {row["status"]: row for row in read_table("analysis/data/gloss_statuses.tsv")}


@cache
def _source_words() -> tuple[dict[str, tuple[str, bool]], dict[str, str]]:
    """Nouns (English, whether many) and adjectives by folded form without the article."""
    nouns: dict[str, tuple[str, bool]] = {}
    adjectives: dict[str, str] = {}
    for row in read_table("analysis/data/gloss_sources.tsv"):
        for form in map(fold_text, row["forms"].split("|")):
            if row["kind"] == "adjective":
                adjectives |= dict.fromkeys((form, f"{form}ه", f"{form}ون", f"{form}ين", f"{form}ا"), row["english"])
            else:
                nouns[form] = nouns[form + "ا"] = (row["english"], row["kind"] == "many")
    return nouns, adjectives
