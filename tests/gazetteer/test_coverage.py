"""Lakes, rivers, further names and seats: what the tables say, and how they join what other sources have."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gazetteer.build.draft import Draft, Name
from gazetteer.build.importers import read_curated
from gazetteer.build.natural_earth import join_waters, read_waters
from gazetteer.build.other_names import OtherNames, add_names, read_other_names
from gazetteer.build.seats import Seats
from gazetteer.errors import BuildError
from gazetteer.names import fold
from geo.points import LonLat

DATA = Path(__file__).resolve().parents[2] / "gazetteer" / "data"
STATES = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ",
    "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT",
    "VA", "WA", "WV", "WI", "WY", "DC",
}  # fmt: skip


def draft(identifier: str, name: str, kind: str = "city", **fields: object) -> Draft:
    made = Draft(identifier, name, "city", "GeoNames", "P.PPL", "RU", LonLat(40, 55))
    made.names.append(Name(name, "primary", "GeoNames"))
    for field, value in {"kind": kind, **fields}.items():
        setattr(made, field, value)
    return made


def waters() -> dict[str, Draft]:
    return {water.id: water for water in read_waters(DATA / "waters.csv")}


def kinds(place: Draft) -> dict[str, str]:
    return {name.spelling: name.kind for name in place.names}


# Waters


def test_waters_have_what_an_answer_needs() -> None:
    found = waters()
    assert len(found) > 1_500
    for water in found.values():
        assert water.name.strip() == water.name != "", water.id
        assert water.feature_code.startswith("H."), water.id
        assert 1_000 <= water.extent_m <= 10_000_000, water.id
        assert not (water.country and water.shared_with), water.id
        assert all(fold(name.spelling) for name in water.names), water.id
        assert not any(sign in name.spelling for name in water.names for sign in "?|\ufffd"), water.id


@pytest.mark.parametrize(
    ("name", "countries", "lon", "lat", "within_deg"),
    [
        ("Lake Winnipeg", {"CA"}, -97.5, 52.5, 2),
        ("Lake Ontario", {"CA", "US"}, -77.9, 43.6, 1),
        ("Lake Bangweulu", {"ZM"}, 29.7, -11.2, 1),
        ("Rhine River", {"DE", "FR", "CH", "NL"}, 7.8, 49, 2.5),
        ("Rufiji River", {"TZ"}, 38, -7.9, 2),
        ("Magdalena River", {"CO"}, -74.7, 7, 3),
    ],
)
def test_a_water_lies_where_it_lies(
    name: str, countries: set[str], lon: float, lat: float, within_deg: float
) -> None:
    found = [water for water in waters().values() if water.name == name]
    assert len(found) == 1
    (water,) = found
    assert water.point is not None
    assert abs(water.point.lon - lon) < within_deg
    assert abs(water.point.lat - lat) < within_deg
    assert countries <= {water.country, *water.shared_with}


def test_a_lake_does_not_take_the_name_of_a_larger_place() -> None:
    names = {name.spelling for water in waters().values() for name in water.names}
    assert names.isdisjoint({"Victoria", "Ontario", "Michigan", "Chad", "Albany", "Mississippi"})
    assert {"Vänern", "Seine", "Lake Michigan", "lac Michigan", "озеро Мичиган"} <= names


def test_a_water_by_hand_keeps_its_row_and_takes_the_spellings_over() -> None:
    tana = draft("dateline:lake-tana", "Lake Tana", "natural", feature_code="H.LK", extent_m=50_000)
    same = draft("naturalearth:1", "Lake Tana", "natural", feature_code="H.LK", extent_m=45_000)
    same.names.append(Name("lac Tana", "alternate", "Natural Earth", "fr"))
    far = draft("naturalearth:2", "Lake Tana", "natural", feature_code="H.LK", extent_m=5_000)
    far.point = LonLat(-100, 50)
    joined = join_waters([tana], [same, far])
    assert [place.id for place in joined] == ["dateline:lake-tana", "naturalearth:2"]
    assert tana.names[0] == Name("Lake Tana", "primary", "GeoNames")
    assert Name("lac Tana", "alternate", "Natural Earth", "fr") in tana.names


def test_a_town_is_not_taken_for_the_river_of_its_name() -> None:
    town = draft("dateline:kama", "Kama", extent_m=5_000)
    river = draft("naturalearth:river-kama", "Kama", "natural", feature_code="H.STM", extent_m=900_000)
    assert len(join_waters([town], [river])) == 2


def test_the_best_known_waters_are_in_the_tables_once() -> None:
    by_hand = [*read_curated(DATA / "curated.csv"), *read_curated(DATA / "natural.csv")]
    joined = join_waters(by_hand, read_waters(DATA / "waters.csv"))
    for name in ("Lake Victoria", "Lake Chad", "Nile", "Niger River", "Danube", "Volga", "Suez Canal"):
        assert len([place for place in joined if place.name == name]) == 1, name


# Further names


def other_names() -> list[dict[str, str]]:
    with (DATA / "other_names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_further_names_has_a_source_and_says_of_which_place_it_is() -> None:
    for row in other_names():
        assert row["place"], row
        assert row["of"], row
        assert row["names"], row
        assert row["source"], row


def test_every_state_of_the_united_states_has_its_abbreviation() -> None:
    table = {row["place"]: row["names"].split("|") for row in other_names() if row["kind"] == "abbreviation"}
    assert {code for code in STATES if code in table[f"US-{code}"]} == STATES
    assert "Calif." in table["US-CA"]
    assert "N.Y." in table["US-NY"]
    assert "Ont." in table["CA-ON"]


def test_a_further_name_wins_over_the_same_of_a_weaker_kind_and_leaves_codes_alone() -> None:
    state = draft("geonames:1", "California", "admin1", codes=("US-CA", "US.CA"))
    state.names += [Name("Calif", "alternate", "Natural Earth"), Name("US-CA", "code", "ISO 3166")]
    row = OtherNames("California", "abbreviation", ("Calif.", "US-CA"), "line 2")
    add_names([state], {"US-CA": [row]})
    assert kinds(state)["Calif."] == "abbreviation"
    assert "Calif" not in kinds(state)
    assert Name("US-CA", "code", "ISO 3166") in state.names


def test_a_former_name_of_a_city_is_marked_as_such() -> None:
    rows = read_other_names(DATA / "other_names.csv")["geonames:498817"]
    city = draft("geonames:498817", "Saint Petersburg")
    city.names.append(Name("Leningrad", "alternate", "GeoNames"))
    add_names([city], {"geonames:498817": rows})
    assert [name.kind for name in city.names if name.spelling == "Leningrad"] == ["historic"]


def test_a_row_for_the_wrong_place_stops_the_build() -> None:
    row = OtherNames("California", "abbreviation", ("Calif.",), "other_names.csv, line 2")
    with pytest.raises(BuildError, match=r"line 2: geonames:1 is Texas, and has no name 'California'"):
        add_names([draft("geonames:1", "Texas", codes=("US-CA",))], {"US-CA": [row]})
    with pytest.raises(BuildError, match=r"no source has the places of other_names\.csv, line 2"):
        add_names([draft("geonames:1", "Texas")], {"US-CA": [row]})


def test_an_unknown_kind_of_name_is_refused_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "other_names.csv"
    table.write_text(
        "place,of,kind,names,source,note\nUS-CA,California,nickname,Cali,us,\n", encoding="utf-8"
    )
    with pytest.raises(BuildError, match=r"other_names.csv, line 2 \(US-CA\): kind 'nickname'"):
        read_other_names(table)


# Seats


@pytest.mark.parametrize(
    ("unit", "country", "seat"),
    [
        ("Gorodskoy Okrug Dzerzhinsk", "RU", "Dzerzhinsk"),
        ("Muromskiy Rayon", "RU", "Murom"),
        ("Kavalerovsky District", "RU", "Kavalerovo"),
        ("Zalaegerszegi Járás", "HU", "Zalaegerszeg"),
        ("Chelak Tumani", "UZ", "Chelak"),
        ("Anak-gun", "KP", "Anak"),
        ("Municipio de Nebaj", "GT", "Nebaj"),
        ("Liwā\u2019 Qaşabat az Zarqā\u2019", "JO", "Az Zarqā\u2019"),
    ],
)
def test_a_unit_stands_at_the_settlement_it_is_named_for(unit: str, country: str, seat: str) -> None:
    town, other = draft("geonames:1", seat), draft("geonames:2", "Elsewhere")
    seats = Seats([("geonames:9", town), ("geonames:9", other)])
    named = draft("geonames:3", unit, "admin2", country=country)
    assert seats.of(named, "geonames:9") is town
    assert seats.of(named, "geonames:8") is None


def test_an_adjective_that_fits_two_settlements_names_neither() -> None:
    seats = Seats([("a", draft("geonames:1", "Kamenka")), ("a", draft("geonames:2", "Kamensk"))])
    assert seats.of(draft("geonames:3", "Kamenskiy Rayon", "admin2"), "a") is None
