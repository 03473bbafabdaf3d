"""Tables in, located tables out, whatever library they are of."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import gazetteer
from gazetteer.explain import reason_in_short
from gazetteer.lookups import index_of
from gazetteer.tables.answers import COLUMNS, Answers
from gazetteer.tables.batches import located_schema
from gazetteer.tables.reaches import reaches
from tools.build_reaches import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACES = [
    "Tin-Zaouatine",
    "Kidal, Mali",
    "50 km north of Kidal",
    "19.955 N 2.966 E",
    "Kidal region",
    "Mali",
    "Tinzawatenn",
    "an airport in Gao",
    "Xqzzt",
    None,
]
MAKE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}


def _rows(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - of any library
    if isinstance(table, pa.Table):
        return list(table.to_pylist())
    if isinstance(table, pl.DataFrame):
        return list(table.to_dicts())
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


@pytest.mark.parametrize("engine", MAKE)
def test_rows_keep_their_order_and_each_gets_its_own_answer(engine: str) -> None:
    table = MAKE[engine]({"id": list(range(20)), "place": PLACES * 2})
    located = gazetteer.resolve_table(table)
    assert type(located) is type(table)
    rows = _rows(located)
    assert list(rows[0]) == ["id", "place", *COLUMNS]
    assert [row["id"] for row in rows] == list(range(20))
    for row, text in zip(rows, PLACES * 2, strict=True):
        alone = gazetteer.locate(text or "")
        assert row["status"] == alone.status
        assert row["confidence"] == pytest.approx(alone.confidence)
        assert row["place_id"] == (alone.place and alone.place.id)
        assert row["matched_name"] == (alone.candidate and alone.candidate.matched_name)
        assert row["geo_precision"] == alone.precision.geo_precision
        assert row["where_prec"] == alone.precision.where_prec
        assert row["uncertainty_m"] == alone.precision.uncertainty_m
        assert row["reason"]
        if alone.area is None:
            assert row["lon"] is row["lat"] is None
        else:
            assert (row["lon"], row["lat"]) == pytest.approx(tuple(alone.area.point))


def test_a_table_that_was_given_stays_as_it_was() -> None:
    table = pd.DataFrame({"place": ["Gao", "Kidal"]}, index=["b", "a"])
    located = gazetteer.resolve_table(table)
    assert list(table.columns) == ["place"]
    assert list(located.index) == ["b", "a"]


def test_quick_and_whole_answers_are_the_same_for_all_kinds_of_names() -> None:
    index, chance = index_of(gazetteer.open()), random.Random(5)  # noqa: S311 - a sample
    names = [
        chance.choice(index.names(record)).spelling for record in chance.sample(range(len(index)), 1_500)
    ]
    answers = Answers(gazetteer.open())
    alone = gazetteer.open()
    for name, row in zip(names, answers.cells(answers.rows(names)), strict=True):
        whole = alone.locate(name)
        assert (row.status, row.place_id) == (whole.status, whole.place and whole.place.id)
        assert row.matched_name == (whole.candidate and whole.candidate.matched_name)
        codes = whole.precision
        assert (row.geo_precision, row.where_prec) == (codes.geo_precision, codes.where_prec)
        assert row.uncertainty_m == codes.uncertainty_m
        assert row.confidence == pytest.approx(whole.confidence)


def _asked_in_all_ways() -> list[str]:
    """Names of all kinds, scripts and sorts, as sources have them and as reports write them."""
    index, chance = index_of(gazetteer.open()), random.Random(6)  # noqa: S311 - a sample
    records = chance.sample(range(len(index)), 2_000)
    units = [record for record in range(len(index)) if index.record(record).kind in {"country", "admin1"}]
    places = [index.place(record) for record in chance.sample(records, 150)]
    names = [chance.choice(index.names(record)).spelling for record in records]
    names += [name.spelling for record in chance.sample(units, 40) for name in index.names(record)]
    names += [form for name in names[:150] for form in (name.upper(), name.lower(), f"{name} District")]
    names += [f"{place.name}, {place.country or place.admin1}" for place in places]
    names += [f"{name[:-1]}x" for name in names[:100]]
    return [
        *dict.fromkeys(
            [*names, *filter(None, PLACES), "", "none", "USA", "MLI", "\u9a6c\u91cc", "a\nb", "Gao\ud800"]
        )
    ]


def test_a_table_says_of_each_name_what_resolve_says_whatever_its_neighbours() -> None:
    names = _asked_in_all_ways()
    whole = Answers(gazetteer.open())
    rows = whole.cells(whole.rows(names))
    pieces = Answers(gazetteer.open())
    cut = [
        row
        for start in range(0, len(names), 37)
        for row in pieces.cells(pieces.rows(names[start : start + 37]))
    ]
    # To the last bit: how a table is cut is no part of the question.
    assert cut == rows
    alone = gazetteer.open()
    for name, row in zip(names, rows, strict=True):
        answer = alone.locate(name)
        candidate = answer.candidate
        assert (row.status, row.reason) == (answer.status, reason_in_short(answer)), name
        assert row.confidence == pytest.approx(answer.confidence, abs=1e-12), name
        assert row.place_id == (candidate and candidate.place.id), name
        assert row.matched_name == (candidate and candidate.matched_name), name


def test_what_holds_a_place_decides_between_places_of_its_name() -> None:
    table = pd.DataFrame(
        {
            "where": ["Kidal", "Kidal", "Springfield", "Springfield"],
            "unit": [None, "Jawa Timur", "Illinois", "Missouri"],
            "land": ["ML", None, "United States", "US"],
        }
    )
    located = gazetteer.resolve_table(table, place="where", admin1="unit", country="land")
    index = index_of(gazetteer.open())
    places = [
        index.place(record) for each in located["place_id"] if (record := index.by_id(each)) is not None
    ]
    assert [(place.country, place.admin1) for place in places] == [
        ("ML", "Kidal"),
        ("ID", "Jawa Timur"),
        ("US", "Illinois"),
        ("US", "Missouri"),
    ]


def test_cells_that_hold_no_text_are_unresolved_and_say_so() -> None:
    cells: list[object] = [None, float("nan"), pd.NA, "", "  ", 7, True, {}]
    located = gazetteer.resolve_table(pd.DataFrame({"place": cells}))
    assert set(located["status"]) == {"unresolved"}
    assert (located["reason"].iloc[:5] == "the name is empty").all()
    assert "7" in located["reason"].iloc[5]


@pytest.mark.parametrize("engine", MAKE)
def test_a_table_without_rows_gets_its_columns(engine: str) -> None:
    empty: Any = pa.array([], pa.string()) if engine == "pyarrow" else []
    located = gazetteer.resolve_table(MAKE[engine]({"place": empty}))
    assert located.shape == (0, 11)


def test_points_as_geometry_are_wgs84() -> None:
    table = pd.DataFrame({"place": ["Gao", "Xqzzt"]}, index=[7, 3])
    located = gazetteer.resolve_table(table, geometry=True)
    assert isinstance(located, gpd.GeoDataFrame)
    assert located.crs == "EPSG:4326"
    assert (located.geometry.x[7], located.geometry.y[7]) == (located.lon[7], located.lat[7])
    assert located.geometry[3] is None


def test_a_geodataframe_keeps_its_own_geometry_in_wgs84() -> None:
    points = gpd.points_from_xy([-4978.0], [1_000_000.0])
    table = gpd.GeoDataFrame({"place": ["Gao"]}, geometry=points, crs="EPSG:3857")
    located = gazetteer.resolve_table(table)
    assert located.geometry.name == "located"
    assert located["geometry"].crs == located.crs == "EPSG:4326"
    assert located["geometry"].iloc[0].x == pytest.approx(-0.04472, abs=1e-4)
    assert table.crs == "EPSG:3857"


@pytest.mark.parametrize(
    ("table", "asked", "says"),
    [
        (pd.DataFrame({"Place": ["Gao"]}), {}, "no column 'place'; did you mean 'Place'"),
        (pd.DataFrame({"place": ["Gao"]}), {"country": "cuntry"}, "no column 'cuntry'"),
        (pd.DataFrame([["Gao", "Gao"]], columns=["place", "place"]), {}, "2 columns 'place'"),
        (pd.DataFrame({"place": ["Gao"], "lon": [1.0]}), {}, "prefix='dateline_'"),
        (pa.table({"place": ["Gao"], "reason": ["x"]}), {}, "prefix='dateline_'"),
    ],
)
def test_a_column_that_is_not_there_or_is_there_already_is_named(
    table: Any,  # noqa: ANN401 - of any library
    asked: dict[str, Any],
    says: str,
) -> None:
    with pytest.raises(gazetteer.ColumnError, match=says):
        gazetteer.resolve_table(table, **asked)


def test_a_prefix_makes_room() -> None:
    located = gazetteer.resolve_table(pd.DataFrame({"place": ["Gao"], "lon": [1.0]}), prefix="dl_")
    assert located["dl_status"].tolist() == ["resolved"]
    assert located["lon"].tolist() == [1.0]


@pytest.mark.parametrize(
    "table", [[{"place": "Gao"}], {"place": ["Gao"]}, None, pl.LazyFrame({"place": ["Gao"]})]
)
def test_what_is_no_table_is_named(table: object) -> None:
    with pytest.raises(gazetteer.WrongTypeError, match="a table must be"):
        gazetteer.resolve_table(table)


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
def test_batches_of_any_size_give_the_same(size: int) -> None:
    table = pa.table({"place": PLACES * 3, "n": list(range(30))})
    whole = gazetteer.resolve_table(table)
    batches = list(gazetteer.resolve_batches(table.to_batches(max_chunksize=size)))
    assert all(batch.schema == located_schema(table.schema) for batch in batches)
    assert pa.Table.from_batches(batches).equals(whole)


def test_batches_come_one_by_one() -> None:
    def endless() -> Iterator[pa.RecordBatch]:
        while True:
            yield pa.record_batch({"place": ["Gao", "Kidal"]})

    stream = gazetteer.resolve_batches(endless())
    assert [next(stream).num_rows for _ in range(3)] == [2, 2, 2]


def test_dictionaries_and_other_types_of_arrow_are_read() -> None:
    names = pa.array(["Gao", None, "Gao"])
    for column in (names.dictionary_encode(), names.cast(pa.large_string()), names.cast(pa.string_view())):
        located = gazetteer.resolve_table(pa.table({"place": column}))
        assert located["status"].to_pylist() == ["resolved", "unresolved", "resolved"]


def test_progress_goes_up_to_the_whole() -> None:
    shares: list[float] = []
    names = [f"Nowhere {number}" for number in range(3)]
    gazetteer.resolve_table(pd.DataFrame({"place": names}), progress=shares.append)
    assert shares == [0.0, 1.0]


def test_nothing_is_written_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    gazetteer.resolve_table(pd.DataFrame({"place": np.array(["Gao"] * 10, object)}))
    assert capsys.readouterr() == ("", "")


def test_the_table_of_reaches_is_what_the_areas_say() -> None:
    index = index_of(gazetteer.open())
    known = reaches()
    units = [record for record in range(len(index)) if index.record(record).kind in {"country", "admin1"}]
    assert len(known) == len(units)
    for record in units[::97]:
        place, facts = index.place(record), index.record(record)
        assert known[place.id, facts.lon_e7, facts.lat_e7] == pytest.approx(reach(place))


def test_neither_pandas_nor_pyarrow_is_needed_for_a_name() -> None:
    import subprocess

    code = "import gazetteer, sys; gazetteer.resolve('Gao'); print({'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("text", ["Kidal and Gao", "Gao or Kidal", "Aleppo and Idlib governorates"])
def test_a_row_of_several_places_is_that_of_none_of_them(text: str) -> None:
    row = gazetteer.resolve_table(pd.DataFrame({"place": [text]})).iloc[0]
    assert pd.isna(row["place_id"])
    assert pd.isna(row["matched_name"])
    # The town named first is known, and the place is not.
    assert (row["geo_precision"], row["where_prec"]) == (3, 5)
    assert row["uncertainty_m"] > 100_000


def test_a_table_that_takes_long_says_often_how_far_it_is() -> None:
    shares: list[float] = []
    table = pd.DataFrame({"place": [f"near Gao {number}" for number in range(500)]})

    gazetteer.resolve_table(table, progress=shares.append)

    assert len(shares) >= 5
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
