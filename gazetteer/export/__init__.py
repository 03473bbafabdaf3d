"""Everything that an index holds as a file that other programs read.

Each writer gets the places one after another and knows no other writer; none holds more than some thousands.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from gazetteer.errors import ExportError
from gazetteer.export.exported import places_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from gazetteer.index import Index

__all__ = ["FORMATS", "ExportFormat", "export", "format_of"]

ExportFormat = Literal["parquet", "csv", "gpkg", "lpf"]
FORMATS: Final[tuple[ExportFormat, ...]] = get_args(ExportFormat)
_ENDINGS: Final[dict[str, ExportFormat]] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".gpkg": "gpkg",
    ".geojson": "lpf",
    ".json": "lpf",
    ".jsonld": "lpf",
}


def format_of(path: str | os.PathLike[str]) -> ExportFormat:
    """The format that the ending of a file's name stands for.

    Raises:
        ExportError: If it stands for none.

    Examples:
        >>> format_of("places.gpkg"), format_of("places.geojson")
        ('gpkg', 'lpf')
    """
    ending = Path(path).suffix.lower()
    if ending not in _ENDINGS:
        raise ExportError(
            f"{path}: {ending or 'no ending'} is none of {', '.join(_ENDINGS)}; or name the format"
        )
    return _ENDINGS[ending]


def export(
    index: Index,
    path: str | os.PathLike[str],
    form: ExportFormat | None = None,
    progress: Callable[[float], None] | None = None,
) -> int:
    """Write all places of an index into a file, whole or not at all; how many they were.

    Args:
        index: What to write.
        path: The file, made or replaced.
        form: ``parquet`` (GeoParquet, needs pyarrow), ``csv``, ``gpkg`` (GeoPackage) or ``lpf`` (Linked
            Places GeoJSON); None for what the ending of the name says.
        progress: Called with the share that is done.

    Raises:
        ExportError: If the format is unknown, or a library for it is missing.
        OSError: If the file cannot be written; what was there stays.
    """
    form = form or format_of(path)
    if form == "csv":
        from gazetteer.export.comma import write
    elif form == "gpkg":
        from gazetteer.export.geopackage import write
    elif form == "lpf":
        from gazetteer.export.linked_places import write
    elif form == "parquet":
        from gazetteer.export.parquet import write
    else:
        raise ExportError(f"{form!r} is none of the formats {', '.join(FORMATS)}")
    write(Path(path), places_of(index, progress))
    return len(index)
