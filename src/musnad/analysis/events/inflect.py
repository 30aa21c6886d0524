"""The printed forms of an Arabic verb or noun, from its lemma, on folded letters.

The press prints no vowels, so a form is a string of consonants; what matters is that weak, hollow, doubled and
hamzated stems come out as they are spelt. A form that is made once too often costs nothing: no text holds it.
"""

from musnad.arabic import fold_text

PERFECT, IMPERFECT, PASSIVE = "perfect", "imperfect", "passive"
_SHADDA = "\u0651"


def imperfect_of(lemma: str) -> str:
    """The third person masculine imperfect of a perfect, where spelling alone tells it.

    Hollow verbs of the first form (زار) and first forms with an initial hamza (أخذ) do not tell; the inventory
    writes theirs out, as زار/يزور.
    """
    bare = fold_text(lemma)
    if lemma[0] == "أ" and lemma[2:3] == _SHADDA:  # أيّد، يؤيد
        return "يو" + bare[1:]
    hollow = len(bare) > 3 and bare[-2] == "ا" and not lemma.endswith(_SHADDA)
    if lemma[0] in "أآ" or bare.startswith("است"):
        rest = bare[1:]
        return "ي" + (rest[:-2] + "ي" + rest[-1] if hollow and len(rest) > 2 else rest)
    if bare[0] == "ا":
        return "ي" + bare[1:]
    if bare[0] == "و" and len(bare) == 3 and _SHADDA not in lemma:
        return "ي" + bare[1:]
    if lemma.endswith("ا") and len(bare) == 3:
        return "ي" + bare[:-1] + "و"
    return "ي" + bare


def verb_forms(lemma: str) -> dict[str, str]:
    """Every finite form of a verb given as perfect or perfect/imperfect, each with its tense.

    The tense is "perfect", "imperfect", or "passive" where the spelling shows the passive. Forms before an object
    pronoun (قتلو in قتلوهم) are among them.
    """
    perfect_raw, _, imperfect_raw = lemma.partition("/")
    imperfect = fold_text(imperfect_raw or imperfect_of(perfect_raw))
    forms: dict[str, str] = {}
    for form in _passives(perfect_raw, imperfect):
        forms[form] = PASSIVE
    for form in _imperfects(imperfect):
        forms[form] = IMPERFECT
    for form in _perfects(perfect_raw, imperfect):
        forms[form] = PERFECT
    return forms


def _is_hollow(bare: str, imperfect: str) -> bool:
    return len(bare) > 2 and bare[-2] == "ا" and imperfect[-2] in "اوي"


def _perfects(raw: str, imperfect: str) -> list[str]:
    bare = fold_text(raw)
    if raw.endswith(_SHADDA):
        doubled = bare + bare[-1]
        return [bare + e for e in ("", "ت", "وا", "و", "ا", "تا")] + [doubled + e for e in ("ت", "نا", "تم", "ن")]
    if raw[-1] in "ىياا" and not raw.endswith("أ"):
        stem = bare[:-1]
        glide = "و" if raw[-1] == "ا" else "ي"
        ends = ["", "ت", "وا", "و", "تا", "ا", glide + "ا", glide + "ت", glide + "نا", glide + "ن"]
        return [bare] + [stem + e for e in ends[1:]]
    if _is_hollow(bare, imperfect):
        short = bare[:-2] + bare[-1]
        return [bare + e for e in ("", "ت", "وا", "و", "ا", "تا")] + [short + e for e in ("ت", "نا", "تم", "ن")]
    return [bare + e for e in ("", "ت", "وا", "و", "ا", "تا", "نا", "تم", "ن")]


def _imperfects(imperfect: str) -> list[str]:
    stem = imperfect[1:]
    weak = stem[-1] in "يو" and len(stem) > 1
    base = stem[:-1] if weak else stem
    ends = [stem, base + "ون", base + "وا", base + "و", stem + "ان", stem + "ا", base + "ين", stem + "ن"]
    if weak:
        ends += [base, base + "ا"]
    elif len(stem) > 2 and stem[-2] in "اوي":
        ends.append(stem[:-2] + stem[-1])
    return [prefix + end for end in ends for prefix in "يتنا"]


def _passives(raw: str, imperfect: str) -> list[str]:
    bare = fold_text(raw)
    made: list[str] = []
    if _is_hollow(bare, imperfect):
        past = bare[:-2] + "ي" + bare[-1]
        made += [past + e for e in ("", "ت", "وا", "و", "ا", "تا")]
        made += _imperfects(imperfect[:-2] + "ا" + imperfect[-1]) if imperfect[-2] != "ا" else []
    elif len(bare) == 4 and bare[1] == "ا":
        past = bare[0] + "و" + bare[2:]
        made += [past + e for e in ("", "ت", "وا", "و", "ا", "تا")]
    return made


def noun_forms(lemma: str) -> dict[str, bool]:
    """Every form of a noun without article and pronoun; True marks the indefinite accusative (هجوما).

    The lemma is a singular, with its broken plural after a semicolon where it has one: هجوم;هجمات. Sound plurals
    and duals are made.
    """
    singular, _, plurals = lemma.partition(";")
    forms: dict[str, bool] = {}
    for number, raw in enumerate([singular, *filter(None, plurals.split(";"))]):
        for form in _cases(fold_text(raw), singular=number == 0):
            forms.setdefault(form, False)
        bare = fold_text(raw)
        if bare[-1] not in "هايء":
            forms.setdefault(bare + "ا", True)
    return forms


def _cases(bare: str, *, singular: bool) -> list[str]:
    made = [bare]
    if bare.endswith("ء"):
        made += [bare[:-1] + "ي", bare[:-1] + "و"]  # before a pronoun: اعتدائه، اعتداؤه
    if bare.endswith("ي"):
        made.append(bare[:-1] + "ا")
    if not singular:
        return made
    if bare.endswith("ه"):
        stem = bare[:-1]
        made += [stem + e for e in ("ات", "تان", "تين", "تا", "تي")]
    else:
        made += [bare + e for e in ("ات", "ان", "ين")]
    return made


def participle_forms(lemma: str) -> dict[str, bool]:
    """Every form of a participle: both genders, sound plurals, before a pronoun or genitive."""
    singular, _, plurals = lemma.partition(";")
    bare = fold_text(singular)
    stem = bare[:-1] if bare.endswith("ه") else bare
    ends = ("ه", "ون", "ين", "و", "ي", "ات", "ان", "تان", "تين")
    forms = dict.fromkeys([bare, *(stem + e for e in ends)], False)
    for plural in filter(None, plurals.split(";")):
        forms.setdefault(fold_text(plural), False)
    forms.setdefault(stem + "ا", True)
    return forms
