"""A made-up article and its record, with one of everything a record can hold."""

from typing import Any

TEXT = (
    "وزير الزراعة يزور الرباط الأسبوع المقبل\n"
    "قالت وكالة الواحة إن مصدراً مطلعاً أكد أن «الوزير سمير الحلواني سيزور الرباط الأسبوع المقبل». "
    "ونفى الحلواني وقوع هجوم في وجدة، واتهم حزب النخلة بـ«نشر الشائعات».\n"
    "وقال لصحفيين إن «الزيارة ستتم»."
)


def span(words: str, n: int = 1) -> dict[str, Any]:
    """The n-th place where `words` stand in the text."""
    start = -1
    for _ in range(n):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def _entities() -> dict[str, Any]:
    place = {"latitude": 34.02, "longitude": -6.84, "precision": "city", "admin1": "Rabat-Salé-Kénitra"}
    return {
        "waha": {
            "type": "ORG", "name_ar": "وكالة الواحة", "name_en": "Al-Waha", "mentions": [span("الواحة")],
            "country": "MAR", "sector": "MED", "kind": "agency",
        },
        "halwani": {
            "type": "PER", "name_ar": "سمير الحلواني", "name_en": "Samir al-Halwani", "country": "MAR", "sector": "GOV",
            "mentions": [span("سمير الحلواني"), span("الحلواني", 2)],
            "roles": [{"title": "الوزير", "span": span("الوزير")}], "romanised": "samir al-halwani",
        },
        "rabat": {
            "type": "GPE", "name_ar": "الرباط", "name_en": "Rabat", "country": "MAR", "geonames": 2538475,
            "mentions": [span("الرباط"), span("الرباط", 2)], "place": place,
        },
        "oujda": {"type": "GPE", "name_ar": "وجدة", "name_en": "Oujda", "country": "MAR", "mentions": [span("وجدة")]},
        "nakhla": {
            "type": "ORG", "name_ar": "حزب النخلة", "name_en": "Palm Party", "mentions": [span("حزب النخلة")],
            "abstained": [{"field": "country", "reason": "two parties of this name are known"}],
        },
    }  # fmt: skip


def _statements() -> list[dict[str, Any]]:
    said = "الوزير سمير الحلواني سيزور الرباط الأسبوع المقبل"
    return [
        {
            "id": "s1", "cue": span("قالت"), "source": span("وكالة الواحة"), "act": "report", "directness": "mixed",
            "chain": [{"entity": "waha", "kind": "agency"}],
            "content": [span(f"مصدراً مطلعاً أكد أن «{said}»")],
            "confidence": 0.9, "why": [{"by": "grammar:verb-subject-anna", "score": 0.9, "note": "قالت … إن"}],
        },
        {
            "id": "s2", "cue": span("أكد"), "source": span("مصدراً مطلعاً"), "act": "affirm", "directness": "direct",
            "chain": [
                {"entity": "waha", "kind": "agency"}, {"anonymous": span("مصدراً مطلعاً"), "kind": "anonymous"},
            ],
            "content": [span(said)], "within": "s1", "confidence": 0.8,
        },
        {
            "id": "s3", "cue": span("نفى"), "source": span("الحلواني", 2), "act": "deny", "directness": "indirect",
            "chain": [{"entity": "halwani", "kind": "person"}], "content": [span("وقوع هجوم في وجدة")],
        },
        {
            "id": "s4", "cue": span("اتهم"), "source": None, "act": "accuse", "directness": "direct",
            "chain": [{"entity": "halwani", "kind": "person"}], "content": [span("نشر الشائعات")], "target": "nakhla",
        },
        {
            "id": "s5", "cue": span("قال", 2), "source": None, "act": "say", "directness": "direct",
            "chain": [{"entity": "halwani", "kind": "person"}], "content": [span("الزيارة ستتم")],
            "addressee": {"span": span("صحفيين")},
            "abstained": [{"field": "setting", "reason": "nothing says where"}],
        },
    ]  # fmt: skip


def small_json() -> dict[str, Any]:
    """The record as JSON values."""
    week = {"type": "DATE", "value": "2019-W20"}
    return {
        "schema": "musnad/1", "id": "small", "outlet": "الصباح", "published": "2019-05-07",
        "title": "وزير الزراعة يزور الرباط الأسبوع المقبل", "text": TEXT,
        "entities": _entities(),
        "times": [week | {"span": span("الأسبوع المقبل")}, week | {"span": span("الأسبوع المقبل", 2)}],
        "statements": _statements(),
        "events": [
            {
                "id": "e1", "type": "CONSULT", "mode": "visit", "actors": [{"entity": "halwani"}],
                "recipients": [], "place": "rabat", "time": 0,
                "reports": [
                    {"trigger": span("يزور"), "status": "planned"},
                    {"trigger": span("سيزور"), "status": "planned", "statement": "s2"},
                    {"trigger": span("الزيارة"), "status": "planned", "statement": "s5"},
                ],
                "confidence": 0.7, "why": [{"by": "grammar:trigger", "score": 0.7}],
            },
            {
                "id": "e2", "type": "ASSAULT", "actors": [], "recipients": [], "place": "oujda",
                "reports": [{"trigger": span("هجوم"), "status": "denied", "statement": "s3"}],
                "abstained": [{"field": "actors", "reason": "nobody is named"}],
            },
        ],
    }  # fmt: skip
