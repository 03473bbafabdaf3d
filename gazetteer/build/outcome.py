"""What a build tells of its sources and of what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.build.report import Reading, RowProblem

__all__ = ["Built", "SourceReport", "TooManyBrokenError", "refuse_broken", "with_counts"]

# Before so many rows the share of broken ones says little.
_ENOUGH_ROWS = 100_000


class SourceReport(NamedTuple):
    """What became of one source.

    Attributes:
        path: As it was given.
        kind: ``dump`` (GeoNames), ``alternates`` (alternateNamesV2), ``table`` (CSV) or ``features``
            (Who's On First).
        label: Name of the data set.
        rows: How many rows were read, the broken ones too.
        broken: How many of them could not be used.
        first_broken: The first of those, with line and reason.
        doubted: How many were used without something that they say.
        first_doubted: The first of those.
        unused: Titles of columns of a table of which nothing was taken.
    """

    path: str
    kind: str
    label: str
    rows: int = 0
    broken: int = 0
    first_broken: tuple[RowProblem, ...] = ()
    doubted: int = 0
    first_doubted: tuple[RowProblem, ...] = ()
    unused: tuple[str, ...] = ()


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
    sources: tuple[SourceReport, ...]


class TooManyBrokenError(BuildError):
    """More rows of a source than allowed could not be read; ``report`` has the first of them."""

    def __init__(self, report: SourceReport, max_broken: float) -> None:
        first = report.first_broken[0]
        where = f"{first.where}, " if first.where else ""
        super().__init__(
            f"{report.path}: {report.broken:,} of {report.rows:,} rows are broken, more than the "
            f"{max_broken * 100:.3g} % that are allowed; the first: {where}line {first.line}: {first.why}; "
            "mend them, or allow more (--max-broken, max_broken)"
        )
        self.report = report


def refuse_broken(report: SourceReport, max_broken: float, *, at_end: bool) -> None:
    """Stop if more rows than this share are broken.

    Raises:
        TooManyBrokenError: If they are.
    """
    if report.broken > max_broken * report.rows and (at_end or report.rows >= _ENOUGH_ROWS):
        raise TooManyBrokenError(report, max_broken)


def with_counts(report: SourceReport, reading: Reading) -> SourceReport:
    """The report of a source of which so much is read."""
    return report._replace(
        rows=reading.rows,
        broken=reading.broken,
        first_broken=tuple(reading.shown),
        doubted=reading.doubted,
        first_doubted=tuple(reading.doubts),
    )
