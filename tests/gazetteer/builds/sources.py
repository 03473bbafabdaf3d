"""Small sources for builds: rows of dumps, features, and a build of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gazetteer.build.pipeline import build_index
from gazetteer.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.place import Place

__all__ = ["alternate", "built", "dump", "feature", "place_of", "row", "spellings"]


def row(number: int, name: str, lon: float, lat: float, feature: str = "P.PPL", **fields: object) -> str:
    """A row of a dump; fields are the columns by their names in GeoNames' readme."""
    one, _, code = feature.partition(".")
    cells = [
        number, name, fields.get("asciiname", name), fields.get("alternatenames", ""), lat, lon, one, code,
        fields.get("country", "ML"), fields.get("cc2", ""), fields.get("admin1", ""),
        fields.get("admin2", ""), "", "", fields.get("population", 0), "", 300, "Africa/Bamako", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells))


MALI = (
    row(2453866, "Republic of Mali", -2, 18, "A.PCLI", admin1="00", population=24_000_000),
    row(2597449, "Kidal Region", 1, 19, "A.ADM1", admin1="10"),
    row(2597450, "Cercle de Kidal", 1.2, 18.6, "A.ADM2", admin1="10", admin2="1001"),
    row(2455290, "Kidal", 1.40921, 18.44345, "P.PPLA", admin1="10", admin2="1001", population=40_030),
    row(2449893, "Tessalit", 1.01132, 20.20146, admin1="10", admin2="1002", population=6_000),
    row(
        2460596, "Bamako", -8, 12.65, "P.PPLC", admin1="01", population=1_297_281, alternatenames="BKO,Bamaco"
    ),
)


def dump(path: Path, *rows: str) -> Path:
    """A dump with these rows, or with some of Mali."""
    path.write_text("".join(f"{line}\n" for line in rows or MALI), encoding="utf-8")
    return path


def alternate(number: int, place: int, language: str, name: str, flags: str = "\t\t\t") -> str:
    """A row of alternateNamesV2; flags are preferred, short, colloquial, historic."""
    return f"{number}\t{place}\t{language}\t{name}\t{flags}\t\t"


def feature(number: int, name: str, placetype: str, lon: float, lat: float, **said: object) -> str:
    """A feature of Who's On First."""
    properties = {
        "wof:id": number, "wof:name": name, "wof:placetype": placetype, "wof:country": "ML",
        "geom:longitude": lon, "geom:latitude": lat, **said,
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [lon, lat]}
    return json.dumps({"id": number, "type": "Feature", "properties": properties, "geometry": point})


def built(folder: Path, *sources: Path, plain: bool = True, **options: object) -> Index:
    """The index of a build, without Dateline's tables unless asked for."""
    build_index(sources, folder, plain=plain, **options)  # type: ignore[arg-type]
    index = Index.open(folder)
    index.verify()
    return index


def place_of(index: Index, identifier: str) -> Place:
    """The place with an identifier."""
    record = index.by_id(identifier)
    assert record is not None, f"{identifier} is not in the index"
    return index.place(record)


def spellings(index: Index, identifier: str) -> dict[str, tuple[str, str]]:
    """Kind and language of each name of a place, by spelling."""
    record = index.by_id(identifier)
    assert record is not None, f"{identifier} is not in the index"
    return {name.spelling: (name.kind, name.language) for name in index.names(record)}
