"""The words around a trigger themselves, and how it is written: what no list of cues holds, counting may know."""

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import BREAKS, THAT

# Best of 5, 8, 12 ahead and 3, 4, 6 behind over held-out articles.
_AHEAD, _BEHIND = 8, 4
_CLOSE = 3
_ALREADY = frozenset(("قد", "وقد", "فقد", "لقد"))


def word_features(scene: Scene, candidate: Candidate) -> dict[str, float]:
    """The words of the trigger's clause by where they stand, and the trigger's own form."""
    return dict.fromkeys([*_own(scene, candidate), *_clause(scene, candidate), *_beside(scene, candidate)], 1.0)


def _own(scene: Scene, candidate: Candidate) -> list[str]:
    """The word, its type and its form, each two together."""
    entry, reading = candidate.entry, candidate.reading
    form = scene.article.page.forms[candidate.token]
    look = "definite" if reading.definite else "bare"
    found = [
        f"form {reading.form}",
        f"type {entry.type}",
        f"{entry.type} {reading.form}",
        f"{reading.pos} {look}",
        f"{entry.type} {look}",
        f"word {entry.word}",
        f"word {entry.word} {reading.form}",
        f"written as {form[reading.skip :]}",
    ]
    if form.endswith("ات"):
        found.append(f"plural, {reading.pos}")
    if reading.pronoun:
        found.append(f"pronoun on it {reading.pronoun}")
    return found


def _clause(scene: Scene, candidate: Candidate) -> list[str]:
    """The words ahead and behind, up to a mark of punctuation; none ahead of the statement the trigger stands in."""
    forms, token = scene.article.page.forms, candidate.token
    sentence, inside = scene.article.page.sentences[scene.sentence_at[token]], scene.statement_at[token]
    found: list[str] = []
    for at in range(token - 1, max(sentence.first, token - _AHEAD) - 1, -1):
        if forms[at] in BREAKS or (inside >= 0 and scene.statement_at[at] != inside):
            break
        if not forms[at].isascii():
            found.append(f"word ahead: {forms[at]}")
            if token - at <= _CLOSE:
                found.append(f"word close ahead: {forms[at]}")
    for at in range(token + 1, min(sentence.last, token + 1 + _BEHIND)):
        if forms[at] in BREAKS:
            break
        if not forms[at].isascii():
            found.append(f"word behind: {forms[at]}")
    return found


def _beside(scene: Scene, candidate: Candidate) -> list[str]:
    """The two neighbours, and with which form of the trigger they stand."""
    page, token, reading = scene.article.page, candidate.token, candidate.reading
    sentence = page.sentences[scene.sentence_at[token]]
    before = page.forms[token - 1] if token > sentence.first else ""
    after = page.forms[token + 1] if token + 1 < sentence.last else ""
    look = "a definite word" if after.startswith("ال") else "a bare word" if after.isalpha() else "no word"
    found = [f"{look} behind, {'definite' if reading.definite else 'bare'} {reading.form}"]
    if after:
        found.append(f"right ahead of {after}")
        if scene.mention_at[token + 1] >= 0:
            found.append("a name behind")
    if before:
        found.append(f"right behind {before}")
    if before[:1].isdigit() or after[:1].isdigit():
        found.append("a number beside")
    if before in THAT:
        hamza = "above" if "أ" in scene.article.text[page.starts[token - 1] : page.ends[token - 1]] else "below"
        found.append(f"that, hamza {hamza}, {reading.form}")
    if not _ALREADY.isdisjoint(page.forms[max(sentence.first, token - 2) : token]):
        found.append(f"after قد, {reading.form}")
    return found
