"""The cue lexicon: which forms may carry attribution, in which frames, with what act."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from musnad.analysis.attribution import inflect
from musnad.analysis.attribution.inflect import Form, Kind
from musnad.arabic import fold_text
from musnad.arabic.kept import kept
from musnad.datafiles import read_table
from musnad.record import Act

_PRONOUNS = ("هما", "ها", "هم", "هن", "ه", "ني", "نا")
_VERB_CLITICS = ("", "و", "ف", "س", "وس", "فس", "ل", "ول")
_NOUN_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "لل")


class Frame(NamedTuple):
    """How a cue marks its content.

    `marker` is "ان", "quote", "obj", "as", "charge", "stance" or a preposition; `act` the act in this frame;
    `addressed` whether somebody spoken to may stand before the marker; `governs` whether the preposition governs him.
    """

    marker: str
    act: Act
    addressed: bool = False
    governs: bool = False


@dataclass(frozen=True, slots=True)
class Lemma:
    """One line of cues.tsv; `frame(marker)` is the frame with this marker, or None."""

    name: str
    act: Act
    frames: tuple[Frame, ...]
    frame: Callable[[str], Frame | None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_marker = {frame.marker: frame for frame in reversed(self.frames)}  # the first of one marker
        object.__setattr__(self, "frame", by_marker.get)


class Reading(NamedTuple):
    """One way to read a token as a cue: `skip` letters of clitics before it, and an object or possessive `pronoun`.

    `verbal` says that it is a finite verb.
    """

    lemma: Lemma
    kind: Kind
    person: str
    gender: str
    number: str
    skip: int
    clitic: str
    pronoun: str
    verbal: bool


@kept
def words(kind: str) -> frozenset[str]:
    """The folded function words of a class of attribution_words.tsv."""
    return _word_classes()[kind]


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    classes = read_table("analysis/data/attribution_words.tsv")
    return {r["class"]: frozenset(fold_text(w) for w in r["words"].split()) for r in classes}


def is_according(form: str) -> bool:
    """Whether a token is a prepositional cue (بحسب، وفقا), after و or not."""
    return form in according()


@cache
def according() -> frozenset[str]:
    """The prepositional cues (بحسب، وفقا), after و or not."""
    return words("according") | {"و" + word for word in words("according")}


@cache
def stances() -> dict[str, Act]:
    """Folded noun of attitude → act."""
    return {fold_text(r["noun"]): r["act"] for r in read_table("analysis/data/stances.tsv")}  # type: ignore[misc]  # checked by a test


@cache
def _forms() -> dict[str, tuple[tuple[Lemma, Form], ...]]:
    found: dict[str, list[tuple[Lemma, Form]]] = {}
    for row in read_table("analysis/data/cues.tsv"):
        act: Act = row["act"]  # type: ignore[assignment]  # checked by a test
        lemma = Lemma(row["lemma"], act, tuple(_frame(f, act) for f in row["frames"].split()))
        for form in _inflected(row):
            found.setdefault(form.text, []).append((lemma, form))
    return {text: tuple(entries) for text, entries in found.items()}


def _frame(text: str, act: Act) -> Frame:
    marker, _, own = text.partition(":")
    return Frame(fold_text(marker.rstrip("+>")), own or act, marker.endswith("+"), marker.endswith(">"))  # type: ignore[arg-type]


def _inflected(row: dict[str, str]) -> Iterator[Form]:
    if row["perfect"]:
        yield from inflect.perfect(row["perfect"], row["short"])
    if row["imperfect"]:
        yield from inflect.imperfect(row["imperfect"], row["short"])
    if row["participle"]:
        weak = row["imperfect"][-1:] in ("ي", "و", "ى") and row["participle"][-1] not in "يئ"
        yield from inflect.participles(row["participle"], weak)
    for noun in filter(None, row["nouns"].split(",")):
        yield from inflect.nouns(noun)


@kept
def readings(form: str) -> tuple[Reading, ...]:
    """All ways to read a folded token as a cue, fewest clitics first."""
    forms = _forms()
    found: list[Reading] = []
    for clitic in _clitics().get(form[:1], ("",)):
        if not form.startswith(clitic):
            continue
        rest = form[len(clitic) :]
        if clitic == "لل" and "ال" + rest in forms:
            continue
        for stem, pronoun in _without_pronoun(rest):
            for lemma, inflected in forms.get(stem, ()):
                if inflected.person == "1" and any(
                    r.lemma is lemma and r.verbal and r.skip == len(clitic) for r in found
                ):
                    continue  # أعلن is he announced before it is I announce
                if _fits(inflected, clitic, pronoun):
                    reading = Reading(
                        lemma, inflected.kind, inflected.person, inflected.gender, inflected.number,
                        len(clitic), clitic, pronoun, inflected.kind in ("perfect", "imperfect"),
                    )  # fmt: skip
                    if all(reading._replace(gender=r.gender) != r for r in found):
                        found.append(reading)
    return tuple(found)


@cache
def _clitics() -> dict[str, tuple[str, ...]]:
    """First letter → the clitics, "" among them, that a word with it may begin with."""
    listed = _NOUN_CLITICS + _VERB_CLITICS[3:6]
    letters = dict.fromkeys(clitic[0] for clitic in listed if clitic)
    return {letter: tuple(clitic for clitic in listed if clitic[:1] in ("", letter)) for letter in letters}


def _without_pronoun(word: str) -> list[tuple[str, str]]:
    found = [(word, "")]
    if word.endswith(_PRONOUNS):
        for pronoun in _PRONOUNS:
            if word.endswith(pronoun) and len(word) - len(pronoun) >= 2:
                found.append((word[: -len(pronoun)], pronoun))
    return found


def _fits(form: Form, clitic: str, pronoun: str) -> bool:
    if form.joins and not pronoun:
        return False
    if form.kind == "noun":
        return (clitic in _NOUN_CLITICS) and not (pronoun and clitic.endswith(("ال", "لل")))
    if form.person == "1" and pronoun in ("ني", "نا", "ي"):  # أردني is no word of mine about me
        return False
    if form.kind in ("participle", "predicate"):
        return clitic in ("", "و", "ف") and not pronoun
    if clitic in ("س", "وس", "فس"):
        return form.kind == "imperfect"
    if clitic in ("ل", "ول"):
        return form.kind == "imperfect" and not form.text.endswith("ن")
    if form.text.endswith("وا") and pronoun:
        return False
    return clitic in ("", "و", "ف")
