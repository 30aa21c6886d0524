"""Chains: who passed it on, who said it; implied sources; statements within statements."""

from bisect import bisect_right

from musnad.analysis.attribution import tagged
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.lexicon import words
from musnad.analysis.attribution.media import Media
from musnad.analysis.attribution.nesting import after, level_of, outer_of
from musnad.analysis.attribution.originators import Originators
from musnad.analysis.attribution.phrases import Tokens, disagrees, noun_phrase, speaks
from musnad.analysis.attribution.relay import quotes_another, relays
from musnad.analysis.attribution.scene import PREPOSITIONS, PUNCTUATION, Scene, bare
from musnad.analysis.attribution.scores import certainty
from musnad.analysis.attribution.sources import Sources, is_medium
from musnad.analysis.attribution.titles import title_within
from musnad.record import Link, Reason, Span

_LOOK_BACK = 16
_LONGEST_SUBJECT = 6
# A name that begins this many words behind the source is part of it (مصادر في اللجنة).
_BESIDE = 3


class Chains:
    """Gives every draft its chain, in the order of the text."""

    def __init__(self, scene: Scene, sources: Sources, voice: tagged.Tagged) -> None:
        self.scene = scene
        self.sources = sources
        self.tagged = voice
        self.last_chain: dict[Link, tuple[Link, ...]] = {}
        self.told: list[Draft] = []
        self.media = Media(scene, sources)
        self.originators = Originators(scene, sources, self.media, voice)
        self.given: set[int] = set()
        self.genders: dict[str, str] = {}

    def give(self, draft: Draft) -> None:
        """Set the chain of a draft whose `within` is known."""
        if id(draft) in self.given:
            return
        self.given.add(id(draft))
        around, outer = draft.within, outer_of(draft)
        if around is not outer and around is not None:
            self.give(around)  # it stands behind what it cites
        own, rule = self._own_links(draft)
        chance = 0.0
        country = self._his_country(draft)
        if country is not None:
            own, rule = (country,), "source:country"
        if own is None and draft.like is not None and draft.like.chain:
            draft.chain, rule, chance, draft.implied = draft.like.chain, "source:together", draft.like.certainty, True
        elif own is None:
            draft.chain, rule, chance = self._implied(draft, any_gender=rule == "source:document")
            draft.implied = True
            if not draft.chain:
                draft.chain = self._headline_subject(draft)
            elif outer is None:
                self._pass_on(draft)
        elif outer is not None:
            draft.chain = after(outer.chain, own)
        else:
            draft.chain = own
        if draft.holder is not None:
            held, _ = self.sources.link(draft.holder)
            draft.chain = after(draft.chain, (held,)) if held is not None else draft.chain
        elif outer is None and draft.chain and own is not None:
            if len(draft.chain) == 1 and draft.chain[0] in self.last_chain and draft.cue is not None:
                draft.chain = self.last_chain[draft.chain[0]]
                rule += ", medium kept"
            if around is None or (around.chain and self.media.speaks(around.chain[-1])):
                self.last_chain[draft.chain[-1]] = after(around.chain, draft.chain) if around else draft.chain
            self.sources.speaker(draft.chain[-1])
        elif outer is not None and draft.chain and self._told_of(draft.chain[-1], outer):
            self.last_chain[draft.chain[-1]] = draft.chain
        if around is not outer and around is not None and draft.chain:
            draft.chain = after(around.chain, draft.chain)
        if draft.chain:
            self.told.append(draft)
            self.sources.media.extend(link for link in draft.chain[:1] if self.media.speaks(link))
        draft.certainty = chance or certainty(rule.removeprefix("source:").split(",")[0]) if draft.chain else 0.0
        draft.reasons.append(Reason("grammar:" + rule, round(draft.certainty, 4), self._names(draft.chain)))

    def _told_of(self, link: Link, outer: Draft) -> bool:
        """ذكرت صحيفة أن س قال: whether a man speaks within what a medium tells, which passes on what he says next too.

        A state or a body that a medium tells of speaks elsewhere as well.
        """
        man = link.entity is None or self.scene.entity_type_of(link.entity) == "PER"
        return man and bool(outer.chain) and self.media.speaks(outer.chain[-1])

    def _pass_on(self, draft: Draft) -> None:
        """وقال في تصريحات أوردتها س: who goes on speaking through a medium."""
        medium = self.media.of(draft)
        if medium is not None and len(draft.chain) == 1 and medium != draft.chain[0]:
            draft.chain = (medium, *draft.chain)
            self.last_chain[draft.chain[-1]] = draft.chain

    def _headline(self, draft: Draft) -> bool:
        headed = self.scene.units[-1].paragraph > 0  # a text of one line has no headline
        return (headed and self.scene.unit_at(draft.token).paragraph == 0) or draft.cue is None

    def _headline_subject(self, draft: Draft) -> tuple[Link, ...]:
        """س يدعو إلى: in a headline whatever stands before the verb is its subject, known or not."""
        unit = self.scene.unit_at(draft.token)
        before = draft.token - unit.first
        verbal = draft.reading is not None and draft.reading.verbal and not draft.reading.clitic
        if unit.paragraph or not verbal or not 0 < before <= _LONGEST_SUBJECT:
            return ()
        subject = (unit.first, draft.token)
        if noun_phrase(self.scene, *subject) < draft.token:
            return ()
        link, _ = self.sources.link(subject)
        draft.source = subject if link is not None else None
        return (link,) if link is not None else ()

    def settle_headlines(self, drafts: list[Draft]) -> None:
        """A headline's unnamed source (صحيفة سعودية) is who the article then names first, where the words allow it."""
        body = [d for d in drafts if not self._headline(d) and d.within is None and d.chain]
        for draft in drafts:
            if not self._headline(draft) or draft.source is None or not draft.chain:
                continue
            if draft.chain[0].anonymous is None or draft.within is not None:
                continue
            named = self._by_surname(draft.source, body)
            if named is not None:
                draft.chain = (named,)
                continue
            number = bisect_right(body, draft.start, key=lambda d: d.start)
            following = body[number] if number < len(body) else None
            if following is None or following.chain[-1].entity is None:
                continue
            head = bare(self.scene.form(draft.source[0] + (draft.source[0] in self.scene.openings)))
            entity = self.scene.names.entities[following.chain[0].entity or following.chain[-1].entity]
            if head in words("medium") and is_medium(entity):
                draft.chain = following.chain[:1]
            elif self._woman(draft.source, head) and following.gender == "m":
                continue
            elif (head in words("body") and self.scene.names.entities[following.chain[-1].entity].type == "ORG") or (
                head in words("title") | words("generic")
                and self.scene.names.entities[following.chain[-1].entity].type == "PER"
            ):
                draft.chain = following.chain

    def _by_surname(self, source: Tokens, body: list[Draft]) -> Link | None:
        """العربي يطالب …: the one man who speaks in the article and has a headline's single word in his name."""
        name, speakers = self._single_word(source), {d.chain[-1].entity for d in body}
        people = [k for k in speakers if k is not None and self.scene.entity_type_of(k) == "PER"]
        found = [k for k in people if name and name in self.sources.parts(k)]
        return Link(entity=found[0]) if len(found) == 1 else None

    def _single_word(self, source: Tokens) -> str:
        """The one word of a source, without marks; "" where it has several."""
        forms = [self.scene.form(k) for k in range(*source) if self.scene.form(k) not in PUNCTUATION]
        return forms[0] if len(forms) == 1 else ""

    def _woman(self, source: Tokens, head: str) -> bool:
        """Whether a noun is one for a woman (محامية, which folded is محاميه too)."""
        token = source[0] + (source[0] in self.scene.openings)
        written = self.scene.page.text[self.scene.page.ends[token] - 1] == "ة"
        return written and head in words("title") | words("generic")

    def settle_lead(self, drafts: list[Draft]) -> None:
        """قال متحدث …. وقال المتحدث س: the unnamed man of the lead is who is named first after it and speaks on."""
        own = [d for d in drafts if not self._headline(d) and d.within is None and d.chain and d.source is not None]
        if len(own) < 2 or own[0].chain[-1].anonymous is None:
            return
        lead, unnamed = own[0], own[0].chain[-1]
        following = own[1]
        if any(d.chain[-1] == unnamed for d in own[1:]):
            return  # وأضاف المتحدث: he stays unnamed
        if lead.source is None or following.source is None or not self._one_man(lead.source):
            return
        office = bare(self.scene.form(following.source[0]))
        if office in words("office_holder") and office != bare(self.scene.form(lead.source[0])):
            return
        key = following.chain[-1].entity
        if key is None or self.scene.entity_type_of(key) != "PER" or lead.gender != following.gender:
            return
        named = self.scene.page.token_at(min(m.start for m in self.scene.names.entities[key].mentions))
        if not following.source[0] <= named < following.source[1]:
            return
        for draft in (d for d in drafts if unnamed in d.chain):
            draft.chain = tuple(Link(entity=key) if link == unnamed else link for link in draft.chain)
            draft.reasons.append(Reason("grammar:source:lead", round(draft.certainty, 4), self._names(draft.chain)))

    def _one_man(self, source: Tokens, *more: str) -> bool:
        """Whether words are headed by a noun for one man by his office or trade, or of `more` kinds."""
        form = self.scene.form(source[0])
        kinds = frozenset().union(*map(words, ("title", "spokesman", "generic", *more)))
        return (form in kinds or bare(form) in kinds) and not form.endswith(("ون", "ين", "ان"))

    def _his_country(self, draft: Draft) -> Link | None:
        """بلاده: the country of who speaks."""
        if draft.source is None or self.scene.form(draft.source[0]) not in words("his_country"):
            return None
        chain = draft.within.chain if draft.within is not None else self._implied(draft)[0]
        entities = self.scene.names.entities
        country = entities[chain[-1].entity].country if chain and chain[-1].entity else None
        same = [e for e in entities.values() if e.type == "GPE" and e.country == country and country]
        best = max(same, key=lambda e: (e.kind == "country", len(e.mentions), e.key), default=None)
        return Link(entity=best.key) if best is not None else None

    def _names(self, chain: tuple[Link, ...]) -> str:
        return " > ".join(link.entity or (link.anonymous.text if link.anonymous else "") for link in chain)

    def _own_links(self, draft: Draft) -> tuple[tuple[Link, ...] | None, str]:
        """The links that the words beside the cue give; None where the source is only implied."""
        if draft.source is None and draft.medium is None:
            return None, "source:implied"
        medium = self.media.of(draft)
        if medium is None and quotes_another(self.scene, draft):
            medium = next((link for link in self._implied(draft)[0][:1] if self.media.speaks(link)), None)
            if medium is None and relays(draft) and self.sources.media:  # ونقلت عن س
                medium = self.sources.media[-1]
        if draft.source is None:
            previous = next((d.chain for d in reversed(self.told[-_LOOK_BACK:]) if d.chain[-1] != medium), ())
            return ((medium, previous[-1]) if medium and previous else None), "source:implied"
        link, rule = self.sources.link(draft.source, draft.source_skip)
        if link is None:
            return None, rule
        link = self._of_his_gender(draft, link)
        if link.anonymous is not None and not draft.joint:
            key = self._named_by_tagger(draft, draft.source)
            if key is not None:
                link, rule = Link(entity=key), "source:tagger"
        if not self._headline(draft) or link.entity is not None:
            self.sources.note(draft.source, link)
        if medium is not None and medium != link:
            return (medium, link), rule + ", medium"
        return (link,), rule

    def _of_his_gender(self, draft: Draft, link: Link) -> Link:
        """وأشارت سكريبال: of those who share a surname, who has spoken as a man or a woman does, as the verb tells."""
        assert draft.source is not None
        if link.entity is None or not draft.gender or self.scene.entity_type_of(link.entity) != "PER":
            return link
        known, name = self.genders, self._single_word(draft.source)
        if name and known.get(link.entity, "") != draft.gender:
            same = [k for k, gender in known.items() if gender == draft.gender and name in self.sources.parts(k)]
            return Link(entity=same[0]) if len(same) == 1 else link
        known.setdefault(link.entity, draft.gender)
        return link

    def _named_by_tagger(self, draft: Draft, source: Tokens) -> str | None:
        """الرئيس التركي: who that is by the tagger; of an office's unnamed man (مصدر في الجيش) not the office."""
        found = self.tagged.originator(self.scene, draft, tagged.UNNAMED)
        if found is None:
            return None
        key, _ = found
        if key is None:
            return None
        head = bare(self.scene.form(source[0]))
        if head in words("many") and self.scene.entity_type_of(key) == "PER":
            return None
        if head in words("plural_medium") or key in self.media.own or self.sources.held_otherwise(source, head, key):
            return None
        indefinite = self._one_man(source) and not any(
            self.scene.form(k).startswith("ال") or k in self.scene.named for k in range(*source)
        )
        if indefinite and not self._headline(draft):  # بعدما أكد وزير فرنسي: somebody new
            return None
        own = range(source[0], min(source[1] + _BESIDE, len(self.scene.page.forms)))
        within = next((k for k in own if k in self.scene.mentions and self.scene.mentions[k][1].key == key), None)
        tied = head in words("of_somebody")
        if within is None:  # والد الفتاة is known by his tie alone, and مصدر is no body
            man = self.scene.entity_type_of(key) == "PER"
            return key if not tied and (man or not self._one_man(source, "source")) else None
        parted = any(self.scene.form(k) in PREPOSITIONS for k in range(source[0], within))
        another = head in words("spokesman") or head in words("kin") or (tied and parted) or self._governed(within)
        another = another or title_within(self.scene, source[0], self.scene.mentions[within][1]) is not None
        return None if another or self.scene.entity_type_of(key) != "PER" or self._several(head) else key

    def _governed(self, token: int) -> bool:
        """Whether a preposition stands right before a name (مصدر مقرب من س, مساعد لس)."""
        mention = self.scene.mention(token)
        glued = mention is not None and mention[1].start > self.scene.page.starts[token]
        return self.scene.form(token - 1) in PREPOSITIONS or (glued and self.scene.form(token)[0] in "بل")

    def _several(self, head: str) -> bool:
        """Whether a noun is one for a body or for several, of whom the one named among them is not the speaker."""
        return head in words("body") or (head in words("source") and head not in words("one_of"))

    def _implied(self, draft: Draft, *, any_gender: bool = False) -> tuple[tuple[Link, ...], str, float]:
        """The chain of who goes on speaking, the rule that proposed him, and how likely he is."""
        outer, told = outer_of(draft), self.told[-_LOOK_BACK:]
        quoted = self._first_person(draft, outer) if outer is not None else None
        if quoted is not None and quoted.chain:
            return quoted.chain, "source:speaker", 0.0
        if outer is None:
            subject = self._clause_subject(draft, told)
        elif draft.speaker:  # what the form of إنها decides is not weighed
            taken_up = self._taken_up(draft, outer)
            if taken_up is not None:
                return after(outer.chain, (taken_up,)), "source:subject", 0.0
            subject = None
        else:
            subject = self._content_subject(draft, outer)
        choice = self.originators.choose(draft, told, self.last_chain, subject, any_gender=any_gender)
        return choice if choice is not None else ((), "source:unknown", 0.0)

    def _first_person(self, draft: Draft, outer: Draft) -> Draft | None:
        """«تعهدنا ببنائه», مطالبتنا بحقوقنا: the statement whose speaker so speaks of himself."""
        reading, around = draft.reading, self.scene.enclosing[draft.token]
        if reading is None:
            return None
        if reading.kind == "noun":
            return outer if reading.pronoun == "نا" else None
        if around < 0 or not (reading.person == "1" or (reading.kind == "perfect" and reading.pronoun == "نا")):
            return None
        while outer.within is not None and self.scene.enclosing[outer.token] == around:
            outer = outer.within  # who is quoted, not of whom he speaks
        return outer

    def _content_subject(self, draft: Draft, outer: Draft) -> Link | None:
        """إن المجلس لم يتلق دعوة وقرر أن: who the reported clause is about."""
        reading = draft.reading
        if draft.speaker or reading is None or reading.kind == "noun" or reading.person == "1":
            return None
        first = self.scene.page.token_at(outer.content[0].start)
        if first >= draft.token or not speaks(self.scene, first) or disagrees(self.scene, reading.gender, first):
            return None
        end = noun_phrase(self.scene, first, draft.token)
        clausal = draft.match is not None and draft.match.clausal
        if not reading.verbal and (end < draft.token or clausal):  # إن الحكومة عازمة على: its predicate
            return None
        return self.sources.link((first, end))[0] if end > first else None

    def _taken_up(self, draft: Draft, outer: Draft) -> Link | None:
        """قال مسؤولون إن روسيا تضغط وإنها طالبت: the subject of the clause, where إنها cannot be who speaks."""
        form = self.scene.form
        at = next((k for k in range(draft.token - 1, draft.token - 4, -1) if form(k) not in words("auxiliary")), 0)
        gender = "f" if form(at).endswith("ها") else "m" if form(at).endswith("نه") else ""
        first = self.scene.page.token_at(outer.content[0].start)
        if not gender or outer.gender in ("", gender) or first >= at or not speaks(self.scene, first):
            return None
        if disagrees(self.scene, gender, first):
            return None
        return self.sources.link((first, max(first + 1, noun_phrase(self.scene, first, at))))[0]

    def _clause_subject(self, draft: Draft, told: list[Draft]) -> Link | None:
        """Who the sentence speaks of before an implied source: its subject, or the name that إنه takes up."""
        unit = self.scene.unit_at(draft.token)
        if draft.reading is None or draft.reading.kind == "noun":
            return None
        if draft.token - unit.first < 3 or any(d.token >= unit.first and level_of(d) is None for d in told):
            return None
        page = self.scene.page
        if draft.speaker:
            names = self.scene.names.within(page.starts[unit.first], page.starts[draft.token])
            people = [m for m in names if self.scene.entity_type(m) == "PER"]
            people = [m for m in people if not self._governed(page.token_at(m.start))] or people
            if people:
                return Link(entity=people[-1].key)
        first = unit.first
        while self.scene.form(first) in words("linker") | words("was"):  # وقد تقدم س بكذا
            first += 1
        opening = self.scene.form(first)
        heads = speaks(self.scene, first)
        first += not heads
        if opening in PREPOSITIONS or (heads and self.scene.form(self._phrase_end(first, draft)) in PUNCTUATION):
            return None  # a dateline: باريس (وكالة)
        if not speaks(self.scene, first):
            return None
        link, _ = self.sources.link((first, self._phrase_end(first, draft)))
        return link if link is not None and link.entity is not None else None

    def _phrase_end(self, first: int, draft: Draft) -> int:
        return max(first + 1, noun_phrase(self.scene, first, draft.token))


def span_of(scene: Scene, tokens: Tokens | None, skip: int = 0) -> Span | None:
    """The words of a range of tokens, without `skip` letters of a preposition before them."""
    return scene.span(*tokens, skip) if tokens is not None and tokens[0] < tokens[1] else None
