"""What a build could not use of its sources, told on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.terminal import tell

if TYPE_CHECKING:
    from gazetteer.build.outcome import SourceReport

__all__ = ["tell_broken", "tell_doubted", "tell_unused"]


def tell_broken(report: SourceReport) -> None:
    """Tell the first of the rows that could not be read, and how many they are."""
    for row in report.first_broken:
        where = f"{row.where}, " if row.where else ""
        tell(f"{report.path}: {where}line {row.line}: {row.why}")
    if report.broken:
        more = report.broken - len(report.first_broken)
        tail = f" ({more:,} more are not shown)" if more > 0 else ""
        tell(f"{report.path}: {report.broken:,} of {report.rows:,} rows are broken and left out{tail}")


def tell_doubted(report: SourceReport) -> None:
    """Tell the first of the rows that were read without something that they say, and how many they are."""
    for row in report.first_doubted:
        tell(f"{report.path}: line {row.line}: {row.why}")
    if report.doubted > len(report.first_doubted):
        more = report.doubted - len(report.first_doubted)
        tell(f"{report.path}: {more:,} more rows like these are not shown")


def tell_unused(report: SourceReport) -> None:
    """Tell the columns from which nothing was taken, each with the known one that may be meant."""
    from gazetteer.build.table import nearest_column

    if not report.unused:
        return
    titles = []
    for title in report.unused:
        near = nearest_column(title)
        titles.append(f"{title} (is {near} meant?)" if near else title)
    tell(f"{report.path}: not used, as nothing is known of these columns: {', '.join(titles)}")
