"""Where contents end, and what stands before a cue that has its content there."""

from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.joint import several
from musnad.analysis.attribution.lexicon import readings, words
from musnad.analysis.attribution.phrases import Tokens, withheld
from musnad.analysis.attribution.scene import ON, PREPOSITIONS, PUNCTUATION, THAT, Scene, Unit, bare
from musnad.record import Span


def tells_how(scene: Scene, at: int, *, clausal: bool) -> bool:
    """، وذلك في مؤتمر: whether an adverbial of the cue follows at `at`; «وذلك بعد …» belongs to what is told."""
    following = scene.form(at + 1)
    if scene.form(at) != "وذلك":
        return False
    where = following in ("في", "خلال") and (not clausal or bare(scene.form(at + 2)) in words("setting_end"))
    aside = following == ON and bare(scene.form(at + 2)) in words("place_on")
    return where or aside or following in words("told_so")


def _without_his_words(scene: Scene, first: int, end: int) -> int:
    """…، على حد قوله: the end of a content before the words that say once more whose words it is."""
    last = end
    while last > first and scene.form(last - 1) in PUNCTUATION:
        last -= 1
    told, before = last - 1, scene.form(last - 2)
    begins = told - 2 if before == "حد" else told - 1
    cites = scene.form(begins) == ON if before == "حد" else before in words("according")
    return begins if cites and begins > first and scene.form(told) in words("own_words") else end


class Contents:
    """Finds the spans of contents, given where every other cue stands."""

    def __init__(self, scene: Scene, drafts: list[Draft]) -> None:
        self.scene = scene
        self.cues = {d.token: d for d in drafts}

    def fill(self, draft: Draft, unit: Unit) -> None:
        """Set the content of a cue whose frame was matched after it."""
        scene, found = self.scene, draft.match
        assert found is not None
        spans: list[Span | None] = []
        if found.called is not None:
            spans.append(scene.span(*found.called))
        elif draft.antecedent is not None and found.marker == "as":
            spans.append(scene.span(*draft.antecedent))
        spans.extend(self._from(draft, found.content, found.skip, unit))
        draft.content = [s for s in spans if s is not None]
        if draft.setting is None and draft.content:
            draft.setting = self._trailing_setting(draft.content[-1], unit)

    def _trailing_setting(self, content: Span, unit: Unit) -> Tokens | None:
        """، في تصريحات نشرتها س: the adverbial of the cue that closes the sentence."""
        at = self.scene.page.token_at(content.end - 1) + 1
        while at < unit.last and self.scene.form(at) in PUNCTUATION:
            at += 1
        at += self.scene.form(at) == "وذلك"
        if self.scene.form(at) not in ("في", "خلال") or bare(self.scene.form(at + 1)) not in words("setting_end"):
            return None
        end = next((k for k in range(at + 1, unit.last) if self.scene.form(k) in PUNCTUATION), unit.last)
        return at, end

    def _from(self, draft: Draft, first: int, skip: int, unit: Unit) -> list[Span | None]:
        scene = self.scene
        limit = self._limit(draft, unit)
        if first >= limit:
            return []
        if draft.source is not None and draft.source[0] == first + 1 and draft.match is not None and not skip:
            return [scene.span(first, first + 1)]  # أكد ذلك س
        quotation = scene.openings.get(first)
        if quotation is not None and not skip:
            after = scene.after(quotation) if quotation.closed else limit
            if quotation.closed and after - first > 2 and self._stops_after(draft, first, after, limit):
                inner = first + 1 + (scene.form(first + 1) in THAT)  # «أن …»
                start = scene.page.starts[inner] if inner < after - 1 else quotation.inner_start
                opens = start if inner > first + 1 else quotation.inner_start
                spans: list[Span | None] = [scene.article.span(opens, quotation.inner_end)]
                return spans + self._continued(draft, after, limit)
        end = self._end(draft, first, limit)
        whole = scene.span(first, end, skip)
        if quotation is not None and not quotation.closed and whole is not None and whole.start <= quotation.start:
            whole = scene.article.span(quotation.inner_start, whole.end) if quotation.inner_start < whole.end else None
        return [whole]

    def _limit(self, draft: Draft, unit: Unit) -> int:
        """A content stays within its sentence and within the closed quotation that holds its cue."""
        around = self.scene.enclosing[draft.token]
        if around < 0:
            return unit.last
        inner_end = self.scene.page.quotations[around].inner_end
        return max(draft.token + 1, min(unit.last, self.scene.page.token_at(inner_end)))

    def _stops_after(self, draft: Draft, first: int, after: int, limit: int) -> bool:
        """Whether a direct quotation that closed before `after` is the whole content.

        In annotated articles it nearly always is; what goes on is an adjective or a preposition («…» من أجل).
        """
        form = self.scene.form(after)
        if after >= limit or (form not in PREPOSITIONS and self._boundary(draft, after)):
            return True
        if self._names_it(draft, first):
            return form != "و" or after + 1 not in self.scene.openings
        if self.scene.name_like(first):  # «داعش» ينسحب: a name begins the clause
            return (form in PUNCTUATION and form not in ("(", "-")) or form.startswith("و")
        glued = form[:1] in ("ل", "ب") and len(form) > 2 and form not in words("notb") and form not in words("notl")
        return not (form in PREPOSITIONS or form.startswith("ال") or glued or form in ("(", "-"))

    def _names_it(self, draft: Draft, first: int) -> bool:
        """ما وصفه بـ«كذا»: whether a quotation right after the preposition is the name that somebody gives."""
        given = draft.match is not None and draft.match.marker == "as"
        taken_up = draft.reading is not None and bool(draft.reading.pronoun)
        return given and taken_up and self.scene.form(first - 1).removeprefix("ب") not in THAT

    def _continued(self, draft: Draft, after: int, limit: int) -> list[Span | None]:
        """Further quotations joined by و or وأنّ: one more span each."""
        scene, spans = self.scene, []
        at = after
        while at < limit:
            step = at
            while step < limit and scene.form(step) in ("،", ",", "و"):
                step += 1
            if scene.form(step).removeprefix("و") in THAT and step + 1 < limit:
                step += 1
                if scene.form(step) in (":",):
                    step += 1
            quotation = scene.openings.get(step)
            if step == at or quotation is None or not quotation.closed or scene.name_like(step):
                break
            spans.append(scene.article.span(quotation.inner_start, quotation.inner_end))
            at = scene.after(quotation)
        return spans  # type: ignore[return-value]  # Span is Span | None

    def _end(self, draft: Draft, first: int, limit: int) -> int:
        """The token after the content that starts at `first`."""
        scene = self.scene
        own = scene.enclosing[draft.token]
        assert draft.match is not None
        before = scene.form(first - 1)
        clausal = draft.match.clausal or before in THAT or before[1:] in THAT
        aside = draft.relative and scene.form(draft.token - 2) in ("،", ",")  # ، الذي تعهد س بإغلاقه، ما زال
        unnamed = withheld(scene, first)
        limit = unnamed if first < unnamed < limit else _without_his_words(scene, first, limit)
        for at in range(first + 1, limit):
            if scene.enclosing[at] not in (own, -1):
                continue
            if aside and own < 0 and scene.form(at) in ("،", ","):
                return at
            if at in self.cues and self._boundary(draft, at):
                return self._trim(first, at)
            if at > first + 1 and self._leaves_clause(at, clausal):
                return self._trim(first, at)
        return limit

    def _leaves_clause(self, at: int, clausal: bool) -> bool:
        """Whether the article's own voice returns at `at`: learned from where annotated contents end."""
        form, comma = self.scene.form(at), self.scene.form(at - 1) in ("،", ",")
        if comma and form == "في" and bare(self.scene.form(at + 1)) in words("setting_end"):
            return True
        if form == "بالقول" or tells_how(self.scene, at, clausal=clausal):
            return True
        if clausal:  # فيما أعلنت س, while «فيما أصيب ثلاثة» is told too: 24 of 28 annotated clauses
            return comma and form in words("clause_stop") and self._turns(at + 1)
        if form[:1] == "و" and form.endswith("وا") and len(form) > 5:
            return True
        if comma and (form in words("nominal_stop") or (form.startswith("وي") and len(form) > 4)):
            return True
        return form in words("nominal_end")

    def _turns(self, at: int) -> bool:
        """Whether a verb that may be a cue, or أن (علما أن), stands behind a word that opens another clause."""
        form = self.scene.form(at)
        return form in THAT or any(reading.verbal for reading in readings(form))

    def _trim(self, first: int, end: int) -> int:
        scene = self.scene
        if scene.form(end - 1) in words("turn") and scene.form(end - 2) in ("من", "ومن"):
            end -= 2
        while end > first + 1 and (
            scene.form(end - 1) in words("stray")
            or (scene.form(end - 1) in PUNCTUATION and scene.form(end - 1) not in ')]»"”')
        ):
            end -= 1
        return end

    def _boundary(self, draft: Draft, at: int) -> bool:
        """Whether the next statement of the same level begins at token `at`."""
        other = self.cues.get(at)
        if other is None or other is draft:
            return False
        if other.reading is None:
            return other.trailing
        reading, scene = other.reading, self.scene
        if reading.kind == "participle":
            adverbial = scene.form(at).endswith("ا") or scene.form(at - 1) in ("،", ",")
            return adverbial and not scene.form(at).startswith("ال")
        if not reading.verbal or other.relative or reading.person == "1":
            return False
        named = other.match is not None and other.match.between.source is not None
        comma = scene.form(at - 1) in ("،", ",")
        if named and comma and scene.form(draft.token - 1) in words("subordinate"):
            return True
        if named and scene.form(at - 1) in words("turn") and scene.form(at - 2) in ("من", "ومن"):
            return True
        coordinated = reading.clitic in ("و", "ف")
        if comma and (draft.relative or (draft.reading is not None and draft.reading.kind == "noun")):
            return named
        linked = scene.form(at - 1) in words("linker")
        if not (coordinated or linked):
            return False
        if draft.relative:
            return True
        mine = draft.reading
        if mine is not None and mine.kind == "perfect" and reading.kind == "imperfect":
            return False
        if named:
            return not self._told_within(draft, other)
        if draft.gender and other.gender == "m" and other.number == "p" and self._plural_source(draft):
            return True
        if other.number != "s" and several(scene, draft):
            return True
        return not draft.gender or not other.gender or (draft.gender == other.gender and draft.number == other.number)

    def _told_within(self, draft: Draft, other: Draft) -> bool:
        """أضاف س أن لندن حذرت من …، وطالبت ص بكذا: whether a verb of asking goes on with who is told of."""
        asks = other.match is not None and other.match.frame.addressed
        if not asks or not draft.gender or not other.gender or draft.gender == other.gender:
            return False
        between = (self.cues[k] for k in range(draft.token + 1, other.token) if k in self.cues)
        return any(d.reading is not None and d.reading.verbal and d.gender == other.gender for d in between)

    def _plural_source(self, draft: Draft) -> bool:
        """قال الناشطون إن …، كما أعلنوا أن: whether several speak, whose verb is in the singular before them."""
        if draft.source is None or draft.source[0] < draft.token or draft.source[0] in self.scene.mentions:
            return False
        return self.scene.form(draft.source[0]).endswith(("ون", "يون"))
