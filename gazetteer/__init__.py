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
    DamagedIndexError,
    ExportError,
    GazetteerError,
    IndexNotFoundError,
    QueryError,
)
from gazetteer.index import Index
from gazetteer.kept import Kept
from gazetteer.mention import Mention
from gazetteer.place import Place, Reason
from gazetteer.resolution import Resolution
from gazetteer.resolve import Gazetteer

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BuildError",
    "Candidate",
    "DamagedIndexError",
    "ExportError",
    "Gazetteer",
    "GazetteerError",
    "IndexNotFoundError",
    "Mention",
    "Place",
    "QueryError",
    "Reason",
    "Resolution",
    "locate",
    "locate_together",
    "open",
    "resolve",
    "resolve_many",
    "resolve_together",
]


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
    return _default() if path is None else Gazetteer(Index.open(path))


# pathlib would be slow to import.
_OWN = os.path.join(os.path.dirname(__file__), "data", "index")  # noqa: PTH118, PTH120 - see above
_OPENED = Kept(lambda folder: Gazetteer(Index.open(folder)), most=1)


def _default() -> Gazetteer:
    opened: Gazetteer = _OPENED[_OWN]
    return opened


def resolve(name: str) -> Resolution:
    """The place that a name means, by the index that comes with Dateline.

    ``Gazetteer.resolve`` can be asked more.

    Raises:
        TypeError: If the name is not a string.

    Examples:
        >>> resolve("Mopti, a city in the central region of the country").place.kind
        'city'
    """
    return _default().resolve(name)


def resolve_many(names: Iterable[str]) -> list[Resolution]:
    """The answers to unrelated names, in their order, as ``Gazetteer.resolve_many`` gives them.

    Examples:
        >>> [answer.status for answer in resolve_many(["Bamako", "Xqzzt"])]
        ['resolved', 'unresolved']
    """
    return _default().resolve_many(names)


def resolve_together(names: Iterable[str]) -> list[Resolution]:
    """The answers to the names of one document, as ``Gazetteer.resolve_together`` gives them.

    Examples:
        >>> [answer.place.country for answer in resolve_together(["Gao", "Kidal", "Mali"])]
        ['ML', 'ML', 'ML']
    """
    return _default().resolve_together(names)


def locate(text: str) -> Resolution:
    """Where a text says that something is, as ``Gazetteer.locate`` gives it.

    Raises:
        TypeError: If the text is not a string.

    Examples:
        >>> where = locate("between Gao and Kidal")
        >>> [anchor.place.name for anchor in where.anchors], where.relation
        (['Gao', 'Kidal'], 'between')
    """
    return _default().locate(text)


def locate_together(texts: Iterable[str]) -> list[Resolution]:
    """Where the texts of one document say that something is, as ``Gazetteer.locate_together`` gives it.

    Examples:
        >>> border = locate_together(["Kidal", "near the Algerian border"])[1]
        >>> border.relation, border.area.basis[:40]
        ('border', 'a band that reaches 25 km to both sides ')
    """
    return _default().locate_together(texts)
