"""Calls as a user writes them, for the type checker: it reads them in every check, and nothing runs them.

A name that there is not must be an error, and no answer may be ``Any``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_type

import geopandas
from matplotlib.figure import Figure
from shapely import MultiPolygon, Polygon

import gazetteer
import geo
import maps
from geo import BBox, LonLat, borders

if TYPE_CHECKING:
    import pathlib


def of_points(point: LonLat) -> None:
    """Of ``geo``, whose submodules need no import of their own."""
    assert_type(geo.parse_point("18.4 N 1.4 E", language="en"), LonLat)
    assert_type(geo.distance_m(point, LonLat(lon=2.966, lat=19.955)), float)
    assert_type(geo.compass_point(geo.azimuth_deg(point, point)), str)
    assert_type(geo.destination(point, 0, 1_000), LonLat)
    assert_type(geo.parse_longitude("1 E") + geo.parse_latitude("1 N"), float)
    assert_type(BBox(0, 0, 1, 1).centre, LonLat)
    assert_type(geo.borders.side(point), borders.Side)
    assert_type(borders.border_of("Mali").parts[0].status, borders.LineStatus)
    assert_type(borders.border_of("Mali").to_geodataframe(), geopandas.GeoDataFrame)
    assert_type(geo.countries.country("Mali").alpha2, str)
    assert_type(geo.areas.circle(point, 1_000), Polygon | MultiPolygon)
    assert_type(geo.geojson.dumps(geo.geojson.feature(geo.geojson.to_geometry(point), {}, id="x")), str)
    assert_type(geo.regions.admin1_codes_at(point), tuple[str, ...])
    geo.bordrs  # type: ignore[attr-defined]  # noqa: B018 - must be an error


def of_names(point: LonLat, folder: pathlib.Path) -> None:
    """Of ``gazetteer``."""
    places = gazetteer.open()
    answer = gazetteer.resolve("Kidal", within="Mali", near=point, kind="P", prefer="region", bias=["Mali"])
    assert_type(answer, gazetteer.Resolution)
    assert_type(answer.place, gazetteer.Place | None)
    assert_type(answer.status, gazetteer.Status)
    assert_type(answer.area, gazetteer.Area | None)
    assert_type(answer.precision.uncertainty_m, int | None)
    assert_type(answer.alternatives, tuple[gazetteer.Candidate, ...])
    assert_type(places.nearest(point, k=3, kind="P"), tuple[gazetteer.Neighbour, ...])
    assert_type(places.describe(point, worldview="default"), gazetteer.Description)
    assert_type(places.hierarchy("geonames:2455290"), tuple[gazetteer.Level, ...])
    assert_type(places.name_in("geonames:2455290", "ar"), gazetteer.LocalName | None)
    assert_type(places.names("geonames:2455290"), tuple[gazetteer.PlaceName, ...])
    assert_type(places.places_in(gazetteer.region("Kidal"), kind="city"), geopandas.GeoDataFrame)
    assert_type(gazetteer.build_index([folder / "a.csv"], folder / "x", plain=True), gazetteer.Built)
    assert_type(places.export(folder / "x.csv", format="csv"), int)
    assert_type([*places.changes(places, moved_m=5)], list[gazetteer.Change])
    assert_type(gazetteer.resolve_many(["Kidal"]), list[gazetteer.Resolution])
    assert_type(gazetteer.locate_together(["near Kidal"]), list[gazetteer.Resolution])
    frame = gazetteer.resolve_table(places.places_near(point, 1_000), place="name")
    assert_type(frame, geopandas.GeoDataFrame)
    gazetteer.resolv  # type: ignore[attr-defined]  # noqa: B018 - must be an error


def of_maps(point: LonLat, folder: pathlib.Path) -> None:
    """Of ``maps``."""
    row = maps.RowRef("a.csv", 2)
    incident = maps.Incident("a", when=maps.When.parse("2024"), point=point, precision="point", read_from=row)
    report = maps.Report((incident,), (maps.Claim("c", "a"),), (maps.Source("s", "Reuters"),))
    assert_type(maps.read(folder / "a.csv", progress=print), maps.Report)
    document = maps.compose(
        report, borders=["Mali"], borders_between=[("Mali", "Niger")], view=BBox(0, 0, 1, 1)
    )
    assert_type(document, maps.MapDocument)
    assert_type(document.incidents, Sequence[maps.IncidentMark])
    maps.save(
        document, folder / "a.html", tiles=maps.find_tiles("https://x.org/{z}/{x}/{y}", attribution="x")
    )
    maps.save(document, "a.png", size="square", style="dark", labels={"Gao": maps.LabelOverride(hide=True)})
    maps.save(document, "a.png", sise="square")  # type: ignore[call-arg]  # must be an error
    maps.save_embed(document, folder, url="https://example.org", ratio=1.5)
    assert_type(maps.to_figure(document, size="square"), Figure)
    assert_type(maps.harden(maps.to_folium(document), allow=["example.org"], drop=["Fullscreen"]), str)
    assert_type(maps.build_site("site.toml", folder, check=True), maps.SiteReport)
    assert_type(maps.embed.files(document, name="kidal"), dict[str, bytes])
    maps.comose  # type: ignore[attr-defined]  # noqa: B018 - must be an error


def of_errors() -> tuple[type[geo.DatelineError], ...]:
    """Whatever a public function raises can be named by what it is imported from."""
    return (maps.PageError, maps.StyleError, maps.HardenError, maps.SiteBuildError, gazetteer.QueryError)
