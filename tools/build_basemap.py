"""Build ``maps/data``: the world's land, lakes and rivers, and the names of countries and towns.

Run ``python -m tools.build_basemap``. Where the data comes from, and what is known to be wrong with it,
stands in ``maps/data/SOURCES.md``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.blocks import Blocks, packed_parts
from geo.packed import Collection, Feature, write_collections
from tools.basemap_towns import towns
from tools.build_seas import write_seas
from tools.shapefiles import natural_earth, older_natural_earth, parts, repaired

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parent.parent / "maps" / "data"
# 0.0005 degrees are 56 m: a tenth of what Natural Earth 10m resolves.
DETAILED_DEG = 0.0005
OVERVIEW_DEG = 0.005

# River names whose letters the source lost, and which its 1:50m layer does not carry either.
LOST_NAMES = {
    "Ou?m?": "Ouémé", "Komo?": "Comoé", "Caron?": "Caroní", "Juru?": "Juruá", "Parna?ba": "Parnaíba",
    "A?na": "Aïna", "Gh?ghara": "Ghaghara", "Ol?kma": "Olyokma", "K?nes": "Kunes", "L?rio": "Lúrio",
    "Kiz?lirmak": "K\u0131z\u0131l\u0131rmak", "Baoul?": "Baoulé", "G?ba": "Geba", "Guain?a": "Guainía",
    "B?o-B?o": "Bío-Bío", "Gu?rico": "Guárico", "Ogoou?": "Ogooué", "Tiet?": "Tietê", "Thj?rs?": "Þjórsá",
    "Aoukal?": "Aoukalé", "Pungu?": "Pungwe", "Bago?": "Bagoé", "Indals?lven": "Indalsälven",
    "Uaup?s": "Uaupés", "Aripuan?": "Aripuanã", "Jiparan?": "Ji-Paraná", "Juta?": "Jutaí",
    "Ibicu?": "Ibicuí", "Iva?": "Ivaí", "Piau?": "Piauí", "Oco?a": "Ocoña", "Copiap?": "Copiapó",
}  # fmt: skip
# Reservoirs that are no more: the dam was destroyed on 6 June 2023. The river runs there again.
EMPTIED = {"Kakhovka Reservoir": shapely.box(33.2, 46.7, 35.5, 47.9)}
# One English name for a river that the source names in the language of each country on its way.
ENGLISH_RIVERS = {
    "Al Furat": "Euphrates", "Firat": "Euphrates", "Dicle": "Tigris", "Amazonas": "Amazon",
    "Sénégal": "Senegal", "Huang": "Yellow River", "Yellow": "Yellow River", "Rhein": "Rhine",
    "Rhin": "Rhine", "Ob\u2019": "Ob", "Ertis": "Irtysh", "Dnepre": "Dnipro", "Dnieper": "Dnipro",
    "Bénoué": "Benue", "Irrawaddy Delta": "Irrawaddy", "Tajo": "Tagus", "Chang Jiang": "Yangtze",
    "Niagra": "Niagara", "Svernaya Dvina": "Northern Dvina", "Nu": "Salween", "Abay": "Blue Nile",
    "Yarlung": "Brahmaputra", "Lualaba": "Lualaba",
}  # fmt: skip


def main() -> None:
    """Build both files and say how large they are."""
    DATA.mkdir(exist_ok=True)
    collections = {
        "land": Collection.build("polygons", DETAILED_DEG, land("physical/ne_10m_land", 0)),
        "land_regional": Collection.build("polygons", 0.002, land("physical/ne_10m_land", 0.008)),
        "land_overview": Collection.build("polygons", OVERVIEW_DEG, land("physical/ne_50m_land", 0.004)),
        "lakes": Collection.build("polygons", DETAILED_DEG, lakes()),
        "rivers": Collection.build("lines", DETAILED_DEG, rivers()),
        "countries": Collection.build("polygons", 0.01, countries()),
    }
    write_collections(DATA / "basemap.bin", collections)
    labels = write_labels([*country_labels(), *towns()])
    for name, collection in collections.items():
        print(f"{name}: {len(collection)} features, {len(collection.to_bytes()) / 1e3:.0f} KB")
    print(f"labels: {labels / 1e3:.0f} KB")
    print(f"seas: {write_seas()}")


def write_labels(rows: Iterable[tuple[int, str, float, float, str]]) -> int:
    """Write the table of labels, by rank: a map reads the names up to its scale."""
    rank, kind, lon, lat, name = zip(*sorted(rows), strict=True)
    names, kinds = [text.encode() for text in name], sorted(set(kind))
    arrays = {
        "rank": np.array(rank, "<u1"),
        "kind": np.array([kinds.index(each) for each in kind], "<u1"),
        "lon": np.array([round(each * 1000) for each in lon], "<i4"),
        "lat": np.array([round(each * 1000) for each in lat], "<i4"),
        "first_byte": np.cumsum([0, *map(len, names)]).astype("<u4"),
    }
    packed = packed_parts({"kinds": kinds}, arrays, Blocks.of(b"".join(names)))
    (DATA / "labels.bin").write_bytes(packed)
    return len(packed)


def land(layer: str, tolerance_deg: float) -> Iterator[Feature]:
    """Polygons of land, the largest first."""
    polygons = [
        part
        for record in natural_earth(layer)
        # One feature of scale rank 100 is no land but a mark for 0 degrees north, 0 degrees east.
        if record.fields["scalerank"] != 100
        for part in parts(record.geometry)
    ]
    polygons.sort(key=lambda polygon: (-polygon.area, polygon.wkb))
    for polygon in polygons:
        yield from _features(polygon, tolerance_deg)


def lakes() -> Iterator[Feature]:
    """Lakes and reservoirs; rank is ten times the zoom level from which Natural Earth shows them."""
    for record in natural_earth("physical/ne_10m_lakes"):
        if record.fields["name"] in EMPTIED:
            continue
        rank = round(10 * record.fields["min_zoom"])
        yield from _features(record.geometry, 0.001, repaired(record.fields["name"] or ""), rank)


def rivers() -> Iterator[Feature]:
    """Rivers; rank is ten times Natural Earth's scale rank."""
    written = names_of_overview_rivers()
    for record in older_natural_earth("10m/ne_10m_rivers_lake_centerlines"):
        in_lake = record.fields["featurecla"] != "River"
        if not in_lake or any(area.intersects(record.geometry) for area in EMPTIED.values()):
            name = river_name(record.fields["name"] or "", written)
            yield from _features(record.geometry, 0.001, name, round(10 * record.fields["scalerank"]))


def river_name(name: str, written: Iterable[str] = ()) -> str:
    """The name as an English map has it, its lost letters restored; nothing where they cannot be.

    Args:
        name: As the source has it, such as ``Chang Jiang (Yangtze)`` or ``S?n?gal``.
        written: Names known to be whole.

    Examples:
        >>> river_name("Chang Jiang (Yangtze)"), river_name("S?n?gal", ["Sénégal"]), river_name("Zay?")
        ('Yangtze', 'Senegal', '')
    """
    name = " ".join(repaired(name).split())
    if "?" in name:
        pattern = re.compile(re.escape(name).replace(r"\?", "."))
        name = LOST_NAMES.get(name) or next(filter(pattern.fullmatch, sorted(written)), "")
    if match := re.fullmatch(r"(.+) \((.+)\)", name):
        name = match[1] if match[1] in ENGLISH_RIVERS else match[2]
    return ENGLISH_RIVERS.get(name, name)


def countries() -> Iterator[Feature]:
    """Coarse country shapes, used only to find room for a country's name in a view, never drawn."""
    for record in natural_earth("cultural/ne_50m_admin_0_countries"):
        for part in parts(record.geometry):
            if part.area > 0.3:
                yield from _features(part, 0.05, _country_name(record.fields))


def country_labels() -> Iterator[tuple[int, str, float, float, str]]:
    """Rows of the label table for countries: rank, kind, longitude, latitude, name."""
    for record in natural_earth("cultural/ne_10m_admin_0_countries"):
        fields = record.fields
        # Bases, buffer zones and a glacier are features there too; Kosovo and Somaliland have no code either.
        if fields["iso_a2_eh"] != "-99" or fields["pop_est"] >= 100_000:
            lon, lat = round(fields["label_x"], 2), round(fields["label_y"], 2)
            yield round(10 * fields["min_label"]), "country", lon, lat, _country_name(fields)


def _country_name(fields: dict[str, str]) -> str:
    """The long name where it fits on a map, else the short one that Natural Earth uses on its own maps."""
    return repaired(fields["name_long"] if len(fields["name_long"]) <= 16 else fields["name"])


def names_of_overview_rivers() -> set[str]:
    """River names of the layer for small scales, which has kept its accents."""
    records = older_natural_earth("50m/ne_50m_rivers_lake_centerlines")
    names = {" ".join(repaired(record.fields["name"] or "").split()) for record in records}
    return {name for name in names if "?" not in name}


def _features(
    geometry: BaseGeometry, tolerance_deg: float, name: str = "", rank: int = 0
) -> Iterator[Feature]:
    for part in parts(geometry):
        simple = shapely.make_valid(shapely.simplify(part, tolerance_deg))
        for piece in parts(simple):
            if piece.geom_type in {"Polygon", "LineString"}:
                yield Feature(piece, name, rank)


if __name__ == "__main__":
    main()
