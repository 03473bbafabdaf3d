"""Several sources together: what overrides what, and which records are one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazetteer.names import fold
from geo.points import LonLat
from tests.gazetteer.builds.sources import MALI, built, dump, feature, place_of, row, spellings

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.index import Index


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_later_row_of_one_identifier_overrides_and_leaves_what_it_does_not_say(tmp_path: Path) -> None:
    mine = csv(tmp_path / "mine.csv", "geonameid,name,lon,lat,population\n2455290,Kidal town,1.42,18.45,\n")
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), mine)
    kidal = place_of(index, "geonames:2455290")
    assert (kidal.name, kidal.point) == ("Kidal town", LonLat(1.42, 18.45))
    assert (kidal.population, kidal.feature_code, kidal.admin1) == (40_030, "P.PPLA", "Kidal Region")
    assert spellings(index, "geonames:2455290")["Kidal"] == ("alternate", "")
    assert len(index) == len(MALI)


def test_a_country_that_a_table_names_overrides_and_the_borders_do_not(tmp_path: Path) -> None:
    text = (
        "geonameid,name,lon,lat,country\n2455290,Kidal,5.0,22.8,\n2449893,Tessalit,1.01132,20.20146,Niger\n"
    )
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), csv(tmp_path / "mine.csv", text))
    assert (place_of(index, "geonames:2455290").country, place_of(index, "geonames:2455290").admin1) == (
        "ML",
        "Kidal Region",
    )
    assert (place_of(index, "geonames:2449893").country, place_of(index, "geonames:2449893").admin1) == (
        "NE",
        None,
    )


def test_the_order_of_sources_decides(tmp_path: Path) -> None:
    mine = csv(tmp_path / "mine.csv", "geonameid,name,lon,lat\n2455290,Kidal town,1.42,18.45\n")
    index = built(tmp_path / "index", mine, dump(tmp_path / "ML.txt"))
    assert place_of(index, "geonames:2455290").name == "Kidal"
    assert "Kidal town" in spellings(index, "geonames:2455290")


def test_one_name_one_kind_close_together_is_one_place(tmp_path: Path) -> None:
    text = (
        "id,name,lon,lat,kind\na,KIDAL,1.42,18.46,town\nb,Kidal,5,18,town\nc,Kidal,1.41,18.44,well\n"
        "d,Bamaco,-8.01,12.64,\n"
    )
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), csv(tmp_path / "mine.csv", text))
    # The first is 2 km away, and the last bears another name of Bamako; the second is far, the third no town.
    assert index.by_id("mine:a") is None
    assert index.by_id("mine:d") is None
    assert index.by_id("mine:b") is not None
    assert index.by_id("mine:c") is not None
    assert place_of(index, "geonames:2455290").point == LonLat(1.42, 18.46)
    assert place_of(index, "geonames:2460596").name == "Bamaco"


@pytest.mark.parametrize(("within", "merged"), [(None, True), (0, False), (500, False), (3_000, True)])
def test_how_close_can_be_said(tmp_path: Path, within: float | None, merged: bool) -> None:  # noqa: FBT001
    mine = csv(tmp_path / "mine.csv", "id,name,lon,lat\na,Kidal,1.42,18.46\n")
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), mine, merge_within_m=within)
    assert (index.by_id("mine:a") is None) is merged


def test_records_that_one_source_tells_apart_stay_apart(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "x.txt", row(1, "Ber", 0, 0), row(2, "Ber", 0, 0)))
    assert len(index) == 2


def test_neighbours_of_one_name_stay_apart_when_a_later_source_has_them_both(tmp_path: Path) -> None:
    text = "id,name,lon,lat,kind\nx:1,Ber,0,0,town\nx:2,Ber,0.01,0,town\n"
    first, again = csv(tmp_path / "first.csv", text), csv(tmp_path / "again.csv", text)
    index = built(tmp_path / "index", first, again)
    assert {index.id(record) for record in range(len(index))} == {"x:1", "x:2"}


def test_rows_without_identifiers_are_one_place_if_name_and_kind_are(tmp_path: Path) -> None:
    mine = csv(tmp_path / "mine.csv", "name,lon,lat\nBer,0,0\nBér,0.001,0\nBer,9,9\n")
    assert len(built(tmp_path / "index", mine)) == 2


def test_across_180_degrees_is_close(tmp_path: Path) -> None:
    one = csv(tmp_path / "one.csv", "id,name,lon,lat\na,Naselesele,180,-16.7\n")
    two = csv(tmp_path / "two.csv", "id,name,lon,lat\nb,Naselesele,-179.99,-16.7\n")
    assert len(built(tmp_path / "index", one, two)) == 1


def test_a_twin_row_of_one_identifier_is_one_place(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "x.txt", row(1, "Ber", 0, 0), row(1, "Ber", 0, 1)))
    assert len(index) == 1


def test_concordances_of_whos_on_first_name_the_same_place(tmp_path: Path) -> None:
    said = {"wof:concordances": {"gn:id": 2455290}, "name:ara_x_preferred": ["كيدال"]}
    wof = csv(tmp_path / "wof.geojson", feature(421180211, "Kidal", "locality", 30, 30, **said))
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), wof)
    assert len(index) == len(MALI)
    assert place_of(index, "geonames:2455290").point == LonLat(30, 30)
    assert spellings(index, "geonames:2455290")["كيدال"] == ("preferred", "ar")
    # Without the dump the record keeps its own identifier.
    alone = built(tmp_path / "alone", wof)
    assert alone.id(0) == "wof:421180211"


def test_a_town_and_a_district_that_link_to_one_record_stay_two_places(tmp_path: Path) -> None:
    said = {"wof:concordances": {"gn:id": 2455290}}
    text = "\n".join(
        [feature(1, "Kidal", "locality", 1.4, 18.4, **said), feature(2, "Kidal", "county", 1, 19, **said)]
    )
    wof = csv(tmp_path / "wof.geojsonl", text)
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), wof)
    assert place_of(index, "geonames:2455290").kind == "city"
    assert place_of(index, "wof:2").kind == "admin2"
    assert len(index) == len(MALI) + 1


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """A dump and a table beside Dateline's own, which take by far the most time of a build."""
    folder = tmp_path_factory.mktemp("whole")
    village = row(99, "Achibogho", 2.97, 19.96, admin1="10")
    same_town = row(98, "Tin Zaouatene", 2.95, 19.95)
    replaced = row(2596770, "Timiaouine", 1.8, 20.4, country="DZ")
    text = "id,name,lon,lat\n,Xqzztville,1.5,18.2\ndateline:moura,Moura,-4.4,14.2\n"
    sources = dump(folder / "ML.txt", *MALI, village, same_town, replaced), csv(folder / "mine.csv", text)
    return built(folder / "index", *sources, plain=False)


def test_dateline_s_tables_come_with_a_build(whole: Index) -> None:
    mali = whole.by_code("ML")
    assert mali is not None
    assert whole.place(mali).name == "Mali"
    assert {"مالي", "Republic of Mali"} <= set(spellings(whole, whole.id(mali)))
    assert {hit.name_kind for hit in whole.find(fold("Malian"))} == {"demonym"}
    # A curated town has taken the dump's record that it says it replaces, another that of its name close by.
    assert whole.by_id("geonames:98") is None
    assert whole.by_id("geonames:2596770") is None
    assert place_of(whole, "dateline:timiaouine").country == "DZ"
    assert "Tin Zaouatene" in spellings(whole, "dateline:tinzaouaten")
    # Subdivisions have their ISO codes, and a dump's row of one is the same place.
    kidal = whole.by_code("ML-8")
    assert kidal is not None
    assert whole.place(kidal).name == "Kidal Region"
    assert place_of(whole, "geonames:99").admin1_code == "ML-8"
    assert whole.find(fold("Sahel"))


def test_what_is_named_behind_a_dump_overrides_dateline_s_tables(whole: Index) -> None:
    assert place_of(whole, "dateline:moura").point == LonLat(-4.4, 14.2)


def test_each_place_keeps_the_source_of_its_own_row_beside_a_table(whole: Index) -> None:
    sources = {
        (whole.id(record).partition(":")[0], whole.place(record).source) for record in range(len(whole))
    }
    assert sources == {
        ("mine", "mine"),
        ("dateline", "Dateline"),
        ("naturalearth", "Natural Earth"),
        ("geonames", "GeoNames"),
    }
