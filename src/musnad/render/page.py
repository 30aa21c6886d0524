"""A record as one self-contained HTML file: the article, its statements with their chains, its events.

Template, style and script are files beside this one. The record goes in as JSON, and the script writes every field
as text; the content security policy lets nothing run but that script and nothing load from anywhere.
"""

import json
from html import escape
from typing import Any

from musnad.analysis import gloss
from musnad.record import ACTS, EVENT_TYPES, STATUSES, Entity, Event, Link, Record, Statement, Time, to_json
from musnad.render.dates import last_day
from musnad.render.grounds import grounds
from musnad.render.template import digest, filled, part
from musnad.render.words import LANGUAGES, Language, ground, words

# Inside a script element these end it or confuse old parsers; in JSON all of them can be written as escapes.
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def html(record: Record, language: Language = "en") -> str:
    """The page of a record, its labels at first in `language`; a button changes them."""
    style, script = part("page.css"), part("page.js")
    values = {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "policy": f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; base-uri 'none'; "
        "form-action 'none'",
        "title": escape(record.document.headline),
        "no_script": escape(words(language)["no_script"]),
        "text": escape(record.document.text),
        "style": style,
        "script": script,
        "data": json.dumps(_data(record, language), ensure_ascii=False).translate(_ESCAPES),
    }
    return filled("page.html", values)


def _data(record: Record, language: Language) -> dict[str, Any]:
    inside = gloss.events_by_statement(record)
    return {
        "record": to_json(record),
        "language": language,
        "words": {one: words(one) | _labels(one) | _open(record, one) for one in LANGUAGES},
        "gloss": {one: _glosses(record, inside, one) for one in LANGUAGES},
        "links": {
            one: {s.id: [_in_words(record, link, one) for link in s.chain] for s in record.statements}
            for one in LANGUAGES
        },
        "why": grounds(record),
        "due": [day.isoformat() if (day := last_day(time.value)) else None for time in record.times],
    }


def _glosses(record: Record, inside: dict[str, list[gloss.Inside]], language: Language) -> dict[str, dict[str, str]]:
    return {
        "statements": {
            s.id: gloss.statement(record, s, language, inside=inside.get(s.id, ())) for s in record.statements
        },
        "events": {e.id: gloss.event(record, e, language, timeless=True) for e in record.events},
    }


def _in_words(record: Record, one: Link, language: Language) -> str | None:
    """An unnamed transmitter in the labels' language, where that says more than the article's words beside it."""
    said = gloss.link(record, one, language)
    return said if one.anonymous and not one.for_ and one.anonymous.text not in said else None


def _labels(language: Language) -> dict[str, str]:
    """Labels of acts, statuses and event types, under keys that no other label has."""
    return (
        {f"act:{act}": gloss.act_label(act, language) for act in ACTS}
        | {f"status:{status}": gloss.status_label(status, language) for status in STATUSES}
        | {f"type:{type_}": gloss.type_label(type_, None, language) for type_ in EVENT_TYPES}
    )


def _open(record: Record, language: Language) -> dict[str, str]:
    """What this record leaves open, in words, under keys that no other label has."""
    parts: list[Statement | Event | Time | Entity] = [
        *record.statements,
        *record.events,
        *record.times,
        *record.entities.values(),
    ]
    reasons = dict.fromkeys(a.reason for item in parts for a in item.abstained)
    return {f"reason:{reason}": ground(reason, language) for reason in reasons}
