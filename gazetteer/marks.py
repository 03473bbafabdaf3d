"""What speaks for and against the places that bear a name: ``Mark``, ``Bearer``, sums and shares."""

from __future__ import annotations

import math

from gazetteer.weights import VALUES
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.place_block import Record

__all__ = ["Bearer", "Mark", "add", "share", "total"]


class Mark(NamedTuple):
    """That a rule applies: its name, how many times it counts, what it is about."""

    rule: str
    times: float = 1.0
    detail: str = ""


class Bearer:
    """A place that bears the name or a similar one, with what speaks for it.

    Attributes:
        record: Its record in the index, or ``NO_RECORD`` for a coordinate that was given as a name.
        name_kind: Kind of the name that was found, as in ``Hit``.
        facts: The fields of its record.
        key: The search key that it was found by.
        edits: How many edits the name is away from what was asked; 0 if it is that name.
        marks: The marks of everything but the place itself and its company.
        cost: The same, weighted by which letters differ.
        company: The marks that the other names of the document leave.
        score: The sum of all weights.
        high: What stands above the record in the posting of the name.
    """

    __slots__ = ("company", "cost", "edits", "facts", "high", "key", "marks", "name_kind", "record", "score")

    def __init__(self, record: int, name_kind: str, facts: Record, key: str, high: int = 0) -> None:
        self.record = record
        self.high = high
        self.name_kind = name_kind
        self.facts = facts
        self.key = key
        self.edits = 0
        self.cost = 0.0
        self.marks: tuple[Mark, ...] = ()
        self.company: tuple[Mark, ...] = ()
        self.score = 0.0


def total(marks: Iterable[Mark]) -> float:
    """The sum of the weights of marks."""
    return sum([VALUES[rule] * times for rule, times, _ in marks])


def add(bearer: Bearer, *marks: Mark) -> None:
    """Add marks to a bearer, and their weights to its score."""
    bearer.marks += marks
    bearer.score += total(marks)


def share(scores: Sequence[float]) -> list[float]:
    """The share of each score beside the others and "none of these", whose score is 0.

    Examples:
        >>> [round(part, 2) for part in share([3.0, 2.0])]
        [0.71, 0.26]
    """
    highest = max(0.0, *scores) if scores else 0.0
    parts = [math.exp(score - highest) for score in scores]
    whole = sum(parts) + math.exp(-highest)
    return [part / whole for part in parts]
