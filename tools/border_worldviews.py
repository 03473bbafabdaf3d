"""What each worldview makes of a border line: Natural Earth's classes on OpenStreetMap's lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from geo.bordermap import BORDER, QUANTUM_DEG, StoredArc
from tools.border_sources import alpha2_by_alpha3
from tools.shapefiles import natural_earth, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

# Natural Earth's fields FCLASS_*, without those of OpenStreetMap and of its own list of top-level countries.
FIELDS = {
    "ISO": "iso", "AR": "ar", "BD": "bd", "BR": "br", "CN": "cn", "DE": "de", "EG": "eg", "ES": "es", "FR":
    "fr", "GB": "gb", "GR": "gr", "ID": "id", "IL": "il", "IN": "in", "IT": "it", "JP": "jp", "KR": "ko",
    "MA": "ma", "NL": "nl", "NP": "np", "PK": "pk", "PL": "pl", "PS": "ps", "PT": "pt", "RU": "ru", "SA":
    "sa", "SE": "se", "TR": "tr", "TW": "tw", "UA": "ua", "US": "us", "VN": "vn",
}  # fmt: skip
WORLDVIEWS = ("default", *FIELDS)

# r recognised, d disputed, l line of control, i indefinite, n no border. Overlay and lease limits are no
# borders.
LETTERS = {
    "International boundary (verify)": "r",
    "Disputed (please verify)": "d",
    "Claim boundary": "d",
    "Indeterminant frontier": "d",
    "Line of control (please verify)": "l",
    "Indefinite (please verify)": "i",
    "Unrecognized": "n",
    "Admin-1 boundary": "n",
    "Map unit boundary": "n",
}
RECOGNISED = "r" * len(WORLDVIEWS)
DISPUTED = "d" * len(WORLDVIEWS)

# Codes of Natural Earth that are not ISO's. The Siachen glacier (KAS) is on the Indian side of
# OpenStreetMap's line.
CODES = {
    "SDS": "SS",
    "SAH": "EH",
    "PSX": "PS",
    "KOS": "XK",
    "SOL": "SO",
    "CYN": "CY",
    "CNM": "CY",
    "KAS": "IN",
}

# Lines inside what OpenStreetMap gives to one country, so that it has no line to carry the class: the berm in
# Western Sahara, Somaliland, the Green Line on Cyprus, the isthmus of Crimea, the south of the Siachen
# glacier. Every other line of Natural Earth is another version of one that OpenStreetMap has, and one map
# shows one version.
ADDED = {("B28", "EH-MA"), ("B30", "SO-SO"), ("B20", "CY-CY"), ("B89", "RU-UA"), ("B45", "IN-IN")}
# The stub of the line on the parallel 27 40 N shares the code of the berm; it is a version of OpenStreetMap's
# line.
NOT_ADDED_SHORTER_DEG = 0.5

# A change of class that lasts no longer than this is the noise of matching two lines that lie kilometres
# apart.
SHORTEST_RUN_KM = 10.0
_KM_PER_DEG = 111.2


class Line(NamedTuple):
    """A line of Natural Earth."""

    pair: str
    classes: str
    added: bool
    geometry: BaseGeometry


def natural_earth_lines() -> list[Line]:
    """The boundary lines on land, with the class that each worldview gives them, one letter a worldview."""
    return list(_read())


def _read() -> Iterator[Line]:
    codes = alpha2_by_alpha3()
    for geometry, fields in natural_earth("cultural/ne_10m_admin_0_boundary_lines_land"):
        sides = [_code(fields, side, codes) for side in ("l", "r")]
        water = fields["type"] == "Water Indicator" and "MO" not in sides
        if fields["featurecla"] not in LETTERS or water or None in sides:
            continue
        pair = "-".join(sorted(map(str, sides)))
        west, south, east, north = geometry.bounds
        long = max(east - west, north - south) > NOT_ADDED_SHORTER_DEG
        added = (fields["brk_a3"], pair) in ADDED and (long or pair != "EH-MA")
        yield Line(pair, _classes(fields), added, geometry)


def _code(fields: dict[str, Any], side: str, codes: dict[str, str]) -> str | None:
    own, other = fields[f"adm0_a3_{side}"], fields["adm0_a3_r" if side == "l" else "adm0_a3_l"]
    if own == "FRA" and other in {"SUR", "BRA"}:
        return "GF"
    return CODES.get(own) or codes.get(own)


def _classes(fields: dict[str, Any]) -> str:
    default = fields["featurecla"]
    return "".join(
        LETTERS[name or default] for name in (default, *(fields[f"fclass_{f}"] for f in FIELDS.values()))
    )


def classified(
    arcs: list[StoredArc], labels: list[str], lines: list[Line]
) -> tuple[list[StoredArc], list[str]]:
    """The arcs, cut where a worldview's class changes, and the rows of classes that they refer to."""
    rows = [RECOGNISED, DISPUTED]
    by_pair: dict[str, list[Line]] = {}
    for line in lines:
        if not line.added:
            by_pair.setdefault(line.pair, []).append(line)
    found: list[StoredArc] = []
    for arc in arcs:
        pair = "-".join(sorted((labels[arc.left], labels[arc.right])))
        known = by_pair.get(pair, [])
        if arc.kind != BORDER:
            found.append(arc)
        elif "ZZ" in pair:
            found.append(arc._replace(classes=rows.index(DISPUTED)))
        elif {line.classes for line in known} <= {RECOGNISED}:
            found.append(arc)
        else:
            found += _cut(arc, known, rows)
    return found, rows


def _cut(arc: StoredArc, lines: list[Line], rows: list[str]) -> list[StoredArc]:
    """The arc in pieces, each with the class of the nearest of these lines."""
    for line in lines:
        if line.classes not in rows:
            rows.append(line.classes)
    points = arc.points * QUANTUM_DEG
    scale = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0]) * _KM_PER_DEG
    tree = shapely.STRtree([shapely.transform(line.geometry, lambda xy: xy * scale) for line in lines])
    # The class is the segment's, so it is looked up at the segment's middle.
    middles = shapely.points((points[1:] + points[:-1]) / 2 * scale)
    nearest = np.array([rows.index(lines[index].classes) for index in np.atleast_1d(tree.nearest(middles))])
    length = np.linalg.norm(np.diff(points, axis=0) * scale, axis=1)
    edges = _runs(nearest, length)
    return [
        arc._replace(points=arc.points[start : end + 1], classes=int(nearest[start]))
        for start, end in pairwise(edges)
    ]


def _runs(values: npt.NDArray[np.int64], length: npt.NDArray[np.float64]) -> list[int]:
    """Where runs of one value start, and the end; too short a run takes the value of its longer neighbour."""
    while True:
        starts = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
        lengths = np.add.reduceat(length, starts[:-1])
        shortest = int(np.argmin(lengths))
        if len(lengths) == 1 or lengths[shortest] >= SHORTEST_RUN_KM:
            return starts
        beside = [index for index in (shortest - 1, shortest + 1) if 0 <= index < len(lengths)]
        longer = max(beside, key=lambda index: lengths[index])
        values[starts[shortest] : starts[shortest + 1]] = values[starts[longer]]


def added_arcs(lines: list[Line]) -> tuple[list[StoredArc], list[str], list[str]]:
    """Natural Earth's lines that OpenStreetMap has no like of, with their labels and rows of classes."""
    added = [line for line in lines if line.added]
    labels = sorted({code for line in added for code in line.pair.split("-")})
    rows = sorted({line.classes for line in added})
    arcs = []
    for line in added:
        right, left = (labels.index(code) for code in line.pair.split("-"))
        for part in parts(line.geometry):
            points = np.rint(shapely.get_coordinates(part) / QUANTUM_DEG).astype(np.int32)
            arcs.append(StoredArc(points, left, right, BORDER, rows.index(line.classes)))
    return arcs, labels, rows
