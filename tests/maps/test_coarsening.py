"""Generalised locations, tried as somebody would who wants the exact ones.

Two tables that differ in nothing but the exact place, within one cell, must give the same bytes in every
form: then no form holds anything of it, whatever a reader of the file may think of. And a needle is looked
for, in case that the tables differ in less than they should.
"""

from __future__ import annotations

import base64
import itertools
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import gazetteer
import maps
from gazetteer.names import fold
from geo import BBox, LonLat, distance_m
from geo.grid import SIZES_KM, cell_at
from maps import Claim, Incident, MapDocument, Report, Source
from maps.coarsening import Asked
from maps.incidents.levels import LEVELS, LevelError, read_level
from maps.mentions import mentions
from maps.render.geojson import render
from tests.maps.test_columns import _octets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A hamlet in the desert and a well, in one cell of 10 km, and nowhere near a name on a map.
NEEDLE, OTHER = LonLat(0.871937, 19.463521), LonLat(0.790012, 19.511118)
FORMS = ("html", "png", "svg", "pdf", "geojson")
BESIDE: dict[str, Any] = {
    "title": "Families' shelter",
    "type": "attack",
    "description": "As told by a neighbour.",
    "sources": ("s",),
    "when": maps.When.parse("2024-07-25"),
    "actors": ("JNIM",),
}


def report(*incidents: Incident) -> Report:
    claims = tuple(
        Claim(f"c{one.id}", one.id, source="s", stated="dozens", whose="Wagner") for one in incidents
    )
    return Report(incidents, claims, (Source("s", "Reuters", url="https://example.org/a"),))


def exact(point: LonLat | None, key: str = "a", **more: Any) -> Incident:  # noqa: ANN401 - fields of Incident
    return Incident(key, point=point, **{**BESIDE, **more})


def composed(*incidents: Incident, generalise: str | None = "10km", **more: Any) -> MapDocument:  # noqa: ANN401 - as of compose
    return maps.compose(report(*incidents), generalise=generalise, **more)


def written(document: MapDocument, folder: Path) -> dict[str, bytes]:
    """Every form of a map, with all that an embed has."""
    for form in FORMS:
        maps.save(document, folder / f"map.{form}")
    maps.save(document, folder / "shared.html", assets=folder / "assets")
    maps.save_embed(document, folder / "embed", url="https://example.org/kidal/")
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(files)}


def layers_of(content: bytes) -> Iterator[bytes]:
    """What is in a file, with what is packed, encoded or compressed in it."""
    yield content
    for start in re.finditer(rb"stream\r?\n", content):
        yield _inflated(content[start.end() :], zlib.MAX_WBITS)
    for picture in re.findall(rb"base64,([A-Za-z0-9+/=]{40,})", content):
        yield from layers_of(base64.b64decode(picture))
    for packed in re.findall(rb'"([^"<&\\\s]{60,})"', content):
        try:
            yield _inflated(_octets(packed.decode("ascii")), -zlib.MAX_WBITS)
        except (ValueError, UnicodeDecodeError, IndexError):
            continue
    if content.startswith(b"\x89PNG"):
        yield from (_inflated(part, zlib.MAX_WBITS) for part in content.split(b"IDAT")[1:])


def _inflated(content: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(content)
    except zlib.error:
        return b""


NUMBER = re.compile(r"(?<![\d.])-?\d+\.\d+")


def traces(files: dict[str, bytes], point: LonLat, names: set[str]) -> list[str]:
    """Where files hold a name, a coordinate of a point with three decimals or more, or both with two.

    A number of two decimals alone may be anything: each picture has hundreds.
    """
    fine, coarse = (
        [{f"{value:.{digits}f}" for digits in some} for value in point] for some in ((3, 4, 5, 6), (1, 2))
    )
    found = []
    for name, content in files.items():
        for layer in layers_of(content):
            text = layer.decode("utf-8", "replace")
            numbers = NUMBER.findall(text)
            found += [f"{name}: {one}" for one in numbers if any(one in known for known in fine)]
            beside = itertools.pairwise(numbers)
            found += [
                f"{name}: {one}, {other}"
                for one, other in beside
                if (one in coarse[0] and other in coarse[1]) or (one in coarse[1] and other in coarse[0])
            ]
            found += [f"{name}: {word}" for word in names if word in text]
    return found


@pytest.mark.parametrize("more", [{}, {"borders": ["Algeria"]}], ids=["plain", "border"])
def test_two_places_of_a_cell_give_the_same_bytes_in_every_form(tmp_path: Path, more: dict[str, Any]) -> None:
    one = written(composed(exact(NEEDLE), **more), tmp_path / "one")
    other = written(composed(exact(OTHER), **more), tmp_path / "other")
    assert len(one) >= 20
    assert [name for name in one if one[name] != other.get(name)] == []


def test_a_long_table_of_packed_incidents_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder, shift in (("one", 0.0), ("other", 0.004)):
        points = [
            LonLat(round(0.800017 + 0.0001 * n + shift, 6), round(19.470013 + 0.00003 * n + shift, 6))
            for n in range(320)
        ]
        document = composed(*(exact(point, f"i{n}") for n, point in enumerate(points)))
        maps.save(document, tmp_path / f"{folder}.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_nothing_of_the_place_is_in_any_form(tmp_path: Path) -> None:
    place = gazetteer.resolve("Aguelhok").place
    assert place is not None
    names = {name.spelling for name in gazetteer.open().names(place) if len(name.spelling) > 3}
    hidden = exact(NEEDLE, place_text="Aguelhok", containers=("Kidal", "Mali"), title=None)
    # Far away, so that no label of the background is the place's own.
    public = exact(LonLat(-8.0, 12.65), "b", place_text="Bamako", generalise=None)
    document = composed(replace(hidden, generalise="100km"), public, generalise=None)
    files = written(document, tmp_path)
    assert "Bamako" in files["map.geojson"].decode()
    labels = {label.text for label in document.labels}
    assert not traces(files, NEEDLE, {place.id, *names} - labels)


def test_the_search_for_traces_finds_them(tmp_path: Path) -> None:
    files = written(composed(exact(NEEDLE, place_text="Aguelhok"), generalise=None), tmp_path)
    found = {line.partition(":")[0] for line in traces(files, NEEDLE, {"Aguelhok"})}
    assert {"map.html", "map.geojson", "map.svg", "embed/incidents.csv", "embed/map.jsonld"} <= found


SHARE = st.integers(20, 979)


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])  # one takes a second
@given(
    st.floats(-180, 180),
    st.floats(-85, 85),
    st.tuples(SHARE, SHARE, SHARE, SHARE),
    st.sampled_from([1, 10, 50, 100]),
)
def test_any_two_points_of_a_cell_give_the_same_map(
    lon: float, lat: float, shares: tuple[int, int, int, int], size_km: int
) -> None:
    west, south, east, north = cell_at(LonLat(lon, lat), size_km).bounds
    # With seven digits each, for how finely a point is written is seen.
    one, other = (
        composed(
            exact(LonLat(_odd(west + x * (east - west) / 1000), _odd(south + y * (north - south) / 1000))),
            generalise=f"{size_km}km",
            background=False,
        )
        for x, y in (shares[:2], shares[2:])
    )
    assert one.to_dict() == other.to_dict()
    assert render(one) == render(other)


def _odd(degrees: float) -> float:
    return (round(degrees * 1e6) * 10 + 1) / 1e7


@pytest.mark.parametrize("level", ["admin1", "country"])
def test_two_points_of_a_unit_give_the_same_bytes(tmp_path: Path, level: str) -> None:
    for name, point in (("one", NEEDLE), ("other", LonLat(1.40921, 18.44345))):
        document = composed(exact(point), generalise=level)
        maps.save(document, tmp_path / f"{name}.html", picture=False)
        maps.save(document, tmp_path / f"{name}.geojson")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()
    assert (tmp_path / "one.geojson").read_bytes() == (tmp_path / "other.geojson").read_bytes()


def test_names_of_a_cell_give_the_same_map() -> None:
    one, other = (
        composed(Incident("a", place_text=text, title="Shelter"), generalise="100km")
        for text in ("Kidal", "10 km south of Kidal")
    )
    assert replace(one, incidents=()) == replace(other, incidents=())
    assert one.incidents[0].point == other.incidents[0].point
    assert one.incidents[0].area == other.incidents[0].area


def test_what_is_shown_as_it_is_does_not_tell_of_what_is_hidden() -> None:
    hidden = Incident("a", place_text="Tessalit", generalise="100km")
    shown = [
        composed(replace(hidden, place_text=text), Incident("b", place_text="Gao"), generalise=None)
        for text in ("Tessalit", "Marseille")
    ]
    assert shown[0].incidents[1] == shown[1].incidents[1]


def test_a_place_that_is_not_found_is_not_named() -> None:
    document = composed(Incident("a", place_text="Xqzzt near the well", title="Shelter"))
    assert "Xqzzt" not in repr(document.to_dict())
    assert document.not_shown[0].why.startswith("Its place is not known well enough")


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_known_less_well_is_never_shown_finer(level: str) -> None:
    for text in ("Kidal", "Kidal region", "Mali", "50 km north of Kidal", "Adrar des Ifoghas", "the Sahel"):
        plain = composed(Incident("a", place_text=text), generalise=None, background=False).incidents
        coarse = composed(Incident("a", place_text=text), generalise=level, background=False)
        assert len(coarse.incidents) + len(coarse.not_shown) == 1
        for mark in coarse.incidents:
            assert mark.precision == "area"
            assert mark.radius_m >= plain[0].radius_m
            if level.endswith("km"):
                assert mark.radius_m >= 500 * int(level.removesuffix("km"))


def test_a_row_can_only_make_it_coarser() -> None:
    finer, coarser = (
        composed(exact(NEEDLE, generalise=own), generalise="50km").incidents[0].area
        for own in ("1km", "admin1")
    )
    assert finer == composed(exact(NEEDLE), generalise="50km").incidents[0].area
    assert coarser == composed(exact(NEEDLE), generalise="admin1").incidents[0].area


def test_a_unit_smaller_than_the_cell_that_was_asked_is_not_shown() -> None:
    attard = exact(LonLat(14.44, 35.89), generalise="admin1")
    assert composed(attard, generalise="50km").incidents[0].radius_m > 25_000


def test_a_place_off_the_coast_is_in_the_region_that_it_is_near() -> None:
    # Else a map would show that it is in the narrow strip between the coast of the data and the sea.
    harbour, town = (
        composed(exact(point), generalise="admin1").incidents[0]
        for point in (LonLat(-17.42, 14.60), LonLat(-17.44, 14.70))
    )
    assert harbour == town
    assert composed(exact(LonLat(-30, 0)), generalise="admin1").incidents[0].radius_m > 50_000


def test_the_map_says_that_it_is_generalised_and_to_what(tmp_path: Path) -> None:
    document = composed(exact(NEEDLE))
    told = "Locations are generalised on purpose, to cells of 10 km"
    assert document.generalised is not None
    assert document.generalised.startswith(told)
    assert told in document.description
    assert document.incidents[0].place_name == "a 10 km cell around 19.485 N 0.827 E"
    files = written(document, tmp_path)
    assert all(told in files[name].decode() for name in ("map.html", "map.geojson", "embed/fragment.html"))
    # The legend of a picture is set in lines.
    assert "generalised on purpose" in files["map.svg"].decode()
    some = composed(exact(NEEDLE, generalise="country"), exact(OTHER, "b"), generalise=None)
    assert (some.generalised or "").startswith("Generalised on purpose: 1 of 2 locations, to countries")
    assert composed(exact(NEEDLE), generalise=None).generalised is None


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_is_said_in_other_languages(language: str) -> None:
    document = composed(exact(NEEDLE), language=language)
    english = composed(exact(NEEDLE))
    assert document.generalised not in {None, english.generalised}
    assert document.incidents[0].place_name != english.incidents[0].place_name


def test_lines_and_areas_are_refused() -> None:
    shape = maps.ShapeMark("a", "Road", "other", {"type": "LineString", "coordinates": [[0, 0], [1, 1]]})
    with pytest.raises(LevelError, match="leave them out of a map that generalises"):
        composed(exact(NEEDLE), shapes=(shape,))


def test_a_level_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    for make in (lambda: composed(exact(NEEDLE), generalise="7km"), lambda: exact(None, generalise="city")):
        with pytest.raises(LevelError, match=r"generalised to; there are 1km, 5km, .*, admin1, country"):
            make()
    assert {read_level(f"{size} km") for size in SIZES_KM} < set(LEVELS)


def test_the_column_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "sheet.csv"
    rows = ["a,Gao,10 km", "b,Gao,Region", "c,Gao,", "d,Gao,no", "e,Gao,a bit"]
    table.write_text("id,place,Generalise\n" + "\n".join(rows) + "\n", "utf-8")
    read = maps.read(table)
    assert [incident.generalise for incident in read.incidents] == ["10km", "admin1", None, None, None]
    # What is not understood is not shown more exactly than was meant.
    assert [incident.id for incident in read.incidents if incident.draft] == ["e"]
    assert "'a bit' is nothing that a location can be generalised to" in read.problems[0]


def test_texts_that_name_the_place_are_told() -> None:
    incident = Incident(
        "a",
        place_text="Tinzaouaten",
        title="Shelter",
        description="Seen at Tin-Zaouatine, 2 km off",
        sources=("s",),
    )
    read = Report(
        (incident,), sources=(Source("s", "Reuters", url="https://example.org/tinzaouaten-shelter"),)
    )
    found = {(one.text, fold(one.name)) for one in mentions(read, gazetteer.open(), Asked("50km"))}
    assert found == {("description", "tinzaouatine"), ("source s", "tinzaouaten")}
    assert not list(mentions(read, gazetteer.open(), Asked(None)))


DRAFTS = ("a,Shelter,Aguelhok,19.4635,0.8719,draft", "a,Clinic,Tessalit,20.2011,1.0114,embargo")


def test_drafts_leave_no_trace_but_their_number(tmp_path: Path) -> None:
    made = []
    for at, row in enumerate(DRAFTS):
        table = tmp_path / str(at) / "sheet.csv"
        table.parent.mkdir()
        lines = ["id,title,place,lat,lon,status", row, "b,Ambush,Gao,16.27,-0.04,published"]
        table.write_text("\n".join(lines) + "\n", "utf-8")
        made.append(written(maps.compose(maps.read(table)), tmp_path / f"out{at}"))
    assert made[0] == made[1]
    assert b"Gao" in made[0]["map.geojson"]


SITE = '[maps.all]\ndata = "sheet.csv"\nformats = ["html", "geojson", "embed"]\n'


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        (DRAFTS, ""),
        (("a,Shelter,,19.463521,0.871937,", "a,Shelter,,19.511118,0.790012,"), 'generalise = "10km"\n'),
        # A filter picks by what is shown: the first is in the box, and the cell's middle is not.
        (
            ("a,Shelter,,19.463521,0.871937,", "a,Shelter,,19.511118,0.790012,"),
            'generalise = "10km"\nfilter.box = [0.82, 16, 1, 19.5]\n',
        ),
    ],
    ids=["drafts", "cells", "filter"],
)
def test_a_site_holds_no_trace_and_no_hash_to_try(tmp_path: Path, rows: tuple[str, str], more: str) -> None:
    made = []
    for at, row in enumerate(rows):
        folder = tmp_path / str(at)
        folder.mkdir()
        lines = ["id,title,place,lat,lon,status", row, "b,Ambush,,16.27,0.9,"]
        (folder / "sheet.csv").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / "site.toml").write_text(SITE + more, "utf-8")
        maps.build_site(folder / "site.toml", folder / "public", jobs=1)
        files = (path for path in (folder / "public").rglob("*") if path.is_file() and path.name[0] != ".")
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert made[0] == made[1]
    again = maps.build_site(tmp_path / "0" / "site.toml", tmp_path / "0" / "public", check=True)
    assert not again.changed


def test_the_grid_is_told_from_the_middle_of_the_cell() -> None:
    mark = composed(exact(NEEDLE)).incidents[0]
    cell = cell_at(NEEDLE, 10)
    assert mark.point == cell.middle
    assert mark.area is not None
    assert BBox(*cell.bounds).contains(NEEDLE)
    assert distance_m(mark.point, NEEDLE) < mark.radius_m < 10_000


def test_an_explored_table_shows_no_places_of_its_rows(tmp_path: Path) -> None:
    made = []
    for point, name in ((NEEDLE, "Aguelhok"), (OTHER, "Well of Tin")):
        rows = {"lon": [point.lon], "lat": [point.lat], "name": [name], "note": [f"in {name}"], "dead": [3]}
        table = pd.DataFrame(rows, index=[name])
        document = maps.explore(table, colour="dead", popup=["dead"], generalise="10km")
        made.append(written(document, tmp_path / name))
        assert document.incidents[0].facts[0].value == "3"
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "shown",
    [
        {"popup": "note"},
        {"popup": "y_wgs"},
        {"tooltip": "place"},
        {"colour": "place"},
        {"popup": "place_id"},
    ],
    ids=str,
)
def test_columns_that_hold_places_are_refused(shown: dict[str, Any]) -> None:
    rows = {"place": ["Gao"], "note": ["seen in Gao"], "y_wgs": [16.2712], "place_id": ["gn:1"], "dead": [3]}
    by_point = {"lat": [16.27], "lon": [-0.04]} if shown.get("popup") == "y_wgs" else {}
    with pytest.raises(maps.InputError, match="which the map is to generalise; leave it out of popup"):
        maps.explore(pd.DataFrame({**rows, **by_point}), generalise="10km", **shown)
