"""Count, in unlabelled news, which words begin persons' names and which are no part of them.

    python -m training.name_words

writes names_given.tsv and names_common.tsv of the analysis. A word's neighbours tell: after a word of a known full
name stand surnames (and verbs, rarely), before one stand given names and titles. Articles of gold/dev are left out.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

from musnad.arabic import fold, fold_text
from musnad.arabic.words import TOKEN
from musnad.knowledge import Knowledge, knowledge
from musnad.knowledge.tables import split, tables
from training.corpus import articles, held_out_texts, is_held_out, text_of

DATA = Path(__file__).resolve().parents[1] / "src" / "musnad" / "analysis" / "data"
TITLES = frozenset(map(fold_text, (
    "الدكتور الدكتورة السيد السيدة الشيخ المهندس المهندسة اللواء العقيد العميد المقدم الرائد النقيب الفريق المشير "
    "الجنرال المحامي المحامية المستشار النائب النائبة السيناتور الملك الأمير الأميرة القس الأنبا البابا الفنان الفنانة "
    "اللاعب المدرب الناشط الناشطة الصحفي الصحفية الكاتب الكاتبة السفير القاضي البروفيسور الباحث المخرج الشاعر الممثل "
    "الممثلة المطرب المواطن الشهيد الاسير الراحل المدعو ويدعى يدعى الأستاذ المبعوث"
).split()))  # fmt: skip
# What separates the lists; read off words at either side of each.
FREQUENT, MOST = 25, 6000  # times seen: a word is common; a word of a known name says nothing (but محمد)
AFTER_NAME, BEFORE_NAME, AFTER_TITLE = 0.12, 0.25, 0.06  # shares of a word's occurrences
USUAL_GIVEN = 8  # people who bear a given name in the public list
STRANGE = 400  # times seen, below which a word that often follows names may be a surname
ONLY_NAME = 150  # times seen, up to which a known person's given name is always one


@dataclass
class Counts:
    """How often each folded word is seen, right after a title, and right after or before a word of a known name."""

    seen: Counter[str] = field(default_factory=Counter)
    after_title: Counter[str] = field(default_factory=Counter)
    after_name: Counter[str] = field(default_factory=Counter)
    before_name: Counter[str] = field(default_factory=Counter)

    def share(self, counter: Counter[str], word: str) -> float:
        """The share of a word's occurrences that a counter has; 0 for words that are hardly seen."""
        return counter[word] / self.seen[word] if self.seen[word] >= FREQUENT - 5 else 0.0


def names_of_persons() -> list[list[str]]:
    """The folded words of every full name of the persons table."""
    rows = [row for _, found in tables("persons.csv") for row in found]
    names = [fold_text(name.lstrip("?")).split() for row in rows for name in split(row["arabic"])]
    return [name for name in names if len(name) > 1]


def count(name_words: set[str]) -> Counts:
    """Count words and their neighbours in the corpus; `name_words` are those of known full names."""
    counts, held_out = Counts(), held_out_texts()
    for article in articles():
        if is_held_out(article, held_out):
            continue
        text = fold(text_of(article)).text
        before, end = "", -1
        for match in TOKEN.finditer(text):
            word = match.group()
            counts.seen[word] += 1
            if before and match.start() == end + 1 and text[end] == " ":
                counts.after_title[word] += before in TITLES
                counts.after_name[word] += before in name_words
                counts.before_name[before] += word in name_words
            before, end = word, match.end()
    return counts


def usual_given_names() -> list[str]:
    """Given names of arabic-name-romanizer (from Wikidata, CC0) that several people bear, mostly as given names."""
    given: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    with as_file(files("arabic_name_romanizer") / "resources" / "names.sqlite3") as path:
        for key, number, role in sqlite3.connect(path).execute("SELECT arabic_key, count, role FROM units"):
            all_[fold_text(key)] += number
            given[fold_text(key)] += number * (role == "given")
    return [word for word, number in given.items() if number >= max(USUAL_GIVEN, all_[word] / 2)]


def lists(counts: Counts, names: list[list[str]], known: Knowledge) -> tuple[set[str], set[str]]:
    """Words that begin names, and words that are no part of them."""
    words = {w for name in names for w in name if len(w) > 1 and (counts.seen[w] < MOST or w == "محمد")}
    given = {
        name[0]
        for name in names
        if _plain(name[0])
        and (counts.seen[name[0]] < ONLY_NAME or counts.share(counts.before_name, name[0]) >= AFTER_NAME)
    }
    common = set()
    for word in counts.seen:
        after, before = counts.share(counts.after_name, word), counts.share(counts.before_name, word)
        borne = known.press_spelling(word) is not None
        if not word.isalpha() or len(word) < 2:
            continue
        titled = borne and len(word) > 2 and counts.share(counts.after_title, word) >= AFTER_TITLE
        if ((word in words and before >= BEFORE_NAME) or titled) and not _has_clitic(counts, word, words):
            given.add(word)
        elif word not in words or (counts.seen[word] > ONLY_NAME and max(after, before) < AFTER_NAME):
            stranger = after >= 2 * AFTER_NAME and counts.seen[word] < STRANGE and word[0] != "و"
            if counts.seen[word] >= FREQUENT and (after < AFTER_NAME or not (borne or stranger)):
                common.add(word)
    for word in usual_given_names():
        likely = max(counts.share(counts.before_name, word), 2 * counts.share(counts.after_title, word)) >= AFTER_NAME
        if _plain(word) and word not in common and (counts.seen[word] < FREQUENT - 5 or likely):
            given.add(word)
    return given, common


def _plain(word: str) -> bool:
    return word.isalpha() and len(word) > 2 and not word.startswith("ال")


def _has_clitic(counts: Counts, word: str, words: set[str]) -> bool:
    """Whether a word is ال with another, or most likely another behind a clitic."""
    if word.startswith("ال"):
        return True
    return word not in words and word[0] in "وبلفك" and counts.seen[word[1:]] > counts.seen[word]


def write(name: str, comment: str, words: set[str]) -> None:
    """Write a word list with what it is."""
    lines = [*(f"# {line}" for line in comment.split("\n")), "word", *sorted(words)]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count and write both lists."""
    names = names_of_persons()
    seen = count(set()).seen
    counts = count({w for name in names for w in name if len(w) > 1 and (seen[w] < MOST or w == "محمد")})
    given, common = lists(counts, names, knowledge())
    write(
        "names_given.tsv",
        "Words (folded) that begin persons' names: followed by a word of a known person's full name or preceded by a\n"
        "title in a fair share of their occurrences in news of 2013-2018, first words of the persons table, and usual\n"
        "given names of arabic-name-romanizer (from Wikidata, CC0). Counted by training/name_words.py.",
        given,
    )
    write(
        "names_common.tsv",
        "Words (folded) that are seldom or never part of a person's name: often seen in news of 2013-2018, hardly\n"
        "ever right after a word of a known person's full name. Counted by training/name_words.py.",
        common,
    )


if __name__ == "__main__":
    main()
