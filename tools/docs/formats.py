"""The file formats, from the tables in the code that read and write them."""

from __future__ import annotations

import tomllib
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.docs.docstrings import attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["BLOCKS"]

ROOT = Path(__file__).resolve().parents[2]

# What each key of a site's file is, and a value that it takes, which is read to be sure.
_SITE = {
    "title": ("title of the index page", '"Mali in maps"'),
    "language": ("its language: `en`, `fr` or `ar`", '"en"'),
    "url": ("where the site will be, for embeds", '"https://maps.example.org"'),
    "theme": ("whether it is `light`, `dark`, or as its reader's system", '"light"'),
}
_FILTER = {
    "type": ("types in the table's words, or kinds of the legend", '["ambush", "strike"]'),
    "actor": ("names that title, text or claims have", '"Wagner"'),
    "country": ("countries that the place may be in", '["Mali", "DZ"]'),
    "ids": ("keys of incidents", '["A", "C"]'),
    "from": ("not before this day, month or year", "2024-07-25"),
    "to": ("not after it", '"2024-07"'),
    "box": ("west, south, east, north in degrees", "[0, 16, 4, 21]"),
}
_MAP = {
    "data": ("tables, folders of tables or patterns; needed", '"data/*.csv"'),
    "filter": ("which incidents", '{ type = "strike" }'),
    "index": ("folder of a gazetteer of your own", '"my-places"'),
    "title": ("title of the map", '"Ambush at Tinzaouaten"'),
    "subtitle": ("the line below it", '"Northern Mali, July 2024"'),
    "language": ("of Dateline's words, of dates and of places", '"fr"'),
    "worldview": ("whose disputed borders", '"IN"'),
    "generalise": ("to what locations are generalised at least", '"10km"'),
    "border": ("countries whose borders are drawn strongly", '["Algeria"]'),
    "border_between": ("pairs of countries, likewise", '["Mali", "Niger"]'),
    "view": ("the part of the earth that is shown", "[0, 18, 5, 21]"),
    "formats": ("what to write", '["html", "png", "embed"]'),
    "budget": ("the most that a reader has to load", '{ html = "400 kB" }'),
    "alt_text": ("in place of Dateline's description", '"A map of northern Mali."'),
    "tiles": ("online tiles below the map", '"OpenStreetMap.Mapnik"'),
    "tiles_credit": ("whom tiles of your own are to credit", '"© Example"'),
    "theme": ("whether pages are `light`, `dark`, or as their reader's system", '"light"'),
    "assets": ("whether pages share script and style, `shared`, or hold them, `inside`", '"inside"'),
    "licence": ("of the table, for embeds", '"CC BY 4.0"'),
    "size": ("of pictures", '"web-16x9"'),
    "dpi": ("pixels an inch", "300"),
    "style": ("`light`, `dark`, `grey` or a file", '"house.toml"'),
    "plain": ("only the map", "true"),
    "transparent": ("no colour under the map", "true"),
    "byline": ("who made it", '"Example Times"'),
    "source": ("where the facts are from", '"published reports"'),
    "note": ("a remark below the map", '"Borders as of 2024"'),
    "date": ("the day of the map in words", '"29 July 2024"'),
    "furniture": ("where pieces go", '{ legend = "top left" }'),
    "labels": ("changes to labels, or a file", '"labels.toml"'),
}
_EXPORTED = {
    "id": "source and identifier",
    "name": "the first name of its source",
    "lon": "longitude of the label point, WGS 84",
    "lat": "its latitude",
    "kind": "`city`, `admin1`, `admin2`, `country`, `natural`, `region` or `other`",
    "feature_code": "class and code of GeoNames",
    "country": "ISO 3166-1 alpha-2; empty where no one country holds it",
    "shared_with": "other countries that it belongs to",
    "admin1": "name of the first-level unit",
    "admin1_code": "its code, ISO 3166-2 where known",
    "admin2": "name of the second-level unit",
    "parent": "identifier of what holds it",
    "codes": "codes of a unit or country",
    "population": "inhabitants; empty where the source says nothing",
    "extent_m": "radius in metres of a circle that holds it",
    "source": "the data set of the record",
    "names": "other spellings",
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *(tuple(row) for row in rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _columns() -> str:
    """The columns of the tables of incidents, claims and sources, with all names that they may have."""
    from maps.incidents.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, SOURCE_COLUMNS

    parts = []
    for title, columns in (
        ("incidents", INCIDENT_COLUMNS),
        ("claims", CLAIM_COLUMNS),
        ("sources", SOURCE_COLUMNS),
    ):
        rows = [(f"`{field}`", ", ".join(f"`{name}`" for name in names)) for field, names in columns.items()]
        parts += [f"### The table {title}", _table(("what", "names of the column"), rows)]
    return "\n\n".join(parts)


def _site() -> str:
    """The keys of a site's file, each with a value that was read."""
    from maps.site.values import FILTER_KEYS, MAP_KEYS, SITE_KEYS

    parts = []
    for title, about, readers in (
        ("`[site]`", _SITE, SITE_KEYS),
        ("`[defaults]` and `[maps.NAME]`", _MAP, MAP_KEYS),
        ("`filter`", _FILTER, FILTER_KEYS),
    ):
        parts += [f"### Keys of {title}", _table(("key", "what", "for instance"), _keys(about, readers))]
    return "\n\n".join(parts)


def _keys(
    about: Mapping[str, tuple[str, str]], readers: Mapping[str, Callable[[object], Any]]
) -> Iterable[tuple[str, str, str]]:
    if about.keys() != readers.keys():
        raise ValueError(
            f"tools/docs/formats.py: describe {sorted(about.keys() ^ readers.keys())}, or do not"
        )
    for key, reader in readers.items():
        what, example = about[key]
        reader(tomllib.loads(f"value = {example}")["value"])
        yield f"`{key}`", what, f"`{example}`"


def _style() -> str:
    """The style that explains every key, as it is."""
    text = (ROOT / "maps/assets/styles/light.toml").read_text("utf-8")
    return f"```toml\n{text.strip()}\n```"


def _geojson() -> str:
    """The members of a map's GeoJSON, as its writer gives them for the example."""
    import json

    import maps
    from maps.document import IncidentMark
    from maps.render.geojson import render

    document = maps.compose(maps.read(ROOT / "examples/mali-2024"), borders=["Algeria"], title="Mali")
    written = json.loads(render(document))
    said = attributes(IncidentMark)
    parts = [
        "Members of the collection: "
        + ", ".join(f"`{key}`" for key in written if key not in {"type", "features"})
        + "."
    ]
    for role in dict.fromkeys(feature["properties"]["role"] for feature in written["features"]):
        first = next(one for one in written["features"] if one["properties"]["role"] == role)
        rows = [
            (f"`{key}`", _type(value), said.get(key, "") if role == "incident" else "")
            for key, value in first["properties"].items()
        ]
        parts += [f"### Features of role {role}", _table(("property", "is", "what"), rows)]
    return "\n\n".join(parts)


def _type(value: object) -> str:
    kinds = {str: "text", bool: "true or false", int: "number", float: "number", list: "list", dict: "object"}
    return kinds.get(type(value), "null")


def _located() -> str:
    """The columns that ``resolve_table`` and ``dateline geocode`` add."""
    from gazetteer.tables.answers import Row

    said, hints = attributes(Row), typing.get_type_hints(Row)
    return _table(
        ("column", "is", "what"),
        [(f"`{name}`", _hint(hints[name]), said[name]) for name in Row._fields],
    )


def _hint(hint: object) -> str:
    kinds = {str: "text", int: "whole number", float: "number"}
    options = [one for one in typing.get_args(hint) or (hint,) if one is not type(None)]
    return kinds[options[0]] + (" or empty" if type(None) in typing.get_args(hint) else "")


def _exported() -> str:
    """The columns of an exported gazetteer."""
    from gazetteer.export.comma import COLUMNS

    if set(COLUMNS) != _EXPORTED.keys():
        raise ValueError(f"tools/docs/formats.py: describe {sorted(set(COLUMNS) ^ _EXPORTED.keys())}")
    return _table(("column", "what"), [(f"`{name}`", _EXPORTED[name]) for name in COLUMNS])


#: What stands in the pages between marks of these names.
BLOCKS: dict[str, Callable[[], str]] = {
    "columns of tables": _columns,
    "keys of a site": _site,
    "a style": _style,
    "properties of a map": _geojson,
    "columns of a located table": _located,
    "columns of a gazetteer": _exported,
}
