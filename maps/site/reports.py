"""The incidents of a site's maps: each table is read once, several are joined."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.coarsening import Asked, levels_of, placed
from maps.incidents import Report, read
from maps.site.errors import SiteBuildError
from maps.site.inputs import data_files, gazetteer_of, shown_path
from maps.site.select import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from maps.incidents.model import Claim, Incident
    from maps.located import Located, Unlocated

__all__ = ["Reports", "has_secrets", "joined", "public_content"]

# Keys that the reader makes for rows without an id. They begin anew in each table.
_MADE = re.compile(r"row-\d+-*")


class Reports:
    """What the data of maps holds. Maps that name the same data share it.

    Args:
        folder: Where paths begin.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, Report] = {}
        self._joined: dict[tuple[str, ...], Report] = {}
        self._located: dict[tuple[object, ...], list[Located | Unlocated]] = {}

    def of(self, data: Sequence[str]) -> Report:
        """The report of the entries of ``data``.

        Raises:
            InputError: If one cannot be read.
            SiteBuildError: If two tables have incidents with the same id.
        """
        key = tuple(data)
        if key not in self._joined:
            paths = list(dict.fromkeys(path for entry in data for path in data_files(entry, self._folder)))
            for path in paths:
                if path not in self._read:
                    self._read[path] = read(path)
            self._joined[key] = joined({shown_path(path, self._folder): self._read[path] for path in paths})
        return self._joined[key]

    def problems(self) -> list[str]:
        """What is wrong with, or remarked of, the tables that were read, each line once."""
        lines = (line for report in self._read.values() for line in (*report.remarks, *report.problems))
        return list(dict.fromkeys(lines))

    def located(self, options: Mapping[str, Any]) -> dict[str, Located | Unlocated]:
        """Where a map shows each incident of its tables, by its id; drafts have no place.

        What is generalised is there only as the map shows it: what a filter picks tells of the place too.
        """
        key = (
            tuple(options["data"]), options.get("index"), options["worldview"], options.get("generalise")
        )  # fmt: skip
        public = [incident for incident in self.of(options["data"]).incidents if not incident.draft]
        if key not in self._located:
            asked = Asked(options.get("generalise"), options["worldview"])
            _, self._located[key] = placed(public, gazetteer_of(options, self._folder), asked)
        return {incident.id: place for incident, place in zip(public, self._located[key], strict=True)}


class _Part(NamedTuple):
    label: str
    report: Report


def joined(reports: dict[str, Report]) -> Report:
    """Several reports as one. Keys of claims and sources get their table's name, so that they differ.

    Args:
        reports: Each report by the name of its table.

    Raises:
        SiteBuildError: If two tables have incidents with the same id.

    Examples:
        >>> from maps.incidents import Incident
        >>> one, other = Report((Incident("row-2"),)), Report((Incident("row-2"),))
        >>> [incident.id for incident in joined({"a.csv": one, "b.csv": other}).incidents]
        ['a.csv:row-2', 'b.csv:row-2']
    """
    if len(reports) == 1:
        return next(iter(reports.values()))
    parts = [_named(_Part(*item)) for item in reports.items()]
    first: dict[str, str] = {}
    for label, report in zip(reports, parts, strict=True):
        for incident in report.incidents:
            if incident.id in first:
                raise SiteBuildError(
                    [f"{label}: the id '{incident.id}' is in {first[incident.id]} too; give each its own"]
                )
            first[incident.id] = label
    return Report(
        tuple(incident for part in parts for incident in part.incidents),
        tuple(claim for part in parts for claim in part.claims),
        tuple(source for part in parts for source in part.sources),
        tuple(line for part in parts for line in part.problems),
        tuple(line for part in parts for line in part.remarks),
    )


def _named(part: _Part) -> Report:
    def own(key: str) -> str:
        return f"{part.label}:{key}"

    def of_incident(key: str) -> str:
        return own(key) if _MADE.fullmatch(key) else key

    report = part.report
    incidents = tuple(
        replace(one, id=of_incident(one.id), sources=tuple(map(own, one.sources))) for one in report.incidents
    )
    claims = tuple(
        replace(
            one,
            id=own(one.id),
            incident=of_incident(one.incident),
            source=one.source and own(one.source),
            part_of=one.part_of and own(one.part_of),
        )
        for one in report.claims
    )
    sources = tuple(replace(one, id=own(one.id)) for one in report.sources)
    return replace(report, incidents=incidents, claims=claims, sources=sources)


def has_secrets(report: Report, generalise: str | None) -> bool:
    """Whether a report holds what its map does not show: drafts, or places that are generalised.

    Of the rest of such a table, which may all be known, and a hash of the whole, what is not shown could be
    found by trying.
    """
    level = Asked(generalise).level
    return any(incident.draft or levels_of(incident, level) for incident in report.incidents)


def public_content(report: Report, options: Mapping[str, Any], folder: Path) -> str:
    """The hash of what a map shows of a report, of which drafts and exact places are no part.

    Args:
        report: The report.
        options: Those of the map.
        folder: Where the paths of the options begin.
    """
    asked = Asked(options.get("generalise"), options["worldview"])
    public = tuple(incident for incident in report.incidents if not incident.draft)
    part = part_of(report, public)
    drafts = len(report.incidents) - len(public)
    if not any(levels_of(incident, asked.level) for incident in public):
        return content(part, (drafts,))
    shown, places = placed(public, gazetteer_of(options, folder), asked)
    coarse = [place for place, exact in zip(places, public, strict=True) if levels_of(exact, asked.level)]
    return content(replace(part, incidents=tuple(shown)), (drafts, *coarse))


def content(report: Report, beside: Iterable[object] = ()) -> str:
    """The hash of all of a report that a map shows; the rows in which it stands are no part of that.

    Args:
        report: The report.
        beside: What else the map shows.
    """
    total = hashlib.sha256()
    for shown in beside:
        total.update(repr(shown).encode("utf-8", "replace"))
    rows: Iterable[Incident | Claim] = (*report.incidents, *report.claims)
    for row in rows:
        total.update(repr(replace(row, read_from=None)).encode("utf-8", "replace"))
    for source in report.sources:
        total.update(repr(source).encode("utf-8", "replace"))
    # A map tells how many rows could not be read as written.
    total.update(str(len(report.problems)).encode())
    return total.hexdigest()
