"""Remarks on many rows: the first of each kind, and how many more there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["MOST_ALIKE", "grouped"]

#: So many remarks of a kind are told.
MOST_ALIKE = 3
# What a remark is about, which differs from row to row: the incident, what is quoted or named, numbers.
_INCIDENT = re.compile(r"^.*?incident \S+(?: \([^)]*\))?: ")
_OWN = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\([^)]*\)|\S*\d\S*")
# Names come later in a sentence than what it is about.
_WORDS_OF_KIND = 4


def grouped(lines: Iterable[str], most: int = MOST_ALIKE) -> Iterator[str]:
    """The first lines of each kind, each kind where it first comes, and how many more are like it.

    Args:
        lines: Remarks.
        most: How many of a kind are told; in full if there is but one more.

    Examples:
        >>> remarks = [f"row {row}: incident {row}: the name is ambiguous" for row in range(2, 5_002)]
        >>> list(grouped(["no column of dates", *remarks], most=1))
        ['no column of dates', 'row 2: incident 2: the name is ambiguous', 'and 4,999 more like it']
    """
    kinds: dict[str, list[str]] = {}
    for line in lines:
        kinds.setdefault(_kind(line), []).append(line)
    for alike in kinds.values():
        rest = len(alike) - most
        yield from alike if rest <= 1 else alike[:most]
        if rest > 1:
            yield f"and {rest:,} more like it"


def _kind(line: str) -> str:
    said = _INCIDENT.sub("", line)
    words = _OWN.sub(" ", said).split()
    return " ".join(words[:_WORDS_OF_KIND] if said != line else words)
