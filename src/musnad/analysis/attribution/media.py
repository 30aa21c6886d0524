"""Media: through whom something was said (قال لوكالة س، في مقابلة مع قناة س، في تصريحات نشرتها س)."""

import re

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.phrases import Tokens, noun_phrase
from musnad.analysis.attribution.scene import PREPOSITIONS, TO, Scene, adjectival, bare, behind_letter
from musnad.analysis.attribution.sources import Sources, is_medium
from musnad.record import Link

_PUBLISHES = ("نشر", "بث", "أورد", "نقل", "أذاع", "تناقل", "تداول")
_BROADCASTS = ("بث", "نقل", "أذاع")
_TOGETHER = ("مع", TO)
_FURTHEST = 4
# A name may be told from others of its kind in brackets: Al-Watan (Saudi Arabia).
_QUALIFIED = re.compile(r"\s*\(.*\)")
_VOWELS = re.compile("[aeiou]")
_LONG = 4


class Media:
    """Finds the media of statements; the article's own outlet is none."""

    def __init__(self, scene: Scene, sources: Sources) -> None:
        self.scene = scene
        self.sources = sources
        self.own = own_outlet(scene)

    def of(self, draft: Draft) -> Link | None:
        """The medium through which a draft was said, or None."""
        if self._broadcast(draft.setting):
            return None
        if draft.medium is not None:
            head = self.scene.form(draft.medium[0])
            link, _ = self.sources.link(draft.medium, int(head[:1] == "ل" and head not in words("notl")))
            return self._of_others(link)
        for tokens in (draft.addressee, draft.setting):
            found = self._in(tokens)
            if found is not None:
                return found
        return None

    def speaks(self, link: Link) -> bool:
        """Whether a link is a medium, named or not."""
        if link.entity is not None:
            return is_medium(self.scene.names.entities[link.entity])
        assert link.anonymous is not None
        first = self.scene.page.token_at(link.anonymous.start)
        return bare(self.scene.form(first)) in words("medium")

    def _broadcast(self, tokens: Tokens | None) -> bool:
        """في كلمة بثها التلفزيون: no channel without a name, and none that is live, passes on what all ears hear."""
        if tokens is None:
            return False
        form = self.scene.form
        if not any(bare(form(k)) in words("public_speech") for k in range(tokens[0], min(tokens[0] + 3, tokens[1]))):
            return False
        live = any(form(k) in words("live") for k in range(tokens[0], min(tokens[1] + 2, len(self.scene.page.forms))))
        for at in range(tokens[0] + 1, tokens[1] - 1):
            shown = bare(form(at + 1)) in words("broadcaster") and (live or self.scene.mention(at + 1) is None)
            if shown and any(r.lemma.name in _BROADCASTS and r.pronoun for r in readings(form(at))):
                return True
        return False

    def _in(self, tokens: Tokens | None) -> Link | None:
        """An outlet spoken to, or through which something was said."""
        if tokens is None:
            return None
        page = self.scene.page
        start, end = page.starts[tokens[0]], page.ends[tokens[1] - 1]
        for mention in self.scene.names.within(start, end):
            link = Link(entity=mention.key)
            if is_medium(self.scene.names.entities[mention.key]) and self._of_others(link):
                return link
        told = self._unnamed(tokens) or self._called(tokens)
        if told is not None:
            return told
        for at in range(tokens[0] + 1, tokens[1] - 1):
            following = self.scene.form(at + 1)
            if following in PREPOSITIONS or following.removeprefix("ب") in words("own_page"):
                continue  # نشرته بموقعها
            if any(r.lemma.name in _PUBLISHES and r.pronoun for r in readings(self.scene.form(at))):
                return self._of_others(self.sources.link((at + 1, tokens[1]))[0])
        return None

    def _unnamed(self, tokens: Tokens) -> Link | None:
        """وقال لوسائل إعلام محلية: a medium without a name that was spoken to."""
        for at in range(tokens[0], min(tokens[1], tokens[0] + _FURTHEST)):
            form = self.scene.form(at)
            if form[:1] == "ل" and bare(form[1:]) in words("told_medium"):
                span = self.scene.span(at, max(at + 1, noun_phrase(self.scene, at, tokens[1])), 1)
                return Link(anonymous=span) if span is not None else None
        return None

    def _called(self, tokens: Tokens) -> Link | None:
        """لوكالة س, للصحيفة, مع قناة س: what the words call a medium, whether it is known as one or not."""
        for at in range(tokens[0], tokens[1]):
            form = self.scene.form(at)
            if form in _TOGETHER:
                first, head, skip = at + 1, self.scene.form(at + 1), 0
            elif form[:1] == "ل" and at < tokens[0] + _FURTHEST:
                first, head, skip = at, behind_letter(form), 1
            else:
                continue
            if bare(head) not in words("addressed_medium"):
                continue
            if head.startswith("ال"):
                return self.sources.speaking_medium(bare(head)) if self.sources.media else None
            end = noun_phrase(self.scene, first, tokens[1])
            if end <= first + 1 or adjectival(self.scene.form(first + 1)):
                return None
            return self._of_others(self.sources.link((first, end), skip)[0])
        return None

    def _of_others(self, link: Link | None) -> Link | None:
        """A link, but None for the article's own outlet."""
        return link if link is None or link.entity not in self.own else None


def own_outlet(scene: Scene) -> frozenset[str]:
    """The keys of the entities that are the article's own outlet."""
    outlet = _letters(scene.article.document.outlet or "")
    if len(outlet) < 2:
        return frozenset()
    own = set()
    for key, entity in scene.names.entities.items():
        if is_medium(entity) and _same_name(_letters(_QUALIFIED.sub("", entity.name_en)), outlet):
            own.add(key)
    return frozenset(own)


def _same_name(name: str, outlet: str) -> bool:
    """Whether one name is the other, or begins it, by its consonants where it is long (El.Dostor.News, Al-Dustour)."""
    if len(name) >= 3 and (name.startswith(outlet) or outlet.startswith(name)):
        return True
    spelt = _VOWELS.sub("", name)
    return len(spelt) >= _LONG and _VOWELS.sub("", outlet).startswith(spelt)


def _letters(name: str) -> str:
    plain = "".join(c for c in name.lower() if c.isalnum())
    plain = plain.removeprefix("official")
    for article in ("the", "al", "el"):
        if plain.startswith(article) and len(plain) > len(article) + 2:
            plain = plain[len(article) :]
    return plain
