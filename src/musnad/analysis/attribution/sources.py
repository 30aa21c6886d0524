"""From the words for a source to the link of a chain: a named entity, or an anonymous source."""

from bisect import bisect_right

from musnad.analysis.attribution.described import Known, described, title_of
from musnad.analysis.attribution.documents import given_in, is_document, sender, sends
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.phrases import Tokens, noun_phrase, unnamed_end
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, TO, Scene, adjectival, bare
from musnad.analysis.attribution.titles import polity, represented, title_within
from musnad.analysis.named import Mention
from musnad.arabic import fold_text
from musnad.record import Entity, Link

# How many descriptions back a definite noun may point: more than an article holds, few enough to stay linear.
_REMEMBERED = 400
_RECENT = 8
_UNNAMED = ("generic", "source", "reporter")
_RELATIVE = frozenset(("الذي", "التي", "الذين", "وهو", "وهي"))
_MEDIA_KINDS = ("outlet", "agency")


def is_medium(entity: Entity) -> bool:
    """Whether an entity is an outlet or agency."""
    return entity.type != "PER" and (entity.sector == "JRN" or entity.kind in _MEDIA_KINDS)


class Sources:
    """Resolves the words for sources, remembering who was described how."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.known: list[Known] = []
        self.speakers: list[Link] = []
        self.media: list[Link] = []
        self.name_parts: dict[str, frozenset[str]] = {}
        self._titles = [title_of(scene, m) for m in scene.names.mentions]
        self._next = 0

    def read_to(self, offset: int) -> None:
        """Take note of all names before a code point."""
        mentions = self.scene.names.mentions
        while self._next < len(mentions) and mentions[self._next].start < offset:
            self.known.append(self._titles[self._next])
            self._next += 1

    def speaker(self, link: Link) -> None:
        """Remember who has spoken."""
        self.speakers.append(link)

    def note(self, tokens: Tokens, link: Link) -> None:
        """Remember the words with which a source was described."""
        self.known.append(
            Known(
                self.scene.page.starts[tokens[0]],
                described(self.scene, *tokens),
                link,
                bare(self.scene.form(tokens[0])),
            )
        )

    def link(self, tokens: Tokens, skip: int = 0) -> tuple[Link | None, str]:
        """The link that words stand for and the rule that found it; None for a document without an author."""
        scene = self.scene
        first, last = self._core(tokens)
        if first >= last:
            return None, "empty"
        start, end = scene.page.starts[first], scene.page.ends[last - 1]
        self.read_to(end)
        if scene.form(first) in words("speaker_pronoun"):
            return None, "source:pronoun"
        mentions = scene.names.within(start, end)
        word = scene.form(first)[skip:]
        head = bare("ا" + word if skip and word.startswith("ل") else word)
        if mentions and self._leads(mentions[0], first):
            return Link(entity=mentions[0].key), "source:name"
        person = self._person(mentions, first, head)
        if person is not None:
            return Link(entity=person.key), "source:person"
        state = polity(scene, mentions, first, head)
        if state is not None:
            return Link(entity=state.key), "source:body"
        spoken = head in words("spokesman")
        if not spoken and head not in words("source") and not (head in words("title") and head not in words("body")):
            body = self._body(mentions, first, head)
            if body is not None:
                return Link(entity=body.key), "source:body"
        surname = self._surname(first, last)
        if surname is not None:
            return surname, "source:surname"
        resolved = self._resolved(first, last, head)
        if resolved is not None:
            return resolved, "source:coreference"
        found = is_document(head) or head in words("inquiry") or head.removesuffix("ا") in words("inquiry")
        issued = sender(scene, first, last) if found else None
        issuer = self.link(issued)[0] if issued is not None else None
        if issuer is not None:
            return issuer, "source:sender"
        if head in words("document") and last - first > 1 and (scene.form(first + 1)[:2] in ("ال", "لل")):
            author, rule = self.link((first + 1, last))
            if author is not None and author.entity is not None:
                return author, rule
        if self._told_whose(first, last, head):
            return None, "source:document"
        joined = skip if first == tokens[0] and word != scene.form(first) and scene.form(first)[:1] in "ول" else 0
        span = scene.span(first, unnamed_end(scene, first, last), joined) or scene.span(first, last)
        if span is None:
            return None, "empty"
        for_ = mentions[0].key if mentions and (spoken or head in words("reporter")) else None
        return Link(anonymous=span, for_=for_), "source:anonymous"

    def _told_whose(self, first: int, last: int, head: str) -> bool:
        """Whether words are for a paper of which the article has told whose it is (البيان, وجاء في بيان); no law."""
        form = self.scene.form
        the = form(first).startswith("ال") or form(first + 1).startswith("ال")
        alone = last - first == 1 and head in words("issued") and form(last)[:1] != "ل"
        return head in words("document") and head not in words("law") and (the or alone)

    def _core(self, tokens: Tokens) -> Tokens:
        first, last = tokens
        while first < last and self._skips(first):
            first += 1
        if first < last and is_document(bare(self.scene.form(first))):
            last = next((at for at in range(first + 1, last) if self._told_of(at)), last)
        return first, last

    def _told_of(self, at: int) -> bool:
        """التقرير الذي نفاه س: whether a relative clause at `at` tells of a paper what is no word of who wrote it."""
        form, verb = self.scene.form(at), self.scene.form(at + 1)
        return form in words("relative") and not sends(verb) and not given_in(self.scene, at + 1)

    def _skips(self, at: int) -> bool:
        form = self.scene.form(at)
        return form in PUNCTUATION or form in words("demonstrative") or form in ("كل", "من", "ايضا", "قد")

    def _leads(self, mention: Mention, first: int) -> bool:
        """Whether a name is the head of the phrase: at its start, or after only a clitic."""
        tokens = self.scene.page.tokens_in(mention.start, mention.end)
        return tokens.start == first and mention.start - self.scene.page.starts[first] <= 3

    def _person(self, mentions: tuple[Mention, ...], first: int, head: str) -> Mention | None:
        """The person named in apposition to a title; not one whose lawyer or spokesman is meant."""
        scene = self.scene
        people = [m for m in mentions if scene.entity_type(m) == "PER"]
        if people and head in words("title") and head not in words("of_somebody"):
            end = noun_phrase(scene, first, scene.page.token_at(people[-1].end - 1) + 1)
            near = [m for m in people if scene.page.token_at(m.start) < end]
            people = near or people[:1]
        for mention in reversed(people):
            at = scene.page.token_at(mention.start)
            if self._relative_named(people, mention, head, at):
                return mention
            before = scene.form(at - 1) if scene.form(at - 1) not in PUNCTUATION else scene.form(at - 2)
            if mention.start > scene.page.starts[at] or before == "باسم" or before in PREPOSITIONS:
                continue
            if head in words("of_somebody") or (
                (head in words("body") or head in words("source")) and head not in words("title")
            ):
                continue
            if not _RELATIVE.isdisjoint(map(scene.form, range(first, at))) or represented(scene, first, at, head):
                continue
            if title_within(scene, first, mention) is not None:
                continue
            return mention
        return None

    def _relative_named(self, people: list[Mention], mention: Mention, head: str, at: int) -> bool:
        """ابنة العميل، سيرغي سكريبال، يوليا: the second name is hers."""
        last = len(people) > 1 and mention is people[-1]
        return last and head in words("of_somebody") and self.scene.form(at - 1) == "،"

    def _body(self, mentions: tuple[Mention, ...], first: int, head: str) -> Mention | None:
        """The institution or medium that a common noun names (صحيفة «س»، حكومة س)."""
        scene = self.scene
        for mention in mentions:
            at = scene.page.token_at(mention.start)
            between = [k for k in range(first, at) if scene.form(k) not in PUNCTUATION]
            kind = scene.entity_type(mention)
            joined = mention.start > scene.page.starts[at] and scene.form(at)[:1] == "ب"
            if (joined and head not in words("document") | words("medium") | words("body")) or head in words(
                "reporter"
            ):
                return None  # مسؤولان بالأمم المتحدة, مصور وكالة س
            if (kind == "PER" and head not in words("document")) or (
                kind in ("LOC", "FAC") and head in words("document")
            ):
                continue
            if head in words("document") and any(scene.form(k) in ("في", TO, "من") for k in between):
                continue  # بيان للجالية في س
            if any(
                scene.form(k) in PREPOSITIONS or scene.form(k) in ("الذي", "التي") for k in between
            ) and head not in words("document"):
                return None
            medium = head in words("medium") and is_medium(scene.names.entities[mention.key])
            if (
                medium
                or head in words("document")
                or (len(between) <= 1 and kind in ("ORG", "GPE") and head in words("body"))
            ):
                return mention
            if len(between) <= 1 and kind == "ORG":
                return mention
        return None

    def _resolved(self, first: int, last: int, head: str) -> Link | None:
        """A definite description: resolved by the names layer, or somebody described so before."""
        scene = self.scene
        start, end = scene.page.starts[first], scene.page.ends[last - 1]
        again = scene.form(first) in words("outlet_noun") and not self._another_medium(first, last, head)
        if again and self.media:
            return self.speaking_medium(head)
        # مسؤول كبير and مؤيدون لإسرائيل name nobody
        unnamed = any(head in words(kind) for kind in _UNNAMED) and not scene.form(first).startswith("ال")
        for nominal in scene.names.nominals_within(start, end):
            if scene.page.token_at(nominal.start) == first and not unnamed:
                return self._unnamed_speaker(head, nominal.key) or Link(entity=nominal.key)
        if unnamed:
            return None
        phrase_end = max(first + 1, noun_phrase(scene, first, last))
        if not any(scene.form(k).startswith("ال") or scene.mention(k) is not None for k in range(first, phrase_end)):
            return None
        described = {bare(scene.form(k)) for k in range(first, phrase_end) if scene.form(k) not in words("same")}
        described.discard("مذكور")
        best: Link | None = None
        further: Link | None = None
        for known in reversed(self.known[-_REMEMBERED:]):
            if known.at >= start or (head in words("plural_medium") and known.link.entity is not None):
                continue
            if (known.head and known.link.anonymous is not None and known.head != head) or not self._fits(known, head):
                continue
            if described <= known.words:
                if len(described) > 1 and self._of_another_country(described, known):
                    further = further or known.link
                    continue
                return known.link
            if (
                best is None
                and scene.form(first).startswith("ال")
                and head in known.words
                and (len(described) == 1 or len(described & known.words) * 2 >= len(described))
            ):
                best = known.link
        if further is not None or best is not None:
            return further or best
        if again:
            return self._last_medium(start)
        later = self._named_later(described, end, head) if len(described) > 1 else None
        if later is not None:
            return later
        if head in words("office_holder") and len(described) > 1:
            only = self._only(described, head, self.scene.names.within(start, end))
            if only is not None:
                return only
        plain = scene.form(first).startswith("ال") and all(
            adjectival(scene.form(k)) or scene.form(k) in words("same") for k in range(first + 1, phrase_end)
        )
        return self._last_speaker(head) if plain else None

    def _unnamed_speaker(self, head: str, key: str) -> Link | None:
        """المسؤول after an unnamed مسؤول: he who spoke last of the two, the unnamed one or whom the names stand for."""
        for link in reversed(self.speakers[-_RECENT:] if head in words("generic") else ()):
            if link.entity == key:
                return None
            if link.anonymous is not None and fold_text(link.anonymous.text.split()[0]) in (head, head + "ون"):
                return link
        return None

    def _of_another_country(self, described: set[str], known: Known) -> bool:
        """Whether somebody known was given a country (الألماني) that the words for him now leave out."""
        key = known.link.entity
        told = {w for w in known.words - described if adjectival(w)} if key is not None else set()
        return (
            bool(told) and self.scene.entity_type_of(key or "") == "PER" and not any(adjectival(w) for w in described)
        )

    def _named_later(self, described: set[str], end: int, head: str) -> Link | None:
        """A title whose bearer is named only further on (cataphora)."""
        number = bisect_right(self._titles, end - 1, key=lambda k: k.at)
        for known in self._titles[number : number + _REMEMBERED]:
            if described <= known.words and known.link.entity is not None and self._fits(known, head):
                return known.link
        return None

    def _only(self, described: set[str], head: str, named: tuple[Mention, ...]) -> Link | None:
        """The one person of the article who bears a title, unless the words for him tell of another country."""
        scene = self.scene
        for mention in named:  # رئيس وزراء قطر is another's; زعيم الحزب في تركيا tells where he is
            at = scene.page.token_at(mention.start)
            if scene.entity_type(mention) == "GPE" and scene.form(at - 1) not in PREPOSITIONS:
                return None
        bearers = {k.link: k.words for k in self._titles if head in k.words and self._fits(k, head)}
        if len(bearers) != 1:
            return None
        link, known = next(iter(bearers.items()))
        told, others = {w for w in described if adjectival(w)}, {w for w in known if adjectival(w)}
        return None if told - others and others - told else link

    def _last_speaker(self, head: str) -> Link | None:
        """The last speaker of the right kind: a person for المسؤول, an institution for المنظمة, anybody for المصدر."""
        classes: tuple[str, ...]
        if head == "مصدر":
            kind, classes = "", ("source", "generic", "title", "spokesman")
        elif head in words("generic"):
            kind, classes = "PER", ("generic", "title")
        elif "ال" + head in words("body_again"):
            kind, classes = "ORG", ("body",)
        else:
            return None
        for link in reversed(self.speakers[-3:]):
            if link.entity is not None:
                fits = self.scene.names.entities[link.entity].type == kind
            else:
                assert link.anonymous is not None
                first = bare(self.scene.form(self.scene.page.token_at(link.anonymous.start)))
                fits = any(first in words(kind) for kind in classes)
            if fits:
                return link
        key = self.speakers[-1].entity if self.speakers and head == "مصدر" else None
        return Link(entity=key) if key and self.scene.entity_type_of(key) in ("ORG", "GPE") else None

    def _fits(self, known: Known, head: str) -> bool:
        """Whether a noun can stand for somebody: one for persons only for a person."""
        key = known.link.entity
        if key is None:
            return True
        personal = head in words("title") or head in words("generic") or head in words("spokesman")
        personal = personal or head in words("source") or "ال" + head in words("rank")
        if self.scene.names.entities[key].type == "PER":
            return personal
        officer = head in words("title") or head in words("spokesman") or "ال" + head in words("rank")
        return not officer or head in words("body") or head in words("source")  # رئيس اللجنة is not اللجنة

    def held_otherwise(self, tokens: Tokens, head: str, key: str) -> bool:
        """Whether who is named is given the office of a noun, but another one (وزير الدفاع is not وزير الاتصال)."""
        known = [k.words for k in self._titles if k.link.entity == key and head in k.words]
        told = self._attributes(described(self.scene, *tokens), head, key)
        others = [self._attributes(one, head, key) for one in known]
        return bool(told and known) and all(other and told.isdisjoint(other) for other in others)

    def _attributes(self, described: frozenset[str], head: str, key: str) -> frozenset[str]:
        """What words say of an office beside its noun, without names and adjectives that any may have (السابق)."""
        return frozenset(
            w
            for w in described - self.parts(key)
            if w != head and "ال" + w not in words("adjective") and w not in words("rank")
        )

    def _surname(self, first: int, last: int) -> Link | None:
        """One word that is part of the name of a person the article has named."""
        inside = [k for k in range(first, last) if self.scene.form(k) not in PUNCTUATION]
        if len(inside) != 1 or len(self.scene.form(inside[0])) < 4:
            return None
        form = self.scene.form(inside[0])
        for known in reversed(self.known[-_REMEMBERED:]):
            key = known.link.entity
            if key is not None and self.scene.names.entities[key].type == "PER" and form in self.parts(key):
                return known.link
        return None

    def parts(self, key: str) -> frozenset[str]:
        """The folded words of a person's name, with the article and without."""
        if key not in self.name_parts:
            words_of = fold_text(" ".join([m.text for m in self.scene.names.entities[key].mentions[:4]])).split()
            self.name_parts[key] = frozenset(words_of) | {bare(w) for w in words_of} | {"ال" + w for w in words_of}
        return self.name_parts[key]

    def _another_medium(self, first: int, last: int, head: str) -> bool:
        """التلفزيون الرسمي after an agency alone: whether a medium told by its adjectives is none that has spoken."""
        agencies = all(m.entity and self.scene.names.entities[m.entity].kind == "agency" for m in self.media[-_RECENT:])
        told = noun_phrase(self.scene, first, last) > first + 1
        return agencies and (head in ("قناه", "محطه", "اذاعه") or (head in words("broadcaster") and told))

    def speaking_medium(self, head: str) -> Link:
        """الصحيفة: the medium that spoke last and was called so, else the last that spoke."""
        recent = self.media[-_RECENT:]
        called = [m for m in recent if any(head in k.words and k.link == m for k in self.known[-_REMEMBERED:])]
        named = [m for m in called or recent if m.entity is not None]
        return (named or called or recent)[-1]

    def _last_medium(self, before: int) -> Link | None:
        links = (known.link for known in reversed(self.known[-_REMEMBERED:]) if known.at < before)
        return next((k for k in links if k.entity and is_medium(self.scene.names.entities[k.entity])), None)
