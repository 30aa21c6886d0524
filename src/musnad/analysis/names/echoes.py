"""Short names of somebody whom the same article names in full: surnames, and doubtful names of the tables."""

import re

from rapidfuzz import fuzz

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import CLOSING, COMMON, GIVEN, MEDIUM, OPENING, SPEECH, UNKNOWN, named_beside, words
from musnad.analysis.proposals import Proposal
from musnad.arabic import fold_text
from musnad.knowledge import Entry

MINISTRY = fold_text("وزارة")
_LEAST_FULL = 0.5
_LONG = 5  # letters
_ALIKE = 85  # per cent of letters in common between two spellings of one surname
_MOST = 50  # surnames that are compared, so that no list of names costs its square
_HAMZAS = "أإآؤئ"
_NISBA = re.compile(r"ال\w{2,}(?:ي|يه)")  # folded
_OPENING = frozenset("\"«“'(")


def echoes(ground: Ground, full: list[Proposal]) -> list[Proposal]:
    """Surnames, and given names that stand alone, of the persons among `full`."""
    shorts = _shorts(ground, full)
    surnames = [
        (sequence[0], key)
        for group in shorts.values()
        for sequence, key, given in group
        if len(sequence) == 1 and not given and len(sequence[0]) >= _LONG
    ][:_MOST]
    found = []
    known = shorts.keys()
    for at, traits in enumerate(ground.traits if shorts else ()):
        if at in ground.covered or (traits.like != UNKNOWN and known.isdisjoint(traits.words)):
            continue
        for skip, word in traits.readings:
            made = None
            if word in shorts:
                made = next((p for short in shorts[word] if (p := _echo(ground, at, skip, short))), None)
            if made is None and not skip and traits.like == UNKNOWN:
                made = _misspelt(ground, at, surnames)
            if made is not None:
                found.append(made)
                break
    return found


def _misspelt(ground: Ground, at: int, surnames: list[tuple[str, str]]) -> Proposal | None:
    """A word that no list has, one or two letters away from a surname: غيراشتشنكو for غيراشتشينكو."""
    form = ground.forms[at]
    for surname, key in surnames if len(form) >= _LONG else ():
        if surname[0] == form[0] and fuzz.ratio(surname, form) >= _ALIKE:
            return ground.proposal(at, 0, at + 1, "PER", 0.7, "misspelt", key)
    return None


def _shorts(ground: Ground, full: list[Proposal]) -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """First word of every short name → its (words, key of the person, whether it is a given name), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for p in full:
        if p.label != "PER" or p.score < _LEAST_FULL:
            continue
        parts = parts_of(ground.page.folded.text, ground.page.folded.folded(p.start), ground.page.folded.folded(p.end))
        if len(parts) < 2:
            continue
        key = p.feature("key") or ""
        surname = tuple(parts[-1].split())
        shorts = [(surname, key, False)]
        if len(parts) > 2:
            shorts.append((tuple((parts[-2] + " " + parts[-1]).split()), key, False))
        if surname[0].startswith("ال") and len(surname[0]) > 4:
            shorts.append(((surname[0][2:], *surname[1:]), key, False))
        if ground.like(parts[0].split()[0]) == GIVEN:
            shorts.append((tuple(parts[0].split()), key, True))
        for short in shorts:
            group = found.setdefault(short[0][0], [])
            if len(group) < _MOST and all(short[0] != other[0] for other in group):
                group.append(short)
    for group in found.values():
        group.sort(key=lambda short: (-len(short[0]), short))
    return found


def parts_of(text: str, start: int, end: int) -> list[str]:
    """The parts of a folded name: عبد الرحمن, بن سلمان and أبو غيدا are one part each."""
    parts: list[str] = []
    opened = False
    for word in text[start:end].split():
        if parts and (opened or word in words("closes_pair")):
            parts[-1] += " " + word
        else:
            parts.append(word)
        opened = word in words("opens_pair")
    return parts


def _echo(ground: Ground, at: int, skip: int, short: tuple[tuple[str, ...], str, bool]) -> Proposal | None:
    sequence, key, is_given = short
    for i in range(1, len(sequence)):
        if ground.form(at + i) != sequence[i] or not ground.joined(at + i - 1):
            return None
    last = at + len(sequence)
    before = ground.form(at - 1)
    marked = before in _OPENING or before in words("before_surname") or before in words("title")
    if not marked and len(sequence) == 1 and ground.lexis.traits(sequence[0]).country:
        return None
    sure = len(sequence) > 1 or ground.like(sequence[0]) >= UNKNOWN
    if is_given:
        follows = ground.joined(last - 1) and ground.like(ground.form(last)) >= UNKNOWN
        score = 0.6 if marked and not follows and ground.like(sequence[0]) == GIVEN else 0.2
    else:
        score = 0.88 if sure else 0.75 if marked else 0.4
    return ground.proposal(at, skip, last, "PER", score, "echo", key)


def _ordinary(ground: Ground, at: int, start: int, form: str, entry: Entry) -> bool:
    """Whether a surname is rather the word that it also is: بأن beside بان كي مون, الربيع العربي beside نبيل العربي."""
    written = ground.page.text[start + 1 : ground.page.ends[at]]
    if any(letter in written and letter not in entry.name_ar for letter in _HAMZAS):
        return True
    before = ground.form(at - 1)
    marked = before in _OPENING or before in words("before_surname") or before in words("title")
    return ground.like(form) <= COMMON and not marked


def bodies(ground: Ground, full: list[Proposal]) -> list[Proposal]:
    """التحالف, المرصد: the first word of a body that the article names in full."""
    first_words: dict[str, str] = {}
    for p in full:
        if p.label == "ORG" and p.score >= _LEAST_FULL:
            name = ground.page.folded.text[ground.page.folded.folded(p.start) : ground.page.folded.folded(p.end)]
            head, _, rest = name.partition(" ")
            head = "ا" + head if head.startswith("ل") and not head.startswith("لل") else head
            if rest and head in words("org_echo") and not any(n in name for n in words("no_echo")):
                first_words.setdefault(head, p.feature("key") or "")
    found = []
    for at, traits in enumerate(ground.traits if first_words else ()):
        if at in ground.covered:
            continue
        for skip, word in traits.readings:
            if word in first_words and ground.form(at + 1) not in words("other_body") and not _another(ground, at):
                found.append(ground.proposal(at, skip, at + 1, "ORG", 0.75, "echo-body", first_words[word]))
                break
    return found


def ministries(ground: Ground, full: list[Proposal]) -> list[Proposal]:
    """«الداخلية», قالت الداخلية, الداخلية: …: a ministry that the article names in full, by what it is for."""
    folded = ground.page.folded
    known: dict[str, str] = {}
    for p in full:
        name = folded.text[folded.folded(p.start) : folded.folded(p.end)].split() if p.label == "ORG" else []
        if len(name) > 1 and name[0] == MINISTRY and name[1].startswith("ال"):
            known.setdefault(name[1], p.feature("key") or "")
    return [
        ground.proposal(at, 0, at + 1, "ORG", 0.8, "echo-ministry", known[form])
        for at, form in enumerate(ground.forms if known else ())
        if form in known and at not in ground.covered and _speaks(ground, at)
    ]


def _speaks(ground: Ground, at: int) -> bool:
    """Whether a word stands where a speaker does: in quotation marks, before a colon, behind a verb of speech."""
    after, opens_line = ground.form(at + 1), not at or not ground.joined(at - 1)
    if (after in CLOSING and ground.form(at - 1) in OPENING) or (after == ":" and opens_line):
        return True
    return not opens_line and ground.form(at - 1) in words("speech_before_name")


def _another(ground: Ground, at: int) -> bool:
    """Whether an adjective makes another body of a first word: الاتحاد العمالي is no short name of الاتحاد الأوروبي."""
    return ground.joined(at) and bool(_NISBA.fullmatch(ground.form(at + 1)))


def _beside(keys: set[str]) -> list[str]:
    """The keys of those who are called by a short name because another is named, unless a bearer of it is himself."""
    bearers = [rows for rows in named_beside().values() if not any(key in keys for key, _ in rows)]
    fitting = (next((key for key, beside in rows if beside in keys), None) for rows in bearers)
    return [key for key in fitting if key]


def _among_bodies(ground: Ground, at: int) -> bool:
    """Whether a word stands in a list with a body that the tables know: بين فتح وحماس."""
    after = ground.taken.get(at + 1)
    if after is not None and after[1].label == "ORG" and ground.forms[at + 1][0] == "و":
        return True
    return ground.forms[at][0] == "و" and at - 1 in ground.covered and ground.joined(at - 1)


def _only_a_word(ground: Ground, at: int, form: str, entry: Entry) -> bool:
    """Whether a short name of an outlet is rather its word: الشعب المصري beside المصري اليوم."""
    if entry.sector != "JRN" or " " in form:
        return False
    named = ground.form(at - 1) in _OPENING or (at > 0 and ground.starts[at - 1] & (MEDIUM | SPEECH))
    return not named and (ground.is_adjective(at) or ground.like(form) <= COMMON)


def doubtful(ground: Ground, full: list[Proposal]) -> list[Proposal]:
    """Doubtful names of the tables whose bearer, or who is always named with him, is named fully in the article."""
    knowledge = ground.article.knowledge
    keys = {key for p in full if (key := p.feature("key"))}
    keys.update(_beside(keys))
    entries = {key: entry for key in keys if (entry := knowledge.entry(key))}
    folded = ground.page.folded
    found = []
    for match in knowledge.scan_known(folded.text, entries.values()):
        entry = match.candidates[0]
        start, end = folded.original(match.start), folded.original(match.end)
        at = ground.page.token_at(start)
        form = folded.text[match.start : match.end]
        common = entry.type == "ORG" and not form.startswith("ال") and ground.like(form) == COMMON
        common = common and not _among_bodies(ground, at)
        if at in ground.covered or entry.type == "NORP" or common or _only_a_word(ground, at, form, entry):
            continue
        if entry.type == "PER" and " " not in form and _ordinary(ground, at, start, form, entry):
            continue
        score = {"PER": 0.85, "ORG": 0.7}.get(entry.type, 0.6)
        found.append(Proposal(start, end, entry.type, score, "grammar:echo-known", (("key", entry.key),)))
    return found
