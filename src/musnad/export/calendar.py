"""Due days of plans as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from musnad.corroboration.followups import FollowUp

_LONGEST = 73  # octets of a line before it is folded, its line end not counted


def ics(plans: Iterable[FollowUp]) -> str:
    """One all-day event a plan that has due days; its state and history stand in the description."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//musnad//follow-ups//EN", "CALSCALE:GREGORIAN"]
    for plan in plans:
        if plan.due is None:
            continue
        told = "\n".join(f"{s.published} {s.outlet or ''}: {s.status} ({s.trigger})" for s in plan.history)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{plan.cluster}@musnad",
            f"DTSTAMP:{plan.history[-1].published:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{plan.due[0]:%Y%m%d}",
            f"DTEND;VALUE=DATE:{plan.due[1] + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{plan.type}: {plan.title} [{plan.state}]')}",
            f"DESCRIPTION:{_escaped(told)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 octets, continued on the next after a space; no letter is cut in two."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
