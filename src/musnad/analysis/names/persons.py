"""Persons whom the tables do not know: after a title, or a sequence that begins with a given name."""

from musnad.analysis.names.ground import Ground
from musnad.analysis.names.lexicon import COMMON, GIVEN, NAME, STOP, UNKNOWN, words
from musnad.analysis.proposals import Proposal

_LONGEST = 7  # words of a name
_FURTHEST = 8  # words between a title and the name
_TITLED = {NAME: 0.75, GIVEN: 0.8, UNKNOWN: 0.6}


def persons(ground: Ground) -> list[Proposal]:
    """Names of persons with scores by how name-like their words are."""
    found = []
    roles = _roles(ground)
    at = 0
    while at < len(ground.forms):
        if at in ground.taken:
            at = ground.taken[at][0]
            continue
        made = _titled(ground, roles.get(at, at + 1), at in roles) if at in roles or _is_title(ground, at) else None
        if made is None:
            made = _begun(ground, at)
        if made is None:
            at += 1
            continue
        found.append(made)
        at = max(at + 1, ground.page.token_at(made.end - 1) + 1)
    return found


def _roles(ground: Ground) -> dict[int, int]:
    """First token of every title of the tables → the token after it."""
    folded = ground.page.folded
    found = {}
    for match in ground.article.knowledge.roles_scan(folded.text):
        tokens = ground.page.tokens_in(folded.original(match.start), folded.original(match.end))
        found[tokens.start] = tokens.stop
    return found


def _is_title(ground: Ground, at: int) -> bool:
    return any(word in words("title") for _, word in ground.readings(at))


def _titled(ground: Ground, at: int, office: bool) -> Proposal | None:
    """The name after a title that ends before token `at`: over adjectives, the office's country or body, a comma."""
    first = at
    while at < min(len(ground.forms), first + _FURTHEST):
        if "\n" in ground.page.text[ground.page.ends[at - 1] : ground.page.starts[at]]:
            return None
        form = ground.forms[at]
        if at in ground.taken:
            if ground.taken[at][1].label == "PER" or not office:
                return None
            at = ground.taken[at][0]
        elif form in words("after_title") or ground.article.knowledge.nationality(form) is not None:
            at += 1
        elif form in "\"«“'،,.-" and (form not in "،,-" or office):
            at += 1
        else:
            break
    if at >= len(ground.forms):
        return None
    kind = ground.like(ground.forms[at])
    if kind < UNKNOWN or (at > first + 2 and kind < NAME):
        return None
    end = _end(ground, at)
    length = end - at
    if length == 1 and at > first + 1:
        return None
    score = _TITLED[kind] + (0.1 if length > 1 else -0.1)
    return ground.proposal(at, 0, end, "PER", score, "titled")


def _begun(ground: Ground, at: int) -> Proposal | None:
    """A sequence of two or more name words that begins with a given name."""
    for skip, word in ground.readings(at):
        kind = ground.like(word)
        if kind == GIVEN or (kind == NAME and not word.startswith("ال")):
            end = _end(ground, at)
            if end - at < 2 or (end - at == 2 and word in words("opens_pair")):
                continue
            second = ground.like(ground.forms[at + 1])
            if kind == GIVEN:
                score = 0.8 if second >= NAME else 0.6
            else:
                score = 0.55 if second == GIVEN else 0.45 if second >= UNKNOWN else 0.2
            return ground.proposal(at, skip, end, "PER", score, "begun")
        if not skip and kind != COMMON and kind != UNKNOWN:
            break
    return None


def _end(ground: Ground, at: int) -> int:
    """The token after the name that begins at a token."""
    end = at + 1
    unknown = ground.like(ground.forms[at]) == UNKNOWN
    while end < min(len(ground.forms), at + _LONGEST) and ground.joined(end - 1) and end not in ground.taken:
        form = ground.forms[end]
        before = ground.forms[end - 1]
        if before in words("opens_pair") and ground.like(form) > STOP:
            end += 1
            continue
        kind = ground.like(form)
        if form in words("closes_pair") or (form in words("joins_name") and ground.joined(end)):
            end += 1
            continue
        if kind < UNKNOWN or ground.article.knowledge.nationality(form) is not None and end - at > 1:
            break
        if kind == UNKNOWN:
            if unknown and end - at > 1:
                break
            unknown = True
        end += 1
    while end - at > 1 and ground.forms[end - 1] in words("opens_pair"):
        end -= 1
    return end
