"""Counts that add up over articles, and the figures they make."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of an evaluation: `right` of `gold` wanted, and of `made` given where that is counted too.

    With `made` the figure is an F1, without it a share.
    """

    right: int
    gold: int
    made: int | None = None

    @property
    def precision(self) -> float:
        """The share of what was made that is right."""
        return self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def value(self) -> float:
        """F1, or the share where nothing but gold is counted (0–1)."""
        if self.made is None:
            return self.recall
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: "Figure") -> "Figure":
        made = None if self.made is None or other.made is None else self.made + other.made
        return Figure(self.right + other.right, self.gold + other.gold, made)

    def as_json(self) -> dict[str, float | int]:
        """The figure with everything it was made of."""
        if self.made is None:
            return {"share": self.value, "right": self.right, "of": self.gold}
        return {
            "p": self.precision, "r": self.recall, "f1": self.value,
            "right": self.right, "gold": self.gold, "made": self.made,
        }  # fmt: skip

    def __str__(self) -> str:
        if self.made is None:
            return f"   {self.value:.3f}   ({self.right} of {self.gold})"
        return (
            f"F1 {self.value:.3f}   P {self.precision:.3f}  R {self.recall:.3f}   "
            f"({self.right} right of {self.gold} gold, {self.made} made)"
        )


@dataclass(slots=True)
class Tally:
    """Figures by name, in the order in which they were first counted."""

    figures: dict[str, Figure] = field(default_factory=dict)

    def count(self, name: str, right: int, gold: int, made: int | None = None) -> None:
        """Add counts to the figure `name`."""
        new = Figure(right, gold, made)
        self.figures[name] = self.figures[name] + new if name in self.figures else new

    def add(self, other: "Tally") -> None:
        """Add all counts of another tally: micro-averages over articles."""
        for name, figure in other.figures.items():
            self.count(name, figure.right, figure.gold, figure.made)

    def __iter__(self) -> Iterator[tuple[str, Figure]]:
        return iter(self.figures.items())

    def as_json(self) -> dict[str, dict[str, float | int]]:
        """All figures as JSON values."""
        return {name: figure.as_json() for name, figure in self}

    def __str__(self) -> str:
        return "\n".join(f"{name:22} {figure}" for name, figure in self)
