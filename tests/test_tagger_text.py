"""The tagger's reading of a text: light folding, windows, decoding. None of it needs the model."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.analysis.tagger import distances
from musnad.analysis.tagger_decode import Row, best_paths, best_stretch, log_softmax, runs, spans
from musnad.analysis.tagger_text import Pieces, cut, lighten
from musnad.analysis.tagger_windows import windows
from musnad.arabic import lay_out

ARABIC = st.text(alphabet="وقال الوزير إنّ «الهدنة» ستبدأُ غداً.\n،ـ﷽ﻻ 12٣\u200f", max_size=200)
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


class OnePieceALetter:
    """A stand-in for the tokenizer: every letter of a chunk is a piece."""

    def encode(self, chunks, is_pretokenized, add_special_tokens):
        assert is_pretokenized
        assert not add_special_tokens
        self.ids = [ord(c) % 100 for chunk in chunks for c in chunk]
        self.word_ids = [n for n, chunk in enumerate(chunks) for _ in chunk]
        self.offsets = [(i, i + 1) for chunk in chunks for i in range(len(chunk))]
        return self


@given(ARABIC)
def test_every_light_character_stands_where_it_came_from(text):
    light, origin = lighten(text)
    if origin is None:
        assert len(light) == len(text)
    else:
        assert len(origin) == len(light)
        assert origin == sorted(origin)
        for character, at in zip(light, origin, strict=True):
            assert character in lighten(text[at])[0]


def test_vowel_signs_tatweel_and_controls_are_not_read_but_hamzas_are():
    assert lighten("أعْلَنَ الرئيـــس\u200f")[0] == "أعلن الرئيس"
    assert lighten("٢٠١٦ ﻻ")[0] == "2016 لا"


@given(ARABIC)
def test_each_word_is_touched_by_its_pieces(text):
    page = lay_out(text)
    pieces = cut(page, OnePieceALetter())
    assert len(pieces.first) == len(page.starts)
    assert (pieces.first <= pieces.last).all()
    assert (np.diff(pieces.first) >= 0).all()


@settings(max_examples=50)
@given(ARABIC, st.integers(20, 120))
def test_every_word_is_in_one_core_and_no_window_is_too_long(text, most):
    page = lay_out(text * 3)
    pieces = cut(page, OnePieceALetter())
    made = windows(page, pieces, most=most, context=most // 4)
    cores = list(itertools.chain.from_iterable(range(w.core, w.last) for w in made))
    assert cores == sorted(set(cores))
    assert set(cores) == {i for s in page.sentences for i in range(s.first, s.last)}
    for w in made:
        assert w.first <= w.core < w.last
        if w.last - w.first > 1:
            assert pieces.last[w.last - 1] - pieces.first[w.first] + 1 <= most


def test_windows_of_a_very_long_sentence_are_linear():
    words = 40_000
    page = lay_out("كلمة " * words)
    ids = np.arange(words)
    made = windows(page, Pieces(ids, ids, ids, ids), most=382, context=64)
    assert sum(w.last - w.core for w in made) == words


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_a_best_path_never_continues_what_has_not_begun(words, seed):
    scores = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)
    (path,) = best_paths([Row(scores, LABELS)])
    before = "O"
    for number in path:
        label = LABELS[number]
        if label.startswith("I-"):
            assert before[2:] == label[2:]
        before = label
    assert all(a < b for a, b, _ in spans(path, LABELS))


def test_rows_of_unequal_length_are_decoded_as_if_alone():
    random = np.random.default_rng(1)
    rows = [Row(random.normal(size=(n, len(LABELS))).astype(np.float32), LABELS) for n in (3, 17, 8)]
    together = best_paths(rows)
    for row, path in zip(rows, together, strict=True):
        assert (best_paths([row])[0] == path).all()


def test_adjacent_names_stay_apart():
    path = np.array([1, 2, 1, 0, 3])
    assert spans(path, LABELS) == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "ORG")]


def test_runs_of_true():
    assert runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert runs(np.zeros(0, bool)) == []


def test_distances_are_bounded_and_signed():
    table = distances(300)
    assert table.min() >= 0
    assert table.max() == 23
    assert table[5, 4] < 12 <= table[4, 5]


@given(st.integers(1, 25), st.integers(0, 2**32 - 1))
def test_the_best_stretch_is_the_best_of_all(words, seed):
    random = np.random.default_rng(seed)
    start, end = log_softmax(random.normal(size=(2, words)) * 3)
    none = int(random.integers(words))
    first, last, p = best_stretch(start, end, none)
    stretches = [(start[a] + end[b], a, b + 1) for a in range(words) for b in range(a, words) if not a <= none <= b]
    if not stretches or np.exp(start[none]) + np.exp(end[none]) > 1:
        assert (first, last) == (none, none)
    else:
        best = max(stretches)
        assert np.isclose(2 * np.log(p), best[0])
        assert (first, last) == best[1:]
