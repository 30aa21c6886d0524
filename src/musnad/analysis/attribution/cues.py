"""The grammar's suggestions: which words are attribution cues."""

from musnad.analysis.article import Article
from musnad.analysis.attribution import scores
from musnad.analysis.attribution.frames import Match, match
from musnad.analysis.attribution.lexicon import Reading, is_according, readings, words
from musnad.analysis.attribution.phrases import speaks
from musnad.analysis.attribution.scene import Scene
from musnad.analysis.proposals import Proposal

_LEAST = 0.05
_DAMMA = "\u064f"


def propose(article: Article) -> list[Proposal]:
    """Every word that may be a cue, with the act it would have, its lemma and frame, and how likely it is one."""
    scene = Scene.of(article)
    found = []
    for unit in scene.units:
        for token in range(unit.first, unit.last):
            for reading, framed in candidates(scene, token, unit.last):
                value = likelihood(scene, reading, framed)
                if value < _LEAST:
                    continue
                start = scene.char(token, reading.skip)
                features = (
                    ("lemma", reading.lemma.name),
                    ("shape", scores.shape(reading, subject=named(scene, framed))),
                    ("frame", framed.marker),
                )
                found.append(
                    Proposal(start, scene.page.ends[token], framed.frame.act, round(value, 4), "grammar:cue", features)
                )
            if is_according(scene.form(token)):
                start = scene.char(token, scene.form(token) not in words("according"))
                found.append(Proposal(start, scene.page.ends[token], "report", 0.9, "grammar:according"))
    return found


def named(scene: Scene, found: Match) -> bool:
    """Whether a frame holds a subject that can speak."""
    source = found.between.source
    return source is not None and speaks(scene, source[0])


def likelihood(scene: Scene, reading: Reading, found: Match) -> float:
    """How likely (0–1) a word in a frame is a cue."""
    return scores.score(reading, found.marker, subject=named(scene, found))


def candidates(scene: Scene, token: int, limit: int) -> list[tuple[Reading, Match]]:
    """The readings of a token as a cue, each in its frame; passives and names are none."""
    form = scene.form(token)
    made: list[tuple[Reading, Match]] = []
    for reading in readings(form):
        if reading.verbal and _passive(scene, token, reading):
            continue
        made.append((reading, match(scene, token, reading, limit)))
    return made


def _passive(scene: Scene, token: int, reading: Reading) -> bool:
    """A written damma on the first letter of the verb marks a passive (أُعلن، يُتوقع)."""
    start = scene.char(token, reading.skip)
    return scene.page.text[start + 1 : start + 2] == _DAMMA and reading.kind == "perfect" or (
        reading.kind == "imperfect" and scene.page.text[start + 1 : start + 2] == _DAMMA and reading.skip == 0
        and scene.form(token)[:1] == "ي" and reading.lemma.name not in _FORM_FOUR
    )  # fmt: skip


_FORM_FOUR = frozenset(["أعلن", "أكد", "أشار", "أضاف", "طالب", "هدد", "حذّر", "أوضح"])
