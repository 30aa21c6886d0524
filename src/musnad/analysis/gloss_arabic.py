"""The Arabic of glosses where a word changes beside another: للاتحاد, لـ18, من جانب الحوثيين."""

import re

# Sound plurals with the article that are people by their form (الحوثيون، المسلمون), and words that only look like them.
_PLURAL = re.compile(r"ال\w{2,}يون|الم\w{2,}ون")
_NO_PLURAL = frozenset(
    "التلفزيون التليفزيون المليون البليون الأفيون الكاميرون المضمون المأمون الميمون المخزون المكنون المجنون".split()
)
_ARTICLE = re.compile(r"ال(?=\w{2})")
# «لل» is ل with the article, whose alif is not written; a ل of the word's own is not doubled again (للاجئين).
_TO_THE = re.compile(r"لل(?=\w{3})")
_OBJECT = re.compile(r"(?:اً|ًا)(?!\w)")
_OWN_L = ("اجئ", "اعب")


def genitive(name: str) -> str:
    """A name as it stands behind a noun or a preposition: الحوثيون is الحوثيين there."""
    words = (w[:-2] + "ين" if _PLURAL.fullmatch(w) and w not in _NO_PLURAL else w for w in name.split(" "))
    return " ".join(words)


def uncased(words: str) -> str:
    """Words of the article without the ending of an object that is written (مصدراً), which they are not here."""
    return _OBJECT.sub("", words)


def without_to(words: str) -> str:
    """An article's words without the preposition that is written into their article: للمنطقة is المنطقة."""
    if not _TO_THE.match(words):
        return words
    rest = words[2:]
    return ("الل" if rest.startswith(_OWN_L) else "ال") + rest


def with_preposition(before: str, words: str) -> str:
    """A preposition of the tables (`لـ` is written together) and what it governs."""
    if not before.endswith("ـ"):
        return f"{before} {words}" if before else words
    letter = before.removesuffix("ـ")
    if letter == "ل" and _ARTICLE.match(words):
        return "ل" + words[2:] if words[2] == "ل" else "لل" + words[2:]
    return letter + words if "\u0621" <= words[:1] <= "\u064a" else before + words


def all_with_preposition(before: str, words: list[str]) -> str:
    """The same of several: the first alone has the preposition."""
    return " و".join([with_preposition(before, words[0]), *words[1:]])
