"""What ``dateline map`` tells the reporter of a table and of what its places still say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from gazetteer import Gazetteer
    from maps import MapDocument, Report
    from maps.document import IncidentMark, NotShown
    from maps.incidents.model import Incident, RowRef

__all__ = ["mentioned", "warnings"]

# So many incidents are named where all of them have the same trouble.
_NAMED = 5


def warnings(report: Report, document: MapDocument) -> Iterator[str]:
    """What the reporter should look at, each with its row: problems of the file, then of single incidents."""
    from maps.marks import to_check

    yield from report.remarks
    yield from report.problems
    rows = {incident.id: incident.read_from for incident in report.incidents}
    # The reader has told these with their column.
    told = {incident.id for incident in report.incidents if incident.trouble and incident.read_from}
    for missing in document.not_shown:
        if missing.id is not None and missing.id not in told:
            yield f"{_where(missing, rows)}: not shown: {missing.why}"
    drafts = sum(missing.id is None for missing in document.not_shown)
    if drafts:
        what = "incident is a draft" if drafts == 1 else "incidents are drafts"
        yield f"{drafts} {what} or embargoed: not shown"
    marks = document.incidents
    for at, cautions, flags in to_check(marks):
        mark = marks[at]
        for caution in (*cautions[mark.id in told :], *flags):
            yield f"{_where(mark, rows)}: {caution}"


def mentioned(
    report: Report, document: MapDocument, places: Gazetteer, options: argparse.Namespace
) -> Iterator[str]:
    """What still tells of places that the map generalises, which the reporter alone can change."""
    from maps.coarsening import Asked
    from maps.mentions import mentions, only_places

    if document.generalised is None:
        return
    incidents = {incident.id: incident for incident in report.incidents}
    rows = {key: incident.read_from for key, incident in incidents.items()}
    keys = ("title", "subtitle", "byline", "source", "note", "date", "alt_text")
    texts = {f"--{key.replace('_', '-')}": getattr(options, key) for key in keys}
    for found in mentions(report, places, Asked(options.generalise), texts):
        where = _where(incidents[found.incident], rows)
        why = f"its place is generalised, and {found.text} names it ({found.name})"
        yield f"{where}: {why}: write it without the name"
    lonely = list(only_places(document, report, places, Asked(options.generalise)))
    if lonely:
        more = f" and {len(lonely) - _NAMED} more" if len(lonely) > _NAMED else ""
        yield (
            f"{'incident' if len(lonely) == 1 else 'incidents'} {', '.join(lonely[:_NAMED])}{more}: "
            "the gazetteer knows at most one settlement in the cell that is shown, so that the place can be "
            "guessed; a coarser level hides it better"
        )


def _where(shown: IncidentMark | NotShown | Incident, rows: dict[str, RowRef | None]) -> str:
    place = f" ({shown.place_text})" if shown.place_text else ""
    row = None if shown.id is None else rows.get(shown.id)
    if row is None:
        return f"incident {shown.id}{place}"
    sheet = f', sheet "{row.sheet}"' if row.sheet else ""
    return f"{row.file}{sheet}, row {row.row}: incident {shown.id}{place}"
