"""Coordinates given where a name is expected."""

from __future__ import annotations

import pytest

import gazetteer
from geo.points import LonLat


@pytest.mark.parametrize(
    "text",
    [
        "POINT(2 19)",
        "SRID=4326;POINT (2 19)",
        "[2, 19]",
        '{"type": "Point", "coordinates": [2, 19]}',
        "geo:19,2",
        "@19,2,9z",
    ],
)
def test_a_point_that_a_program_wrote_is_where_the_program_meant(text: str) -> None:
    place = gazetteer.resolve(text).place
    assert place is not None
    assert place.point == LonLat(2, 19)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("LINESTRING(1 2, 3 4)", "LINESTRING is no point"),
        ("POLYGON((0 0, 4 0, 4 4, 0 0))", "POLYGON is no point"),
        ("MULTIPOINT(10 40, 40 30)", "MULTIPOINT is no point"),
        ("SRID=3857;POINT(1 2)", "SRID 3857"),
        ("[[2, 19], [3, 20]]", "longitude first"),
        ("POINT(2 95)", "latitude 95 is outside"),
    ],
)
def test_no_point_is_taken_out_of_what_is_none(text: str, why: str) -> None:
    found = gazetteer.resolve(text)
    assert found.place is None
    assert why in found.explain()
