"""``MapDocument``: everything that a map shows, as plain data that any writer can draw.

``maps.compose`` makes one; the writers in ``maps.render`` read it. Nothing in it refers to a file, a writer
or a library: coordinates are degrees on WGS 84 in the order longitude, latitude; geometries are GeoJSON
geometry objects (RFC 7946: split at 180 degrees, exterior rings counterclockwise).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self

from geo.checks import need, shortened
from maps.errors import WrongTypeError
from maps.links import refusal
from maps.marks import Fact, Geometry, IncidentMark, Precision, QuotedClaim, QuotedSource
from maps.plain import DocumentError, from_plain, shown, to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.points import BBox, LonLat

__all__ = [
    "BasemapLayer",
    "BorderLayer",
    "Category",
    "DocumentError",
    "Fact",
    "IncidentMark",
    "Label",
    "MapDocument",
    "NotShown",
    "Precision",
    "QuotedClaim",
    "QuotedSource",
    "ShapeMark",
    "need_document",
]

FORMAT = "dateline-map"
VERSION = 1

#: What a map is about: incidents, or the rows of any table.
About = Literal["incidents", "rows"]
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
#: The key of a category that has a colour of its own: it becomes part of ids.
OWN_KEY = re.compile(r"own-[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class ShapeMark:
    """A line or an area of a table, which is drawn as it is and has no marker.

    Attributes:
        id: Its key.
        title: What it is called.
        category: Key of a ``Category``: what its colour shows.
        geometry: A GeoJSON geometry, not a ``GeometryCollection``.
        facts: What the table says of it, by its columns.
        when: Date in words, or None.
        when_edtf: Date as EDTF, or None.
    """

    id: str
    title: str
    category: str
    geometry: Geometry
    facts: tuple[Fact, ...] = ()
    when: str | None = None
    when_edtf: str | None = None


@dataclass(frozen=True, slots=True)
class NotShown:
    """An incident that the map does not show, and why. Drafts are counted, never described.

    Attributes:
        id: Key of the incident, or None for one that must not be named: a draft.
        title: Its headline, or None.
        place_text: The place in the words of the report, or None.
        why: The reason in one sentence.
    """

    id: str | None
    title: str | None
    place_text: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of incident, as the legend explains it.

    Attributes:
        key: Key that marks refer to, one of ``maps.style.SYMBOLS``; ``own-`` and more lower-case
            letters, digits and hyphens where it has a colour of its own.
        label: Text in the legend.
        colour: A colour of its own, as ``#rrggbb``; that of its symbol if None.

    Raises:
        DocumentError: If the colour is none, or has a key that cannot stand in markup.

    Examples:
        >>> Category("own-1", "1 to 5", "red")
        Traceback (most recent call last):
        maps.plain.DocumentError: category own-1: 'red' is no colour; write one as "#1a2b3c"
    """

    key: str
    label: str
    colour: str | None = None

    def __post_init__(self) -> None:
        if self.colour is None:
            return
        if not _COLOUR.fullmatch(self.colour):
            raise DocumentError(
                f'category {shown(self.key)[1:-1]}: {shown(self.colour)} is no colour; write one as "#1a2b3c"'
            )
        if not OWN_KEY.fullmatch(self.key):
            raise DocumentError(
                f"category {shown(self.key)}: with a colour of its own its key is own- and lower-case "
                "letters, digits and hyphens"
            )


@dataclass(frozen=True, slots=True)
class BorderLayer:
    """A border that the map emphasises.

    Attributes:
        label: Such as ``Algeria`` or ``Mali and Algeria``.
        geometry: MultiLineString of the recognised line, clipped to the view.
        disputed: MultiLineString of the parts that are disputed, drawn as such.
        accuracy_m: How far the line may be from the true one, in metres.
        source: Data set and vintage.
        countries: Alpha-2 codes: of the one country, or of the two whose shared line it is.
    """

    label: str
    geometry: Geometry
    disputed: Geometry
    accuracy_m: float
    source: str
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BasemapLayer:
    """One layer of the background, clipped to a margin round the view.

    Attributes:
        name: ``land``, ``lakes``, ``rivers``, ``country_borders``, ``disputed_borders`` or
            ``admin1_borders``.
        geometry: GeoJSON geometry (MultiPolygon or MultiLineString).
    """

    name: str
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the background.

    Attributes:
        text: The name.
        point: Where it stands.
        kind: ``country``, ``capital``, ``city``, ``town``, ``admin1``, ``river``, ``lake`` or ``sea``.
        rank: Importance: smaller wins the room.
        room_deg: How far the middle of a country's name may move from the point and be in the country, in
            degrees of longitude on a Mercator map; 0 for what must stay at its point.
    """

    text: str
    point: LonLat
    kind: str
    rank: int
    room_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class MapDocument:
    """Everything that a map shows. Make one with ``maps.compose``; write it with ``maps.save``.

    Attributes:
        title: Title of the map.
        subtitle: Line below the title, or None.
        language: BCP 47 tag of the texts, such as ``en``.
        description: What the map shows, in sentences, for readers who do not see it.
        view: The part of the earth in the frame.
        categories: The kinds of incident that the map shows, for the legend.
        incidents: The marks, numbered from 1 in order; ``maps.compose`` gives them as columns (``Marks``).
        not_shown: The incidents that are not on the map.
        borders: Emphasised borders.
        basemap: The background, from the bottom up.
        labels: Names on the background.
        attributions: Credit lines that every output must show.
        notices: What the reader should know of the whole map (problems in the file, worldview of borders).
        worldview: Whose claims borders follow, as ``geo.borders`` names it.
        shapes: Lines and areas of a table, below the marks.
        about: What the marks are: ``incidents``, or ``rows`` of any table.
        legend: What the categories tell apart, as the heading of the legend; None for kinds of incident.
        content: What has to be in the frame, with a margin, for writers whose frame is not of the view's
            aspect; the view where it is None.
        generalised: To what locations are generalised, in a sentence for the legend; None where all are shown
            as exactly as they are known.
    """

    title: str
    subtitle: str | None
    language: str
    description: str
    view: BBox
    categories: tuple[Category, ...] = ()
    incidents: Sequence[IncidentMark] = ()
    not_shown: tuple[NotShown, ...] = ()
    borders: tuple[BorderLayer, ...] = ()
    basemap: tuple[BasemapLayer, ...] = field(default=(), repr=False)
    labels: tuple[Label, ...] = ()
    attributions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    worldview: str = "default"
    content: BBox | None = None
    shapes: tuple[ShapeMark, ...] = field(default=(), repr=False)
    about: About = "incidents"
    legend: str | None = None
    generalised: str | None = None

    def __repr__(self) -> str:
        """The document in a line: how much is on the map, and how much is not."""
        count = len(self.incidents) + len(self.shapes)
        about = self.about.removesuffix("s") if count == 1 else self.about
        return f"MapDocument({self.title!r}, {count} {about}, {len(self.not_shown)} not shown)"

    def to_dict(self) -> dict[str, Any]:
        """The document as plain JSON data, which ``from_dict`` turns back into an equal one.

        Examples:
            >>> from geo import BBox
            >>> document = MapDocument("Kidal", None, "en", "A map.", BBox(0, 18, 3, 20))
            >>> MapDocument.from_dict(document.to_dict()) == document
            True
        """
        return {"format": FORMAT, "version": VERSION, **to_plain(self)}

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The document that plain data describes.

        Args:
            data: What ``to_dict`` gave, perhaps by way of JSON.

        Raises:
            DocumentError: If the format or version is another one, or a key is missing, unknown or holds the
                wrong kind of value. The message names the key path, such as ``incidents[2].point``.

        Examples:
            >>> MapDocument.from_dict({"format": "dateline-map", "version": 1, "title": 7})
            Traceback (most recent call last):
            maps.plain.DocumentError: subtitle: is missing
        """
        if not isinstance(data, dict):
            told = f"not {type(data).__name__} {shortened(data)}"
            raise DocumentError(
                f"format: an object of {FORMAT!r} is wanted, {told}; MapDocument.to_dict writes it"
            )
        if data.get("format") != FORMAT:
            raise DocumentError(f"format: is not {FORMAT!r}; read what MapDocument.to_dict wrote")
        if data.get("version") != VERSION:
            raise DocumentError(
                f"version: {shown(data.get('version'))} is not {VERSION}, which this Dateline reads"
            )
        fields = {key: value for key, value in data.items() if key not in ("format", "version")}
        document: Self = from_plain(cls, fields)
        known = {category.key for category in document.categories}
        for index, mark in enumerate(document.incidents):
            if mark.category not in known:
                raise DocumentError(
                    f"incidents[{index}].category: {mark.category!r} is none of the categories"
                )
            _check_links(mark, f"incidents[{index}]")
        for index, shape in enumerate(document.shapes):
            if shape.category not in known:
                raise DocumentError(f"shapes[{index}].category: {shape.category!r} is none of the categories")
        return document


def need_document(value: MapDocument) -> MapDocument:
    """The value if it is a document.

    Raises:
        WrongTypeError: If it is not.
    """
    return need(value, MapDocument, "a map must be a MapDocument, as maps.compose makes it", WrongTypeError)


def _check_links(mark: IncidentMark, path: str) -> None:
    """Raise if a document made elsewhere holds a link that must not be published."""
    cited = {f"{path}.sources[{index}]": source for index, source in enumerate(mark.sources)}
    cited |= {
        f"{path}.claims[{index}].source": claim.source
        for index, claim in enumerate(mark.claims)
        if claim.source is not None
    }
    for key, source in cited.items():
        why = refusal(source.url) if source.url is not None else None
        if why is not None:
            raise DocumentError(f"{key}.url: {why}")
