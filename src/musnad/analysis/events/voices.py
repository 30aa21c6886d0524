"""What the statement around a trigger says of who takes part: who speaks, of whom it is asked, who is addressed."""

from musnad.analysis.events.candidates import Candidate
from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.scene import Scene


def voice_features(scene: Scene, candidate: Candidate, filler: Filler, slot: str, pos: str) -> dict[str, float]:
    """Who promises or denies a deed would do it; of whom it is demanded, too (دعا روسيا إلى وقف القصف)."""
    inside = scene.statement_at[candidate.token]
    found: dict[str, float] = {}
    if filler.first and (cue := scene.cue_at[filler.first - 1]) >= 0:
        found[f"right behind the cue {scene.statements[cue].act}"] = 1.0
    if inside < 0:
        return found
    statement, who = scene.statements[inside], filler.participant.entity
    act = statement.act
    found[f"act {act} {slot}"] = 1.0
    if who is None:
        return found
    side = "inside" if scene.statement_at[filler.first] == inside else "outside"
    links = [link.entity for link in statement.chain]
    if links and links[-1] == who:
        for of in (side, act, f"{act} {pos}", candidate.entry.type):
            found[f"the originator, {of}"] = 1.0
        if _first_person(candidate):
            found["the originator speaks of himself"] = 1.0
    elif who in links:
        found["the medium"] = 1.0
    if statement.target == who:
        for of in (side, act, f"{act} {candidate.entry.type}"):
            found[f"the target, {of}"] = 1.0
    if statement.addressee is not None and statement.addressee.entity == who:
        found["the addressee"] = found[f"the addressee, {act}"] = 1.0
    return found


def _first_person(candidate: Candidate) -> bool:
    reading = candidate.reading
    return reading.pronoun in ("نا", "ني", "ي") or (reading.pos == "v" and candidate.span.text.lstrip("س")[:1] == "ن")
