from __future__ import annotations

import pytest

import gazetteer
from gazetteer.errors import QueryError
from gazetteer.lookups import index_of
from gazetteer.vintages import notes, vintages

PLACES = gazetteer.open()


def _place(text: str) -> gazetteer.Place:
    place = PLACES.resolve(text).place
    assert place is not None
    return place


def test_a_town_is_held_by_units_and_a_country_with_their_codes() -> None:
    town, cercle, region, country = PLACES.hierarchy(_place("Ansongo"))
    assert (town.place.name, town.codes.geonames_id) == ("Ansongo", 2461003)
    assert cercle.place.kind == "admin2"
    assert (region.codes.iso_3166_2, region.codes.geonames_code) == ("ML-7", "ML.09")
    assert country.codes[:3] == ("ML", "MLI", "466")
    assert country.codes.geonames_id == 2453866


def test_parents_are_the_hierarchy_without_the_place() -> None:
    for text in ("Ansongo", "Kidal region", "Paris", "Mali", "Sahara"):
        place = _place(text)
        assert PLACES.parents(place) == tuple(level.place for level in PLACES.hierarchy(place)[1:])


@pytest.mark.parametrize("text", ["Mali", "Algeria", "Kidal region", "Niger"])
def test_children_have_their_holder_for_a_parent(text: str) -> None:
    holder = _place(text)
    held = PLACES.children(holder)
    assert held
    for child in held:
        assert holder in PLACES.parents(child)


def test_children_of_a_kind_are_all_that_is_held() -> None:
    mali = _place("Mali")
    regions = PLACES.children(mali, kind="admin1")
    assert {"Kidal", "Gao", "Ménaka", "Taoudénit", "Bamako"} <= {region.name for region in regions}
    towns = PLACES.children(mali, kind="city")
    assert towns[0].name == "Bamako"
    assert {town.country for town in towns} == {"ML"}
    assert {town.name for region in regions for town in PLACES.children(region, kind="city")} <= {
        town.name for town in towns
    }


def test_a_place_is_got_by_its_identifier() -> None:
    kidal = PLACES.get("geonames:2455290")
    assert kidal == _place("Kidal")
    assert PLACES.get("dateline:tinzaouaten") == _place("Tinzaouaten")
    for unknown in ("geonames:1", "geonames:x", "dateline:", "", "Kidal"):
        assert PLACES.get(unknown) is None


def test_what_the_index_does_not_hold_is_refused() -> None:
    given = _place("19.955 N 2.966 E")
    for place in (given, "geonames:1"):
        with pytest.raises(QueryError, match="the index holds no place"):
            PLACES.hierarchy(place)
    with pytest.raises(QueryError, match="no place is of kind 'town'"):
        PLACES.children("geonames:2453866", kind="town")


def test_a_town_on_a_border_says_whose_it_is_too() -> None:
    town, *_ = PLACES.hierarchy("dateline:tinzaouaten")
    assert town.notes == ("it belongs to Algeria too",)


# Vintages.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ménaka region", "since 2016 (law 2012-017 of 2 March 2012"),
        ("Ménaka region", "before, it was part of Gao"),
        ("Gao region", "it included Ménaka until 2016"),
        ("Adrar province, Algeria", "it included Timimoun and Bordj Badji Mokhtar until 2019"),
        ("Djelfa province", "it included Messaad and Aïn Oussera until 2025-11-16"),
        ("Sahel region, Burkina Faso", "named Liptako since 2025-07-02"),
        ("Sahel region, Burkina Faso", "it included Soum until 2025-07-02"),
        ("Sikasso region", "it included Bougouni and Koutiala until 2023-03-13"),
        ("Fès-Meknès", "since 2015 Morocco has 12 regions in place of the 16"),
        ("Morocco", "since 2015 Morocco has 12 regions in place of the 16"),
    ],
)
def test_what_a_unit_was_before_is_told(text: str, said: str) -> None:
    assert any(said in note for note in notes(_place(text)))


@pytest.mark.parametrize("text", ["Kidal", "Gao", "Kidal region", "Mali", "Sahara", "Ansongo Cercle"])
def test_places_that_no_reform_touched_have_no_notes(text: str) -> None:
    assert notes(_place(text)) == ()


def test_every_unit_of_the_table_is_in_the_index_under_its_code_and_name() -> None:
    for vintage in vintages():
        codes = [vintage.unit, *(code for code, _ in vintage.taken_from)]
        for code in filter(None, codes):
            record = index_of(PLACES).by_id(code) if ":" in code else index_of(PLACES).by_code(code)
            assert record is not None, vintage
        assert vintage.since[:2] == "20"
        assert vintage.source
        assert vintage.change or vintage.taken_from
