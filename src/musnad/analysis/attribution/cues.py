"""The grammar's suggestions: which words are attribution cues."""

from dataclasses import dataclass

from musnad.analysis.article import Article
from musnad.analysis.attribution import antecedents, scores, subjects
from musnad.analysis.attribution.draft import Draft
from musnad.analysis.attribution.frames import match
from musnad.analysis.attribution.lexicon import Reading, according, readings, words
from musnad.analysis.attribution.markers import Match
from musnad.analysis.attribution.phrases import Tokens, speaks
from musnad.analysis.attribution.scene import THAT, Scene, Unit, bare
from musnad.analysis.proposals import Proposal

_LEAST = 0.05
_DAMMA = "\u064f"


@dataclass(slots=True)
class Candidate:
    """A token read as a cue, in its frame.

    `subject` are the words for the source that stand before it, in a relative clause or not; `speaker` says that its
    subject is whoever speaks the clause around it (إنه يرى, first persons). `evidence` is what tells a cue from an
    ordinary word, `score` how likely (0–1) it is one.
    """

    token: int
    reading: Reading
    match: Match
    subject: Tokens | None
    relative: bool
    speaker: bool
    evidence: scores.Evidence
    score: float


def propose(article: Article) -> list[Proposal]:
    """Every word that may be a cue, with the act it would have, its lemma and frame, and how likely it is one."""
    scene = Scene.of(article)
    forms, cited = scene.page.forms, according()
    found = []
    for unit in scene.units:
        for token in [at for at in range(unit.first, unit.last) if readings(forms[at]) or forms[at] in cited]:
            for candidate in candidates(scene, token, unit) if readings(forms[token]) else ():
                value = candidate.score
                if value >= _LEAST:
                    found.append(_proposal(scene, candidate, value))
            if forms[token] in cited:
                start = scene.char(token, forms[token] not in words("according"))
                found.append(Proposal(start, scene.page.ends[token], "report", 0.9, "grammar:according"))
    return found


def _proposal(scene: Scene, candidate: Candidate, value: float) -> Proposal:
    reading = candidate.reading
    start = scene.char(candidate.token, reading.skip)
    features = (("lemma", reading.lemma.name), ("frame", candidate.match.marker))
    end = scene.page.ends[candidate.token]
    return Proposal(start, end, candidate.match.frame.act, round(value, 4), "grammar:cue", features)


def candidates(scene: Scene, token: int, unit: Unit) -> list[Candidate]:
    """The readings of a token as a cue, each in its frame; passives are none, nor verbs right after a preposition."""
    made: list[Candidate] = []
    if scene.form(token - 1).removeprefix("و") in words("there_is") and any(
        r.kind in ("noun", "predicate") for r in readings(scene.form(token))
    ):
        return made  # هناك قلق في العاصمة: nobody is said to feel it
    for reading in readings(scene.form(token)):
        if reading.pronoun == "ه" and scene.page.text[scene.page.ends[token] - 1] == "ة":
            continue  # إضافة is no أضافه
        if reading.kind == "noun" and _vowelled_passive(scene, token):
            continue
        if reading.verbal and (passive(scene, token, reading) or _after_preposition(scene, token, reading)):
            continue
        if scene.form(token - 1) == "حد" and reading.pronoun:  # على حد وصفه
            continue
        if token == unit.first and _impersonal(scene, token, reading):
            continue
        subject, relative, speaker = subjects.before(scene, token, reading, unit)
        if relative and subject is not None and antecedents.concludes(scene, token, reading, subject):
            continue
        preposed = subject is not None and (not relative or antecedents.of_antecedent(scene, token, reading, subject))
        found = match(scene, token, reading, unit.last, subject_before=preposed)
        if reading.lemma.name in words("sides_with") and found.marker == "obj" and speaks(scene, found.content):
            continue  # ساندت إيران الحكومة: a deed
        source = found.between.source or subject
        named = source is not None and (relative or speaks(scene, source[0]))
        evidence = scores.Evidence(token, reading, found, relative, speaker, named or speaker)
        value = scores.probability(scene, evidence, unit)
        made.append(Candidate(token, reading, found, subject, relative, speaker, evidence, value))
    return _told_apart(made)


def _told_apart(made: list[Candidate]) -> list[Candidate]:
    """Of words written alike: ذكرت س بالمدينة أن is ذكر, not ذكّر بـ; ووصف التقرير بأنه is the verb, not its noun."""
    clause = any(c.reading.verbal and c.match.clausal for c in made)
    called = any(c.reading.verbal and c.reading.clitic and c.match.marker == "as" for c in made)
    return [
        c
        for c in made
        if not (clause and c.reading.lemma.name == "ذكّر" and c.match.marker != "ان")
        and not (called and c.reading.kind == "noun" and c.match.marker == "as")
    ]


def _after_preposition(scene: Scene, token: int, reading: Reading) -> bool:
    before = scene.form(token - 1)
    opinion = reading.lemma.name == "رأى" and {before, before[1:]} & words("opinion_of")  # لاستطلاع رأى
    return not reading.clitic and (bool(opinion) or before in words("before_noun"))


def _impersonal(scene: Scene, token: int, reading: Reading) -> bool:
    """ويتوقع أن at the head of a sentence: nobody is named who expects."""
    masculine = reading.kind == "imperfect" and (reading.gender, reading.number, reading.pronoun) == ("m", "s", "")
    clause = scene.form(token + 1).removeprefix("ب") in THAT
    return masculine and clause and reading.lemma.name in words("impersonal")


def passive(scene: Scene, token: int, reading: Reading) -> bool:
    """A written damma on the first letter marks a passive (أُعلن); in most imperfects it marks nothing."""
    start = scene.char(token, reading.skip)
    if reading.kind == "perfect":
        return reading.person == "3" and _DAMMA in scene.page.text[start : min(start + 4, scene.page.ends[token])]
    return scene.page.text[start + 1 : start + 2] == _DAMMA and reading.lemma.name in words("passive_damma")


def _vowelled_passive(scene: Scene, token: int) -> bool:
    """طُلب من س: whether a word that is a noun too is written as a passive verb."""
    return any(r.kind == "perfect" and passive(scene, token, r) for r in readings(scene.form(token)))


def by_arms(scene: Scene, draft: Draft) -> bool:
    """هاجم مسلحون القرية, هاجمت الجبهة مقرا: whether a verb of saying or doing tells what was done."""
    if draft.reading is None or draft.reading.lemma.name not in words("fought") or draft.source is None:
        return False
    first, end = draft.source
    what = bare(scene.form(scene.times.get(end, end))).removesuffix("ا")
    return bare(scene.form(first)) in words("armed") or what in words("stormed")
