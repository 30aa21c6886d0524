"""أعلنت الحكومة رفضها كذا: what is announced opens with a noun of the speaker's own act: one more statement."""

from functools import cache
from typing import NamedTuple

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.scene import PREPOSITIONS, THAT, Scene
from musnad.arabic import fold_text
from musnad.datafiles import read_table
from musnad.record import Act, Reason

_TELLING = ("announce", "affirm", "say", "explain")
_HIS = tuple(map(fold_text, ("ه", "ها", "هم", "هما")))
# The share of such nouns that a statement was made of in annotated articles.
_SCORE = 0.8


class Attitude(NamedTuple):
    """The act that a noun tells of, and the prepositions that may lead to its object."""

    act: Act
    prepositions: frozenset[str]


def attitudes(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The statements of nouns that open what somebody says of himself, where no cue was found."""
    cues = {d.token for d in drafts}
    made = []
    for draft in drafts:
        inner = _opens(scene, draft) if draft.act in _TELLING and draft.content else None
        if inner is not None and inner.token not in cues:
            cues.add(inner.token)
            made.append(inner)
    return made


def _opens(scene: Scene, draft: Draft) -> Draft | None:
    page, told = scene.page, draft.content[0]
    token = page.token_at(told.start)
    known = _forms().get(scene.form(token))
    before = scene.form(token - 1)
    if known is None or token < draft.token or before == ":" or before.removeprefix("ب") in THAT:
        return None  # أعلن أن رفضه يعني كذا: no act of his now
    first, last, skip = token + 1, page.token_at(told.end - 1) + 1, 0
    form = scene.form(first)
    if form in PREPOSITIONS and form not in known.prepositions:
        return None
    if form in PREPOSITIONS or form in THAT:
        first += 1
    elif _joined(form) in known.prepositions:
        skip = 1
    content = scene.span(first, last, skip) if first < last else None
    if content is None or form.startswith("و"):
        return None
    start, end = page.starts[token], page.ends[token]
    inner = Draft(token, start, scene.article.span(start, end), known.act, _SCORE, content=[content], speaker=True)
    inner.reasons.append(Reason("grammar:attitude", _SCORE))
    return inner


def _joined(form: str) -> str:
    """The preposition written together with a word; "" for none."""
    for letter, whole in (("ل", "notl"), ("ب", "notb")):
        if form[:1] == letter and form not in words(whole):
            return letter
    return ""


@cache
def _forms() -> dict[str, Attitude]:
    """Each noun with the pronouns of who may speak of himself, folded."""
    found = {}
    for row in read_table("analysis/data/attitudes.tsv"):
        noun = row["noun"].removesuffix("ة") + ("ت" if row["noun"].endswith("ة") else "")
        known = Attitude(row["act"], frozenset(map(fold_text, row["prepositions"].split())))  # type: ignore[arg-type]  # checked by a test
        found.update({fold_text(noun) + his: known for his in _HIS})
    return found
