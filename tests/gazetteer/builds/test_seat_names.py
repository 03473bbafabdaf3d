"""Seats have the spellings that sources list for the unit named for them alone."""

from __future__ import annotations

from gazetteer.build.draft import Draft, Name
from gazetteer.build.seat_names import add_seat_names
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
