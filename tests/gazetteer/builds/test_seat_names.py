"""Seats have the spellings that sources list for the unit named for them alone."""

from __future__ import annotations

from gazetteer.build.draft import Draft, Name
from gazetteer.build.seat_names import add_seat_names, leave_to_cities
from geo.points import LonLat


def _draft(identifier: str, kind: str, feature: str, parent: str, *names: str) -> Draft:
    draft = Draft(identifier, names[0], kind, "GeoNames", feature, "SD", LonLat(32.5, 15.5), parent=parent)  # type: ignore[arg-type]
    draft.names = [Name(name, "primary" if name == names[0] else "alternate", "GeoNames") for name in names]
    return draft


def test_a_seat_has_the_spellings_of_its_unit_and_no_others() -> None:
    unit = _draft(
        "unit",
        "admin1",
        "A.ADM1",
        "",
        "Khartoum",
        "Khartum",
        "\u0627\u0644\u062e\u0631\u0637\u0648\u0645",
        "North State",
    )
    seat = _draft("seat", "city", "P.PPLC", "unit", "Khartoum", "\u062e\u0631\u0637\u0648\u0645")
    other = _draft("other", "city", "P.PPL", "unit", "Khartoum")
    assert add_seat_names([unit, seat, other]) == 2
    assert {name.spelling for name in seat.names[2:]} == {
        "Khartum",
        "\u0627\u0644\u062e\u0631\u0637\u0648\u0645",
    }
    assert len(other.names) == 1


def test_a_unit_of_another_name_gives_none() -> None:
    unit = _draft("unit", "admin1", "A.ADM1", "", "Kassala Wilaya", "Kassalla")
    seat = _draft("seat", "city", "P.PPLA", "unit", "Kassala")
    assert add_seat_names([unit, seat]) == 0


def test_a_country_does_not_bear_the_name_of_a_great_city() -> None:
    country = _draft("TN", "country", "A.PCLI", "", "Tunisia", "Tunisie", "Tunis")
    great = _draft("1", "city", "P.PPLC", "", "Tunis")
    small = _draft("2", "city", "P.PPL", "", "Tunisie")
    great.population, small.population = 700_000, 400

    assert leave_to_cities([country, great, small]) == 1
    assert [name.spelling for name in country.names] == ["Tunisia", "Tunisie"]


def test_a_country_keeps_its_first_name_though_a_city_has_it() -> None:
    country = _draft("SG", "country", "A.PCLI", "", "Singapore", "Singapura")
    city = _draft("1", "city", "P.PPLC", "", "Singapore")
    city.population = 5_000_000

    assert leave_to_cities([country, city]) == 0
    assert len(country.names) == 2
