from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

import gazetteer
from gazetteer.mention import Mention
from gazetteer.place import Place
from gazetteer.precision import codes
from gazetteer.uncertainty import Area
from geo.points import LonLat

if TYPE_CHECKING:
    from gazetteer.place import Kind


def _resolution(
    kind: Kind,
    relation: str = "at",
    extent_m: int = 1_000,
    country: str | None = "ML",
    status: str = "resolved",
) -> gazetteer.Resolution:
    """What a resolution says of a place, and no more."""
    point = LonLat(0, 17)
    place = Place("test:1", "Here", point, kind, "", country, None, None, None, "Test", (), extent_m)
    return cast(
        "gazetteer.Resolution",
        SimpleNamespace(place=place, relation=relation, status=status, mention=Mention("", ""), anchors=()),
    )


def _area(radius_m: float) -> Area:
    return Area(Point(0, 17).buffer(0.1), LonLat(0, 17), radius_m, "by this test", "near")


@pytest.mark.parametrize(
    ("text", "acled", "ucdp"),
    [
        ("Kidal", 1, 1),
        ("southern part of Tinzaouaten", 1, 1),
        ("near Kidal", 2, 2),
        ("outside Gao", 2, 2),
        ("Cercle de Bourem", 2, 3),
        ("Kidal region", 3, 4),
        ("northern Mali", 3, 5),
        ("Adrar des Ifoghas", 3, 5),
        ("Mali", None, 6),
        ("Sahara", 3, 5),
        ("Gulf of Guinea", 3, 7),
        ("19.955 N 2.966 E", 1, 1),
        ("19.9 N 2.9 E", 2, 2),
        ("20 N 3 E", 3, 5),
        ("0 N 30 W", 3, 7),
    ],
)
def test_what_a_text_is_coded_as(text: str, acled: int | None, ucdp: int) -> None:
    found = codes(gazetteer.resolve(text))
    assert (found.geo_precision, found.where_prec) == (acled, ucdp), found.rule
    assert found.uncertainty_m is not None


@pytest.mark.parametrize(
    ("radius_m", "acled", "ucdp"), [(12_000, 2, 2), (25_000, 2, 2), (26_000, 2, 5), (80_000, 3, 5)]
)
def test_a_described_location_is_as_precise_as_its_area(radius_m: float, acled: int, ucdp: int) -> None:
    found = codes(_resolution("city", "direction"), _area(radius_m))
    assert (found.geo_precision, found.where_prec) == (acled, ucdp)


def test_near_a_wide_town_is_still_within_25_km_of_it() -> None:
    wide = codes(_resolution("city", "near", extent_m=15_000), _area(41_000))
    assert wide.where_prec == 2
    assert codes(_resolution("admin1", "near", extent_m=15_000), _area(41_000)).where_prec == 5


def test_a_small_natural_feature_is_a_place_and_a_small_unit_is_a_unit() -> None:
    assert codes(_resolution("natural"), _area(2_000))[:2] == (1, 1)
    assert codes(_resolution("admin2"), _area(2_000))[:2] == (2, 3)
    assert codes(_resolution("admin1"), _area(2_000))[:2] == (3, 4)


def test_an_extent_that_nobody_knows_is_no_uncertainty() -> None:
    found = codes(_resolution("admin2", extent_m=0), _area(1_500))
    assert found.uncertainty_m is None
    assert "not known" in found.uncertainty_rule


def test_no_place_has_no_codes_and_says_so() -> None:
    found = codes(gazetteer.resolve("Xqzzt"))
    assert found[:3] == (None, None, None)
    assert found.rule.count("no place was found") == 3


def test_the_codes_of_a_guess_say_that_it_is_one() -> None:
    found = codes(_resolution("city", status="ambiguous"), _area(2_500))
    assert found.where_prec_rule.endswith("(best guess)")
    assert found.geo_precision_rule.endswith("(best guess)")


@given(
    st.sampled_from(["city", "admin1", "admin2", "country", "natural", "region", "other"]),
    st.sampled_from(["at", "part", "near", "direction", "border", "between"]),
    st.floats(0.1, 5_000_000),
    st.sampled_from(["ML", None]),
)
def test_every_location_has_a_code_and_a_rule(
    kind: Kind, relation: str, radius_m: float, country: str | None
) -> None:
    found = codes(_resolution(kind, relation, country=country), _area(radius_m))
    assert found.where_prec in range(1, 8)
    assert found.geo_precision in {1, 2, 3, None}
    assert (found.geo_precision is None) == (
        relation == "at" and (kind == "country" or (kind == "region" and country is None))
    )
    assert found.uncertainty_m is None or found.uncertainty_m >= max(radius_m, 1)
    assert all((found.geo_precision_rule, found.where_prec_rule, found.uncertainty_rule))


@given(st.sampled_from(["near", "direction", "between"]), st.floats(100, 400_000), st.floats(1.0, 3.0))
def test_a_wider_location_is_never_coded_as_more_precise(
    relation: str, radius_m: float, times: float
) -> None:
    narrow = codes(_resolution("city", relation), _area(radius_m))
    wide = codes(_resolution("city", relation), _area(radius_m * times))
    assert (wide.geo_precision or 9) >= (narrow.geo_precision or 0)
    assert (wide.where_prec or 9) >= (narrow.where_prec or 0)


@pytest.mark.parametrize("country", ["Russia", "Niger", "Indonesia"])
def test_a_country_is_as_wide_as_its_area_without_building_it(
    country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = gazetteer.resolve(country)
    area = answer.area
    assert area is not None
    with monkeypatch.context() as patch:
        patch.setattr("geo.borders.land_of", lambda _: pytest.fail("the area was built"))
        found = answer.precision
    assert found.uncertainty_m == pytest.approx(area.radius_m, abs=2)
    assert found.uncertainty_rule == area.basis
