"""Building an index: what the importers read, how sources become one, and that writing is whole or absent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.build import importers
from gazetteer.build.draft import Draft, Name
from gazetteer.build.merge import Merged, merge
from gazetteer.build.write import write_index
from gazetteer.errors import BuildError
from gazetteer.index import Index
from gazetteer.names import fold
from geo.points import LonLat
from tests.shared.places import few_places, write_small_index

COLUMNS = (
    "id,name,names,lon,lat,kind,feature_code,country,shared_with,admin1,admin1_code,population,extent_m,replaces,"
    "source,note\n"
)


def city(number: int, name: str, lon: float, lat: float, **fields: object) -> Draft:
    draft = Draft(f"geonames:{number}", name, "city", "GeoNames", "P.PPL", "ML", LonLat(lon, lat))
    draft.names.append(Name(name, "primary", "GeoNames"))
    for field, value in fields.items():
        setattr(draft, field, value)
    return draft


def unit(number: int, name: str, kind: str = "admin1", **fields: object) -> Draft:
    draft = Draft(f"geonames:{number}", name, "admin1", "GeoNames", "A.ADM1", "ML")
    draft.names.append(Name(name, "primary", "GeoNames"))
    for field, value in {"kind": kind, **fields}.items():
        setattr(draft, field, value)
    return draft


def by_id(drafts: list[Draft]) -> dict[str, Draft]:
    return {draft.id: draft for draft in drafts}


def area(west: float, south: float, east: float, north: float, *names: Name) -> importers.Area:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    label = LonLat((west + east) / 2, (south + north) / 2)
    return importers.Area({"type": "Polygon", "coordinates": [ring]}, label, names)


# Importers


def test_a_curated_row_keeps_what_it_says(tmp_path: Path) -> None:
    table = tmp_path / "curated.csv"
    row = (
        "dateline:ber,Ber,Bér|بير,-2.53,16.83,city,P.PPL,ML,,Tombouctou,ML-6,9000,2000,geonames:7|8,a map,\n"
    )
    table.write_text("\ufeff" + COLUMNS + row, encoding="utf-8")
    (ber,) = importers.read_curated(table)
    assert (ber.id, ber.point, ber.parent_code, ber.population) == (
        "dateline:ber",
        LonLat(-2.53, 16.83),
        "ML-6",
        9_000,
    )
    assert ber.replaces == ("geonames:7", "geonames:8")
    assert [name[:2] for name in ber.names] == [("Ber", "primary"), ("Bér", "curated"), ("بير", "curated")]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("dateline:x,X,,1,95,city,,,,,,,,,,", "line 2 .dateline:x.: latitude 95"),
        ("dateline:x,X,,east,9,city,,,,,,,,,,", "could not convert"),
        ("dateline:x,X,,1,9,village,,,,,,,,,,", "kind 'village' is none of city"),
        ("dateline:x,X,,1,9,city,,,,,,many,,,,", "'many' is not a number"),
    ],
)
def test_a_curated_row_that_is_wrong_is_named(tmp_path: Path, row: str, what: str) -> None:
    table = tmp_path / "curated.csv"
    table.write_text(COLUMNS + row + "\n", encoding="utf-8")
    with pytest.raises(BuildError, match=what):
        list(importers.read_curated(table))


def test_short_capitals_among_geonames_alternates_are_codes(tmp_path: Path) -> None:
    (tmp_path / "cities.json").write_text(
        '{"2950159": {"name": "Berlin", "latitude": 52.52437, "longitude": 13.41053, "countrycode": "DE", '
        '"population": 3426354, "admin1code": "16", "alternatenames": ["BER", "Berlino"]}}'
    )
    columns = ["2950159", "Berlin", "Berlin", "", "52.5", "13.4", "P", "PPLC", "DE"]
    (tmp_path / "raw.txt").write_text("\t".join(columns) + "\n")
    (tmp_path / "parents.tsv").write_text("Berlin\t2950159\t7|9\t1\n")
    (berlin,) = importers.read_cities(
        *(tmp_path / name for name in ("cities.json", "raw.txt", "parents.tsv"))
    )
    kinds = {name.spelling: name.kind for name in berlin.names if name.kind != "ascii"}
    assert kinds == {"Berlin": "primary", "BER": "code", "Berlino": "alternate"}
    assert (berlin.feature_code, berlin.parent, berlin.parent_code) == ("P.PPLC", "row:9", "DE.16")


def test_a_second_level_unit_that_no_row_holds_is_held_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "countries.tsv").write_text("Palestine\tPS\n")
    rows = [
        ("Jenin", "PS-JEN", "PS.WE.7828733", "7828733", "Governorate", "Jenin Governorate", "1", "", "1"),
        ("Kayes", "ML-1", "ML.03", "2455517", "Region", "", "1", "", "1"),
    ]
    (tmp_path / "units.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    found = dict(importers.read_subdivisions(tmp_path / "units.tsv", tmp_path / "countries.tsv"))
    assert [(unit.kind, unit.parent_code) for unit in found.values()] == [("admin2", "PS.WE"), ("admin1", "")]


# Merging


def test_a_curated_place_takes_over_the_names_and_figures_of_what_it_replaces() -> None:
    old = city(7, "Abeïbara", 0, 0, population=1_500, parent_code="ML-8")
    new = Draft("dateline:abeibara", "Abeibara", "city", "Dateline", "", "ML", LonLat(1.7, 19.1))
    new.replaces = ("geonames:7",)
    new.names.append(Name("Abeibara", "primary", "Dateline"))
    drafts = merge([old], {}, [], [new], {}).drafts
    (place,) = drafts
    assert (place.id, place.point, place.population) == ("dateline:abeibara", LonLat(1.7, 19.1), 1_500)
    assert place.feature_code == "P.PPL"
    assert Name("Abeïbara", "alternate", "GeoNames") in place.names


def test_a_curated_unit_keeps_the_places_of_the_one_it_replaces() -> None:
    region = unit(5, "Menaka", codes=("ML-9",))
    town = city(6, "Ménaka", 2.4, 15.9, parent="row:1")
    ours = unit(
        0, "Ménaka", id="dateline:menaka", source="Dateline", point=LonLat(3, 16), replaces=("geonames:5",)
    )
    drafts = by_id(merge([town], {"row:1": region}, [], [ours], {}).drafts)
    assert drafts["geonames:6"].parent == "dateline:menaka"
    assert drafts["dateline:menaka"].codes == ("ML-9",)


def test_replacing_what_is_not_there_is_an_error() -> None:
    ours = city(1, "X", 0, 0, replaces=("geonames:404",))
    with pytest.raises(BuildError, match="replaces geonames:404, which no source has"):
        merge([], {}, [], [ours], {})


def test_two_places_of_one_identifier_are_an_error() -> None:
    with pytest.raises(BuildError, match="geonames:1 stands for both A and B"):
        merge([city(1, "A", 0, 0), city(1, "B", 1, 1)], {}, [], [], {})


def _two_units_with_towns(*towns: Draft) -> Merged:
    """West of 5 degrees east Westland, east of it Eastland, each with some towns; and these."""
    units = {"row:1": unit(50, "Westland"), "row:2": unit(51, "Eastland")}
    near = [
        city(first + number, f"T{first + number}", lon, 1 + number / 5, parent=row)
        for first, lon, row in ((10, 2, "row:1"), (20, 8, "row:2"))
        for number in range(8)
    ]
    squares = {"geonames:50": area(0, 0, 5, 5), "geonames:51": area(5, 0, 10, 5)}
    return merge([*near, *towns], units, [], [], squares)


def test_a_town_far_outside_its_unit_goes_to_the_unit_round_it() -> None:
    merged = _two_units_with_towns(city(9, "Astray", 8, 2.1, parent="row:1"))
    assert by_id(merged.drafts)["geonames:9"].parent == "geonames:51"
    assert [(one.id, one.old, one.new) for one in merged.moved] == [("geonames:9", "Westland", "Eastland")]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(5.1, 2, id="just beyond the border, which may have been redrawn"),
        pytest.param(8, 9, id="in no unit: an island that the outline lacks"),
        pytest.param(9.9, 4.9, id="in an outline where no town of that unit is near"),
    ],
)
def test_a_town_outside_its_unit_stays_where_nothing_speaks_for_another(lon: float, lat: float) -> None:
    merged = _two_units_with_towns(city(9, "Stays", lon, lat, parent="row:1"))
    assert by_id(merged.drafts)["geonames:9"].parent == "geonames:50"
    assert merged.moved == []


def test_a_unit_without_an_outline_stands_at_the_middle_one_of_its_places() -> None:
    towns = [
        city(at, f"T{at}", lon, 15, parent="row:1") for at, lon in enumerate((0.0, 0.1, 0.2, 9.0), start=1)
    ]
    drafts = by_id(merge(towns, {"row:1": unit(50, "Unit")}, [], [], {}).drafts)
    assert drafts["geonames:50"].point == LonLat(0.1, 15)
    assert drafts["geonames:50"].extent_m > 950_000  # the farthest town is inside


def test_a_unit_across_180_degrees_keeps_together() -> None:
    towns = [
        city(at, f"T{at}", lon, -17, parent="row:1")
        for at, lon in enumerate((179.8, -179.9, -179.5), start=1)
    ]
    drafts = by_id(merge(towns, {"row:1": unit(50, "Unit")}, [], [], {}).drafts)
    assert drafts["geonames:50"].point == LonLat(-179.9, -17)
    assert drafts["geonames:50"].extent_m < 60_000


def test_a_unit_of_which_nothing_is_known_is_left_out_and_counted() -> None:
    drafts, dropped, _ = merge([city(1, "A", 0, 0)], {"row:1": unit(50, "Empty", "admin2")}, [], [], {})
    assert list(by_id(drafts)) == ["geonames:1"]
    assert dropped == {"admin2": 1}


def test_a_unit_without_places_stands_at_the_town_of_its_name_with_an_equal_share_of_what_holds_it() -> None:
    towns = [city(1, "Kidal", 1.4, 18.4, parent="row:1"), city(2, "Tessalit", 1.0, 20.2, parent="row:1")]
    elsewhere = city(3, "Kidal", 30, 5, parent="row:9", population=9_000_000)
    units = {
        "row:1": unit(50, "Region"),
        "row:2": unit(51, "Cercle de Kidal", "admin2", parent="row:1"),
        "row:3": unit(52, "Tessalit", "admin2", parent="row:1"),
        "row:4": unit(53, "Abeïbara Cercle", "admin2", parent="row:1"),
        "row:9": unit(60, "Far"),
    }
    drafts, dropped, _ = merge([*towns, elsewhere], units, [], [], {})
    placed = by_id(drafts)
    assert placed["geonames:51"].point == LonLat(1.4, 18.4)
    assert placed["geonames:51"].extent_m == pytest.approx(placed["geonames:50"].extent_m / 3**0.5, abs=1)
    assert "geonames:53" not in placed
    assert dropped == {"admin2": 1}


def test_an_outline_gives_label_point_names_and_extent() -> None:
    town = city(1, "Town", 0.2, 15.2, parent="row:1")
    outline = area(0, 15, 2, 17, Name("Région", "alternate", "Natural Earth", "fr"))
    drafts = by_id(merge([town], {"row:1": unit(50, "Unit")}, [], [], {"geonames:50": outline}).drafts)
    assert drafts["geonames:50"].point == LonLat(1, 16)
    assert 150_000 < drafts["geonames:50"].extent_m < 160_000
    assert "Région" in {name.spelling for name in drafts["geonames:50"].names}


def test_an_outline_of_another_unit_under_the_same_code_is_not_used() -> None:
    town = city(1, "Dakhla", -15.9, 23.7, parent="row:1")
    stale = area(-7, 32, -5, 34, Name("Tadla", "alternate", "Natural Earth"))
    drafts = by_id(
        merge([town], {"row:1": unit(50, "Dakhla", codes=("MA-12",))}, [], [], {"MA-12": stale})[0]
    )
    assert drafts["geonames:50"].point == LonLat(-15.9, 23.7)
    assert "Tadla" not in {name.spelling for name in drafts["geonames:50"].names}


def test_an_outline_from_before_a_division_gives_names_and_no_point() -> None:
    south, north = (
        city(1, "Timbuktu", -3, 16.7, parent="row:1"),
        city(2, "Taoudenni", -3.9, 22.6, parent="row:2"),
    )
    rows = {"row:1": unit(50, "Tombouctou"), "row:2": unit(51, "Taoudénit")}
    old = area(-6, 15, 0, 25, Name("تمبكتو", "alternate", "Natural Earth", "ar"))
    drafts = by_id(merge([south, north], rows, [], [], {"geonames:50": old}).drafts)
    assert drafts["geonames:50"].point == LonLat(-3, 16.7)
    assert "تمبكتو" in {name.spelling for name in drafts["geonames:50"].names}


# Writing


def test_the_best_name_of_a_key_speaks_for_the_place(tmp_path: Path) -> None:
    index = Index.open(write_small_index(tmp_path / "index"))
    assert {hit.name for hit in index.find(fold("KIDAL"))} == {"Kidal"}


def test_names_stay_found_when_they_fill_many_shards(tmp_path: Path) -> None:
    drafts = [
        city(number, f"Tăng {number:x}", number % 360 - 180, number % 90) for number in range(1, 40_000)
    ]
    drafts += [city(90_000 + number, "Santa Rosa", 0, 0) for number in range(20_000)]
    write_index(drafts, tmp_path / "index", {})
    index = Index.open(tmp_path / "index")
    index.verify()
    for draft in drafts[:40_000:101]:
        (hit,) = index.find(fold(draft.name))
        assert (index.id(hit.record), hit.name) == (draft.id, draft.name)
    assert len(index.find("santarosa")) == 20_000


def test_the_same_places_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    made = set()
    for seed in ("0", "1", "2"):
        code = (
            "from pathlib import Path\nfrom tests.shared.places import write_small_index\n"
            f"write_small_index(Path({str(tmp_path / seed)!r}))"
        )
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        made.add(tuple((path.name, path.read_bytes()) for path in sorted((tmp_path / seed).iterdir())))
    assert len(made) == 1


def test_an_empty_list_makes_no_index(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="0 places"):
        write_index([], tmp_path / "index", {})


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt("No space")])
def test_the_old_index_stays_whole_when_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    folder = write_small_index(tmp_path / "index")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fail(_: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(failure), match="No space"):
        write_index(few_places(), folder, {"places": 0})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
