"""Decides which cues stand, and builds the statements with their chains."""

from bisect import bisect_left

from musnad.analysis.article import Article
from musnad.analysis.attribution import bounds, extras, relay
from musnad.analysis.attribution.adverbials import between
from musnad.analysis.attribution.attitudes import attitudes
from musnad.analysis.attribution.chain import Chains, span_of
from musnad.analysis.attribution.contents import Contents
from musnad.analysis.attribution.cues import Candidate, by_arms, candidates
from musnad.analysis.attribution.documents import settle_paper
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.frames import STANDS_IN
from musnad.analysis.attribution.joint import joint, together
from musnad.analysis.attribution.kinds import with_kinds
from musnad.analysis.attribution.lexicon import according, is_according, readings, words
from musnad.analysis.attribution.nesting import nest
from musnad.analysis.attribution.phrases import noun_phrase, speaks
from musnad.analysis.attribution.scene import PREPOSITIONS, THAT, Scene, Unit, resumed
from musnad.analysis.attribution.sources import Sources, is_medium
from musnad.analysis.attribution.speech import act_of, asks_a_land, directness, participant, speaks_himself, target_of
from musnad.analysis.attribution.tagged import Tagged
from musnad.analysis.named import Names
from musnad.analysis.proposals import Proposals
from musnad.record import Abstention, Reason, Span, Statement, Time, content_id

# Below this a word is taken for an ordinary word; swept .38–.5 on articles read since the weights before were learnt.
_THRESHOLD = 0.48
_LONGEST_INDEFINITE = 3
_NO_NOUNS = (
    "stop",
    "what",
    "relative_wide",
    "opener",
    "linker",
    "circumstance",
    "adverb",
    "pronoun",
    "auxiliary",
    "was",
)
_COMMAS = ("،", ",")
_FURTHEST_SETTING = 25
# What the grammar thinks impossible without names is not looked at again with them.
_LEAST = 0.05
# Where a tagger speaks, its word weighs this much against the lexicon's; swept 0–.7 on articles that neither had seen.
_TAGGER = 0.25


def compose(article: Article, proposals: Proposals, names: Names, times: tuple[Time, ...]) -> tuple[Statement, ...]:
    """The statements of an article, by place of their cue, each with its whole chain.

    Linear in the text's length: sentences are searched in pieces of bounded size.
    """
    scene = Scene.of(article, names, times)
    return statements(scene, drafted(scene, proposals))


def drafted(scene: Scene, proposals: Proposals) -> list[Draft]:
    """What the statements are made of, by place of their cue."""
    tagged = Tagged.of(scene, proposals)
    drafts = _drafts(scene, proposals, tagged)
    nest(drafts)
    chains = Chains(scene, Sources(scene), tagged)
    for draft in drafts:
        chains.give(draft)
    chains.settle_lead(drafts)
    chains.settle_headlines(drafts)
    return [draft for draft in drafts if draft.content and (draft.chain or draft.cue) and not _of_itself(scene, draft)]


def _of_itself(scene: Scene, draft: Draft) -> bool:
    """أي بادرة يظهرها س: whether the words for who speaks are all that would be said."""
    source = span_of(scene, draft.source, draft.source_skip)
    return source is not None and [source] == draft.content


def statements(scene: Scene, drafts: list[Draft]) -> tuple[Statement, ...]:
    """A statement for each draft, in the same order."""
    ids = {id(draft): _id(scene, draft) for draft in drafts}
    return tuple(_statement(scene, draft, ids) for draft in drafts)


def _drafts(scene: Scene, proposals: Proposals, tagged: Tagged) -> list[Draft]:
    found = [_verbal(scene, candidate) for candidate in _chosen(scene, proposals, tagged)]
    found = [d for d in found if not relay.relays(d) or medial(scene, d) or relay.cites(scene, d)]
    found = [d for d in found if not by_arms(scene, d)]
    trailing = _cited(scene)
    within_cues = {k for token, cited in trailing.items() for k in range(token + 1, cited.cue_end)}
    found = _without_absorbed(scene, [d for d in found if d.token not in within_cues])
    contents = Contents(scene, found)
    for token in trailing:
        contents.cues.setdefault(token, Draft(token, scene.page.starts[token], None, "report", 0.9, trailing=True))
    covered: dict[int, int] = {}
    kept: list[Draft] = []
    for number, draft in enumerate(found):
        unit = scene.unit_at(draft.token)
        assert draft.match is not None
        tagged.improve(scene, draft)
        if draft.match.found:
            contents.fill(draft, unit)
            bounds.settle(scene, draft, tagged)
        elif draft.match.marker == "said":
            extras.said(scene, draft, unit, covered.get(unit.first, unit.first))
        else:
            before = extras.preposed(scene, draft, unit, covered.get(unit.first, unit.first))
            draft.content = [before] if before is not None else []
            if draft.antecedent is not None and not draft.content:
                spoken = scene.span(*draft.antecedent)
                draft.content = [spoken] if spoken is not None else []
            if not draft.content:
                _hand_over(scene, draft, found[number + 1 : number + 2], unit)
        if draft.content and kept:
            _asked(scene, draft, kept[-1], unit)
        if draft.content:
            kept.append(draft)
            last = scene.page.token_at(max(s.end for s in draft.content) - 1) + 1
            covered[unit.first] = max(covered.get(unit.first, 0), last)
    kept.extend(_extras(scene, kept, trailing))
    kept.extend(tagged.alone(scene, kept, within_cues))
    kept.extend(attitudes(scene, kept))
    kept.extend(other for draft in list(kept) for other in joint(scene, draft))
    kept.sort(key=lambda d: (d.start, d.cue is None))
    kept.extend(together(kept))
    kept.sort(key=lambda d: (d.start, d.cue is None))
    return kept


def _asked(scene: Scene, draft: Draft, before: Draft, unit: Unit) -> None:
    """قال س إن …، وطالب ص بكذا: who is named after a verb of asking within a speaker's sentence is asked."""
    reading, source, found = draft.reading, draft.source, draft.match
    if found is None or not found.frame.addressed or reading is None or source is None or draft.addressee is not None:
        return
    joined = reading.verbal and reading.clitic == "و" and draft.token > unit.first and source[0] == draft.token + 1
    spoke = before.token >= unit.first and before.source is not None and not before.relative and before.gender
    beside = scene.enclosing[draft.token] == scene.enclosing[before.token]
    if joined and spoke and beside and before.gender == draft.gender:
        draft.addressee, draft.source = source, None


def _hand_over(scene: Scene, draft: Draft, following: list[Draft], unit: Unit) -> None:
    """قال س رداً على سؤال …، قال «…»: the repeated verb takes the source of the first, as does رد س … قائلا."""
    spoke = draft.source is not None and draft.reading is not None and draft.reading.verbal and not draft.relative
    spoke = spoke and draft.source is not None and speaks(scene, draft.source[0])
    for other in following:
        if other.reading is None or draft.reading is None:
            continue
        joined = other.reading.kind == "participle" or (other.reading.verbal and other.reading.clitic in ("و", "ف"))
        goes_on = other.reading.lemma is draft.reading.lemma or (joined and spoke)
        if goes_on and other.source is None and other.token < unit.last:
            other.source, other.medium = draft.source, other.medium or draft.medium
            other.setting = other.setting or draft.setting


def _cited(scene: Scene) -> dict[int, extras.Cited]:
    """The prepositional cues of a text and whom they cite."""
    found, known = {}, according()
    for unit in scene.units:
        for token in [at for at in range(unit.first, unit.last) if scene.forms[at] in known]:
            cited = extras.cited(scene, token, unit)
            if cited is not None:
                found[token] = cited
    return found


def _extras(scene: Scene, drafts: list[Draft], trailing: dict[int, extras.Cited]) -> list[Draft]:
    """Headlines, prepositional cues and quotations that stand alone."""
    by_unit: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_unit.setdefault(scene.unit_at(draft.token).first, []).append(draft)
    made: list[Draft] = []
    cues = sorted(trailing)
    for unit in scene.units:
        inside = by_unit.get(unit.first, [])
        title = extras.headline(scene, unit)
        if title is not None and not any(d.token < title.token + 3 for d in inside):
            made.append(title)
            continue
        for token in cues[bisect_left(cues, unit.first) : bisect_left(cues, unit.last)]:
            found = _according(scene, token, unit, inside, trailing[token])
            if found is not None:
                made.append(found)
        if not inside:
            alone = extras.orphan(scene, unit)
            if alone is not None:
                made.append(alone)
    return made


def _according(scene: Scene, token: int, unit: Unit, inside: list[Draft], cited: extras.Cited) -> Draft | None:
    """A prepositional cue: a statement of its own, or the medium of those whose sentence it ends."""
    start = scene.page.starts[token]
    if any(any(s.start <= start < s.end for s in d.content) for d in inside):
        return None
    found = extras.according(scene, token, unit, cited, 0.8)
    if found is None or found.source is None or not found.trailing:
        return found
    return found


def medial(scene: Scene, draft: Draft) -> bool:
    """Whether a draft has a medium, or a medium for its source, already."""
    if draft.medium is not None:
        return True
    return draft.source is not None and extras.medial(scene, draft.source)


def _chosen(scene: Scene, proposals: Proposals, tagged: Tagged) -> list[Candidate]:
    """For each token proposed as a cue, its best reading, where it is likely enough."""
    likely = {scene.page.token_at(p.start) for p in proposals.cues if p.by == "grammar:cue" and p.score >= _LEAST}
    chosen = []
    for token in sorted(likely | tagged.cues.keys()):
        if token in scene.named and not _doubtful(scene, token):
            continue
        best: tuple[float, Candidate] | None = None
        for candidate in candidates(scene, token, scene.unit_at(token)):
            value = candidate.score
            if tagged.cues:
                value = _TAGGER * tagged.score(token) + (1 - _TAGGER) * value
            if best is None or value > best[0]:
                best = (value, candidate)
        if best is not None and best[0] >= _THRESHOLD:
            chosen.append(best[1])
    return chosen


def _doubtful(scene: Scene, token: int) -> bool:
    """Whether a name is one word that is named once and no person: a verb may have been taken for a town."""
    mention = scene.mention(token)
    if mention is None or mention[0] > token + 1:
        return False
    entity = scene.names.entities[mention[1].key]
    return entity.type in ("GPE", "LOC", "FAC") and len(entity.mentions) == 1


def _verbal(scene: Scene, candidate: Candidate) -> Draft:
    """The draft of a cue word: its frame, source, medium, addressee and setting."""
    token, reading, found, subject = candidate.token, candidate.reading, candidate.match, candidate.subject
    start = scene.char(token, reading.skip)
    cue = scene.article.span(start, scene.page.ends[token])
    draft = Draft(token, start, cue, found.frame.act, candidate.score, reading, found)
    draft.relative, draft.speaker = candidate.relative, candidate.speaker
    middle = found.between
    draft.source, draft.addressee, draft.medium = middle.source, middle.addressee, middle.medium
    draft.setting, draft.accused, draft.holder = middle.setting, found.accused, found.holder
    if candidate.speaker and found.frame.addressed and middle.source is not None:  # إنها طالبت س: he is asked
        draft.source, draft.addressee = None, draft.addressee or middle.source
        middle.source = None
    spoken = middle.source is not None and speaks(scene, middle.source[0]) and not found.frame.addressed
    if subject is not None and not candidate.relative and not (spoken and found.clausal):
        draft.source = subject
        if found.frame.addressed and middle.source is not None:
            draft.addressee = draft.addressee or middle.source
    elif middle.source is None and not (candidate.relative and (reading.pronoun or resumed(scene, token))):
        draft.source = subject
    if candidate.relative and (reading.pronoun or resumed(scene, token)):
        draft.antecedent = _last_phrase(scene, subject)  # what وصفته speaks of, or دعت إليه, stands before الذي
    elif not reading.clitic and reading.verbal and (reading.pronoun or resumed(scene, token)):
        draft.antecedent = _indefinite(scene, token, scene.unit_at(token))  # في حادث وصفته س, هدنة دعت إليها س
    if draft.source is not None and draft.source == subject:
        head = scene.form(subject[0])
        draft.source_skip = int(head[:3] == "وال" and head[1:] in words("title"))  # والرئيس يدعو
    if reading.lemma.name in STANDS_IN and draft.setting is not None:
        draft.source, draft.setting = (draft.setting[0] + 1, draft.setting[1]), None
    settle_paper(scene, draft)
    if asks_a_land(scene, draft):
        draft.source, draft.addressee = None, draft.addressee or draft.source
    relay.split(scene, draft)
    if relay.relays(draft) and draft.medium is None and not candidate.relative and subject != draft.source:
        draft.medium = subject
    if draft.setting is None:
        draft.setting = _setting_before(scene, token, scene.unit_at(token))
    note = f"{reading.lemma.name}, {reading.kind}, {found.marker}"
    draft.reasons.append(Reason("grammar:cue", round(draft.score, 4), note))
    return draft


def _last_phrase(scene: Scene, tokens: tuple[int, int] | None) -> tuple[int, int] | None:
    """The noun phrase that ends a range of tokens."""
    if tokens is None:
        return None
    first, last = tokens
    starts = (k for k in range(first, last) if k not in scene.times and noun_phrase(scene, k, last) == last)
    return next(starts, first), last


def _indefinite(scene: Scene, token: int, unit: Unit) -> tuple[int, int] | None:
    """The indefinite noun phrase right before a verb, which then stands in a relative clause without الذي."""
    last = token
    if scene.form(token - 1) in words("negation"):
        last -= 1
    first = last
    while first > unit.first and last - first < _LONGEST_INDEFINITE and _plain(scene, first - 1):
        first -= 1
    return (first, last) if first < last else None


def _plain(scene: Scene, token: int) -> bool:
    """Whether an ordinary indefinite noun or adjective stands at a token."""
    form = scene.form(token)
    if not form.isalpha() or form.startswith("ال") or token in scene.named or token in scene.times:
        return False
    if form in PREPOSITIONS or form in THAT or is_according(form) or any(form in words(kind) for kind in _NO_NOUNS):
        return False
    if form[:2] in ("لل", "سي", "ست") or form.endswith(("ها", "هم")):
        return False
    return not any(r.verbal and (r.kind == "perfect" or not r.clitic) for r in readings(form))


def _setting_before(scene: Scene, token: int, unit: Unit) -> tuple[int, int] | None:
    """وفي تصريح لوكالة س، قال: an adverbial that opens the sentence."""
    closed = scene.form(token - 1) in _COMMAS
    first = unit.first
    if closed:  # س…، وفي مقابلته مع شبكة ص، قال
        commas = (
            k for k in range(token - 2, max(unit.first, token - _FURTHEST_SETTING), -1) if scene.form(k) in _COMMAS
        )
        first = next((k + 1 for k in commas if scene.form(k + 1)[:1] == "و"), first)
    if token - first < 2 or token - first > _FURTHEST_SETTING:
        return None
    opening = between(scene, first, token)
    if opening.setting is None or opening.setting[0] > first + 1:
        return None
    heard = opening.addressee
    last = heard[1] if heard is not None else opening.setting[1]
    whole = last == token and not any(scene.form(k) in THAT for k in range(first, token))
    return (opening.setting[0], last) if closed or whole else None


def _without_absorbed(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Drop cues that stand between another cue and its content (تابع قائلا، نقلت عنه قوله)."""
    kept: list[Draft] = []
    reach = -1
    for draft in drafts:
        inside = draft.token < reach
        if inside and scene.form(draft.token) in words("citing"):
            continue
        if inside and not draft.relative and scene.form(draft.token - 1) not in words("relative_wide"):
            weaker = kept[-1].score < draft.score and scene.form(draft.token) not in words("saying")
            if not weaker or draft.match is None or not draft.match.found:
                continue
            kept.pop()
            reach = -1
        kept.append(draft)
        if draft.match is not None and draft.match.found:
            reach = max(reach, draft.match.content)
    return kept


def _id(scene: Scene, draft: Draft) -> str:
    teller = draft.like or draft
    source = [span_of(scene, teller.source, teller.source_skip)] if draft.joint else []
    return content_id("s", scene.article.document.key, draft.cue, *_distinct(draft.content), *source)


def _statement(scene: Scene, draft: Draft, ids: dict[int, str]) -> Statement:
    content = tuple(_distinct(draft.content))
    source = span_of(scene, draft.source, draft.source_skip)
    addressee = participant(scene, draft.addressee)
    if addressee is not None and speaks_himself(draft, addressee.entity):
        addressee = None
    confidence = round(min(0.99, draft.score * draft.certainty), 4)
    return Statement(
        id=ids[id(draft)],
        cue=draft.cue,
        source=source,
        chain=with_kinds(scene, draft.chain),
        content=content,
        directness=directness(scene, draft),
        act=act_of(scene, draft, is_medium),
        target=target_of(scene, draft),
        addressee=addressee,
        setting=span_of(scene, draft.setting),
        within=ids.get(id(draft.within)) if draft.within is not None else None,
        confidence=confidence,
        why=tuple(draft.reasons),
        abstained=() if draft.chain else (Abstention("chain", "no source is named before"),),
    )


def _distinct(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found
