"""What a build tells of its sources and of what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.build.report import Reading

__all__ = ["Built", "SourceReport", "TooManyBrokenError", "refuse_broken"]

# Before so many rows the share of broken ones says little.
_ENOUGH_ROWS = 100_000


class SourceReport(NamedTuple):
    """What became of one source.

    Attributes:
        path: As it was given.
        kind: As in ``Source``.
        label: Name of the data set.
        reading: Rows read, rows broken, and the first of those with line and reason.
        unused: Titles of columns of a table of which nothing was taken.
    """

    path: str
    kind: str
    label: str
    reading: Reading
    unused: Sequence[str] = ()


class Built(NamedTuple):
    """What a build made.

    Attributes:
        folder: The index.
        places: How many places it holds, by kind.
        keys: How many distinct search keys.
        merged: Records that were taken for a place of another source with their name and kind.
        sources: What became of each source.
    """

    folder: Path
    places: dict[str, int]
    keys: int
    merged: int
    sources: list[SourceReport]


class TooManyBrokenError(BuildError):
    """More rows of a source than allowed could not be read; ``report`` has the first of them."""

    def __init__(self, report: SourceReport, max_broken: float) -> None:
        reading = report.reading
        first = reading.shown[0]
        where = f"{first.where}, " if first.where else ""
        super().__init__(
            f"{report.path}: {reading.broken:,} of {reading.rows:,} rows are broken, more than the "
            f"{max_broken * 100:.3g} % that are allowed; the first: {where}line {first.line}: {first.why}; "
            "mend them, or allow more (--max-broken, max_broken)"
        )
        self.report = report


def refuse_broken(report: SourceReport, max_broken: float, *, at_end: bool) -> None:
    """Stop if more rows than this share are broken.

    Raises:
        TooManyBrokenError: If they are.
    """
    reading = report.reading
    if reading.broken > max_broken * reading.rows and (at_end or reading.rows >= _ENOUGH_ROWS):
        raise TooManyBrokenError(report, max_broken)
