"""What no public function can use is refused by all of them: with the value, the rule and a known error."""

from __future__ import annotations

import functools
import inspect
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import gazetteer
import geo
import maps
from geo import BBox, LonLat, antimeridian, areas, borders, countries, geojson, regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer import Gazetteer
    from maps import MapDocument

HERE = LonLat(1.4, 18.4)
NAN = float("nan")
WRONG = (NAN, b"x", object(), [object()], np.float64("nan"))


@functools.cache
def report() -> maps.Report:
    return maps.Report((maps.Incident("a", place_text="Kidal"),))


@functools.cache
def document() -> MapDocument:
    return maps.compose(report(), background=False)


@functools.cache
def places() -> Gazetteer:
    return gazetteer.open()


@functools.cache
def line() -> borders.BorderPart:
    return borders.border_between("Mali", "Niger").parts[0]


@functools.cache
def frame() -> pd.DataFrame:
    return pd.DataFrame({"place": ["Kidal"]})


def site() -> dict[str, Any]:
    return {"maps": {"kidal": {"data": "kidal.csv", "formats": ["geojson"]}}}


# Each argument by itself, the others right: what comes before the colon is the public name.
CALLS: dict[str, Callable[[Any], object]] = {
    "geo.LonLat: lon": lambda v: LonLat(v, 1),
    "geo.LonLat: lat": lambda v: LonLat(1, v),
    "geo.BBox: east": lambda v: BBox(0, 0, v, 1),
    "geo.BBox.contains: point": lambda v: BBox(0, 0, 1, 1).contains(v),
    "geo.LonLat.wrapped: lon": lambda v: LonLat.wrapped(v, 1),
    "geo.azimuth_deg: a": lambda v: geo.azimuth_deg(v, HERE),
    "geo.compass_point: azimuth_deg": geo.compass_point,
    "geo.destination: start": lambda v: geo.destination(v, 0, 1),
    "geo.destination: azimuth_deg": lambda v: geo.destination(HERE, v, 1),
    "geo.destination: distance_m": lambda v: geo.destination(HERE, 0, v),
    "geo.distance_m: a": lambda v: geo.distance_m(v, HERE),
    "geo.distance_m: b": lambda v: geo.distance_m(HERE, v),
    "geo.parse_latitude: text": geo.parse_latitude,
    "geo.parse_longitude: text": geo.parse_longitude,
    "geo.parse_point: text": geo.parse_point,
    "geo.antimeridian.polygon: ring": antimeridian.polygon,
    "geo.antimeridian.split: geometry": antimeridian.split,
    "geo.antimeridian.union: shapes": antimeridian.union,
    "geo.areas.circles: centers": lambda v: areas.circles(v, [1_000]),
    "geo.areas.circles: radius_m": lambda v: areas.circles([HERE], v),
    "geo.areas.circle: center": lambda v: areas.circle(v, 1_000),
    "geo.areas.circle: radius_m": lambda v: areas.circle(HERE, v),
    "geo.areas.corridor: points": lambda v: areas.corridor(v, 1_000),
    "geo.areas.corridor: half_width_m": lambda v: areas.corridor([HERE, LonLat(2, 19)], v),
    "geo.areas.sector: center": lambda v: areas.sector(v, 0, 10, 1, 2),
    "geo.areas.sector: azimuth_deg": lambda v: areas.sector(HERE, v, 10, 1, 2),
    "geo.areas.sector: half_width_deg": lambda v: areas.sector(HERE, 0, v, 1, 2),
    "geo.areas.sector: inner_m": lambda v: areas.sector(HERE, 0, 10, v, 2),
    "geo.areas.sector: outer_m": lambda v: areas.sector(HERE, 0, 10, 1, v),
    "geo.borders.BorderPart.neighbour_of: country": lambda v: line().neighbour_of(v),
    "geo.borders.border_between: a": lambda v: borders.border_between(v, "Mali"),
    "geo.borders.border_between: b": lambda v: borders.border_between("Mali", v),
    "geo.borders.border_of: country": borders.border_of,
    "geo.borders.border_of: worldview": lambda v: borders.border_of("Mali", worldview=v),
    "geo.borders.land_of: country": borders.land_of,
    "geo.borders.lines_in: bbox": borders.lines_in,
    "geo.borders.nearest_line: where": borders.nearest_line,
    "geo.borders.nearest_line: countries": lambda v: borders.nearest_line(HERE, v),
    "geo.borders.neighbours: country": borders.neighbours,
    "geo.borders.outline_of: country": borders.outline_of,
    "geo.borders.shares: area": borders.shares,
    "geo.borders.side: where": borders.side,
    "geo.borders.side: worldview": lambda v: borders.side(HERE, worldview=v),
    "geo.borders.side_many: points": borders.side_many,
    "geo.countries.country: code_or_name": countries.country,
    "geo.geojson.dumps: document": geojson.dumps,
    "geo.geojson.feature: geometry": lambda v: geojson.feature(v, {}),
    "geo.geojson.feature: properties": lambda v: geojson.feature(None, v),
    "geo.geojson.from_geometry: geometry": geojson.from_geometry,
    "geo.geojson.loads: text": geojson.loads,
    "geo.geojson.to_geometry: shape": geojson.to_geometry,
    "geo.regions.admin1_area: code": regions.admin1_area,
    "geo.regions.admin1_codes_at: point": regions.admin1_codes_at,
    "gazetteer.build_index: sources": lambda v: gazetteer.build_index(v, "index"),
    "gazetteer.build_index: a source": lambda v: gazetteer.build_index([v], "index"),
    "gazetteer.build_index: folder": lambda v: gazetteer.build_index(["wells.csv"], v),
    "gazetteer.build_index: max_broken": lambda v: gazetteer.build_index(
        ["wells.csv"], "index", max_broken=v
    ),
    "gazetteer.build_index: merge_within_m": lambda v: gazetteer.build_index(
        ["wells.csv"], "index", merge_within_m=v
    ),
    "gazetteer.build_index: jobs": lambda v: gazetteer.build_index(["wells.csv"], "index", jobs=v),
    "gazetteer.locate: text": gazetteer.locate,
    "gazetteer.locate_together: texts": gazetteer.locate_together,
    "gazetteer.locate_together: a text": lambda v: gazetteer.locate_together([v]),
    "gazetteer.open: path": gazetteer.open,
    "gazetteer.region: name": gazetteer.region,
    "gazetteer.resolve: name": gazetteer.resolve,
    "gazetteer.resolve: within": lambda v: gazetteer.resolve("Kidal", within=v),
    "gazetteer.resolve: near": lambda v: gazetteer.resolve("Kidal", near=v),
    "gazetteer.resolve: kind": lambda v: gazetteer.resolve("Kidal", kind=v),
    "gazetteer.resolve: prefer": lambda v: gazetteer.resolve("Kidal", prefer=v),
    "gazetteer.resolve: bias": lambda v: gazetteer.resolve("Kidal", bias=v),
    "gazetteer.resolve: weight of a bias": lambda v: gazetteer.resolve("Kidal", bias={"Mali": v}),
    "gazetteer.resolve_many: names": gazetteer.resolve_many,
    "gazetteer.resolve_many: a name": lambda v: gazetteer.resolve_many([v]),
    "gazetteer.resolve_together: names": gazetteer.resolve_together,
    "gazetteer.resolve_together: a name": lambda v: gazetteer.resolve_together([v]),
    "gazetteer.resolve_table: table": gazetteer.resolve_table,
    "gazetteer.Gazetteer.changes: newer": lambda v: next(places().changes(v)),
    "gazetteer.Gazetteer.changes: moved_m": lambda v: next(places().changes(places(), moved_m=v)),
    "gazetteer.Gazetteer.children: place": lambda v: places().children(v),
    "gazetteer.Gazetteer.children: kind": lambda v: places().children("geonames:2453866", kind=v),
    "gazetteer.Gazetteer.describe: point": lambda v: places().describe(v),
    "gazetteer.Gazetteer.describe: worldview": lambda v: places().describe(HERE, worldview=v),
    "gazetteer.Gazetteer.export: path": lambda v: places().export(v),
    "gazetteer.Gazetteer.export: format": lambda v: places().export("places.csv", format=v),
    "gazetteer.Gazetteer.get: identifier": lambda v: places().get(v),
    "gazetteer.Gazetteer.hierarchy: place": lambda v: places().hierarchy(v),
    "gazetteer.Gazetteer.name_in: place": lambda v: places().name_in(v, "ar"),
    "gazetteer.Gazetteer.name_in: language": lambda v: places().name_in("geonames:2455290", v),
    "gazetteer.Gazetteer.names: place": lambda v: places().names(v),
    "gazetteer.Gazetteer.nearest: point": lambda v: places().nearest(v),
    "gazetteer.Gazetteer.nearest: k": lambda v: places().nearest(HERE, k=v),
    "gazetteer.Gazetteer.nearest: kind": lambda v: places().nearest(HERE, kind=v),
    "gazetteer.Gazetteer.parents: place": lambda v: places().parents(v),
    "gazetteer.Gazetteer.places_in: area": lambda v: places().places_in(v),
    "gazetteer.Gazetteer.places_in: kind": lambda v: places().places_in("Kidal region", kind=v),
    "gazetteer.Gazetteer.places_near: point": lambda v: places().places_near(v, 1_000),
    "gazetteer.Gazetteer.places_near: within_m": lambda v: places().places_near(HERE, v),
    "maps.Incident: id": maps.Incident,
    "maps.Incident: place_text": lambda v: maps.Incident("a", place_text=v),
    "maps.Incident: point": lambda v: maps.Incident("a", point=v),
    "maps.Incident: containers": lambda v: maps.Incident("a", containers=v),
    "maps.Report: incidents": maps.Report,
    "maps.Report: claims": lambda v: maps.Report((), claims=v),
    "maps.When.parse: text": maps.When.parse,
    "maps.MapDocument.from_dict: data": maps.MapDocument.from_dict,
    "maps.build_site: source": lambda v: maps.build_site(v, "public"),
    "maps.build_site: folder": lambda v: maps.build_site(site(), v),
    "maps.build_site: jobs": lambda v: maps.build_site(site(), "public", jobs=v),
    "maps.build_site: only": lambda v: maps.build_site(site(), "public", only=v),
    "maps.compose: report": maps.compose,
    "maps.compose: title": lambda v: maps.compose(report(), title=v),
    "maps.compose: subtitle": lambda v: maps.compose(report(), subtitle=v),
    "maps.compose: borders": lambda v: maps.compose(report(), borders=v),
    "maps.compose: a border": lambda v: maps.compose(report(), borders=[v]),
    "maps.compose: borders_between": lambda v: maps.compose(report(), borders_between=v),
    "maps.compose: a pair": lambda v: maps.compose(report(), borders_between=[v]),
    "maps.compose: gazetteer": lambda v: maps.compose(report(), gazetteer=v),
    "maps.compose: language": lambda v: maps.compose(report(), language=v),
    "maps.compose: worldview": lambda v: maps.compose(report(), worldview=v),
    "maps.compose: view": lambda v: maps.compose(report(), view=v),
    "maps.embed.files: document": maps.embed.files,
    "maps.embed.fragment: document": maps.embed.fragment,
    "maps.explore: table": maps.explore,
    "maps.explore: place": lambda v: maps.explore(frame(), place=v),
    "maps.explore: colour": lambda v: maps.explore(frame(), colour=v),
    "maps.explore: border": lambda v: maps.explore(frame(), border=v),
    "maps.explore: title": lambda v: maps.explore(frame(), title=v),
    "maps.find_tiles: name": maps.find_tiles,
    "maps.harden: folium_map": maps.harden,
    "maps.read: path": maps.read,
    "maps.save: document": lambda v: maps.save(v, "map.geojson"),
    "maps.save: path": lambda v: maps.save(document(), v),
    "maps.save: assets": lambda v: maps.save(document(), "map.html", assets=v),
    "maps.save: tiles": lambda v: maps.save(document(), "map.html", tiles=v),
    "maps.save: size": lambda v: maps.save(document(), "map.png", size=v),
    "maps.save: dpi": lambda v: maps.save(document(), "map.png", dpi=v),
    "maps.save: style": lambda v: maps.save(document(), "map.png", style=v),
    "maps.save: labels": lambda v: maps.save(document(), "map.png", labels=v),
    "maps.save: furniture": lambda v: maps.save(document(), "map.png", furniture=v),
    "maps.save: byline": lambda v: maps.save(document(), "map.png", byline=v),
    "maps.save: plain": lambda v: maps.save(document(), "map.png", plain=v),
    "maps.save_embed: document": lambda v: maps.save_embed(v, "embed"),
    "maps.save_embed: folder": lambda v: maps.save_embed(document(), v),
    "maps.save_embed: url": lambda v: maps.save_embed(document(), "embed", url=v),
    "maps.save_embed: name": lambda v: maps.save_embed(document(), "embed", name=v),
    "maps.save_embed: ratio": lambda v: maps.save_embed(document(), "embed", ratio=v),
    "maps.to_figure: document": maps.to_figure,
    "maps.to_folium: document": maps.to_folium,
}
# They hand on what they get, or take whatever there is.
UNCHECKED = {"geo.geojson.feature_collection", "gazetteer.located_schema", "gazetteer.resolve_batches"}


@pytest.fixture(scope="module", autouse=True)
def folder() -> Iterator[Path]:
    """What is refused must not be written either: the calls that write do it here."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)
        Path("wells.csv").write_text("name,lon,lat\nAchibogho,1.9,18.8\n", encoding="utf-8")
        Path("kidal.csv").write_text("place\nKidal\n", encoding="utf-8")
        yield Path(name)


@pytest.mark.parametrize("call", CALLS)
def test_what_no_function_can_use_is_refused_with_the_value(call: str, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    for value in WRONG:
        with pytest.raises(geo.DatelineError) as caught:
            CALLS[call](value)
        assert isinstance(caught.value, TypeError | ValueError | LookupError)
        shown = {type(value).__name__, str(value), repr(value).strip("[]")}  # of a list, what is in it
        assert any(sign in str(caught.value) for sign in shown), str(caught.value)
    assert sorted(folder.rglob("*")) == before


def test_every_public_function_is_asked() -> None:
    asked = {name.partition(":")[0] for name in CALLS}
    assert set(_public_functions()) - asked == UNCHECKED


def _public_functions() -> Iterator[str]:
    """The public functions that take an argument that has no default."""
    for module in (
        geo,
        antimeridian,
        areas,
        borders,
        countries,
        geojson,
        regions,
        gazetteer,
        maps,
        maps.embed,
    ):
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing) and _takes_one(thing):
                yield f"{module.__name__}.{name}"
    for name, thing in inspect.getmembers(gazetteer.Gazetteer, inspect.isfunction):
        # The functions of the package ask the same.
        if not name.startswith("_") and _takes_one(thing) and not hasattr(gazetteer, name):
            yield f"gazetteer.Gazetteer.{name}"


def _takes_one(function: Callable[..., object]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    return any(
        one.default is one.empty and one.kind < one.VAR_KEYWORD for one in parameters if one.name != "self"
    )


# What is nearly right, by what the message must say.
NEARLY: dict[str, Callable[[Any], object]] = {
    "borders must be a list, not str 'Mali'; for one write ['Mali']": lambda _: maps.compose(
        report(), borders="Mali"
    ),
    "such as [('Mali', 'Niger')]; 'Mali' in it is no pair": lambda _: maps.compose(
        report(),
        borders_between=["Mali", "Niger"],  # type: ignore[list-item]
    ),
    "containers must be a tuple of texts, not str 'Mali'": lambda _: maps.Incident(
        "a",
        containers="Mali",  # type: ignore[arg-type]
    ),
    "a point must be a geo.LonLat(lon, lat), not tuple (1.4, 18.4)": lambda _: maps.Incident(
        "a",
        point=(1.4, 18.4),  # type: ignore[arg-type]
    ),
    "no writer has the suffix .docx": lambda _: maps.save(document(), Path("map.docx")),
    "are longitude and latitude swapped?": lambda _: LonLat(18.4, 95.0),
    "Algeria is on no side of this line, which parts Niger and Mali": lambda _: line().neighbour_of(
        "Algeria"
    ),
    "no place is of kind 'town'; the kinds are city": lambda _: gazetteer.resolve("Kidal", kind="town"),
    "for one write ['wells.csv']": lambda _: gazetteer.build_index("wells.csv", "index"),
}


@pytest.mark.parametrize("message", NEARLY)
def test_what_is_nearly_right_is_told_how_to_be_right(message: str) -> None:
    with pytest.raises(geo.DatelineError, match=re.escape(message)):
        NEARLY[message](None)


def test_numbers_of_numpy_are_numbers() -> None:
    assert areas.circle(HERE, np.float64(1_000)).equals(areas.circle(HERE, 1_000.0))
    two: Any = np.int64(2)
    assert places().nearest(HERE, k=two) == places().nearest(HERE, k=2)
    assert borders.neighbours(np.str_("Mali")) == borders.neighbours("Mali")
