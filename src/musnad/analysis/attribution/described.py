"""With which words the article describes somebody: his title before or after his name, without articles and clitics."""

from typing import NamedTuple

from musnad.analysis.attribution.documents import is_document
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import foreign, noun_phrase
from musnad.analysis.attribution.scene import PUNCTUATION, Scene, bare, behind_letter
from musnad.analysis.attribution.titles import FURTHEST_TITLE, title_start, title_within
from musnad.analysis.named import Mention
from musnad.record import Link

# مبعوث الأمم المتحدة is المبعوث الأممي.
_UN, _UN_ADJECTIVE = frozenset(("امم", "متحده")), frozenset(("اممي",))


class Known(NamedTuple):
    """Somebody the article has spoken of: where, with which words, and the link that stands for him."""

    at: int
    words: frozenset[str]
    link: Link
    head: str = ""


def title_of(scene: Scene, mention: Mention) -> Known:
    """What the words of a mention and those beside it say of its entity."""
    first = scene.page.token_at(mention.start)
    found = {bare(scene.form(k)) for k in scene.page.tokens_in(mention.start, mention.end)}
    if scene.entity_type(mention) == "PER":
        start = first if foreign(scene, first, mention) else title_start(scene, first)
        start = title_within(scene, start, mention) or start
        found |= described(scene, start, first) | _title_after(scene, mention)
    elif first > 0:
        found.add(bare(scene.form(first - 1)))
    adjective = _UN_ADJECTIVE if found >= _UN else frozenset[str]()
    return Known(mention.start, frozenset(found) | adjective, Link(entity=mention.key))


def _title_after(scene: Scene, mention: Mention) -> frozenset[str]:
    """The title after a name, with a comma or without (جون تيفت، السفير الأميركي)."""
    at = scene.page.token_at(mention.end - 1) + 1
    at += scene.form(at) in ("،", ",")
    if scene.form(at) not in words("title") and scene.form(at) not in words("spokesman"):
        return frozenset()
    end = noun_phrase(scene, at, min(at + FURTHEST_TITLE, len(scene.page.forms)))
    return described(scene, at, end)


def described(scene: Scene, first: int, last: int) -> frozenset[str]:
    """The nouns and adjectives of a phrase without article and clitics."""
    found = set()
    for k in range(first, last):
        form = scene.form(k)
        if form not in PUNCTUATION and form not in words("same"):
            found.add(bare(form))
            if form.endswith("ا") and is_document(form):  # البيان after بيانا
                found.add(form[:-1])
            if form[:1] in ("ل", "ب", "و") and len(form) > 4:
                found |= {behind_letter(form), form[2:] if form.startswith("لل") else bare(form[1:])}
    return frozenset(found)
