from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import CoordinateError, LonLat, parse_latitude, parse_longitude, parse_point
from tests.shared.strategies import points

TINZAOUATEN = LonLat(2.966, 19.955)

WAYS = [
    "19.955 N 2.966 E",
    "2.966E 19.955N",
    "N19.955 E2.966",
    "E 2.966, N 19.955",
    "19.955, 2.966",
    "19.955,2.966",
    "19.955 2.966",
    "19.955;2.966",
    "19,955; 2,966",
    "19,955 2,966",
    "19,955, 2,966",
    "19,955 N 2,966 E",
    "(19.955, 2.966)",
    "19.955+, 2.966+",
    "19,955+ 2,966+",
    "١٩\u066b٩\u0665\u0665\u061b ٢\u066b٩٦٦",
    "19.955° 2.966°",
    "+19.955 +2.966",
    "+19.955+002.966/",
    "+195718+0025757.6/",
    "+1957.3+00257.96+450CRSWGS_84/",
    "19°57'18\"N 2°57'57.6\"E",
    "19º57'18''N 2º57'57,6''E",
    "19\u00b057\u203218\u2033 N, 2\u00b057\u203257.6\u2033 E",
    "19\u00b0 57\u2019 18\u201d nord, 2\u00b0 57\u2019 57,6\u201d est",
    "19d57m18sN 2d57m57.6sE",
    "19-57-18N 002-57-57.6E",
    "19 57 18 N 2 57 57.6 E",
    "19° 57.3' N 2° 57.96' E",
    "lat 19.955, lon 2.966",
    "Longitude: 2.966 Latitude: 19.955",
    "19.955 north\n2.966 east",
    "19.955 شمال 2.966 شرق",
    "١٩\u066b٩\u0665\u0665 شمالا، ٢\u066b٩٦٦ شرقا",
    "۱۹\u066b۹\u06f5\u06f5 ۲\u066b۹۶۶",
    "\u200e19.955\u200f N\u00a02.966 E\u202c",
]


@pytest.mark.parametrize("text", WAYS)
def test_each_usual_way_of_writing_gives_the_same_point(text: str) -> None:
    point = parse_point(text)
    assert point.lat == pytest.approx(TINZAOUATEN.lat, abs=1e-9)
    assert point.lon == pytest.approx(TINZAOUATEN.lon, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("\u221233.5, \u221270.25", -70.25, -33.5),
        ("33.5 S 70.25 W", -70.25, -33.5),
        ("33°30' Sud, 70°15' Ouest", -70.25, -33.5),
        ("33,5 جنوب، 70,25 غرب", -70.25, -33.5),
        ("-3330-07015/", -70.25, -33.5),
        ("33 s 70.25 w", -70.25, -33),
        ("0°30'S 0°15'W", -0.25, -0.5),
        ("-0°30' -0°15'", -0.25, -0.5),
        ("90 N 180 W", -180, 90),
    ],
)
def test_the_south_and_the_west_are_negative(text: str, lon: float, lat: float) -> None:
    assert parse_point(text) == LonLat(lon, lat)


@pytest.mark.parametrize(("language", "lon"), [("fr", -4.2), ("fr-ML", -4.2), ("de", 4.2)])
def test_the_letter_o_is_read_by_the_language(language: str, lon: float) -> None:
    assert parse_point("14°30'N 4°12'O", language=language) == LonLat(lon, 14.5)
    assert parse_longitude("4°12'O", language=language) == lon


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("14 N 4 O", "O is west in French and east in German"),
        ("19°75'N 2°E", "75 minutes; minutes must be less than 60"),
        ("19°57'60\"N 2°E", "60 seconds; seconds must be less than 60"),
        ("95 N 2 E", "latitude 95 is outside -90 to 90; are latitude and longitude swapped"),
        ("95, 2", "latitude 95 is outside"),
        ("2 N 183 E", "longitude 183 is outside -180 to 180"),
        ("19 N 20 N", "two latitudes"),
        ("2 E 3 W", "two longitudes"),
        ("19.955", "one number, 19.955"),
        ("19,955", "one number with a decimal comma, 19,955"),
        ("19,955,2,966", "decimal commas cannot be told"),
        ("19 57 2 57", "latitude cannot be told from longitude"),
        ("19.955-2.966", "minus or a hyphen"),
        ("14.5 - 4.2", "minus or a hyphen"),
        ("14.5 \u2013 4.2", "minus or a hyphen"),
        ("14.5- 4.2", "minus or a hyphen"),
        ("14.5, - 4.2", "'-' is no part of a coordinate"),
        ("-19.955 S 2 E", "both a minus and a letter"),
        ("19.955 N, 2.966", "2.966 has no letter"),
        ("19.5°30'N 2°E", "only the last of the numbers may have decimals"),
        ("30'N 2°E", "not in the order degrees, minutes, seconds"),
        ("1 N 2 E 3 N", "3 coordinates"),
        ("N 19 2 E", "'E' has no number"),
        ("N S 19 2 E", "'S' follows 'N'"),
        ("Kidal", "'Kidal' is no part of a coordinate"),
        ("19.955 € 2.966", "'€' is no part of a coordinate"),
        ("", "no number"),
        ("9" * 300, "300 characters"),
    ],
)
def test_what_is_wrong_or_ambiguous_is_refused_with_the_rule(text: str, rule: str) -> None:
    with pytest.raises(CoordinateError) as caught:
        parse_point(text)
    assert rule in str(caught.value)
    assert text[:40] in str(caught.value).replace('\\"', '"').replace("\\'", "'")


def test_a_column_takes_one_number_of_its_own_axis() -> None:
    assert parse_latitude("19°57'18\" N") == pytest.approx(19.955)
    assert parse_longitude("2,966") == 2.966
    with pytest.raises(CoordinateError, match="it is a longitude, where a latitude must stand"):
        parse_latitude("2.966 E")
    with pytest.raises(CoordinateError, match="2 numbers where one longitude"):
        parse_longitude("19.955, 2.966")
    with pytest.raises(CoordinateError, match="no numbers where one longitude"):
        parse_longitude(" ")


def _sexagesimal(value: float, letters: str) -> str:
    """Degrees, minutes and seconds with four decimals, by integer arithmetic."""
    units = round(abs(value) * 36_000_000)
    degrees, rest = divmod(units, 36_000_000)
    minutes, rest = divmod(rest, 600_000)
    return f"{degrees}°{minutes:02}'{rest / 10_000:07.4f}\"{letters[value < 0]}"


@given(points, st.sampled_from(["{lat} {lon}", "{lon}, {lat}", "{lon}{lat}", "{lat} / {lon}"]))
def test_degrees_minutes_and_seconds_come_back_whatever_the_order(point: LonLat, form: str) -> None:
    text = form.format(lat=_sexagesimal(point.lat, "NS"), lon=_sexagesimal(point.lon, "EW"))
    read = parse_point(text)
    assert read.lat == pytest.approx(point.lat, abs=2e-8)
    assert read.lon == pytest.approx(point.lon, abs=2e-8)


@given(points, st.sampled_from([".", ",", "\u066b"]), st.sampled_from(["; ", " ", " / ", "\n"]))
def test_decimals_come_back_whatever_the_decimal_mark(point: LonLat, mark: str, between: str) -> None:
    text = between.join(f"{value:.7f}".replace(".", mark) for value in (point.lat, point.lon))
    read = parse_point(text)
    assert (read.lat, read.lon) == (float(f"{point.lat:.7f}"), float(f"{point.lon:.7f}"))


@given(points)
def test_letters_and_digits_of_any_script_are_the_same_numbers(point: LonLat) -> None:
    plain = f"{point.lat:.6f} {point.lon:.6f}"
    for zero in "\u0660\u06f0\u0966":
        shifted = "".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in plain)
        assert parse_point(shifted) == parse_point(plain)


@given(st.one_of(st.text(), st.text("0123456789.,;-+NSEWO°'\" dms/", max_size=30)))
def test_any_text_is_a_point_or_a_coordinate_error(text: str) -> None:
    for read in (parse_point, parse_latitude, parse_longitude):
        with contextlib.suppress(CoordinateError):
            assert read(text) is not None


def test_reading_coordinates_loads_no_heavy_library() -> None:
    code = "import geo, sys; geo.parse_point('1 N 2 E'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "shapely", "pyproj", "pandas"} & set(loaded)


@pytest.mark.parametrize(
    "text",
    [
        "POINT(2.966 19.955)",
        "point (2.966 19.955)",
        "POINT Z (2.966 19.955 480)",
        "POINT ZM(2.966 19.955 480 1)",
        " SRID=4326; POINT ( 2.966  19.955 ) ",
        "[2.966, 19.955]",
        "[2.966,19.955,480.5]",
        '{"type": "Point", "coordinates": [2.966, 19.955]}',
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [2.966, 19.955]}}',
        "geo:19.955,2.966",
        "GEO:19.955,2.966,480;crs=wgs84;u=30?z=12",
        "@19.955,2.966,12z",
        "https://www.google.com/maps/@19.955,2.966,12z",
        "https://www.google.com/maps/place/Tinzaouaten/@19.955,2.966,1500m/data=!3m1!1e3",
    ],
)
def test_what_programs_write_is_read_in_the_order_of_its_standard(text: str) -> None:
    assert parse_point(text) == TINZAOUATEN


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("LINESTRING(1 2, 3 4)", "LINESTRING is no point"),
        ("POLYGON ((0 0, 4 0, 4 4, 0 0))", "POLYGON is no point"),
        ("MULTIPOINT ((10 20))", "MULTIPOINT is no point"),
        ("SRID=32631;POINT(500000 2206000)", "SRID 32631"),
        ("POINT(2,966 19,955)", "longitude first"),
        ("POINT (7)", "longitude first"),
        ("POINT EMPTY", "longitude first"),
        ("POINT(2 95)", "latitude 95 is outside"),
        ("[19,5, 2,9]", "longitude first"),
        ("[[2, 19], [3, 20]]", "longitude first"),
        ("[2.966, 99]", "latitude 99 is outside"),
        ('{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}', "'LineString' is no point"),
        ('{"type": "Point", "coordinates": [[2, 19]]}', "two numbers, longitude first"),
        ('{"lat": 19.955', "is no JSON"),
        ("geo:19.955", "latitude and longitude"),
        ("geo:9,2;crs=osgb36", "osgb36"),
    ],
)
def test_what_programs_write_and_is_no_point_is_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(CoordinateError, match=why):
        parse_point(text)
