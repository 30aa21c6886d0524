"""What the tagger says of who takes part in an event, beside the grammar and where the grammar has no word for them."""

from musnad.analysis.events.fillers import Filler
from musnad.analysis.events.weighing import weights
from musnad.analysis.proposals import LinkRole
from musnad.analysis.tagger_roles import TriggerRoles, logit

# What the tagger hears of them differs; all other kinds are names.
_WORDS = {"nationality": "nationality", "nominal": "nominal", "people": "unnamed"}
# The roles that somebody may have of whom only the tagger tells, each with the other one.
BEYOND: dict[LinkRole, LinkRole] = {"actor": "recipient", "recipient": "actor"}


def tagger_features(odds: float, role: LinkRole, tagged: TriggerRoles, token: int, filler: Filler) -> dict[str, float]:
    """What grammar and tagger say of a filler in a role; how much each counts goes by what words the filler is.

    The tagger knows names best. Of an adjective of nationality or a description it says nothing, and of unnamed people
    only what is likely: there its silence is no answer.
    """
    words = _WORDS.get(filler.kind.partition(" ")[0], "named")
    found = {"bias": 1.0, words: 1.0, f"{words}, grammar": odds}
    score, most = tagged.score(token, role, filler.first, filler.last), tagged.most(token, role)
    if score:
        found[f"{words}, tagger"] = logit(score)
        found["tagger's first"] = score == most
    else:
        found[f"{words}, tagger silent"] = 1.0
    if most:
        found["tagger's first odds"] = logit(most)
    else:
        found["tagger silent of all"] = 1.0
    return found


def by_tagger(tagged: TriggerRoles, token: int, filler: Filler) -> dict[str, float]:
    """The chance in each role of one of whom the grammar knows nothing in this place."""
    chances = {"place": 0.0}
    for role in BEYOND:
        chances[role] = weights(f"{role} beyond").probability(beyond_features(role, tagged, token, filler))
    return chances


def beyond_features(role: LinkRole, tagged: TriggerRoles, token: int, filler: Filler) -> dict[str, float]:
    """What the tagger says of somebody in a role who does not stand around the trigger."""
    words = "unnamed" if filler.kind == "beyond people" else "named"
    score, most = tagged.score(token, role, filler.first, filler.last), tagged.most(token, role)
    other = tagged.score(token, BEYOND[role], filler.first, filler.last)
    return {
        "bias": 1.0,
        words: 1.0,
        f"{words}, tagger": logit(score),
        "tagger's first": float(0 < score == most),
        "tagger's first odds": logit(most),
        "in the other role": logit(other),
    }
