"""From the tagger's scores to proposals: spans decoded window by window, then links snapped to spans."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np

from musnad.analysis.proposals import LinkProposal, LinkRole, Proposal, Proposals
from musnad.analysis.tagger_decode import Floats, Row, best_paths, best_stretch, log_softmax, runs, sigmoid, spans
from musnad.analysis.tagger_windows import Window
from musnad.arabic.page import Page

BY = "tagger"
# Added to the log odds of a span against none: less likely spans are proposed too, scored low.
EASE = {"mention": 0.7, "time": 0.7, "cue": 1.5, "source": 0.7, "trigger": 1.5}
SPAN_HEADS = tuple(EASE)
# By the model's own probability, before calibration: a link less likely than this is not proposed, nor one to words
# that are no name. Of a trigger even doubtful ones are: who weighs participants adds them to what else he knows.
LEAST_ROLE = {"cue": 0.25, "trigger": 0.03}
LEAST_UNNAMED = {"cue": 0.5, "trigger": 0.25}


@dataclass(frozen=True, slots=True)
class Labels:
    """The columns of the model's outputs and the calibration of its scores.

    `tags` maps a head to its labels, in the order of the columns; `slopes` a head to (slope, shift) of its log odds.
    """

    tags: dict[str, tuple[str, ...]]
    pointers: tuple[str, ...]
    roles: tuple[str, ...]
    columns: dict[str, slice]
    slopes: dict[str, tuple[float, float]]

    @classmethod
    def read(cls, layout: dict[str, Any], calibration: dict[str, Any]) -> "Labels":
        """From labels.json and calibration.json."""
        tags = {name: tuple(labels) for name, labels in layout["tags"].items()}
        columns, at = {}, 0
        for name, labels in tags.items():
            columns[name] = slice(at, at + len(labels))
            at += len(labels)
        slopes = {name: (float(a), float(b)) for name, (a, b) in calibration.get("slopes", {}).items()}
        return cls(tags, tuple(layout["pointers"]), tuple(layout["roles"]), columns, slopes)

    def calibrated(self, head: str, probability: float) -> float:
        """The probability that a proposal of this head is right, given the model's own."""
        slope, shift = self.slopes.get(head, (1.0, 0.0))
        p = min(max(float(probability), 1e-6), 1 - 1e-6)
        return round(float(sigmoid(np.asarray(slope * np.log(p / (1 - p)) + shift))), 4)


class WindowScores(NamedTuple):
    """A window's scores: tags (words, columns), pairs (words, words, columns)."""

    window: Window
    tags: Floats
    pairs: Floats


class Found(NamedTuple):
    """Words [first, last) with a label and the model's own probability."""

    first: int
    last: int
    label: str
    p: float


LEAST_PART = 0.05  # a part of a frame less likely than this is not proposed
PARTS = ("source", "content", "again", "setting")
ROLES = {
    "cue": ("originator", "medium", "target", "addressee"),
    "trigger": ("actor", "recipient", "place", "time", "same"),
}


class Reader:
    """Takes the scores of a text's windows in order and hands out proposals at the end."""

    def __init__(self, page: Page, labels: Labels) -> None:
        self.page, self.labels = page, labels
        self.found: dict[str, list[Proposal]] = {name: [] for name in (*SPAN_HEADS, "content")}
        self.links: dict[tuple[tuple[int, int], tuple[int, int], str], float] = {}
        self.ranges: dict[str, list[tuple[int, int, int]]] = {"mention": [], "time": [], "source": [], "trigger": []}

    def take(self, scored: list[WindowScores]) -> None:
        """Decode the windows of one batch."""
        labels = self.labels
        logs = [{name: log_softmax(w.tags[:, labels.columns[name]]) for name in labels.tags} for w in scored]
        rows = [Row(log[name], labels.tags[name], EASE[name]) for log in logs for name in SPAN_HEADS]
        paths = iter(best_paths(rows))
        for w, log in zip(scored, logs, strict=True):
            by_head = {name: self._spans(name, log[name], next(paths)) for name in SPAN_HEADS}
            self._take_window(w, log, by_head)

    def _spans(self, name: str, log: Floats, path: Any) -> list[Found]:
        """The spans of a path; the score of one is the least likely of its words, counting any label of its type."""
        labels = self.labels.tags[name]
        found = []
        for first, last, label in spans(path, labels):
            columns = [i for i, other in enumerate(labels) if other[2:] == label]
            p = float(np.exp(log[first:last, columns]).sum(axis=1).min())
            found.append(Found(first, last, label, p))
        return found

    def _take_window(self, w: WindowScores, log: dict[str, Floats], by_head: dict[str, list[Found]]) -> None:
        window = w.window
        core = window.core - window.first
        kept = {name: [f for f in some if f.first >= core] for name, some in by_head.items()}
        for name in ("mention", "time", "source"):
            for f in kept[name]:
                self._propose(name, window, log, f, f.label)
        # The names of the context belong to the window before, but links may point at them.
        names = {name: by_head[name] for name in ("mention", "time", "source", "trigger")}
        for f in kept["cue"]:
            self._cue(w, log, f, self._frame(w, f), names)
        for f in kept["trigger"]:
            features = (self._best(log, f, "status"), self._best(log, f, "mode"))
            label, p = self._best(log, f, "event")[1:]
            told = tuple((n, v) for n, v, _ in features if v != "none")  # an event without a mode has none
            told += (("statuses", self._all(log, f, "status")),)
            span = self._propose("trigger", window, log, f, label, p, told)
            self._roles("trigger", w, f, span, names, log)

    def _best(self, log: dict[str, Floats], f: Found, name: str) -> tuple[str, str, float]:
        row = log[name][f.first]
        i = int(row.argmax())
        return name, self.labels.tags[name][i], float(np.exp(row[i]))

    def _all(self, log: dict[str, Floats], f: Found, name: str) -> str:
        """Each label of a head with its probability: «occurred 0.912 planned 0.051»."""
        chances = zip(self.labels.tags[name], np.exp(log[name][f.first]), strict=True)
        return " ".join(f"{label} {p:.3f}" for label, p in chances)

    def _offsets(self, name: str, window: Window, log: dict[str, Floats], f: Found) -> tuple[int, int]:
        """Code points of words [first, last), the clitics of the first left out as the skip head says."""
        skip = int(log[f"skip.{name}"][f.first].argmax()) if f"skip.{name}" in log else 0
        first, last = window.first + f.first, window.first + f.last
        start, end = self.page.inside(first, min(skip, len(self.page.forms[first]) - 1)), self.page.ends[last - 1]
        return (start, end) if start < end else (self.page.starts[first], end)

    def _propose(
        self, name: str, window: Window, log: dict[str, Floats], f: Found, label: str, p: float = 1.0,
        features: tuple[tuple[str, str], ...] = (),
    ) -> tuple[int, int]:  # fmt: skip
        """Write a proposal down; its score is that of the span alone, the label's stands in the features."""
        start, end = self._offsets(name, window, log, f)
        if p < 1.0:
            features = (*features, ("label_score", f"{self.labels.calibrated(f'{name}.label', p):.4f}"))
        score = self.labels.calibrated(name, f.p)
        self.found[name].append(Proposal(start, end, label, score, BY, features))
        return start, end

    def _frame(self, w: WindowScores, cue: Found) -> list[Found]:
        """The parts of a cue's frame: for each, the likeliest start and end; the cue itself stands for none."""
        pointers = w.pairs[cue.first, :, : len(self.labels.pointers)]
        log = log_softmax(pointers.T)
        found = []
        for n, part in enumerate(PARTS):
            first, last, p = best_stretch(log[2 * n], log[2 * n + 1], cue.first)
            if last > first and p >= LEAST_PART:
                found.append(Found(first, last, part, p))
        return found

    def _cue(
        self, w: WindowScores, log: dict[str, Floats], f: Found, frame: list[Found], names: dict[str, list[Found]]
    ) -> None:
        _, act, p = self._best(log, f, "act")
        features = [("directness", self._best(log, f, "directness")[1])]
        if f.label == "colon":
            features.append(("cue", "none"))
        span = self._propose("cue", w.window, log, f, act, p, tuple(features))
        for part in frame:
            label = "content" if part.label == "again" else part.label
            tail = self._offsets(label, w.window, log, part)
            score = self.labels.calibrated(f"frame.{part.label}", part.p)
            if label == "content":
                self.found["content"].append(Proposal(*tail, "content", score, BY))
            self._link(span, tail, label, score)
        self._roles("cue", w, f, span, names, log)

    def _roles(
        self, kind: str, w: WindowScores, f: Found, span: tuple[int, int],
        names: dict[str, list[Found]], log: dict[str, Floats],
    ) -> None:  # fmt: skip
        """Link a head with the names (times for time, triggers for same) that the model gives a role, or bare words."""
        at = len(self.labels.pointers)
        for role in ROLES[kind]:
            p = sigmoid(w.pairs[f.first, :, at + self.labels.roles.index(role)])
            family = {"time": "time", "same": "trigger"}.get(role, "mention")
            free = p > LEAST_UNNAMED[kind]
            for name in names[family]:
                mean = float(p[name.first : name.last].mean())
                free[name.first : name.last] = False
                if mean >= LEAST_ROLE[kind] and name.first != f.first:
                    self._link(
                        span,
                        self._offsets(family, w.window, log, name),
                        role,
                        self.labels.calibrated(f"role.{role}", mean),
                    )
            if family != "mention" or role == "place":
                continue
            for first, last in runs(free):
                whole = next((s for s in names["source"] if s.first <= first and last <= s.last), None)
                part = whole or Found(first, last, role, 0.0)
                mean = float(p[first:last].mean())
                tail = self._offsets("source" if whole else "setting", w.window, log, part)
                self._link(span, tail, role, self.labels.calibrated(f"role.{role}", mean))

    def _link(self, head: tuple[int, int], tail: tuple[int, int], role: str, score: float) -> None:
        key = (head, tail, role)
        self.links[key] = max(score, self.links.get(key, 0.0))

    def proposals(self) -> Proposals:
        """All that was found, in the order of the text."""
        found = self.found
        contents: dict[tuple[int, int], Proposal] = {}
        for p in found["content"]:
            if (p.start, p.end) not in contents or contents[p.start, p.end].score < p.score:
                contents[p.start, p.end] = p
        return Proposals(
            mentions=sorted(found["mention"], key=_place),
            times=sorted(found["time"], key=_place),
            cues=sorted(found["cue"], key=_place),
            sources=sorted(found["source"], key=_place),
            contents=sorted(contents.values(), key=_place),
            triggers=sorted(found["trigger"], key=_place),
            links=[
                LinkProposal(head, tail, cast(LinkRole, role), score, BY)
                for (head, tail, role), score in sorted(self.links.items())
            ],
        )


def _place(p: Proposal) -> tuple[int, int]:
    return p.start, p.end


def linked(links: list[LinkProposal], head: tuple[int, int], role: str) -> list[LinkProposal]:
    """The links of a head in one role, best first; `links` as `proposals` sorts them."""
    at = bisect_left(links, head, key=lambda link: link.head)
    found = []
    while at < len(links) and links[at].head == head:
        if links[at].role == role:
            found.append(links[at])
        at += 1
    return sorted(found, key=lambda link: (-link.score, link.tail))
