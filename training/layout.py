"""The label sets of the tagger's heads, in the order of its output columns."""

ENTITIES = ("PER", "ORG", "GPE", "LOC", "FAC", "NORP")
TIMES = ("DATE", "TIME", "DURATION", "SET")
ACTS = tuple(
    "say report announce affirm explain deny reject accuse support warn threaten request promise agree ask hope "
    "regret fear expect think intend".split()
)
DIRECTNESS = ("direct", "mixed", "indirect")
EVENTS = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
STATUSES = ("occurred", "ongoing", "planned", "possible", "called_for", "denied")
MODES = (
    "none",
    *(
        "visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet "
        "disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger "
        "boycott obstruct vandalize convict discontinue troops weapons police militia seize censor curfew "
        "martial-law deport withhold misinformation cyber abduct beat torture sexual targeted destroy primitive "
        "firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional"
    ).split(),
)
SKIPS = ("0", "1", "2", "3", "4")


def _bio(labels: tuple[str, ...]) -> tuple[str, ...]:
    return ("O", *(f"{part}-{label}" for label in labels for part in "BI"))


# Heads over words. "colon" marks the sign that stands for the missing cue of «X: claim».
TAGS: dict[str, tuple[str, ...]] = {
    "mention": _bio(ENTITIES),
    "time": _bio(TIMES),
    "cue": ("O", "B-cue", "I-cue", "B-colon"),
    "source": _bio(("source",)),
    "trigger": _bio(("trigger",)),
    "depth": ("0", "1", "2"),
    "act": ACTS,
    "directness": DIRECTNESS,
    "event": EVENTS,
    "status": STATUSES,
    "mode": MODES,
    **{f"skip.{family}": SKIPS for family in ("mention", "time", "cue", "source", "trigger", "content")},
}
# Where the parts of a cue's frame start and end: for each, one word of the window, or the cue itself for none. "again"
# is a content that goes on after an interruption.
PARTS = ("source", "content", "again", "setting")
POINTERS = tuple(f"{part}.{end}" for part in PARTS for end in ("start", "end"))
# What the entity or anonymous source whose name the word belongs to is to a cue or trigger: any of these.
ROLES = ("originator", "medium", "target", "addressee", "actor", "recipient", "place", "time", "same")


def offsets(heads: dict[str, tuple[str, ...]] = TAGS) -> dict[str, tuple[int, int]]:
    """Columns [start, end) of each head in the output."""
    found, at = {}, 0
    for name, labels in heads.items():
        found[name] = (at, at + len(labels))
        at += len(labels)
    return found


def as_json() -> dict[str, object]:
    """What is shipped beside the model."""
    return {"tags": {k: list(v) for k, v in TAGS.items()}, "pointers": list(POINTERS), "roles": list(ROLES)}
