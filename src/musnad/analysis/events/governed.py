"""Events that did not come about: لم يوقع الطرفان الاتفاق، فشلا في التوصل إلى اتفاق، كادت تقتحم، هل تقصف.

What is called off, renounced, refused, put off, prepared or prevented is no fact either (`unmade.py`).
"""

from collections.abc import Mapping
from functools import cache

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.lexicon import forms_of, keys, readings
from musnad.analysis.events.people import is_people
from musnad.analysis.events.scene import Scene
from musnad.analysis.events.tenses import BREAKS, NEGATIONS, THAT, tense_of
from musnad.arabic import fold_text
from musnad.arabic.kept import kept
from musnad.datafiles import read_table

# How many words may stand between: the subject, a preposition, a verbal noun.
_REACH = 7
_IF, _IF_REACH, _ALMOST_REACH = frozenset(("لو", "ولو", "فلو")), 2, 5
_WHETHER = frozenset(("هل", "وهل", "فهل"))
STOPS = BREAKS | THAT | frozenset(("التي", "الذي", "الذين", "بل", "لكن", "ولكن", "حتي", "بعد", "بسبب", "خلال", "منذ"))
# Between a verbal noun and what it brings about (التوقيع على مثل هذا الاتفاق).
_SUCH = frozenset(("علي", "مثل", "هذا", "هذه", "اي"))
_SUCH_REACH = 4
_NOT = frozenset(("عدم", "وعدم", "بعدم", "لعدم"))
# Ahead of the negation: what is not to be done, or would be if it were not, is not denied (إذا لم يعقد اجتماع).
NO_DENIAL = frozenset(("ان", "بان", "اذا", "ما", "لو", "الا"))


@cache
def _table() -> dict[str, dict[tuple[str, str], frozenset[str]]]:
    """Folded form → (kind, pos) → the types of events that it does not bring about."""
    found: dict[str, dict[tuple[str, str], frozenset[str]]] = {}
    for row in read_table("analysis/data/events_governing.tsv"):
        for form in (*forms_of(row["pos"], row["word"]), fold_text(row["word"].partition("/")[0])):
            found.setdefault(form, {})[row["kind"], row["pos"]] = frozenset(row["not"].split(",")) - {"-"}
    return found


@kept
def kinds_of(form: str) -> dict[tuple[str, str], frozenset[str]]:
    """The rows of the table that a folded token may be a form of."""
    table = _table()
    return {kind: types for key in keys(form) for kind, types in table.get(key, {}).items()}


def undone(scene: Scene, candidate: Candidate) -> bool:
    """Whether a noun names what a denied verb would have brought about, or what failed."""
    if candidate.reading.pos == "v":
        return False
    forms, token, type_ = scene.article.page.forms, candidate.token, candidate.entry.type
    first, inside = scene.article.page.sentences[scene.sentence_at[token]].first, scene.statement_at[token]
    through_noun = False
    for at in range(token - 1, max(first, token - 1 - _REACH) - 1, -1):
        form = forms[at]
        if form in STOPS or form.startswith("لل") or not with_it(scene, at, inside):
            return False
        if scene.mention_at[at] >= 0 or scene.time_at[at] >= 0:
            continue
        kinds = kinds_of(form)
        if at > first and forms[at - 1] in NEGATIONS:
            brought = _brings(kinds, "v", type_) or (through_noun and ("enables", "v") in kinds)
            brought = brought or (forms[at - 1] in _NOT and _brings(kinds, "n", type_))
            return brought and (at - 1 == first or forms[at - 2] not in NO_DENIAL)
        if through_noun and has(kinds, "fails"):
            return True
        if _brings(kinds, "n", type_):
            through_noun = True
        elif through_noun and at > first and has(kinds_of(forms[at - 1]), "fails"):
            continue  # فشلت المحادثات في التوصل إلى اتفاق
        elif not is_subject(form, at == token - 1) and (tense_of(form) or any(r.pos == "n" for r in readings(form))):
            return False
    return False


def unreal(scene: Scene, candidate: Candidate) -> bool:
    """Whether a word tells what would have been, almost was or is asked: لو قصفت, كادت الحرب أن تندلع, هل تقصف."""
    forms, token = scene.article.page.forms, candidate.token
    sentence = scene.article.page.sentences[scene.sentence_at[token]]
    verb = candidate.reading.pos == "v"
    if not verb and "ان" not in forms[token + 1 : min(token + 3, sentence.last)]:
        return False
    for at in range(token - 1, max(sentence.first, token - _ALMOST_REACH) - 1, -1):
        if verb and forms[at] in _IF:
            return token - at <= _IF_REACH
        if forms[at] in _WHETHER:
            return verb and candidate.reading.form == "imperfect"
        if has(kinds_of(forms[at]), "almost"):
            return at == sentence.first or forms[at - 1] not in NEGATIONS  # لم يكد يصل حتى: he arrived
        if forms[at] in BREAKS or tense_of(forms[at]):
            return False
    return False


def _brings(kinds: Mapping[tuple[str, str], frozenset[str]], pos: str, type_: str) -> bool:
    """Whether a verb or verbal noun brings about an event of a type, so that without it there is none."""
    return type_ not in kinds.get(("brings", pos), (type_,))


def has(kinds: Mapping[tuple[str, str], frozenset[str]], kind: str) -> bool:
    return bool(kinds) and any(one == kind for one, _ in kinds)


def is_subject(form: str, beside: bool) -> bool:
    """Whether a word may be who acts: people, or what is definite right ahead of the noun, which is not of it then."""
    return is_people(form) or (beside and form.startswith("ال"))


def of_verbal_noun(scene: Scene, candidate: Candidate, before: int) -> bool:
    """Whether a noun is what the verbal noun at token `before` brings about (توقيع اتفاق): both happen or none."""
    forms, token = scene.article.page.forms, candidate.token
    if candidate.reading.pos == "v" or not before < token <= before + _SUCH_REACH:
        return False
    if token > before + 2 and not all(form in _SUCH for form in forms[before + 1 : token]):
        return False
    kinds = kinds_of(forms[before])
    return candidate.entry.type not in kinds.get(("brings", "n"), (candidate.entry.type,))


def with_it(scene: Scene, at: int, inside: int) -> bool:
    """Whether a token is of the statement `inside` or, with its cue and source, leads into it (لم توقع مصر الاتفاق)."""
    return inside < 0 or inside in (scene.statement_at[at], scene.cue_at[at], scene.source_at[at])
