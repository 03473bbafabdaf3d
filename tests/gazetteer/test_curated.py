"""The tables written for Dateline: every row can be read, is where it says, and has a source."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shapely import Point, distance

from gazetteer.names import fold
from geo import borders
from geo.countries import countries
from geo.points import LonLat
from tests.shared.places import TINZAOUATEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import MultiPolygon

DATA = Path(__file__).resolve().parents[2] / "gazetteer" / "data"
COLUMNS = [
    *("id", "name", "names", "lon", "lat", "kind", "feature_code", "country", "shared_with", "admin1"),
    *("admin1_code", "population", "extent_m", "replaces", "source", "note"),
]
KINDS = {"city", "admin1", "admin2", "country", "natural", "region", "other"}
METRES_IN_A_DEGREE = 111_195.0
SMALL_ISLAND_M = 30_000.0

# Places of the Sahel reports that GeoNames' list lacks or spells in one way only.
REPORTED = [
    *("Anéfis", "Ber", "Boughessa", "Boghassa", "Moura", "Hombori", "Sévaré", "Léré", "Aguelhok", "Aguelhoc"),
    *("Abeïbara", "Timiaouine", "Bassikounou", "Ménaka", "Taoudénit", "Bordj Badji Mokhtar", "In Guezzam"),
    *("Azawad", "Adrar des Ifoghas", "Tin Zaouatine commune", "Konna", "Talataye", "Tarkint", "Makalondi"),
    *("Assamaka", "Séguédine"),
]
# What a world desk names and no list of settlements has.
NAMED_IN_NEWS = [
    *("Midwest", "New England", "Bay Area", "Deep South", "Appalachia", "Rust Belt", "Silicon Valley"),
    *("Scottish Highlands", "Bavarian Alps", "Nordic countries", "Iberian Peninsula", "Benelux", "Alps"),
    *("Pyrenees", "Rocky Mountains", "Sierra Nevada", "Everest", "Mount Kenya", "Mount Sinai", "K2"),
    *("Long Island", "Sumatra", "Java", "Borneo", "New Guinea", "Honshu", "FATA", "Philadelphi Corridor"),
    *("Zaporizhzhia Nuclear Power Plant", "Bering Strait", "Gulf of Tonkin", "Dokdo", "Bir Tawil"),
]
# States that several countries followed: a place of its own each, and no name of one of them.
FORMER_STATES = {
    "Soviet Union": {"RU", "UA", "KZ", "EE"},
    "Yugoslavia": {"RS", "HR", "BA", "XK"},
    "Czechoslovakia": {"CZ", "SK"},
    "French West Africa": {"ML", "NE", "SN"},
    "Mandatory Palestine": {"IL", "PS"},
}
DEMONYMS = {
    "Malian": {"ML"},
    "maliennes": {"ML"},
    "Nigerien": {"NE"},
    "nigérienne": {"NE"},
    "Nigerian": {"NG"},
    "nigérianes": {"NG"},
    "Algerians": {"DZ"},
    "Burkinabe": {"BF"},
    "Ivorian": {"CI"},
    "French": {"FR"},
    "Dutch": {"NL"},
    "Congolese": {"CD", "CG"},
    "congolais": {"CD", "CG"},
    "Guinean": {"GN", "GW"},
    "Equatorial Guinean": {"GQ"},
    "Dominican": {"DM", "DO"},
    "dominicain": {"DO"},
    "dominiquais": {"DM"},
    "Korean": {"KP", "KR"},
    "Sudanese": {"SD", "SS"},
    "South Sudanese": {"SS"},
    "Samoan": {"WS"},
    "Iraqi": {"IQ"},
    "Iranian": {"IR"},
    "Mauritanian": {"MR"},
    "Mauritian": {"MU"},
    "Austrian": {"AT"},
    "Australian": {"AU"},
    "Slovak": {"SK"},
    "Slovenian": {"SI"},
    "Emirati": {"AE"},
    "Palestinian": {"PS"},
    "Sahrawi": {"EH"},
    "Ukrainian": {"UA"},
}
COUNTRY_NAMES = {
    "Republic of Mali": "ML",
    "République du Mali": "ML",
    "French Sudan": "ML",
    "مالي": "ML",
    "Мали": "ML",
    "DRC": "CD",
    "DR Congo": "CD",
    "Zaire": "CD",
    "Ivory Coast": "CI",
    "Côte d'Ivoire": "CI",
    "USA": "US",
    "U.S.": "US",
    "UK": "GB",
    "UAE": "AE",
    "Cape Verde": "CV",
    "Burma": "MM",
    "Swaziland": "SZ",
    "Upper Volta": "BF",
    "Türkiye": "TR",
    "Kosovo": "XK",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places() -> list[dict[str, str]]:
    return rows("curated.csv") + rows("natural.csv")


def spellings(row: dict[str, str]) -> list[str]:
    return [row["name"], *(name for name in row["names"].split("|") if name)]


def point(row: dict[str, str]) -> LonLat:
    return LonLat(float(row["lon"]), float(row["lat"]))


@cache
def area(country: str) -> MultiPolygon:
    return borders.land_of(country)


@pytest.mark.parametrize("name", ["curated.csv", "natural.csv"])
def test_the_columns_are_the_agreed_ones(name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_every_row_has_what_an_answer_needs() -> None:
    for row in places():
        assert row["id"].startswith("dateline:"), row
        assert row["name"].strip() == row["name"] != "", row
        assert row["source"], f"{row['id']} has no source"
        assert row["kind"] in KINDS, row["id"]
        assert "." in row["feature_code"], row["id"]
        assert point(row), row["id"]
        assert 1_000 <= int(row["extent_m"]) <= 10_000_000, row["id"]
        assert not row["population"] or int(row["population"]) > 0, row["id"]


def test_identifiers_are_unique() -> None:
    ids = [row["id"] for row in places()]
    assert len(set(ids)) == len(ids)


def test_no_spelling_is_written_twice_or_empty() -> None:
    for row in places():
        names = spellings(row)
        assert len(set(names)) == len(names), row["id"]
        assert all(fold(name) for name in names if not is_tifinagh(name)), row["id"]


def is_tifinagh(name: str) -> bool:
    return any("\u2d30" <= letter <= "\u2d7f" for letter in name)


def test_countries_are_codes_of_countries() -> None:
    known = {country.alpha2 for country in countries()}
    for row in places():
        codes = {row["country"], *row["shared_with"].split("|")} - {""}
        assert codes <= known, row["id"]
        assert row["country"] not in row["shared_with"].split("|") or not row["country"], row["id"]


def test_a_record_is_replaced_once_and_by_number() -> None:
    replaced = [old for row in places() for old in row["replaces"].split("|") if old]
    assert len(set(replaced)) == len(replaced)
    assert all(old.removeprefix("geonames:").isdecimal() for old in replaced)


def places_with_a_country() -> Iterator[tuple[dict[str, str], float]]:
    """Each row that names a country, with how far outside it may lie in metres."""
    for row in rows("curated.csv"):
        # A town that countries share may lie on either side, within its own extent.
        yield row, float(row["extent_m"]) if row["shared_with"] else 1_000.0
    for row in rows("natural.csv"):
        if row["country"] and not row["feature_code"].startswith("H."):
            yield row, 20_000.0


def test_each_place_lies_in_its_country() -> None:
    for row, tolerance_m in places_with_a_country():
        away = distance(area(row["country"]), Point(*point(row)))
        assert away * METRES_IN_A_DEGREE <= tolerance_m, (
            f"{row['id']} is {away} degrees outside {row['country']}"
        )


def test_a_point_at_tinzaouaten_is_on_no_safe_side() -> None:
    (town,) = (row for row in rows("curated.csv") if row["id"] == "dateline:tinzaouaten")
    assert (town["country"], town["shared_with"]) == ("ML", "DZ")
    assert point(town) == LonLat(2.966, 19.955)
    to_mali = distance(area("ML"), Point(*point(town))) * METRES_IN_A_DEGREE
    to_algeria = distance(area("DZ"), Point(*point(town))) * METRES_IN_A_DEGREE
    assert max(to_mali, to_algeria) < float(town["extent_m"])


@pytest.mark.parametrize("spelling", TINZAOUATEN)
def test_every_reported_spelling_of_tinzaouaten_means_the_town(spelling: str) -> None:
    meant = {row["id"] for row in places() for name in spellings(row) if fold(name) == fold(spelling)}
    assert meant == {"dateline:tinzaouaten"}


@pytest.mark.parametrize("name", REPORTED)
def test_places_that_reports_name_are_in_the_tables(name: str) -> None:
    assert any(fold(spelling) == fold(name) for row in places() for spelling in spellings(row))


@pytest.mark.parametrize("name", NAMED_IN_NEWS)
def test_regions_and_features_that_news_names_are_in_the_tables(name: str) -> None:
    assert any(fold(spelling) == fold(name) for row in places() for spelling in spellings(row))


@pytest.mark.parametrize(("name", "followed_by"), FORMER_STATES.items())
def test_a_state_that_several_countries_followed_is_a_region_of_its_own(
    name: str, followed_by: set[str]
) -> None:
    (state,) = (row for row in rows("natural.csv") if row["name"] == name)
    assert (state["kind"], state["feature_code"]) == ("region", "A.PCLH")
    assert followed_by <= set(state["shared_with"].split("|"))
    assert not any(
        spelling.partition(":")[2] == name
        for row in rows("countries.csv")
        for spelling in row["names"].split("|")
    )


def test_a_sea_lies_on_water_and_an_island_in_the_country_that_holds_it() -> None:
    for row in rows("natural.csv"):
        side = borders.side(point(row))
        if row["feature_code"] in {"H.SEA", "H.GULF", "H.STRT", "H.OCN", "H.BAY"}:
            assert side.status != "inside" or side.off_coast_m, row["id"]
        elif row["feature_code"] == "T.ISL" and row["country"]:
            # The coast of the border data leaves small islands out.
            is_near = side.neighbour == row["country"] and (side.margin_m or 0.0) < SMALL_ISLAND_M
            assert row["country"] in side.countries or is_near, row["id"]


def test_azawad_is_no_administrative_unit() -> None:
    (azawad,) = (row for row in places() if row["id"] == "dateline:azawad")
    assert azawad["kind"] == "region"
    assert "no administrative unit" in azawad["note"]


def test_hand_set_points_say_so() -> None:
    hand_set = [row for row in rows("natural.csv") if "by hand" in row["source"]]
    assert hand_set
    for row in hand_set:
        assert "CURATED.md" in row["source"], row["id"]


def test_every_country_has_a_row_with_names_and_a_point() -> None:
    table = {row["alpha2"]: row for row in rows("countries.csv")}
    assert set(table) == {country.alpha2 for country in countries()}
    for country in countries():
        row = table[country.alpha2]
        assert row["names"].startswith(f"en:{country.name}|"), country.alpha2
        assert point(row) == country.label, country.alpha2
        assert int(row["extent_m"]) >= 1_000, country.alpha2
        assert row["source"], country.alpha2


@pytest.mark.parametrize(("word", "meant"), DEMONYMS.items())
def test_a_demonym_means_its_countries(word: str, meant: set[str]) -> None:
    found = {
        row["alpha2"]
        for row in rows("countries.csv")
        for demonym in row["demonyms"].split("|")
        if demonym.partition(":")[2] == word
    }
    assert found == meant


def test_every_sovereign_people_has_an_english_and_a_french_name() -> None:
    # These have no inhabitants of their own, or no name for them that is in use.
    without = {
        "AQ",
        "BQ",
        "BV",
        "CC",
        "GS",
        "HM",
        "SJ",
        "TF",
        "UM",
        "VA",
        "GG",
        "JE",
        "MF",
        "SX",
        "TC",
        "VG",
        "VI",
    }
    for row in rows("demonyms.csv"):
        if row["alpha2"] not in without:
            assert row["english"], row["alpha2"]
            assert row["french"], row["alpha2"]


@pytest.mark.parametrize(("name", "alpha2"), COUNTRY_NAMES.items())
def test_a_country_is_known_by_its_usual_names(name: str, alpha2: str) -> None:
    found = {
        row["alpha2"]
        for row in rows("countries.csv")
        for spelling in row["names"].split("|")
        if spelling.partition(":")[2] == name
    }
    assert found == {alpha2}


def test_a_former_name_is_marked_as_such() -> None:
    tags = defaultdict(set)
    for row in rows("countries.csv"):
        for spelling in row["names"].split("|"):
            tag, _, name = spelling.partition(":")
            tags[name].add(tag)
    for name in ("Upper Volta", "Zaire", "French Sudan", "Dahomey", "Rhodesia", "Ceylon"):
        assert tags[name] == {"historic"}, name
