"""Place names to places, with how sure and why.

Examples:
    >>> import gazetteer
    >>> answer = gazetteer.resolve("Tin-Zaouatine")
    >>> answer.status, answer.place.name, answer.place.point
    ('resolved', 'Tinzaouaten', LonLat(lon=2.966, lat=19.955))
"""

from __future__ import annotations

import os

from gazetteer.candidate import Candidate
from gazetteer.errors import (
    BuildError,
    ColumnError,
    DamagedIndexError,
    ExportError,
    GazetteerError,
    IndexNotFoundError,
    MissingLibraryError,
    QueryError,
    WrongTypeError,
)
from gazetteer.index import Index
from gazetteer.kept import Kept
from gazetteer.mention import Mention
from gazetteer.place import Place, Reason
from gazetteer.resolution import Resolution
from gazetteer.resolve import Gazetteer
from geo.errors import DatelineError
from geo.later import loader

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.outcome import Built, SourceReport, TooManyBrokenError
    from gazetteer.build.pipeline import build_index
    from gazetteer.build.report import RowProblem
    from gazetteer.compare import Change
    from gazetteer.export import ExportFormat
    from gazetteer.hierarchy import Level, UnitCodes
    from gazetteer.languages import LocalName, PlaceName
    from gazetteer.literals import Kind, Prefer, Relation, Status
    from gazetteer.locality.area import Area
    from gazetteer.precision import Precision
    from gazetteer.regions import Region
    from gazetteer.reverse import Description, Neighbour, Unit
    from gazetteer.tables import located_schema, resolve_batches, resolve_table
    from geo.points import BBox, LonLat

__all__ = [
    "Area",
    "BuildError",
    "Built",
    "Candidate",
    "Change",
    "ColumnError",
    "DamagedIndexError",
    "DatelineError",
    "Description",
    "ExportError",
    "ExportFormat",
    "Gazetteer",
    "GazetteerError",
    "IndexNotFoundError",
    "Kind",
    "Level",
    "LocalName",
    "Mention",
    "MissingLibraryError",
    "Neighbour",
    "Place",
    "PlaceName",
    "Precision",
    "Prefer",
    "QueryError",
    "Reason",
    "Region",
    "Relation",
    "Resolution",
    "RowProblem",
    "SourceReport",
    "Status",
    "TooManyBrokenError",
    "Unit",
    "UnitCodes",
    "WrongTypeError",
    "build_index",
    "locate",
    "locate_together",
    "located_schema",
    "open",
    "region",
    "resolve",
    "resolve_batches",
    "resolve_many",
    "resolve_table",
    "resolve_together",
]

# Public names that an answer to a name does not need: their modules load when they are first used.
_LATER = {
    "Area": "locality.area",
    "Built": "build.outcome",
    "Change": "compare",
    "Description": "reverse",
    "ExportFormat": "export",
    "Kind": "literals",
    "Level": "hierarchy",
    "LocalName": "languages",
    "Neighbour": "reverse",
    "PlaceName": "languages",
    "Precision": "precision",
    "Prefer": "literals",
    "Region": "regions",
    "Relation": "literals",
    "RowProblem": "build.report",
    "SourceReport": "build.outcome",
    "Status": "literals",
    "TooManyBrokenError": "build.outcome",
    "Unit": "reverse",
    "UnitCodes": "hierarchy",
    "build_index": "build.pipeline",
    "located_schema": "tables",
    "resolve_batches": "tables",
    "resolve_table": "tables",
}


if not TYPE_CHECKING:  # a type checker would take every name for one that there is
    __getattr__ = loader(__name__, _LATER)


def __dir__() -> list[str]:
    return sorted(__all__)


def open(path: str | os.PathLike[str] | None = None) -> Gazetteer:  # noqa: A001 - as in gzip.open
    """A gazetteer that reads an index.

    Args:
        path: Folder of the index; None for the one that comes with Dateline, which is opened once and kept.

    Raises:
        IndexNotFoundError: If the folder does not exist or holds no index.
        DamagedIndexError: If the index is cut, changed or of another version.

    Examples:
        >>> import gazetteer
        >>> gazetteer.open().resolve("Timbuktu").place.country
        'ML'
    """
    if path is None:
        return _default()
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(f"the folder of an index must be a path, not {type(path).__name__} {path!r}")
    return Gazetteer(Index.open(path))


# pathlib would be slow to import.
_OWN = os.path.join(os.path.dirname(__file__), "data", "index")  # noqa: PTH118, PTH120 - see above
_OPENED = Kept(lambda folder: Gazetteer(Index.open(folder)), most=1)


def _default() -> Gazetteer:
    opened: Gazetteer = _OPENED[_OWN]
    return opened


def resolve(  # noqa: PLR0913 - as of the method
    name: str,
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    kind: Kind | str | None = None,
    prefer: Prefer = "any",
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> Resolution:
    """The place that a name means, by the index that comes with Dateline.

    ``Gazetteer.resolve`` says what can be asked beside the name.

    Raises:
        WrongTypeError: If the name is not a string.
        QueryError: If what is asked beside the name is nothing known, or may be several places.

    Examples:
        >>> resolve("Mopti, a city in the central region of the country").place.kind
        'city'
        >>> resolve("Kidal", within="Indonesia").place.admin1
        'Jawa Timur'
    """
    return _default().resolve(name, within=within, near=near, kind=kind, prefer=prefer, bias=bias)


def region(
    name: str,
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> Region:
    """The area of a country or first-level unit, or its label point, as ``Gazetteer.region`` gives it.

    Raises:
        WrongTypeError: If the name is not a string.
        QueryError: If it names nothing, or may be several places.

    Examples:
        >>> region("ML").geometry.bounds[1] > 10
        True
    """
    return _default().region(name, within=within, near=near, bias=bias)


def resolve_many(  # noqa: PLR0913 - as of the method
    names: Iterable[str],
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    kind: Kind | str | None = None,
    prefer: Prefer = "any",
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> list[Resolution]:
    """The answers to unrelated names, in their order, as ``Gazetteer.resolve_many`` gives them.

    Examples:
        >>> [answer.status for answer in resolve_many(["Bamako", "Xqzzt"])]
        ['resolved', 'unresolved']
    """
    return _default().resolve_many(names, within=within, near=near, kind=kind, prefer=prefer, bias=bias)


def resolve_together(  # noqa: PLR0913 - as of the method
    names: Iterable[str],
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    kind: Kind | str | None = None,
    prefer: Prefer = "any",
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> list[Resolution]:
    """The answers to the names of one document, as ``Gazetteer.resolve_together`` gives them.

    Examples:
        >>> [answer.place.country for answer in resolve_together(["Gao", "Kidal", "Mali"])]
        ['ML', 'ML', 'ML']
    """
    return _default().resolve_together(names, within=within, near=near, kind=kind, prefer=prefer, bias=bias)


def locate(
    text: str,
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    prefer: Prefer = "any",
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> Resolution:
    """Where a text says that something is, as ``Gazetteer.locate`` gives it.

    Raises:
        WrongTypeError: If the text is not a string.
        QueryError: If what is asked beside the text is nothing known, or may be several places.

    Examples:
        >>> where = locate("between Gao and Kidal")
        >>> [anchor.place.name for anchor in where.anchors], where.relation
        (['Gao', 'Kidal'], 'between')
        >>> locate("between Kidal and Sumenep", within="Mali").status
        'unresolved'
    """
    return _default().locate(text, within=within, near=near, prefer=prefer, bias=bias)


def locate_together(
    texts: Iterable[str],
    *,
    within: str | BBox | Place | Region | BaseGeometry | None = None,
    near: str | LonLat | Place | None = None,
    prefer: Prefer = "any",
    bias: Mapping[str, float] | Iterable[str] | None = None,
) -> list[Resolution]:
    """Where the texts of one document say that something is, as ``Gazetteer.locate_together`` gives it.

    Examples:
        >>> border = locate_together(["Kidal", "near the Algerian border"])[1]
        >>> border.relation, border.area.basis[:40]
        ('border', 'a band that reaches 25 km to both sides ')
    """
    return _default().locate_together(texts, within=within, near=near, prefer=prefer, bias=bias)
