"""What the border data is built from, read from the pinned packages."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from tools.packages import fetch

if TYPE_CHECKING:
    import numpy.typing as npt

    Geometries = npt.NDArray[np.object_]
    Codes = npt.NDArray[np.str_]

COUNTRIES = Path(__file__).resolve().parent.parent / "geo" / "data" / "countries.csv"


class Coded(NamedTuple):
    """Geometries with the alpha-2 code of the country of each."""

    codes: Codes
    geometries: Geometries


def alpha2_by_alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes by their alpha-3 codes."""
    with COUNTRIES.open(encoding="utf-8") as file:
        return {row["alpha3"]: row["alpha2"] for row in csv.DictReader(file)}


def country_grid() -> Coded:
    """OpenStreetMap's countries of June 2024 with their territorial waters, cut into grid cells."""
    path = fetch("nominatim-db") / "nominatim_db" / "resources" / "country_osm_grid.sql.gz"
    codes, shapes = [], []
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) == 3:
                codes.append(row[0].upper())
                shapes.append(row[2])
    geometries = shapely.set_srid(shapely.from_wkb(np.array(shapes)), 0)
    real = ~shapely.is_empty(geometries)
    return Coded(np.array(codes)[real], geometries[real])


def land_2018() -> Coded:
    """OpenStreetMap's land of 2018 by country, without its inland waters: polygons with holes, single parts.

    A territory with a code of its own is there twice: under that code and under the country that it belongs
    to.
    """
    path = fetch("@geo-maps/countries-land-100m") / "package" / "map.geo.json"
    known = alpha2_by_alpha3()
    codes, polygons = [], []
    for feature in json.loads(path.read_bytes())["features"]:
        kind, coordinates = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        for rings in coordinates if kind == "MultiPolygon" else [coordinates]:
            codes.append(known[feature["properties"]["A3"]])
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
    return Coded(np.array(codes), np.array(polygons))
