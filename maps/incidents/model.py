"""Incidents, the claims made about them, and the sources that published those claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.checks import need, need_many, need_number, need_text, not_a_point
from geo.points import LonLat
from maps.errors import InputError, WrongTypeError
from maps.incidents.levels import read_level
from maps.records import Records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.document import Precision
    from maps.incidents.dates import When

__all__ = ["Claim", "Incident", "Report", "RowRef", "Source"]


@dataclass(frozen=True, slots=True)
class RowRef:
    """Where in a file something stands, for messages.

    Attributes:
        file: The file's name as the user gave it (never an absolute path of the machine in an output).
        row: Row number as a spreadsheet shows it: the header is row 1.
        sheet: The sheet of a workbook, or None.
    """

    file: str
    row: int
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that reported something.

    Attributes:
        id: Key by which claims refer to it.
        publisher: Who published it, such as ``Reuters``.
        title: Title of the piece, or None.
        url: Link with scheme http, https or mailto, or None.
        published: When it was published, or None.
    """

    id: str
    publisher: str
    title: str | None = None
    url: str | None = None
    published: When | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says about an incident. It is a claim, not a number: never summed, never averaged.

    Attributes:
        id: Its own key.
        incident: Key of the incident.
        source: Key of the source that reported it, or None where the table names no source.
        said_by: Whose claim it is, or None where the report does not say.
        said_by_party: Whether the one who says it is a party to the fighting; None where not known.
        subject: What is counted: ``deaths``, ``losses``, ``strength``, ``equipment``, ...
        whose: Whose dead or whose losses, such as ``Wagner``.
        minimum: Lower bound of the figure; None where none is stated.
        maximum: Upper bound of the figure; None where none is stated.
        stated: The figure in the words of the report, such as ``dozens`` or ``more than 25``.
        part_of: Key of the claim whose total this one is a part of, or None.
        note: Anything else that the table says, or None.
        read_from: The row that it was read from, for messages; None where it was made in Python.
    """

    id: str
    incident: str
    source: str | None = None
    said_by: str | None = None
    said_by_party: bool | None = None
    subject: str = "deaths"
    whose: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    stated: str | None = None
    part_of: str | None = None
    note: str | None = None
    read_from: RowRef | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that was reported to have happened somewhere.

    Attributes:
        id: Its key.
        title: A short headline, or None.
        when: When, with its uncertainty, or None where unknown.
        place_text: The place in the words of the report, or None where only coordinates are given.
        point: Coordinates that the table gives, or None. They win over the name.
        type: Kind of incident in the table's words, such as ``ambush``; None where the table has none.
        description: Plain text, or None.
        sources: Keys of sources that reported the incident as a whole.
        draft: Marked draft or embargoed by the table: it is never rendered. The day on which an embargo ends
            is not looked at, because the same input gives the same map on any day: the table must say it is
            published.
        containers: What the table says the place lies in, from small to large, such as ``Kidal``, ``Mali``.
        precision: How exact the table says the place is, or None where it does not say.
        trouble: Why the table's row gives no usable location of its own: coordinates that were refused, or
            neither place nor coordinates; None where there is no such trouble. With ``place_text`` the place
            still counts; without it the incident cannot be shown, and this is the reason to give.
        read_from: The row that it was read from, for messages; None where it was made in Python.
        actors: Who took part, in the words and the order of the table.
        generalise: What its location is generalised to at least, one of ``maps.incidents.levels.LEVELS``;
            None for what the map asks.
        unit_deg: In what unit its coordinates are written, in degrees; None where their decimals tell, and 0
            where nothing does, as of the geometry of a file: then they are a point of unknown exactness.
    """

    id: str
    title: str | None = None
    when: When | None = None
    place_text: str | None = None
    point: LonLat | None = None
    type: str | None = None
    description: str | None = None
    sources: tuple[str, ...] = ()
    draft: bool = False
    containers: tuple[str, ...] = ()
    precision: Precision | None = None
    trouble: str | None = None
    read_from: RowRef | None = None
    actors: tuple[str, ...] = ()
    generalise: str | None = None
    unit_deg: float | None = None

    def __post_init__(self) -> None:
        """Refuse what would be taken for something else: a text for a list of texts, a pair for a point."""
        need_text(self.id, "the id of an incident", WrongTypeError)
        if self.place_text is not None:
            need_text(self.place_text, "place_text", WrongTypeError)
        if self.point is not None and not isinstance(self.point, LonLat):
            raise WrongTypeError(not_a_point(self.point))
        lists = {"sources": self.sources, "containers": self.containers, "actors": self.actors}
        for what, texts in lists.items():
            need(texts, tuple, f"{what} must be a tuple of texts", WrongTypeError)
        if self.unit_deg is not None and not 0 <= need_number(self.unit_deg, "unit_deg") <= 1:
            raise InputError(
                f"unit_deg={self.unit_deg!r} is no unit of coordinates: say 0.001 for three decimals, or 0 "
                "where none is known"
            )
        if self.generalise is not None:
            need_text(self.generalise, "generalise", WrongTypeError)
            object.__setattr__(self, "generalise", read_level(self.generalise))


@dataclass(frozen=True, slots=True)
class Report:
    """All that was read from a user's file or folder.

    Attributes:
        incidents: In the order of the table.
        claims: In the order of the table.
        sources: In the order of the table.
        problems: One clear line for each row or cell that could not be used as written (it was left out or
            read with care; the line says which).
        remarks: One clear line for each thing that was read in one of several ways, or not needed, such as a
            column of another use.
    """

    incidents: Sequence[Incident]
    claims: Sequence[Claim] = ()
    sources: Sequence[Source] = ()
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no list of incidents, claims or sources."""
        lists = ((self.incidents, Incident), (self.claims, Claim), (self.sources, Source))
        for things, kind in lists:
            if isinstance(things, Records) and things.kind is kind:
                continue
            name = f"maps.{kind.__name__}"
            for thing in need_many(things, f"a list of {name}", WrongTypeError):
                if not isinstance(thing, kind):
                    need(thing, kind, f"what is in a list of {name} must be a {name}", WrongTypeError)
