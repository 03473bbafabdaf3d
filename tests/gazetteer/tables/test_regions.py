"""Regions with their outlines, and the places in or near them, as tables of geometry."""

from __future__ import annotations

import pytest
import shapely

import gazetteer
from geo import BBox, LonLat, borders, distance_m


def test_a_region_is_its_area_and_says_whose() -> None:
    kidal = gazetteer.region("Kidal")
    assert kidal.place.kind == "admin1"
    assert kidal.has_outline
    assert kidal.geometry.contains(shapely.Point(1.40921, 18.44345))
    assert "Natural Earth" in kidal.basis
    mali = gazetteer.region("ML")
    assert mali.geometry.equals(borders.land_of("Mali"))
    assert mali.basis == f"the area of Mali, {borders.ATTRIBUTION}"


def test_a_region_without_outline_is_its_label_point_and_says_so() -> None:
    menaka = gazetteer.region("Ménaka", within="Mali")
    assert not menaka.has_outline
    assert menaka.geometry == shapely.Point(menaka.place.point)
    assert "no outline is known" in menaka.basis
    frame = menaka.to_geodataframe()
    assert frame.crs == "EPSG:4326"
    assert frame["has_outline"].tolist() == [False]


@pytest.mark.parametrize(("name", "says"), [("Xqzzt", "no region"), ("Springfield", "may be")])
def test_what_is_no_one_region_is_told(name: str, says: str) -> None:
    with pytest.raises(gazetteer.QueryError, match=says):
        gazetteer.region(name)


def test_places_in_a_unit_are_those_that_its_sources_say_it_holds() -> None:
    places = gazetteer.open()
    towns = places.places_in("Kidal region", kind="city")
    assert towns.crs == "EPSG:4326"
    assert set(towns["admin1"]) == {"Kidal"}
    assert "Tessalit" in set(towns["name"])
    inside = places.places_in(gazetteer.region("Kidal").geometry, kind="city")
    # The outline misses towns at its edges: Tinzaouaten is on the border.
    assert {"Kidal", "Tessalit"} <= set(inside["name"])
    assert set(inside["place_id"]) < set(towns["place_id"])


def test_a_box_and_a_polygon_hold_the_same_places() -> None:
    places = gazetteer.open()
    box = places.places_in(BBox(0.0, 17.0, 3.0, 20.0))
    shape = places.places_in(shapely.box(0.0, 17.0, 3.0, 20.0))
    assert sorted(box["place_id"]) == sorted(shape["place_id"])
    assert {"Kidal", "Aguelhok"} <= set(box["name"])


def test_places_near_come_nearest_first_with_their_distance() -> None:
    places = gazetteer.open()
    near = places.places_near(LonLat(1.40921, 18.44345), 150_000.0, kind="city")
    assert near["name"].iloc[0] == "Kidal"
    distances = near["distance_m"].tolist()
    assert distances == sorted(distances)
    assert distances[-1] <= 150_000
    last = LonLat(near.geometry.x.iloc[-1], near.geometry.y.iloc[-1])
    assert distances[-1] == pytest.approx(distance_m(LonLat(1.40921, 18.44345), last))
    farther = places.places_near("Kidal", 160_000.0, kind="city")
    assert set(near["place_id"]) <= set(farther["place_id"])


def test_nothing_near_or_inside_is_an_empty_table_with_its_columns() -> None:
    places = gazetteer.open()
    nothing = places.places_near(LonLat(-30.0, -40.0), 1_000.0)
    assert len(nothing) == 0
    assert {"name", "distance_m", "geometry"} <= set(nothing.columns)
    assert len(places.places_in(BBox(-30.0, -41.0, -29.9, -40.9))) == 0


@pytest.mark.parametrize(
    ("area", "error", "says"),
    [
        ("Xqzzt", gazetteer.QueryError, "no region"),
        (7, gazetteer.WrongTypeError, "an area must be"),
        (shapely.box(200_000, 1_000_000, 300_000, 2_000_000), gazetteer.QueryError, "EPSG:4326"),
        (shapely.Point(0, 0), gazetteer.WrongTypeError, "an area must be"),
    ],
)
def test_what_is_no_area_is_told(area: object, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        gazetteer.open().places_in(area)  # type: ignore[arg-type]  # what a caller does wrong


@pytest.mark.parametrize("metres", [0, -5, float("nan"), 1e9])
def test_a_distance_out_of_range_is_told(metres: float) -> None:
    with pytest.raises(ValueError, match="within_m"):
        gazetteer.open().places_near("Kidal", metres)


def test_a_border_is_a_table_of_its_parts() -> None:
    frame = borders.border_of("Mali").to_geodataframe()
    assert frame.crs == "EPSG:4326"
    assert {*frame["country_a"], *frame["country_b"]} == {"ML", "DZ", "BF", "CI", "GN", "MR", "NE", "SN"}
    assert frame["length_m"].sum() == pytest.approx(borders.border_of("Mali").length_m)


def test_a_border_is_shown_in_a_line_and_not_as_its_thousands_of_points() -> None:
    shared = borders.border_between("Mali", "Algeria")
    assert repr(shared) == "<Border of Mali and Algeria: 1,366 km, good to 500 m, worldview 'default'>"
    assert "Iceland: none on land, good to " in repr(borders.border_of("IS"))


_RELATIVE = [
    "50 km north of Kidal",
    "near the Algerian border",
    "northern Mali",
    "Gao and Kidal",
    "a camp in Kidal",
]


@pytest.mark.parametrize("text", _RELATIVE)
def test_what_only_relates_to_a_place_is_neither_its_region_nor_its_point(text: str) -> None:
    places = gazetteer.open()
    for ask, part in (
        (places.region, "geometry"),
        (places.places_in, "geometry"),
        (lambda one: places.places_near(one, 50_000.0), "point"),
    ):
        with pytest.raises(gazetteer.QueryError, match=r"does not mean .* itself") as raised:
            ask(text)
        assert f"gazetteer.locate({text!r}).area.{part}" in str(raised.value)


def test_the_way_out_that_is_named_is_one() -> None:
    places = gazetteer.open()
    north = gazetteer.locate("northern Mali").area
    assert north is not None
    towns = set(places.places_in(north.geometry, kind="city")["name"])
    assert {"Kidal", "Gao", "Timbuktu"} <= towns
    assert not {"Bamako", "Sikasso"} & towns
    assert "Timbuktu" in set(places.places_near(north.point, 500_000.0, kind="city")["name"])


@pytest.mark.parametrize(("name", "kind"), [("Northern Ireland", "admin1"), ("the Sahel", "region")])
def test_names_that_hold_a_direction_or_an_article_are_regions(name: str, kind: str) -> None:
    assert gazetteer.region(name).place.kind == kind


def test_a_misspelled_region_says_how_its_name_was_read() -> None:
    kidal = gazetteer.region("Kidall")
    assert kidal.basis.endswith("; 'Kidall' is read as 'Kidal', 1 edit away")
    assert "&#x27;Kidall&#x27; is read as &#x27;Kidal&#x27;, 1 edit away" in kidal._repr_html_()
    assert "is read as" not in gazetteer.region("Kidal").basis


def test_tables_that_cannot_say_how_a_name_was_read_ask_about_it() -> None:
    places = gazetteer.open()
    with pytest.raises(gazetteer.QueryError, match="'Kidall' is no known place; is 'Kidal' meant"):
        places.places_in("Kidall")
    with pytest.raises(gazetteer.QueryError, match="'Kidall' is no known place; is 'Kidal' meant"):
        places.places_near("Kidall", 50_000.0)


def test_a_region_may_be_what_names_are_asked_within() -> None:
    kidal = gazetteer.region("Kidal")
    named = gazetteer.resolve("Tessalit", within=kidal)
    assert named == gazetteer.resolve("Tessalit", within=kidal.place)
    assert named.asked == "within Kidal (admin1, ML)"
    assert gazetteer.resolve("Mopti", within=kidal).place is None
    along, whole = (gazetteer.locate("near the Algerian border", within=area).area for area in (kidal, None))
    assert along is not None
    assert whole is not None
    assert along == gazetteer.locate("near the Algerian border", within=kidal.place).area
    assert along.geometry.area < 0.9 * whole.geometry.area


def test_a_region_of_a_made_up_outline_is_that_outline() -> None:
    sahel = gazetteer.region("the Sahel").place
    drawn = gazetteer.Region(sahel, shapely.box(0.0, 17.0, 3.0, 20.0), "a box")
    assert gazetteer.resolve("Kidal", within=drawn).asked == "within the polygon given"
    assert "Kidal" in set(gazetteer.open().places_in(drawn)["name"])


@pytest.mark.parametrize("column", [None, "geometry"])
def test_a_table_of_geometry_is_refused_with_how_to_make_a_polygon(column: str | None) -> None:
    frame = gazetteer.region("Kidal").to_geodataframe()
    table = frame if column is None else frame[column]
    for ask in (gazetteer.open().places_in, lambda within: gazetteer.resolve("Gao", within=within)):
        with pytest.raises(gazetteer.WrongTypeError, match=r"its union_all\(\) is one$") as raised:
            ask(table)  # type: ignore[arg-type]  # what a caller does wrong
        assert "\n" not in str(raised.value)
    assert "Tessalit" in set(gazetteer.open().places_in(frame.union_all())["name"])


def test_types_of_columns_do_not_depend_on_what_is_known() -> None:
    places = gazetteer.open()
    some, none = places.places_in("Kidal region"), places.places_in(BBox(-30.0, -41.0, -29.9, -40.9))
    country = places.places_near("Bamako", 1_000.0, kind="country")
    assert some.dtypes.equals(none.dtypes)
    assert len(none) == len(country) == 0
    assert some.dtypes.equals(country.drop(columns="distance_m").dtypes)
    assert country["distance_m"].dtype == float
    facts = gazetteer.region("ML").to_geodataframe()  # which no unit holds
    assert facts["admin1"].isna().all()
    assert facts[some.columns].dtypes.equals(some.dtypes)
