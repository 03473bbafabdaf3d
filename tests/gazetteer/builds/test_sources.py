"""What the importers make of dumps, alternate names, Who's On First and tables."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from gazetteer.build.pipeline import build_index
from gazetteer.build.source import recognise
from gazetteer.errors import BuildError
from gazetteer.names import fold
from geo.points import LonLat
from tests.gazetteer.builds.sources import MALI, alternate, built, dump, feature, place_of, row, spellings

if TYPE_CHECKING:
    from pathlib import Path

# GeoNames


def test_a_dump_gives_places_with_what_holds_them(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"))
    kidal = place_of(index, "geonames:2455290")
    assert kidal.point == LonLat(1.40921, 18.44345)
    assert (kidal.kind, kidal.feature_code, kidal.country, kidal.population) == (
        "city",
        "P.PPLA",
        "ML",
        40_030,
    )
    assert (kidal.admin1, kidal.admin1_code, kidal.admin2) == ("Kidal Region", "ML.10", "Cercle de Kidal")
    assert kidal.source == "GeoNames"
    # Its second-level unit is not in the dump: the first-level one holds it.
    tessalit = place_of(index, "geonames:2449893")
    assert (tessalit.admin1, tessalit.admin2) == ("Kidal Region", None)
    assert [index.id(held) for held in index.children(index.by_code("ML") or 0)] == [
        "geonames:2597449",
        "geonames:2460596",
    ]


def test_names_of_a_dump_are_found_codes_as_codes(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"))
    assert spellings(index, "geonames:2460596") == {
        "Bamako": ("primary", ""), "Bamaco": ("alternate", ""), "BKO": ("code", ""),
    }  # fmt: skip
    assert [index.id(hit.record) for hit in index.find(fold("BAMACO"))] == ["geonames:2460596"]


def test_misspelt_names_are_found_as_in_dateline_s_own_index(tmp_path: Path) -> None:
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"))
    assert [near.key for near in index.similar(fold("Tesalit"))] == ["tessalit"]


def test_alternate_names_bring_languages_and_kinds(tmp_path: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    lines = [
        alternate(1, 2460596, "ar", "باماكو"),
        alternate(2, 2460596, "fr", "Bamaco", "1\t\t\t"),
        alternate(3, 2460596, "", "Bko-City", "\t1\t\t"),
        alternate(4, 2460596, "fr", "Bammako", "\t\t\t1"),
        alternate(5, 2460596, "iata", "BKO"),
        alternate(6, 2460596, "abbr", "Bk."),
        alternate(7, 2460596, "link", "https://en.wikipedia.org/wiki/Bamako"),
        alternate(8, 2460596, "wkdt", "Q3703"),
        alternate(9, 2460596, "post", "1000"),
        alternate(10, 404, "fr", "Nulle part"),
    ]
    names.write_text("\n".join(lines), encoding="utf-8")
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), names)
    assert spellings(index, "geonames:2460596") == {
        "Bamako": ("primary", ""), "باماكو": ("alternate", "ar"), "Bamaco": ("preferred", "fr"),
        "Bko-City": ("short", ""), "Bammako": ("historic", "fr"), "BKO": ("code", ""),
        "Bk.": ("abbreviation", ""),
    }  # fmt: skip
    assert not index.find(fold("Nulle part"))


@pytest.mark.parametrize("name", ["ML.zip", "dump.dat"])
def test_a_zip_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about the columns")
        archive.writestr("ML.txt", "\n".join(MALI))
    assert place_of(built(tmp_path / "index", tmp_path / name), "geonames:2455290").name == "Kidal"


def test_a_town_on_a_border_belongs_to_both_countries(tmp_path: Path) -> None:
    town = row(7, "Tinzaouaten", 2.966, 19.955, cc2="ML,DZ")
    assert place_of(built(tmp_path / "index", dump(tmp_path / "x.txt", town)), "geonames:7").shared_with == (
        "DZ",
    )


def test_a_territory_under_the_code_of_a_country_is_no_second_country(tmp_path: Path) -> None:
    island = row(9, "Reef", 100, -10, "A.TERR")
    index = built(tmp_path / "index", dump(tmp_path / "x.txt", *MALI, island))
    assert place_of(index, "geonames:9").kind == "region"
    assert index.by_code("ML") == index.by_id("geonames:2453866")


def test_units_reach_as_far_as_their_settlements_without_the_misplaced_ones(tmp_path: Path) -> None:
    towns = [row(100 + at, f"T{at}", 1 + at / 100, 19, admin1="10") for at in range(40)]
    lost = row(200, "Lost", 100, -40, admin1="10")
    index = built(tmp_path / "index", dump(tmp_path / "x.txt", *MALI, *towns, lost))
    extent = place_of(index, "geonames:2597449").extent_m
    assert 40_000 < extent < 200_000


# Who's On First


def _features() -> dict[str, str]:
    kidal = {
        "name:eng_x_preferred": ["Kidal"], "name:ara_x_preferred": ["كيدال"], "name:fra_x_variant": ["Kidâl"],
        "wof:hierarchy": [{"country_id": 85632391, "region_id": 85674161, "locality_id": 421180211}],
        "wof:population": 25_000, "geom:bbox": "1.38,18.42,1.44,18.46",
        "lbl:longitude": 1.409, "lbl:latitude": 18.441,
    }  # fmt: skip
    return {
        "data/421/180/211/421180211.geojson": feature(421180211, "Kidal", "locality", 1.4, 18.4, **kidal),
        "data/421/180/211/421180211-alt-x.geojson": feature(421180211, "Kidal", "locality", 0, 0),
        "data/856/741/61/85674161.geojson": feature(
            85674161, "Kidal", "region", 1, 19, **{"wof:concordances": {"iso:code": "ML-8"}}
        ),
        "data/856/323/91/85632391.geojson": feature(85632391, "Mali", "country", -2, 18),
        "data/1/1.geojson": feature(1, "Gone", "locality", 1, 18, **{"edtf:deprecated": "2019-01-01"}),
        "data/2/2.geojson": feature(2, "Old", "locality", 1, 18, **{"wof:superseded_by": [421180211]}),
        "data/3/3.geojson": feature(3, "1000", "postalcode", 1, 18),
    }


def _folder(tmp_path: Path) -> Path:
    for name, content in _features().items():
        path = tmp_path / "wof" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "wof"


def _bundle(tmp_path: Path, mode: str) -> Path:
    path = tmp_path / f"wof.tar.{mode}"
    with tarfile.open(path, f"w:{mode}") as archive:  # type: ignore[call-overload]
        for name, content in _features().items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return path


def _zipped(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "wof.zip", "w") as archive:
        for name, content in _features().items():
            archive.writestr(name, content)
    return tmp_path / "wof.zip"


@pytest.mark.parametrize("form", ["folder", "bz2", "gz", "zip"])
def test_whos_on_first_is_read_from_a_folder_and_from_bundles(tmp_path: Path, form: str) -> None:
    source = {"folder": _folder, "zip": _zipped}.get(form, lambda path: _bundle(path, form))(tmp_path)
    index = built(tmp_path / "index", source)
    assert len(index) == 3
    kidal = place_of(index, "wof:421180211")
    assert kidal.point == LonLat(1.409, 18.441)
    assert (kidal.kind, kidal.country, kidal.admin1, kidal.admin1_code) == ("city", "ML", "Kidal", "ML-8")
    assert 2_000 < kidal.extent_m < 5_000
    assert spellings(index, "wof:421180211") == {
        "Kidal": ("primary", ""), "كيدال": ("preferred", "ar"), "Kidâl": ("alternate", "fr"),
    }  # fmt: skip


# Tables


@pytest.mark.parametrize(
    "text",
    [
        "name,lon,lat\nBer,-2.53,16.83\n",
        "\ufeffName;Latitude;Longitude\r\nBer;16.83;-2.53\r\n",
        "Nom;Latitude;Longitude\nBer;16,83;-2,53\n",
        "id\tplace_name\tX\tY\n5\tBer\t-2.53\t16.83\n",
        'note,Toponym,lng,lat\n"two\nlines, and ""quotes""",Ber,-2.53,16.83\n',
    ],
)
def test_a_table_is_read_by_its_header(tmp_path: Path, text: str) -> None:
    table = tmp_path / "my villages.csv"
    table.write_text(text, encoding="utf-8")
    index = built(tmp_path / "index", table)
    (hit,) = index.find("ber")
    place = index.place(hit.record)
    assert (place.name, place.point, place.kind, place.source) == (
        "Ber",
        LonLat(-2.53, 16.83),
        "city",
        "my-villages",
    )


def test_a_table_may_say_more(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        "id,name,lon,lat,kind,country,admin1,population,alternate names,name_ar\n"
        'p7,Ber,-2.53,16.83,village,Mali,Kidal Region,"9,000",Bér|Bèr,بير\n'
        "p8,Azawad,0,18,region,ML,,,,\n"
        "p9,Oued,1,19,river,MLI,,,,\n",
        encoding="utf-8",
    )
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), table)
    ber = place_of(index, "places:p7")
    assert (ber.kind, ber.country, ber.admin1, ber.population) == ("city", "ML", "Kidal Region", 9_000)
    assert spellings(index, "places:p7") == {
        "Ber": ("primary", ""), "Bér": ("curated", ""), "Bèr": ("curated", ""),
        "بير": ("curated", "ar"),
    }  # fmt: skip
    assert place_of(index, "places:p8").kind == "region"
    assert place_of(index, "places:p9").kind == "natural"
    assert place_of(index, "places:p9").country == "ML"


def test_a_row_without_a_country_is_placed_in_one_by_the_borders(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("id,name,lon,lat,country\na,Ber,-2.53,16.83,\nb,Buoy,-30,0,\nc,Odd,-2.53,16.83,Niger\n")
    index = built(tmp_path / "index", dump(tmp_path / "ML.txt"), table)
    assert place_of(index, "places:a").country == "ML"
    mali = index.by_code("ML")
    assert mali in index.ancestors(index.by_id("places:a") or 0)
    assert place_of(index, "places:b").country is None
    assert place_of(index, "places:c").country == "NE"


def test_a_row_without_identifier_has_the_same_one_in_each_build(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,lon,lat\nBer,-2.53,16.83\n")
    ids = []
    for at in range(2):
        index = built(tmp_path / f"index{at}", table)
        ids.append(index.id(0))
    assert ids[0] == ids[1]
    assert ids[0].startswith("places:")


# What a path holds


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (
            "a.csv",
            "town,people\nBer,9\n",
            "lon, lat in its first line, 'town, people'; there must stand",
        ),
        ("b.csv", "", "b.csv is empty"),
        ("b.csv", "name,lon,lat\n", "the sources hold no place"),
        ("c.bin", "\0\0\0", "c.bin is no text in UTF-8"),
        ("d.geojson", '{"type": "Topology"}', "no feature of GeoJSON but 'Topology'"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: str, what: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(BuildError, match=what):
        built(tmp_path / "index", tmp_path / name)
    assert not (tmp_path / "index").exists()


def test_an_archive_of_several_tables_is_asked_about(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", "name,lon,lat\n")
        archive.writestr("b.csv", "name,lon,lat\n")
    with pytest.raises(BuildError, match=r"holds a\.csv, b\.csv; one file of places is asked for"):
        recognise(tmp_path / "x.zip")


def test_a_cut_archive_is_an_error(tmp_path: Path) -> None:
    whole = _bundle(tmp_path, "gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BuildError, match=r"cut.tar.gz"):
        built(tmp_path / "index", tmp_path / "cut.tar.gz")


def test_alternate_names_alone_are_nothing_to_build_from(tmp_path: Path) -> None:
    (tmp_path / "alternateNamesV2.txt").write_text(alternate(1, 7, "fr", "Ber") + "\n")
    with pytest.raises(BuildError, match="nothing to build from"):
        built(tmp_path / "index", tmp_path / "alternateNamesV2.txt")


def test_a_table_as_a_newsroom_writes_it_is_read(tmp_path: Path) -> None:
    table = tmp_path / "lieux.csv"
    lines = ["Lieu;Longitude;Latitude;Région;Habitants", "Ménaka;2,396;15,92;Ménaka;22.000"]
    table.write_text(
        "\n".join([*lines, "Gao;0°02'41\" O;16°16'18\";;110 000", ""]).replace(" O", " W"), "utf-8"
    )
    index = built(tmp_path / "index", table)
    places = {place.name: place for place in map(index.place, range(len(index)))}
    assert places["Ménaka"].point == LonLat(2.396, 15.92)
    assert (places["Ménaka"].population, places["Gao"].population) == (22_000, 110_000)
    assert places["Gao"].point.lon == pytest.approx(-0.0447, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Lieu;Lon;Lat;Région\nGao;1;2;Gao\n", r"its first line is not UTF-8; save the table as UTF-8"),
        ("Lieu;Lon;Lat\nMénaka;1;2\n", r"line 2: it is not UTF-8; save the table as UTF-8"),
        (
            "name,lon,lat\nKidal,18.44 N,1.4 E\n",
            r"'18.44 N': it is a latitude, where a longitude must stand",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_the_way_out(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="latin-1")
    with pytest.raises(BuildError, match=what):
        built(tmp_path / "index", tmp_path / "x.csv")


def test_a_workbook_is_told_from_other_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "")
    with pytest.raises(BuildError, match="it is a workbook: save its sheet as CSV"):
        recognise(tmp_path / "x.xlsx")


def test_an_unknown_country_of_a_table_is_told_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,lon,lat,country\nBer,-2.53,16.83,Mali\nOued,1,19,Lybia\n", encoding="utf-8")
    report = build_index([table], tmp_path / "index", plain=True).sources[0]
    assert (report.broken, report.doubted) == (0, 1)
    assert report.first_doubted[0].line == 3
    assert "'Lybia'" in report.first_doubted[0].why
