"""The language of a search: words, "phrases", prefix*, AND, OR, NOT and brackets, over folded words."""

import re
from dataclasses import dataclass

from musnad.arabic.index import index_beginnings, index_words
from musnad.errors import UsageError

_QUOTED = r'(?P<quoted>"[^"]*"\*?|«[^»]*»\*?|“[^”]*”\*?)'
_PIECE = re.compile(rf'{_QUOTED}|(?P<bracket>[()])|(?P<word>[^\s()"«»“”]+)|(?P<stray>["«»“”])')
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "و": "", "أو": "or", "وليس": "not"}
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """Every part must hold."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part must hold."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The first must hold and the second must not."""

    wanted: "Query"
    unwanted: "Query"


Query = Term | Both | Either | Without


def parse(text: str) -> Query:
    """Read a search; words side by side must all occur.

    Raises UsageError for an empty search, an operator without its words, or brackets that do not match.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = list(_PIECE.finditer(text))
        self.at = 0
        self.depth = 0

    def fail(self, reason: str) -> UsageError:
        return UsageError(f"search {self.text!r}", reason, 'words, "a phrase", begin*, AND, OR, NOT, brackets')

    def whole(self) -> Query:
        query = self.either()
        if self.at < len(self.pieces):
            raise self.fail("a bracket closes that was never opened")
        return query

    def operator(self) -> str:
        word = self.pieces[self.at]["word"] if self.at < len(self.pieces) else None
        return _OPERATORS.get(word or "", "")

    def either(self) -> Query:
        parts = [self.both()]
        while self.operator() == "or":
            self.at += 1
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Query:
        wanted: list[Query] = []
        unwanted: list[Query] = []
        while self.at < len(self.pieces) and self.operator() != "or" and self.pieces[self.at]["bracket"] != ")":
            into = wanted
            if self.operator() == "and":
                self.at += 1
            if self.operator() == "not":
                self.at += 1
                into = unwanted
            term = self.term()
            if term is not None:
                into.append(term)
        if not wanted:
            raise self.fail("nothing to look for" if not unwanted else "only what must not occur")
        query = wanted[0] if len(wanted) == 1 else Both(tuple(wanted))
        for part in unwanted:
            query = Without(query, part)
        return query

    def term(self) -> Query | None:
        if self.at >= len(self.pieces) or self.operator():
            raise self.fail("an operator without words after it")
        piece = self.pieces[self.at]
        self.at += 1
        if piece["stray"]:
            raise self.fail("a quotation mark without its other one")
        if piece["bracket"] == "(":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.fail(f"more than {_DEEPEST} brackets within one another")
            query = self.either()
            if self.at >= len(self.pieces) or self.pieces[self.at]["bracket"] != ")":
                raise self.fail("a bracket that never closes")
            self.at += 1
            self.depth -= 1
            return query
        said = piece[0].rstrip("*").strip('"«»“”')
        words = tuple(index_words(said.rstrip("*")))
        if not words:
            return None
        return _begun(words, said) if piece[0].endswith("*") or said.endswith("*") else Term(words)


def _begun(words: tuple[str, ...], said: str) -> Query:
    """Words of which the last is the beginning of one, in every form in which the index may have it."""
    last = said.rstrip("*").split()[-1]
    terms = tuple(Term((*words[:-1], begun), prefix=True) for begun in index_beginnings(last)) or (Term(words, True),)
    return terms[0] if len(terms) == 1 else Either(terms)


def as_fts5(query: Query) -> str:
    """The query as SQLite's FTS5 writes it; words are quoted, so none of them is an operator."""
    match query:
        case Term(words, prefix):
            return '"' + " ".join(words) + '"' + ("*" if prefix else "")
        case Both(parts):
            return "(" + " AND ".join(as_fts5(p) for p in parts) + ")"
        case Either(parts):
            return "(" + " OR ".join(as_fts5(p) for p in parts) + ")"
        case Without(wanted, unwanted):
            return f"({as_fts5(wanted)} NOT {as_fts5(unwanted)})"


def as_tsquery(query: Query) -> str:
    """The query as PostgreSQL's to_tsquery reads it."""
    match query:
        case Term(words, prefix):
            quoted = ["'" + w.replace("\\", "").replace("'", "''") + "'" for w in words]
            if prefix:
                quoted[-1] += ":*"
            return "(" + " <-> ".join(quoted) + ")"
        case Both(parts):
            return "(" + " & ".join(as_tsquery(p) for p in parts) + ")"
        case Either(parts):
            return "(" + " | ".join(as_tsquery(p) for p in parts) + ")"
        case Without(wanted, unwanted):
            return f"({as_tsquery(wanted)} & !{as_tsquery(unwanted)})"
