"""The cue lexicon: inflection, frames, data that holds together."""

import pytest

from musnad.analysis.attribution.lexicon import Reading, readings, stances, words
from musnad.arabic import fold_text
from musnad.datafiles import read_table
from musnad.record import ACTS

MARKERS = {"ان", "quote", "obj", "as", "charge", "stance"}


def read(word: str) -> list[Reading]:
    return list(readings(fold_text(word)))


def test_there_are_at_least_250_cues() -> None:
    assert len(list(read_table("analysis/data/cues.tsv"))) >= 250


def test_every_cue_has_a_known_act_and_frames() -> None:
    prepositions = words("preposition") | {"ب", "ل"}
    for row in read_table("analysis/data/cues.tsv"):
        assert row["act"] in ACTS, row
        assert row["perfect"] or row["imperfect"] or row["participle"] or row["nouns"], row
        for frame in row["frames"].split():
            marker, _, act = frame.partition(":")
            assert fold_text(marker.rstrip("+>")) in MARKERS | prepositions, row
            assert not act or act in ACTS, row


def test_lemmas_are_unique() -> None:
    names = [row["lemma"] for row in read_table("analysis/data/cues.tsv")]
    assert len(names) == len(set(names))


def test_stances_name_known_acts() -> None:
    assert set(stances().values()) <= set(ACTS)


def test_weights_speak_of_what_the_lexicon_knows() -> None:
    lemmas = {row["lemma"] for row in read_table("analysis/data/cues.tsv")}
    weights = {row["feature"]: float(row["weight"]) for row in read_table("analysis/data/cue_weights.tsv")}
    assert "bias" in weights
    assert {f.removeprefix("lemma=") for f in weights if f.startswith("lemma=")} <= lemmas


def test_source_rules_count_right_ones() -> None:
    assert all(0 <= int(row["right"]) <= int(row["seen"]) for row in read_table("analysis/data/source_rules.tsv"))


@pytest.mark.parametrize(
    ("word", "lemma", "kind", "gender", "number"),
    [
        ("قال", "قال", "perfect", "m", "s"),
        ("قالت", "قال", "perfect", "f", "s"),
        ("قالوا", "قال", "perfect", "m", "p"),
        ("قالا", "قال", "perfect", "m", "d"),
        ("يقولون", "قال", "imperfect", "m", "p"),
        ("تقول", "قال", "imperfect", "f", "s"),
        ("نفى", "نفى", "perfect", "m", "s"),
        ("نفت", "نفى", "perfect", "f", "s"),
        ("نفوا", "نفى", "perfect", "m", "p"),
        ("دعت", "دعا", "perfect", "f", "s"),
        ("خشيت", "خشي", "perfect", "f", "s"),
        ("مضيفاً", "أضاف", "participle", "m", "s"),
        ("مشيرة", "أشار", "participle", "f", "s"),
        ("داعياً", "دعا", "participle", "m", "s"),
        ("داعين", "دعا", "participle", "m", "p"),
    ],
)
def test_inflection(word: str, lemma: str, kind: str, gender: str, number: str) -> None:
    assert (lemma, kind, gender, number) in [(r.lemma.name, r.kind, r.gender, r.number) for r in read(word)]


@pytest.mark.parametrize(
    ("word", "lemma", "clitic", "pronoun"),
    [
        ("وأكد", "أكد", "و", ""),
        ("فقالت", "قال", "ف", ""),
        ("سيعلن", "أعلن", "س", ""),
        ("وصفتها", "وصف", "", "ها"),
        ("نفاه", "نفى", "", "ه"),
        ("نقلته", "نقل", "", "ه"),
        ("اتهموه", "اتهم", "", "ه"),
        ("قوله", "قال", "", "ه"),
        ("دعوتها", "دعا", "", "ها"),
    ],
)
def test_clitics(word: str, lemma: str, clitic: str, pronoun: str) -> None:
    assert (lemma, clitic, pronoun) in [(r.lemma.name, r.clitic, r.pronoun) for r in read(word)]


def test_first_person_is_told_from_third() -> None:
    assert {r.person for r in read("قلنا")} == {"1"}
    assert all(r.person == "3" for r in read("أعلن") if r.lemma.name == "أعلن")


@pytest.mark.parametrize("word", ["باب", "المدينة", "في", "وال", "و"])
def test_ordinary_words_are_no_cues(word: str) -> None:
    assert not read(word)


def test_word_classes_say_what_they_are_for() -> None:
    classes = list(read_table("analysis/data/attribution_words.tsv"))
    assert len({c["class"] for c in classes}) == len(classes)
    for row in classes:
        assert row["purpose"], row["class"]
        assert len(set(row["words"].split())) == len(row["words"].split()), row["class"]
