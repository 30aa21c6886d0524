"""The word lists of the grammar of names, folded, read once."""

from functools import cache, lru_cache
from importlib.resources import files

from musnad.arabic import fold_text, stems
from musnad.knowledge import Knowledge

_FORMS_KEPT = 65536
_CLITIC_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ولل", "وبال")
_ENDINGS = ("ها", "هم", "وا", "ات", "ته", "تهم", "هما", "ايي", "يه", "تم")
STOP, COMMON, UNKNOWN, NAME, GIVEN = range(5)


def lines(file: str) -> list[str]:
    """The lines of a data file without comments and header."""
    text = files("musnad").joinpath("analysis", "data", file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")][1:]


@cache
def _words() -> dict[str, frozenset[str]]:
    table = (line.split("\t") for line in lines("names_words.tsv"))
    return {kind: frozenset(map(fold_text, words.split("|"))) for kind, words in table}


def words(kind: str) -> frozenset[str]:
    """The folded words of a kind of names_words.tsv."""
    return _words()[kind]


@cache
def common() -> frozenset[str]:
    """Words that are no part of persons' names."""
    return frozenset(lines("names_common.tsv"))


@cache
def given() -> frozenset[str]:
    """Words that begin persons' names."""
    return frozenset(lines("names_given.tsv"))


class Namelike:
    """How like a part of a person's name a folded word is: STOP, COMMON, UNKNOWN, NAME or GIVEN."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._kinds: dict[str, int] = {}
        self._common, self._given = common(), given()
        self._stop, self._joins, self._titles = words("stop"), words("joins_name"), words("title")
        self._not_given = words("not_given")

    def __call__(self, form: str) -> int:
        """The kind of a folded word without clitics."""
        kind = self._kinds.get(form)
        if kind is None:
            kind = self._kinds[form] = self._kind(form)
        return kind

    def _kind(self, form: str) -> int:
        if not form[0].isalpha() or form[0] < "\u0600" or form in self._stop:
            return STOP
        if form in self._given:
            return COMMON if form in self._not_given else GIVEN
        if form in self._common or form in self._titles:
            return COMMON
        if len(form) < 3 and form not in self._joins:
            return STOP
        bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
        if self._known.press_spelling(bare):
            return NAME
        return COMMON if self._inflected(form) else UNKNOWN

    def _inflected(self, form: str) -> bool:
        """Whether an unknown word carries clitics or endings that names do not have."""
        if form.startswith(_CLITIC_ARTICLES) or form.endswith(_ENDINGS):
            return True
        if form.endswith("ون") and not form.endswith("سون") and len(form) > 5:
            return True
        if form.startswith("ال") and form.endswith(("ين", "تان", "تين")):
            return True
        return any(stem.skip and (stem.text in self._common or stem.text[:2] == "ال") for stem in stems(form))


@lru_cache(maxsize=4)
def namelike(known: Knowledge) -> Namelike:
    """The judge of name words for one knowledge, kept so that its findings are."""
    return Namelike(known)
