"""Relative clauses: who stands before الذي and whether he is the subject of the verb behind it (الذي أعلن)."""

from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.lexicon import Reading, is_according, readings, words
from musnad.analysis.attribution.phrases import Tokens, noun_phrase, speaks
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, THAT, Scene, Unit, bare, in_it, resumed

_FURTHEST = 14
# Sources whose noun, with a letter before it, ends an antecedent (برصاص مسلحين من الجيش الذي).
_NOUNS = ("title", "spokesman", "source", "body")


def antecedent(scene: Scene, relative: int, cue: int, reading: Reading, unit: Unit) -> Tokens | None:
    """The words before the pronoun at `relative` that are the subject of the verb at `cue`, or what it takes up."""
    form = scene.form(relative)
    taken_up = bool(reading.pronoun) or resumed(scene, cue) or in_it(scene, cue)
    found = _phrase_before(scene, relative, unit) if taken_up or _agrees(form, reading) else None
    if found is None or reading.pronoun:
        return found
    if form == "الذي" and _feminine_land(scene, found):
        return None  # قطع العلاقات مع إيران الذي أعلن أمس
    found = _past_place(scene, found, unit)
    found = (_speaking(scene, *found), found[1])
    return None if in_it(scene, cue) and not _reaching(scene, *found) else found  # تصريحاته التي طالب فيها


def _agrees(relative: str, reading: Reading) -> bool:
    """Whether a verb can be that of whom a relative pronoun stands for (not الرئيس الذي كانوا يرون أنه)."""
    if not reading.verbal or reading.person != "3":
        return True
    kind = relative.removeprefix("و")
    if kind == "الذين":
        return reading.number == "p"
    wanted = {"الذي": "m", "التي": "f"}.get(kind)
    return wanted is None or (reading.number == "s" and reading.gender in ("", wanted))


def _feminine_land(scene: Scene, tokens: Tokens) -> bool:
    """Whether a phrase is one name of a land that is no masculine word, of which الذي cannot tell."""
    mention = scene.mention(tokens[0])
    whole = mention is not None and mention[0] == tokens[1] and scene.entity_type(mention[1]) == "GPE"
    return whole and bare(scene.form(tokens[0])) not in words("masculine_land")


def concludes(scene: Scene, cue: int, reading: Reading, antecedent: Tokens) -> bool:
    """الأمر الذي يؤكد أن: whether all that was told shows something, by the article's own conclusion."""
    taken_up = bool(reading.pronoun) or resumed(scene, cue)
    return scene.form(antecedent[0]) in words("matter") and not taken_up


def of_antecedent(scene: Scene, cue: int, reading: Reading, antecedent: Tokens) -> bool:
    """الذي انتقد بدوره س: whether who stands before a relative pronoun speaks, so that no subject can follow."""
    if reading.pronoun or resumed(scene, cue) or in_it(scene, cue):
        return False
    at = cue + 1 + (scene.form(cue + 1) in words("by_turns"))
    his = scene.form(at).endswith(("ه", "ها", "هم")) and scene.mention(at) is None  # الذي نفى مكتبه كذا
    return not his and speaks(scene, antecedent[0]) and not is_document(bare(scene.form(antecedent[0])))


def _phrase_before(scene: Scene, relative: int, unit: Unit) -> Tokens | None:
    """The noun phrase before a relative pronoun."""
    last = relative
    while last > unit.first and scene.form(last - 1) in PUNCTUATION:
        last -= 1
    first = last
    while first > unit.first and last - first < _FURTHEST:
        form = scene.form(first - 1)
        if form in PREPOSITIONS or form in PUNCTUATION or form in THAT or form in words("opener"):
            break
        if is_according(form):
            break
        if any(r.verbal for r in readings(form)) and first - 1 not in scene.named:
            break
        first -= 1
    return (first, last) if first < last else None


def _past_place(scene: Scene, found: Tokens, unit: Unit) -> Tokens:
    """المنظمات في العالم التي تتهم: the words before where they are, if they name somebody and the place does not."""
    first, last = found
    if speaks(scene, first) or scene.form(first - 1) not in ("في", "من") or first - 1 <= unit.first:
        return found
    known = (k for k in range(first - 2, max(unit.first, first - _FURTHEST) - 1, -1) if _heads(scene, k, first - 1))
    return next(known, first), last


def _heads(scene: Scene, at: int, end: int) -> bool:
    return speaks(scene, at) and scene.mention(at) is None and noun_phrase(scene, at, end) == end


def _speaking(scene: Scene, first: int, last: int) -> int:
    """Where somebody who can speak is named in an antecedent (مقتل اثنين برصاص الجيش الذي أفاد): else its start."""
    for at in range(first, last):
        glued = scene.form(at)[:1] in ("ب", "ل", "و") and any(scene.form(at)[1:] in words(kind) for kind in _NOUNS)
        if (speaks(scene, at) or glued) and (at == first or noun_phrase(scene, at, last) == last):
            return at
    return first


def _reaching(scene: Scene, first: int, last: int) -> bool:
    """Whether one phrase for somebody who can speak fills tokens [first, last)."""
    return speaks(scene, first) and not is_document(bare(scene.form(first))) and noun_phrase(scene, first, last) == last
