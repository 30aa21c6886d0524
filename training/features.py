"""Labelled articles as arrays: what each word, and each pair of cue or trigger and word, should be given."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from musnad.analysis.tagger_text import Pieces, cut
from musnad.analysis.tagger_windows import sentence_numbers
from musnad.arabic import Page, lay_out
from training import layout

NOTHING = -100  # no loss here
IDS = {name: {label: i for i, label in enumerate(labels)} for name, labels in layout.TAGS.items()}
ROLE_IDS = {label: i for i, label in enumerate(layout.ROLES)}


@dataclass(slots=True)
class Example:
    """An article with its labels.

    ``tags`` maps a head to labels, shape (words,); ``frames`` a cue's word to the words its pointers may name;
    ``roles`` a cue's or trigger's word to {role: row}, 1 the role, 0 not, NOTHING no loss.
    """

    name: str
    outlet: str
    page: Page
    pieces: Pieces
    tags: dict[str, np.ndarray]
    sentences: np.ndarray
    weight: float = 1.0
    frames: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    roles: dict[int, dict[int, np.ndarray]] = field(default_factory=dict)


class Maker:
    """Fills in one Example from one labelled article."""

    def __init__(self, article: dict[str, Any], tokenizer: Any) -> None:
        self.article = article
        page = lay_out(article["text"])
        words = len(page.starts)
        tags = {name: np.full(words, NOTHING, np.int64) for name in layout.TAGS}
        for name in ("mention", "time", "cue", "source", "trigger", "depth"):
            tags[name][:] = 0
        self.page, self.words = page, words
        weight = float(article.get("weight", 1.0))
        self.made = Example(
            article["id"], article.get("outlet") or "", page, cut(page, tokenizer), tags, sentence_numbers(page), weight
        )
        self.places = {key: [self.range(m) for m in e["mentions"]] for key, e in article["entities"].items()}

    def range(self, span: dict[str, Any]) -> tuple[int, int]:
        """Words [first, last) of a span."""
        first = min(self.page.token_at(span["start"]), self.words - 1)
        return first, max(first, self.page.token_at(span["end"] - 1)) + 1

    def skip(self, family: str, span: dict[str, Any]) -> None:
        """Say how many folded letters of its first word stand before the span."""
        first, _ = self.range(span)
        folded = self.page.folded
        letters = folded.folded(span["start"]) - folded.folded(self.page.starts[first])
        self.made.tags[f"skip.{family}"][first] = min(max(letters, 0), len(layout.SKIPS) - 1)

    def mark(self, head: str, span: dict[str, Any], label: str) -> None:
        """Write B and I labels."""
        first, last = self.range(span)
        row = self.made.tags[head]
        row[first] = IDS[head][f"B-{label}"]
        if last - first > 1:
            row[first + 1 : last] = IDS[head][f"I-{label}"]
        self.skip(head, span)

    def make(self) -> Example:
        """The example."""
        for entity in self.article["entities"].values():
            for mention in entity["mentions"]:
                self.mark("mention", mention, entity["type"])
        for time in self.article["times"]:
            self.mark("time", time["span"], time["type"])
        for statement in self.article["statements"]:
            self.statement(statement)
        self.depths()
        for event in self.article["events"]:
            self.event(event)
        return self.made

    def depths(self) -> None:
        """How many contents cover each word, two at most."""
        spans = {(c["start"], c["end"]) for s in self.article["statements"] for c in s["content"]}
        for start, end in spans:
            first, last = self.range({"start": start, "end": end})
            self.made.tags["depth"][first:last] += 1
        np.minimum(self.made.tags["depth"], 2, out=self.made.tags["depth"])

    def statement(self, statement: dict[str, Any]) -> None:
        """Cue, source, what the cue governs and who stands behind it."""
        cue = statement["cue"] or self.colon(statement)
        if statement["source"]:
            self.mark("source", statement["source"], "source")
        for content in statement["content"]:
            self.skip("content", content)
        if cue is None:
            return
        at, _ = self.range(cue)
        if statement["cue"]:
            self.mark("cue", cue, "cue")
        else:
            self.made.tags["cue"][at] = IDS["cue"]["B-colon"]
        self.made.tags["act"][at] = IDS["act"][statement["act"]]
        self.made.tags["directness"][at] = IDS["directness"][statement["directness"]]
        self.frame(at, statement)
        self.chain(at, statement)

    def colon(self, statement: dict[str, Any]) -> dict[str, Any] | None:
        """The sign between a source and its claim, where no cue stands."""
        if not statement["source"] or not statement["content"]:
            return None
        after = self.range(statement["source"])[1]
        if after >= self.words or after > self.range(statement["content"][0])[0]:
            return None
        start, end = self.page.starts[after], self.page.ends[after]
        if any(c.isalnum() for c in self.page.text[start:end]):
            return None
        return {"start": start, "end": end}

    def frame(self, at: int, statement: dict[str, Any]) -> None:
        """Where the parts of the cue's frame start and end; two statements of one cue may differ."""
        pointers = self.made.frames.setdefault(at, {name: set() for name in layout.POINTERS})
        contents = sorted(statement["content"], key=lambda c: c["start"])
        parts = {
            "source": statement["source"],
            "content": contents[0] if contents else None,
            "again": contents[1] if len(contents) > 1 else None,
            "setting": statement.get("setting"),
        }
        for part, span in parts.items():
            if span:
                first, last = self.range(span)
                pointers[f"{part}.start"].add(first)
                pointers[f"{part}.end"].add(last - 1)

    def role(self, at: int, role: str, ranges: list[tuple[int, int]], *, near_only: bool = True) -> None:
        """Those of ``ranges`` in the head's sentence (or else the nearest one) have the role; the others stay open."""
        rows = self.made.roles.setdefault(at, {})
        if ROLE_IDS[role] not in rows:
            rows[ROLE_IDS[role]] = np.zeros(self.words, np.int64)
        row = rows[ROLE_IDS[role]]
        if not ranges:
            return
        sentence = self.page.sentences[self.page.sentence_at(self.page.starts[at])]
        near = [r for r in ranges if sentence.first <= r[0] < sentence.last]
        if not near:
            before = [r for r in ranges if r[0] < at]
            near = [max(before)] if before else [min(ranges)]
        for first, last in ranges:
            if not near_only or (first, last) in near:
                row[first:last] = 1
            else:
                row[first:last] = np.where(row[first:last] == 1, 1, NOTHING)

    def ranges(self, link: dict[str, Any] | None) -> list[tuple[int, int]]:
        """Where a link or participant stands in the text."""
        if not link:
            return []
        if "entity" in link:
            return self.places.get(link["entity"], [])
        return [self.range(link.get("anonymous") or link["span"])]

    def chain(self, at: int, statement: dict[str, Any]) -> None:
        links = statement["chain"]
        for role in ("originator", "medium", "target", "addressee"):
            self.role(at, role, [])
        if links:
            own = [self.range(statement["source"])] if statement["source"] and "anonymous" in links[-1] else []
            self.role(at, "originator", self.ranges(links[-1]) + own)
        for link in links[:-1]:
            self.role(at, "medium", self.ranges(link))
        for role in ("target", "addressee"):
            if who := statement.get(role):
                self.role(at, role, self.ranges({"entity": who} if isinstance(who, str) else who))

    def event(self, event: dict[str, Any]) -> None:
        heads = [self.range(r["trigger"])[0] for r in event["reports"]]
        for report, at in zip(event["reports"], heads, strict=True):
            self.mark("trigger", report["trigger"], "trigger")
            tags = self.made.tags
            tags["event"][at] = IDS["event"][event["type"]]
            tags["status"][at] = IDS["status"][report["status"]]
            tags["mode"][at] = IDS["mode"].get(event.get("mode") or "none", 0)
            for role in ("actor", "recipient", "place", "time", "same"):
                self.role(at, role, [])
            for actor in event["actors"]:
                self.role(at, "actor", self.ranges(actor))
            for recipient in event["recipients"]:
                self.role(at, "recipient", self.ranges(recipient))
            if place := event.get("place"):
                self.role(at, "place", self.ranges({"entity": place} if isinstance(place, str) else place))
            if (time := event.get("time")) is not None:
                self.role(at, "time", [self.range(self.article["times"][time]["span"])])
            self.role(at, "same", [(h, h + 1) for h in heads if h != at], near_only=False)


def examples(articles: list[dict[str, Any]], tokenizer: Any) -> list[Example]:
    """All articles as examples."""
    return [Maker(a, tokenizer).make() for a in articles]
