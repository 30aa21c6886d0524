"""Inflection of cue verbs and nouns, on folded letters: every form the press prints, from four principal parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from musnad.arabic import fold_text

Kind = Literal["perfect", "imperfect", "participle", "predicate", "noun"]


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form, folded, and its features.

    `person` is "1" or "3", `gender` "m", "f" or "" (not told apart), `number` "s", "d" or "p". `joins` says that the
    form stands only before an object pronoun (نفا in نفاه).
    """

    text: str
    kind: Kind
    person: str = "3"
    gender: str = ""
    number: str = "s"
    joins: bool = False


def perfect(stem: str, short: str) -> Iterator[Form]:
    """The perfect, from the third person masculine (قال، دعا، نفى) and the stem before -تُ (قل) where it differs."""
    kind: Kind = "perfect"
    whole = fold_text(stem)
    if stem[-1] in "اى" and len(stem) > 2:
        base, glide = whole[:-1], "و" if stem[-1] == "ا" and len(stem) == 3 else "ي"
        yield Form(base + "ا", kind, "3", "m", joins=whole[-1] != "ا")
        before_dual, before_first = base + glide, base + glide
    else:
        base = whole[:-1] if whole[-1] == "ي" else whole
        before_dual, before_first = whole, fold_text(short) if short else whole
    feminine = whole if stem[-1] not in "اى" else base
    yield Form(whole, kind, "3", "m")
    yield Form(feminine + "ت", kind, "3", "f")
    yield Form(before_dual + "ا", kind, "3", "m", "d")
    yield Form(feminine + "تا", kind, "3", "f", "d")
    yield Form(base + "وا", kind, "3", "m", "p")
    yield Form(base + "و", kind, "3", "m", "p", joins=True)
    if before_first + "ت" != feminine + "ت":
        yield Form(before_first + "ت", kind, "1")
    yield Form(before_first + "نا", kind, "1", number="p")


def imperfect(stem: str, short: str) -> Iterator[Form]:
    """The imperfect, indicative and jussive, from the third person masculine (يقول)."""
    kind: Kind = "imperfect"
    rest = fold_text(stem)[1:]
    weak = rest[-1] in "وي" and stem[-1] in "ويى"
    base = rest[:-1] if weak else rest
    dual = base + ("ي" if weak and rest[-1] == "ي" else "و") if weak else rest
    endings = [("", "s"), ("ون", "p"), ("وا", "p"), ("ان", "d")]
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        for ending, number in endings:
            if prefix == "ت" and number == "p":
                continue
            body = rest if number == "s" else (dual if number == "d" else base)
            yield Form(prefix + body + ending, kind, "3", gender, number)
    yield Form(_first_person(rest), kind, "1")
    yield Form("ن" + rest, kind, "1", number="p")
    if stem[-1] == "ى":
        yield Form("ي" + base + "ا", kind, "3", "m", joins=True)
        yield Form("ت" + base + "ا", kind, "3", "f", joins=True)
    jussive = fold_text(short) if short else base
    if jussive != rest:
        yield Form("ي" + jussive, kind, "3", "m")
        yield Form("ت" + jussive, kind, "3", "f")


def _first_person(rest: str) -> str:
    return rest if rest.startswith("ا") else "ا" + rest


def participles(stem: str, weak: bool) -> Iterator[Form]:
    """The active participle as adverbial (مشيراً، مشيرة، مشيرين) or predicate; `weak` where a last ي is not written."""
    base = fold_text(stem) + ("ي" if weak else "")
    kind: Kind = "participle"
    yield Form(base + "ا", kind, "3", "m")
    yield Form(base + "ه", kind, "3", "f")
    plural = fold_text(stem)
    yield Form(plural + "ين", kind, "3", "m", "p")
    yield Form(base + "تين", kind, "3", "f", "d")
    yield Form(base + "ات", kind, "3", "f", "p")
    yield Form(plural + "ون", "predicate", "3", "m", "p")
    if not weak:
        yield Form(plural, "predicate", "3", "m")


def nouns(word: str) -> Iterator[Form]:
    """A verbal noun, bare, as an accusative, and before a possessive pronoun."""
    whole = fold_text(word)
    yield Form(whole, "noun")
    if whole[-1] == "ه":
        yield Form(whole[:-1] + "ت", "noun", joins=True)
    elif not whole.endswith("ات"):
        yield Form(whole + "ا", "noun")
