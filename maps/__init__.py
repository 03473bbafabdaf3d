"""Incidents to maps that can be published.

``read`` takes a table or a folder of tables, ``compose`` makes a ``MapDocument`` of it, ``save`` writes
that as an HTML page or as GeoJSON, ``to_folium`` gives a folium map for notebooks.

Examples:
    >>> import maps
    >>> report = maps.Report((maps.Incident("a", title="Ambush", place_text="Tinzaouaten"),))
    >>> document = maps.compose(report, title="Ambush at Tinzaouaten", borders=["Algeria"])
    >>> document.incidents[0].place_name
    'Tinzaouaten, Kidal, Mali, on the border with Algeria'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.compose import UnknownLanguageError, compose
from maps.document import MapDocument
from maps.errors import DateError, InputError, InputNotFoundError, MapsError
from maps.files import OutputError
from maps.incidents import Claim, Incident, Report, Source, read
from maps.plain import DocumentError
from maps.render import UnknownSuffixError

if TYPE_CHECKING:
    import os

    import folium

__all__ = [
    "Claim",
    "DateError",
    "DocumentError",
    "Incident",
    "InputError",
    "InputNotFoundError",
    "MapDocument",
    "MapsError",
    "OutputError",
    "Report",
    "Source",
    "UnknownLanguageError",
    "UnknownSuffixError",
    "compose",
    "read",
    "save",
    "to_folium",
]


def save(document: MapDocument, path: str | os.PathLike[str]) -> None:
    """Write a map to a file, whole or not at all. The suffix chooses the form: HTML or GeoJSON.

    Args:
        document: What ``compose`` made.
        path: Where to write; missing folders are made, a file that exists is replaced.

    Raises:
        UnknownSuffixError: If no writer has the suffix.
        OutputError: If the file cannot be written; whatever stood there is as it was.

    Examples:
        >>> import maps, tempfile, pathlib
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     maps.save(document, pathlib.Path(folder, "kidal.geojson"))
    """
    from maps.files import write
    from maps.render import writer

    render = writer(path)
    write([(path, render(document))])


def to_folium(document: MapDocument) -> folium.Map:
    """The map as a folium ``Map``, which shows in a notebook and takes any folium layer on top.

    Args:
        document: What ``compose`` made.

    Examples:
        >>> import folium, maps
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> layered = maps.to_folium(document).add_child(folium.Marker((18.44, 1.41)))
    """
    from maps.render.html import to_folium as convert

    return convert(document)
