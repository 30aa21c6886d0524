"""Dates of publication as pages and feeds write them: ISO 8601, RFC 822, and in Arabic words."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

from musnad.arabic import fold_text
from musnad.arabic.months import months, valid

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)(?:\s*/\s*[^\W\d_]+(?:\s+[^\W\d_]+)?)?\s*,?\s+(\d{4})")


def day_of(text: str | None) -> date | None:
    """The day a string names, or None.

    2016-09-01T…; Thu, 01 Sep 2016 …; 1/9/2016 (the day first); الخميس, 01 سبتمبر 2016.
    """
    if not text:
        return None
    folded = fold_text(text.strip().replace("،", ","))
    if found := _ISO.search(folded):
        return valid(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDS.search(folded):
        name = found[2]
        month = months().get(name) or months().get(name.split()[0])
        if month:
            return valid(int(found[3]), month, int(found[1]))
    if found := _SLASHED.search(folded):
        return valid(int(found[3]), int(found[2]), int(found[1]))
    try:
        return parsedate_to_datetime(text.strip()).date()
    except (ValueError, TypeError, IndexError):
        return None
