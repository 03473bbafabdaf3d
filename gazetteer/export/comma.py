"""CSV: a row for each place, which ``dateline gazetteer build`` reads again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from gazetteer.export.exported import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazetteer.export.exported import Exported

__all__ = ["COLUMNS", "write"]

COLUMNS: Final = (
    "id", "name", "lon", "lat", "kind", "feature_code", "country", "shared_with", "admin1", "admin1_code",
    "admin2", "parent", "codes", "population", "extent_m", "source", "names",
)  # fmt: skip


def write(path: Path, places: Iterable[Exported]) -> None:
    """Write the places as CSV in UTF-8; several names, codes or countries stand between ``|``."""
    with whole_file(path) as made, made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for place, names, codes, parent in places:
            others = dict.fromkeys(name.spelling for name in names if name.kind != "code")
            others.pop(place.name, None)
            writer.writerow((
                place.id, place.name, place.point.lon, place.point.lat, place.kind, place.feature_code,
                place.country or "", "|".join(place.shared_with), place.admin1 or "", place.admin1_code or "",
                place.admin2 or "", parent, "|".join(codes), place.population or "", place.extent_m,
                place.source, "|".join(other.replace("|", " ") for other in others),
            ))  # fmt: skip
