"""``maps.explore``: what stands on the map of a table, in which colours, and what does not."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import geopandas
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon, box

import gazetteer
import maps
from maps import ColumnError
from maps.document import Category, MapDocument
from maps.errors import InputError, MapsError, WrongTypeError
from maps.exploring.colouring import CLASSES, VALUES
from maps.plain import DocumentError
from maps.style import PALETTE
from maps.wording import words
from tests.shared.colours import contrast

if TYPE_CHECKING:
    from pathlib import Path

_INCIDENT = re.compile("incident|événement|حادث|حوادث", re.IGNORECASE)
_BRACES = re.compile(r"\{\w+\}")
PLACES = pd.DataFrame(
    {
        "place": ["Kidal", "Xqzzt", "Gao", None],
        "deaths": [3, 8, None, 1],
        "note": ["<b>bold</b>", "x", "", None],
    },
    index=["a", "b", "c", "d"],
)


def labels(document: MapDocument) -> list[str]:
    return [category.label for category in document.categories]


def label_of_each(document: MapDocument) -> list[str]:
    by_key = {category.key: category.label for category in document.categories}
    return [by_key[mark.category] for mark in document.incidents]


def points(count: int, **columns: Any) -> geopandas.GeoDataFrame:  # noqa: ANN401 -- cells of any kind
    geometry = [Point(at / 100, 18 + at % 7 / 10) for at in range(count)]
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs="EPSG:4326")


# What is on the map


def test_rows_are_shown_or_said_why_not() -> None:
    document = maps.explore(PLACES)

    assert [mark.place_name for mark in document.incidents] == ["Kidal, Mali", "Gao, Mali"]
    assert [(left.id, left.place_text) for left in document.not_shown] == [("b", "Xqzzt"), ("d", None)]
    assert "'Xqzzt'" in document.not_shown[0].why
    assert "2 rows of the table" in document.description
    assert "2 rows are not shown" in document.description


def test_marks_keep_the_index_and_show_the_columns() -> None:
    kidal, gao = maps.explore(PLACES).incidents

    assert (kidal.id, gao.id) == ("a", "c")
    assert [(fact.name, fact.value) for fact in kidal.facts] == [("deaths", "3"), ("note", "<b>bold</b>")]
    # Empty cells say nothing.
    assert gao.facts == ()


@pytest.mark.parametrize(
    ("popup", "names"), [(False, []), ("note", ["note"]), (["note", "deaths"], ["note", "deaths"])]
)
def test_popup_has_the_columns_that_are_asked_for(popup: Any, names: list[str]) -> None:  # noqa: ANN401
    assert [fact.name for fact in maps.explore(PLACES, popup=popup).incidents[0].facts] == names


def test_tooltip_names_the_rows() -> None:
    assert maps.explore(PLACES, tooltip="note").incidents[0].title == "<b>bold</b>"
    assert maps.explore(PLACES.assign(Name="N")).incidents[0].title == "N"
    assert maps.explore(PLACES).incidents[0].title == "Kidal"


@pytest.mark.parametrize("kind", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"])
def test_every_library_of_tables_gives_the_same_map(kind: Any) -> None:  # noqa: ANN401
    plain = PLACES.reset_index(drop=True)

    there, here = maps.explore(kind(plain), colour="note"), maps.explore(plain, colour="note")

    facts = [[fact for fact in mark.facts if fact.name != "__index_level_0__"] for mark in there.incidents]
    assert [mark.point for mark in there.incidents] == [mark.point for mark in here.incidents]
    assert facts == [list(mark.facts) for mark in here.incidents]
    assert (labels(there), there.not_shown) == (labels(here), here.not_shown)


def test_columns_of_what_holds_the_place_decide() -> None:
    table = pd.DataFrame({"where": ["Kidal"], "land": ["Indonesia"]})

    (mark,) = maps.explore(table, place="where", country="land").incidents

    assert mark.countries == ("ID",)


def test_a_located_table_is_not_located_again() -> None:
    located = gazetteer.resolve_table(PLACES[["place"]])
    located.loc["c", ["lon", "lat"]] = (2.5, 95.0)

    document = maps.explore(located)

    assert [mark.id for mark in document.incidents] == ["a"]
    assert document.incidents[0].point == pytest.approx((located["lon"]["a"], located["lat"]["a"]))
    whys = {left.id: left.why for left in document.not_shown}
    assert "no point on the earth" in whys["c"]
    assert "Xqzzt" in whys["b"]


def test_geometry_of_another_crs_comes_to_where_it_is() -> None:
    frame = points(3).to_crs(3857)

    assert [mark.point for mark in maps.explore(frame).incidents] == [(0.0, 18.0), (0.01, 18.1), (0.02, 18.2)]


def test_digits_of_geometry_tell_nothing_of_how_exact_it_is() -> None:
    table = geopandas.GeoDataFrame({"n": [1, 2]}, geometry=[Point(1, 18), Point(1.5, 18.25)], crs=4326)
    for one in (table, table.to_crs(3857)):
        marks = maps.explore(one).incidents
        assert [(mark.precision, mark.area) for mark in marks] == [("point", None)] * 2
        assert {mark.basis for mark in marks} == {"coordinates of the table, of unknown exactness"}
        assert max(mark.radius_m for mark in marks) < 2
    assert "inconnue" in maps.explore(table, language="fr").incidents[0].basis


def test_the_finest_of_numbers_tells_the_unit_of_all() -> None:
    numbers = pd.DataFrame({"lon": [1.0, 1.23, None], "lat": [18.0, 18.123, 18.0]})
    marks = maps.explore(numbers).incidents
    assert [mark.basis for mark in marks] == [
        "coordinates of the table, with 3 decimals: within 150 m of the point"
    ] * 2
    (whole,) = maps.explore(numbers.head(1)).incidents
    assert whole.radius_m == pytest.approx(153_385, abs=1)
    texts = maps.explore(pd.DataFrame({"lon": ["1", "1.23"], "lat": ["18", "18.123"]})).incidents
    assert [mark.precision for mark in texts] == ["area", "point"]


def test_digits_of_what_is_generalised_tell_nothing_of_other_rows() -> None:
    table = pd.DataFrame({"lon": [1.0, 1.23456], "lat": [18.0, 18.1], "generalise": ["", "100km"]})
    assert "with 0 decimals" in maps.explore(table).incidents[0].basis


def test_geometry_without_a_crs_is_asked_for_it() -> None:
    frame = geopandas.GeoDataFrame(geometry=[Point(500_000, 2_000_000)])

    with pytest.raises(InputError, match=r"set_crs\('EPSG:4326'\)"):
        maps.explore(frame)


def test_lines_and_areas_are_shapes_and_points_are_marks() -> None:
    shapes: list[Any] = [
        Point(1, 18),
        LineString([(0, 18), (1, 19)]),
        box(0, 17, 1, 18),
        MultiPoint([(0, 18), (2, 18)]),
        GeometryCollection([Point(0, 18), box(0, 17, 1, 18)]),
        None,
        Polygon(),
        Point(400, 18),
    ]
    frame = geopandas.GeoDataFrame({"kind": list("abcdefgh")}, geometry=shapes, crs="EPSG:4326")

    document = maps.explore(frame, colour="kind")

    assert [mark.id for mark in document.incidents] == ["0"]
    found = [(shape.id, shape.geometry["type"]) for shape in document.shapes]
    assert found == [
        ("1", "LineString"),
        ("2", "Polygon"),
        ("3", "MultiPoint"),
        ("4", "GeometryCollection"),
    ]
    assert [part["type"] for part in document.shapes[-1].parts] == ["Polygon", "MultiPoint"]
    # Nothing is counted twice, and nothing vanishes.
    assert len(document.incidents) + len(document.shapes) + len(document.not_shown) == len(frame)
    assert [left.id for left in document.not_shown] == ["5", "6", "7"]
    assert document.view.contains(document.incidents[0].point)
    assert labels(document) == ["a", "b", "c", "d", "e"]


def test_a_series_of_geometry_is_a_table() -> None:
    assert len(maps.explore(points(2).geometry).incidents) == 2


def test_an_empty_table_is_an_empty_map() -> None:
    document = maps.explore(PLACES.iloc[:0], colour="deaths")

    assert (document.incidents, document.not_shown, document.categories) == ((), (), ())


# The colours


def test_values_have_colours_and_the_commonest_come_first() -> None:
    document = maps.explore(points(4, actor=["b", "a", "a", None]), colour="actor")

    assert labels(document) == ["a", "b", "No value"]
    assert [category.colour for category in document.categories[:2]] == [VALUES[0], VALUES[1]]
    assert label_of_each(document) == ["b", "a", "a", "No value"]
    assert document.legend == "actor"


def test_of_thirty_values_those_that_share_a_colour_are_counted() -> None:
    document = maps.explore(points(60, actor=[f"actor {at % 30}" for at in range(60)]), colour="actor")

    assert len(document.categories) == len(VALUES) + 1
    assert labels(document)[-1] == "22 other values"
    assert "30 values of actor" in document.notices[-1]


def test_numbers_are_in_classes_of_equal_count_from_light_to_dark() -> None:
    document = maps.explore(points(100, deaths=range(100)), colour="deaths", k=4)

    assert labels(document) == ["0 \u2013 24", "25 \u2013 49", "50 \u2013 74", "75 \u2013 99"]
    assert document.legend == "deaths (classes of equal count)"
    assert (document.categories[0].colour, document.categories[-1].colour) == (CLASSES[0], CLASSES[-1])


def test_numbers_are_in_classes_of_equal_width_where_that_is_asked_for() -> None:
    values = [0, 1, 2, 3, 4, 100]

    document = maps.explore(points(6, deaths=values), colour="deaths", scheme="EqualInterval", k=2)

    assert labels(document) == ["0 \u2013 4", "100"]
    assert document.legend == "deaths (classes of equal width)"


def test_many_equal_numbers_are_in_one_class() -> None:
    document = maps.explore(points(20, deaths=[0] * 14 + [1, 2, 3, 4, 5, 6]), colour="deaths")

    assert labels(document)[0] == "0"
    assert label_of_each(document)[:14] == ["0"] * 14


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5, 5, 5], ["5"]),
        ([1.5, float("nan"), float("inf")], ["1.5", "No value"]),
        ([True, False, True], ["True", "False"]),
        ([None, None, None], ["No value"]),
        ([1, "two", [3]], ["1", "two", "[3]"]),
        (pd.array([1, pd.NA, 2], "Int64"), ["1", "2", "No value"]),
        (np.array([1, 2, 2], "int8"), ["1", "2"]),
    ],
    ids=["constant", "not finite", "truth", "nothing", "mixed", "nullable", "numpy"],
)
def test_odd_columns_have_colours_too(values: Any, expected: list[str]) -> None:  # noqa: ANN401
    assert labels(maps.explore(points(3, deaths=values), colour="deaths")) == expected


def test_numbers_can_be_values() -> None:
    document = maps.explore(points(9, code=[7, 7, 7, 1, 2, 3, 4, 5, 6]), colour="code", categorical=True)

    assert labels(document)[0] == "7"


def test_dates_are_in_classes_in_the_order_of_time() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=at) for at in range(10)]

    document = maps.explore(points(10, day=days), colour="day", k=2)

    assert labels(document) == ["2024-01-01 \u2013 2024-01-05", "2024-01-06 \u2013 2024-01-10"]
    moments = [*pd.to_datetime(days[:9]), pd.NaT]
    assert labels(maps.explore(points(10, day=moments), colour="day", k=2))[-1] == "No value"


def test_colours_stand_out_from_paper_and_land() -> None:
    land = PALETTE["land"]

    assert all(contrast(colour, "#ffffff") >= 3 for colour in (*VALUES, *CLASSES))
    assert all(contrast(colour, land) >= 3 for colour in (*VALUES, *CLASSES))
    # From light to dark, each class apart from the next.
    against = [contrast(colour, "#ffffff") for colour in CLASSES]
    assert against == sorted(against)


# The dates


def test_dates_of_every_kind_are_read() -> None:
    days = [dt.date(2024, 7, 27), pd.Timestamp("2024-07-27 14:30"), 2024, 2024.0, "July 2024", None, pd.NaT]

    marks = maps.explore(points(7, day=pd.Series(days, dtype=object)), date="day").incidents

    found = [mark.when_edtf for mark in marks]
    assert found == ["2024-07-27", "2024-07-27", "2024", "2024", "2024-07", None, None]
    assert marks[0].when == "27 July 2024"
    # The hour would be lost otherwise.
    assert [fact.value for fact in marks[1].facts] == ["2024-07-27 14:30:00"]


def test_days_alone_are_no_fact_beside_the_date() -> None:
    document = maps.explore(points(2, day=[pd.Timestamp("2024-07-27"), None]), date="day")

    assert [mark.facts for mark in document.incidents] == [(), ()]


def test_one_clear_date_tells_the_order_of_the_doubtful() -> None:
    read = [
        maps.explore(points(2, day=[other, "03/04/2024"]), date="day") for other in ("27/07/2024", "2024")
    ]

    assert read[0].incidents[1].when_edtf == "2024-04-03"
    assert read[1].incidents[1].when_edtf is None
    assert read[1].notices[-1] == "1 row has no date: '03/04/2024' in day is none."


@pytest.mark.parametrize("kind", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"])
def test_dates_of_other_libraries_are_dates(kind: Any) -> None:  # noqa: ANN401
    table = pd.DataFrame({"place": ["Kidal", "Gao"], "day": pd.to_datetime(["2024-07-27", "2024-07-28"])})

    found = maps.explore(kind(table), date="day").incidents

    assert [mark.when_edtf for mark in found] == ["2024-07-27", "2024-07-28"]


def test_lines_and_areas_have_dates_and_names_of_their_columns() -> None:
    frame = geopandas.GeoDataFrame(
        {"code": [1, 1], "shapeName": ["Abeïbara", "Tessalit"], "year": [2019, 2024]},
        geometry=[box(0, 17, 1, 18), box(1, 17, 2, 18)],
        crs="EPSG:4326",
    )

    document = maps.explore(frame, date="year")

    assert [(shape.title, shape.when) for shape in document.shapes] == [
        ("Abeïbara", "2019"),
        ("Tessalit", "2024"),
    ]
    assert MapDocument.from_dict(document.to_dict()) == document


def test_decimals_are_amounts() -> None:
    table = pa.table({"place": ["Kidal", "Gao"], "loss": pa.array([1, 2], pa.decimal128(5, 2))})

    document = maps.explore(table, colour="loss")

    assert [category.colour for category in document.categories] == [CLASSES[0], CLASSES[-1]]


# What is wrong with a call


def test_a_missing_column_is_an_error_of_maps() -> None:
    calls: list[dict[str, Any]] = [
        {"date": "daye"},
        {"place": "plase"},
        {"country": "land"},
        {"tooltip": "x"},
    ]
    for wrong in calls:
        with pytest.raises(MapsError) as caught:
            maps.explore(PLACES, **wrong)
        assert type(caught.value) is maps.ColumnError
        assert isinstance(caught.value, LookupError)


def test_a_column_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(ColumnError, match="did you mean 'deaths'"):
        maps.explore(PLACES, colour="death")
    with pytest.raises(ColumnError, match="did you mean 'note'"):
        maps.explore(PLACES, popup=["notes"])
    with pytest.raises(ColumnError, match="say place="):
        maps.explore(PLACES.rename(columns={"place": "spot"}))


def test_columns_that_are_there_twice_trouble_nobody_until_asked_for() -> None:
    twice = pd.concat([PLACES[["place"]], PLACES[["note"]], PLACES[["note"]]], axis=1)

    assert [fact.name for fact in maps.explore(twice).incidents[0].facts] == ["note", "note"]
    with pytest.raises(ColumnError, match="2 columns 'note'"):
        maps.explore(twice, colour="note")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"scheme": "jenks"}, "quantiles, equal_interval"),
        ({"k": 1}, "2 to 9"),
        ({"k": True}, "2 to 9"),
        ({"language": "xx"}, "en, fr, ar"),
    ],
)
def test_wishes_that_cannot_be_fulfilled_say_what_can(options: dict[str, Any], said: str) -> None:
    with pytest.raises(MapsError, match=said):
        maps.explore(PLACES, colour="deaths", **options)


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(WrongTypeError, match="DataFrame"):
        maps.explore([{"place": "Kidal"}])


@pytest.mark.parametrize(("key", "colour"), [("own-1", "red"), ("own-1", '#fff"/>'), ("a b", "#105da5")])
def test_a_colour_that_could_be_markup_is_refused(key: str, colour: str) -> None:
    with pytest.raises(DocumentError):
        Category(key, "label", colour)


# What is written


@pytest.fixture(scope="module")
def mixed() -> MapDocument:
    frame = geopandas.GeoDataFrame(
        {"name": ["A", "B", "C"], "deaths": [1, 2, 3]},
        geometry=[Point(1, 18), LineString([(0, 18), (1, 19)]), box(0, 17, 1, 18)],
        crs="EPSG:4326",
    )
    return maps.explore(frame, colour="deaths", border="Mali", title="Three rows")


def test_the_document_survives_json(mixed: MapDocument) -> None:
    assert MapDocument.from_dict(json.loads(json.dumps(mixed.to_dict()))) == mixed


def test_every_file_has_the_colours(mixed: MapDocument, tmp_path: Path) -> None:
    files = [tmp_path / f"map.{suffix}" for suffix in ("html", "svg", "geojson", "png", "pdf")]
    for file in files:
        maps.save(mixed, file)
    page, svg, data = (file.read_text("utf-8") for file in files[:3])

    for category in mixed.categories:
        assert category.colour
        assert category.colour in page
        assert category.colour in svg
        assert category.colour in data
    assert ">deaths<" in page
    assert "deaths" in svg


def test_geojson_has_the_columns(mixed: MapDocument, tmp_path: Path) -> None:
    maps.save(mixed, tmp_path / "map.geojson")

    features = json.loads((tmp_path / "map.geojson").read_text("utf-8"))["features"]

    shapes = [feature for feature in features if feature["properties"]["role"] == "shape"]
    assert [shape["properties"]["facts"] for shape in shapes] == [
        {"deaths": "2"},
        {"deaths": "3"},
    ]
    assert shapes[1]["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_is_said_of_rows_calls_none_an_incident(language: str) -> None:
    say = words(language, "rows")._table

    texts = [text for table in (say, say["page"], say["describe"]) for text in table.values()]
    wrong = [text for text in texts if isinstance(text, str) and _INCIDENT.search(_BRACES.sub("", text))]

    assert wrong == []


def test_the_page_and_the_picture_speak_of_rows(tmp_path: Path) -> None:
    document = maps.explore(PLACES)
    for file in ("map.html", "map.svg"):
        maps.save(document, tmp_path / file)

    assert ">Rows " in (tmp_path / "map.html").read_text("utf-8")
    assert "2 rows are not shown" in (tmp_path / "map.svg").read_text("utf-8")


def test_a_hundred_thousand_rows_are_no_burden() -> None:
    names = ["Kidal", "Gao", "Timbuktu", "Mopti"]
    table = pd.DataFrame({"place": np.resize(names, 100_000), "deaths": np.arange(100_000) % 17})

    document = maps.explore(table, colour="deaths")

    assert len(document.incidents) == 100_000
    # Equal cells are one fact, and equal places one area.
    assert len({id(mark.facts[0]) for mark in document.incidents}) == 17


# Names that other libraries have, and tables that newsrooms have


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"column": "deaths"}, r"explore has no argument column='deaths'; colour= names the column"),
        ({"color": "deaths"}, r"explore has no argument color='deaths'; colour= names the column"),
        ({"cmap": "viridis"}, r"cmap='viridis'; .*scheme= and k= make classes"),
        (
            {"tiles": "OpenStreetMap"},
            r"tiles='OpenStreetMap'; .*maps\.save\(document, 'map\.html', tiles=...\)",
        ),
        ({"style_kwds": {}}, r"style_kwds=\{\}; maps\.to_folium"),
        ({"popups": ["deaths"]}, r"popups=\['deaths'\]; did you mean popup=\['deaths'\]\?"),
        ({"zoom": 3}, r"explore has no argument zoom=3; it takes colour, place"),
        ({"k": "5"}, r"k, how many classes there are, must be a whole number, not str '5'"),
        ({"scheme": 3}, r"scheme must be a string, not int 3"),
        ({"popup": 3}, r"popup=3: say the names of columns"),
        ({"categorical": "yes"}, r"categorical must be True or False, not str 'yes'"),
    ],
)
def test_a_wrong_argument_says_what_to_write_instead(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(WrongTypeError, match=says):
        maps.explore(PLACES, **wrong)


@pytest.mark.parametrize("code", [360, 360.0, "360", "ID"])
def test_a_country_may_be_its_numeric_code(code: object) -> None:
    table = pd.DataFrame({"place": ["Kidal", "Gao"], "country": [code, None]})
    first, second = maps.explore(table, country="country").incidents
    located = gazetteer.resolve_table(table, country="country")
    assert (first.point.lon, first.point.lat) == pytest.approx(located[["lon", "lat"]].iloc[0].tolist())
    assert (first.place_name or "").endswith("Indonesia")
    assert (second.place_name or "").endswith("Mali")


def test_columns_and_rows_of_several_levels_are_asked_for_as_pandas_does() -> None:
    columns = pd.MultiIndex.from_tuples([("where", "place"), ("dead", "least"), ("n", "")])
    index = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])
    table = pd.DataFrame([["Kidal", 3, 1], ["Gao", 5, 2]], columns=columns, index=index)
    document = maps.explore(table, place=("where", "place"), colour=("dead", "least"))  # type: ignore[arg-type]
    assert [mark.id for mark in document.incidents] == ["a, 1", "b, 2"]
    assert document.legend == "dead, least"
    assert [fact.name for fact in document.incidents[0].facts] == ["dead, least", "n"]
    located = gazetteer.resolve_table(table, place=("where", "place"))  # type: ignore[arg-type]
    assert located.columns.nlevels == 2
    assert located["status"].tolist() == ["resolved", "resolved"]
    assert located[("dead", "least")].tolist() == [3, 5]
    numbered = pd.DataFrame([["Kidal", 3]])
    assert labels(maps.explore(numbered, place=0, colour=1)) == ["3"]  # type: ignore[arg-type]


def test_a_cell_that_is_no_text_is_told_and_not_looked_up() -> None:
    table = pd.DataFrame({"place": ["Kidal", ["Gao"], {"place": "Gao"}]})
    document = maps.explore(table)
    assert len(document.incidents) == 1
    assert [left.why for left in document.not_shown] == [
        "The cell of its place holds a value of the type list and no text.",
        "The cell of its place holds a value of the type dict and no text.",
    ]


def test_two_columns_of_one_name_are_not_told_to_be_missing() -> None:
    with pytest.raises(ColumnError, match=r"has 2 columns 'place'; give them names of their own$"):
        maps.explore(pd.DataFrame([["Kidal", "Gao"]], columns=["place", "place"]))


def test_a_column_generalise_counts_for_its_rows() -> None:
    table = pd.DataFrame(
        {
            "place": ["Aguelhok", "Kidal"],
            "generalise": ["10 km", None],
            "deaths": [3, 5],
            "note": ["at the well of Aguelhok", "in Kidal"],
        }
    )
    document = maps.explore(table)
    hidden, shown = document.incidents
    assert (hidden.place_name, hidden.point) == ("a 10 km cell around 19.485 N 0.827 E", (0.827, 19.485))
    assert shown.place_name == "Kidal, Mali"
    assert "Aguelhok" not in repr(hidden)
    assert maps.explore(table, popup=["deaths"]).incidents[0].facts[0].value == "3"
    with pytest.raises(InputError, match="the column 'note' holds the place of row 0"):
        maps.explore(table, popup=["note"])
    with pytest.raises(
        InputError, match="row 1, column 'generalise': 'a bit' is nothing that a location can"
    ):
        maps.explore(table.assign(generalise=["", "a bit"]))


@pytest.mark.parametrize(
    "columns",
    [
        {"Latitude": [18.44], "Longitude": [1.41]},
        {"lat": [18.44], "lng": [1.41]},
        {"Location": ["Kidal"]},
        {"Lieu": ["Kidal"]},
    ],
    ids=["latitude", "lng", "Location", "Lieu"],
)
def test_columns_that_tell_where_rows_are_are_known_by_their_names(columns: dict[str, Any]) -> None:
    (mark,) = maps.explore(pd.DataFrame(columns)).incidents
    assert (mark.point.lon, mark.point.lat) == pytest.approx((1.41, 18.44), abs=0.02)


def test_a_table_without_a_place_says_what_it_may_have() -> None:
    with pytest.raises(
        ColumnError, match=r"no geometry, no columns lon and lat, .*it has 'n'; say place='\.\.\.'"
    ):
        maps.explore(pd.DataFrame({"n": [1]}))
